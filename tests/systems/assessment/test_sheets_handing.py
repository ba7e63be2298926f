"""The coordinator hands a round out by one sheet: every move with one reason, all of them or none."""

import io
from datetime import date
from typing import Any

import pytest
import xlsxwriter

from bening.kernel.ledger.queries import verify
from bening.kernel.people.access import Absent, Refused
from bening.systems.assessment.actions import rounds, sheets
from bening.systems.assessment.models import Opinion, Remark, RemarkKind, Round, SheetKind, StagedImport
from bening.systems.assessment.queries import sheets as queries
from bening.systems.assessment.worksheet import layout
from bening.systems.assessment.worksheet.writing import handing_file, handing_lists, handing_row, repair_file
from tests.systems.assessment.makers import NOW, TODAY, City, answer_of, close, hand_in, make_city, start

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return make_city()


@pytest.fixture
def round_(city: City) -> Round:
    return start(city)


def sheet_for(city: City, round_: Round) -> queries.HandingSheet:
    return queries.handing_sheet(city.people["koordinator"], round_.id, TODAY)


def typed(city: City, round_: Round, **changes: dict[str, Any]) -> bytes:
    """Give the sheet with other cells for some codes (K_1 for K.1)."""
    sheet, stream = sheet_for(city, round_), io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    page, day = workbook.add_worksheet("Penyerahan"), workbook.add_format({"num_format": "dd/mm/yyyy"})
    for at, column in enumerate(layout.columns(layout.HANDING, "id", handing_lists(sheet))):
        page.write_string(0, at, column.title)
        for line, answer in enumerate(sheet.lines, 1):
            value = {**handing_row(answer), **changes.get(answer.code.replace(".", "_"), {})}.get(column.key)
            if isinstance(value, date):
                page.write_datetime(line, at, value, day)
            elif value:
                page.write_string(line, at, str(value))
    workbook.close()
    return stream.getvalue()


def stage(city: City, round_: Round, content: bytes, who: str = "koordinator") -> StagedImport:
    return sheets.stage_handing(by=city.people[who], round_id=round_.id, content=content, file="a.xlsx", now=NOW)


def apply(city: City, staged: StagedImport, reason: str = "Pembagian baru.", who: str = "koordinator") -> int:
    return sheets.apply_handing(by=city.people[who], staged_id=staged.id, reason=reason, now=NOW)


def told(staged: StagedImport) -> list[str]:
    return [message["id"] for entry in staged.rejected for message in entry["told"]]


def test_office_assessor_and_day_move_with_one_reason(city: City, round_: Round) -> None:
    content = typed(city, round_, K_1={"office": "Badan Contoh"}, K_2={"due": date(2026, 4, 15)})
    staged = stage(city, round_, content)
    assert apply(city, staged) == 2
    assert answer_of(round_, "K.1").organisation == city.offices["badan"]
    assert answer_of(round_, "K.2").due_on == date(2026, 4, 15)
    kinds = dict(Remark.objects.values_list("answer__code", "kind"))
    assert kinds == {"K.1": RemarkKind.REASSIGNMENT, "K.2": RemarkKind.EXTENSION}
    assert set(Remark.objects.values_list("text", flat=True)) == {"Pembagian baru."}
    assert verify().problem is None


def test_the_sheet_as_it_went_out_changes_nothing(city: City, round_: Round) -> None:
    content = handing_file(sheet_for(city, round_), NOW)
    staged = stage(city, round_, content)
    assert (staged.changes, staged.rejected) == ([], [])
    with pytest.raises(Refused):
        apply(city, staged)


def test_an_emptied_assessor_leaves_none(city: City, round_: Round) -> None:
    apply(city, stage(city, round_, typed(city, round_, K_1={"assessor": ""})))
    assert answer_of(round_, "K.1").assessor is None


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"office": "Dinas Mana"}, "bukan pilihan"),
        ({"office": ""}, "wajib diisi"),
        ({"office": "Luar Contoh"}, "bukan pilihan"),
        ({"assessor": "Dinas Contoh"}, "bukan pilihan"),
        ({"office": "Inspektorat Contoh"}, "tidak menilai dirinya sendiri"),
        ({"due": date(2026, 3, 30)}, "tidak sesudah"),
        ({"due": "besok"}, "bukan tanggal"),
    ],
)
def test_what_cannot_be_handed_out_is_named(city: City, round_: Round, cells: dict[str, Any], said: str) -> None:
    staged = stage(city, round_, typed(city, round_, K_1=cells))
    (text,) = told(staged)
    assert said in text
    assert staged.changes == []


def test_an_indicator_under_review_stays_where_it_is(city: City, round_: Round) -> None:
    hand_in(city, round_, {"K.1": "A"})
    staged = stage(city, round_, typed(city, round_, K_1={"office": "Badan Contoh"}))
    assert "sedang diperiksa" in told(staged)[0]


def test_without_a_reason_nothing_moves(city: City, round_: Round) -> None:
    staged = stage(city, round_, typed(city, round_, K_1={"office": "Badan Contoh"}, K_2={"due": date(2026, 4, 15)}))
    with pytest.raises(Refused):
        apply(city, staged, " ")
    assert answer_of(round_, "K.1").organisation == city.offices["dinas"]
    assert not Remark.objects.exists()


def test_a_row_moved_meanwhile_is_put_aside_with_what_was_typed(city: City, round_: Round) -> None:
    staged = stage(city, round_, typed(city, round_, K_1={"office": "Badan Contoh"}, K_2={"due": date(2026, 4, 15)}))
    answer = answer_of(round_, "K.1")
    rounds.extend(
        by=city.people["koordinator"], answer_id=answer.id, seen=answer.version, due_on=date(2026, 5, 1), reason="x",
        now=NOW,
    )  # fmt: skip
    with pytest.raises(sheets.Moved):
        apply(city, staged)
    assert answer_of(round_, "K.2").due_on == date(2026, 3, 31)
    aside = sheets.set_aside(by=city.people["koordinator"], staged_id=staged.id, kind=SheetKind.HANDING, now=NOW)
    assert "01/05/2026" in told(aside)[0]
    again = stage(city, round_, repair_file(sheet_for(city, round_), aside.rejected, NOW))
    assert [change["office"] for change in again.changes] == ["Badan Contoh"]


def test_a_closed_round_is_not_handed_out_again(city: City, round_: Round) -> None:
    content = typed(city, round_, K_1={"due": date(2026, 4, 15)})
    hand_in(city, round_, {"K.1": "A", "K.2": "1"})
    close(city, round_, Opinion.SELF)
    with pytest.raises(Refused):
        stage(city, round_, content)


@pytest.mark.parametrize("who", ["operator", "kepala", "tetangga", "apip", "penilai", "ketua", "walikota"])
def test_nobody_but_the_coordinator_hands_out(city: City, round_: Round, who: str) -> None:
    content = handing_file(sheet_for(city, round_), NOW)
    with pytest.raises(Absent):
        stage(city, round_, content, who)
    staged = stage(city, round_, typed(city, round_, K_1={"due": date(2026, 4, 15)}))
    with pytest.raises(Absent):
        apply(city, staged, who=who)


def test_the_coordinator_of_another_region_does_not(city: City, round_: Round) -> None:
    stranger = make_city("99.72").people["koordinator"]
    with pytest.raises(Absent):
        queries.handing_sheet(stranger, round_.id, TODAY)


def test_the_sheet_takes_as_many_queries_whatever_it_holds(
    city: City, round_: Round, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(5):
        handing_file(sheet_for(city, round_), NOW)
