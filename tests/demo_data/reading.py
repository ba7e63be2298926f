"""Reads the files of the sample city strictly, and gives what the engine makes of them."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from bening.scoring import yamltree
from bening.scoring.answers.read import read_tree
from bening.scoring.instrument.store import by_id
from bening.scoring.plan import plan
from bening.scoring.result import Result, score
from tests.conftest import ROOT

CITY = ROOT / "data/demo/kota-contoh"
PROGRAMMES = ROOT / "data/programmes"
OPINIONS = ("self", "internal", "outside")
ROUNDS = ("2025-baseline", "2025-progress", "2025-monev", "2025-final", "2026-monev")
OFFICES_WITH_LKE = ("dpmptsp", "rsud", "bakesbangpol")


def load(path: Path) -> Any:
    """Return a YAML file as plain data."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def city(name: str) -> Any:
    """Return a file of the sample city by its name without ending."""
    return load(CITY / f"{name}.yaml")


def keys(entry: Mapping[str, Any], required: str, optional: str = "") -> None:
    """Assert that an entry has every required key and no key beside these and the optional ones."""
    must, may = set(required.split()), set(optional.split())
    assert must <= set(entry) <= must | may, (sorted(must - set(entry)), sorted(set(entry) - must - may), entry)


def two_languages(entry: Mapping[str, str]) -> None:
    """Assert that a text stands in Indonesian and in English."""
    keys(entry, "id en")
    assert all(text.strip() for text in entry.values())


def outside_value(answer: Mapping[str, Any], combining: str | None) -> Any:
    """Return the official value of the outside assessors: what the plenary agreed, or the mean of the assessors."""
    if combining == "agreed":
        return answer["plenary"]["value"]
    values = [finding["value"] for finding in answer.get("outside", [])]
    if not values:
        return None
    return values[0] if all(value == values[0] for value in values) else {"mean_of": values}


def values_of(round_: Mapping[str, Any], opinion: str) -> dict[str, Any]:
    """Return the values of one opinion of a round by code; what is not there yet is absent."""
    found = {}
    for code, answer in round_["answers"].items():
        if opinion == "outside":
            value = outside_value(answer, round_["combining"])
        else:
            value = answer.get(opinion, {}).get("value")
        if value is not None:
            found[code] = value
    return found


def scored(instrument: str, profile: str, answers: Mapping[str, Any], facts: Mapping[str, Any] | None = None) -> Result:
    """Return the engine's result of values by code."""
    read = by_id(instrument)
    given = {"instrument": instrument, "answers": dict(answers), "facts": dict(facts or {})}
    return score(plan(read, profile), read_tree(yamltree.plain(given), read, "contoh"))


def texts(data: Any) -> Iterator[str]:
    """Yield every text that stands as a value in plain data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from texts(value)
    elif isinstance(data, Sequence):
        for value in data:
            yield from texts(value)
