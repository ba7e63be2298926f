"""LibreOffice opens the workbook, recalculates it to the engine's own figures, and what it saves reads back."""

import re
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings

from bening.scoring.answers.model import AnswerSet
from bening.scoring.instrument.model import Instrument
from bening.scoring.instrument.store import by_id, shipped
from bening.scoring.nested import read_answers
from bening.scoring.numbers import shortest
from bening.scoring.plan import plan
from bening.scoring.result import score
from bening.scoring.workbook import write
from bening.scoring.workbook.areas import areas_of
from bening.scoring.workbook.filled import CellValue, filled_cells
from bening.scoring.workbook.read import read_workbook
from bening.scoring.workbook.write import write_workbook
from tests.scoring.offices import office
from tests.scoring.strategies import answered_instruments
from tests.scoring.workbook import small
from tests.scoring.workbook.grid import Grid
from tests.scoring.workbook.same import meaning

Filling = Callable[[Instrument, AnswerSet], Mapping[str, CellValue]]
CLOSE = 1e-9
# Without this, it shows the figures that the file brings along.
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


@pytest.fixture(scope="module")
def office_home(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Give LibreOffice and a profile of its own that recalculates on opening."""
    home = tmp_path_factory.mktemp("kantor")
    (home / "user").mkdir()
    (home / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    return soffice, home


def recalculated(office_home: tuple[str, Path], paths: list[Path], folder: Path) -> list[Path]:
    """Give what LibreOffice saves of each file."""
    program, home = office_home
    command = [program, f"-env:UserInstallation={home.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", folder, *paths], capture_output=True, check=True, timeout=300)
    return [folder / path.name for path in paths]


def without_figures(source: Path, target: Path) -> Path:
    """Write the workbook with 0 in place of every figure that a formula brings along."""
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            text = before.read(name)
            if name.startswith("xl/worksheets/"):
                text = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1<v>0</v>", text)
            after.writestr(name, text)
    return target


def assert_engines_figures(engine: Path, saved: Path) -> None:
    """Compare every cell of two files."""
    mine, theirs = Grid.read(engine), Grid.read(saved)
    for name, cells in mine.sheets.items():
        for place, value in cells.items():
            found = theirs.sheets[name].get(place, "")
            if isinstance(value, float) and isinstance(found, float):
                assert abs(value - found) < CLOSE, (name, place)
            else:
                assert found == value, (name, place)


def check(
    office_home: tuple[str, Path], folder: Path, sets: list[tuple[Instrument, AnswerSet]], profile: str | None = None
) -> list[Path]:
    """Write, take the figures out, let LibreOffice compute them, compare, and read back what it saved."""
    paths = [folder / f"mesin-{at}.xlsx" for at in range(len(sets))]
    for path, (instrument, answers) in zip(paths, sets, strict=True):
        write_workbook(instrument, path, answers=answers, profile=profile)
    bare = [without_figures(path, folder / f"kosong-{path.name}") for path in paths]
    (folder / "hasil").mkdir()
    saved = recalculated(office_home, bare, folder / "hasil")
    for path, ours, (instrument, answers) in zip(paths, saved, sets, strict=True):
        assert_engines_figures(path, ours)
        found = read_workbook(ours, instrument)
        assert meaning(replace(found, warnings=())) == meaning(replace(answers, warnings=()))
    return saved


def test_the_figures_are_gone_before_they_are_computed(tmp_path: Path) -> None:
    """Else the comparison would only show that LibreOffice copies."""
    path = tmp_path / "mesin.xlsx"
    write_workbook(small.instrument(), path, answers=small.answers())
    bare = without_figures(path, tmp_path / "kosong.xlsx")
    assert points_on_cover(path, "total") > 1
    assert [points_on_cover(bare, code) for code in ("total", "score", "subtotal.A", "subtotal.B")] == [0, 0, 0, 0]


def points_on_cover(path: Path, code: str) -> float:
    cells = Grid.read(path)
    value = cells.sheets["Sampul"][cells.place("Sampul", code)]
    assert isinstance(value, float)
    return value


def test_the_sample_office(office_home: tuple[str, Path], tmp_path: Path, root: Path) -> None:
    instrument = by_id("lke-zi-2025")
    answers = read_answers(root / "data/demo/contoh-dinas.lke.yaml", instrument)
    (saved,) = check(office_home, tmp_path, [(instrument, answers)])
    result = score(plan(instrument), answers)
    assert abs(Fraction(points_on_cover(saved, "total")) - result.points) < Fraction(CLOSE)
    assert points_on_cover(saved, "score") == float(result.score)
    for area in areas_of(instrument):
        exact = sum((result.points_of(code) for code in area.questions), Fraction(0))
        assert abs(Fraction(points_on_cover(saved, f"subtotal.{area.code}")) - exact) < Fraction(CLOSE)


def test_random_offices(office_home: tuple[str, Path], tmp_path: Path) -> None:
    instrument = by_id("lke-zi-2025")
    sets = [office(instrument, seed, missing=0.1) for seed in range(8)]
    options = {"area_minimum": "separate", "gate_rounding": "two_decimals_half_up", "zero_divisor.REF.PW.2.a": "zero"}
    chosen = [replace(answers, options=options if at % 2 else {}) for at, answers in enumerate(sets)]
    check(office_home, tmp_path, [(instrument, answers) for answers in chosen])


def test_every_shipped_instrument_without_answers(office_home: tuple[str, Path], tmp_path: Path) -> None:
    check(office_home, tmp_path, [(by_id(name), AnswerSet(name, {})) for name in shipped()])


def test_another_weight_profile(office_home: tuple[str, Path], tmp_path: Path) -> None:
    instrument = by_id("kka-2025")
    answers = {code: answer for code, answer in office(instrument, 3).answers.items() if code != "K1.1"}
    check(office_home, tmp_path, [(instrument, AnswerSet(instrument.id, answers))], "participation")


def test_a_question_of_every_kind(office_home: tuple[str, Path], tmp_path: Path) -> None:
    partly = small.answers(answers={"A.ratio": {"selesai": "3"}, "A.number": "20.6", "A.free": "12.5"}, facts={})
    check(office_home, tmp_path, [(small.instrument(), answers) for answers in (small.answers(), partly)])


def test_random_instruments(office_home: tuple[str, Path], tmp_path: Path) -> None:
    drawn: list[tuple[Instrument, AnswerSet]] = []

    @settings(max_examples=40, database=None)
    @given(pair=answered_instruments())
    def draw(pair: tuple[Instrument, AnswerSet]) -> None:
        drawn.append(pair)

    draw()
    check(office_home, tmp_path, drawn)


def typed_by_hand(instrument: Instrument, answers: AnswerSet) -> Mapping[str, CellValue]:
    """Give the same answers as people type them: lower case, spaces, decimal commas, "3/7", words for yes and no."""
    words = {"Y": " ya", "T": "tidak"}
    found: dict[str, CellValue] = {}
    for code, value in filled_cells(instrument, answers).items():
        number = None if isinstance(value, str) else shortest(Fraction(repr(value)))
        text = str(value) if number is None else number.replace(".", ",")
        found[code] = text if "as_of" in code else words.get(text, f"{text.lower()} ")
    if {"A.ratio:selesai", "A.ratio:semua"} <= found.keys():
        above, below = found.pop("A.ratio:selesai"), found.pop("A.ratio:semua")
        found["A.ratio"] = f"{str(above).strip()}/{str(below).strip()}"
    return found


def test_answers_as_people_type_them(
    office_home: tuple[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, by_hand = tmp_path / "mesin.xlsx", tmp_path / "ketik.xlsx"
    instrument, answers = small.instrument(), small.answers()
    write_workbook(instrument, path, answers=answers)
    monkeypatch.setattr(write, "filled_cells", typed_by_hand)
    write_workbook(instrument, by_hand, answers=answers)
    bare = without_figures(by_hand, tmp_path / "kosong.xlsx")
    (tmp_path / "hasil").mkdir()
    (saved,) = recalculated(office_home, [bare], tmp_path / "hasil")
    assert Grid.read(saved).sheets["A"][2, 1] == pytest.approx(Grid.read(path).sheets["A"][2, 1], abs=CLOSE)
    codes = ["total", "score", "subtotal.A", "subtotal.B", "missing"]
    wanted = [points_on_cover(path, code) for code in codes]
    assert [points_on_cover(saved, code) for code in codes] == pytest.approx(wanted, abs=CLOSE)
    assert meaning(read_workbook(saved, instrument)) == meaning(answers)


def test_the_state_of_each_question_follows_its_cell(
    office_home: tuple[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd: dict[str, CellValue] = {
        "A.choice": "F",
        "A.index": 4.5,
        "A.ratio": 0.5,
        "A.ratio:selesai": 3.0,
        "A.number": "banyak",
        "A.free": "N/A",
        "B.1.a": "y",
    }
    monkeypatch.setattr(write, "filled_cells", lambda _instrument, _answers: odd)
    path = tmp_path / "aneh.xlsx"
    write_workbook(small.instrument(), path)
    (tmp_path / "hasil").mkdir()
    (saved,) = recalculated(office_home, [path], tmp_path / "hasil")
    cells = Grid.read(saved)
    states = {
        code: cells.sheets[sheet][cells.place(sheet, code, "Keadaan")]
        for sheet, codes in (
            ("A", ("A.choice", "A.index", "A.ratio", "A.number", "A.free", "A.last")),
            ("B", ("B.1.a",)),
        )
        for code in codes
    }
    assert states == {
        "A.choice": "periksa",
        "A.index": "periksa",
        "A.ratio": "periksa",
        "A.number": "periksa",
        "A.free": "terisi",
        "A.last": "kosong",
        "B.1.a": "terisi",
    }


def test_protection_and_lists_survive(office_home: tuple[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "buku.xlsx"
    write_workbook(small.instrument(), path)
    (tmp_path / "hasil").mkdir()
    (saved,) = recalculated(office_home, [path], tmp_path / "hasil")
    for file in (path, saved):
        with zipfile.ZipFile(file) as parts:
            book, sheet = parts.read("xl/workbook.xml"), parts.read("xl/worksheets/sheet2.xml")
        assert book.count(b'state="hidden"') == 2
        assert b"<sheetProtection" in sheet
        assert b'type="list"' in sheet
