"""The sample city's rounds, replayed through the actions: handing out, answering, finding, deciding, closing.

Each function gives deeds with their moments; `config.samples` does the deeds of all rounds in the order of these.
"""

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from bening.kernel.evidence.actions import items, links, publication
from bening.kernel.evidence.actions.links import Subject
from bening.kernel.evidence.models import Item
from bening.kernel.people.models import User
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
# Where two opinions are closed on one day, the internal assessors find between the two.
HOUR = {Opinion.SELF: 6, Opinion.INTERNAL: 9, Opinion.OUTSIDE: 9}
Deed = tuple[datetime, Callable[[], object]]


@dataclass
class Replay:
    """A round being replayed; `shift` moves its days, so that an open round stands as of today."""

    city: City
    told: dict[str, Any]
    shift: int = 0
    evidence: dict[str, Item] = field(default_factory=dict)
    started: Round | None = None

    @property
    def round(self) -> Round:
        """Return the round, which its first deed starts."""
        assert self.started is not None
        return self.started

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
        title_en=told["title"]["en"],
        profile=told["profile"],
        starts_on=days[0],
        due_on=days[1],
        facts=dict(told.get("facts", {})),
    )


def replay(play: Replay, previous: Replay | None) -> Iterator[Deed]:
    """Give the deeds of one round of the sample."""
    told = play.told
    given = sample("assignments")
    due, day = given["due"][told["id"]], timedelta(days=play.shift)
    days = date.fromisoformat(due["starts_on"]) + day, date.fromisoformat(due["due_on"]) + day
    handed = {
        code: Handing(
            play.city.offices[entry["office"]].id,
            play.city.offices[entry["assessor"]].id,
            date.fromisoformat(due["except"][code]) + day if code in due["except"] else None,
        )
        for code, entry in given["indicators"].items()
    }
    opened = play.at(told["dates"]["opened"], hour=9)  # the round before can have been closed on this day

    def start() -> None:
        play.started = rounds.start_round(
            by=play.city.people["koordinator"],
            setting=setting_of(play.city, told, days, None),
            handed=handed,
            previous=previous.round.id if previous else None,
            now=opened,
        )

    yield opened, start
    for order, (code, parts) in enumerate(told["answers"].items()):
        yield from _answer(play, code, parts, order)
    yield from _judge(play)


def round_of(city: City, name: str, evidence: dict[str, Item], now: datetime) -> Replay:
    """Return a round of the sample before its first deed; the days of an open one move with today."""
    told = sample(f"rounds/{name}")
    shift = (now.date() - date.fromisoformat(told["anchor"])).days if "anchor" in told else 0
    return Replay(city, told, shift, evidence)


def _answer(play: Replay, code: str, parts: Mapping[str, Any], order: int) -> Iterator[Deed]:
    """Give what the office does with an answer as far as its state says: writing and handing in, then approving."""
    state, when = parts.get("state", "approved"), _written(play, order)
    if parts["self"]["value"] is None:
        return
    measured = next((entry for entry in sample("lhkpn")["measured"] if entry["round"] == play.told["id"]), None)
    if code == MEASURED and measured:
        when = play.at(measured["as_of"])  # the day on which the register gives what the office answers
    office = sample("assignments")["indicators"][code]["office"]

    def write() -> None:
        answer, operator, own = play.answer(code), play.city.operator(office), parts["self"]
        saved = answers.save_draft(
            by=operator, answer_id=answer.id, seen=answer.version, value=own["value"], note=own["note"], now=when
        )
        for name in own["evidence"]:
            _put_behind(play, office, name, answer.id, when)
        if state in SENT:
            answers.submit_answer(by=operator, answer_id=answer.id, seen=saved.version, now=when)

    def approve() -> None:
        answer = play.answer(code)
        answers.approve_answer(by=play.city.head(office), answer_id=answer.id, seen=answer.version, now=approved)

    approved = when + timedelta(hours=2)
    yield when, write
    if state in SEEN:
        yield approved, approve


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


def _judge(play: Replay) -> Iterator[Deed]:
    """Give the closings, and what the assessors find and decide."""
    dates, is_open = play.told["dates"], play.told["state"] != "closed"
    closed = dates["closed"]
    yesterday = (date.fromisoformat(play.told["anchor"]) - timedelta(days=1)).isoformat() if is_open else ""
    found = yesterday or max(dates["found"], closed.get("self", dates["found"]))
    if "self" in closed:
        yield closing(play, Opinion.SELF, closed["self"])
    for order, (code, parts) in enumerate(play.told["answers"].items()):
        if "internal" in parts:
            yield _internal(play, code, parts["internal"], play.at(found, hour=7, minutes=5 * order))
        outside = yesterday or closed.get("outside", "")
        for entry in parts.get("outside", ()):
            # In an open round the internal assessors were through on the same day; in a closed one, days before.
            yield _outside(play, code, entry, play.at(outside, hour=9 if is_open else 2, minutes=3 * order))
        if "plenary" in parts and "outside" in closed:
            yield _decision(play, code, parts["plenary"], play.at(closed["outside"], hour=6, minutes=3 * order))
    for opinion in (Opinion.INTERNAL, Opinion.OUTSIDE):
        if opinion in closed:
            yield closing(play, opinion, closed[opinion])


def _internal(play: Replay, code: str, entry: Mapping[str, Any], when: datetime) -> Deed:
    inspector = play.city.inspector(sample("assignments")["indicators"][code]["assessor"])
    return when, lambda: record_finding(play, code, Opinion.INTERNAL, inspector, entry, when)


def _outside(play: Replay, code: str, entry: Mapping[str, Any], when: datetime) -> Deed:
    assessor = play.city.people[entry["by"]]
    return when, lambda: record_finding(play, code, Opinion.OUTSIDE, assessor, entry, when)


def record_finding(
    play: Replay, code: str, opinion: Opinion, by: User, entry: Mapping[str, Any], when: datetime
) -> None:
    """Record what an assessor finds."""
    answer = play.answer(code)
    found = rules.Found(entry["decision"], entry["value"], entry["reason"])
    findings.record_finding(by=by, answer_id=answer.id, seen=answer.version, opinion=opinion, found=found, now=when)


def _decision(play: Replay, code: str, entry: Mapping[str, Any], when: datetime) -> Deed:
    def decide() -> None:
        findings.decide(
            by=play.city.people["ketua-penilai-luar"],
            answer_id=play.answer(code).id,
            number=1,
            value=entry["value"],
            reason=entry["reason"],
            now=when,
        )

    return when, decide


def closing(play: Replay, opinion: Opinion, day: str) -> Deed:
    """Give the closing of an opinion on its day, by whoever closes it."""
    who, when = "ketua-penilai-luar" if opinion == Opinion.OUTSIDE else "koordinator", play.at(day, hour=HOUR[opinion])

    def close() -> None:
        seen = Round.objects.get(pk=play.round.pk).version
        closings.close_opinion(by=play.city.people[who], round_id=play.round.id, seen=seen, opinion=opinion, now=when)

    return when, close
