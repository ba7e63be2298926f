"""What is said of the register: states, and what is wrong with a line of a sheet."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.utils.translation import gettext_noop as _later

from bening.systems.oversight.rules import Fault
from bening.web.states import State

STATES = {
    "filed": State("circle-check", gettext_lazy("Sudah lapor"), "good"),
    "filed_late": State("clock", gettext_lazy("Lapor terlambat"), "wait"),
    "waiting": State("hourglass", gettext_lazy("Belum, masih ada waktu"), "wait"),
    "missing": State("triangle-alert", gettext_lazy("Belum lapor"), "bad"),
    "withdrawn": State("undo-2", gettext_lazy("Dicabut"), "none"),
}
FILTERS = {
    "filed": gettext_lazy("Sudah lapor"),
    "filed_late": gettext_lazy("Lapor terlambat"),
    "missing": gettext_lazy("Belum lapor"),
    "withdrawn": gettext_lazy("Dicabut"),
}
FAULTS = {
    "year": _later("Tahun lapor harus dari %(first)s sampai %(last)s. Perbaiki tahunnya."),
    "number": _later("Nomor harus bilangan bulat dari 1 sampai %(most)s. Perbaiki nomornya."),
    "future": _later("Tanggal lapor belum tiba. Isi tanggal penyampaian yang sebenarnya, atau kosongkan."),
    "early": _later("Tanggal lapor jatuh sebelum tahun lapor %(year)s berakhir. Periksa tahun dan tanggalnya."),
    "twice": _later("Nomor dan tahun ini sudah ada di baris %(first)s. Hapus salah satu."),
    "office": _later("Kantor “%(office)s” tidak ada di daerah ini. Pilih kantor dari daftar di selnya."),
    "other_office": _later(
        "Wajib lapor ini tercatat di %(office)s. Samakan kantornya, atau cabut dahulu dari daftar lalu tambahkan lagi."
    ),
    "other_class": _later("Golongan jabatannya tercatat lain. Kosongkan kolom itu, atau samakan."),
    "moved": _later(
        "Diubah orang lain sesudah diperiksa; kini di %(office)s, lapor %(day)s. Bandingkan, lalu unggah lagi."
    ),
    "moved_unfiled": _later(
        "Diubah orang lain sesudah diperiksa; kini di %(office)s, belum lapor. Bandingkan, lalu unggah lagi."
    ),
    "gone": _later("Dicabut dari daftar sesudah diperiksa. Hapus barisnya, atau unggah lagi untuk mencatatnya."),
    "stopped": _later("Baris ini belum dimasukkan ketika pekerjaan terhenti. Unggah lagi baris ini."),
}


def said(fault: Fault) -> str:
    """Return a fault as a sentence, without its place."""
    return _(FAULTS[fault.key]) % dict(fault.values)


def placed(fault: Fault) -> str:
    """Return a fault as a sentence, with the line of the sheet."""
    return _("Baris %(baris)s: %(kalimat)s") % {"baris": fault.line, "kalimat": said(fault)}


def told(fault: Fault) -> dict[str, str]:
    """Return a fault as a sentence in both languages, as it is kept until its person reads it."""
    found = {}
    for name in ("id", "en"):
        with override(name):
            found[name] = placed(fault)
    return found


def told_stopped(line: int) -> dict[str, str]:
    """Return what is said of a line that was not gone through."""
    return told(Fault(line, "stopped"))
