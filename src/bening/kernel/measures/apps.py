"""Measures as an application of Django."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    """Figures that systems offer for a region and a day, and what they were on each day."""

    name = "bening.kernel.measures"
    label = "measures"
