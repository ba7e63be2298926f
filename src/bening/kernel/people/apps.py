"""People as an application of Django."""

from datetime import datetime
from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db import connections
from django.db.models.signals import post_migrate
from django.http import HttpRequest
from django.utils import timezone


def _load(using: str, **_: Any) -> None:
    from bening.kernel.people.regions import load_regions  # noqa: PLC0415  # models load after this module

    if using == "default" and "people_region" in connections[using].introspection.table_names():
        load_regions()


def _begin(request: HttpRequest, **_: Any) -> None:
    from bening.kernel.people.middleware import begin_session  # noqa: PLC0415  # models load after this module

    now: datetime = timezone.now()
    begin_session(request.session, now=now)


def _keep() -> None:
    from bening.kernel.daily import registry as daily  # noqa: PLC0415  # models load after this module
    from bening.kernel.people.sessions import forget_sessions  # noqa: PLC0415  # see above
    from bening.scoring.text import Text  # noqa: PLC0415  # see above

    title = Text("Sesi masuk yang berakhir dihapus", "Sign-in sessions that are over removed")
    daily.register("people.sessions", title=title, run=forget_sessions)


class PeopleConfig(AppConfig):
    """Regions, organisations, users and what each may do; the shipped regions are loaded after each migration."""

    name = "bening.kernel.people"
    label = "people"

    def ready(self) -> None:
        post_migrate.connect(_load, sender=self, dispatch_uid="bening.kernel.people.regions")
        user_logged_in.connect(_begin, dispatch_uid="bening.kernel.people.session")
        _keep()
