"""Reading rows as the ledger sees them, and holding the whole ledger to its chain."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.apps import apps
from django.db import connection, transaction

from bening.kernel.ledger.models import DayHead, Event, Head, Recorded
from bening.kernel.ledger.rules import Chain, state_digest
from bening.scoring.text import Message, message

_CHUNK = 2000


class Verified(NamedTuple):
    """What was checked, and the first thing that does not fit."""

    events: int
    rows: int
    head: str
    problem: Message | None


def digest(row: Recorded) -> str:
    """Return the digest of a row as it was read from the database."""
    columns = {
        column.attname: column.value_from_object(row)
        for column in row._meta.concrete_fields
        if column.attname not in row.outside_the_ledger
    }
    return state_digest(bytes(columns.pop("salt")), columns)


def last_event() -> Event | None:
    """Return the last event of the chain."""
    return Event.objects.order_by("-seq").only("seq", "hash", "at").first()


def day_heads(most: int) -> list[DayHead]:
    """Return the heads of the last days, the newest first, at most so many."""
    return list(DayHead.objects.all()[:most])


def recorded_models() -> list[type[Recorded]]:
    """Return every table that the ledger answers for."""
    return sorted(
        (model for model in apps.get_models() if issubclass(model, Recorded)), key=lambda model: model._meta.label
    )


def verify() -> Verified:
    """Check the chain and every current row against its last event, up to the first that does not fit."""
    chain, rows, problem = Chain(), 0, None
    with snapshot():
        problem = _read_events(chain)
        for model in recorded_models() if problem is None else ():
            found, problem = _read_rows(chain, model)
            rows += found
            if problem is not None:
                break
    return Verified(chain.seq, rows, chain.hash, problem or chain.missing_row())


def _read_events(chain: Chain) -> Message | None:
    """Feed every event to the chain, hold its end and each day's to the kept heads; return what does not fit."""
    kept: dict[int, list[DayHead]] = {}
    for told in DayHead.objects.all():
        kept.setdefault(told.seq, []).append(told)
    for event in Event.objects.order_by("seq").iterator(_CHUNK):
        try:
            problem = chain.add(event.as_entry(), event.hash)
        except (ValueError, TypeError):
            problem = message("ledger_unreadable", seq=event.seq)
        problem = problem or _unlike([told for told in kept.pop(event.seq, ()) if told.hash != event.hash])
        if problem is not None:
            return problem
    if kept:
        return _unlike(kept[min(kept)])
    head = Head.objects.first()
    return chain.ends_at(head.seq, head.hash) if head else message("ledger_no_head")


def _unlike(heads: list[DayHead]) -> Message | None:
    """Return what is said of heads that were told on a day and are not in the chain."""
    return message("ledger_day_head", day=heads[0].day.isoformat(), seq=heads[0].seq) if heads else None


def _read_rows(chain: Chain, model: type[Recorded]) -> tuple[int, Message | None]:
    """Hold every row of a table to its last event; return how many fit, and what does not."""
    rows, table = 0, model._meta.label_lower
    try:
        for row in model._base_manager.order_by("pk").iterator(_CHUNK):
            problem = chain.row(table, str(row.pk), row.version, digest(row))
            if problem is not None:
                return rows, problem
            rows += 1
    except (ValueError, TypeError, ArithmeticError):
        # SQLite keeps any value in any column, also one that the column's type cannot read.
        return rows, message("ledger_row_unreadable", table=table, position=rows + 1)
    return rows, None


@contextmanager
def snapshot() -> Iterator[None]:
    """Read one state of the database without holding up those who write; inside a transaction, that transaction's."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        # `atomic` would begin IMMEDIATE and keep the one place of the writer.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
