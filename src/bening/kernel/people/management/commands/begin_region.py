"""Prints the link by which the first administrator of a region takes up the role."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from bening.kernel.people.access import Refused
from bening.kernel.people.actions import invitations


class Command(BaseCommand):
    """`python -m bening.manage begin_region 35.72 "Inspektorat Kota Blitar" ani@example.org "Ani"`."""

    help = "Invites the first administrator of a region and prints the path of the link, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name in ("region", "organisation", "email", "name"):
            parser.add_argument(name)

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  # what Django calls
        try:
            _, token = invitations.begin_region(
                region_code=options["region"],
                organisation_name=options["organisation"],
                email=options["email"],
                name=options["name"],
                now=timezone.now(),
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(reverse("people_invitation", args=[token]))
