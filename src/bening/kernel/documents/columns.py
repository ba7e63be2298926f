"""What the columns of a sheet are, for writing it and for reading it back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from bening.scoring.text import Text

Kind = Literal["text", "whole", "number", "date"]
SAMPLE = Text("CONTOH, bukan data resmi", "SAMPLE, not official data")
HEAD_WITHIN = 10
"""The head of a sheet stands in one of its first rows."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, the key of its values, and what a cell in it may hold.

    `width` is in letters. `choices` are the words that a cell may hold; they become a drop-down. A locked column is
    for reading only, and its sheet is protected. A required one has no empty cell; an extra one may be left out.
    """

    title: str
    key: str
    width: float = 18
    choices: tuple[str, ...] = ()
    is_locked: bool = False
    number_format: str = ""
    kind: Kind = "text"
    is_required: bool = False
    is_extra: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to be written; `blank_rows` is how many empty rows to fill in follow the given ones."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Mapping[str, object]] = ()
    is_sample: bool = False
    blank_rows: int = 0


def plain_title(text: str) -> str:
    """Return a title as it is compared: without case and without regard to spaces.

    >>> plain_title(" Nama  Perangkat\\nDaerah ") == plain_title("nama perangkat daerah")
    True
    """
    return " ".join(text.split()).casefold()
