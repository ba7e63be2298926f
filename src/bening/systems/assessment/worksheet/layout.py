"""The sheets that go out and come back: one for letters, one for numbers, one for the inputs of ratios."""

from collections.abc import Iterable
from dataclasses import dataclass

from bening.kernel.documents.columns import Column
from bening.scoring.instrument.model import Leaf
from bening.scoring.text import Text

CHOICES, NUMBERS, INPUTS, HANDING = "choices", "numbers", "inputs", "handing"
ANSWERED = (CHOICES, NUMBERS, INPUTS)
READ_ONLY = Text("Hanya dibaca", "Read only")
NAMES = {
    CHOICES: Text("Pilihan", "Choices"),
    NUMBERS: Text("Angka", "Numbers"),
    INPUTS: Text("Masukan", "Inputs"),
    HANDING: Text("Penyerahan", "Handing out"),
}
HIDDEN = 0
_CODE, _TITLE = Text("Kode", "Code"), Text("Indikator", "Indicator")
_QUESTION, _LEVELS = Text("Yang ditanyakan", "Question"), Text("Tingkat", "Levels")
_PRESENT, _STATE = Text("Jawaban sekarang", "Present answer"), Text("Keadaan", "State")
_ANSWER, _NOTE = Text("Jawaban", "Answer"), Text("Catatan", "Note")
_AS_OF, _DUE = Text("Per tanggal", "As of"), Text("Tenggat", "Due")
_TOLD, _ROW = Text("Yang perlu diperbaiki", "To be repaired"), Text("Penanda baris", "Mark of the row")
_MEANING, _INPUT = Text("Arti masukan", "Meaning of input"), Text("Masukan", "Input")
_OFFICE, _ASSESSOR = Text("Kantor", "Office"), Text("Penilai internal", "Internal assessor")


@dataclass(frozen=True, slots=True)
class Lists:
    """What the drop-downs of a workbook offer, and how many inputs its widest ratio has."""

    letters: tuple[str, ...] = ()
    inputs: int = 0
    offices: tuple[str, ...] = ()
    assessors: tuple[str, ...] = ()


def sheet_of(leaf: Leaf) -> str:
    """Return the sheet on which an indicator stands."""
    if leaf.kind in {"yes_no", "choice"}:
        return CHOICES
    return INPUTS if leaf.kind == "ratio" else NUMBERS


def lists_of(leaves: Iterable[Leaf], letters: Iterable[str]) -> Lists:
    """Return the lists of a worksheet with these indicators."""
    widest = max((len(leaf.ratio.inputs) for leaf in leaves if leaf.ratio), default=0)
    return Lists(letters=tuple(dict.fromkeys(letters)), inputs=widest)


def columns(sheet: str, language: str, lists: Lists) -> tuple[Column, ...]:
    """Return the columns of a sheet in a language."""
    made = {CHOICES: _choices, NUMBERS: _numbers, INPUTS: _inputs, HANDING: _handing}[sheet]
    return tuple(made(language, lists))


def _locked(title: Text, key: str, language: str, width: float = 14) -> Column:
    return Column(title.said(language), key, width=width, is_locked=True)


def _about(language: str) -> list[Column]:
    return [
        _locked(_CODE, "code", language, 10),
        _locked(_TITLE, "title", language, 32),
        _locked(_QUESTION, "question", language, 44),
    ]


def _end(language: str) -> list[Column]:
    return [
        Column(_NOTE.said(language), "note", width=44),
        _locked(_STATE, "state", language, 18),
        _locked(_TOLD, "told", language, 40),
        _locked(_ROW, "row", language, HIDDEN),
    ]


def _choices(language: str, lists: Lists) -> list[Column]:
    value = Column(_ANSWER.said(language), "value", width=11, choices=lists.letters)
    return [*_about(language), _locked(_LEVELS, "hint", language, 44), value, *_end(language)]


def _numbers(language: str, _: Lists) -> list[Column]:
    value = Column(_ANSWER.said(language), "value", width=14)
    as_of = Column(_AS_OF.said(language), "as_of", width=14, kind="date")
    return [*_about(language), _locked(Text("Batas", "Range"), "hint", language, 22), value, as_of, *_end(language)]


def _inputs(language: str, lists: Lists) -> list[Column]:
    found = [*_about(language), _locked(_PRESENT, "present", language, 16)]
    for at in range(lists.inputs):
        found.append(_locked(_numbered(_MEANING, at), f"meaning.{at}", language, 30))
        found.append(Column(_numbered(_INPUT, at).said(language), f"input.{at}", width=12))
    return [*found, *_end(language)]


def _numbered(title: Text, at: int) -> Text:
    return Text(f"{title.id} {at + 1}", f"{title.en} {at + 1}")


def _handing(language: str, lists: Lists) -> list[Column]:
    return [
        *_about(language)[:2],
        Column(_OFFICE.said(language), "office", width=34, choices=lists.offices, is_required=True),
        Column(_ASSESSOR.said(language), "assessor", width=34, choices=lists.assessors),
        Column(_DUE.said(language), "due", width=14, kind="date", is_required=True),
        *_end(language)[1:],
    ]


def reading_columns(language: str) -> tuple[Column, ...]:
    """Return the columns of the sheet of what cannot be changed: everything locked."""
    return (
        *_about(language),
        _locked(_PRESENT, "present", language, 16),
        _locked(_NOTE, "note", language, 44),
        _locked(_OFFICE, "office", language, 28),
        _locked(_STATE, "state", language, 18),
    )
