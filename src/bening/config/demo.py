"""The sample database: how it is made, and how everything else knows that it is one.

In a database with the mark no mail leaves, only this machine is served, and no second factor is asked for.
"""

from datetime import datetime

from django.db import connection, transaction
from django.utils.module_loading import import_string

from bening.config.mark.models import DemoMark
from bening.kernel.ledger.models import Event
from bening.kernel.ledger.queries import recorded_models

# Each takes `now` and makes its samples through actions.
BUILDERS: tuple[str, ...] = ("bening.config.samples.build",)


class _Known:
    """What this process has read of the mark; it is written before anything is served, so one reading is enough."""

    is_demo: bool | None = None


def is_demo() -> bool:
    """Return whether this database carries the mark; asked of the database once in a process."""
    if _Known.is_demo is None:
        _Known.is_demo = has_mark()
    return _Known.is_demo


def set_known(is_demo: bool | None) -> None:
    """Say what the database holds, or with None have the next question ask it again."""
    _Known.is_demo = is_demo


def has_mark() -> bool:
    """Return whether the database carries the mark now; False where its table is not there yet."""
    if DemoMark._meta.db_table not in connection.introspection.table_names():
        return False
    return DemoMark.objects.exists()


def is_second_factor_required() -> bool:
    """Return whether roles with power need a second factor here: everywhere but in a sample database."""
    return not is_demo()


def is_empty() -> bool:
    """Return whether nobody has put anything into this migrated database."""
    return not Event.objects.exists() and not any(model._base_manager.exists() for model in recorded_models())


@transaction.atomic
def build(now: datetime) -> None:
    """Write the mark and all samples, or nothing at all."""
    DemoMark.objects.create(made_at=now)
    set_known(True)
    try:
        for name in BUILDERS:
            import_string(name)(now)
    finally:
        set_known(None)
