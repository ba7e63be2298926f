"""What the settings take from the environment and from the folder of what the application keeps."""

import secrets
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

_SECRET_FILE = "secret-key"
_PRAGMAS = "journal_mode=WAL", "synchronous=FULL", "temp_store=MEMORY", "cache_size=-16000", "mmap_size=134217728"
_ADDRESS = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def state_folder(environment: Mapping[str, str]) -> Path:
    """Return the folder of database and secrets: BENING_STATE, else `bening` among the user's state folders."""
    if chosen := environment.get("BENING_STATE"):
        return Path(chosen).absolute()
    base = environment.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(base).absolute() / "bening"


def secret_key(environment: Mapping[str, str], state: Path) -> str:
    """Return BENING_SECRET_KEY, else what the file holds; empty before set-up: Django then refuses to sign anything."""
    if chosen := environment.get("BENING_SECRET_KEY"):
        return chosen
    path = state / _SECRET_FILE
    if not path.exists():
        return ""
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise ImproperlyConfigured(
            f"{path} can be read by others: run chmod 600 on it, and make a new key if they did."
        )
    return path.read_text(encoding="ascii").strip()


def make_secret_key(state: Path) -> Path:
    """Make the file of the secret key, readable by its owner alone, unless it is there; return its path."""
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = state / _SECRET_FILE
    if not path.exists():
        # Written under another name first: a reader never meets half a key.
        part = path.with_name(f"{_SECRET_FILE}.{secrets.token_hex(8)}")
        part.touch(mode=0o600, exist_ok=False)
        part.write_text(secrets.token_urlsafe(64), encoding="ascii")
        with suppress(FileExistsError):  # another process was faster, and its key is in use
            path.hardlink_to(part)
        part.unlink()
    return path


def database(environment: Mapping[str, str], state: Path) -> dict[str, Any]:
    """Return Django's settings of the database: PostgreSQL where BENING_DATABASE gives its address, else SQLite."""
    if address := environment.get("BENING_DATABASE"):
        from psycopg import ProgrammingError  # noqa: PLC0415  # SQLite needs no psycopg
        from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415  # SQLite needs no psycopg

        try:
            parts = conninfo_to_dict(address)
        except ProgrammingError as error:
            raise ImproperlyConfigured(
                "BENING_DATABASE is no PostgreSQL address: write postgresql://USER:PASSWORD@HOST:PORT/NAME."
            ) from error
        named = {_ADDRESS[name]: str(value) for name, value in parts.items() if name in _ADDRESS}
        # Compiling a statement takes longer than running it: without this the inbox's count took twenty times as long.
        options = {"options": "-c jit=off", **{name: value for name, value in parts.items() if name not in _ADDRESS}}
        return {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": None, "OPTIONS": options, **named}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": state / "bening.sqlite3",
        "CONN_MAX_AGE": None,  # else each request opens the file and sets its pragmas again
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "".join(f"PRAGMA {pragma};" for pragma in _PRAGMAS),
        },
        "TEST": {"NAME": state / "test.sqlite3"},
    }
