"""Another writer: adds to the register of another region until its input ends, then prints how long it waited."""

import json
import select
import sys
import time

import django

EVERY = 0.02


def write(region: str) -> list[float]:
    """Return the seconds that each write took, by the clock."""
    from django.utils import timezone  # noqa: PLC0415 - Django is set up by now

    from bening.kernel.people.models import Membership, Role  # noqa: PLC0415 - see above
    from bening.systems.oversight.actions import New, add_obligation  # noqa: PLC0415 - see above
    from bening.systems.oversight.queries.scope import offices_of  # noqa: PLC0415 - see above

    by = Membership.objects.filter(region=region, role=Role.OVERSIGHT).select_related("user")[0].user
    new = New(offices_of(region)[0].id, 2024)
    waited = []
    print(flush=True)
    while not select.select([sys.stdin], [], [], EVERY)[0]:
        begun = time.perf_counter()
        add_obligation(by=by, region_code=region, new=new, now=timezone.now())
        waited.append(time.perf_counter() - begun)
    return sorted(waited)


if __name__ == "__main__":
    django.setup()
    found = write(sys.argv[1])
    json.dump({"writes": len(found), "longest": found[-1], "median": found[len(found) // 2]}, sys.stdout)
    print(flush=True)
