"""Contents, pieces of evidence, their links to what they stand behind, public copies and openings."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bening.kernel.evidence.rules import NAME_LENGTH, State
from bening.kernel.ledger.models import Recorded


class Blob(models.Model):
    """The content of a file by the SHA-256 of its bytes, which no page and no address shows; its kind is its items'."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    size = models.PositiveBigIntegerField()
    stored_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.size} B"


class ItemKind(models.TextChoices):
    """What a piece of evidence is."""

    FILE = "file", _("berkas")
    WEB = "web", _("alamat web")
    PAPER = "paper", _("kertas")


class Withdrawal(models.TextChoices):
    """How far a withdrawal is."""

    NONE = "", _("tidak ditarik")
    ASKED = "asked", _("penarikan diminta")
    CONFIRMED = "confirmed", _("ditarik")


class WithdrawalGround(models.TextChoices):
    """Why bytes are destroyed."""

    NONE = "", _("tidak ada")
    PERSONAL = "personal", _("data pribadi")
    MALWARE = "malware", _("berkas berbahaya")


class Item(Recorded):
    """A piece of evidence of an office: a file, a web address or paper; a later version stands beside it."""

    owner = models.ForeignKey("people.Organisation", models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=5, choices=ItemKind)
    title = models.CharField(max_length=150)
    blob = models.ForeignKey(Blob, models.PROTECT, null=True, related_name="items")
    content_kind = models.CharField(max_length=10, default="")
    pages = models.PositiveIntegerField(default=0)
    file_name = models.CharField(max_length=NAME_LENGTH, default="")
    url = models.CharField(max_length=1000, default="")
    place = models.CharField(max_length=150, default="")
    shelf = models.CharField(max_length=100, default="")
    effective_on = models.DateField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    previous = models.OneToOneField("self", models.PROTECT, null=True, related_name="next")
    is_public = models.BooleanField(default=False)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    withdrawal = models.CharField(max_length=9, choices=Withdrawal, default="", blank=True)
    withdrawal_ground = models.CharField(max_length=8, choices=WithdrawalGround, default="", blank=True)
    withdrawal_reason = models.CharField(max_length=500, default="")
    withdrawal_asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawal_asked_at = models.DateTimeField(null=True)
    withdrawal_confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawal_confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-uploaded_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["owner", "-uploaded_at"], name="evidence_item_of_owner"),
            models.Index(fields=["withdrawal", "owner"], name="evidence_item_asked_of_owner"),  # counted on each page
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="file", blob__isnull=False)
                | (Q(kind="web") & ~Q(url=""))
                | (Q(kind="paper", blob__isnull=True) & ~Q(place="")),
                name="evidence_item_has_what_its_kind_needs",
            ),
            models.CheckConstraint(
                condition=Q(is_public=False) | (Q(published_at__isnull=False) & ~Q(withdrawal="confirmed")),
                name="evidence_public_item_was_published",
            ),
            models.CheckConstraint(
                condition=~Q(withdrawal="confirmed") | ~Q(withdrawal_confirmed_by=F("withdrawal_asked_by")),
                name="evidence_withdrawal_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def as_state(self) -> State:
        """Return what the rules decide on."""
        return State(self.blob_id is not None, self.is_public, self.withdrawal)


class Capture(models.Model):
    """What a web address answered on the day: when, from where, and its text; the bytes are the item's."""

    item = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="capture")
    fetched_at = models.DateTimeField()
    final_url = models.CharField(max_length=1000)
    text = models.TextField()

    def __str__(self) -> str:
        return self.final_url


class LiveLinks(models.Manager["Link"]):
    """The links that hold; `everything` has those that were taken off as well."""

    def get_queryset(self) -> models.QuerySet["Link"]:
        """Return the links that hold."""
        return super().get_queryset().filter(ended_at__isnull=True)


class Link(Recorded):
    """A piece of evidence stands behind something of a system, such as an answer; many for one and one for many."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="links")
    subject_kind = models.CharField(max_length=60)
    subject = models.UUIDField()
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[LiveLinks] = LiveLinks()
    everything: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        ordering: ClassVar = ["linked_at", "id"]
        indexes: ClassVar = [models.Index(fields=["subject_kind", "subject"], name="evidence_link_of_subject")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item", "subject_kind", "subject"],
                condition=Q(ended_at__isnull=True),
                name="evidence_link_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject}"


class PublicCopy(Recorded):
    """The copy without metadata that the public may get, what the scan said of its pages, and which a person saw."""

    item = models.OneToOneField(Item, models.PROTECT, related_name="public_copy")
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="public_copies")
    pages = models.JSONField()  # [{"state": "clean" | "numbers" | "unreadable", "found": [[kind, covered number]]}]
    confirmed = models.JSONField(default=list)  # numbers of pages, from 1
    scanned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    scanned_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.item_id)

    def states(self) -> list[str]:
        """Return what the scan said, page by page."""
        return [page["state"] for page in self.pages]


class Opening(models.Model):
    """Somebody opened a restricted file; kept for a term, outside the ledger."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="openings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return f"{self.user_id} {self.at:%Y-%m-%d %H:%M}"
