"""The counts: how many are obliged and how many have filed, for the region and each office."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from bening.kernel.people.access import Absent
from bening.systems.oversight import access, rules
from bening.systems.oversight.queries import counts as queries
from bening.systems.oversight.queries.scope import counted_regions, see_region
from bening.systems.oversight.terms import terms
from bening.systems.oversight.views.common import person, year_asked


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Lead to the counts of the person's region; where there are several, list them."""
    found = list(counted_regions(person(request), timezone.localdate())[:50])
    if not found:
        raise Absent
    if len(found) == 1:
        return redirect("oversight:counts", found[0].code)
    return render(request, "oversight/regions.html", {"regions": found})


@login_required
@require_GET
def counts(request: HttpRequest, code: str) -> HttpResponse:
    """Show the counts of a region."""
    user, today = person(request), timezone.localdate()
    region = see_region(user, code, today)
    held = queries.years(region.code)
    year = year_asked(request, held, today)
    context = {
        "region": region,
        "year": year,
        "years": held,
        "counts": queries.counts(region.code, year, today),
        "term": rules.term_of(year, terms()),
        "may_keep": access.may_keep(user, region.code, today),
        "today": today,
    }
    return render(request, "oversight/counts.html", context)
