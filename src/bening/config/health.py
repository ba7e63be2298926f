"""`/sehat/`: whether database, files and migrations are in order, for whatever watches over the server."""

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from bening.kernel.ledger.models import Head


@require_safe
def health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - the same for everybody
    """Answer 200 when all is in order, else 503; each part is named with true or false."""
    found = {name: check() for name, check in CHECKS.items()}
    return JsonResponse(found, status=200 if all(found.values()) else 503, headers={"Cache-Control": "no-store"})


def database_answers() -> bool:
    """Return whether the database answers and holds the ledger's head."""
    try:
        return Head.objects.exists()
    except Error:
        # The connection may be gone for good: the next request opens another.
        connection.close()
        return False


def files_can_be_written() -> bool:
    """Return whether a file can be written, and deleted again, where the evidence lies."""
    folder = Path(settings.MEDIA_ROOT)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"sehat")
            file.flush()
    except OSError:
        return False
    return True


def migrations_are_applied() -> bool:
    """Return whether the database has every migration that this program knows."""
    try:
        return known_migrations() <= MigrationRecorder(connection).applied_migrations().keys()
    except Error:
        return False


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """Return the migrations of this program, as (app, name)."""
    return frozenset(MigrationLoader(None).graph.nodes)


CHECKS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "files": files_can_be_written,
    "migrations": migrations_are_applied,
}
