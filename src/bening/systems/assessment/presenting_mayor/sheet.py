"""The mayor's page as the data of one printed sheet: plain texts and places in per cent."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from bening.systems.assessment.presenting_mayor import parts
from bening.systems.assessment.presenting_mayor import words as say
from bening.systems.assessment.presenting_mayor.page import Shown
from bening.systems.assessment.queries.mayor import LedgerHead, MayorPage
from bening.web import formatting
from bening.web.charts import per_cent
from bening.web.language import language
from bening.web.parts import Step

MOST_RESULTS = 5


def sheet(page: MayorPage, shown: Shown, head: LedgerHead | None) -> dict[str, Any]:
    """Return what the template of the sheet draws."""
    scores = [score for score in (shown.estimate, shown.official) if score is not None]
    groups = shown.way.groups if shown.way else []
    return {
        "sample": page.region.is_sample,
        "kind": _("Ringkasan"),
        "about": f"{page.region.name}, {formatting.long_day(page.day, language())}",
        "ledger": _ledger(head),
        "assume_title": _("Yang diasumsikan:"),
        "assume": "; ".join(shown.assumptions),
        "unbegun": f"{shown.unbegun.title}: {formatting.lowered(shown.unbegun.text)}" if shown.unbegun else "",
        "scores": [_score(score) for score in scores],
        "changes": {"title": shown.changes_title, "rows": [[entry.direction, entry.text] for entry in shown.changes]},
        "held": {"title": shown.held_title, "rows": [_held(entry) for entry in shown.held]},
        "way": {
            "title": shown.way.title if shown.way else "",
            "problem": shown.way.problem if shown.way else "",
            "verdict": " ".join([shown.way.verdict, shown.way.left_out]).strip() if shown.way else "",
            "groups": [
                {"title": group.title, "about": group.about, "rows": [_step(step) for step in group.steps]}
                for group in groups
            ],
        },
        "trend": {
            "title": shown.trend_title,
            "rows": [[say.day_words(point.day), say.pts(point.value)] for point in shown.trend[-MOST_RESULTS:]],
        },
        "late": {
            "title": shown.late_title,
            "rows": [[entry.office, entry.what, entry.text, entry.is_late] for entry in shown.late],
        },
        "speech_title": _("Untuk dibacakan"),
        "speech": shown.speech,
    }


def _ledger(head: LedgerHead | None) -> dict[str, str] | None:
    if head is None:
        return None
    at = formatting.moment(timezone.localtime(head.at), language())
    return {"event": formatting.number(head.event, 0, language()), "at": at, "hash": head.hash}


def _score(score: parts.Score) -> dict[str, Any]:
    return {
        "title": score.title,
        "value": say.pts(score.value),
        "of": _("dari %(tertinggi)s") % {"tertinggi": say.short_number(score.maximum)},
        "band": score.band,
        "fill": per_cent(score.value, score.maximum),
        "limits": [
            {
                "x": per_cent(limit.value, score.maximum),
                "text": say.gap_words(say.exact(score.value), say.exact(limit.value)) + f" ({limit.name})",
                "is_assumed": limit.is_assumed,
            }
            for limit in score.limits
        ],
        "assumed": _("asumsi"),
        "source": f"{', '.join(link.label for link in score.source)}, {say.day_words(score.day)}",
        "about": score.about,
    }


def _held(entry: Any) -> dict[str, str]:
    return {
        "title": entry.title,
        "text": entry.text,
        "points": f"{say.pts(entry.points)} / {say.pts(entry.maximum)}",
        "fill": per_cent(entry.points, entry.maximum),
    }


def _step(step: Step) -> dict[str, Any]:
    if step.is_mile:
        return {"mile": True, "title": step.title, "gain": say.pts(say.exact(step.total or 0))}
    gain = formatting.signed(step.gain or 0, language())
    return {"mile": False, "title": f"{step.code} {step.title}", "text": step.text, "gain": gain, "effort": step.effort}
