"""The mayor's page: stored results and the open round, read for those who oversee a region and for nobody else."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from bening.kernel.ledger import actions as ledger
from bening.kernel.people.access import Absent
from bening.kernel.people.models import Membership, Reach, Role
from bening.systems.assessment.models import Opinion, Round
from bening.systems.assessment.presenting_mayor.page import Shown, mayor
from bening.systems.assessment.presenting_mayor.parts import remaining
from bening.systems.assessment.queries.mayor import MayorPage, mayor_page
from tests.systems.assessment.makers import (
    DOCUMENT,
    NOW,
    TODAY,
    City,
    add_person,
    close,
    find,
    hand_in,
    make_city,
    stage,
    start,
)

pytestmark = pytest.mark.django_db
AFTER = date(2026, 4, 2)  # two working days after the answers were due
MOST = 8  # what the page itself asks; session, person and frame come to it


def with_assumed_weights() -> dict[str, Any]:
    """Return the small instrument with weights that no source gives."""
    return DOCUMENT | {"weights": {"default": {"title": {"id": "Bobot coba", "en": "Trial"}, "assumed": "true"}}}


def with_two_profiles(first: tuple[str, str], second: tuple[str, str]) -> dict[str, Any]:
    """Return the small instrument with two assumed profiles: the weights of K.1 and K.2 in each."""
    names = ("default", "lain")
    profiles = {name: {"title": name, "assumed": "true"} for name in names}
    top = DOCUMENT["tree"][0]
    one, two = top["children"]
    children = [
        one | {"weight": dict(zip(names, (first[0], second[0]), strict=True))},
        two | {"weight": dict(zip(names, (first[1], second[1]), strict=True))},
    ]
    return DOCUMENT | {
        "weights": profiles,
        "tree": [top | {"weight": dict.fromkeys(names, "10"), "children": children}],
    }


def result(city: City, values: dict[str, Any], name: str = "awal") -> Round:
    """Hold a round to its official result."""
    round_ = start(city, of=stage(name=name))
    hand_in(city, round_, values)
    close(city, round_, Opinion.SELF)
    return round_


def page_of(city: City, day: date = TODAY, who: str = "walikota") -> MayorPage:
    return mayor_page(city.people[who], day)


def shown(city: City, day: date = TODAY) -> Shown:
    return mayor(page_of(city, day))


def test_the_mayor_and_the_coordinator_see_their_region_and_nobody_else_does() -> None:
    city, other = make_city(), make_city("99.72")
    for who in ("walikota", "koordinator"):
        assert page_of(city, who=who).region == city.region
    for who in ("operator", "kepala", "apip", "penilai", "ketua", "tetangga"):
        with pytest.raises(Absent):
            page_of(city, who=who)
    with pytest.raises(Absent):
        mayor_page(city.people["walikota"], TODAY, other.region.code)


def test_a_coordinator_of_one_office_alone_sees_nothing() -> None:
    city = make_city()
    add_person(city, "pembantu", "dinas", Role.COORDINATOR, Reach.OFFICE)
    with pytest.raises(Absent):
        page_of(city, who="pembantu")


def test_what_is_not_theirs_costs_the_same_statements_as_what_is_not_there() -> None:
    city, other = make_city(), make_city("99.72")
    told = []
    for code in (other.region.code, "11.11"):
        with CaptureQueriesContext(connection) as found, pytest.raises(Absent):
            mayor_page(city.people["walikota"], TODAY, code)
        told.append([entry["sql"] for entry in found])
    assert told[0] == told[1]


def test_a_region_without_rounds_says_so() -> None:
    found = shown(make_city())
    assert found.title == "Belum ada hasil resmi dan belum ada ronde yang berjalan"
    assert (found.official, found.way, found.curve, found.late) == (None, None, None, [])


def test_where_we_stand_is_the_stored_result_with_the_thresholds_ahead() -> None:
    city = make_city()
    result(city, {"K.1": "B", "K.2": "75"})
    card = shown(city).official
    assert card is not None
    assert (card.value, [(limit.value, limit.name) for limit in card.limits]) == (Decimal(6), [(8, "akhir")])


def test_a_result_of_one_office_is_no_result_of_the_region() -> None:
    city = make_city()
    round_ = result(city, {"K.1": "B", "K.2": "75"})
    Round.objects.filter(pk=round_.pk).update(organisation=city.offices["dinas"])
    assert page_of(city).newest is None


def test_what_changed_is_told_from_the_two_newest_results_rises_first() -> None:
    city = make_city()
    earlier = result(city, {"K.1": "C", "K.2": "75"})
    Round.objects.filter(pk=earlier.pk).update(starts_on=date(2026, 2, 2))
    result(city, {"K.1": "A", "K.2": "50"}, "akhir")
    found = shown(city)
    assert found.changes_title == "Naik 5,00 poin sejak 2 Maret 2026"
    assert [(change.direction, change.text) for change in found.changes] == [
        ("up", "Satu? (K.1) naik 6,00 menjadi 6,00 dari 6,00."),
        ("down", "Dua? (K.2) turun 1,00 menjadi 2,00 dari 4,00."),
    ]
    assert [point.value for point in found.trend] == [Decimal(3), Decimal(8)]


def test_the_open_round_stands_where_the_internal_assessor_sees_it_else_where_the_office_does() -> None:
    city = make_city()
    round_ = start(city, of=stage("outside", "agreed", "akhir"))
    hand_in(city, round_, {"K.1": "A", "K.2": "100"})
    find(city, round_, "apip", "K.1", "C")
    find(city, round_, "penilai", "K.1", "B")
    page = page_of(city)
    assert page.standing is not None
    assert page.standing.start.values == {"K.1": "C", "K.2": "100"}
    assert (page.standing.by_assessor, page.standing.by_office, page.standing.missing) == (1, 1, 0)
    card = mayor(page).estimate
    assert card is not None
    assert card.value == 4


def test_what_holds_us_back_is_named_with_its_office_the_most_points_first() -> None:
    city = make_city()
    start(city)
    found = shown(city)
    assert found.held_title == "Dua indikator menahan 10,00 dari 10,00 poin yang belum diraih"
    assert [(entry.title, entry.text, entry.is_weak) for entry in found.held] == [
        ("K.1 Satu?", "Dinas, belum diraih 6,00", True),
        ("K.2 Dua?", "Dinas, belum diraih 4,00", False),
    ]


def test_who_is_late_is_told_by_office_and_who_handed_in_is_not() -> None:
    city = make_city()
    round_ = start(city)
    assert shown(city).late_title == "Tidak ada yang terlambat"
    hand_in(city, round_, {"K.1": "A"})
    found = shown(city, AFTER)
    assert found.late_title == "Satu jawaban terlambat di satu kantor"
    assert [(row.office, row.what, row.text) for row in found.late] == [
        ("Dinas Contoh", "K.2 Dua?", "terlambat 2 hari kerja")
    ]
    assert "Yang terlambat: Dinas Contoh." in found.message


def test_the_way_goes_to_the_threshold_of_the_last_stage_and_says_that_it_is_the_only_one() -> None:
    city = make_city()
    result(city, {"K.1": "B", "K.2": "75"})
    way = shown(city).way
    assert way is not None
    assert way.title == "Jalan termurah ke 8: hanya satu"
    assert [(step.code, step.gain, step.is_mile) for group in way.groups for step in group.steps] == [
        ("K.1", 3, False),
        ("", None, True),
    ]
    assert way.verdict == "Tidak ada jalan yang lebih murah; dihitung tepat."


def test_assumed_weights_are_named_before_any_figure_is_read_out() -> None:
    city = make_city()
    round_ = start(city, document=with_assumed_weights())
    hand_in(city, round_, {"K.1": "B", "K.2": "75"})
    close(city, round_, Opinion.SELF)
    found = shown(city)
    assert found.title.startswith("Dengan bobot anggapan: ")
    assert found.assumptions[0].startswith("bobot, profil “Bobot coba”")
    assert found.speech[0].startswith("Dengan bobot anggapan, bukan bobot resmi: ")
    assert found.message.splitlines()[1].startswith("Dengan bobot anggapan: ")
    assert found.way is not None
    assert found.way.verdict.index("Dengan bobot ini") < found.way.verdict.index("terbukti")


def test_weights_with_a_source_are_not_called_assumed() -> None:
    city = make_city()
    result(city, {"K.1": "B", "K.2": "75"})
    found = shown(city)
    assert "anggapan" not in f"{found.title} {found.assumptions} {found.speech} {found.message}".casefold()


def test_a_hair_below_the_threshold_is_below_it() -> None:
    city = make_city()
    result(city, {"K.1": "A", "K.2": "49.9"}, "akhir")
    found = shown(city)
    assert found.title == "Nilai 8,00, kurang 0,004 poin dari 8"
    assert found.way is not None
    assert found.way.title == "Jalan termurah ke 8: hanya satu"


def test_a_threshold_that_is_reached_needs_no_way() -> None:
    city = make_city()
    result(city, {"K.1": "A", "K.2": "100"}, "akhir")
    found = shown(city)
    assert found.way is not None
    assert (found.way.title, found.way.groups) == ("Ambang 8 sudah tercapai", [])
    assert found.curve is None
    assert found.held_title == "Tidak ada poin yang tertahan"


def test_a_message_of_a_sample_region_says_so_at_its_head() -> None:
    city = make_city()
    result(city, {"K.1": "B", "K.2": "75"})
    assert shown(city).message.startswith("[CONTOH] Kota Contoh 99.71, 2 Maret 2026\n")
    city.region.is_sample = False
    city.region.save()
    assert shown(city).message.startswith("Kota Contoh 99.71")


def test_steps_that_no_cheapest_way_of_any_profile_lacks_come_first() -> None:
    city = make_city()
    start(city, document=with_two_profiles(("6", "4"), ("4", "6")))
    way = shown(city).way
    assert way is not None
    assert [(group.title, group.about) for group in way.groups] == [
        ("Ada pada setiap jalan termurah, pada dua profil bobot", "7 tingkat, menjadi 8,00")
    ]
    assert [(row.title, row.is_own, row.effort) for row in way.profiles] == [
        ("default", True, "7 tingkat"),
        ("lain", False, "9 tingkat"),
    ]
    assert way.sentences[0].startswith("Dua langkah sama pada dua profil bobot: ")


def test_a_common_step_says_how_far_the_other_profiles_go() -> None:
    city = make_city()
    start(city, document=with_two_profiles(("4", "6"), ("6", "4")))
    way = shown(city).way
    assert way is not None
    texts = {step.code: step.text for step in way.groups[0].steps if step.code}
    assert texts["K.1"] == "Dinas: dijawab sampai A"
    assert texts["K.2"] == "Dinas: dijawab sampai 70 (pada profil lain sedikitnya sampai 50)"


def test_the_page_asks_the_same_whatever_the_number_of_regions_and_results() -> None:
    city = make_city()
    result(city, {"K.1": "B", "K.2": "75"})
    start(city)
    page_of(city)
    counts = []
    for more in range(2):
        with CaptureQueriesContext(connection) as found:
            mayor(page_of(city))
        counts.append(len(found))
        if not more:
            for code in range(73, 79):
                other = make_city(f"99.{code}")
                add_to(other, city)
            for _ in range(3):
                result(city, {"K.1": "A", "K.2": "80"})
    assert counts[0] == counts[1] <= MOST


def add_to(other: City, city: City) -> None:
    """Let the mayor of a city oversee another region too."""
    membership = Membership(
        user=city.people["walikota"],
        organisation=other.offices["setda"],
        role=Role.MAYOR,
        reach=Reach.REGION,
        region=other.region,
        starts_on=date(2025, 1, 1),
    )
    ledger.record("people.user_made", membership, by=None, at=NOW)


def test_a_threshold_in_the_chart_bears_the_short_title_of_its_stage() -> None:
    city = make_city()
    result(city, {"K.1": "B", "K.2": "75"}, "penilaian_akhir")
    with override("id"):
        assert [(limit.value, limit.name) for limit in shown(city).trend_limits] == [(8, "penilaian akhir")]
    with override("en"):
        assert [limit.name for limit in shown(city).trend_limits] == ["final assessment"]


def test_a_first_round_without_answers_says_that_there_is_no_estimate() -> None:
    city = make_city()
    start(city)
    found = shown(city)
    assert found.estimate is None
    assert found.title.startswith("Belum ada perkiraan: 0 dari 2 indikator sudah dijawab; jawaban ditutup ")
    assert found.speech[0] == "Belum ada perkiraan: 0 dari 2 indikator sudah dijawab."
    assert found.unbegun is not None
    assert found.unbegun.text == "Belum ada perkiraan: 0 dari 2 indikator sudah dijawab."


def test_on_the_first_day_of_a_round_the_page_stands_on_the_last_official_result() -> None:
    city = make_city()
    result(city, {"K.1": "B", "K.2": "75"})
    round_ = start(city)
    found = shown(city)
    assert found.title.startswith("Nilai resmi terakhir 6,00, kurang 2,00 poin dari 8; jawaban ditutup ")
    assert found.speech[0] == (
        "Hasil resmi terakhir 6,00 pada 2 Maret 2026, kurang 2,00 poin dari 8."
        " Belum ada perkiraan: 0 dari 2 indikator sudah dijawab."
    )
    assert "perkiraan dari yang ada hari ini" not in f"{found.assumptions}"
    assert found.way is not None
    assert found.way.title == "Jalan termurah ke 8: hanya satu"
    hand_in(city, round_, {"K.1": "A"})
    begun = shown(city)
    assert (begun.unbegun, begun.title[:15]) == (None, "Perkiraan 6,00,")


def test_of_two_open_rounds_the_page_takes_the_one_with_answers_and_leads_to_the_other() -> None:
    city = make_city()
    begun = start(city, title="Yang berjalan")
    Round.objects.filter(pk=begun.pk).update(starts_on=date(2026, 2, 2))
    hand_in(city, begun, {"K.1": "A"})
    empty = start(city, title="Yang baru")
    page = page_of(city)
    assert page.open == begun
    assert [(link.label, link.href) for link in mayor(page).others] == [
        ("Yang baru", f"/kerja/ringkasan/?daerah={city.region.code}&ronde={empty.id}")
    ]
    other = mayor_page(city.people["walikota"], TODAY, city.region.code, str(empty.id))
    assert (other.open, list(other.others), other.has_estimate) == (empty, [begun], False)
    assert mayor_page(city.people["walikota"], TODAY, "", "bukan-ronde").open == begun


def test_what_else_moved_is_a_sentence_in_english_too() -> None:
    with override("en"):
        assert (
            remaining(7, 1, 8)
            == "Seven more indicators rose, one more indicator fell, and eight indicators stayed the same."
        )
    with override("id"):
        assert remaining(1, -2, 0) == "Satu indikator lain naik."


def test_a_threshold_that_the_last_result_reached_is_not_called_reached_in_a_round_without_answers() -> None:
    city = make_city()
    result(city, {"K.1": "A", "K.2": "100"}, "penilaian_akhir")
    start(city)
    way = shown(city).way
    assert way is not None
    assert (way.title, way.problem) == (
        "Ambang 8 tercapai pada hasil resmi terakhir",
        "Di ronde yang berjalan setiap indikator masih perlu dijawab.",
    )
