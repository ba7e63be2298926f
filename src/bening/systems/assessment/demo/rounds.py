"""The sample city's rounds, replayed through the actions: handing out, answering, finding, deciding, closing."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from bening.kernel.evidence.actions import items, links, publication
from bening.kernel.evidence.actions.links import Subject
from bening.kernel.evidence.models import Item
from bening.systems.assessment import rules
from bening.systems.assessment.actions import answers, closings, findings, rounds
from bening.systems.assessment.actions.rounds import Handing, Setting
from bening.systems.assessment.demo import files
from bening.systems.assessment.demo.people import City
from bening.systems.assessment.demo.reading import at, sample
from bening.systems.assessment.models import Answer, Opinion, Round
from bening.systems.assessment.programmes import programme
from bening.systems.assessment.queries.evidence import SUBJECT
from bening.systems.assessment.storing import canonical_form

MEASURED = "K2.4"
SENT = {"submitted", "approved", "returned", "assessed"}
SEEN = {"approved", "returned", "assessed"}


@dataclass
class Replay:
    """A round being replayed; `shift` moves its days, so that an open round stands as of today."""

    city: City
    told: dict[str, Any]
    round: Round
    shift: int = 0
    evidence: dict[str, Item] = field(default_factory=dict)

    def at(self, text: str, *, hour: int = 3, minutes: int = 0) -> datetime:
        """Return a moment of this round."""
        return at(text, hour=hour, minutes=minutes, shift=self.shift)

    def answer(self, code: str) -> Answer:
        """Return an answer as it stands."""
        return Answer.objects.select_related("organisation").get(round=self.round, code=code)


def setting_of(city: City, told: Mapping[str, Any], days: tuple[date, date], organisation: UUID | None) -> Setting:
    """Return what a round of the files is about."""
    sha256, document = canonical_form(told["instrument"])
    return Setting(
        region=city.code,
        organisation=organisation,
        instrument_sha256=sha256,
        document=document,
        stage=programme(told["programme"]).stages[told["stage"]],
        title=told["title"]["id"],
        profile=told["profile"],
        starts_on=days[0],
        due_on=days[1],
        facts=dict(told.get("facts", {})),
    )


def replay(city: City, name: str, previous: Round | None, evidence: dict[str, Item], now: datetime) -> Round:
    """Replay one round of the sample."""
    told, given = sample(f"rounds/{name}"), sample("assignments")
    due = given["due"][name]
    shift = (now.date() - date.fromisoformat(told["anchor"])).days if "anchor" in told else 0
    day = timedelta(days=shift)
    days = date.fromisoformat(due["starts_on"]) + day, date.fromisoformat(due["due_on"]) + day
    handed = {
        code: Handing(
            city.offices[entry["office"]].id,
            city.offices[entry["assessor"]].id,
            date.fromisoformat(due["except"][code]) + day if code in due["except"] else None,
        )
        for code, entry in given["indicators"].items()
    }
    opened = at(told["dates"]["opened"], shift=shift)
    started = rounds.start_round(
        by=city.people["koordinator"],
        setting=setting_of(city, told, days, None),
        handed=handed,
        previous=previous.id if previous else None,
        now=opened,
    )
    play = Replay(city, told, started, shift, evidence)
    for order, (code, parts) in enumerate(told["answers"].items()):
        _answer(play, code, parts, order)
    _judge(play)
    return started


def _answer(play: Replay, code: str, parts: Mapping[str, Any], order: int) -> None:
    """Write, hand in and approve an answer as far as its state says."""
    state, own = parts.get("state", "approved"), parts["self"]
    if own["value"] is None:
        return
    answer = play.answer(code)
    office = next(key for key, entry in play.city.offices.items() if entry.id == answer.organisation_id)
    operator, when = play.city.operator(office), _written(play, order)
    measured = next((entry for entry in sample("lhkpn")["measured"] if entry["round"] == play.told["id"]), None)
    if code == MEASURED and measured:
        when = play.at(measured["as_of"])  # the day on which the register gives what the office answers
    saved = answers.save_draft(
        by=operator, answer_id=answer.id, seen=answer.version, value=own["value"], note=own["note"], now=when
    )
    for name in own["evidence"]:
        _put_behind(play, office, name, answer.id, when)
    if state in SENT:
        sent = answers.submit_answer(by=operator, answer_id=answer.id, seen=saved.version, now=when)
        if state in SEEN:
            head = play.city.head(office)
            answers.approve_answer(by=head, answer_id=answer.id, seen=sent.version, now=when + timedelta(hours=2))


def _written(play: Replay, order: int) -> datetime:
    """Return when an answer was written: spread over the days up to the last, and never after today."""
    dates = play.told["dates"]
    last = dates["anchor"] if "anchor" in dates else play.told.get("anchor", dates["answered"])
    first = date.fromisoformat(dates["opened"])
    spread = max((date.fromisoformat(last) - first).days - 1, 1)
    day = first + timedelta(days=1 + order * spread // len(play.told["answers"]))
    return play.at(day.isoformat(), minutes=7 * order)


def _put_behind(play: Replay, office: str, name: str, answer_id: UUID, when: datetime) -> None:
    """Bring a piece of evidence the first time, and put it behind the answer."""
    entry, behind = sample("evidence")["items"][name], Subject(SUBJECT, answer_id)
    owner = entry["office"]
    if name not in play.evidence:
        play.evidence[name] = _bring(play.city, entry, when)
    if owner == office:
        links.link(by=play.city.operator(owner), item_id=play.evidence[name].id, behind=behind, now=when)


def _bring(city: City, entry: dict[str, Any], when: datetime) -> Item:
    operator, owner = city.operator(entry["office"]), city.offices[entry["office"]].id
    effective = date.fromisoformat(entry["effective_on"])
    if entry["medium"] == "paper":
        paper = items.Paper(entry["name"], entry["place"], entry["shelf"], effective)
        return items.add_paper(by=operator, owner_id=owner, paper=paper, now=when)
    if entry["medium"] == "web":
        page = items.Page(entry["url"], entry["name"], effective)
        return items.add_web(by=operator, owner_id=owner, page=page, now=when).item
    upload = items.Upload(io.BytesIO(files.content(entry)), entry["name"], effective)
    item = items.add_file(by=operator, owner_id=owner, upload=upload, now=when)
    return _publish(city, entry["office"], item, when) if entry["is_public"] else item


def _publish(city: City, office: str, item: Item, when: datetime) -> Item:
    """Let the head look at the copy for the public, page by page, and publish it."""
    head = city.head(office)
    copy = publication.scan_for_publication(by=head, item_id=item.id, seen=item.version, now=when)
    for page, state in enumerate(copy.states(), 1):
        if state != "clean":
            copy = publication.confirm_page(by=head, item_id=item.id, page=page, seen=copy.version, now=when)
    return publication.publish(by=head, item_id=item.id, seen=item.version, now=when)


def _judge(play: Replay) -> None:
    """Close the office's opinion, then let the assessors find, decide and close, in the order of the days."""
    dates = play.told["dates"]
    closed = dates["closed"]
    if "self" in closed:
        close(play, Opinion.SELF, closed["self"])
    found = max(dates["found"], closed.get("self", dates["found"])) if play.told["state"] == "closed" else None
    for order, (code, parts) in enumerate(play.told["answers"].items()):
        if "internal" in parts:
            _find_internal(play, code, parts["internal"], found or _open_day(play), order)
    if "internal" in closed:
        close(play, Opinion.INTERNAL, closed["internal"])
    for order, (code, parts) in enumerate(play.told["answers"].items()):
        for entry in parts.get("outside", ()):
            _find_outside(play, code, entry, closed.get("outside") or _open_day(play), order)
        if "plenary" in parts and "outside" in closed:
            _decide(play, code, parts["plenary"], closed["outside"], order)
    if "outside" in closed:
        close(play, Opinion.OUTSIDE, closed["outside"])


def _open_day(play: Replay) -> str:
    """Return the day before today, in the days of the file."""
    return (date.fromisoformat(play.told["anchor"]) - timedelta(days=1)).isoformat()


def _find_internal(play: Replay, code: str, entry: Mapping[str, Any], day: str, order: int) -> None:
    answer = play.answer(code)
    office = next(key for key, found in play.city.offices.items() if found.id == answer.assessor_id)
    findings.record_finding(
        by=play.city.inspector(office),
        answer_id=answer.id,
        seen=answer.version,
        opinion=Opinion.INTERNAL,
        found=rules.Found(entry["decision"], entry["value"], entry["reason"]),
        now=play.at(day, hour=4, minutes=5 * order),
    )


def _find_outside(play: Replay, code: str, entry: Mapping[str, Any], day: str, order: int) -> None:
    answer = play.answer(code)
    findings.record_finding(
        by=play.city.people[entry["by"]],
        answer_id=answer.id,
        seen=answer.version,
        opinion=Opinion.OUTSIDE,
        found=rules.Found(entry["decision"], entry["value"], entry["reason"]),
        now=play.at(day, hour=2, minutes=3 * order),
    )


def _decide(play: Replay, code: str, entry: Mapping[str, Any], day: str, order: int) -> None:
    findings.decide(
        by=play.city.people["ketua-penilai-luar"],
        answer_id=play.answer(code).id,
        number=1,
        value=entry["value"],
        reason=entry["reason"],
        now=play.at(day, hour=6, minutes=3 * order),
    )


def close(play: Replay, opinion: Opinion, day: str) -> None:
    """Close an opinion on its day, by whoever closes it."""
    who = "ketua-penilai-luar" if opinion == Opinion.OUTSIDE else "koordinator"
    seen = Round.objects.get(pk=play.round.pk).version
    closings.close_opinion(
        by=play.city.people[who], round_id=play.round.id, seen=seen, opinion=opinion, now=play.at(day, hour=8)
    )
