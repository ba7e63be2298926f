"""Takes the second factor off an account, where nobody is left who could do it in the application."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bening.kernel.people.access import Refused
from bening.kernel.people.actions import accounts


class Command(BaseCommand):
    """`python -m bening.manage take_off_code ani@example.org`."""

    help = "Takes the second factor and its recovery codes off an account; it asks for a new one at the next sign-in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  # what Django calls
        try:
            accounts.take_off_code_here(email=options["email"], now=timezone.now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
