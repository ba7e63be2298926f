"""What the officer types: an obligation, the day of a declaration."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bening.systems.oversight.models import PostClass


class AddForm(forms.Form):
    """An official who has to declare."""

    kantor = forms.TypedChoiceField(label=_("Kantor"))
    tahun = forms.IntegerField(label=_("Tahun lapor"), min_value=2000, max_value=9999)
    nomor = forms.IntegerField(
        label=_("Nomor"), min_value=1, max_value=99_999, required=False, help_text=_("Kosong: nomor berikutnya.")
    )
    golongan = forms.ChoiceField(
        label=_("Golongan jabatan"), required=False, choices=[("", _("tidak dicatat")), *PostClass.choices]
    )

    def __init__(self, *args: Any, offices: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kantor"].choices = offices  # type: ignore[attr-defined]  # a field of choices


class DayForm(forms.Form):
    """On which day a declaration was filed."""

    tanggal = forms.DateField(
        label=_("Tanggal lapor"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
    )
