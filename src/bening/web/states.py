"""The states that a thing can be in, each with its icon, its word and its tone."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class State:
    """A state as it is shown; `tone` is none, turn, wait, back, good, bad or empty."""

    icon: str
    label: str | Promise
    tone: str = ""


STATES = {
    "none": State("circle-dashed", _("Belum mulai"), "none"),
    "new": State("circle-dot", _("Baru"), "turn"),
    "draft": State("pencil-line", _("Draf")),
    "waiting": State("hourglass", _("Menunggu"), "wait"),
    "submitted": State("send", _("Dikirim"), "wait"),
    "expiring": State("hourglass", _("Segera habis"), "wait"),
    "examined": State("scan-search", _("Diperiksa"), "turn"),
    "returned": State("undo-2", _("Dikembalikan"), "back"),
    "repair": State("wrench", _("Perlu perbaikan"), "back"),
    "accepted": State("circle-check", _("Diterima"), "good"),
    "agreed": State("circle-check", _("Sepakat"), "good"),
    "decided": State("circle-check", _("Diputuskan"), "good"),
    "set_up": State("circle-check", _("Terpasang"), "good"),
    "not_set_up": State("circle-dashed", _("Belum terpasang"), "none"),
    "done": State("circle-check", _("Selesai"), "good"),
    "published": State("eye", _("Diumumkan"), "good"),
    "open": State("circle-dot", _("Dibuka"), "turn"),
    "closed": State("lock", _("Ditutup")),
    "refused": State("circle-x", _("Ditolak"), "bad"),
    "late": State("triangle-alert", _("Terlambat"), "bad"),
}
