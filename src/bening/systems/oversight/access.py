"""Who keeps the register of a region, and who sees its counts."""

from datetime import date

from bening.kernel.people.access import regions
from bening.kernel.people.models import Role, User

KEEPERS = (Role.OVERSIGHT,)
COUNTERS = (Role.OVERSIGHT, Role.COORDINATOR, Role.MAYOR)


def may_keep(user: User, region: str, day: date) -> bool:
    """Return whether the person keeps the register of a region: its officer for LHKPN, and nobody else."""
    return regions(user, day, KEEPERS).filter(region=region).exists()


def may_count(user: User, region: str, day: date) -> bool:
    """Return whether the person sees how many have filed in each office of a region."""
    return regions(user, day, COUNTERS).filter(region=region).exists()
