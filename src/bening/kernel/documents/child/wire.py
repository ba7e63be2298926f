"""Columns on their way to the child that reads a sheet, and what it read on its way back: plain JSON."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from bening.kernel.documents.cell import Value
from bening.kernel.documents.columns import Column, Kind
from bening.kernel.documents.sheets_read import Read, Row
from bening.scoring.text import Message, Place, Text


def pack_columns(columns: Sequence[Column]) -> list[dict[str, Any]]:
    """Return what a reader has to know of columns."""
    return [
        {
            "title": str(column.title),
            "key": column.key,
            "choices": [str(word) for word in column.choices],
            "kind": column.kind,
            "is_required": column.is_required,
            "is_extra": column.is_extra,
        }
        for column in columns
    ]


def unpack_columns(packed: Sequence[Mapping[str, Any]]) -> tuple[Column, ...]:
    """Return the columns again."""
    return tuple(Column(**{**column, "choices": tuple(column["choices"])}) for column in packed)


def pack_read(found: Read, columns: Sequence[Column]) -> dict[str, Any]:
    """Return what was read; the values of a row follow its number in the order of the columns, without their kinds."""
    keys = [column.key for column in columns]
    return {
        "sheet": found.sheet,
        "rows": [[row.number, *(_packed(row.values[key]) for key in keys)] for row in found.rows],
        "rejected": found.rejected,
        "messages": pack_messages(found.messages),
        "is_sample": found.is_sample,
        "typed": [[number, *(texts.get(key) for key in keys)] for number, texts in found.typed.items()],
        "percent": [[number, key] for number, key in sorted(found.percent)],
        "found": dict(found.found),
        "at": found.at,
    }


def unpack_at(packed: Mapping[str, Any], sets: int) -> int:
    """Return which set of columns was found; raises `LookupError` for one that was not asked for."""
    at = int(packed["at"])
    if not 0 <= at < sets:
        raise LookupError
    return at


def unpack_read(packed: Mapping[str, Any], columns: Sequence[Column]) -> Read:
    """Return what was read again; raises `ValueError`, `TypeError` or `LookupError` for what no reader packed."""
    keys = [column.key for column in columns]
    made = [_MADE[column.kind] for column in columns]
    return Read(
        str(packed["sheet"]),
        tuple(
            Row(
                int(number),
                {
                    key: None if value is None else make(value)
                    for key, make, value in zip(keys, made, values, strict=True)
                },
            )
            for number, *values in packed["rows"]
        ),
        tuple(int(number) for number in packed["rejected"]),
        unpack_messages(packed["messages"]),
        packed["is_sample"] is True,
        {
            int(number): {key: str(text) for key, text in zip(keys, texts, strict=True) if text is not None}
            for number, *texts in packed["typed"]
        },
        frozenset((int(number), str(key)) for number, key in packed["percent"]),
        {str(key): int(at) for key, at in packed["found"].items()},
        int(packed["at"]),
    )


def pack_messages(messages: Sequence[Message]) -> list[list[Any]]:
    """Return messages: key, values and place of each; words in two languages are a pair."""
    return [[entry.key, entry.values, entry.place] for entry in messages]


def unpack_messages(packed: Sequence[Any]) -> tuple[Message, ...]:
    """Return the messages again."""
    return tuple(
        Message(
            str(key),
            tuple((str(name), value if isinstance(value, str) else Text(*map(str, value))) for name, value in values),
            Place(*place),
        )
        for key, values, place in packed
    )


def _packed(value: Value) -> str | int | None:
    match value:
        case Decimal():
            return str(value)
        case date():
            return value.isoformat()
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int):
        raise TypeError
    return value


_MADE: Mapping[Kind, Callable[[Any], Value]] = {
    "text": _text,
    "whole": _whole,
    "number": lambda value: Decimal(_text(value)),
    "date": lambda value: date.fromisoformat(_text(value)),
}
