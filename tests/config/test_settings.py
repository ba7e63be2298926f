"""The settings: with an empty environment, the secret key, both databases, and what every answer carries."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from bening.config.environment import database, make_secret_key, secret_key, state_folder


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python in an environment with nothing but these names."""
    return subprocess.run([sys.executable, *words], env=environment, capture_output=True, text=True, check=False)


def test_the_settings_import_with_an_empty_environment(tmp_path: Path) -> None:
    done = run("-c", "import bening.config.settings as s; print(s.SECRET_KEY == '', s.DEBUG)", HOME=str(tmp_path))
    assert (done.stdout, done.stderr) == ("True False\n", "")
    assert list(tmp_path.iterdir()) == []


def test_deployment_behind_https_has_nothing_to_complain_of(tmp_path: Path) -> None:
    make_secret_key(tmp_path)
    done = run(
        "-m",
        "bening.manage",
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        BENING_STATE=str(tmp_path),
        BENING_HTTPS="1",
    )
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_the_secret_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = make_secret_key(tmp_path / "state")
    key = secret_key({}, tmp_path / "state")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert len(key) >= 64
    make_secret_key(tmp_path / "state")
    assert secret_key({}, tmp_path / "state") == key
    assert os.listdir(path.parent) == ["secret-key"]  # noqa: PTH208  # names alone


def test_a_secret_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    make_secret_key(tmp_path).chmod(0o640)
    with pytest.raises(ImproperlyConfigured, match="chmod 600"):
        secret_key({}, tmp_path)


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    make_secret_key(tmp_path)
    assert secret_key({"BENING_SECRET_KEY": "mine"}, tmp_path) == "mine"


def test_the_state_folder_is_chosen_or_the_users(tmp_path: Path) -> None:
    assert state_folder({"BENING_STATE": "/srv/bening"}) == Path("/srv/bening")
    assert state_folder({"XDG_STATE_HOME": "/x"}) == Path("/x/bening")
    assert state_folder({}) == Path.home() / ".local/state/bening"


def test_sqlite_waits_and_writes_through(tmp_path: Path) -> None:
    found = database({}, tmp_path)
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in found["OPTIONS"]["init_command"]
    assert found["CONN_MAX_AGE"] is None


def test_an_address_chooses_postgresql(tmp_path: Path) -> None:
    found = database({"BENING_DATABASE": "postgresql://u:p%40@h:5433/n?sslmode=require"}, tmp_path)
    assert found == {
        "ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": None, "NAME": "n", "USER": "u", "PASSWORD": "p@",
        "HOST": "h", "PORT": "5433", "OPTIONS": {"options": "-c jit=off", "sslmode": "require"},
    }  # fmt: skip


def test_another_address_is_refused_without_showing_it(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="postgresql://USER") as caught:
        database({"BENING_DATABASE": "mysql://u:secret@h/n"}, tmp_path)
    assert "secret" not in str(caught.value)


def test_every_answer_carries_the_security_headers() -> None:
    answer = Client().get("/nothing-here/")
    assert answer.status_code == 404
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert not answer.cookies


def test_another_host_is_refused() -> None:
    assert Client().get("/", headers={"host": "elsewhere.example"}).status_code == 400


@pytest.mark.parametrize(("language", "words"), [("id", "migrate, lalu ulangi"), ("en", "migrate, then try again")])
def test_the_ledger_command_asks_for_a_migration_first(tmp_path: Path, language: str, words: str) -> None:
    done = run("-m", "bening.cli", "ledger", "verify", BENING_STATE=str(tmp_path), BENING_LANG=language)
    assert done.returncode == 2
    assert words in done.stderr


def test_the_ledger_command_says_that_it_found_no_database(tmp_path: Path) -> None:
    done = run("-m", "bening.cli", "ledger", "verify", BENING_STATE=str(tmp_path / "nowhere"), BENING_LANG="en")
    assert done.returncode == 2
    assert "The database cannot be opened" in done.stderr


def test_an_empty_database_verifies_after_migration(tmp_path: Path) -> None:
    make_secret_key(tmp_path)
    assert run("-m", "bening.manage", "migrate", BENING_STATE=str(tmp_path)).returncode == 0
    done = run("-m", "bening.cli", "ledger", "verify", BENING_STATE=str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert "0 peristiwa, 0 baris" in done.stdout


def test_without_django_the_ledger_command_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bening.cli.find_spec", lambda _: None)
    monkeypatch.setenv("BENING_LANG", "en")
    from bening.cli import main  # noqa: PLC0415  # after the patch

    assert main(["ledger", "verify"]) == 2
    assert "pip install 'bening[server]'" in capsys.readouterr().err
