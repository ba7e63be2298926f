"""The addresses of oversight in the workbench, under /kerja/."""

from django.urls import path

from bening.systems.oversight.views import counting, register, sheets

app_name = "oversight"
_REGION = "lhkpn/<str:code>/"
_ONE = "lhkpn/wajib/<uuid:obligation_id>/"
_SHEET = "lhkpn/lembar/<uuid:staged_id>/"
urlpatterns = [
    path("lhkpn/", counting.index, name="index"),
    path(_REGION, counting.counts, name="counts"),
    path(f"{_REGION}daftar/", register.register, name="register"),
    path(f"{_REGION}daftar/unduh/", sheets.export, name="export"),
    path(f"{_REGION}tambah/", register.add, name="add"),
    path(f"{_REGION}lembar/", sheets.upload, name="upload"),
    path(_SHEET, sheets.staged, name="staged"),
    path(f"{_SHEET}ambil/", sheets.take, name="take"),
    path(f"{_SHEET}perbaikan.xlsx", sheets.repair, name="repair"),
    path(f"{_SHEET}buang/", sheets.drop, name="drop"),
    path(_ONE, register.obligation, name="obligation"),
    path(f"{_ONE}lapor/", register.receive, name="receive"),
    path(f"{_ONE}cabut/", register.withdraw, name="withdraw"),
]
