"""Shipped instruments: what is there, and that the compiled form is the file."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bening.scoring import yamltree
from bening.scoring.instrument import store
from bening.scoring.instrument.compile import compile_shipped
from bening.scoring.instrument.read import canonical, digest, read_instrument
from bening.scoring.instrument.store import by_id, find, nested_ids, shipped
from bening.scoring.text import Refused


def test_the_five_instruments_are_there() -> None:
    assert list(shipped()) == ["kka-2025", "kka-contoh-2026", "kka-eligibility-2025", "lke-zi-2025", "mcsp-2025"]


@pytest.fixture
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a copy of the shipped instruments, so that other tests keep theirs."""
    shutil.copytree(store.data_folder() / "instruments", tmp_path / "instruments")
    monkeypatch.setattr(store, "data_folder", lambda: tmp_path)
    by_id.cache_clear()
    yield tmp_path / "instruments"
    by_id.cache_clear()


@pytest.mark.parametrize("name", list(shipped()))
def test_the_compiled_form_is_the_file(name: str, own_data: Path) -> None:
    compile_shipped()
    path = own_data / f"{name}.yaml"
    fresh, document = read_instrument(yamltree.read_file(path), str(path))
    compiled = by_id(name)
    assert compiled.sha256 == fresh.sha256 == digest(document)
    again, second = read_instrument(yamltree.plain(document), name)
    assert canonical(second) == canonical(document)
    assert again.sha256 == fresh.sha256
    assert list(compiled.nodes()) == list(fresh.nodes())
    assert compiled.predicates == fresh.predicates
    assert compiled.stages == fresh.stages
    assert compiled.options == fresh.options


def test_the_compiled_form_is_what_is_read(own_data: Path) -> None:
    compile_shipped()
    compiled = own_data / "compiled" / "mcsp-2025.json"
    form = json.loads(compiled.read_text(encoding="utf-8"))
    compiled.write_text(json.dumps(form | {"sha256": "seen"}), encoding="utf-8")
    by_id.cache_clear()
    assert by_id("mcsp-2025").sha256 == "seen"


def test_a_compiled_form_that_is_older_than_the_file_is_passed_over(own_data: Path) -> None:
    compile_shipped()
    compiled = own_data / "compiled" / "mcsp-2025.json"
    compiled.write_text("{}", encoding="utf-8")
    os.utime(compiled, ns=(0, 0))
    by_id.cache_clear()
    assert by_id("mcsp-2025").questions == 8


def test_the_lke_has_87_and_23_and_3_questions() -> None:
    codes = [node.code for node in by_id("lke-zi-2025").nodes() if node.leaf]
    counts = [sum(code.startswith(start) for code in codes) for start in ("PEM.", "REF.", "HAS.")]
    assert counts == [87, 23, 3]


def test_the_kka_takes_the_mcsp_score() -> None:
    assert list(nested_ids(by_id("kka-2025"))) == [("K1.1", "mcsp-2025")]


@pytest.mark.parametrize("name", ["none", "../kka-2025", "kka-2025.cases", ""])
def test_an_unknown_instrument_is_refused_with_those_that_are_there(name: str) -> None:
    with pytest.raises(Refused) as refused:
        find(name)
    assert "lke-zi-2025" in str(dict(refused.value.messages[0].values)["known"])
