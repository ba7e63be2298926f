"""The public addresses, mounted under / and under /en/; and the inbox of reports in the workbench."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from bening.portal.help import views as help_views
from bening.portal.pages import public
from bening.portal.views import api, history, instruments, mistakes, regions


class RegionCode(StringConverter):
    """A code of the Home Ministry: two digits, then groups of two or four with points between."""

    regex = r"[0-9]{2}(?:\.[0-9]{2,4}){0,3}"


class InstrumentName(StringConverter):
    """The id of an instrument."""

    regex = r"[a-zA-Z0-9][a-zA-Z0-9._-]{0,79}"


class Digest(StringConverter):
    """A SHA-256 in hex."""

    regex = r"[0-9a-f]{64}"


register_converter(RegionCode, "region_code")
register_converter(InstrumentName, "instrument")
register_converter(Digest, "sha256")

app_name = "portal"
urlpatterns = [
    path("", public(regions.front, words=("q", "hal")), name="front"),
    path("daerah/", public(regions.regions, words=("q", "hal")), name="regions"),
    path("daerah/<region_code:code>/", public(regions.region), name="region"),
    path("daerah/<region_code:code>.json", public(regions.region_json), name="region_json"),
    path("daerah/<region_code:code>.csv", public(regions.region_csv), name="region_csv"),
    path("daerah/<region_code:code>/lhkpn.csv", public(regions.declarations_csv), name="declarations_csv"),
    path("daerah/<region_code:code>/hasil/", public(regions.results, words=("hal",)), name="results"),
    path("daerah/<region_code:code>/kantor/", public(regions.offices, words=("hal",)), name="offices"),
    path("daerah/<region_code:code>/hasil/<uuid:closing_id>/", public(regions.result), name="result"),
    path("instrumen/", public(instruments.instruments), name="instruments"),
    path("instrumen/<instrument:name>/", public(instruments.instrument), name="instrument"),
    path("instrumen/<instrument:name>/<sha256:sha256>/", public(instruments.version), name="instrument_version"),
    path("data-terbuka/", public(history.open_data), name="open_data"),
    path("riwayat/", public(history.history, keep=False), name="history"),
    path("riwayat/kepala.json", public(history.head, keep=False), name="head"),
    path("api/v1/daerah", public(api.regions, words=("hal",)), name="api_regions"),
    path("api/v1/daerah/<region_code:code>", public(regions.region_json), name="api_region"),
    path("api/v1/instrumen", public(api.instruments), name="api_instruments"),
    path("api/v1/instrumen/<instrument:name>", public(api.instrument), name="api_instrument"),
    path("api/v1/openapi.json", public(api.openapi), name="openapi"),
    path("bantuan/", public(help_views.citizens), name="help"),
    path("kekeliruan/", mistakes.report, name="report"),
    path("kekeliruan/masuk/", mistakes.inbox, name="inbox"),
    path("kekeliruan/masuk/<uuid:report_id>/", mistakes.one, name="inbox_report"),
    path("kekeliruan/masuk/<uuid:report_id>/jawab/", mistakes.answer, name="inbox_answer"),
    path("kekeliruan/masuk/<uuid:report_id>/tutup/", mistakes.close, name="inbox_close"),
]
