"""What people type about people."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from bening.kernel.people.models import Membership, Organisation, OrganisationKind, Reach, Region, Role
from bening.kernel.people.rules import Named, Terms


def _day(**attrs: str) -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date", "class": "input-short"} | attrs, format="%Y-%m-%d")


def _labels(organisations: Sequence[Organisation]) -> list[tuple[str, str]]:
    return [(str(row.pk), row.name) for row in organisations]


class NewPasswordForm(forms.Form):
    """A new password, twice."""

    password = forms.CharField(
        label=_("Kata sandi baru"),
        help_text=_("Paling sedikit 12 karakter. Kalimat pendek lebih mudah diingat."),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Kata sandi baru, sekali lagi"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Return the password if both are the same and it is not a weak one."""
        cleaned = super().clean() or {}
        password, again = cleaned.get("password"), cleaned.get("again")
        if password and again and password != again:
            self.add_error("again", _("Kedua kata sandi tidak sama. Ketik lagi."))
        elif password:
            try:
                validate_password(password)
            except forms.ValidationError as problem:
                self.add_error("password", problem)
        return cleaned


class ChangePasswordForm(NewPasswordForm):
    """The old password and a new one."""

    old = forms.CharField(
        label=_("Kata sandi sekarang"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("old", "password", "again")


class InvitationForm(forms.Form):
    """Whom to invite, and to what."""

    name = forms.CharField(label=_("Nama"), max_length=100)
    email = forms.EmailField(label=_("Alamat e-mail"))
    organisation = forms.ChoiceField(label=_("Organisasi"))
    role = forms.ChoiceField(label=_("Peran"), choices=Role.choices)
    reach = forms.ChoiceField(label=_("Jangkauan"), choices=Reach.choices, widget=forms.RadioSelect, initial="office")

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose = self.fields["organisation"]
        assert isinstance(choose, forms.ChoiceField)
        choose.choices = _labels(organisations)


class GrantForm(forms.Form):
    """Another role for a person."""

    organisation = forms.ChoiceField(label=_("Organisasi"))
    role = forms.ChoiceField(label=_("Peran"), choices=Role.choices)
    reach = forms.ChoiceField(label=_("Jangkauan"), choices=Reach.choices, widget=forms.RadioSelect, initial="office")
    starts_on = forms.DateField(label=_("Mulai"), widget=_day())
    ends_on = forms.DateField(
        label=_("Hari terakhir"), widget=_day(), required=False, help_text=_("Kosongkan bila belum ditentukan.")
    )
    is_acting = forms.BooleanField(label=_("Pejabat sementara"), required=False)
    on_behalf_of = forms.ChoiceField(label=_("Mewakili"), required=False)

    def __init__(
        self, *args: Any, organisations: Sequence[Organisation], held: Sequence[Membership], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choose, replaced = self.fields["organisation"], self.fields["on_behalf_of"]
        assert isinstance(choose, forms.ChoiceField)
        assert isinstance(replaced, forms.ChoiceField)
        choose.choices = _labels(organisations)
        people = [(str(row.pk), f"{row.user.name} ({row})") for row in held]
        replaced.choices = [("", _("tidak mewakili siapa pun")), *people]

    def terms(self) -> Terms:
        """Return what was typed as the terms of a membership."""
        typed = self.cleaned_data
        return Terms(
            role=typed["role"],
            reach=typed["reach"],
            starts_on=typed["starts_on"],
            ends_on=typed["ends_on"],
            is_acting=typed["is_acting"],
            on_behalf_of=UUID(typed["on_behalf_of"]) if typed["on_behalf_of"] else None,
        )


class EndForm(forms.Form):
    """The last day of a role."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    ends_on = forms.DateField(label=_("Hari terakhir"), widget=_day())


class HandOverForm(forms.Form):
    """Who takes the duties over."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    successor = forms.ChoiceField(label=_("Penerus"))

    def __init__(self, *args: Any, successors: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose = self.fields["successor"]
        assert isinstance(choose, forms.ChoiceField)
        choose.choices = [(str(row.pk), row.user.name) for row in successors]


class OrganisationForm(forms.Form):
    """A new organisation."""

    region = forms.ChoiceField(label=_("Wilayah"))
    name = forms.CharField(label=_("Nama lengkap"), max_length=150)
    short_name = forms.CharField(label=_("Nama pendek"), max_length=40, help_text=_("Untuk tabel dan daftar."))
    kind = forms.ChoiceField(label=_("Jenis"), choices=OrganisationKind.choices)
    parent = forms.ChoiceField(label=_("Bagian dari"), required=False)

    def __init__(
        self, *args: Any, regions: Sequence[Region], organisations: Sequence[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        region, parent = self.fields["region"], self.fields["parent"]
        assert isinstance(region, forms.ChoiceField)
        assert isinstance(parent, forms.ChoiceField)
        region.choices = [(row.pk, row.name) for row in regions]
        parent.choices = [("", _("tidak ada")), *_labels(organisations)]

    def named(self) -> Named:
        """Return both names."""
        return Named(self.cleaned_data["name"], self.cleaned_data["short_name"])


class RenameForm(forms.Form):
    """Other names for an organisation."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Nama lengkap"), max_length=150)
    short_name = forms.CharField(label=_("Nama pendek"), max_length=40)

    def named(self) -> Named:
        """Return both names."""
        return Named(self.cleaned_data["name"], self.cleaned_data["short_name"])


class SeenForm(forms.Form):
    """The version that a person saw, where a button is all there is."""

    seen = forms.IntegerField(min_value=0)


class WantedForm(forms.Form):
    """What the list of people is narrowed to; what does not fit is left out."""

    q = forms.CharField(label=_("Cari"), max_length=100, required=False)
    peran = forms.ChoiceField(label=_("Peran"), required=False, choices=[("", _("Semua peran")), *Role.choices])
    organisasi = forms.UUIDField(label=_("Organisasi"), required=False)
    keadaan = forms.ChoiceField(
        label=_("Keadaan"),
        required=False,
        choices=[
            ("", _("Semua")),
            ("active", _("Berperan sekarang")),
            ("ended", _("Tanpa peran sekarang")),
            ("stopped", _("Akun dihentikan")),
        ],
    )
