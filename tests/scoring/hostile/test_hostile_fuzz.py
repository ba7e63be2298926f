"""Whatever is read, the engine ends with a result or with a refusal that names a fault, never with an exception."""

import json
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bening.scoring import yamltree
from bening.scoring.answers.csvfile import read_csv_text
from bening.scoring.answers.model import AnswerSet
from bening.scoring.answers.read import read_tree
from bening.scoring.explain import explain
from bening.scoring.instrument.model import Instrument
from bening.scoring.instrument.read import read_instrument
from bening.scoring.instrument.store import by_id
from bening.scoring.path.moves import read_efforts
from bening.scoring.plan import plan
from bening.scoring.result import score
from bening.scoring.show.document import explain_document, score_document
from bening.scoring.text import Place, Refused
from bening.scoring.yamltree import Mapping, Scalar, Tree
from tests.scoring.hostile.drawing import (
    NAMES,
    bent,
    changed,
    codes,
    encoded,
    mapping,
    mappings,
    proper,
    text_of,
    trees,
    values,
    words,
)
from tests.scoring.hostile.making import HOSTILE, hold_to_messages


def held(call: Callable[[], Any]) -> Any:
    """Return what the call gives, None where it is refused as it should be."""
    try:
        return call()
    except Refused as error:
        hold_to_messages(error)
        return None


def use(instrument: Instrument, answers: AnswerSet | None = None) -> None:
    """Score, judge and explain under every profile."""
    for profile in instrument.profiles:
        planned = plan(instrument, profile)
        result = held(partial(score, planned, answers or AnswerSet(instrument.id, {}, file="a.yaml")))
        if result is not None:
            score_document(result)
            for node in planned.nodes:
                explain_document(explain(result, node.code))


def proper_keys() -> Iterable[str]:
    whole = proper("kecil-2025")
    assert isinstance(whole, Mapping)
    return whole.entries


def read_form(tree: Tree) -> None:
    found = held(lambda: read_instrument(tree, "x.yaml"))
    if found is not None:
        use(found[0])


@given(st.one_of(trees(), mappings(st.sampled_from(list(proper_keys())), trees())))
def test_any_tree_is_an_instrument_or_refused(tree: Tree) -> None:
    read_form(tree)


@settings(max_examples=200)
@given(bent("kecil-2025"))
def test_a_small_instrument_with_other_values_is_one_or_refused(tree: Tree) -> None:
    read_form(tree)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=12)
@given(data=st.data())
def test_a_shipped_instrument_with_other_values_is_one_or_refused(name: str, data: st.DataObject) -> None:
    read_form(data.draw(bent(name)))


def read_bytes(data: bytes) -> Tree:
    place = Place("x.yaml")
    return yamltree.read(yamltree.decode(data, place), "x.yaml")


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=30)
@given(data=st.data())
def test_a_shipped_instrument_with_changed_lines_is_one_or_refused(name: str, data: st.DataObject) -> None:
    text, encode = data.draw(changed(text_of(name))), data.draw(encoded())
    tree = held(lambda: read_bytes(encode(text)))
    if tree is not None:
        read_form(tree)


@given(data=st.data(), name=st.sampled_from(NAMES))
def test_any_answers_are_scored_or_refused(data: st.DataObject, name: str) -> None:
    form = by_id(name)
    sections: dict[str, Tree] = {"instrument": Scalar(name)}
    for key, known in (("answers", codes(name)), ("facts", [*form.facts, "x"]), ("options", [*form.options, "x"])):
        if data.draw(st.booleans()):
            sections[key] = data.draw(st.one_of(mappings(st.sampled_from(known), values()), mappings(words(), trees())))
    for key in data.draw(st.lists(st.sampled_from(["as_of", "stage", "instrument", "x"]), max_size=2)):
        sections[key] = data.draw(trees())
    found = held(lambda: read_tree(mapping(sections), form, "a.yaml"))
    if found is not None:
        use(form, found)


@given(data=st.data(), name=st.sampled_from(NAMES))
def test_any_table_of_answers_is_scored_or_refused(data: st.DataObject, name: str) -> None:
    cells = st.one_of(st.sampled_from(codes(name)), words(), st.just("T"), st.just("A"))
    rows = data.draw(st.lists(st.lists(cells, max_size=4), max_size=8))
    delimiter = data.draw(st.sampled_from([",", ";", "\t"]))
    quote = data.draw(st.sampled_from(["", "", '"']))
    end = data.draw(st.sampled_from(["\n", "\r\n", "\r", "\u2028"]))
    header = data.draw(st.sampled_from(["code,answer", "code;answer;note", "Code,Answer,Note", "code", ""]))
    body = [delimiter.join(f"{quote}{cell}{quote}" for cell in row) for row in rows]
    form = by_id(name)
    text = held(lambda: yamltree.decode(end.join([header, *body]).encode(errors="replace"), Place("a.csv")))
    found = held(lambda: read_csv_text(text, form, "a.csv")) if text is not None else None
    if found is not None:
        use(form, found)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), name=st.sampled_from(NAMES))
def test_any_file_of_efforts_is_read_or_refused(tmp_path: Path, data: st.DataObject, name: str) -> None:
    code = st.one_of(st.sampled_from(codes(name)), words().map(json.dumps))
    value = st.one_of(
        st.sampled_from(HOSTILE), st.sampled_from(["{A: 3, B: 1}", "{Y: 2}", "{0.5: 1}", "impossible", "2,5"])
    )
    lines = data.draw(st.lists(st.tuples(code, value), max_size=6))
    path = tmp_path / "e.yaml"
    path.write_bytes(data.draw(encoded())("".join(f"{key}: {entry}\n" for key, entry in lines)))
    efforts = held(lambda: read_efforts(path, by_id(name)))
    if efforts:
        assert all(effort is None or effort > 0 for levels in efforts.values() for effort in levels.values())
