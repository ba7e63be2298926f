"""Records for a place: `python -m tests.config.content` writes some, `... print` prints every row of every table."""

import hashlib
import json
import os
import sys
from datetime import UTC, date, datetime

import django

# ruff: noqa: PLC0415 - models load only after Django is set up
NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
FILES = (b"CONTOH berkas satu", b"CONTOH berkas dua" * 100_000, b"")


def fill() -> None:
    """Write an office, a person, a membership, evidence with files, and a session, through ledger and store."""
    from django.contrib.sessions.models import Session
    from django.db import transaction

    from bening.kernel.evidence import store
    from bening.kernel.evidence.models import Blob, Item
    from bening.kernel.ledger import actions as ledger
    from bening.kernel.people.models import Membership, Organisation, Region, RegionKind, Role, User

    region, _ = Region.objects.get_or_create(
        code="99.99", defaults={"name": "Kota CONTOH", "kind": RegionKind.CITY, "is_sample": True}
    )
    with transaction.atomic():
        office = Organisation(region=region, name="Dinas Contoh", short_name="Dinas")
        user = User(email="contoh@contoh.example", name="Orang CONTOH", password="!")  # noqa: S106 - no password at all
        ledger.record("people.organisation_added", office, by=None, at=NOW)
        ledger.record("people.user_added", user, by=None, at=NOW)
        member = Membership(
            user=user, organisation=office, role=Role.OPERATOR, region=region, starts_on=date(2026, 1, 1)
        )
        ledger.record("people.role_granted", member, by=user, at=NOW)
        for number, content in enumerate(FILES):
            part = store.write([content] if content else [], at_most=10**9)
            part.place(at=NOW)
            blob = Blob.objects.create(sha256=part.sha256, size=part.size, stored_at=NOW)
            item = Item(
                owner=office,
                kind="file",
                title=f"Bukti CONTOH {number}\tdengan\\tanda\n",
                blob=blob,
                file_name="contoh.txt",
                effective_on=NOW.date(),
                uploaded_by=user,
                uploaded_at=NOW,
            )
            ledger.record("evidence.added", item, by=user, at=NOW)
    Session.objects.create(session_key="k" * 32, session_data="SESSION-SECRET", expire_date=NOW)


def rows() -> dict[str, str]:
    """Return the SHA-256 of every table's rows but those of sessions."""
    from django.apps import apps

    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label != "sessions.Session":
            values = sorted(json.dumps(list(row), default=repr) for row in model._base_manager.values_list())
            found[model._meta.label] = f"{len(values)} {hashlib.sha256(json.dumps(values).encode()).hexdigest()}"
    return found


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bening.config.settings")
    django.setup()
    if sys.argv[1:] == ["print"]:
        print(json.dumps(rows()))
    else:
        fill()
