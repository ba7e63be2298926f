"""Regions, organisations, users, and memberships: a role in one organisation, with dates and a reach."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from bening.kernel.ledger.models import Recorded


class RegionKind(models.TextChoices):
    """What a region is."""

    PROVINCE = "province", _("provinsi")
    REGENCY = "regency", _("kabupaten")
    CITY = "city", _("kota")


class Region(models.Model):
    """A province, regency or city by its dotted code of the Home Ministry; codes are text and may end."""

    code = models.CharField(primary_key=True, max_length=13)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=RegionKind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="predecessors")
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.name


class OrganisationKind(models.TextChoices):
    """What an organisation is."""

    OPD = "opd", _("perangkat daerah")
    INSPECTORATE = "inspectorate", _("inspektorat")
    HOSPITAL = "hospital", _("rumah sakit")
    HEAD_OF_REGION = "head", _("kepala daerah")
    OUTSIDE = "outside", _("penilai luar")


class Organisation(Recorded):
    """An office of a region, or a body from outside that assesses it; offices form a tree."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="organisations")
    name = models.CharField(max_length=150)
    short_name = models.CharField(max_length=40)
    kind = models.CharField(max_length=15, choices=OrganisationKind, default=OrganisationKind.OPD)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["region", "name"], name="people_organisation_name_once_in_a_region"),
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Finds users by their e-mail address, whatever its letters' case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the user who signs in with this address."""
        return self.get(email__iexact=username)


class User(Recorded, AbstractBaseUser):
    """A person who can sign in; what they may do lies in their memberships alone."""

    last_login = None
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=100)
    is_active = models.BooleanField(default=True)
    session_epoch = models.PositiveIntegerField(default=0)  # counting it up ends every session of this person

    outside_the_ledger = frozenset({"password"})  # hashed anew at a sign-in when the method changes
    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="people_user_email_once_in_any_case"),
        ]

    def __str__(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Return what a session is held to: it changes with the password and with the epoch."""
        key_salt = "bening.kernel.people.models.User.session"
        return salted_hmac(
            key_salt, f"{self.session_epoch}:{self.password}", secret=secret, algorithm="sha256"
        ).hexdigest()

    def get_username(self) -> str:
        """Return the address that this person signs in with."""
        return self.email

    def has_perm(self, perm: str, obj: Any = None) -> bool:  # noqa: ARG002 - what Django asks; memberships decide
        """Return False: rights come from memberships alone."""
        return False


class Role(models.TextChoices):
    """What a membership is for."""

    COORDINATOR = "coordinator", _("koordinator program")
    OPERATOR = "operator", _("operator kantor")
    HEAD = "head", _("kepala kantor")
    APIP = "apip", _("penilai internal (APIP)")
    ASSESSOR = "assessor", _("penilai luar")
    LEAD_ASSESSOR = "lead_assessor", _("ketua penilai luar")
    MAYOR = "mayor", _("kepala daerah")
    ADMINISTRATOR = "administrator", _("administrator")
    OVERSIGHT = "oversight", _("petugas LHKPN")


class Reach(models.TextChoices):
    """How far a role reaches; it says what a person sees and is no membership of other organisations."""

    OFFICE = "office", _("kantor sendiri")
    REGION = "region", _("seluruh daerah")


class Membership(Recorded):
    """A role of a person in exactly one organisation, from a day on, until a day or until further notice."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=15, choices=Role)
    reach = models.CharField(max_length=6, choices=Reach, default=Reach.OFFICE)
    region = models.ForeignKey(Region, models.PROTECT, related_name="memberships")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    is_acting = models.BooleanField(default=False)
    on_behalf_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="deputies")
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["role", "starts_on"]
        # Whether a person reaches over one region is asked on each page; some hold a membership in each of 500.
        indexes: ClassVar = [models.Index(fields=["user", "region"], name="people_membership_of_user")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="people_membership_ends_after_its_start",
            ),
            models.CheckConstraint(
                condition=Q(on_behalf_of__isnull=True) | Q(is_acting=True),
                name="people_membership_on_behalf_is_acting",
            ),
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=Q(ends_on__isnull=True),
                name="people_membership_once_without_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.organisation}"


class Invitation(Recorded):
    """A link by which a person takes up a role; its token is kept as a hash and works once."""

    email = models.EmailField()
    name = models.CharField(max_length=100)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=15, choices=Role)
    reach = models.CharField(max_length=6, choices=Reach, default=Reach.OFFICE)
    region = models.ForeignKey(Region, models.PROTECT, related_name="invitations")
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-expires_at"]

    def __str__(self) -> str:
        return self.email
