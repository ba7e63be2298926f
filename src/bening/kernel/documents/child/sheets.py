"""Reads the sheets of one workbook, in a child process."""

from collections.abc import Mapping
from typing import Any, BinaryIO

from bening.kernel.documents import sheets_read
from bening.kernel.documents.child import wire
from bening.kernel.documents.sheets_limits import USUAL, Limits
from bening.scoring.text import Refused


def read(file: BinaryIO, task: Mapping[str, Any]) -> tuple[Mapping[str, Any], bytes]:
    """Return the names of the sheets, or the rows of one; where they cannot be read, the messages that say why."""
    content, name = file.read(), task["file"]
    try:
        if task["do"] == "names":
            return {"names": sheets_read.names(content, name)}, b""
        columns = [wire.unpack_columns(one) for one in task["columns"]]
        limits = Limits(**task["limits"]) if "limits" in task else USUAL
        found = sheets_read.read(
            content, columns=columns, file=name, sheet=task["sheet"], limits=limits, typed=task.get("typed", True)
        )
        return wire.pack_read(found, columns[found.at]), b""
    except Refused as error:
        return {"refused": wire.pack_messages(error.messages)}, b""
