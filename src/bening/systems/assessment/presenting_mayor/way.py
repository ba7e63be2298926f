"""The cheapest way of the mayor's page: what is common to all profiles, what no cheapest way lacks, one choice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bening.scoring.instrument.model import Stage, Threshold
from bening.scoring.path.model import Path
from bening.scoring.path.model import Step as PathStep
from bening.scoring.show.words import answer as value_words
from bening.systems.assessment.mayor_ways import Groups, Way, groups
from bening.systems.assessment.presenting_mayor import words as say
from bening.systems.assessment.presenting_mayor.parts import limits_from
from bening.systems.assessment.queries.mayor import MayorPage
from bening.systems.assessment.saying import words
from bening.web.charts import Limit
from bening.web.language import language
from bening.web.parts import Step


@dataclass(frozen=True)
class Group:
    """Some steps of the way under one heading."""

    title: str
    about: str
    steps: list[Step]
    is_choice: bool


@dataclass(frozen=True)
class ProfileRow:
    """What a weight profile says: the result now, the effort of its cheapest way, how many there are."""

    title: str
    is_assumed: bool
    is_own: bool
    now: Fraction
    effort: str
    count: str
    after: Fraction | None


@dataclass(frozen=True)
class WayShown:
    """The cheapest way: a heading, how sure it is, groups of steps, profiles, sentences to read out and to send."""

    title: str
    problem: str
    groups: list[Group]
    verdict: str
    left_out: str
    profiles: list[ProfileRow]
    sentences: list[str]
    lines: list[str]


def way_shown(page: MayorPage, found: Mapping[str, Way], line: tuple[Stage, Threshold] | None) -> WayShown | None:
    """Return the cheapest way under the round's own profile, None where the instrument has no threshold."""
    standing = page.standing
    if standing is None or line is None:
        return None
    own = found[standing.round.profile]
    target, path = line[1].points, own.path
    if path is None or not path.reachable or not path.steps:
        return _without_steps(page, found, target)
    parts = groups(found, standing.round.profile)
    limits = limits_from(standing.instrument, standing.round.stage)
    return WayShown(
        title=say.way_heading(target, path.alternatives),
        problem="",
        groups=_groups(page, own, parts, limits, len(found)),
        verdict=_verdict(own, path),
        left_out=_left_out(own),
        profiles=_profiles(page, found),
        sentences=_sentences(own, path, parts, len(found)),
        lines=_lines(own, path, parts, target),
    )


def _without_steps(page: MayorPage, found: Mapping[str, Way], target: Fraction) -> WayShown:
    """Return why there is no way to show: reached already, or out of reach of the known steps."""
    assert page.standing is not None
    own = found[page.standing.round.profile]
    given = {"ambang": say.short_number(target)}
    if own.start.points >= target and page.open is not None and not page.has_estimate:
        title = _("Ambang %(ambang)s tercapai pada hasil resmi terakhir") % given
        problem = _("Di ronde yang berjalan setiap indikator masih perlu dijawab.")
    elif own.start.points >= target:
        title = _("Ambang %(ambang)s sudah tercapai") % given
        problem = _("Tidak perlu langkah untuk mencapainya; yang perlu adalah menjaganya.")
    else:
        title = _("Tidak ada jalan ke %(ambang)s dari langkah yang dikenal") % given
        given["paling"] = say.pts(own.curve[-1][1] if own.curve else own.start.points)
        problem = _("Bila semua langkah diambil, nilainya paling tinggi %(paling)s.") % given
    return WayShown(title, problem, [], "", _left_out(own), _profiles(page, found), [f"{title}."], [f"{title}."])


def _verdict(own: Way, path: Path) -> str:
    """Return how sure it is that no way is cheaper; under assumed weights these words come first."""
    if path.alternatives is None:
        return _("Menurut pemecah HiGHS tidak ada jalan yang lebih murah; jalannya sendiri diperiksa tepat.")
    if own.start.plan.weights_assumed:
        return _("Dengan bobot ini, terbukti tidak ada jalan yang lebih murah. Bobotnya sendiri anggapan.")
    return _("Tidak ada jalan yang lebih murah; dihitung tepat.")


def _left_out(own: Way) -> str:
    """Return the indicators with points to win that are not climbed by a step: results of measuring elsewhere."""
    plan = own.start.plan
    codes = [
        leaf.code
        for leaf in plan.leaves
        if (leaf.leaf.outcome or leaf.leaf.kind == "instrument") and own.start.points_of(leaf.code) < leaf.maximum
    ]
    if not codes:
        return ""
    return _("Tidak dihitung sebagai langkah, karena hasil pengukuran lain: %(kode)s.") % {"kode": say.listed(codes)}


def _groups(page: MayorPage, own: Way, parts: Groups, limits: Sequence[Limit], profiles: int) -> list[Group]:
    titles = (
        (parts.common, common_title(parts, profiles), False),
        (parts.needed, _("Ada pada setiap jalan termurah dengan bobot ini"), False),
        (parts.chosen, _chosen_title(own, parts), True),
    )
    total, found = own.start.points, []
    for steps, title, is_choice in titles:
        if not steps:
            continue
        shown: list[Step] = []
        for step in steps:
            before, total = total, total + step.move.gain
            shown.append(_step(page, step, parts))
            shown += _miles(before, total, limits)
        effort = sum((step.move.effort for step in steps), Fraction(0))
        about = _("%(upaya)s, menjadi %(nilai)s") % {"upaya": say.levels(effort), "nilai": say.pts(total)}
        found.append(Group(title, about, shown, is_choice))
    return found


def common_title(parts: Groups, profiles: int) -> str:
    """Return what the common steps are common to: every cheapest way, or the way that each profile shows."""
    given = {"jumlah": say.in_words(profiles)}
    if parts.is_certain:
        return _("Ada pada setiap jalan termurah, pada %(jumlah)s profil bobot") % given
    return _("Sama pada %(jumlah)s profil bobot") % given


def _chosen_title(own: Way, parts: Groups) -> str:
    is_only = own.path is not None and own.path.alternatives == 1
    if is_only:
        return _("Lalu, dengan bobot ini")
    return (
        _("Lalu, satu pilihan dari yang sama murah")
        if parts.common or parts.needed
        else _("Satu pilihan dari yang sama murah")
    )


def _step(page: MayorPage, step: PathStep, parts: Groups) -> Step:
    assert page.standing is not None
    code = step.question.code
    answer = page.offices.get(code)
    title = words(page.standing.plan.by_code[code].node.title)
    return Step(
        title=title,
        code=code,
        gain=step.move.gain,
        effort=say.levels(step.move.effort),
        href=reverse("assessment:answer", args=[answer.id]) if answer else "",
        text=(f"{answer.organisation.short_name}: " if answer else "") + change(step) + _elsewhere(step, parts),
    )


def _elsewhere(step: PathStep, parts: Groups) -> str:
    """Return how far the ways of other profiles go at least, where that is less far."""
    least = parts.shared.get(step.question.code)
    if least is None or least.move.climb == step.move.climb:
        return ""
    return " " + _("(pada profil lain sedikitnya sampai %(sampai)s)") % {
        "sampai": value_words(least.move.to, language())
    }


def change(step: PathStep) -> str:
    """Return from which level to which a step goes."""
    after = value_words(step.move.to, language())
    if step.question.stands is None:
        return _("dijawab sampai %(sesudah)s") % {"sesudah": after}
    before = value_words(step.question.stands, language())
    return _("dari %(sebelum)s ke %(sesudah)s") % {"sebelum": before, "sesudah": after}


def _miles(before: Fraction, after: Fraction, limits: Sequence[Limit]) -> list[Step]:
    return [
        Step(_("Mencapai %(ambang)s") % {"ambang": say.short_number(Fraction(limit.value))}, is_mile=True, total=after)
        for limit in limits
        if before < Fraction(limit.value) <= after
    ]


def _profiles(page: MayorPage, found: Mapping[str, Way]) -> list[ProfileRow]:
    assert page.standing is not None
    rows = []
    for name, way in found.items():
        path = way.path if way.path is not None and way.path.reachable else None
        rows.append(
            ProfileRow(
                title=words(way.profile.title),
                is_assumed=way.profile.basis.assumed,
                is_own=name == page.standing.round.profile,
                now=way.start.points,
                effort=say.levels(path.effort or Fraction(0)) if path else _("tidak terjangkau"),
                count=say.how_many(path.alternatives) if path else "–",
                after=path.after.points if path else None,
            )
        )
    return rows


def _titles(own: Way, steps: Sequence[PathStep]) -> str:
    nodes = own.start.plan.by_code
    return say.listed([f"{words(nodes[step.question.code].node.title)} {change(step)}" for step in steps])


def _sentences(own: Way, path: Path, parts: Groups, profiles: int) -> list[str]:
    """Return the way as it is read out: what holds whatever the weights, then the rest, the whole, how many ways."""
    found, total = [], own.start.points
    for steps, before in ((parts.common, "common"), (parts.needed, "needed"), (parts.chosen, "chosen")):
        if not steps:
            continue
        total += sum((step.move.gain for step in steps), Fraction(0))
        given = {
            "jumlah": say.in_words(len(steps)),
            "langkah": _titles(own, steps),
            "nilai": say.pts(total),
            "profil": say.in_words(profiles),
        }
        found.append(say.started(_opening(before, parts, len(steps)) % given))
    given = {"upaya": say.levels_in_words(path.effort or Fraction(0)), "nilai": say.pts(path.after.points)}
    found.append(_("Seluruhnya %(upaya)s, menjadi %(nilai)s.") % given)
    found.append(say.choices(path.alternatives))
    return found


def _opening(which: str, parts: Groups, count: int) -> str:
    if which == "common":
        return ngettext(
            "%(jumlah)s langkah sama pada %(profil)s profil bobot: %(langkah)s; menjadi %(nilai)s.",
            "%(jumlah)s langkah sama pada %(profil)s profil bobot: %(langkah)s; menjadi %(nilai)s.",
            count,
        )
    if which == "needed":
        return ngettext(
            "%(jumlah)s langkah ada pada setiap jalan termurah dengan bobot ini: %(langkah)s; menjadi %(nilai)s.",
            "%(jumlah)s langkah ada pada setiap jalan termurah dengan bobot ini: %(langkah)s; menjadi %(nilai)s.",
            count,
        )
    if parts.common or parts.needed:
        return ngettext("Lalu %(jumlah)s langkah: %(langkah)s.", "Lalu %(jumlah)s langkah: %(langkah)s.", count)
    return ngettext("%(jumlah)s langkah: %(langkah)s.", "%(jumlah)s langkah: %(langkah)s.", count)


def _lines(own: Way, path: Path, parts: Groups, target: Fraction) -> list[str]:
    """Return the way for a message, a line each."""
    found = []
    names = ((parts.common, _("Sama pada semua profil bobot")), (parts.needed, _("Perlu dengan bobot ini")))
    for steps, name in (*names, (parts.chosen, _("Satu pilihan"))):
        if steps:
            found.append(f"{name}: {', '.join(_short(own, step) for step in steps)}.")
    given = {
        "ambang": say.short_number(target),
        "upaya": say.levels(path.effort or Fraction(0)),
        "nilai": say.pts(path.after.points),
    }
    found.append(_("Ke %(ambang)s: %(upaya)s, menjadi %(nilai)s.") % given + " " + say.choices(path.alternatives))
    return found


def _short(own: Way, step: PathStep) -> str:
    title = words(own.start.plan.by_code[step.question.code].node.title)
    return f"{step.question.code} {title} {change(step)}"
