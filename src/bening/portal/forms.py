"""The form of a report, and the one of its answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bening.portal.models import CONTACT_LENGTH, TEXT_LENGTH

SHORTEST = 5


class ReportForm(forms.Form):
    """What is wrong, and how to reach who says so; `situs` is for machines, people do not see it."""

    text = forms.CharField(
        label=_("Apa yang keliru?"),
        help_text=_("Sebutkan angka atau kalimatnya, dan sumber yang benar bila ada. Jangan menulis data pribadi."),
        min_length=SHORTEST,
        max_length=TEXT_LENGTH,
        error_messages={
            "required": _("Belum ada yang ditulis. Tulis apa yang keliru, lalu kirim lagi."),
            "min_length": _("Tulisan ini terlalu pendek untuk dipahami. Tulis satu kalimat, lalu kirim lagi."),
        },
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    contact = forms.CharField(
        label=_("Alamat e-mail atau nomor telepon"),
        help_text=_("Hanya bila Anda ingin dihubungi. Dihapus 90 hari sesudah laporan ditutup."),
        max_length=CONTACT_LENGTH,
        required=False,
    )
    situs = forms.CharField(
        label=_("Biarkan kosong"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )


class AnswerForm(forms.Form):
    """What was found and done."""

    answer = forms.CharField(
        label=_("Jawaban"),
        help_text=_("Apa yang ditemukan, dan apa yang diperbaiki."),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
