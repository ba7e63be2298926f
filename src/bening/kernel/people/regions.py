"""The shipped list of provinces, regencies and cities, and how it gets into the database."""

import csv
from datetime import date
from pathlib import Path

from django.db import transaction

from bening.kernel.people.models import Region
from bening.scoring.instrument.store import data_folder

_COLUMNS = ("name", "kind", "parent_id", "valid_from", "valid_to", "successor_id")


def shipped() -> Path:
    """Return the file of the shipped list."""
    return data_folder() / "regions" / "regions.csv"


def read_regions(path: Path) -> list[Region]:
    """Return the regions of a list; the codes stay text, an empty cell is no value."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Region(
                code=row["code"],
                name=row["name"],
                kind=row["kind"],
                parent_id=row["parent"] or None,
                valid_from=_day(row["valid_from"]),
                valid_to=_day(row["valid_to"]),
                successor_id=row["successor"] or None,
            )
            for row in csv.DictReader(file)
        ]


@transaction.atomic
def load_regions(path: Path | None = None) -> int:
    """Write what is new or has changed in the shipped list; return how many rows. Regions outside the list stay."""
    kept = {code: tuple(rest) for code, *rest in Region.objects.values_list("code", *_COLUMNS)}
    differ = [
        region
        for region in read_regions(path or shipped())
        if kept.get(region.code) != tuple(getattr(region, column) for column in _COLUMNS)
    ]
    fields = [column.removesuffix("_id") for column in _COLUMNS]
    Region.objects.bulk_create(differ, update_conflicts=True, update_fields=fields, unique_fields=["code"])
    return len(differ)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
