"""Rows of every kind of column, for the tests of the ledger."""

from django.db import models

from bening.kernel.ledger.models import Recorded


class Note(Recorded):
    """A sample row."""

    text = models.CharField(max_length=200)
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    day = models.DateField(null=True)
    moment = models.DateTimeField(null=True)
    clock = models.TimeField(null=True)
    whole = models.BigIntegerField(null=True)
    measure = models.FloatField(null=True)
    details = models.JSONField(null=True)
    content = models.BinaryField(null=True)
    about = models.ForeignKey("self", on_delete=models.PROTECT, null=True)

    def __str__(self) -> str:
        return self.text


class Label(Recorded):
    """A row of another table."""

    name = models.CharField(max_length=50)

    def __str__(self) -> str:
        return self.name
