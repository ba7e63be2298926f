"""Whatever is read, the engine ends with a result or a refusal that names at least one fault, never with an exception."""

import io
import os
import re
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bening.cli import main
from bening.scoring import yamltree
from bening.scoring.answers.csvfile import read_csv_text
from bening.scoring.answers.model import AnswerSet
from bening.scoring.answers.read import read_tree
from bening.scoring.explain import explain
from bening.scoring.instrument.model import Instrument
from bening.scoring.instrument.read import read_instrument
from bening.scoring.instrument.store import by_id, data_folder
from bening.scoring.path.moves import read_efforts
from bening.scoring.plan import plan
from bening.scoring.result import score
from bening.scoring.show.document import explain_document, score_document
from bening.scoring.text import Place, Refused
from bening.scoring.yamltree import Listing, Mapping, Scalar, Tree
from tests.scoring.hostile.making import HOSTILE, hold_to_messages

NAMES = ("lke-zi-2025", "kka-2025", "kka-eligibility-2025", "mcsp-2025")
SMALL = NAMES[1:]


@cache
def shipped_text(name: str) -> str:
    return (data_folder() / "instruments" / f"{name}.yaml").read_text(encoding="utf-8")


@cache
def words_of_files() -> list[str]:
    """Give every word that stands in a shipped file: keys, codes, letters, names."""
    found = {word for name in SMALL for word in re.findall(r"[\w.-]+", shipped_text(name)) if len(word) < 40}
    return sorted(found)


def words() -> st.SearchStrategy[str]:
    return st.one_of(st.sampled_from(HOSTILE), st.sampled_from(words_of_files()), st.text(max_size=8))


def scalars() -> st.SearchStrategy[Tree]:
    return st.builds(Scalar, words(), st.integers(0, 9), st.booleans())


def _mapping(entries: dict[str, Tree]) -> Tree:
    return Mapping(entries, {key: at for at, key in enumerate(entries, 1)}, 1)


def mappings(keys: st.SearchStrategy[str], values: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    return st.dictionaries(keys, values, max_size=6).map(_mapping)


def trees() -> st.SearchStrategy[Tree]:
    return st.recursive(
        scalars(),
        lambda inner: st.one_of(st.lists(inner, max_size=4).map(Listing), mappings(words(), inner)),
        max_leaves=30,
    )


def holds[T](call: Callable[[], T]) -> T | None:
    """Return what the call gives, None where it is refused as it should be."""
    try:
        return call()
    except Refused as error:
        hold_to_messages(error)
        return None


def use(instrument: Instrument, given_answers: AnswerSet | None = None) -> None:
    """Score and explain under every profile."""
    answers = given_answers or AnswerSet(instrument.id, {}, file="a.yaml")
    for profile in instrument.profiles:
        result = holds(lambda profile=profile: score(plan(instrument, profile), answers))  # type: ignore[misc]
        if result is None:
            continue
        score_document(result)
        for top in instrument.tree:
            explain_document(explain(result, top.code))
