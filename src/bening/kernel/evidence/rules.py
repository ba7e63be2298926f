"""File names, numbers that name a person, and what the states of a piece of evidence allow; plain values alone."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

FILE_BYTES = 25 * 1024 * 1024
WEB_BYTES = 10 * 1024 * 1024
FILES_AT_ONCE = 20
UPLOAD_BYTES = 200 * 1024 * 1024
OPENINGS_KEPT = timedelta(days=2 * 365)  # no regulation sets this term
ONE_OPENING = timedelta(minutes=15)
LEFT_OVER_AFTER = timedelta(days=1)
NAME_LENGTH = 120
READABLE_LETTERS = 20  # fewer letters on a page tell nothing about what stands on it

# Ending of the name -> kind of the content.
ENDINGS: Mapping[str, str] = {
    "pdf": "pdf",
    "jpg": "jpeg",
    "jpeg": "jpeg",
    "png": "png",
    "webp": "webp",
    "docx": "docx",
    "xlsx": "xlsx",
    "pptx": "pptx",
    "odt": "odt",
    "ods": "ods",
    "csv": "csv",
    "txt": "txt",
}
MEDIA_TYPES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "html": "application/octet-stream",  # a captured page is never a page of ours
}
IMAGES = frozenset({"jpeg", "png", "webp"})
PICTURED = IMAGES | {"pdf"}
OFFICE = frozenset({"docx", "xlsx", "pptx", "odt", "ods"})

_NAME_ENDING = re.compile(r"\.([A-Za-z0-9]{1,5})$")
_SPACES = re.compile(r"\s+")


def clean_name(name: str) -> str:
    """Return a file's name for people to read: no folders, no marks that turn or hide letters, at most 120 letters.

    >>> clean_name("C:\\\\Data\\\\..\\\\SK  Tim.pdf")
    'SK Tim.pdf'
    """
    plain = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    visible = "".join(" " if sign.isspace() else sign for sign in plain if sign.isspace() or sign.isprintable())
    shown = _SPACES.sub(" ", visible).strip(" .") or "berkas"
    ending = _NAME_ENDING.search(shown)
    tail = ending.group(0) if ending else ""
    return shown[: NAME_LENGTH - len(tail)].removesuffix(tail).rstrip() + tail if len(shown) > NAME_LENGTH else shown


def expected_kind(name: str) -> str | None:
    """Return the kind that the ending of a name promises; None where we take no such files."""
    ending = _NAME_ENDING.search(name.strip(" ."))
    return ENDINGS.get(ending.group(1).lower()) if ending else None


# --- numbers that name a person ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Found:
    """A number in a text that may name a person, with all but its ends covered."""

    kind: str
    shown: str


_TOKEN = re.compile(r"[0-9]+")
_SEPARATORS = frozenset({" ", ".", "-", "/", "\n"})
_POWER = re.compile(r"(?<![0-9.])[0-9]\.[0-9]{9,15}[eE]\+?15(?![0-9])")  # as a sheet stores a long number
_NPWP = re.compile(r"(?<![0-9])[0-9]{2}\.[0-9]{3}\.[0-9]{3}\.[0-9][-.][0-9]{3}\.[0-9]{3}(?![0-9])")
_PHONE = re.compile(r"(?<![0-9])(?:\+?62|\(?0)[ .()-]{0,2}[2-9](?:[ .()-]{0,2}[0-9]){7,11}(?![0-9])")
_KK_WORDS = re.compile(r"\bkk\b|kartu\s+keluarga", re.IGNORECASE)
_NPWP_WORDS = re.compile(r"\bnpwp\b|wajib\s+pajak", re.IGNORECASE)
_ACCOUNT_WORDS = re.compile(r"\brek(?:ening)?\b|\baccount\b|\bbank\b|\bnorek\b", re.IGNORECASE)
_BEFORE = 60
_ID_DIGITS, _NPWP_DIGITS = 16, (15, 16)
_ACCOUNT_DIGITS = range(8, 17)
_PROVINCES = range(11, 98)
_WOMAN = 40  # is added to the day of birth
_DAYS, _MONTHS = range(1, 32), range(1, 13)


def find_numbers(text: str) -> list[Found]:
    """Return identity, family card, tax, phone and account numbers of a text, each once, in the order found."""
    plain = _POWER.sub(lambda match: str(int(Decimal(match.group()))), unicodedata.normalize("NFKC", text))
    found: dict[str, Found] = {}
    for digits, kind in _candidates(plain):
        found.setdefault(digits, Found(kind, _covered(digits)))
    return list(found.values())


def _candidates(text: str) -> Iterator[tuple[str, str]]:
    for digits, before in _runs(text, {_ID_DIGITS}):
        if _NPWP_WORDS.search(before):
            yield digits, "npwp"
        elif _is_identity(digits):
            yield digits, "kk" if _KK_WORDS.search(before) else "nik"
    for match in _NPWP.finditer(text):
        yield _digits(match.group()), "npwp"
    for match in _PHONE.finditer(text):
        yield _digits(match.group()), "phone"
    for digits, before in _runs(text, _ACCOUNT_DIGITS):
        if len(digits) in _NPWP_DIGITS and _NPWP_WORDS.search(before):
            yield digits, "npwp"
        elif _ACCOUNT_WORDS.search(before):
            yield digits, "account"


def _runs(text: str, lengths: Collection[int]) -> Iterator[tuple[str, str]]:
    """Give each number of one of these lengths, also where single signs part its digits, with the words before it."""
    tokens = [(match.start(), match.end(), match.group()) for match in _TOKEN.finditer(text)]
    longest, taken = max(lengths), 0
    for first, (start, end, digits) in enumerate(tokens):
        if start < taken:
            continue
        best, best_end = (digits if len(digits) in lengths else ""), end
        joined, joined_end = digits, end
        for next_start, next_end, more in tokens[first + 1 : first + longest]:
            joined += more
            if text[joined_end:next_start] not in _SEPARATORS or len(joined) > longest:
                break
            joined_end = next_end
            if len(joined) in lengths:
                best, best_end = joined, next_end
        if best:
            taken = best_end
            yield best, text[max(0, start - _BEFORE) : start]


def _is_identity(digits: str) -> bool:
    """Say whether 16 digits have the form of an identity number: province, date with a woman's day plus 40, number."""
    day, month = int(digits[6:8]), int(digits[8:10])
    plausible_day = day in _DAYS or day - _WOMAN in _DAYS
    return int(digits[:2]) in _PROVINCES and plausible_day and month in _MONTHS and digits[12:] != "0000"


def _digits(text: str) -> str:
    return "".join(_TOKEN.findall(text))


def _covered(digits: str) -> str:
    return digits[:2] + "•" * (len(digits) - 4) + digits[-2:]


# --- pages before publication -----------------------------------------------------------------------------------------

CLEAN, NUMBERS, UNREADABLE = "clean", "numbers", "unreadable"


def page_state(*, text: str, pictured: bool, found: Collection[Found]) -> str:
    """Return what the scan says of a page: clean only where its text is readable and no picture covers much of it."""
    if found:
        return NUMBERS
    letters = sum(sign.isalpha() for sign in text)
    return UNREADABLE if pictured or letters < READABLE_LETTERS else CLEAN


def open_pages(states: Iterable[str], confirmed: Collection[int]) -> list[int]:
    """Return the numbers of the pages, from 1, that a person has still to look at."""
    return [number for number, state in enumerate(states, 1) if state != CLEAN and number not in confirmed]


# --- what the states allow --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class State:
    """What decides on a deed: kind of evidence, bytes kept, public or not, how far a withdrawal is."""

    has_bytes: bool
    is_public: bool
    withdrawal: str  # "", "asked" or "confirmed"


def problem_to_change(state: State) -> str | None:
    """Return why nothing may be changed now; None where it may."""
    return {"asked": "withdrawal_asked", "confirmed": "withdrawn"}.get(state.withdrawal)


def problem_to_scan(state: State) -> str | None:
    """Return why a public copy may not be made now; None where it may."""
    if problem := problem_to_change(state):
        return problem
    if not state.has_bytes:
        return "nothing_to_publish"
    return "already_public" if state.is_public else None


def problem_to_publish(state: State, states: Iterable[str] | None, confirmed: Collection[int]) -> str | None:
    """Return why it may not be published now; None where it may. `states` is None before the scan."""
    if problem := problem_to_scan(state):
        return problem
    if states is None:
        return "not_scanned"
    return "pages_open" if open_pages(states, confirmed) else None


def problem_to_withdraw(state: State) -> str | None:
    """Return why a withdrawal may not be asked for now; None where it may."""
    if problem := problem_to_change(state):
        return problem
    return None if state.has_bytes else "nothing_to_withdraw"
