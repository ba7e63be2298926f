"""The public pages, mounted as the product mounts them, and the addresses of others that they lead to."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from bening.kernel.inbox.urls import urlpatterns as inbox


def elsewhere(request: HttpRequest, **_: object) -> HttpResponse:
    return HttpResponse("elsewhere")


evidence = [path("publik/<uuid:item_id>/", elsewhere, name="public")]
assessment = [path("ronde/", elsewhere, name="rounds")]

urlpatterns = [
    path("", include("bening.portal.urls")),
    path("en/", include("bening.portal.urls", namespace="portal_en")),
    path("bukti/", include((evidence, "evidence"))),
    path("kerja/", include((inbox, "inbox"))),
    path("kerja/", include((assessment, "assessment"))),
    path("kerja/", include("bening.portal.help.urls")),
    path("masuk/", elsewhere),
]
