"""The cards of the mayor's page: where we stand, what changed, what holds us back, the line of results, who is late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bening.scoring.instrument.model import Instrument, Threshold
from bening.systems.assessment import rules
from bening.systems.assessment.mayor_ways import Way
from bening.systems.assessment.presenting_mayor import words as say
from bening.systems.assessment.programmes import programme
from bening.systems.assessment.queries.mayor import Dated, MayorPage, Waiting
from bening.systems.assessment.saying import words
from bening.web import formatting
from bening.web.charts import Limit, Past
from bening.web.formatting import Number
from bening.web.language import language
from bening.web.parts import Change, Component
from bening.web.shell import Link
from bening.web.trend import TrendLimit

MOST_RISES, MOST_FALLS, MOST_HELD, SOON, MOST_SOON, MOST_CODES, MOST_LIMITS = 4, 4, 6, 3, 3, 3, 2


@dataclass(frozen=True)
class Score:
    """A score card: a value with its thresholds and the day or round that it comes from."""

    title: str
    value: Number
    maximum: Fraction
    band: str
    limits: list[Limit]
    past: list[Past]
    source: list[Link]
    day: date
    about: str = ""


@dataclass(frozen=True)
class Unbegun:
    """An open round without any answer: its name, that there is no estimate yet, and where it is worked on."""

    title: str
    text: str
    href: str


@dataclass(frozen=True)
class Late:
    """An office that owes answers: which, and how late the latest is, or how soon the next is due."""

    office: str
    what: str
    href: str
    text: str
    is_late: bool


def stage_title(name: str, stage: str) -> str:
    """Return the title of a programme's stage, its id where the programme no longer lists it."""
    try:
        return programme(name).stages[stage].title.said(language())
    except KeyError:
        return stage


def limits_from(instrument: Instrument, stage: str) -> list[Limit]:
    """Return the thresholds of a stage and of those after it, the first and the last where there are more than two."""
    order = list(instrument.stages.values())
    begin = next((at for at, entry in enumerate(order) if entry.id == stage), 0)
    found = [_limit(line, words(entry.title).lower()) for entry in order[begin:] for line in entry.thresholds]
    return found if len(found) <= MOST_LIMITS else [found[0], found[-1]]


def _limit(line: Threshold, name: str) -> Limit:
    return Limit(line.points, name, is_assumed=line.basis.assumed)


def official(page: MayorPage) -> Score | None:
    """Return the card of the newest official result, None before the first."""
    if page.newest is None or page.newest_instrument is None:
        return None
    round_ = page.newest.round
    return Score(
        title=_("Hasil resmi terakhir: %(tahap)s") % {"tahap": stage_title(round_.programme, round_.stage).lower()},
        value=page.newest.score,
        maximum=page.newest_instrument.maximum,
        band=_band(page.newest_instrument, round_.stage, page.newest.result["band"]),
        limits=limits_from(page.newest_instrument, round_.stage),
        past=[Past(entry.score, _past_name(at)) for at, entry in enumerate(page.results[:-1])],
        source=[Link(words(round_.named), reverse("assessment:opinions", args=[round_.id]))],
        day=page.newest.closed_on,
    )


def _past_name(at: int) -> str:
    return "" if at else _("awal")


def _band(instrument: Instrument, stage: str, stored: dict[str, str] | None) -> str:
    known = instrument.stages[stage].bands if stage in instrument.stages else ()
    band = next((entry for entry in known if stored and entry.id == stored["id"]), None)
    return words(band.title) if band else (stored or {}).get("title", "")


def estimate(page: MayorPage, way: Way | None) -> Score | None:
    """Return the card of the open round as it stands today, None where no round is open."""
    standing = page.standing
    if page.open is None or standing is None or way is None or not page.has_estimate:
        return None
    return Score(
        title=_("Perkiraan hari ini: %(judul)s") % {"judul": words(page.open.named)},
        value=way.start.points,
        maximum=standing.instrument.maximum,
        band="",
        limits=limits_from(standing.instrument, page.open.stage),
        past=[Past(page.newest.score, _("hasil terakhir"))] if page.newest else [],
        source=[Link(words(page.open.named), reverse("assessment:round", args=[page.open.id]))],
        day=page.day,
        about=made_of(page),
    )


def unbegun(page: MayorPage) -> Unbegun | None:
    """Return what is said of the open round while nothing is answered in it."""
    if page.open is None or page.has_estimate:
        return None
    text = say.started(no_estimate(page)) + "."
    return Unbegun(words(page.open.named), text, reverse("assessment:round", args=[page.open.id]))


def no_estimate(page: MayorPage) -> str:
    """Return that there is no estimate yet, with how many indicators wait for an answer."""
    given = {"jumlah": 0, "semua": len(page.offices)}
    return _("belum ada perkiraan: %(jumlah)s dari %(semua)s indikator sudah dijawab") % given


def others(page: MayorPage) -> list[Link]:
    """Return the way to each other open round."""
    address = f"{reverse('assessment:mayor')}?daerah={page.region.code}"
    return [Link(words(entry.named), f"{address}&ronde={entry.id}") for entry in page.others]


def made_of(page: MayorPage) -> str:
    """Return from which opinions the estimate of the open round came together."""
    standing = page.standing
    if standing is None:
        return ""
    given = {"penilai": standing.by_assessor, "kantor": standing.by_office}
    parts = [_("%(penilai)s indikator menurut penilai internal, %(kantor)s menurut jawaban kantor") % given]
    if standing.unconfirmed:
        parts.append(_("%(jumlah)s di antaranya belum dipastikan kantornya") % {"jumlah": standing.unconfirmed})
    if standing.missing:
        parts.append(_("%(jumlah)s belum dijawab dan dihitung nol") % {"jumlah": standing.missing})
    return f"{'; '.join(parts)}."


def changes(page: MayorPage) -> tuple[str, list[Change]]:
    """Return what changed between the two newest official results: the whole first, then rises, then falls."""
    if page.newest is None or page.before is None:
        return _("Belum ada dua hasil untuk dibandingkan"), []
    rows = _moved(page)
    rises = sorted((row for row in rows if row[0] > 0), key=lambda row: (-row[0], row[1]))
    falls = sorted((row for row in rows if row[0] < 0), key=lambda row: (row[0], row[1]))
    found = [Change("up", text) for _delta, _code, text in rises[:MOST_RISES]]
    found += [Change("down", text) for _delta, _code, text in falls[:MOST_FALLS]]
    rest = remaining(len(rises) - MOST_RISES, len(falls) - MOST_FALLS, sum(not row[0] for row in rows))
    if rest:
        found.append(Change("same", rest))
    return _changes_title(page.newest.score - page.before.score, page.before.closed_on), found


def _changes_title(delta: Decimal, since: date) -> str:
    given = {"poin": say.pts(abs(Fraction(delta))), "hari": say.day_words(since)}
    if delta > 0:
        return _("Naik %(poin)s poin sejak %(hari)s") % given
    if delta < 0:
        return _("Turun %(poin)s poin sejak %(hari)s") % given
    return _("Nilai tetap sejak %(hari)s") % given


def _moved(page: MayorPage) -> list[tuple[Fraction, str, str]]:
    """Return the difference, code and sentence of each indicator that both results have."""
    assert page.newest is not None
    assert page.before is not None
    assert page.newest_instrument is not None
    now, then = page.newest.result["nodes"], page.before.result["nodes"]
    found = []
    for node in page.newest_instrument.nodes():
        if node.leaf is None or node.code not in now or node.code not in then:
            continue
        delta = Fraction(now[node.code]["points"]) - Fraction(then[node.code]["points"])
        given = {
            "judul": f"{words(node.title)} ({node.code})",
            "beda": say.pts(abs(delta)),
            "nilai": say.pts(now[node.code]["points"]),
            "tertinggi": say.pts(now[node.code]["maximum"]),
        }
        up = _("%(judul)s naik %(beda)s menjadi %(nilai)s dari %(tertinggi)s.")
        down = _("%(judul)s turun %(beda)s menjadi %(nilai)s dari %(tertinggi)s.")
        found.append((delta, node.code, (up if delta > 0 else down) % given))
    return found


def remaining(rises: int, falls: int, same: int) -> str:
    """Return how many more rose, fell and stayed, the empty string where there are none."""
    told = (
        (rises, ngettext("%(jumlah)s indikator lain naik", "%(jumlah)s indikator lain naik", max(rises, 0))),
        (falls, ngettext("%(jumlah)s indikator lain turun", "%(jumlah)s indikator lain turun", max(falls, 0))),
        (same, ngettext("%(jumlah)s indikator tetap", "%(jumlah)s indikator tetap", same)),
    )
    parts = [text % {"jumlah": say.in_words(count)} for count, text in told if count > 0]
    return say.started(f"{say.listed(parts)}.") if parts else ""


def held(page: MayorPage, way: Way | None) -> tuple[str, list[Component]]:
    """Return the indicators with most points still open, with the office that answers, and how much they hold."""
    if way is None:
        return _("Belum ada nilai yang dapat diurai"), []
    result = way.start
    rows = [(leaf, leaf.maximum - result.points_of(leaf.code)) for leaf in result.plan.leaves]
    rows = sorted((row for row in rows if row[1] > 0), key=lambda row: -row[1])
    total, top = sum((row[1] for row in rows), Fraction(0)), rows[:MOST_HELD]
    if not rows:
        return _("Tidak ada poin yang tertahan"), []
    given = {
        "jumlah": say.in_words(len(top)),
        "poin": say.pts(sum((row[1] for row in top), Fraction(0))),
        "semua": say.pts(total),
    }
    title = ngettext(
        "%(jumlah)s indikator menahan %(poin)s dari %(semua)s poin yang belum diraih",
        "%(jumlah)s indikator menahan %(poin)s dari %(semua)s poin yang belum diraih",
        len(top),
    )
    found = []
    for at, (leaf, open_) in enumerate(top):
        answer = page.offices.get(leaf.code)
        about = _("belum diraih %(poin)s") % {"poin": say.pts(open_)}
        found.append(
            Component(
                f"{leaf.code} {words(leaf.node.title)}",
                result.points_of(leaf.code),
                leaf.maximum,
                text=f"{answer.organisation.short_name}, {about}" if answer else about,
                is_weak=at == 0,
                href=reverse("assessment:answer", args=[answer.id]) if answer else "",
            )
        )
    return say.started(title % given), found


def trend_title(results: Sequence[Dated]) -> str:
    """Return what the line of official results says."""
    if not results:
        return _("Belum ada hasil resmi")
    first, last = results[0], results[-1]
    delta = Fraction(last.score) - Fraction(first.score)
    given = {"poin": say.pts(abs(delta)), "hari": say.day_words(first.day)}
    if len(results) == 1 or not delta:
        return _("Hasil resmi sejak %(hari)s") % given
    return (_("Naik %(poin)s poin sejak %(hari)s") if delta > 0 else _("Turun %(poin)s poin sejak %(hari)s")) % given


def trend_limits(page: MayorPage) -> list[TrendLimit]:
    """Return the thresholds of each instrument from its first result to its last; the open round's go on.

    A threshold that the next instrument asks for again is one line.
    """
    spells: dict[tuple[Fraction, str], tuple[date, date | None]] = {}
    for instrument, group in groupby(page.results, key=lambda entry: entry.instrument):
        entries = list(group)
        lines = {
            (Fraction(line["need"]), _brief(entry.programme, entry.stage))
            for entry in entries
            for line in entry.thresholds
        }
        if page.newest is not None and instrument == page.newest.round.instrument_id:
            lines |= _lines_of(page, page.newest_instrument)
        for line in lines:
            since, _until = spells.get(line, (entries[0].day, None))
            spells[line] = (since, entries[-1].day)
    if page.open is not None:
        for line in _lines_of(page, page.open_instrument):
            spells[line] = (spells.get(line, (page.open.starts_on, None))[0], None)
    first = min((entry.day for entry in page.results), default=None)
    return [
        TrendLimit(value, name, None if since == first else since, until)
        for (value, name), (since, until) in sorted(spells.items(), reverse=True)
    ]


def _brief(name: str, stage: str) -> str:
    """Return the short title of a programme's stage for a line in a chart."""
    try:
        return formatting.lowered(programme(name).stages[stage].brief.said(language()))
    except KeyError:
        return stage


def _lines_of(page: MayorPage, instrument: Instrument | None) -> set[tuple[Fraction, str]]:
    """Return the thresholds of every stage of an instrument, with the stage's name in the programme."""
    round_ = page.standing.round if page.standing else None
    if instrument is None or round_ is None:
        return set()
    return {
        (line.points, _brief(round_.programme, stage.id))
        for stage in instrument.stages.values()
        for line in stage.thresholds
    }


def late_title(page: MayorPage) -> str:
    """Return how many answers are late in how many offices."""
    late = page.late
    if page.open is None:
        return _("Tidak ada ronde yang berjalan")
    if not late:
        return _("Tidak ada yang terlambat")
    offices = len({entry.answer.organisation_id for entry in late})
    answers = ngettext("%(jumlah)s jawaban terlambat", "%(jumlah)s jawaban terlambat", len(late)) % {
        "jumlah": say.in_words(len(late))
    }
    where = ngettext("di %(jumlah)s kantor", "di %(jumlah)s kantor", offices) % {"jumlah": say.in_words(offices)}
    return say.started(f"{answers} {where}")


def late(page: MayorPage) -> list[Late]:
    """Return the offices with late answers, the latest first, then those whose day is near."""
    if page.open is None:
        return []
    soon = [entry for entry in page.owed if 0 <= entry.days_left <= SOON]
    return [*_by_office(page, page.late, is_late=True), *_by_office(page, soon, is_late=False)[:MOST_SOON]]


def _by_office(page: MayorPage, owed: Sequence[Waiting], *, is_late: bool) -> list[Late]:
    assert page.open is not None
    round_page = reverse("assessment:round", args=[page.open.id])
    kept = sorted(owed, key=lambda entry: str(entry.answer.organisation_id))
    found = []
    for office, group in groupby(kept, key=lambda entry: entry.answer.organisation):
        rows = sorted(group, key=lambda entry: (entry.days_left, entry.answer.position))
        days = rows[0].days_left
        late_only = "&terlambat=1" if is_late else ""
        text = formatting.working_days(days, language())
        found.append(
            (days, Late(office.name, _what(rows), f"{round_page}?kantor={office.id}{late_only}", text, is_late))
        )
    return [row for _days, row in sorted(found, key=lambda pair: (pair[0], pair[1].office))]


def _what(rows: Sequence[Waiting]) -> str:
    """Return the indicators of an office, and whether its head is the one who is waited for."""
    named = [f"{row.answer.code} {row.answer.title[language()]}{_by_head(row)}" for row in rows[:MOST_CODES]]
    if len(rows) > MOST_CODES:
        named.append(_("%(jumlah)s lagi") % {"jumlah": len(rows) - MOST_CODES})
    return "; ".join(named)


def _by_head(row: Waiting) -> str:
    return f" ({_('menunggu kepala kantor')})" if rules.turn(row.answer.state) == rules.HEAD else ""


def late_sentence(page: MayorPage) -> str:
    """Return who is late, by name, as it is read out."""
    offices = [row.office for row in late(page) if row.is_late]
    if not offices:
        return _("Tidak ada kantor yang terlambat.") if page.open else ""
    return _("Yang terlambat: %(kantor)s.") % {"kantor": say.listed(offices)}
