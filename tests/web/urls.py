"""Addresses for the tests of the look: pages of each frame, with a shell of their own."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import path

from bening.web import views
from bening.web.shell import MenuGroup, MenuItem, Notice, Person, Shell

SHELL = Shell(
    language="id",
    path_in_other_language="/en/kerja/",
    person=Person("Operator Contoh", "Badan Contoh Kemasyarakatan", "OC"),
    menu=(
        MenuGroup("", (MenuItem("Ringkasan kota", "/", "gauge"),)),
        MenuGroup(
            "Penilaian",
            (MenuItem("Ronde", "#a", "list-checks", is_current=True), MenuItem("Bukti", "#b")),
        ),
    ),
    is_sample=True,
    sample_name="Kota Contoh",
    inbox_count=8,
    notices=(Notice("good", "Jawaban <terkirim>."), Notice("bad", "Belum tersimpan.")),
    place="Kota Contoh",
    inbox="/kotak-masuk/",
    sign_in="/masuk/",
    sign_out="/keluar/",
    footer=(MenuGroup("Periksa sendiri", (MenuItem("Data terbuka", "#data"),)),),
)
WORK = """{% extends "web/work.html" %}{% block title %}Kerja{% endblock %}
{% block content %}<h1>Kerja</h1>
<form role="search"><label for="q">Cari</label><input class="input" id="q" type="search"></form>
<form method="post" action="/kirim/">{% csrf_token %}
<button class="btn btn-primary">Kirim</button></form>{% endblock %}"""
PUBLIC = """{% extends "web/public.html" %}{% block title %}Kota{% endblock %}
{% block hero %}<div class="page hero"><h1>Kota</h1></div>{% endblock %}
{% block content %}<p class="page">Isi.</p>{% endblock %}"""


def page(source: str, shell: Shell, request: HttpRequest) -> HttpResponse:
    template = engines["django"].from_string(source)
    return HttpResponse(template.render({"shell": shell}, request))


def work(request: HttpRequest) -> HttpResponse:
    return page(WORK, SHELL, request)


def public(request: HttpRequest) -> HttpResponse:
    return page(PUBLIC, replace(SHELL, person=None, is_sample=False, notices=()), request)


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", {"reference": "BNG-7F3A", "shell": None}, status=500)


def expired(request: HttpRequest) -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


urlpatterns = [
    path("komponen/", views.kit),
    path("kerja-contoh/", work),
    path("kota-contoh/", public),
    path("rusak/", broken),
    path("kedaluwarsa/", expired),
]
