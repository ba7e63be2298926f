"""The sheets of three sample offices towards WBK, replayed through the same actions as a round of the city."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from bening.systems.assessment import rules
from bening.systems.assessment.actions import answers, rounds
from bening.systems.assessment.actions.rounds import Handing
from bening.systems.assessment.demo.people import City
from bening.systems.assessment.demo.reading import sample
from bening.systems.assessment.demo.rounds import Deed, Replay, closing, record_finding, setting_of
from bening.systems.assessment.models import Opinion
from bening.systems.assessment.storing import canonical_form

NOTE = "Bukti ada di map Zona Integritas kantor ini."


def replay_lke(city: City, name: str) -> Iterator[Deed]:
    """Give the deeds of the sheet of one office."""
    told = sample(f"lke/{name}")
    play, dates = Replay(city, told), told["dates"]
    yield _start(play)
    for order, (code, value) in enumerate(told["answers"].items()):
        yield _answer(play, code, value, play.at(dates["answered"], minutes=order))
    if "self" in dates["closed"]:
        yield closing(play, Opinion.SELF, dates["closed"]["self"])
        for order, (code, value) in enumerate(told["answers"].items()):
            yield _find(play, code, value, play.at(dates["found"], minutes=order))
    if "internal" in dates["closed"]:
        yield closing(play, Opinion.INTERNAL, dates["closed"]["internal"])


def _start(play: Replay) -> Deed:
    told, offices, dates = play.told, play.city.offices, play.told["dates"]
    leaves = rules.leaves_of(rules.instrument_of(*canonical_form(told["instrument"])))
    office, opened = offices[told["office"]].id, play.at(dates["opened"])
    handing = Handing(office, offices[told["assessor"]].id)
    days = date.fromisoformat(dates["opened"]), date.fromisoformat(dates["answered"])

    def start() -> None:
        play.started = rounds.start_round(
            by=play.city.people["koordinator"],
            setting=setting_of(play.city, told, days, office),
            handed=dict.fromkeys(leaves, handing),
            previous=None,
            now=opened,
        )

    return opened, start


def _answer(play: Replay, code: str, value: Any, when: datetime) -> Deed:
    operator, head = play.city.operator(play.told["office"]), play.city.head(play.told["office"])
    note = play.told.get("notes", {}).get(code, NOTE)

    def write() -> None:
        answer = play.answer(code)
        saved = answers.save_draft(
            by=operator, answer_id=answer.id, seen=answer.version, value=value, note=note, now=when
        )
        sent = answers.submit_answer(by=operator, answer_id=answer.id, seen=saved.version, now=when)
        answers.approve_answer(by=head, answer_id=answer.id, seen=sent.version, now=when)

    return when, write


def _find(play: Replay, code: str, value: Any, when: datetime) -> Deed:
    agreed = {"decision": "accept", "value": value, "reason": "Bukti sesuai."}
    entry, inspector = play.told["findings"].get(code, agreed), play.city.inspector(play.told["assessor"])
    return when, lambda: record_finding(play, code, Opinion.INTERNAL, inspector, entry, when)
