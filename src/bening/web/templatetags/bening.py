"""The small parts: an icon, a status, a deadline, a number. For the cells of long tables too."""

from datetime import date, datetime
from fractions import Fraction

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext

from bening.web import formatting
from bening.web.formatting import Number
from bening.web.icons import drawing
from bening.web.language import language
from bening.web.states import STATES, State

register = template.Library()
SOON = 3


@register.simple_tag
def icon(name: str, kind: str = "") -> SafeString:
    """Draw an icon; it says nothing by itself, so a word stands beside it."""
    extra = f" icon-{kind}" if kind else ""
    shapes = mark_safe(drawing(name))  # noqa: S308  # drawn by Lucide, copied at set-up
    return format_html('<svg class="icon{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', extra, shapes)


@register.simple_tag
def status(state: str | State, label: str = "") -> SafeString:
    """Show a state by its icon, its word and its colour; `label` replaces the word."""
    known = STATES[state] if isinstance(state, str) else state
    kind = f" status-{known.tone}" if known.tone else ""
    return format_html('<span class="status{}">{}{}</span>', kind, icon(known.icon), label or known.label)


@register.simple_tag
def deadline(
    day: date | None, days_left: int | None = None, turn: str = "", *, long: bool = False, is_mine: bool | None = None
) -> SafeString:
    """Show a date to keep, the working days left and whose turn it is; `turn` is "you" for the reader."""
    words = _turn(turn, mine=turn == "you" if is_mine is None else is_mine)
    if day is None:
        return format_html('<p class="deadline"><span class="left">{}</span>{}</p>', gettext("tanpa tenggat"), words)
    write = formatting.long_day if long else formatting.short_day
    is_late = days_left is not None and days_left < 0
    is_soon = days_left is not None and 0 <= days_left <= SOON
    kind = " deadline-late" if is_late else " deadline-soon" if is_soon else ""
    mark = icon("triangle-alert" if is_late else "clock", "sm") if is_late or is_soon else ""
    left = "" if days_left is None else formatting.working_days(days_left, language())
    return format_html(
        '<p class="deadline{}"><time datetime="{}">{}</time><span class="left">{}{}</span>{}</p>',
        kind + (" deadline-inline" if long else ""),
        day.isoformat(),
        write(day, language()),
        mark,
        left,
        words,
    )


def _turn(turn: str, *, mine: bool) -> SafeString | str:
    if not turn:
        return ""
    words = gettext("Giliran Anda") if turn == "you" else gettext("giliran %(siapa)s") % {"siapa": turn}
    return format_html('<span class="turn{}">{}</span>', " turn-you" if mine else "", words)


@register.simple_tag
def points(value: Number | None, missing: str = "") -> str:
    """Write points with two decimals; where there are none, say so."""
    return (missing or gettext("belum")) if value is None else formatting.points(value, language())


@register.simple_tag
def signed(value: Number) -> str:
    """Write points won or lost, with their sign."""
    return formatting.signed(value, language())


@register.simple_tag
def gap(value: Number) -> SafeString:
    """Say how far a value is from its threshold, in points and in words."""
    kind = "gap-short" if Fraction(value) < 0 else "gap-over"
    return format_html('<span class="gap {}">{}</span>', kind, formatting.gap(value, language()))


@register.simple_tag
def gap_between(value: Number, limit: Number) -> SafeString:
    """Say how far a value is from a threshold, and name the threshold."""
    far, exact = Fraction(value) - Fraction(limit), Fraction(limit)
    name = formatting.number(exact, 0 if exact.denominator == 1 else 2, language())
    words = " ".join(filter(None, [formatting.gap_word(far, language()), name]))
    return format_html('{} <span class="score-of">{}</span>', gap(far), words)


@register.simple_tag
def number(value: Number, places: int = 0) -> str:
    """Write a number."""
    return formatting.number(value, places, language())


@register.simple_tag
def percent(share: Number, places: int = 1) -> str:
    """Write a share of one as a percentage."""
    return formatting.percent(share, places, language())


@register.simple_tag
def rupiah(value: Number) -> str:
    """Write an amount of money."""
    return formatting.rupiah(value, language())


@register.simple_tag
def file_size(size: int) -> str:
    """Write the size of a file."""
    return formatting.file_size(size, language())


@register.simple_tag
def long_day(day: date) -> SafeString:
    """Write a day with its name."""
    return _time(day, formatting.long_day(day, language()))


@register.simple_tag
def plain_day(day: date) -> SafeString:
    """Write a day without its name."""
    return _time(day, formatting.day(day, language()))


@register.simple_tag
def brief_day(day: date) -> str:
    """Write day and month alone."""
    return formatting.brief_day(day, language())


@register.simple_tag
def short_month(day: date) -> str:
    """Write month and year alone."""
    return formatting.month(day, language())


@register.simple_tag
def moment(at: datetime) -> SafeString:
    """Write a day and its minute in the zone of the page."""
    here = localtime(at) if is_aware(at) else at
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), formatting.moment(here, language()))


def _time(day: date, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), words)


@register.simple_tag
def sample_tag(words: str = "") -> SafeString:
    """Mark a figure as a sample."""
    return format_html('<span class="tag">{}</span>', words or gettext("contoh"))


@register.simple_tag
def assumed_tag(words: str = "") -> SafeString:
    """Mark a figure that no source gives."""
    return format_html('<span class="tag">{}</span>', words or gettext("asumsi"))


@register.simple_tag
def gate(is_open: bool | None, label: str = "") -> SafeString:
    """Show a gate: open, shut, or not known."""
    kind, drawn, word = {
        True: ("open", "door-open", gettext("terbuka")),
        False: ("shut", "door-closed", gettext("tertutup")),
        None: ("unknown", "circle-help", gettext("belum dinyatakan")),
    }[is_open]
    return format_html('<span class="gate gate-{}">{}{}</span>', kind, icon(drawn), label or word)
