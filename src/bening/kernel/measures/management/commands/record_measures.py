"""Writes down what every figure is today."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from bening.kernel.measures.actions import record_day


class Command(BaseCommand):
    """`python -m bening.manage record_measures`, once a day; a second run on a day changes nothing."""

    help = "Writes the figures of every region for today; what is written stays."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  # what Django calls
        self.stdout.write(str(record_day(timezone.localdate())))
