"""The command `bening demo`."""

from argparse import Namespace

from bening.config.commands import server
from bening.scoring.commands.console import DONE, Console
from bening.scoring.text import message, refuse


def demo(args: Namespace, console: Console) -> int:
    """Migrate, and fill an empty database with samples; a database that holds anything else is refused."""
    return server.run(args, console, _demo)


def _demo(args: Namespace, console: Console) -> int:
    from django.conf import settings  # noqa: PLC0415 - Django is set up by now
    from django.core.management import call_command  # noqa: PLC0415 - see above
    from django.utils import timezone  # noqa: PLC0415 - see above

    from bening.config import demo as samples  # noqa: PLC0415 - see above
    from bening.config import lock  # noqa: PLC0415 - see above

    settings.STATE.mkdir(mode=0o700, parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    if samples.has_mark():
        if not args.if_empty:
            server.say(console, message("demo_there"))
        return DONE
    if not samples.is_empty():
        if args.if_empty:
            return DONE
        raise refuse("demo_not_empty")
    with lock.alone(settings.STATE):
        server.say(console, message("demo_begun"))
        samples.build(timezone.now())
    server.say(console, message("demo_made"))
    return DONE
