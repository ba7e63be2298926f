"""Reports of mistakes: those that a person reads, and who reads those about a region."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from bening.kernel.inbox import registry
from bening.kernel.inbox.registry import Held, Waiting
from bening.kernel.people.access import Absent
from bening.kernel.people.models import Region, Role, User
from bening.portal import access, rules
from bening.portal.models import MistakeReport, ReportState
from bening.portal.queries import results

PAGE = 50


class Reader(StrEnum):
    """Who reads the reports about a region."""

    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"
    OPERATOR = "operator"
    NOBODY = "nobody"


def reader_of(region: Region, day: date) -> Reader:
    """Return who reads the reports about a region: its coordinator, its administrator, whoever runs this, or nobody."""
    roles = set(
        access.held(day, Role.COORDINATOR, Role.ADMINISTRATOR).filter(region=region).values_list("role", flat=True)
    )
    if Role.COORDINATOR in roles:
        return Reader.COORDINATOR
    if Role.ADMINISTRATOR in roles:
        return Reader.ADMINISTRATOR
    return Reader.OPERATOR if access.held(day, Role.ADMINISTRATOR).exists() else Reader.NOBODY


def scope(user: User, day: date, held: Held = None) -> QuerySet[MistakeReport]:
    """Return the reports that a person reads on a day."""
    return MistakeReport.objects.filter(access.readable(user, day, held))


def inbox(user: User, day: date, *, text: str = "", state: str = "", number: str = "1") -> Page[MistakeReport]:
    """Return one page of reports, the newest first."""
    found = scope(user, day).select_related("region")
    if state in ReportState.values:
        found = found.filter(state=state)
    if text:
        found = found.filter(Q(about__icontains=text) | Q(text__icontains=text) | Q(region__name__icontains=text))
    return Paginator(found, PAGE).get_page(number)


def register() -> None:
    """Put reports that nobody has answered into the one inbox."""
    registry.register("portal", waiting=waiting, count=count_waiting, roles=access.READERS)


def _title(part: str) -> str:
    return _("Laporan kekeliruan: %(tentang)s") % {"tentang": part} if part else _("Laporan kekeliruan")


def waiting(user: User, day: date, held: Held) -> Sequence[Waiting]:
    """Return the reports that nobody has answered, the oldest first, in one query."""
    found = scope(user, day, held).filter(state=ReportState.NEW).select_related("region").order_by("received_on", "id")
    return [
        Waiting(
            title=_title(rules.part_of(one.about)),
            href=reverse("portal:inbox_report", args=[one.pk]),
            about=one.region.name,
            deed=_("Jawab"),
            due_on=None,
            days_left=None,
        )
        for one in found[: rules.MOST_NEW_A_DAY]
    ]


def count_waiting(user: User, day: date, held: Held) -> QuerySet[MistakeReport]:
    """Return the reports that nobody has answered, to be counted."""
    return scope(user, day, held).filter(state=ReportState.NEW)


def see_report(user: User, day: date, report_id: UUID) -> MistakeReport:
    """Return a report that the person may see; raises `Absent`."""
    return _found(scope(user, day).select_related("region").filter(pk=report_id))


def lock_report(user: User, day: date, report_id: UUID) -> MistakeReport:
    """Return a report that the person may see, locked until the transaction ends; raises `Absent`."""
    return _found(scope(user, day).filter(pk=report_id).select_for_update(of=("self",)))


def _found(reports: QuerySet[MistakeReport]) -> MistakeReport:
    found = reports.first()
    if found is None:
        raise Absent
    return found


def published_region(code: str) -> Region:
    """Return a region with something published; raises `Absent`."""
    found = results.regions().filter(code=code).first()
    if found is None:
        raise Absent
    return found


def received(region: Region, day: date) -> int:
    """Return how many reports about a region came in on a day."""
    return MistakeReport.objects.filter(region=region, received_on=day).count()


def with_contact_closed_before(day: date) -> QuerySet[MistakeReport]:
    """Return the reports closed before a day that still hold a contact, locked."""
    found = MistakeReport.objects.filter(state=ReportState.CLOSED, closed_on__lte=day).exclude(contact="")
    return found.select_for_update()
