"""Rounds, answers, what assessors find and decide, the results that closings store, and sheets on their way in."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bening.kernel.ledger.models import Recorded
from bening.kernel.people.models import Organisation, Region, User
from bening.scoring.text import Text


class Opinion(models.TextChoices):
    """Whose view of an indicator: three opinions that stay three."""

    SELF = "self", _("penilaian mandiri")
    INTERNAL = "internal", _("penilaian internal")
    OUTSIDE = "outside", _("penilaian luar")


class Combining(models.TextChoices):
    """How the values of several outside assessors become one; data of the stage."""

    MEAN = "mean", _("rata-rata penilai")
    AGREED = "agreed", _("kesepakatan pleno")


class RoundState(models.TextChoices):
    """Whether a round still takes answers."""

    OPEN = "open", _("berjalan")
    CLOSED = "closed", _("ditutup")


class AnswerState(models.TextChoices):
    """Where an answer stands; whose turn it is follows from it."""

    DRAFT = "draft", _("disusun kantor")
    SUBMITTED = "submitted", _("menunggu kepala kantor")
    APPROVED = "approved", _("menunggu penilai")
    RETURNED = "returned", _("perlu diperbaiki")
    ASSESSED = "assessed", _("sudah dinilai")


class Ruling(models.TextChoices):
    """What an assessor says of an answer."""

    ACCEPT = "accept", _("diterima")
    REPAIR = "repair", _("perlu perbaikan")
    REJECT = "reject", _("tidak diterima")


class RemarkKind(models.TextChoices):
    """What an entry in the thread of an answer is."""

    NOTE = "note", _("catatan")
    REQUEST = "request", _("permintaan")
    REMINDER = "reminder", _("pengingat")
    EXTENSION = "extension", _("perpanjangan waktu")
    REASSIGNMENT = "reassignment", _("pengalihan kantor")


class InstrumentVersion(Recorded):
    """An instrument in its canonical form, as rounds were held by it."""

    instrument_id = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64, unique=True)
    document = models.JSONField()

    def __str__(self) -> str:
        return self.instrument_id


class Round(Recorded):
    """One instrument, one subject, one stage: from handing out to the last closing."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="rounds")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="rounds")
    instrument = models.ForeignKey(InstrumentVersion, models.PROTECT, related_name="rounds")
    programme = models.CharField(max_length=20)
    stage = models.CharField(max_length=80)
    title = models.CharField(max_length=150)
    title_en = models.CharField(max_length=150, null=True)  # only where the title was made: who types one says it once
    profile = models.CharField(max_length=80)
    options = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    official = models.CharField(max_length=8, choices=Opinion)
    combining = models.CharField(max_length=6, choices=Combining, blank=True)
    starts_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=6, choices=RoundState, default=RoundState.OPEN)
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="following")

    class Meta:
        ordering: ClassVar = ["-starts_on", "title"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(due_on__gte=F("starts_on")), name="assessment_round_due_after_start"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_outside_open(self) -> bool:
        """Return whether the outside assessors, whose opinion ends the round, are still to be heard."""
        return self.official == Opinion.OUTSIDE and self.state == RoundState.OPEN

    @property
    def named(self) -> Text:
        """Return the title in both languages; one that a person typed is the same in both."""
        return Text(self.title, self.title_en or self.title)


class Answer(Recorded):
    """What an office claims for one indicator of a round: the first of the three opinions."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="answers")
    code = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField()
    title = models.JSONField()  # {"id", "en"}, as the instrument of the round has it
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="answers")
    assessor = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="answers_to_assess")
    due_on = models.DateField()
    calendar = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=9, choices=AnswerState, default=AnswerState.DRAFT)
    value = models.JSONField(null=True)
    note = models.TextField(max_length=4000, blank=True)
    measured = models.JSONField(null=True)
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="carried_to")
    is_confirmed = models.BooleanField(default=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "code"], name="assessment_answer_once_in_a_round"),
        ]

    def __str__(self) -> str:
        return self.code


class Finding(Recorded):
    """What one assessor finds; never changed: a later finding stands beside it with the next number."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="findings")
    assessor = models.ForeignKey(User, models.PROTECT, related_name="findings")
    opinion = models.CharField(max_length=8, choices=Opinion)
    number = models.PositiveSmallIntegerField()
    ruling = models.CharField(max_length=6, choices=Ruling)
    value = models.JSONField(null=True)
    reason = models.TextField(max_length=4000)
    answer_version = models.PositiveIntegerField()
    given_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["answer", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["answer", "opinion", "number"], name="assessment_finding_numbered_once"),
            models.CheckConstraint(
                condition=Q(opinion__in=[Opinion.INTERNAL, Opinion.OUTSIDE]), name="assessment_finding_of_an_assessor"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer} {self.number}"


class Decision(Recorded):
    """What the plenary of the outside assessors decides on one indicator; a later one has the next number."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    value = models.JSONField()
    reason = models.TextField(max_length=4000)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="decisions")
    decided_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["answer", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["answer", "number"], name="assessment_decision_numbered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.answer} {self.number}"


class Remark(Recorded):
    """One entry in the thread of an answer: a note, a request with its day, a reminder, an extension."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="remarks")
    author = models.ForeignKey(User, models.PROTECT, related_name="remarks")
    kind = models.CharField(max_length=12, choices=RemarkKind, default=RemarkKind.NOTE)
    text = models.TextField(max_length=4000)
    due_on = models.DateField(null=True)
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["written_at", "id"]

    def __str__(self) -> str:
        return f"{self.answer} {self.get_kind_display()}"


class Correction(Recorded):
    """A window after the final closing: named indicators may change, for a reason, until a day."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="corrections")
    codes = models.JSONField()
    reason = models.TextField(max_length=4000)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    ends_on = models.DateField()
    is_done = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round"], condition=Q(is_done=False), name="assessment_correction_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.ends_on}"


class Closing(Recorded):
    """The dated result of one opinion; stored once, never computed again, all of them stay."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="closings")
    opinion = models.CharField(max_length=8, choices=Opinion)
    number = models.PositiveSmallIntegerField(default=0)
    correction = models.OneToOneField(Correction, models.PROTECT, null=True, related_name="closing")
    is_official = models.BooleanField()
    closed_on = models.DateField()
    closed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    points = models.DecimalField(max_digits=12, decimal_places=6)
    score = models.DecimalField(max_digits=12, decimal_places=6)
    score_text = models.CharField(max_length=20)
    result = models.JSONField()
    answers = models.JSONField()

    class Meta:
        ordering: ClassVar = ["closed_on", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "opinion", "number"], name="assessment_closing_once"),
            models.CheckConstraint(
                condition=Q(number=0, correction__isnull=True) | Q(number__gt=0, correction__isnull=False),
                name="assessment_closing_again_by_correction",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.get_opinion_display()} {self.score_text}"


class SheetKind(models.TextChoices):
    """What a sheet that comes in changes."""

    ANSWERS = "answers", _("jawaban")
    HANDING = "handing", _("penyerahan")


class StagedImport(models.Model):
    """What a sheet would change, kept until its person confirms it or its time is over; not part of the ledger."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=SheetKind)
    changes = models.JSONField()
    rejected = models.JSONField()
    staged_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "round", "kind"], name="assessment_staged_import_once"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.kind}"
