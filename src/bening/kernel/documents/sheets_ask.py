"""Workbooks that people bring, read by a child process; the functions are those of `sheets_read`."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, TypeVar

from bening.kernel.documents.child import wire
from bening.kernel.documents.child.asking import Children, TooHeavy
from bening.kernel.documents.columns import Column
from bening.kernel.documents.sheets_limits import Limits
from bening.kernel.documents.sheets_read import Read
from bening.scoring.text import Place, Refused, refuse

_CHILDREN = Children("bening.kernel.documents.child.sheets")
_BROKEN = (ValueError, TypeError, LookupError, ArithmeticError)
_T = TypeVar("_T")


def names(content: bytes, file: str = "") -> tuple[str, ...]:
    """Return the names of a workbook's sheets; raises `Refused` where it is none."""
    task = {"do": "names", "file": file}
    return _asked(content, task, lambda said: tuple(str(name) for name in said["names"]))


def read(content: bytes, *, columns: Sequence[Column], file: str = "", sheet: str | None = None) -> Read:
    """Return the rows under the head of these columns, on the sheet of that name or on the first that has the head.

    Raises `Refused` where there is nothing to read: no workbook, over 10 MB or 10,000 rows, no such sheet or head.
    """
    task = {"do": "read", "file": file, "sheet": sheet, "columns": [wire.pack_columns(columns)]}
    return _asked(content, task, lambda said: wire.unpack_read(said, columns))


def read_records(content: bytes, *, columns: Sequence[Sequence[Column]], limits: Limits) -> Read:
    """Return the rows of a sheet of records, whose titles may be those of one of several sets of columns.

    `at` says which. Only rejected rows are also given as they were typed. Raises `Refused` as `read` does, where
    the sheet holds more than the limits.
    """
    packed = [wire.pack_columns(one) for one in columns]
    task = {"do": "read", "file": "", "sheet": None, "columns": packed, "limits": asdict(limits), "typed": False}
    return _asked(content, task, lambda said: wire.unpack_read(said, columns[wire.unpack_at(said, len(columns))]))


def _asked(content: bytes, task: Mapping[str, Any], unpack: Callable[[Mapping[str, Any]], _T]) -> _T:
    try:
        said, _ = _CHILDREN.ask(io.BytesIO(content), task)
        if "refused" in said:
            raise Refused(wire.unpack_messages(said["refused"]))
        return unpack(said)
    except (TooHeavy, *_BROKEN):  # a child that answers what no reader says was taken over by what it read
        raise refuse("sheets_too_heavy", Place(str(task["file"]) or None)) from None
