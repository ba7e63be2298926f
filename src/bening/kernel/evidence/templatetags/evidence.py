"""How a piece of evidence is named in a row: its access, its kind, its icon."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from bening.kernel.evidence.models import Item
from bening.web.formatting import file_size
from bening.web.language import language
from bening.web.states import State
from bening.web.templatetags.bening import icon, status

register = template.Library()
_ACCESS = {
    "restricted": State("lock", _("Terbatas")),
    "public": State("eye", _("Terbit"), "good"),
    "asked": State("hourglass", _("Penarikan diminta"), "wait"),
    "confirmed": State("ban", _("Ditarik"), "bad"),
}
_KINDS = {
    "pdf": "PDF",
    "jpeg": "JPEG",
    "png": "PNG",
    "webp": "WebP",
    "docx": "Word",
    "xlsx": "Excel",
    "pptx": "PowerPoint",
    "odt": "ODT",
    "ods": "ODS",
    "csv": "CSV",
    "txt": gettext_lazy("teks"),
    "html": gettext_lazy("halaman web"),
}
_ICONS = {"jpeg": "image", "png": "image", "webp": "image", "xlsx": "sheet", "ods": "sheet", "csv": "sheet"}


@register.simple_tag
def access_of(item: Item) -> SafeString:
    """Show who gets a piece of evidence: its offices alone, everybody, nobody any more."""
    return status(_ACCESS[item.withdrawal or ("public" if item.is_public else "restricted")])


@register.simple_tag
def icon_of(item: Item) -> SafeString:
    """Draw what a piece of evidence is."""
    drawn = {"web": "link", "paper": "folder"}.get(item.kind) or _ICONS.get(item.content_kind, "file-text")
    return icon(drawn)


@register.simple_tag
def about(item: Item) -> SafeString:
    """Say kind, size and pages; of a paper its place, of an address its host."""
    if item.kind == "paper":
        return format_html("{}", ", ".join(filter(None, [gettext("kertas"), item.place, item.shelf])))
    words = [str(_KINDS.get(item.content_kind, item.get_kind_display()))]
    if item.kind == "web":
        words.insert(0, item.url.split("/")[2])
    if item.blob is not None:
        words.append(file_size(item.blob.size, language()))
    if item.pages > 1:
        words.append(gettext("%(jumlah)d halaman") % {"jumlah": item.pages})
    return format_html("{}", ", ".join(words))


@register.simple_tag
def found_word(kind: str) -> str:
    """Name a number that the scan found."""
    return {
        "nik": gettext("nomor induk (NIK)"),
        "kk": gettext("nomor kartu keluarga"),
        "npwp": gettext("nomor pajak (NPWP)"),
        "phone": gettext("nomor telepon"),
        "account": gettext("nomor rekening"),
    }[kind]
