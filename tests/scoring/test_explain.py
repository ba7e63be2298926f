"""Every explanation adds up to the engine's own points, from any node down to the answers."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from bening.scoring.answers.model import Answer
from bening.scoring.explain import Explanation, explain
from bening.scoring.instrument.store import by_id, data_folder
from bening.scoring.nested import score_file
from bening.scoring.plan import plan
from bening.scoring.result import Result, score
from bening.scoring.show.document import explain_document
from bening.scoring.show.score import explain_lines
from bening.scoring.text import Refused
from tests.scoring.offices import office

LKE = by_id("lke-zi-2025")


def _walk(found: Explanation) -> list[Explanation]:
    return [found, *(inner for child in found.children for inner in _walk(child))]


@pytest.fixture
def sample() -> Result:
    return score_file(data_folder() / "demo" / "contoh-dinas.lke.yaml", LKE)


@pytest.mark.parametrize("seed", range(5))
def test_the_children_of_every_node_give_its_points(seed: int) -> None:
    result = score(plan(LKE), office(LKE, seed))
    for top in LKE.tree:
        for found in _walk(explain(result, top.code)):
            assert found.points == result.points_of(found.code)
            if found.kind == "sum":
                assert sum(child.points for child in found.children) == found.points
            if found.kind == "mean":
                shares = [child.points / child.maximum for child in found.children]
                assert sum(shares) / len(shares) * found.maximum == found.points


def _rule(result: Result, code: str) -> tuple[str, dict[str, str]]:
    found = explain(result, code)
    return found.rule.key, {name: str(value) for name, value in found.rule.values}


def _with(sample: Result, code: str, answer: Answer | None, **options: str) -> Result:
    answers = {name: given for name, given in sample.given.answers.items() if name != code}
    if answer is not None:
        answers[code] = answer
    named = {name.replace("__", "."): choice for name, choice in options.items()}
    return score(sample.plan, replace(sample.given, answers=answers, options=named))


def test_a_letter_is_explained_by_its_level_and_rubric(sample: Result) -> None:
    key, values = _rule(sample, "REF.PW.1.a")
    assert key == "rule_level"
    assert (values["letter"], values["value"], values["weight"]) == ("C", "0.5", "2.5")
    assert explain(sample, "REF.PW.1.a").answer == "C"


def test_a_ratio_is_explained_by_its_formula_and_inputs(sample: Result) -> None:
    inputs = {"pengaduan_harus_ditindaklanjuti": Fraction(24), "pengaduan_selesai": Fraction(14)}
    key, values = _rule(_with(sample, "REF.PW.2.a", Answer("14/24", inputs=inputs)), "REF.PW.2.a")
    assert key == "rule_ratio"
    assert values["inputs"] == "pengaduan_selesai = 14, pengaduan_harus_ditindaklanjuti = 24"
    assert values["value"] == "0.583333"


def test_a_ratio_that_is_cut_and_a_zero_divisor_say_so(sample: Result) -> None:
    more = {"jumlah_agen": Fraction(2), "jumlah_perubahan": Fraction(3)}
    none = {"jumlah_agen": Fraction(0), "jumlah_perubahan": Fraction(0)}
    cut = _with(sample, "REF.MP.1.a", Answer("3/2", inputs=more))
    assert _rule(cut, "REF.MP.1.a")[0] == "rule_ratio_cut"
    assert [entry.key for entry in explain(cut, "REF.MP.1.a").warnings] == ["more_than_due"]
    assert explain(cut, "REF.MP.1.b").warnings == ()
    zero = _with(sample, "REF.MP.1.a", Answer("0/0", inputs=none))
    assert _rule(zero, "REF.MP.1.a")[1]["choice"] == "zero"
    assert explain(zero, "REF.MP.1.a").assumed
    full = _with(sample, "REF.MP.1.a", Answer("0/0", inputs=none), zero_divisor__REF__MP__1__a="full")
    assert _rule(full, "REF.MP.1.a")[1]["choice"] == "full"
    assert explain(full, "REF.MP.1.a").points == 1


def test_what_is_missing_says_so(sample: Result) -> None:
    assert _rule(_with(sample, "REF.PW.1.a", None), "REF.PW.1.a")[0] == "rule_missing"
    part = Answer("x", inputs={"jumlah_agen": Fraction(2)})
    key, values = _rule(_with(sample, "REF.MP.1.a", part), "REF.MP.1.a")
    assert (key, values["names"]) == ("rule_missing_inputs", "jumlah_perubahan")


def test_a_mean_of_opinions_shows_each_of_them(sample: Result) -> None:
    letters = tuple(Answer(letter, letter=letter) for letter in "ABA")
    found = explain(_with(sample, "PEM.TL.1.a", Answer("A, B, A", parts=letters)), "PEM.TL.1.a")
    assert found.rule.key == "rule_mean_of"
    assert [child.answer for child in found.children] == ["A", "B", "A"]
    assert sum(child.points for child in found.children) / 3 == found.points


def test_an_index_and_a_direct_ratio_are_explained(sample: Result) -> None:
    assert _rule(sample, "HAS.BERSIH.IPAK")[1]["maximum"] == "4"
    direct = _with(sample, "REF.MP.1.a", Answer("0.4", number=Fraction("0.4")))
    assert _rule(direct, "REF.MP.1.a")[0] == "rule_ratio_direct"


def test_another_instrument_s_result_is_explained_to_its_own_answers(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text("instrument: mcsp-2025\nanswers: {M1: 50, M2: 100}\n", encoding="utf-8")
    path = tmp_path / "k.yaml"
    path.write_text("instrument: kka-2025\nanswers: {K1.1: {file: m.yaml}}\n", encoding="utf-8")
    found = explain(score_file(path, by_id("kka-2025")), "K1.1")
    assert found.rule.key == "rule_instrument"
    assert dict(found.rule.values)["answer"] == "18.75"
    assert [child.code for child in found.children] == [f"M{at}" for at in range(1, 9)]
    assert sum(child.points for child in found.children) == Fraction("18.75")


def test_an_unknown_code_names_the_nearest(sample: Result) -> None:
    with pytest.raises(Refused) as refused:
        explain(sample, "REF.PW.1.z")
    assert dict(refused.value.messages[0].values)["near"] == "REF.PW.1.a"


def test_the_document_and_the_lines_hold_the_same_figures(sample: Result) -> None:
    found = explain(sample, "REF.PW")
    document = explain_document(found)
    assert list(document) == ["code", "kind", "points", "maximum", "share", "answer", "rule", "children"]
    assert list(document["rule"]) == ["key", "values", "source", "assumed"]
    assert document["points"] == "4.766667"
    text = "\n".join(explain_lines(found, "id"))
    assert "4,766667 / 7,5" in text
    assert "4.766667 / 7.5" in "\n".join(explain_lines(found, "en"))


def test_a_mean_shows_the_share_of_each_child_and_a_sum_its_points(sample: Result) -> None:
    # REF.PW.3: 11/12 and 51/60, each of 1 point; REF.PW adds up its three parts.
    assert _rule(sample, "REF.PW.3") == ("rule_mean", {"terms": "0.916667 + 0.850000", "count": "2", "weight": "2"})
    key, values = _rule(sample, "REF.PW")
    assert (key, values["terms"], values["count"]) == ("rule_sum", "1.250000 + 1.750000 + 1.766667", "3")
    assert _rule(sample, "REF.PW.2")[0] == "rule_one"
    # PEM.MP.2 holds questions of a third of a point each: shares, not points, make a mean.
    assert _rule(sample, "PEM.MP.2")[1]["terms"] == "1.000000 + 1.000000 + 0.500000"


def test_only_so_much_of_a_wrong_code_is_repeated(sample: Result) -> None:
    with pytest.raises(Refused) as refused:
        explain(sample, "x" * 500)
    values = dict(refused.value.messages[0].values)
    assert len(str(values["code"])) == 80
    assert values["near"] == "PEM"


def test_sources_and_assumptions_go_with_each_step(sample: Result) -> None:
    found = explain(sample, "REF.PW.2.a")
    assert "gratifikasi-app" in found.source
    assert not found.assumed
    assert explain(sample, "HAS.BERSIH.KINERJA").assumed
    assert explain(sample, "REF").source == explain(sample, "PEM").source != ""
