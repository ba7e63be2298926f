"""The sample city: offices, people, who answers what, evidence, asset declarations; all made up and marked."""

import re
from datetime import date
from fractions import Fraction

import pytest

from bening.scoring.instrument.store import by_id
from tests.demo_data.reading import CITY, OFFICES_WITH_LKE, ROUNDS, city, keys, load, scored, texts, two_languages

FILES = sorted(CITY.rglob("*.yaml"))
ROLES = {
    "coordinator", "operator", "head", "apip", "assessor", "lead_assessor", "mayor", "administrator", "oversight",
}  # fmt: skip
KINDS = {"opd", "inspectorate", "hospital", "head", "outside"}
# Institutions and places that exist: none of them may seem to write, assess or receive anything here.
REAL = re.compile(
    r"\b(KPK|BPK|BPKP|Ombudsman|Kemen\w+|Kementerian \w+|Mendagri|Itjen|Kejaksaan|Polri|Polres\w*|Polda|Pengadilan"
    r"|Blitar|Mataram|Surakarta|Payakumbuh|Badung|Minahasa|Kulon Progo|Jawa \w+|Jakarta|Yogyakarta)\b"
)
ENDINGS = {"pdf": ".pdf", "xlsx": ".xlsx", "png": ".png"}


def offices() -> dict[str, str]:
    return {entry["id"]: entry["name"] for entry in city("offices")["organisations"]}


def test_the_folder_holds_these_files() -> None:
    names = {path.relative_to(CITY).as_posix() for path in FILES}
    assert names == {
        *(f"{name}.yaml" for name in ("offices", "people", "assignments", "evidence", "lhkpn", "reports")),
        *(f"rounds/{name}.yaml" for name in ROUNDS),
        *(f"lke/{name}.yaml" for name in OFFICES_WITH_LKE),
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_file_says_that_it_is_a_sample_and_describes_itself(path: object) -> None:
    text = next(file for file in FILES if file == path).read_text(encoding="utf-8")
    assert text.startswith("# CONTOH / SAMPLE: ")
    assert "\nsample: CONTOH\n" in text
    assert re.search(r"^format: bening-sample-[a-z]+-1$", text, re.MULTILINE)
    assert "#   format " in text or "The format is described at the head of" in text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_institution_or_place_that_exists_is_named(path: object) -> None:
    data = load(next(file for file in FILES if file == path))
    assert [text for text in texts(data) if REAL.search(text)] == []


def test_the_guard_against_real_institutions_can_fail() -> None:
    assert REAL.search("Diterima oleh KPK pada 6 November.")
    assert REAL.search("Kementerian Dalam Negeri")
    assert not REAL.search("Inspektorat Provinsi Contoh")


def test_every_organisation_is_complete_and_named_contoh() -> None:
    data = city("offices")
    keys(data, "format sample regions organisations")
    assert [(region["code"], region["parent"]) for region in data["regions"]] == [("99", None), ("99.71", "99")]
    ids = list(offices())
    assert len(ids) == len(set(ids))
    for entry in data["organisations"]:
        keys(entry, "id name short_name kind region parent about")
        assert "Contoh" in entry["name"]
        assert entry["kind"] in KINDS
        assert entry["region"] in {"99", "99.71"}
        assert entry["parent"] is None or entry["parent"] in ids
        two_languages(entry["about"])
    assert sum(entry["parent"] == "pemkot" for entry in data["organisations"]) == 8


def test_every_person_is_complete_and_named_contoh() -> None:
    data = city("people")
    keys(data, "format sample region starts_on people")
    people = data["people"]
    for person in people:
        keys(person, "id name email organisation role reach door")
        assert person["name"].endswith(" Contoh")
        assert re.fullmatch(r"[a-z0-9.]+@contoh\.example", person["email"])
        assert person["organisation"] in offices()
        assert person["role"] in ROLES
        assert person["reach"] in {"office", "region"}
    for key in ("id", "email", "name"):
        assert len({person[key] for person in people}) == len(people)


def test_the_door_offers_one_person_for_each_role() -> None:
    assert sorted(person["role"] for person in city("people")["people"] if person["door"]) == sorted(ROLES)


def test_every_office_that_answers_has_an_operator_and_a_head() -> None:
    people = city("people")["people"]
    for office in {entry["office"] for entry in city("assignments")["indicators"].values()}:
        roles = [person["role"] for person in people if person["organisation"] == office]
        assert {"operator", "head"} <= set(roles), office


@pytest.mark.parametrize("instrument", ["kka-2025", "kka-contoh-2026"])
def test_every_indicator_has_an_office_and_nobody_assesses_their_own(instrument: str) -> None:
    indicators = city("assignments")["indicators"]
    assert list(indicators) == [node.code for node in by_id(instrument).nodes() if node.leaf]
    people = city("people")["people"]
    for code, entry in indicators.items():
        keys(entry, "office assessor")
        assert entry["office"] != entry["assessor"], code
        assessors = [
            person for person in people if person["organisation"] == entry["assessor"] and person["role"] == "apip"
        ]
        assert assessors, code
    kinds = {entry["id"]: entry["parent"] for entry in city("offices")["organisations"]}
    assert {entry["office"] for entry in indicators.values()} == {name for name in kinds if kinds[name] == "pemkot"}


@pytest.mark.parametrize("name", ROUNDS)
def test_every_round_has_its_days(name: str) -> None:
    due = city("assignments")["due"]
    assert list(due) == list(ROUNDS)
    keys(due[name], "starts_on due_on except")
    round_ = city(f"rounds/{name}")
    assert due[name]["starts_on"] == round_["dates"]["opened"]
    for code, day in due[name]["except"].items():
        assert code in round_["answers"]
        assert due[name]["starts_on"] <= day <= max(due[name]["due_on"], round_["dates"]["answered"])
    for day in (due[name]["due_on"], *due[name]["except"].values()):
        assert date.fromisoformat(day).weekday() < 5


def test_every_piece_of_evidence_is_complete() -> None:
    data = city("evidence")
    keys(data, "format sample items")
    kinds = by_id("kka-2025").evidence_kinds
    for name, item in data["items"].items():
        extra = {"xlsx": "table", "web": "url", "paper": "place shelf"}.get(item["medium"], "")
        keys(item, f"office name medium kind effective_on is_public text {extra}")
        assert item["office"] in offices()
        assert item["kind"] in kinds, name
        assert date.fromisoformat(item["effective_on"]).isoformat() == item["effective_on"]
        assert isinstance(item["is_public"], bool)
        assert 1 <= len(item["text"]) <= 2
        assert all(len(paragraph) > 30 for paragraph in item["text"]), name
        if item["medium"] in ENDINGS:
            assert item["name"].endswith(ENDINGS[item["medium"]]), name
            assert re.fullmatch(r"[\w ,().-]+", item["name"]), name
        if item["medium"] == "web":
            assert re.fullmatch(r"https://[a-z]+\.contoh\.example/[a-z0-9/-]+", item["url"])
        if "table" in item:
            widths = {len(row) for row in item["table"]["rows"]}
            assert widths == {len(item["table"]["columns"])}, name
    names = [item["name"] for item in data["items"].values()]
    assert len(names) == len(set(names))


def test_every_medium_occurs() -> None:
    assert {item["medium"] for item in city("evidence")["items"].values()} == {"pdf", "xlsx", "png", "web", "paper"}


def test_evidence_is_the_offices_own_and_older_than_the_answer() -> None:
    items = city("evidence")["items"]
    indicators = city("assignments")["indicators"]
    used = set()
    for name in ROUNDS:
        round_ = city(f"rounds/{name}")
        for code, answer in round_["answers"].items():
            found = answer["self"]["evidence"]
            used |= set(found)
            assert len(found) <= 3
            assert found or answer["self"]["value"] in {None, "E"}, (name, code)
            for key in found:
                assert items[key]["office"] == indicators[code]["office"], (name, code, key)
                assert items[key]["effective_on"] <= round_["dates"]["answered"], (name, code, key)
                assert items[key]["effective_on"] <= round_.get("anchor", "9999"), (name, code, key)
    assert used == set(items)


@pytest.mark.parametrize(
    ("name", "total"),
    [("mcsp-2025-02", "52.00"), ("mcsp-2025-08", "73.50"), ("mcsp-2025-10", "89.50"), ("mcsp-2026-10", "62.40")],
)
def test_the_score_per_area_gives_the_mcsp_score(name: str, total: str) -> None:
    rows = city("evidence")["items"][name]["table"]["rows"]
    areas = [node.code for node in by_id("mcsp-2025").tree]
    values = {code: value for code, (_, value) in zip(areas, rows, strict=True)}
    assert scored("mcsp-2025", by_id("mcsp-2025").default_profile, values).score_text == total
    used = [city(f"rounds/{round_}")["answers"]["K1.1"]["self"] for round_ in ROUNDS]
    assert [answer["value"]["score"] for answer in used if name in answer["evidence"]][:1] == [total]


def test_the_declarations_give_the_percentages_of_the_rounds() -> None:
    data = city("lhkpn")
    keys(data, "format sample years measured obliged")
    assert [line["round"] for line in data["measured"]] == list(ROUNDS)
    for line in data["measured"]:
        keys(line, "round reporting_year as_of obliged filed percent")
        filed = [row["filed"][line["reporting_year"]] for row in data["obliged"]]
        count = sum(day is not None and day <= line["as_of"] for day in filed)
        assert (len(filed), count) == (line["obliged"], line["filed"])
        assert Fraction(line["percent"]) == Fraction(100 * count, len(filed))
        assert Fraction(city(f"rounds/{line['round']}")["answers"]["K2.4"]["self"]["value"]) == Fraction(
            line["percent"]
        )


def test_those_obliged_have_a_number_and_nothing_more() -> None:
    for number, row in enumerate(city("lhkpn")["obliged"], start=1):
        keys(row, "id name office filed")
        assert (row["id"], row["name"]) == (f"{number:03d}", f"Wajib lapor {number:03d}")
        assert row["office"] in offices()
        assert list(row["filed"]) == ["2023", "2024", "2025"]


def test_each_report_is_about_an_indicator_and_says_that_it_is_a_sample() -> None:
    indicators = city("assignments")["indicators"]
    for entry in city("reports")["reports"]:
        keys(entry, "days_ago code text")
        assert entry["days_ago"] >= 1
        assert entry["code"] in indicators
        assert entry["text"].startswith("(Laporan contoh) ")
