"""The official record of a round, and the round to take away."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bening.systems.assessment.actions.takeaway import record_openings
from bening.systems.assessment.record.document import pdf
from bening.systems.assessment.record.reading import sealed
from bening.systems.assessment.saying import words
from bening.systems.assessment.takeaway.pack import entries, files_of
from bening.systems.assessment.takeaway.reading import taken
from bening.systems.assessment.takeaway.stream import stream
from bening.systems.assessment.views.deeds import person
from bening.systems.assessment.views.sheets import attached


@login_required
@require_GET
def record(request: HttpRequest, round_id: UUID) -> HttpResponseBase:
    """Hand out the official record of the final closing."""
    found = sealed(person(request), round_id, timezone.localdate())
    name = _("Berita acara %(ronde)s") % {"ronde": words(found.round.named)}
    return attached(HttpResponse(pdf(found), content_type="application/pdf"), f"{name}.pdf")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_away(request: HttpRequest, round_id: UUID) -> HttpResponseBase:
    """Say what is taken away; on the button note the openings and send the ZIP while it is being written."""
    found = taken(person(request), round_id, timezone.localdate())
    items = files_of(found)
    if request.method != "POST":
        context = {"taken": found, "files": len(items), "size": sum(item.blob.size for item in items if item.blob)}
        return render(request, "assessment/sheet_take_away.html", context)
    now = timezone.now()
    record_openings(by=person(request), items=items, now=now)
    files = list(entries(found, made=timezone.localtime(now)))  # no query once the stream runs
    answer = StreamingHttpResponse(stream(files), content_type="application/zip")
    return attached(answer, f"{words(found.round.named)}.zip")
