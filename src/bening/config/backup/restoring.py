"""Restores a backup into an empty place: all of it, checked before it is put there, or nothing."""

import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from bening.config.backup import age, disk, postgresql, sqlite
from bening.config.backup.archive import Archive
from bening.config.backup.making import FILES
from bening.config.health import known_migrations
from bening.config.messages import CATALOGUE
from bening.kernel.evidence.models import Blob
from bening.kernel.ledger.messages import CATALOGUE as OF_THE_LEDGER
from bening.kernel.ledger.models import Head
from bening.kernel.ledger.queries import Verified, verify
from bening.scoring.messages.render import render
from bening.scoring.text import Place, Text, refuse

assert CATALOGUE.keys().isdisjoint(OF_THE_LEDGER)


class Restored(NamedTuple):
    """What was put in place, what the ledger says of it, and the files that the backup never held."""

    files: int
    ledger: Verified
    missing: list[str]


def restore(backup: Path, *, key: Path | None, state: Path) -> Restored:
    """Put the backup where the settings point; refused, without a trace, unless that is empty and everything fits."""
    engine: ModuleType = postgresql if connection.vendor == "postgresql" else sqlite
    keys = age.identities(key) if key else []
    files = Path(settings.MEDIA_ROOT)
    _refuse_filled(engine, files)
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = Path(str(connection.settings_dict["NAME"]))
    with tempfile.TemporaryDirectory(dir=state, prefix="restore-") as name:
        staging = Path(name)
        archive = _opened(backup, keys, staging)
        _refuse_foreign(archive, engine)
        count = _write_files(archive, staging / "files")
        with ExitStack() as undo:
            undo.callback(engine.abandon, database)
            engine.place(archive, staging)
            found = _verified(archive)
            _settle_files(staging / "files", files)
            engine.settle(database, staging)
            undo.pop_all()  # it is in place: nothing is undone any more
    return Restored(count, found, archive.manifest["missing"])


def _refuse_filled(engine: ModuleType, files: Path) -> None:
    if not engine.is_empty():
        where = connection.settings_dict["NAME"]
        raise refuse("restore_not_empty", place=str(where))
    if any(path.is_file() for path in files.rglob("*")):
        raise refuse("restore_not_empty", place=str(files))


def _opened(backup: Path, keys: Sequence[Any], staging: Path) -> Archive:
    """Return the backup, decrypted into the staging folder where it is encrypted."""
    try:
        with backup.open("rb") as file:
            is_encrypted = file.read(len(age.HEAD)) == age.HEAD
            if not is_encrypted:
                return Archive(backup)
            if not keys:
                raise refuse("restore_no_key", Place(str(backup)))
            file.seek(0)
            plain = staging / "plain.tar"
            with disk.new_file(plain) as out:
                age.decrypt(file, out, keys)
        return Archive(plain)
    except OSError as error:
        raise refuse("file_unreadable", Place(str(backup)), reason=error.strerror or str(error)) from error


def _refuse_foreign(archive: Archive, engine: ModuleType) -> None:
    """Refuse a backup of another engine, or of a program that is newer than this one."""
    made_by = archive.manifest["engine"]
    if made_by != engine.ENGINE:
        raise refuse("restore_other_engine", from_engine=str(made_by), to_engine=engine.ENGINE)
    known = known_migrations()
    for app, name in archive.manifest["migrations"]:
        if (app, name) not in known:
            raise refuse("restore_newer", migration=f"{app}.{name}")


def _write_files(archive: Archive, folder: Path) -> int:
    """Write the evidence files as the store keeps them, and flush each; return how many."""
    unusable, count = set(archive.manifest["missing"]), 0
    for name in archive.names():
        sha256 = name.removeprefix(FILES)
        if not name.startswith(FILES) or sha256 in unusable:
            continue
        path = folder / "contents" / sha256[:2] / sha256
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with disk.new_file(path) as file:
            file.writelines(archive.chunks(name))
            disk.flush(file)
        count += 1
    return count


def _verified(archive: Archive) -> Verified:
    """Hold the database to the manifest and to its own ledger, after bringing it up to this program."""
    expected = archive.manifest["ledger"]
    head = Head.objects.get()
    if (head.seq, head.hash) != (expected["seq"], expected["hash"]):
        raise refuse("restore_unlike")
    call_command("migrate", verbosity=0)
    found = verify()
    if found.problem is not None:
        said = [render(found.problem, language, OF_THE_LEDGER) for language in ("id", "en")]
        raise refuse("restore_ledger", reason=Text(*said))
    held = {name.removeprefix(FILES) for name in archive.names()} | set(archive.manifest["missing"])
    for sha256 in Blob.objects.filter(destroyed_at=None).values_list("sha256", flat=True):
        if sha256 not in held:
            raise refuse("restore_damaged", part=FILES + sha256)
    return found


def _settle_files(staged: Path, place: Path) -> None:
    """Move the evidence files to their place, which holds nothing but empty folders."""
    for folder in sorted(place.rglob("*"), reverse=True):
        folder.rmdir()
    if place.exists():
        place.rmdir()
    staged.mkdir(mode=0o700, exist_ok=True)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    staged.rename(place)
    disk.flush_folder(place.parent)
