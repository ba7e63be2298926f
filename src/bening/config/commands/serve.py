"""The command `bening serve`."""

from argparse import Namespace
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from bening.config import serving, worker
from bening.config.beside import beside
from bening.config.commands import server
from bening.scoring.commands.console import DONE, Console
from bening.scoring.text import Message, message, refuse

MOST_WORKERS = 64
MOST_PORT = 65535


def serve(args: Namespace, console: Console) -> int:
    """Serve the application until a signal ends it; refused where it is not ready to be served."""
    return server.run(args, console, _serve)


def _serve(args: Namespace, console: Console) -> int:
    from django.conf import settings  # noqa: PLC0415 - Django is set up by now
    from django.db import connections  # noqa: PLC0415 - see above

    from bening.config import lock  # noqa: PLC0415 - see above
    from bening.config.demo import is_demo  # noqa: PLC0415 - see above

    port = server.whole("--port", args.port or str(serving.PORT), least=1, most=MOST_PORT)
    workers = server.whole("--workers", args.workers or str(serving.WORKERS), least=1, most=MOST_WORKERS)
    hosts = [name for name in settings.ALLOWED_HOSTS if name]
    place = serving.Place(args.host or "127.0.0.1", port, _own_name(hosts))
    _refuse_unready()
    if is_demo():
        serving.refuse_outside(place, hosts)
        server.say(console, message("serve_demo"))
    serving.refuse_taken(place)

    def say(news: Message) -> None:
        server.say(console, news)

    with lock.serving(settings.STATE):
        load = _application()
        connections.close_all()  # a connection must not be shared by the workers
        daily = nullcontext() if args.no_worker else beside(worker.command(), ends_within=serving.STOP_SECONDS)
        with daily:
            serving.serve(place, workers=workers, load=lambda: load, say=say)
    return DONE


def _own_name(hosts: list[str]) -> str:
    """Return a name under which the application answers."""
    named = [name for name in hosts if not name.startswith(".") and name != "*"]
    return "localhost" if "localhost" in hosts or not named else named[0]


def _application() -> Callable[..., Any]:
    """Return the application, loaded once and shared by the workers that are forked from here."""
    from bening.config.wsgi import application  # noqa: PLC0415 - Django is set up by now

    return application


def _refuse_unready() -> None:
    from django.conf import settings  # noqa: PLC0415 - Django is set up by now
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - see above

    from bening.config import health  # noqa: PLC0415 - see above

    try:
        assert settings.SECRET_KEY  # Django raises where it is empty
    except ImproperlyConfigured as error:
        raise refuse("serve_no_secret") from error
    if not health.migrations_are_applied():
        raise refuse("serve_not_migrated")
    backend = settings.STORAGES["staticfiles"]["BACKEND"]
    if "Manifest" in backend and not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        raise refuse("serve_no_static", folder=str(settings.STATIC_ROOT))
