"""Official results as the public sees them: closings, without drafts, findings or names. No query takes a person."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from bening.kernel.evidence.queries import public_items
from bening.kernel.people.access import Absent
from bening.kernel.people.models import Region
from bening.portal.published import published
from bening.scoring.instrument.model import Instrument
from bening.systems.assessment import rules
from bening.systems.assessment.models import Answer, Closing, InstrumentVersion
from bening.systems.assessment.queries.evidence import SUBJECT

PAGE = 50
LATEST = 12
_read: dict[str, Instrument] = {}  # by digest: what a digest stands for never changes
_LATER_THAN = ("-closed_on", "-number", "-id")


def regions(words: str = "") -> QuerySet[Region]:
    """Return the regions with an official result or with published facts, in the order of their names."""
    official = Closing.objects.filter(is_official=True, round__region=OuterRef("pk"))
    found = Region.objects.filter(Q(Exists(official)) | Q(code__in=list(published())))
    for word in words.split()[:8]:
        found = found.filter(Q(name__icontains=word) | Q(code__startswith=word))
    return found.order_by("is_sample", "name")


def region(code: str) -> Region:
    """Return a region by its code; raises `Absent`."""
    found = Region.objects.filter(code=code).first()
    if found is None:
        raise Absent
    return found


def _official(*codes: str) -> QuerySet[Closing]:
    return _shown(Closing.objects.filter(is_official=True, round__region__in=codes))


def with_ids(ids: Collection[UUID]) -> QuerySet[Closing]:
    """Return the official results among these ids, without what they hold in detail."""
    return _shown(Closing.objects.filter(is_official=True, pk__in=ids))


def _shown(found: QuerySet[Closing]) -> QuerySet[Closing]:
    shown = found.annotate(thresholds=F("result__thresholds"), band=F("result__band"))
    return shown.defer("answers", "result", "round__instrument__document").select_related(
        "round__instrument", "round__organisation"
    )


def of_region(code: str) -> QuerySet[Closing]:
    """Return the official results of a whole region, the newest first, without what they hold in detail."""
    return _official(code).filter(round__organisation__isnull=True).order_by(*_LATER_THAN)


def newest(code: str) -> list[Closing]:
    """Return the newest official results of a region, oldest first, as many as its page draws."""
    return list(of_region(code)[:LATEST])[::-1]


def newest_of(codes: Sequence[str]) -> Mapping[str, Closing]:
    """Return the newest official result of each of some regions by the code of the region, in one query."""
    whole = Closing.objects.filter(is_official=True, round__organisation__isnull=True)
    last = whole.filter(round__region=OuterRef("round__region")).order_by(*_LATER_THAN).values("pk")[:1]
    found = _official(*codes).filter(round__organisation__isnull=True, pk=last)
    return {one.round.region_id: one for one in found}


def of_offices(code: str) -> QuerySet[Closing]:
    """Return the newest official result of each office of a region, by the office's name."""
    later = Closing.objects.filter(is_official=True, round__organisation=OuterRef("round__organisation"))
    last = later.order_by(*_LATER_THAN).values("pk")[:1]
    found = _official(code).filter(round__organisation__isnull=False, pk=last)
    return found.order_by("round__organisation__name")


def pages(found: QuerySet[Closing], number: str) -> Page[Closing]:
    """Return one page of results; a number that is none gives the first."""
    return Paginator(found, PAGE).get_page(number)


def details(code: str) -> QuerySet[Closing]:
    """Return the official results of a region with everything that they hold, oldest first; for documents."""
    found = Closing.objects.filter(is_official=True, round__region=code, round__organisation__isnull=True)
    kept = found.defer("answers", "round__instrument__document").select_related("round__instrument")
    return kept.order_by("closed_on", "number", "id")


def nodes_of(closings: Iterable[Closing]) -> Mapping[UUID, Any]:
    """Return what results hold in detail by the id of the closing, in one query."""
    return dict(Closing.objects.filter(pk__in=[one.pk for one in closings]).values_list("pk", "result"))


def result(code: str, closing_id: UUID) -> Closing:
    """Return one official result of a region with everything that it holds; raises `Absent`."""
    found = Closing.objects.filter(is_official=True, round__region=code, pk=closing_id)
    kept = found.defer("answers", "round__instrument__document")
    closing = kept.select_related("round__instrument", "round__organisation").first()
    if closing is None:
        raise Absent
    return closing


def instruments_of(closings: Iterable[Closing]) -> Mapping[str, Instrument]:
    """Return the instruments of results by digest, as stored with them; one query for those not read before."""
    wanted = {closing.round.instrument.sha256 for closing in closings}
    if missing := wanted - _read.keys():
        for row in InstrumentVersion.objects.filter(sha256__in=missing):
            _read[row.sha256] = rules.instrument_of(row.sha256, row.document)
    return {sha256: _read[sha256] for sha256 in wanted}


@dataclass(frozen=True, slots=True)
class Record:
    """A piece of evidence that the head of its office made public, by its title and the address of its public copy."""

    id: UUID
    title: str
    href: str


def records(round_id: UUID) -> Mapping[str, Sequence[Record]]:
    """Return the public evidence behind each indicator of a round by code, in two queries."""
    codes = dict(Answer.objects.filter(round=round_id).values_list("id", "code"))
    found = public_items(SUBJECT, codes)
    return {
        codes[subject]: [Record(item.pk, item.title, reverse("evidence:public", args=[item.pk])) for item in items]
        for subject, items in found.items()
    }
