"""The story in the terminal: the published results of Kota Blitar, then a sample office on its way to WBK.

Run as `python -m bening.story`; `BENING_LANG=en` tells it in English.
"""

import os
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from textwrap import wrap

from bening.scoring import numbers, yamltree
from bening.scoring.instrument.model import Instrument
from bening.scoring.instrument.store import by_id, data_folder
from bening.scoring.messages.render import render
from bening.scoring.nested import score_file
from bening.scoring.path.find import cheapest_path
from bening.scoring.show.path import path_lines
from bening.scoring.show.score import gap_words, score_lines
from bening.scoring.show.words import day, number
from bening.scoring.text import Refused, Text
from bening.scoring.yamltree import Listing, Mapping, Scalar, Tree

WIDTH = 96
SAID = {
    "title": Text(
        "KOTA BLITAR: jalan menuju Kota Antikorupsi 2025", "KOTA BLITAR: the road to Anti-Corruption City 2025"
    ),
    "facts": Text(
        "Hanya yang sudah diumumkan; setiap angka disebut siapa yang mengatakannya.",
        "Published facts only; each figure with who said it.",
    ),
    "road": Text("Perjalanan", "The road"),
    "results": Text("Empat nilai", "The four results"),
    "no_day": Text("hari tidak diumumkan", "day not announced"),
    "no_threshold": Text("ambang saat itu tidak diumumkan", "no threshold of that day announced"),
    "compared": Text("Pembanding yang baru disebut kemudian", "A comparison, quoted only later"),
    "threshold": Text("ambang", "threshold"),
    "assumed": Text("anggapan", "assumed"),
    "known": Text("Yang diketahui", "What is known"),
    "unknown": Text("Yang tidak pernah diumumkan", "What was never published"),
    "weights": Text("Yang dianggap oleh Bening", "What Bening assumes"),
    "office": Text(
        "CONTOH: Dinas Contoh, Kota Contoh (kantor ini tidak ada)",
        "SAMPLE: Dinas Contoh, Kota Contoh (this office does not exist)",
    ),
    "source": Text("sumber", "source"),
    "band": Text("kategori", "band"),
}


def story(language: str) -> Iterator[str]:
    """Yield the story's lines in the language; raises `Refused` where its data cannot be read."""
    demo = data_folder() / "demo"
    instrument = by_id("kka-2025")
    yield from _city(yamltree.read_file(demo / "kota-blitar.yaml"), instrument, language)
    yield ""
    yield _rule()
    yield SAID["office"].said(language)
    yield _rule()
    yield from _office(demo / "contoh-dinas.lke.yaml", language)


def _rule() -> str:
    return "═" * WIDTH


def _city(tree: Tree, instrument: Instrument, language: str) -> Iterator[str]:
    yield _rule()
    yield SAID["title"].said(language)
    yield _rule()
    yield SAID["facts"].said(language)
    yield ""
    yield SAID["results"].said(language)
    for entry in _items(tree, "results"):
        yield from _result(entry, instrument, language)
    yield ""
    yield SAID["road"].said(language)
    for entry in _items(tree, "road"):
        until = _text(entry, "until")
        days = day(_text(entry, "date") or "", language) + (f" – {day(until, language)}" if until else "")
        doubt = f" ({SAID['assumed'].said(language)})" if _text(entry, "assumed") == "true" else ""
        yield f"  {days:<38} {_words(entry, 'title', language)}{doubt}"
    for key in ("known", "unknown"):
        yield ""
        yield SAID[key].said(language)
        for entry in _items(tree, key):
            yield from _wrapped(entry.entries, language, "  · ")
    yield ""
    yield SAID["weights"].said(language)
    for profile in instrument.profiles.values():
        yield f"  · {profile.name}: {profile.title.said(language)}"


def _result(entry: Mapping, instrument: Instrument, language: str) -> Iterator[str]:
    stage = instrument.stages[_text(entry, "stage") or ""]
    announced = _text(entry, "date")
    on = day(announced, language) if announced else SAID["no_day"].said(language)
    score = _text(entry, "score") or ""
    yield ""
    yield f"  {number(score, language):>6}   {on}, {_words(entry, 'said_by', language)} · {stage.title.said(language)}"
    threshold, comparison = entry.entries.get("threshold"), entry.entries.get("comparison")
    if isinstance(threshold, Mapping):
        yield f"           {_gap(score, threshold, language)}"
    else:
        yield f"           {SAID['no_threshold'].said(language)}"
    if isinstance(comparison, Mapping):
        yield f"           [{SAID['compared'].said(language)}: {_gap(score, comparison, language)}]"
    band = next((band for band in stage.bands if band.id == _text(entry, "band")), None)
    if band is not None:
        yield f"           {SAID['band'].said(language)}: {band.title.said(language)}"
    note = entry.entries.get("note")
    if isinstance(note, Mapping):
        yield from _wrapped(note.entries, language, "           ")
    for source in _items(entry, "sources"):
        yield f"           {SAID['source'].said(language)}: {_text(source, 'url')}"


def _gap(score: str, line: Mapping, language: str) -> str:
    value = _text(line, "value") or "0"
    gap = (numbers.decimal(score) or Fraction(0)) - (numbers.decimal(value) or Fraction(0))
    doubt = f" ({SAID['assumed'].said(language)})" if _text(line, "assumed") == "true" else ""
    return f"{SAID['threshold'].said(language)} {number(value, language)}{doubt}: {gap_words(gap, language)}"


def _office(path: Path, language: str) -> Iterator[str]:
    instrument = by_id("lke-zi-2025")
    result = score_file(path, instrument, None, path.name)
    yield from score_lines(result, language)
    yield ""
    yield _rule()
    yield from path_lines(cheapest_path(result, "wbk"), result, {}, language)


def _items(tree: Tree, key: str) -> list[Mapping]:
    part = tree.entries.get(key) if isinstance(tree, Mapping) else None
    items = part.items if isinstance(part, Listing) else []
    return [item for item in items if isinstance(item, Mapping)]


def _text(entry: Mapping, key: str) -> str | None:
    part = entry.entries.get(key)
    return part.text if isinstance(part, Scalar) and not part.empty else None


def _words(entry: Mapping, key: str, language: str) -> str:
    part = entry.entries.get(key)
    return (_text(part, language) or "") if isinstance(part, Mapping) else ""


def _wrapped(entries: dict[str, Tree], language: str, lead: str) -> Iterator[str]:
    words = entries.get(language)
    text = words.text if isinstance(words, Scalar) else ""
    for at, line in enumerate(wrap(text, WIDTH - len(lead))):
        yield f"{lead if not at else ' ' * len(lead)}{line}"


def main() -> int:
    """Tell the story on standard output; return the exit status."""
    language = "en" if os.environ.get("BENING_LANG") == "en" else "id"
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        for line in story(language):
            print(line)
    except Refused as error:
        for entry in error.messages:
            print(render(entry, language), file=sys.stderr)
        return 2
    except BrokenPipeError:
        with Path(os.devnull).open("wb") as nothing:
            os.dup2(nothing.fileno(), sys.stdout.fileno())
        return 141
    return 0


if __name__ == "__main__":
    sys.exit(main())
