"""What people say of evidence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bening.kernel.evidence.models import ItemKind, WithdrawalGround


class Day(forms.DateField):
    """A day, from the browser's calendar or written the Indonesian way."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
            **options,
        )


class FilterForm(forms.Form):
    """What a list is narrowed to; what cannot be read narrows nothing."""

    q = forms.CharField(required=False, max_length=100)
    jenis = forms.ChoiceField(required=False, choices=[("", _("Semua jenis")), *ItemKind.choices])
    akses = forms.ChoiceField(
        required=False,
        choices=[
            ("", _("Semua akses")),
            ("public", _("terbit")),
            ("restricted", _("terbatas")),
            ("withdrawn", _("ditarik")),
        ],
    )
    kantor = forms.UUIDField(required=False)
    versi = forms.BooleanField(required=False)


class OwnerForm(forms.Form):
    """For which office evidence comes, and since when what it says holds."""

    kantor = forms.UUIDField()
    berlaku = Day(label=_("Berlaku sejak"), help_text=_("Tanggal isi bukti, bukan tanggal unggah"))


class FilesForm(OwnerForm):
    """Files for an office; the title is asked for where there is one file."""

    judul = forms.CharField(
        label=_("Judul"), required=False, max_length=150, help_text=_("Tanpa isian, nama berkas menjadi judul")
    )


class PageForm(OwnerForm):
    """A web address for an office."""

    alamat = forms.CharField(label=_("Alamat web"), max_length=1000, widget=forms.TextInput(attrs={"type": "url"}))
    judul = forms.CharField(label=_("Judul"), required=False, max_length=150)


class PaperForm(OwnerForm):
    """A paper of an office."""

    judul = forms.CharField(label=_("Judul"), max_length=150)
    tempat = forms.CharField(label=_("Tempat"), max_length=150, help_text=_("Gedung dan ruang"))
    rak = forms.CharField(label=_("Rak atau map"), required=False, max_length=100)


class SeenForm(forms.Form):
    """The version of the row that the person saw."""

    seen = forms.IntegerField(min_value=1)


class TitleForm(SeenForm):
    """Another title or effective date."""

    judul = forms.CharField(label=_("Judul"), max_length=150)
    berlaku = Day(label=_("Berlaku sejak"))


class VersionForm(forms.Form):
    """A later version of a file."""

    judul = forms.CharField(label=_("Judul"), required=False, max_length=150, help_text=_("Tanpa isian, judul tetap"))
    berlaku = Day(label=_("Berlaku sejak"))


class WithdrawalForm(SeenForm):
    """Why bytes shall be destroyed."""

    dasar = forms.ChoiceField(
        label=_("Dasar penarikan"),
        choices=[choice for choice in WithdrawalGround.choices if choice[0]],
        widget=forms.RadioSelect,
    )
    alasan = forms.CharField(
        label=_("Alasan"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Jangan menulis ulang data pribadinya"),
    )


class SubjectForm(forms.Form):
    """What evidence is put behind, and where the person came from."""

    subject_kind = forms.RegexField(r"^[a-z_]+\.[a-z_]+$", required=False, max_length=60)
    subject = forms.UUIDField(required=False)
    kembali = forms.CharField(required=False, max_length=500)
