"""The contract of answers, line by line: what is understood, what counts how, what is refused with which message."""

from fractions import Fraction
from pathlib import Path

import pytest

from bening.scoring import yamltree
from bening.scoring.answers.csvfile import read_csv_text
from bening.scoring.answers.model import Answer, AnswerSet
from bening.scoring.answers.read import read_tree
from bening.scoring.instrument.store import by_id
from bening.scoring.nested import score_answers, score_file
from bening.scoring.plan import plan
from bening.scoring.result import Result, score
from bening.scoring.text import Refused

LKE, KKA = by_id("lke-zi-2025"), by_id("kka-2025")


def _read(answers: str, rest: str = "") -> AnswerSet:
    text = f"instrument: lke-zi-2025\n{rest}answers:\n" + "".join(f"  {line}\n" for line in answers.splitlines())
    return read_tree(yamltree.read(text, "a.yaml"), LKE, "a.yaml")


def _score(answers: str, rest: str = "") -> Result:
    return score(plan(LKE), _read(answers, rest))


def _keys(answers: str, rest: str = "") -> list[str]:
    with pytest.raises(Refused) as refused:
        _read(answers, rest)
    return [entry.key for entry in refused.value.messages]


def _value(code: str, answer: str, rest: str = "") -> Fraction:
    result = _score(f"{code}: {answer}", rest)
    return result.value_of(result.plan.positions[code])


@pytest.mark.parametrize("text", ["Y", "y", "Ya", "ya", "YA", '"Y"'])
def test_yes_is_one(text: str) -> None:
    assert _value("PEM.MP.1.a", text) == 1


@pytest.mark.parametrize("text", ["T", "t", "Tidak", "TIDAK"])
def test_no_is_nothing_and_not_missing(text: str) -> None:
    assert _value("PEM.MP.1.a", text) == 0
    assert "PEM.MP.1.a" not in _score(f"PEM.MP.1.a: {text}").missing


@pytest.mark.parametrize(("letter", "value"), [("A", "1"), ("b", "0.67"), ("C", "0.33"), ("d", "0")])
def test_letters_have_the_scale_s_values_in_either_case(letter: str, value: str) -> None:
    assert _value("PEM.TL.1.a", letter) == Fraction(value)


@pytest.mark.parametrize("text", ["E", "AB", "1", "true", "yes", ".nan", "[A]", "{x: A}"])
def test_what_is_not_on_the_scale_is_refused(text: str) -> None:
    assert _keys(f"PEM.TL.1.a: {text}")[0] in {"answer_not_on_scale", "answer_is_list", "answer_is_mapping"}


@pytest.mark.parametrize("text", ['"3.72"', "3.72", '"3,72"', "+3.72", "3.720"])
def test_an_index_takes_a_point_or_a_comma(text: str) -> None:
    assert _value("HAS.BERSIH.IPAK", text) == Fraction("3.72") / 4


@pytest.mark.parametrize("text", ["4.01", "-0.1", "1e0", "0x3", "3_0", ".5", "3.", "true", ".inf", "3.7.2", "1,000,0"])
def test_an_index_outside_its_range_or_shape_is_refused(text: str) -> None:
    assert _keys(f"HAS.BERSIH.IPAK: {text}")[0] in {"answer_out_of_range", "answer_not_number"}


def test_a_percent_and_a_ratio_do_not_take_one_another_s_range() -> None:
    with pytest.raises(Refused):
        read_tree(yamltree.read("instrument: kka-2025\nanswers: {K2.4: '100.5'}", "a"), KKA, "a")
    given = read_tree(yamltree.read("instrument: kka-2025\nanswers: {K2.4: '0.5'}", "a"), KKA, "a")
    assert given.answers["K2.4"].number == Fraction("0.5")
    assert _keys("REF.MP.1.a: 80") == ["answer_out_of_range"]


def test_a_ratio_is_its_inputs_its_value_or_a_quotient() -> None:
    for answer in ("{jumlah_agen: 4, jumlah_perubahan: 3}", '"0.75"', "0,75", "3/4"):
        assert _value("REF.MP.1.a", answer) == Fraction(3, 4)


@pytest.mark.parametrize("code", ["REF.SDM.3.a", "REF.PW.3.a"])
def test_a_quotient_is_refused_where_the_formula_has_more_than_one_input_on_a_side(code: str) -> None:
    assert _keys(f"{code}: 3/4") == ["quotient_refused"]


@pytest.mark.parametrize(
    ("inputs", "key"),
    [
        ("{jumlah_agen: 1.250, jumlah_perubahan: 3}", "count_ambiguous"),
        ("{jumlah_agen: '1,250', jumlah_perubahan: 3}", "count_ambiguous"),
        ("{jumlah_agen: 1.5, jumlah_perubahan: 3}", "input_not_count"),
        ("{jumlah_agen: 4.0, jumlah_perubahan: 3}", "input_not_count"),
        ("{jumlah_agen: +4, jumlah_perubahan: 3}", "input_not_count"),
        ("{jumlah_agen: -4, jumlah_perubahan: 3}", "input_negative"),
        ("{jumlah_agen: true, jumlah_perubahan: 3}", "input_not_count"),
        ("{jumlah_orang: 4, jumlah_perubahan: 3}", "input_unknown"),
        ("{jumlah_agen: [4], jumlah_perubahan: 3}", "input_not_number"),
    ],
)
def test_counts_take_digits_only(inputs: str, key: str) -> None:
    assert _keys(f"REF.MP.1.a: {inputs}") == [key]


def test_an_ambiguous_count_names_both_readings() -> None:
    with pytest.raises(Refused) as refused:
        _read("REF.MP.1.a: {jumlah_agen: '1.250', jumlah_perubahan: 3}")
    values = dict(refused.value.messages[0].values)
    assert (values["whole"], values["text"]) == ("1250", "1.250")


@pytest.mark.parametrize("answer", ["null", "", "~", '""', "{jumlah_agen: 4}", "{jumlah_agen: 4, jumlah_perubahan: }"])
def test_a_missing_answer_counts_nothing_keeps_its_divisor_and_is_listed(answer: str) -> None:
    result = _score(f"REF.MP.1.a: {answer}\nREF.MP.1.b: '1'")
    assert "REF.MP.1.a" in result.missing
    assert result.points_of("REF.MP.1") == 1


def test_a_missing_input_is_named() -> None:
    result = _score("REF.PW.3.a: {kepala_satker: 1, sudah_lapor: 3}")
    assert result.missing_inputs() == {"REF.PW.3.a": ("pejabat_wajib", "lainnya")}


def test_inputs_that_no_formula_uses_may_be_left_out_or_given() -> None:
    for answer in (
        "{pelanggaran_tahun_lalu: 4, pelanggaran_tahun_ini: 2}",
        "{pelanggaran_tahun_lalu: 4, pelanggaran_tahun_ini: 2, pelanggaran_disanksi: 1}",
    ):
        assert _value("REF.SDM.3.a", answer) == Fraction(1, 2)


@pytest.mark.parametrize(
    ("before", "now", "value"), [(4, 2, "1/2"), (4, 8, "0"), (4, 0, "1"), (0, 0, "1"), (0, 3, "0"), (3, 1, "2/3")]
)
def test_fewer_breaches_of_discipline_are_worth_more(before: int, now: int, value: str) -> None:
    answer = f"{{pelanggaran_tahun_lalu: {before}, pelanggaran_tahun_ini: {now}}}"
    assert _value("REF.SDM.3.a", answer) == Fraction(value)


@pytest.mark.parametrize(("choice", "value"), [("zero", 0), ("full", 1), ("full_if_all_zero", 0)])
def test_the_zero_divisor_follows_its_option(choice: str, value: int) -> None:
    option = f"options: {{zero_divisor.REF.MP.1.a: {choice}}}\n"
    assert _value("REF.MP.1.a", "{jumlah_agen: 0, jumlah_perubahan: 3}", option) == value
    assert _value("REF.MP.1.a", "{jumlah_agen: 0, jumlah_perubahan: 0}", option) == (choice != "zero")


def test_untouched_complaints_count_in_the_divisor() -> None:
    answer = "{pengaduan_harus_ditindaklanjuti: 10, pengaduan_diproses: 0, pengaduan_selesai: 0}"
    assert _value("REF.PW.2.a", answer) == 0
    assert _value("REF.PW.2.a", "{pengaduan_harus_ditindaklanjuti: 0, pengaduan_selesai: 0}") == 1


def test_more_done_than_due_is_cut_with_a_warning() -> None:
    result = _score("REF.MP.1.a: {jumlah_agen: 4, jumlah_perubahan: 5}")
    assert result.points_of("REF.MP.1.a") == 1
    assert [(entry.key, dict(entry.values)["code"]) for entry in result.warnings()] == [("more_than_due", "REF.MP.1.a")]
    assert _score("REF.MP.1.a: {jumlah_agen: 4, jumlah_perubahan: 4}").warnings() == []


def test_two_questions_that_share_an_input_use_their_own_and_a_difference_is_a_warning() -> None:
    answers = "REF.MP.1.a: {{jumlah_agen: 8, jumlah_perubahan: 4}}\n"
    answers += "REF.MP.1.b: {{jumlah_perubahan: {}, jumlah_terintegrasi: 2}}"
    differing = _score(answers.format(5))
    assert [entry.key for entry in differing.warnings()] == ["shared_input_differs"]
    assert differing.points_of("REF.MP.1.b") == Fraction(2, 5)
    assert _score(answers.format(4)).warnings() == []


def test_a_combined_opinion_is_the_exact_mean() -> None:
    assert _value("PEM.TL.1.a", "{mean_of: [A, B, A]}") == Fraction("2.67") / 3
    assert _value("REF.MP.1.a", "{mean_of: ['0.5', 3/4, {jumlah_agen: 4, jumlah_perubahan: 5}]}") == Fraction(3, 4)


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        ("{mean_of: []}", "mean_of_shape"),
        ("{mean_of: A}", "mean_of_shape"),
        ("{mean_of: [A], note: x}", "mean_of_shape"),
        ("{mean_of: [A, null]}", "mean_of_part"),
        ("{mean_of: [{mean_of: [A]}]}", "mean_of_part"),
        ("{mean_of: [A, Z]}", "answer_not_on_scale"),
    ],
)
def test_a_combined_opinion_that_cannot_be_is_refused(answer: str, key: str) -> None:
    assert _keys(f"PEM.TL.1.a: {answer}") == [key]


def test_unknown_codes_and_not_applicable_are_refused_by_the_lke() -> None:
    assert _keys("PEM.TL.9.a: A") == ["answer_code_unknown"]
    assert _keys("PEM.TL.1.a: n/a") == ["not_applicable_refused"]
    assert _keys("PEM: A") == ["answer_code_unknown"]


def test_every_wrong_answer_is_named_at_once_with_its_line() -> None:
    with pytest.raises(Refused) as refused:
        _read("PEM.TL.1.a: Z\nPEM.TL.1.b: A\nHAS.BERSIH.IPAK: 9")
    assert [(entry.key, entry.place.line) for entry in refused.value.messages] == [
        ("answer_not_on_scale", 3),
        ("answer_out_of_range", 5),
    ]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("answers: {}", "answers_without_instrument"),
        ("instrument: kka-2025\nanswers: {}", "answers_of_other"),
        ("instrument: lke-zi-2025\nanswers: [A]", "answers_section"),
        ("instrument: lke-zi-2025\nanswer: {}", "answers_key"),
        ("instrument: lke-zi-2025\nas_of: 2025-02-30", "day_shape"),
        ("instrument: lke-zi-2025\nstage: monev", "answer_stage"),
        ("instrument: lke-zi-2025\nfacts: {opini: WTP}", "answer_fact_unknown"),
        ("instrument: lke-zi-2025\nfacts: {sakip: BBB}", "fact_value"),
        ("instrument: lke-zi-2025\nfacts: {wbk_held: maybe}", "fact_value"),
        ("instrument: lke-zi-2025\nfacts: {wbk_held: [true]}", "fact_shape"),
        ("instrument: lke-zi-2025\noptions: {area_minimum: both}", "option_choice"),
        ("instrument: lke-zi-2025\noptions: {area: combined}", "answer_option_unknown"),
        ("- A", "answers_not_mapping"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(text: str, key: str) -> None:
    with pytest.raises(Refused) as refused:
        read_tree(yamltree.read(text, "a.yaml"), LKE, "a.yaml")
    assert [entry.key for entry in refused.value.messages] == [key]


def test_facts_are_words_of_their_scale_in_either_case_and_null_is_not_stated() -> None:
    given = _read("PEM.MP.1.a: Y", "facts: {wbk_held: Ya, opini_bpk: wtp, sakip: bb, indeks_rb: null}\n")
    assert given.facts == {"wbk_held": "true", "opini_bpk": "WTP", "sakip": "BB"}


def test_csv_says_the_same_as_yaml() -> None:
    text = (
        "Note;CODE;Answer\n;PEM.MP.1.a;ya\nrapat;HAS.BERSIH.IPAK;3,72\n;REF.MP.1.a:jumlah_agen;4\n"
        ";REF.MP.1.a:jumlah_perubahan;3\n;fact.sakip;BB\n;option.area_minimum;separate\n;PEM.TL.1.a;\n"
    )
    given = read_csv_text(text, LKE, "a.csv")
    same = _read(
        "PEM.MP.1.a: Y\nHAS.BERSIH.IPAK: '3.72'\nREF.MP.1.a: {jumlah_agen: 4, jumlah_perubahan: 3}",
        "facts: {sakip: BB}\noptions: {area_minimum: separate}\n",
    )
    assert (given.answers, given.facts, given.options) == (same.answers, same.facts, same.options)
    assert given.notes == {"HAS.BERSIH.IPAK": "rapat"}


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("code,answer\nPEM.MP.1.a,Y\nPEM.MP.1.a,T\n", "answer_twice", 3),
        ("code,answer\nREF.MP.1.a,0.5\nREF.MP.1.a:jumlah_agen,4\n", "answer_twice", 3),
        ("kode,answer\nPEM.MP.1.a,Y\n", "csv_column", 1),
        ("code,answer,answer\nPEM.MP.1.a,Y,T\n", "csv_column", 1),
        ("code,answer\n,Y\n", "csv_no_code", 2),
        ('code,answer\nPEM.MP.1.a,"Y\n', "csv_syntax", 2),
        ("code,answer\nPEM.MP.1.z,Y\n", "answer_code_unknown", 2),
        ("", "csv_column", 1),
    ],
)
def test_csv_that_cannot_be_read_is_refused_with_its_line(text: str, key: str, line: int) -> None:
    with pytest.raises(Refused) as refused:
        read_csv_text(text, LKE, "a.csv")
    assert (refused.value.messages[0].key, refused.value.messages[0].place.line) == (key, line)


def test_another_instrument_s_result_is_its_score_or_its_file(tmp_path: Path) -> None:
    (tmp_path / "mcsp.yaml").write_text(
        "instrument: mcsp-2025\n"
        "answers: {M1: 100, M2: 100, M3: 100, M4: 100, M5: 100, M6: 100, M7: 100, M8: '84.01'}\n",
        encoding="utf-8",
    )
    for nested in ("{score: '98.00', as_of: 2025-10-01}", "{file: mcsp.yaml}"):
        path = tmp_path / "kka.yaml"
        path.write_text(f"instrument: kka-2025\nanswers: {{K1.1: {nested}}}\n", encoding="utf-8")
        result = score_file(path, KKA)
        # 700 + 84,01 = 784,01; / 8 = 98,00125; the score 98,00 is what counts: 98 % of 10 points.
        assert result.points == Fraction("9.8")


def test_a_nested_file_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    for name, key in (("../x.yaml", "nested_path"), ("/etc/passwd", "nested_path"), ("none.yaml", "nested_file")):
        given = AnswerSet("kka-2025", {"K1.1": Answer(name, file=name)})
        with pytest.raises(Refused) as refused:
            score_answers(given, KKA, None, tmp_path)
        assert refused.value.messages[0].key == key


@pytest.mark.parametrize("day", ["2025-09-11", "2024-02-29", "2025-12-31", "2000-02-29"])
def test_a_day_of_the_calendar_is_taken(day: str) -> None:
    assert _read("PEM.MP.1.a: Y", f"as_of: {day}\n").as_of == day


@pytest.mark.parametrize(
    "day", ["2025-02-29", "2025-9-11", "11-09-2025", "2025-13-01", "2025-09-31", "20250911", "1900-02-29"]
)
def test_what_is_no_day_of_the_calendar_is_refused(day: str) -> None:
    assert _keys("PEM.MP.1.a: Y", f"as_of: {day}\n") == ["day_shape"]
