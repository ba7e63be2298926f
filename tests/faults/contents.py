"""A deed for the faults: a file is uploaded; bytes first, flushed and in their place, then the row that names them."""

import hashlib
import os
from collections.abc import Mapping
from datetime import UTC, datetime

from django.db import transaction

from bening.kernel.evidence import store
from bening.kernel.evidence.models import Blob


def prepare() -> None:
    """Need nothing."""


def act(number: int) -> Mapping[str, str]:
    """Write a content and the row that names it."""
    now = datetime.now(UTC)
    piece = number.to_bytes(8, "big") + os.urandom(30_000)
    part = store.write([piece, piece, piece], at_most=10**6)
    with transaction.atomic():
        part.place(at=now)
        Blob.objects.create(sha256=part.sha256, size=part.size, stored_at=now)
    return {"sha256": part.sha256}


def is_there(told: Mapping[str, str]) -> bool:
    """Return whether the content is named and whole."""
    return Blob.objects.filter(pk=told["sha256"]).exists() and is_whole(told["sha256"])


def halves() -> list[str]:
    """Name rows without their content, and contents that are not what their name says."""
    named = list(Blob.objects.values_list("sha256", flat=True))
    lying = store.contents(written_before=datetime.max.replace(tzinfo=UTC))
    return [sha256 for sha256 in {*named, *lying} if not is_whole(sha256)]


def is_whole(sha256: str) -> bool:
    """Return whether the content lies in its place with the digest of its name."""
    try:
        return hashlib.sha256(store.path_of(sha256).read_bytes()).hexdigest() == sha256
    except FileNotFoundError:
        return False
