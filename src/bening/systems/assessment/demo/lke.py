"""The sheets of three sample offices towards WBK, replayed through the same actions as a round of the city."""

from datetime import date
from typing import Any

from bening.systems.assessment import rules
from bening.systems.assessment.actions import answers, findings, rounds
from bening.systems.assessment.actions.rounds import Handing
from bening.systems.assessment.demo.people import City
from bening.systems.assessment.demo.reading import at, sample
from bening.systems.assessment.demo.rounds import Replay, close, setting_of
from bening.systems.assessment.models import Opinion
from bening.systems.assessment.storing import canonical_form

NOTE = "Bukti ada di map Zona Integritas kantor ini."


def replay_lke(city: City, name: str) -> None:
    """Replay the sheet of one office."""
    told = sample(f"lke/{name}")
    office, dates = told["office"], told["dates"]
    sha256, document = canonical_form(told["instrument"])
    leaves = rules.leaves_of(rules.instrument_of(sha256, document))
    handing = Handing(city.offices[office].id, city.offices[told["assessor"]].id)
    days = date.fromisoformat(dates["opened"]), date.fromisoformat(dates["answered"])
    play_setting = setting_of(city, told, days, city.offices[office].id)
    started = rounds.start_round(
        by=city.people["koordinator"],
        setting=play_setting,
        handed=dict.fromkeys(leaves, handing),
        previous=None,
        now=at(dates["opened"]),
    )
    play = Replay(city, told, started)
    for order, (code, value) in enumerate(told["answers"].items()):
        _answer(play, office, code, value, order)
    if "self" in dates["closed"]:
        close(play, Opinion.SELF, dates["closed"]["self"])
        _find(play, told)
    if "internal" in dates["closed"]:
        close(play, Opinion.INTERNAL, dates["closed"]["internal"])


def _answer(play: Replay, office: str, code: str, value: Any, order: int) -> None:
    answer, operator = play.answer(code), play.city.operator(office)
    when = play.at(play.told["dates"]["answered"], minutes=order)
    note = play.told.get("notes", {}).get(code, NOTE)
    saved = answers.save_draft(by=operator, answer_id=answer.id, seen=answer.version, value=value, note=note, now=when)
    sent = answers.submit_answer(by=operator, answer_id=answer.id, seen=saved.version, now=when)
    answers.approve_answer(by=play.city.head(office), answer_id=answer.id, seen=sent.version, now=when)


def _find(play: Replay, told: dict[str, Any]) -> None:
    internal = told["findings"]
    inspector = play.city.inspector(told["assessor"])
    for order, (code, value) in enumerate(told["answers"].items()):
        entry = internal.get(code)
        answer = play.answer(code)
        found = (
            rules.Found("accept", value, "Bukti sesuai.")
            if entry is None
            else rules.Found(entry["decision"], entry["value"], entry["reason"])
        )
        findings.record_finding(
            by=inspector,
            answer_id=answer.id,
            seen=answer.version,
            opinion=Opinion.INTERNAL,
            found=found,
            now=play.at(told["dates"]["found"], minutes=order),
        )
