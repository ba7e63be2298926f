"""What a report is about, in words: the result and the part of it that its link named."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from bening.kernel.people.models import Organisation
from bening.portal.language import address
from bening.portal.published import published
from bening.portal.queries.results import instruments_of, with_ids
from bening.scoring.instrument.model import Instrument
from bening.systems.assessment.models import Closing


@dataclass(frozen=True, slots=True)
class _Known:
    """What the names of figures can point at: official results, instruments by digest, organisations."""

    closings: Mapping[UUID, Closing]
    instruments: Mapping[str, Instrument]
    offices: Mapping[UUID, str]
    language: str


def in_words(abouts: Collection[str], language: str) -> dict[str, str]:
    """Return for each name of a figure its words, without the region; at most three queries for all of them.

    What no public page names so stays as it came; a result that is not public is not named.
    """
    parts = {about: about.split("/") for about in abouts}
    ids = {found for named in parts.values() for part in named[1:] if (found := _id(part))}
    closings = {one.pk: one for one in with_ids(ids)} if ids else {}
    offices = Organisation.objects.filter(pk__in=ids - closings.keys()) if ids - closings.keys() else ()
    names = {one.pk: one.name for one in offices}
    known = _Known(closings, instruments_of(closings.values()) if closings else {}, names, language)
    return {about: _said(named[0], named[1:], known) for about, named in parts.items()}


def page_of(about: str, language: str) -> str:
    """Return the address of the public page on which a figure stands."""
    code, *named = about.split("/")
    result = _id(named[0]) if named else None
    if result is None:
        return address("region", language, code=code)
    return address("result", language, code=code, closing_id=result)


def _said(code: str, named: list[str], known: _Known) -> str:
    match named:
        case []:
            return _("halaman daerah")
        case ["komponen" | "perjalanan" | "ucapan" as part]:
            return {
                "komponen": _("Komponen"),
                "perjalanan": _("Perjalanan"),
                "ucapan": _("Yang dikatakan tentang komponen"),
            }[part]
        case ["lhkpn", year, *office]:
            return ", ".join([f"LHKPN {year}", *(_office(part, known) for part in office)])
        case [result, *nodes]:
            return ", ".join([_result(code, result, known), *(_node(result, part, known) for part in nodes)])
    return "/".join(named)


def _office(part: str, known: _Known) -> str:
    found = _id(part)
    return known.offices.get(found, part) if found else part


def _result(code: str, name: str, known: _Known) -> str:
    if closing := _closing(name, known):
        return closing.round.named.said(known.language)
    facts = published().get(code)
    titles = {one.stage: one.stage_title for one in facts.results} if facts else {}
    return titles[name].said(known.language) if name in titles else name


def _closing(name: str, known: _Known) -> Closing | None:
    found = _id(name)
    return known.closings.get(found) if found else None


def _node(result: str, code: str, known: _Known) -> str:
    """Return code and title of an indicator or a component, the code alone where the result is not known."""
    closing = _closing(result, known)
    if closing is None:
        return code
    instrument = known.instruments[closing.round.instrument.sha256]
    title = next((node.title.said(known.language) for node in instrument.nodes() if node.code == code), "")
    return f"{code} {title}".strip()


def _id(part: str) -> UUID | None:
    with suppress(ValueError):
        return UUID(part)
    return None
