"""Reporting a mistake in a public figure, answering it, closing it, and forgetting who reported."""

from datetime import datetime, time
from uuid import UUID

from django.db import transaction
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext as _

from bening.kernel.ledger import actions as ledger
from bening.kernel.ledger.actions import require_seen
from bening.kernel.ledger.models import new_salt
from bening.kernel.people.access import Absent, Refused, require
from bening.kernel.people.models import User
from bening.portal import access, rules
from bening.portal.models import MistakeReport, ReportState
from bening.portal.queries import reports


@transaction.atomic
def report_mistake(*, about: str, text: str, contact: str, now: datetime) -> MistakeReport:
    """Keep a report about a public figure with the day alone; who reports stays unknown unless they leave a contact."""
    code = rules.region_of(about)
    if code is None:
        raise Absent
    region, day = reports.published_region(code), localdate(now)
    if not text.strip():
        raise Refused(_("Tuliskan apa yang keliru."))
    if reports.received(region, day) >= rules.MOST_NEW_A_DAY:
        raise Refused(_("Hari ini terlalu banyak laporan masuk. Kirimkan lagi besok."))
    report = MistakeReport(region=region, about=about, text=text.strip(), contact=contact.strip(), received_on=day)
    # The ledger gets the day alone, like the report.
    midnight = datetime.combine(day, time.min, tzinfo=get_current_timezone())
    return ledger.record("portal.mistake_reported", report, by=None, at=midnight)


@transaction.atomic
def answer_report(*, by: User, report_id: UUID, seen: int, answer: str, now: datetime) -> MistakeReport:
    """Write down what was found and done about a report; it may be written anew until the report is closed."""
    report = _open(by, report_id, seen, "answer", now)
    if not answer.strip():
        raise Refused(_("Tuliskan jawabannya."))
    report.answer, report.state = answer.strip(), ReportState.ANSWERED
    return ledger.record("portal.report_answered", report, by=by, at=now)


@transaction.atomic
def close_report(*, by: User, report_id: UUID, seen: int, now: datetime) -> MistakeReport:
    """Close a report; from this day its contact is kept for 90 days."""
    report = _open(by, report_id, seen, "close", now)
    report.state, report.closed_on = ReportState.CLOSED, localdate(now)
    return ledger.record("portal.report_closed", report, by=by, at=now)


def _open(by: User, report_id: UUID, seen: int, deed: str, now: datetime) -> MistakeReport:
    report = reports.lock_report(by, localdate(now), report_id)
    require(access.may_answer, by, report, localdate(now))
    require_seen(report, seen)
    if not rules.may_follow(report.state, deed):
        raise Refused(_("Laporan ini sudah ditutup."))
    return report


@transaction.atomic
def erase_contacts(*, now: datetime) -> int:
    """Erase the contacts of reports closed 90 days ago or earlier; return how many.

    The salt is new too: the old one would let somebody try contacts against the digest of the earlier state.
    """
    found = list(reports.with_contact_closed_before(rules.contacts_end_before(localdate(now))))
    for report in found:
        report.contact, report.salt = "", new_salt()
    if found:
        ledger.record("portal.contacts_erased", found, by=None, at=now)
    return len(found)
