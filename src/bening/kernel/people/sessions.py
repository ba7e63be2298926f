"""Sessions whose time is over."""

from datetime import datetime

from django.contrib.sessions.models import Session


def forget_sessions(*, now: datetime) -> int:
    """Remove the sessions that are over, and return how many; nobody is signed out by it."""
    forgotten, _ = Session.objects.filter(expire_date__lt=now).delete()
    return forgotten
