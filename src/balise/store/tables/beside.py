"""The brands whose sums may be compared with those of others, and the sums."""

# ruff: noqa: D106, RUF012, DJ008 - Meta is Django's own, and rows are never shown: domain values are

from __future__ import annotations

from django.db import models

import balise.store.configured  # noqa: F401 - tables need Django set up


class BesideAllowed(models.Model):
    """That a brand is compared; without a row it is not."""

    brand = models.OneToOneField("balise.Brand", models.CASCADE)
    by = models.TextField(blank=True)
    at = models.DateTimeField()
    is_made_up = models.BooleanField(default=False)


class BesideSum(models.Model):
    """The sums of one cell; they go with the permission."""

    allowed = models.ForeignKey(BesideAllowed, models.CASCADE, db_index=False)
    network = models.TextField()
    kind = models.TextField()
    rate = models.TextField()
    n = models.BigIntegerField()
    y = models.FloatField()
    yy = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["allowed", "network", "kind", "rate"], name="balise_one_beside_sum"
            )
        ]
