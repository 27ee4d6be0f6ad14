"""What somebody saw when they last looked at a page of a brand."""

# ruff: noqa: D106, DJ008, RUF012 - as in `balise.store.models`

from __future__ import annotations

from django.db import models


class Seen(models.Model):
    """What stood on a page when a person last looked, and when they looked the day before that.

    `person` is their id or name, `sight` and `before` are `balise.domain.seen.Sight` as JSON.
    """

    brand = models.ForeignKey("balise.Brand", models.CASCADE, db_index=False)
    person = models.TextField()
    page = models.TextField()
    at = models.DateTimeField()
    sight = models.JSONField(default=dict)
    before = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "page", "person"], name="balise_one_look")
        ]
