"""What the page of components shows: made-up figures of a city that does not exist."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from bening.web.charts import Limit, Past
from bening.web.parts import Change, Component, Level, RoadStep, Station, Step, View
from bening.web.shell import Link
from bening.web.states import STATES
from bening.web.trend import Event, TrendLimit, TrendPoint

SECTIONS = (
    (
        "warna",
        _("Warna dan huruf"),
        _("Satu warna dalam, satu aksen hangat. Hijau, kuning, dan merah hanya untuk keadaan."),
    ),
    ("tombol", _("Tombol"), _("Satu tombol utama tiap layar, berbentuk kelopak.")),
    ("status", _("Status, tenggat, tanda"), _("Ikon, kata, warna. Tanggal, sisa hari kerja, giliran siapa.")),
    ("isian", _("Isian"), _("Label selalu tampak. Kesalahan mengatakan perbaikannya.")),
    ("rubrik", _("Rubrik"), _("Tingkat sebagai pilihan, dengan nilai dan temuan lalu.")),
    ("nilai", _("Nilai"), _("Angka, sebutan, jarak dengan kata, mistar dengan ambang, asal angka.")),
    (
        "grafik",
        _("Batang dan tren"),
        _("Bagian dari nilai tertinggi; garis dengan titik bertanggal, tabelnya di bawah."),
    ),
    ("stasiun", _("Nilai sepanjang jalan"), _("Hari, angka, jarak ke ambang, yang mengatakannya.")),
    ("arah", _("Arah"), _("Jejak halaman, tab, saringan, halaman, navigasi.")),
    ("pesan", _("Pesan"), _("Tenang, dan selalu ada langkah berikutnya.")),
    ("kosong", _("Kartu, kosong, memuat, bantuan"), _("Halaman kosong mengatakan isinya kelak dan cara memulai.")),
    ("bukti", _("Bukti"), _("Kartu bukti, unggahan, tempat melepas.")),
    ("langkah", _("Langkah, perubahan, teks untuk disalin"), _("Yang diasumsikan berdiri di depan.")),
    ("gerbang", _("Gerbang"), _("Terbuka, tertutup, atau belum dinyatakan.")),
    ("tabel", _("Kotak masuk dan tabel"), _("Di ponsel setiap baris menjadi kartu.")),
    ("pandangan", _("Tiga pandangan"), _("Tidak pernah dirata-ratakan; selisihnya dihitung sendiri.")),
)
WIDE = ("stasiun", "tabel", "pandangan")
COLOURS = "paper surface sunken line control ink ink-2 ink-3 water sogan leaf amber brick stone"
OFFICE = "Badan Contoh Kemasyarakatan"


class KitForm(forms.Form):
    """A form with each kind of field, drawn by the renderer."""

    number = forms.CharField(label=_("Nomor surat"), help_text=_("Seperti pada surat"))
    day = forms.DateField(
        label=_("Tanggal surat"),
        error_messages={"invalid": _("September hanya 30 hari. Tulis 30/9/2025.")},
        widget=forms.DateInput(attrs={"inputmode": "numeric"}),
    )
    office = forms.ChoiceField(label=_("Kantor"), choices=[("a", OFFICE), ("b", "Badan Contoh Kepegawaian")])
    note = forms.CharField(label=_("Catatan"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    access = forms.ChoiceField(
        label=_("Yang boleh melihat"),
        choices=[("public", _("Umum")), ("limited", _("Terbatas"))],
        widget=forms.RadioSelect,
    )
    again = forms.BooleanField(label=_("Dipakai juga tahun depan"), required=False)
    locked = forms.CharField(label=_("Terkunci sesudah dikirim"), disabled=True, initial="3,75", required=False)
    file = forms.FileField(label=_("Berkas"), help_text=_("PDF, gambar, Word, Excel; sampai 25 MB"), required=False)


def form(theme: str) -> KitForm:
    """Give the form half filled in, with one mistake in it."""
    data = {"number": "CONTOH/214/2025", "day": "31/9/2025", "office": "a", "access": "public", "again": "on"}
    return KitForm({f"{theme}-{name}": value for name, value in data.items()}, prefix=theme)


def scores() -> dict[str, Any]:
    """Give the figures of scores and charts."""
    monev, final = Limit(80, "monev", is_assumed=True), Limit(90, "penilaian akhir")
    return {
        "two_limits": [monev, final],
        "one_limit": [monev],
        "final_limit": [final],
        "past": [Past("38.35", "awal"), Past("78", "11 Sep")],
        "components": [
            Component("Pengawasan", "28.75", 30, "Batang tebal ronde ini, batang tipis ronde lalu.", before="26.25"),
            Component("Peran serta masyarakat", "3.75", 10, "Yang paling lemah memakai sogan.", is_weak=True),
            Component("Pengungkit", "39.57", 60, "Garis pada 40 dan 48.", limits=(40, 48)),
            Component("Kearifan lokal", None, 10, "Nilai per komponen tidak diumumkan."),
        ],
        "points": [
            TrendPoint(date(2025, 2, 13), "38.35"),
            TrendPoint(date(2025, 9, 8), "77.50"),
            TrendPoint(date(2025, 9, 11), "78.00"),
            TrendPoint(date(2025, 11, 6), "92.15"),
        ],
        "early_points": [
            TrendPoint(date(2024, 8, 29), "38.35", "awal, hari tidak diumumkan", until=date(2025, 8, 1)),
            TrendPoint(date(2025, 9, 8), "77.50"),
            TrendPoint(date(2025, 9, 11), "78.00"),
            TrendPoint(date(2025, 11, 6), "92.15"),
        ],
        "trend_limits": [
            TrendLimit(80, "monev", date(2025, 5, 1), date(2025, 9, 12)),
            TrendLimit(90, "penilaian akhir", date(2025, 9, 12)),
        ],
        "events": [
            Event(date(2025, 2, 13), "bimbingan teknis"),
            Event(date(2025, 9, 11), "kunjungan"),
            Event(date(2025, 11, 5), "penilaian akhir"),
        ],
    }


def road() -> dict[str, Any]:
    """Give a road of the sample city."""
    paper = [Link("Berita Contoh", "#stasiun")]
    monev = Limit(80, "ambang monev", is_assumed=True)
    return {
        "stations": [
            Station("Nilai awal", "38.35", monev, text="Harinya tidak diumumkan.", sources=paper),
            Station("", "77.50", monev, gain="39.15", day=date(2025, 9, 8), sources=paper),
            Station("monev", "78", monev, gain="0.50", day=date(2025, 9, 11), sources=paper),
            Station("Penilaian akhir", None, Limit(90), text="Dijadwalkan 5 November.", sources=paper),
        ],
        "road": [
            RoadStep(date(2025, 2, 13), "Bimbingan teknis", "Tiga hari pembekalan di Kota Contoh.", sources=paper),
            RoadStep(date(2025, 9, 8), "Nilai sementara", "Disebut wali kota contoh.", "77.50", paper),
            RoadStep(date(2025, 9, 11), "Kunjungan keempat", "Kurang dua poin dari ambang.", "78", paper),
        ],
    }


def deeds() -> dict[str, Any]:
    """Give rubric, steps, changes and opinions."""
    return {
        "levels": [
            Level(
                "1", "Awal", "Ada agen perubahan, sebagian besar pegawai.", "1.25", "temuan penilai luar, 11 September"
            ),
            Level("2", "Sebagian", "Sedikitnya separuh agen dari warga.", "2.50"),
            Level("3", "Sebagian besar", "Agen dari warga di keempat kecamatan.", "3.75", is_chosen=True),
            Level(
                "4",
                "Terpenuhi",
                "Agen di semua kelurahan.",
                "5.00",
                why_not="Belum dapat dipilih: bukti 2024 belum ada.",
            ),
        ],
        "steps": [
            Step("Angkat 9 agen perubahan dari warga", "K5.1", "1.25", "4 hari"),
            Step("Terbitkan hasil survei perilaku", "K5.2", "1.25", "4 hari"),
            Step("Melewati 80", is_mile=True, total="80.50"),
        ],
        "more_steps": [Step("Bagi penyuluh ke empat kecamatan", "K5.1", "1.25", "6 hari")],
        "any_steps": [
            Step("Tambah jam layanan", "K3.4", "1.25", "12 hari"),
            Step("Umumkan tindak lanjut pengaduan", "K2.6", "1.25", "12 hari"),
        ],
        "changes": [
            Change("up", "Skor MCSP terukur 8,10, naik 0,75 dari ronde lalu."),
            Change("down", "Tindak lanjut pengaduan turun ke 3,75: dua jawaban tidak bertanggal."),
            Change("back", "Kesadaran masyarakat dikembalikan: survei belum dilampirkan."),
            Change("done", "Tujuh indikator sudah diterima Inspektorat Contoh."),
            Change("same", "Empat indikator lain tidak berubah."),
        ],
        "copy_text": "[CONTOH] Kota Contoh, 29 September 2025: nilai 78,00, kurang 2,00 poin dari ambang 80.",
        "views": [
            View(
                "self",
                "Penilaian mandiri",
                "3.75",
                "tingkat 3 dari 4",
                "Agen rutin bertemu.",
                "Operator contoh, 4 September",
            ),
            View(
                "inside",
                "Inspektorat Contoh",
                "2.50",
                "tingkat 2 dari 4",
                "",
                "Penilai internal, 9 September",
                "repair",
            ),
            View(
                "outside", "Penilai luar", "1.25", "tingkat 1 dari 4", "", "Tiga penilai luar, 11 September", "repair"
            ),
        ],
        "early_views": [
            View("self", "Penilaian mandiri", "3.75", "tingkat 3 dari 4", by="Operator contoh, 4 September"),
            View("inside", "Inspektorat Contoh", None, text="Dijadwalkan 9 Oktober."),
            View("outside", "Penilai luar", None, text="Dijadwalkan 5 November."),
        ],
    }


def lists() -> dict[str, Any]:
    """Give what stands in rows."""
    return {
        "states": list(STATES),
        "trail": [Link("Ronde", "#arah"), Link("Kota Antikorupsi Contoh", "#arah")],
        "page_of_many": Paginator(range(1, 1215), 20).page(7),
        "page_of_one": Paginator(range(1, 9), 20).page(1),
        "page_of_none": Paginator((), 20).page(1),
        "records": [Link("19 indikator", "#nilai")],
        "soon": date(2025, 10, 1),
        "late": date(2025, 9, 25),
        "later": date(2025, 10, 17),
        "now": datetime(2025, 9, 29, 9, 42),  # noqa: DTZ001  # a sample, shown as it stands
        "colours": COLOURS.split(),
    }


def sections() -> list[dict[str, Any]]:
    """Give the sections of the page."""
    return [
        {"key": key, "title": title, "text": text, "template": f"web/kit/{key}.html", "is_wide": key in WIDE}
        for key, title, text in SECTIONS
    ]


def context() -> dict[str, Any]:
    """Give everything that the page shows."""
    themes = [
        {"key": "light", "name": _("terang"), "form": form("light")},
        {"key": "dark", "name": _("gelap"), "form": form("dark")},
    ]
    return {"sections": sections(), "themes": themes} | scores() | road() | deeds() | lists()
