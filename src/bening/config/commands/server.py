"""What the commands of the server have in common: Django, the messages, and errors of the database."""

import os
import sys
from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace

import django

from bening.config.messages import CATALOGUE
from bening.scoring.commands.console import UNUSABLE, Console
from bening.scoring.messages.render import render
from bening.scoring.text import Message, Refused, message, refuse

Command = Callable[[Namespace, Console], int]


def run(args: Namespace, console: Console, command: Command) -> int:
    """Set Django up, run the command, and turn refusals into messages."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bening.config.settings")
    console = replace(console, sentences=CATALOGUE)
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - where Django is installed
    from django.db import Error  # noqa: PLC0415 - where Django is installed

    try:
        django.setup()
        return command(args, console)
    except Refused as error:
        console.messages(error.messages)
    except Error as error:
        console.messages([message("database_unusable", reason=str(error))])
    except ImproperlyConfigured as error:
        console.err(f"{error}\n")
    return UNUSABLE


def say(console: Console, news: Message) -> None:
    """Write news to standard output at once, also where that is a file."""
    console.lines([render(news, console.language, CATALOGUE)])
    sys.stdout.flush()


def whole(name: str, text: str, *, least: int, most: int) -> int:
    """Return the whole number that an option gives, or refuse it."""
    if text.isascii() and text.isdigit() and least <= int(text) <= most:
        return int(text)
    raise refuse("number_outside", name=name, value=text, least=least, most=most)
