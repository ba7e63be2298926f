"""The cells of one column: each distinct value is understood once, by the rules that hold for every answer."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from bening.scoring.answers.interpret import Wrong
from bening.scoring.text import Message

Value = TypeVar("Value")
Codes = npt.NDArray[np.intp]
Booleans = npt.NDArray[np.bool_]
Column = Any  # pyarrow publishes no types


@dataclass(frozen=True, slots=True)
class Cells(Generic[Value]):
    """A column as codes into its distinct values; the first value is None, for an empty cell.

    `wrong` holds what is wrong with a value, by its code.
    """

    codes: Codes
    values: list[Value | None]
    wrong: Mapping[int, Message]

    def missing(self) -> Booleans:
        """Return which rows hold nothing."""
        return np.array([value is None for value in self.values])[self.codes]

    def at(self, row: int) -> Value | None:
        """Return the value in a row."""
        found: Value | None = self.values[self.codes[row]]
        return found


def understood(column: Column, read: Callable[[str], Value | None]) -> Cells[Value]:
    """Return the cells of a column; `read` gives the value of one text, None for an empty one, or raises `Wrong`."""
    distinct = column.dictionary_encode()
    indices = distinct.indices.fill_null(-1) if distinct.indices.null_count else distinct.indices
    codes = indices.to_numpy(zero_copy_only=False).astype(np.intp)
    codes += 1
    values: list[Value | None] = [None]
    wrong: dict[int, Message] = {}
    for text in _texts(distinct.dictionary):
        try:
            values.append(None if text is None else read(text))
        except Wrong as error:
            wrong[len(values)] = error.message
            values.append(None)
    return Cells(codes, values, wrong)


def is_readable(kind: Any, *, is_yes_no: bool) -> bool:
    """Return whether cells of an Arrow type have a text: text, numbers, and truth where a fact is yes or no."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if pa.types.is_boolean(kind):
        return is_yes_no
    tests = (
        pa.types.is_string,
        pa.types.is_large_string,
        pa.types.is_string_view,
        pa.types.is_integer,
        pa.types.is_floating,
        pa.types.is_decimal,
        pa.types.is_null,
    )
    return any(test(kind) for test in tests)


def _texts(values: Column) -> Iterator[str | None]:
    short = pa.types.is_floating(values.type) and not pa.types.is_float64(values.type)
    for value in values.to_pylist():
        if value is None or isinstance(value, str):
            yield value
        elif isinstance(value, bool):
            yield "true" if value else "false"
        elif isinstance(value, float):
            yield _shortest_single(value) if short else shortest_double(value)
        elif isinstance(value, Decimal):
            yield _plain(value)
        else:
            yield str(value)


def shortest_double(value: float) -> str:
    """Return the shortest decimal of at most 15 significant digits, a whole number in full.

    >>> shortest_double(0.1 + 0.2), shortest_double(4.0), shortest_double(0.00001)
    ('0.3', '4', '0.00001')
    """
    if value.is_integer():
        return str(int(value))
    return _plain(Decimal(f"{value:.15g}"))


def _shortest_single(value: float) -> str:
    """Return the shortest decimal that single precision tells apart from its neighbours, a whole number in full."""
    if value.is_integer():
        return str(int(value))
    return str(np.format_float_positional(np.float32(value), unique=True, trim="-"))


def _plain(value: Decimal) -> str:
    """Return a number without exponent and without zeros at its end."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
