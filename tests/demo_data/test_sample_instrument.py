"""The sample instrument of 2026: kka-2025 with two indicators changed, and marked as a sample wherever it is named."""

from bening.scoring.instrument.compare import ANSWERED, HEAD, PARTS, compare
from bening.scoring.instrument.store import by_id

NEW, OLD = by_id("kka-contoh-2026"), by_id("kka-2025")


def test_only_two_indicators_differ() -> None:
    changed = [(entry.key, dict(entry.values)) for entry in compare(NEW, OLD)]
    assert {values["code"] for key, values in changed if key != "change_head"} == {"K3.2", "K5.1"}
    assert {values["what"] for key, values in changed if key == "change_head"} == {HEAD["id"], HEAD["year"]}


def test_one_has_another_kind_and_the_other_another_rubric() -> None:
    changed = [(entry.key, dict(entry.values)) for entry in compare(NEW, OLD)]
    kinds = [values for key, values in changed if key == "change_leaf" and values["what"] == PARTS["kind"]]
    found = [(values["code"], values["before"], values["after"]) for values in kinds]
    assert found == [("K3.2", ANSWERED["index"], ANSWERED["choice"])]
    rubrics = [values["code"] for key, values in changed if key == "change_rubric"]
    assert rubrics == ["K3.2", "K5.1"]


def test_title_owner_and_changed_questions_say_that_it_is_a_sample() -> None:
    leaves = {node.code: node.leaf for node in NEW.nodes() if node.leaf}
    assert NEW.title is not None
    assert NEW.title.id.startswith("CONTOH")
    assert NEW.title.en.startswith("SAMPLE")
    for code in ("K3.2", "K5.1"):
        leaf = leaves[code]
        assert leaf is not None
        assert leaf.question is not None
        assert leaf.question.id.startswith("CONTOH")
    assert NEW.sources["contoh-2026"].title.id.startswith("CONTOH")
    assert "contoh-2026" in NEW.source
