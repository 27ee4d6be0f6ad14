"""What was worked out once from many posts."""

# ruff: noqa: D106, DJ008, RUF012 - as in `balise.store.models`

from __future__ import annotations

from django.db import models


class WorkedOut(models.Model):
    """An answer as it was kept: see `balise.domain.worked_out`."""

    brand = models.ForeignKey("balise.Brand", models.CASCADE, db_index=False)
    shelf = models.TextField()
    name = models.TextField()
    mark = models.TextField()
    data = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "shelf", "name"], name="balise_one_answer")
        ]
