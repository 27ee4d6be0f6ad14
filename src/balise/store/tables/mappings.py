"""What brands say of the columns of tables that no layout knows."""

# ruff: noqa: D106, DJ008, RUF012 - as in `balise.store.models`

from __future__ import annotations

from django.db import models


class KeptMapping(models.Model):
    """A mapping as it was kept: see `balise.domain.kept_mapping`.

    `header` and `said` are JSON as text, which keeps the columns in their order; `columns` is the
    digest of the header, by which it is one.
    """

    brand = models.ForeignKey("balise.Brand", models.CASCADE, db_index=False)
    competitor = models.TextField(blank=True, default="")
    columns = models.TextField()
    header = models.TextField()
    said = models.TextField()
    file = models.TextField()
    made_at = models.DateTimeField()
    by = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "competitor", "columns"], name="balise_one_mapping"
            )
        ]
