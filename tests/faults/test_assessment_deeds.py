"""The deeds of a round find what is lost and what is half done, so that five kills that find nothing mean something."""

from pathlib import Path
from uuid import UUID

import pytest
from pytest_django import Settings

from bening.kernel.evidence import store
from bening.kernel.evidence.models import Item, Link
from bening.systems.assessment.models import Answer, AnswerState, Closing, Round, RoundState
from tests.faults import assessment_deeds as deeds

pytestmark = pytest.mark.django_db
WHOLE = 10  # deeds of one round


@pytest.fixture
def told(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(deeds, "_WALKS", {})
    deeds.prepare()
    return [dict(deeds.act(number)) for number in range(WHOLE + 3)]


def test_a_writer_goes_through_round_after_round(told: list[dict[str, str]]) -> None:
    assert [one["deed"] for one in told[: WHOLE + 1]] == [
        "start", "save", "paper", "submit", "approve", "save", "file", "submit", "approve", "close", "start",
    ]  # fmt: skip
    assert all(deeds.is_there(one) for one in told)
    assert deeds.halves() == []


def test_what_is_gone_is_found(told: list[dict[str, str]]) -> None:
    by_deed = {one["deed"]: one for one in told[:WHOLE]}
    Closing.objects.filter(pk=by_deed["close"]["closing"]).delete()
    Link.objects.filter(item=UUID(by_deed["paper"]["item"])).delete()
    Answer.objects.filter(pk=by_deed["approve"]["answer"]).update(version=1)
    store.path_of(str(Item.objects.values_list("blob", flat=True).get(pk=by_deed["file"]["item"]))).unlink()
    assert [name for name, one in by_deed.items() if not deeds.is_there(one)] == [
        "save", "paper", "submit", "approve", "file", "close",
    ]  # fmt: skip


def test_what_is_half_done_is_found(told: list[dict[str, str]]) -> None:
    first, second = UUID(told[0]["round"]), UUID(told[WHOLE]["round"])
    Closing.objects.filter(round=first).delete()
    Answer.objects.filter(round=second, code="K.2").delete()
    Answer.objects.filter(round=second).update(state=AnswerState.APPROVED)
    Link.objects.filter(item=UUID(told[2]["item"])).delete()
    assert {half.split()[0] for half in deeds.halves()} == {"round", "closing", "evidence", "answer"}
    assert Round.objects.get(pk=first).state == RoundState.CLOSED
