"""The addresses of the web application."""

from django.urls import URLPattern, URLResolver, include, path

from bening.config.health import health
from bening.config.in_demo import in_demo
from bening.web.views import kit

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("bening.portal.urls")),
    path("en/", include("bening.portal.urls", namespace="portal_en")),
    path("sehat/", health, name="health"),
    path("komponen/", in_demo(kit), name="kit"),
    path("", include("bening.kernel.people.urls")),
    path("bukti/", include("bening.kernel.evidence.urls")),
    path("kerja/", include("bening.kernel.inbox.urls")),
    path("kerja/", include("bening.systems.assessment.urls")),
    path("kerja/", include("bening.systems.oversight.urls")),
    path("kerja/", include("bening.portal.help.urls")),
]
handler500 = "bening.config.errors.handler500"
