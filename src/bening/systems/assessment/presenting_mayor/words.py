"""Sentences of the mayor's page that are read out or sent on: small numbers as words, what is assumed ahead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bening.scoring.path.search import MOST_ALTERNATIVES
from bening.web import formatting
from bening.web.language import language

TEN, TWENTY, HUNDRED, THOUSAND = 10, 20, 100, 1000
_ONES = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"]
_EN_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_EN_TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelled(count: int, tongue: str) -> str:
    """Return a whole number in words, in digits from a thousand on or below none.

    >>> [spelled(n, "id") for n in (0, 11, 15, 27, 100, 101, 400)]
    ['nol', 'sebelas', 'lima belas', 'dua puluh tujuh', 'seratus', 'seratus satu', 'empat ratus']
    >>> [spelled(n, "en") for n in (13, 27, 400, 1200)]
    ['thirteen', 'twenty-seven', 'four hundred', '1,200']
    """
    if not 0 <= count < THOUSAND:
        return formatting.number(count, 0, tongue)
    return _indonesian(count) if tongue == "id" else _english(count)


def _indonesian(count: int) -> str:
    if count < len(_ONES):
        return _ONES[count]
    if count < TWENTY:
        return f"{_ONES[count - TEN]} belas"
    unit, name = (TEN, "puluh") if count < HUNDRED else (HUNDRED, "ratus")
    head, rest = divmod(count, unit)
    first = "seratus" if (head, unit) == (1, HUNDRED) else f"{_ONES[head]} {name}"
    return f"{first} {_indonesian(rest)}" if rest else first


def _english(count: int) -> str:
    if count < TWENTY:
        return _EN_ONES[count]
    if count < HUNDRED:
        tens, rest = divmod(count, TEN)
        return _EN_TENS[tens] + (f"-{_EN_ONES[rest]}" if rest else "")
    hundreds, rest = divmod(count, HUNDRED)
    return f"{_EN_ONES[hundreds]} hundred" + (f" {_english(rest)}" if rest else "")


def in_words(count: int) -> str:
    """Return a count in words, in the language of the page."""
    return spelled(count, language())


def started(sentence: str) -> str:
    """Return a sentence that begins with a capital letter, the rest as it is."""
    return sentence[:1].upper() + sentence[1:]


def pts(value: formatting.Number) -> str:
    """Return points as the language of the page writes them."""
    return formatting.points(value, language())


def short_number(value: Fraction) -> str:
    """Return a number of a threshold or an effort: decimals only where it has some."""
    return formatting.number(value, 0 if value.denominator == 1 else 2, language())


def day_words(day: date) -> str:
    """Return a day without its name."""
    return formatting.day(day, language())


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence takes them: commas, and a word before the last."""
    match names:
        case [] | [str()]:
            return "".join(names)
        case [first, second]:
            return _("%(awal)s dan %(akhir)s") % {"awal": first, "akhir": second}
    return _("%(awal)s, dan %(akhir)s") % {"awal": ", ".join(names[:-1]), "akhir": names[-1]}


def levels(effort: Fraction) -> str:
    """Return an effort with its unit."""
    count = int(effort) if effort.denominator == 1 else 2
    return ngettext("%(upaya)s tingkat", "%(upaya)s tingkat", count) % {"upaya": short_number(effort)}


def levels_in_words(effort: Fraction) -> str:
    """Return an effort with its unit, as it is read out."""
    if effort.denominator != 1:
        return levels(effort)
    count = int(effort)
    return ngettext("%(upaya)s tingkat", "%(upaya)s tingkat", count) % {"upaya": in_words(count)}


def gap_words(value: Fraction, limit: Fraction) -> str:
    """Return how far a value is from a threshold, with the threshold's number."""
    far = value - limit
    parts = [formatting.gap(far, language()), formatting.gap_word(far, language()), short_number(limit)]
    return " ".join(part for part in parts if part)


def choices(count: int | None) -> str:
    """Return how many ways are as cheap as the one that is shown."""
    if count is None:
        return _("Berapa jalan lain yang sama murahnya tidak dihitung.")
    if count == 1:
        return _("Tidak ada jalan lain yang semurah ini.")
    given = {"jumlah": in_words(count)}
    if count >= MOST_ALTERNATIVES:
        return _("Ada sedikitnya %(jumlah)s jalan yang sama murahnya; ini satu di antaranya.") % given
    return _("Ada %(jumlah)s jalan yang sama murahnya; ini satu di antaranya.") % given


def way_heading(target: Fraction, count: int | None) -> str:
    """Return the heading of the cheapest way: to where, and among how many."""
    given = {"ambang": short_number(target)}
    if count is None:
        return _("Jalan termurah ke %(ambang)s") % given
    if count == 1:
        return _("Jalan termurah ke %(ambang)s: hanya satu") % given
    given["jumlah"] = in_words(count)
    if count >= MOST_ALTERNATIVES:
        return _("Jalan termurah ke %(ambang)s: satu dari sedikitnya %(jumlah)s") % given
    return _("Jalan termurah ke %(ambang)s: satu dari %(jumlah)s") % given


@dataclass(frozen=True)
class Told:
    """What is said aloud and sent on, gathered by the page."""

    region: str
    day: date
    is_sample: bool
    is_assumed: bool
    stands: str
    steps: Sequence[str]
    late: str
    days: str


def speech(told: Told) -> list[str]:
    """Return what the mayor reads out, a paragraph each."""
    first = _("Dengan bobot anggapan, bukan bobot resmi: %(kalimat)s") % {"kalimat": told.stands}
    paragraphs = [first if told.is_assumed else started(told.stands), " ".join(told.steps)]
    paragraphs.append(" ".join(part for part in (told.late, told.days) if part))
    return [paragraph for paragraph in paragraphs if paragraph]


def message(told: Told, lines: Sequence[str]) -> str:
    """Return the text for a message; one of a sample region says so at its head."""
    mark = _("[CONTOH]") + " " if told.is_sample else ""
    head = f"{mark}{told.region}, {day_words(told.day)}"
    stands = _("Dengan bobot anggapan: %(kalimat)s") % {"kalimat": told.stands} if told.is_assumed else told.stands
    return "\n".join([head, started(stands), *lines, *[part for part in (told.late, told.days) if part]])


def how_many(count: int | None) -> str:
    """Return a number of ways for a cell."""
    if count is None:
        return _("tidak dihitung")
    text = formatting.number(count, 0, language())
    return f"≥ {text}" if count >= MOST_ALTERNATIVES else text


def exact(value: formatting.Number) -> Fraction:
    """Return a number as the exact fraction that it is."""
    return Fraction(value)
