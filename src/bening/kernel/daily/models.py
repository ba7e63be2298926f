"""When each work was done last, and who is at it."""

from django.db import models


class Turn(models.Model):
    """The row of one work: whoever does it holds the row, so that nobody else does it at the same time.

    It says how the server is kept and nothing about anybody, so the ledger does not answer for it.
    """

    name = models.CharField(max_length=60, primary_key=True)
    holder = models.CharField(max_length=16, blank=True)
    free_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    amount = models.PositiveIntegerField(default=0)
    reference = models.CharField(max_length=8, blank=True)

    def __str__(self) -> str:
        return self.name
