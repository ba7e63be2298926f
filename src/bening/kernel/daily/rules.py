"""When a work is due; plain values alone."""

from datetime import datetime, time, timedelta

QUIET = time(2)  # an hour at which nobody works, in the region's time zone
HELD = timedelta(hours=1)  # who was killed at a work, or failed at it, leaves it for so long
LATE = timedelta(hours=26)


def last_quiet(now: datetime) -> datetime:
    """Return the quiet hour that passed last, of a time in the region's time zone.

    >>> last_quiet(datetime(2026, 3, 2, 1, 59))
    datetime.datetime(2026, 3, 1, 2, 0)
    >>> last_quiet(datetime(2026, 3, 2, 2))
    datetime.datetime(2026, 3, 2, 2, 0)
    """
    today = now.replace(hour=QUIET.hour, minute=0, second=0, microsecond=0)
    return today if today <= now else today - timedelta(days=1)


def is_late(done_at: datetime | None, now: datetime) -> bool:
    """Say whether a work was not done for so long that somebody should look.

    >>> is_late(datetime(2026, 3, 1, 2), datetime(2026, 3, 2, 4))
    False
    >>> is_late(datetime(2026, 3, 1, 2), datetime(2026, 3, 2, 4, 1))
    True
    """
    return done_at is None or now - done_at > LATE
