"""The stages of a programme, as its file lists them: which opinion is official, and how several become one."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bening.scoring import yamltree
from bening.scoring.instrument.store import data_folder
from bening.scoring.text import Text


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a programme; `is_assumed` where no source says which opinion is official."""

    programme: str
    id: str
    title: Text
    official: str
    combining: str
    needs_plenary: bool
    closings: tuple[str, ...]
    least_assessors: int
    is_assumed: bool
    short: Text | None = None

    @property
    def brief(self) -> Text:
        """Return the title for where there is room for a few words alone."""
        return self.short or self.title


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme: its instruments, what a round of it assesses, and its stages in the order of a year."""

    id: str
    title: Text
    instruments: tuple[str, ...]
    subject: str
    stages: Mapping[str, Stage]


def _value(part: Mapping[str, Any], key: str, default: Any = None) -> Any:
    return part[key]["value"] if key in part else default


def _text(part: Mapping[str, Any]) -> Text:
    return Text(part["id"], part["en"])


def _stage(programme: str, part: Mapping[str, Any]) -> Stage:
    return Stage(
        programme,
        part["id"],
        _text(part["title"]),
        _value(part, "official_opinion"),
        _value(part, "combining", ""),
        _value(part, "plenary") == "true",
        tuple(_value(part, "closings")),
        int(_value(part, "assessors", "0")),
        part["official_opinion"].get("assumed") == "true",
        _text(part["short"]) if "short" in part else None,
    )


@lru_cache(maxsize=16)
def programme(name: str) -> Programme:
    """Return the programme of an id; raises KeyError for one without a file."""
    path = data_folder() / "programmes" / f"{name}.yaml"
    if name not in {found.stem for found in path.parent.glob("*.yaml")}:
        raise KeyError(name)
    part = yamltree.texts(yamltree.read_file(path))
    stages = [_stage(name, entry) for entry in part["stages"]]
    return Programme(
        name, _text(part["title"]), tuple(part["instruments"]), part["subject"], {stage.id: stage for stage in stages}
    )
