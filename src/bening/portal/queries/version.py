"""The version of what is published."""

from bening.kernel.ledger.models import Event
from bening.kernel.ledger.rules import ERASED
from bening.portal.models import PublishedVersion

# Kinds of events after which a public page may show something else; the end of a name may be left open.
PUBLIC = ("assessment.opinion_closed", "assessment.round_", "evidence.", "oversight.", "people.organisation_", ERASED)


def version() -> int:
    """Return the version of what is published, in one query."""
    return PublishedVersion.objects.values_list("number", flat=True).first() or 0


def follow(*, instance: Event, **_: object) -> None:
    """Move the version on with an event that may have changed a public page, in the transaction of the event."""
    if instance.kind.startswith(PUBLIC) and not PublishedVersion.objects.update(number=instance.seq):
        PublishedVersion.objects.create(number=instance.seq)
