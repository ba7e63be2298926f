"""What the mayor's page draws, put together: the finding as its heading, what is assumed, the cards, the words."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from bening.scoring.instrument.model import Stage, Threshold
from bening.systems.assessment import mayor_ways
from bening.systems.assessment.mayor_ways import Way
from bening.systems.assessment.presenting_mayor import parts
from bening.systems.assessment.presenting_mayor import words as say
from bening.systems.assessment.presenting_mayor.curve import Curve, curve
from bening.systems.assessment.presenting_mayor.way import WayShown, way_shown
from bening.systems.assessment.queries.mayor import MayorPage
from bening.systems.assessment.saying import words
from bening.web import formatting
from bening.web.language import language
from bening.web.parts import Change, Component
from bening.web.shell import Link
from bening.web.trend import Event, TrendLimit, TrendPoint

Line = tuple[Stage, Threshold] | None


@dataclass(frozen=True)
class Shown:
    """What the mayor's page draws."""

    title: str
    assumptions: list[str]
    unbegun: parts.Unbegun | None
    others: list[Link]
    official: parts.Score | None
    estimate: parts.Score | None
    changes_title: str
    changes: list[Change]
    held_title: str
    held: list[Component]
    trend_title: str
    trend: list[TrendPoint]
    trend_limits: list[TrendLimit]
    trend_events: list[Event]
    maximum: Fraction
    curve_title: str
    curve: Curve | None
    way: WayShown | None
    late_title: str
    late: list[parts.Late]
    speech: list[str]
    message: str


def mayor(page: MayorPage) -> Shown:
    """Return what the mayor's page draws."""
    standing = page.standing
    line = mayor_ways.final_line(standing.instrument) if standing else None
    found = mayor_ways.ways(standing.instrument, standing.start, line[1].points if line else None) if standing else {}
    own = found.get(standing.round.profile) if standing else None
    way = way_shown(page, found, line) if own else None
    changes_title, changes = parts.changes(page)
    held_title, held = parts.held(page, own)
    told = _told(page, own, line, way)
    return Shown(
        title=_title(page, own, line),
        assumptions=_assumptions(page, found),
        unbegun=parts.unbegun(page),
        others=parts.others(page),
        official=parts.official(page),
        estimate=parts.estimate(page, own),
        changes_title=changes_title,
        changes=changes,
        held_title=held_title,
        held=held,
        trend_title=parts.trend_title(page.results),
        trend=[TrendPoint(entry.day, entry.score) for entry in page.results],
        trend_limits=parts.trend_limits(page),
        trend_events=[Event(page.open.due_on, _("jawaban ditutup"))] if page.open else [],
        maximum=standing.instrument.maximum if standing else Fraction(100),
        curve_title=_curve_title(own),
        curve=_curve(page, own),
        way=way,
        late_title=parts.late_title(page),
        late=parts.late(page),
        speech=say.speech(told),
        message=say.message(told, way.lines if way else []),
    )


def _curve(page: MayorPage, own: Way | None) -> Curve | None:
    if own is None or page.standing is None:
        return None
    instrument = page.standing.instrument
    return curve(own.curve, parts.limits_from(instrument, page.standing.round.stage), instrument.maximum)


def _curve_title(own: Way | None) -> str:
    if own is None or not own.curve:
        return _("Usaha dan poin")
    effort, points = own.curve[-1]
    given = {"upaya": say.levels_in_words(effort), "nilai": say.pts(points)}
    return _("Dengan %(upaya)s, paling tinggi %(nilai)s") % given


def _is_assumed(own: Way | None) -> bool:
    return own is not None and own.start.plan.weights_assumed


def _title(page: MayorPage, own: Way | None, line: Line) -> str:
    """Return the finding; where weights are assumed, these words come first."""
    if own is None:
        return _("Belum ada hasil resmi dan belum ada ronde yang berjalan")
    if page.open is not None and page.newest is None and not page.has_estimate:
        return say.started("; ".join(part for part in (parts.no_estimate(page), _days_left(page)) if part))
    sentence = "; ".join(part for part in (_distance(page, own, line), _days_left(page)) if part)
    return (
        _("Dengan bobot anggapan: %(kalimat)s") % {"kalimat": sentence} if _is_assumed(own) else say.started(sentence)
    )


def _distance(page: MayorPage, own: Way, line: Line) -> str:
    value = own.start.points
    name = _measure(page) % {"nilai": say.pts(value)}
    if line is None:
        return name
    band, is_band = mayor_ways.line_name(*line)
    far = value - line[1].points
    if not is_band or far >= 0:
        return f"{name}, {say.gap_words(value, line[1].points)}"
    given = {"jarak": formatting.gap(far, language()), "nama": words(band.title)}
    return f"{name}, " + _("%(jarak)s untuk %(nama)s") % given


def _measure(page: MayorPage) -> str:
    """Return what the value of the heading is: an estimate, or the last result with or without a round after it."""
    if page.has_estimate:
        return _("perkiraan %(nilai)s")
    return _("nilai resmi terakhir %(nilai)s") if page.open else _("nilai %(nilai)s")


def _days_left(page: MayorPage) -> str:
    if page.days_left is None or page.days_left < 0:
        return ""
    return _("jawaban ditutup %(hari)s") % {"hari": formatting.working_days(page.days_left, language())}


def _assumptions(page: MayorPage, found: Mapping[str, Way]) -> list[str]:
    """Return what the figures rest on that no source settles, weights first."""
    if page.standing is None:
        return []
    own = found.get(page.standing.round.profile)
    said = []
    if own is not None and _is_assumed(own):
        others = [way for name, way in found.items() if name != page.standing.round.profile]
        names = say.listed([f"“{words(way.profile.title)}” {say.pts(way.start.score)}" for way in others])
        text = _("bobot, profil “%(profil)s”") % {"profil": words(own.profile.title)}
        said.append(text + (" " + _("(profil lain memberi %(lain)s)") % {"lain": names} if names else ""))
    if page.has_estimate:
        said.append(_("nilai ronde berjalan, perkiraan dari yang ada hari ini"))
    said.append(_("usaha tiap langkah, satu tingkat naik dihitung satu"))
    return said


def _told(page: MayorPage, own: Way | None, line: Line, way: WayShown | None) -> say.Told:
    return say.Told(
        region=page.region.name,
        day=page.day,
        is_sample=page.region.is_sample,
        is_assumed=_is_assumed(own),
        stands=_stands(page, own, line),
        steps=way.sentences if way else [],
        late=parts.late_sentence(page),
        days=_days(page),
    )


def _stands(page: MayorPage, own: Way | None, line: Line) -> str:
    """Return where we stand as it is read out: the estimate of today, then the last official result."""
    if own is None:
        return _("belum ada hasil resmi.")
    value = own.start.points
    given = {"nilai": say.pts(value), "jarak": say.gap_words(value, line[1].points) + _named(line) if line else ""}
    if page.open is None:
        return (_("nilai kita %(nilai)s, %(jarak)s.") if line else _("nilai kita %(nilai)s.")) % given
    if not page.has_estimate:
        return _stands_before_answers(page, given, line)
    now = _("nilai hari ini kira-kira %(nilai)s, %(jarak)s.") if line else _("nilai hari ini kira-kira %(nilai)s.")
    if page.newest is None:
        return now % given
    last = {"nilai": say.pts(page.newest.score), "hari": say.day_words(page.newest.closed_on)}
    return now % given + " " + _("Hasil resmi terakhir %(nilai)s pada %(hari)s.") % last


def _stands_before_answers(page: MayorPage, given: dict[str, str], line: Line) -> str:
    """Return the last official result and that nothing is answered since; without a result the latter alone."""
    unbegun = say.started(parts.no_estimate(page)) + "."
    if page.newest is None:
        return unbegun
    given = given | {"hari": say.day_words(page.newest.closed_on)}
    last = _("hasil resmi terakhir %(nilai)s pada %(hari)s, %(jarak)s.")
    return (last if line else _("hasil resmi terakhir %(nilai)s pada %(hari)s.")) % given + " " + unbegun


def _named(line: Line) -> str:
    if line is None:
        return ""
    name, is_band = mayor_ways.line_name(*line)
    return " " + _("untuk %(nama)s") % {"nama": words(name.title)} if is_band else ""


def _days(page: MayorPage) -> str:
    if page.days_left is None:
        return ""
    if page.days_left < 0:
        return _("Tenggat jawaban sudah lewat.")
    if not page.days_left:
        return _("Jawaban ditutup hari ini.")
    return _("Jawaban ditutup %(hari)s hari kerja lagi.") % {"hari": say.in_words(page.days_left)}
