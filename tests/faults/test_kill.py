"""kill -9 at any moment loses nothing that was acknowledged and leaves nothing half done."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from bening.kernel.evidence import store
from bening.kernel.ledger import actions as ledger
from bening.kernel.people.models import Organisation
from tests.config.places import new_database
from tests.faults import contents, offices
from tools import faults

KILLS = 5


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    if database := new_database("faults"):
        monkeypatch.setenv("BENING_DATABASE", database)
    return faults.place(tmp_path)


def test_five_kills_lose_nothing(environment: dict[str, str]) -> None:
    found = [faults.run(seed, environment) for seed in range(1, KILLS + 1)]
    assert [fault for outcome in found for fault in outcome.faults] == []
    assert all(outcome.told for outcome in found)


@pytest.fixture
def prepared(db: None, tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path
    for deed in faults.deeds():
        deed.prepare()


@pytest.mark.usefixtures("prepared")
def test_a_deed_that_is_told_of_and_not_there_is_found() -> None:
    told = [(0, offices.act(1)), (1, contents.act(2))]
    assert faults.check(told) == []
    store.path_of(told[1][1]["sha256"]).unlink()
    swapped = {"whole": told[0][1]["part"], "part": told[0][1]["whole"]}
    assert [fault.split(":")[0] for fault in faults.check([(0, swapped), told[1]])] == ["lost", "lost", "half done"]


@pytest.mark.usefixtures("prepared")
def test_what_is_half_done_is_found() -> None:
    half = Organisation(region_id=offices.REGION, name="Dinas CONTOH sendiri", short_name="baru")
    ledger.record("people.organisation_added", half, by=None, at=datetime.now(UTC))
    assert faults.check([]) == ["half done: tests.faults.offices Dinas CONTOH sendiri"]
    Organisation.objects.filter(pk=half.pk).update(short_name="lain")
    assert [fault.split(":")[0] for fault in faults.check([])] == ["half done", "ledger"]
