"""The files of the sample city, as plain data."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from bening.scoring import yamltree
from bening.scoring.instrument.store import data_folder


@lru_cache(maxsize=64)
def sample(name: str) -> dict[str, Any]:
    """Return one file of `data/demo/kota-contoh`, every scalar as text; ValueError for one that is not marked."""
    path = data_folder() / "demo" / "kota-contoh" / f"{name}.yaml"
    found = yamltree.texts(yamltree.read_file(path))
    if found.get("sample") != "CONTOH":
        raise ValueError(f"{path.name} does not say that it is a sample")
    return dict(found)


def at(text: str, *, hour: int = 3, minutes: int = 0, shift: int = 0) -> datetime:
    """Return a moment on a day of the files, in office hours; `shift` moves it by whole days."""
    day = date.fromisoformat(text) + timedelta(days=shift)
    return datetime.combine(day, time(hour, tzinfo=UTC)) + timedelta(minutes=minutes)
