"""The mark of a database whose whole content is a sample."""

from typing import ClassVar

from django.db import models


class DemoMark(models.Model):
    """Stands in a sample database and in no other: one row, written with the samples in one transaction."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="mark_demomark_one_row")]

    def __str__(self) -> str:
        return f"CONTOH {self.made_at:%Y-%m-%d}"
