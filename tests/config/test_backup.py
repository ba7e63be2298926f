"""`bening backup` and `bening restore`: all of it comes back, unchecked nothing is believed, nothing is overwritten."""

import json
import random
import re
import subprocess
import sys
import tarfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pyrage
import pytest

from tests.config.content import FILES
from tests.config.places import ROOT, Place

NewPlace = Callable[[str], Place]


@pytest.fixture
def filled(place: Place) -> Place:
    """Give a place with records, evidence files and a session."""
    done = place.run("tests.config.content")
    assert done.returncode == 0, done.stderr
    return place


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Give a recipient, and the file of their secret key."""
    identity = pyrage.x25519.Identity.generate()
    path = tmp_path_factory.mktemp("keys") / "key.txt"
    path.write_text(f"# made for a test\n# public key: {identity.to_public()}\n{identity}\n", encoding="utf-8")
    return str(identity.to_public()), path


def backed_up(place: Place, where: Path, recipient: str) -> Path:
    out = where / "cadangan.age"
    done = place.bening("backup", "-o", str(out), "--to", recipient)
    assert (done.returncode, done.stderr) == (0, "")
    return out


def rows(place: Place) -> object:
    done = place.run("tests.config.content", "print")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def head(place: Place) -> str:
    done = place.bening("ledger", "verify")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_is_restored_equals_what_was_there(
    filled: Place, new_place: NewPlace, tmp_path: Path, keys: tuple[str, Path]
) -> None:
    out = backed_up(filled, tmp_path, keys[0])
    assert out.read_bytes().startswith(b"age-encryption.org/v1\n")
    assert oct(out.stat().st_mode & 0o777) == "0o600"
    empty = new_place("empty")
    done = empty.bening("restore", str(out), "--key", str(keys[1]))
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Restored: {len(FILES)} files, 6 events, 6 rows" in done.stdout
    assert rows(empty) == rows(filled)
    assert head(empty) == head(filled)
    assert empty.files() == filled.files() == {sha256(content).hexdigest(): content for content in FILES}
    assert sorted(path.name for path in empty.state.iterdir()) in (
        ["bening.sqlite3", "files", "serving.lock"],
        ["files", "serving.lock"],
    )


def test_what_is_restored_can_be_written_to(
    filled: Place, new_place: NewPlace, tmp_path: Path, keys: tuple[str, Path]
) -> None:
    out = backed_up(filled, tmp_path, keys[0])
    empty = new_place("empty")
    assert empty.bening("restore", str(out), "--key", str(keys[1])).returncode == 0
    # Sequences, triggers and the ledger's head go on where they were.
    done = empty.run("bening.manage", "shell", "-v", "0", "-c", MORE)
    assert done.returncode == 0, done.stderr
    assert "7 events, 7 rows" in head(empty)


MORE = """
from datetime import datetime, UTC
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from bening.kernel.ledger import actions, models, triggers
from bening.kernel.people.models import Organisation, Region
ContentType.objects.create(app_label="x", model="y")
assert triggers.present(connection)
with transaction.atomic():
    office = Organisation(region=Region.objects.get(pk="99.99"), name="Dinas Contoh Dua", short_name="Dua")
    actions.record("people.organisation_added", office, by=None, at=datetime.now(UTC))
try:
    with transaction.atomic():
        models.Event.objects.all().delete()
except IntegrityError:
    pass
else:
    raise SystemExit("an event could be deleted")
"""


def test_a_backup_holds_no_session_and_no_secret_key(filled: Place, tmp_path: Path) -> None:
    out = tmp_path / "plain.tar"
    done = filled.bening("backup", "-o", str(out), "--plain")
    assert done.returncode == 0
    assert "not encrypted" in done.stderr
    content = out.read_bytes()
    assert b"contoh@contoh.example" in content
    assert b"SESSION-SECRET" not in content
    assert (filled.state / "secret-key").read_bytes() not in content
    with tarfile.TarFile(out) as tar:
        names = tar.getnames()
    assert names[-2:] == ["manifest.json", "sha256"]
    assert [name for name in names if name.startswith("files/")] == [f"files/{name}" for name in sorted(filled.files())]


def test_without_a_recipient_nothing_is_written(filled: Place, tmp_path: Path) -> None:
    done = filled.bening("backup", "-o", str(tmp_path / "out"))
    assert done.returncode == 2
    assert "--to age1" in done.stderr
    assert not list(tmp_path.glob("out*"))


def test_the_environment_may_name_the_recipient(filled: Place, tmp_path: Path, keys: tuple[str, Path]) -> None:
    done = filled.bening("backup", "-o", str(tmp_path / "out"), BENING_BACKUP_TO=keys[0])
    assert done.returncode == 0
    assert (tmp_path / "out").read_bytes().startswith(b"age-encryption.org/v1\n")


def test_a_secret_key_given_as_recipient_is_refused_and_not_shown(
    filled: Place, tmp_path: Path, keys: tuple[str, Path]
) -> None:
    secret = keys[1].read_text(encoding="utf-8").split()[-1]
    done = filled.bening("backup", "-o", str(tmp_path / "out"), "--to", secret)
    assert done.returncode == 2
    assert "begins with age1" in done.stderr
    assert secret[8:] not in done.stderr


@pytest.mark.parametrize(("language", "words"), [("id", "Tempat tujuan tidak kosong"), ("en", "is not empty")])
def test_a_place_with_a_database_is_refused(
    filled: Place, tmp_path: Path, keys: tuple[str, Path], language: str, words: str
) -> None:
    out = backed_up(filled, tmp_path, keys[0])
    before = rows(filled)
    done = filled.bening("restore", str(out), "--key", str(keys[1]), BENING_LANG=language)
    assert done.returncode == 2
    assert words in done.stderr
    assert rows(filled) == before


def test_a_place_with_a_file_is_refused(
    filled: Place, new_place: NewPlace, tmp_path: Path, keys: tuple[str, Path]
) -> None:
    out = backed_up(filled, tmp_path, keys[0])
    empty = new_place("empty")
    kept = empty.state / "files" / "contents" / "kept"
    kept.parent.mkdir(parents=True)
    kept.write_text("mine", encoding="utf-8")
    done = empty.bening("restore", str(out), "--key", str(keys[1]))
    assert done.returncode == 2
    assert "is not empty" in done.stderr
    assert kept.read_text(encoding="utf-8") == "mine"


def test_another_key_is_refused(filled: Place, new_place: NewPlace, tmp_path: Path, keys: tuple[str, Path]) -> None:
    out = backed_up(filled, tmp_path, keys[0])
    other = tmp_path / "other.txt"
    other.write_text(str(pyrage.x25519.Identity.generate()), encoding="utf-8")
    empty = new_place("empty")
    for words, said in (
        (["--key", str(other)], "the key is another's"),
        ([], "Name the file of its secret key"),
        (["--key", str(out)], "cannot be opened: UTF-8"),
        (["--key", str(tmp_path / "none")], "cannot be opened"),
    ):
        done = empty.bening("restore", str(out), *words)
        assert done.returncode == 2, words
        assert said in done.stderr
        assert is_untouched(empty)


def is_untouched(place: Place) -> bool:
    """Say whether a refused restoration left nothing: no file, no table, no folder of its work."""
    left = {path.name for path in place.state.iterdir()} if place.state.exists() else set()
    tables = place.run("bening.manage", "inspectdb", "people_user").stdout
    return left <= {"serving.lock", "bening.sqlite3"} and "class PeopleUser" not in tables


@pytest.mark.parametrize("is_plain", [False, True])
def test_a_changed_byte_is_found_wherever_it_is(
    filled: Place, new_place: NewPlace, tmp_path: Path, keys: tuple[str, Path], is_plain: bool
) -> None:
    out = tmp_path / "cadangan"
    how = ["--plain"] if is_plain else ["--to", keys[0]]
    assert filled.bening("backup", "-o", str(out), *how).returncode == 0
    whole = out.read_bytes()
    empty = new_place("empty")
    drawn = random.Random(1)  # noqa: S311 - places in a file
    places = [0 if is_plain else 100, len(whole) - 1, *(drawn.randrange(len(whole)) for _ in range(4))]
    for at in places:
        changed = bytearray(whole)
        changed[at] ^= 1
        out.write_bytes(changed)
        done = empty.bening("restore", str(out), "--key", str(keys[1]))
        assert done.returncode == 2, at
        assert "damaged" in done.stderr, at
    out.write_bytes(whole[:-1000])
    assert empty.bening("restore", str(out), "--key", str(keys[1])).returncode == 2
    assert is_untouched(empty)
    out.write_bytes(whole)
    assert empty.bening("restore", str(out), "--key", str(keys[1])).returncode == 0


def test_records_changed_behind_the_ledger_are_not_restored(
    filled: Place, new_place: NewPlace, tmp_path: Path, keys: tuple[str, Path]
) -> None:
    change = "from bening.kernel.people.models import User; User.objects.update(name='Lain')"
    assert filled.run("bening.manage", "shell", "-v", "0", "-c", change).returncode == 0
    out = backed_up(filled, tmp_path, keys[0])
    empty = new_place("empty")
    done = empty.bening("restore", str(out), "--key", str(keys[1]))
    assert done.returncode == 2
    assert "The ledger in the backup does not fit" in done.stderr
    assert is_untouched(empty)


def test_a_lost_or_changed_evidence_file_is_named_and_the_rest_is_kept(
    filled: Place, new_place: NewPlace, tmp_path: Path, keys: tuple[str, Path]
) -> None:
    lost, changed, kept = sorted(filled.files())
    contents = filled.state / "files" / "contents"
    (contents / lost[:2] / lost).unlink()
    (contents / changed[:2] / changed).write_bytes(b"other")
    out = tmp_path / "out"
    done = filled.bening("backup", "-o", str(out), "--to", keys[0])
    assert done.returncode == 1
    assert lost in done.stderr
    assert changed in done.stderr
    empty = new_place("empty")
    restored = empty.bening("restore", str(out), "--key", str(keys[1]))
    assert restored.returncode == 0
    assert lost in restored.stderr
    assert list(empty.files()) == [kept]


def test_a_failed_backup_leaves_the_older_one(filled: Place, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.write_text("older", encoding="utf-8")
    done = filled.bening("backup", "-o", str(out), "--to", "age1nonsense")
    assert done.returncode == 2
    assert out.read_text(encoding="utf-8") == "older"


def test_a_backup_of_a_newer_program_is_refused(filled: Place, new_place: NewPlace, tmp_path: Path) -> None:
    newer = (
        "from django.db import connection;"
        "from django.db.migrations.recorder import MigrationRecorder as M;"
        "M(connection).record_applied('people', '9999_later')"
    )
    assert filled.run("bening.manage", "shell", "-v", "0", "-c", newer).returncode == 0
    out = tmp_path / "out"
    assert filled.bening("backup", "-o", str(out), "--plain").returncode == 0
    done = new_place("empty").bening("restore", str(out))
    assert done.returncode == 2
    assert "people.9999_later is unknown" in done.stderr


def test_a_backup_of_an_older_program_is_brought_up(filled: Place, new_place: NewPlace, tmp_path: Path) -> None:
    for words in (("migrate", "mark", "zero"), ("migrate", "sessions", "zero")):
        if words[1] == "mark":
            assert filled.run("bening.manage", *words).returncode == 0
    out = tmp_path / "out"
    assert filled.bening("backup", "-o", str(out), "--plain").returncode == 0
    empty = new_place("empty")
    done = empty.bening("restore", str(out))
    assert (done.returncode, done.stderr) == (0, "")
    assert empty.run("bening.manage", "migrate", "--check").returncode == 0


def test_a_backup_of_a_database_that_is_written_to_is_one_state_of_it(
    place: Place, new_place: NewPlace, tmp_path: Path, keys: tuple[str, Path]
) -> None:
    assert place.run("tools.faults", "prepare").returncode == 0
    command = [sys.executable, "-m", "tools.faults", "write", "1"]
    with subprocess.Popen(command, env=place.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline()  # it is at work
        out = backed_up(place, tmp_path, keys[0])
        assert writer.poll() is None
        assert writer.stdout.readline()
        writer.kill()
    empty = new_place("empty")
    done = empty.bening("restore", str(out), "--key", str(keys[1]))
    assert (done.returncode, done.stderr) == (0, "")
    assert 0 < events(done.stdout) < events(head(place))


def events(said: str) -> int:
    found = re.search(r"(\d+) events", said)
    assert found
    return int(found[1])
