"""XML in one pass over the parser's events: no document type, no entities, a count that stops at the first excess."""

from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

from bening.scoring.text import Place, Refused, Text, refuse

MOST_ELEMENTS = 300_000
MOST_KEPT = 100_000


@dataclass(frozen=True, slots=True)
class Element:
    """An element by its name without prefix, its attributes, and the name of the one around it."""

    name: str
    attributes: Mapping[str, str]
    parent: str

    def get(self, name: str) -> str:
        """Return an attribute, empty where it is absent."""
        return self.attributes.get(name, "")


@dataclass(slots=True)
class Count:
    """How many elements of a file were read so far, over all its parts."""

    elements: int = 0


class Events:
    """What a reader of XML does at each event; a subclass fills in what it needs."""

    def start(self, name: str, attributes: Mapping[str, str], /) -> None:
        """Take the start of an element."""

    def end(self, name: str, /) -> None:
        """Take the end of an element."""

    def text(self, data: str, /) -> None:
        """Take a piece of text."""


def run(data: bytes, part: str, place: Place, events: Events, count: Count) -> None:
    """Send the events of XML to their reader; raises `Refused` for a document type, damage or too much."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def start(name: str, attributes: Mapping[str, str]) -> None:
        count.elements += 1
        if count.elements > MOST_ELEMENTS:
            raise too_many(place, MOST_ELEMENTS)
        events.start(name.rpartition(":")[2], attributes)

    def doctype(*_ignored: object) -> None:
        raise refuse("workbook_declares", place, part=part)

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: events.end(name.rpartition(":")[2])
    parser.CharacterDataHandler = events.text
    parser.StartDoctypeDeclHandler = doctype
    try:
        # All at once: fed in pieces, older parsers scan an unfinished token again with each piece.
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise refuse("workbook_damaged", place, reason=f"{part}: {error}"[:120]) from None


def too_many(place: Place, limit: int) -> Refused:
    """Return the refusal of a file with more elements than a workbook has."""
    return refuse("workbook_too_many_parts", place, limit=limit, what=Text("unsur", "elements"))


class _Collector(Events):
    def __init__(self, place: Place) -> None:
        self.place = place
        self.found: list[Element] = []
        self.open: list[str] = [""]

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if len(self.found) >= MOST_KEPT:
            raise too_many(self.place, MOST_KEPT)
        # Prefixes differ between programs; `r:id` beside `sheetId` is kept apart as `r:id`.
        plain = {"r:id" if key.endswith(":id") else key: value for key, value in attributes.items()}
        self.found.append(Element(name, plain, self.open[-1]))
        self.open.append(name)

    def end(self, _name: str, /) -> None:
        self.open.pop()


def read_elements(data: bytes, part: str, place: Place, count: Count) -> list[Element]:
    """Return all elements of a part in their order; raises `Refused`."""
    collector = _Collector(place)
    run(data, part, place, collector, count)
    return collector.found
