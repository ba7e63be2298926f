"""One line of a bench: what was measured, the figure, the bar it is held to, and what has to be said about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """`value` and `bar` are text with their unit; `held` is None where there is no bar."""

    name: str
    value: str
    bar: str = ""
    note: str = ""
    held: bool | None = None
