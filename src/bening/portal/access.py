"""Who reads and answers reports of mistakes: the coordinator of the region that they are about, and nobody else."""

from datetime import date

from bening.kernel.people.access import regions
from bening.kernel.people.models import Role, User
from bening.portal.models import MistakeReport


def may_read(user: User, day: date) -> bool:
    """Return whether the person has an inbox of reports: a coordinator of a region."""
    return regions(user, day, [Role.COORDINATOR]).exists()


def may_answer(user: User, report: MistakeReport, day: date) -> bool:
    """Return whether the person answers and closes this report."""
    return regions(user, day, [Role.COORDINATOR]).filter(region=report.region_id).exists()
