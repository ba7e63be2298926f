"""Who has to declare their assets for a year, and when they did: a number, an office, a day, and nothing else."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from bening.kernel.ledger.models import Recorded
from bening.kernel.people.models import Organisation, Region, User


class PostClass(models.TextChoices):
    """The class of a post, where the register keeps it."""

    HEAD = "head", _("kepala daerah dan wakil")
    SENIOR = "senior", _("pimpinan tinggi")
    MIDDLE = "middle", _("administrator")
    OTHER = "other", _("pejabat lain")


class Withdrawal(models.TextChoices):
    """Why an obligation no longer counts: it ended on a day, or it was a mistake and never counted."""

    ENDED = "ended", _("tidak lagi wajib lapor")
    MISTAKE = "mistake", _("salah catat")


class Obligation(Recorded):
    """That one official declares for one reporting year; a number stands for the person."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    reporting_year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    post_class = models.CharField(max_length=6, choices=PostClass, blank=True)
    withdrawn_on = models.DateField(null=True)
    withdrawal = models.CharField(max_length=7, choices=Withdrawal, blank=True)

    class Meta:
        ordering: ClassVar = ["-reporting_year", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["region", "reporting_year", "number"],
                condition=Q(withdrawn_on__isnull=True),
                name="oversight_obligation_number_once_a_year",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="oversight_obligation_number_from_1"),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawal="")
                | Q(withdrawn_on__isnull=False, withdrawal__gt=""),
                name="oversight_obligation_withdrawn_with_a_reason",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["region", "reporting_year", "organisation"], name="oversight_counts")]

    def __str__(self) -> str:
        return _t("Wajib lapor %(nomor)s") % {"nomor": f"{self.number:03}"}


class Receipt(Recorded):
    """On which day the declaration was filed."""

    obligation = models.OneToOneField(Obligation, models.PROTECT, related_name="receipt")
    filed_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.obligation} {self.filed_on}"


class SheetState(models.TextChoices):
    """How far a sheet of the register has come."""

    WAITING = "waiting", _("menunggu dibaca")
    READY = "ready", _("menunggu keputusan Anda")
    TAKING = "taking", _("sedang dimasukkan")
    DONE = "done", _("selesai")
    REFUSED = "refused", _("tidak dapat dibaca")
    STOPPED = "stopped", _("terhenti")


class StagedSheet(models.Model):
    """A sheet on its way into the register, kept until it is in or its time is over; not part of the ledger.

    A large one is read and taken by the worker, which holds it meanwhile; `content` is the file until it was read.
    The counts are those of its lines: `changes` are to be taken, `gone` of them were gone through, `kept` are those
    for repair.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    region = models.ForeignKey(Region, models.CASCADE, related_name="+")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    state = models.CharField(max_length=7, choices=SheetState)
    is_large = models.BooleanField()
    size = models.PositiveIntegerField()
    content = models.BinaryField(null=True)
    problems = models.JSONField(default=list)
    more_problems = models.PositiveIntegerField(default=0)
    lines = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    filed = models.PositiveIntegerField(default=0)
    corrected = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    staged_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    holder = models.CharField(max_length=16, blank=True)
    held_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    reference = models.CharField(max_length=8, blank=True)

    def __str__(self) -> str:
        return f"{self.region_id} {self.state}"

    @property
    def changes(self) -> int:
        """Return how many lines were to change the register when the sheet was checked."""
        return self.added + self.filed + self.corrected


class StagedPart(models.Model):
    """Some lines of a sheet that are taken together, and those kept for repair."""

    sheet = models.ForeignKey(StagedSheet, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    lines = models.JSONField(default=list)
    kept = models.JSONField(default=list)
    is_gone = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "number"], name="oversight_staged_part_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.number}"
