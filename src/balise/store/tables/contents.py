"""What slots say, and what is said of them."""

# ruff: noqa: D106, DJ008, RUF012 - Meta is Django's own, and rows are never shown: domain values are

from __future__ import annotations

from django.db import models


class SlotContent(models.Model):
    """One revision of what a slot says. Only ever added to."""

    brand = models.ForeignKey("balise.Brand", models.CASCADE, db_index=False)
    slot = models.TextField()
    revision = models.IntegerField()
    text = models.TextField(blank=True)
    media = models.JSONField(default=list)
    hashtags = models.JSONField(default=list)
    cta = models.TextField(blank=True)
    link = models.TextField(blank=True)
    language = models.TextField(blank=True)
    by = models.TextField(blank=True)
    at = models.DateTimeField()
    content_hash = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "slot", "revision"], name="balise_one_revision"
            )
        ]


class SlotComment(models.Model):
    """What somebody said of a slot. Only ever added to."""

    brand = models.ForeignKey("balise.Brand", models.CASCADE, db_index=False)
    slot = models.TextField()
    by = models.TextField(blank=True)
    at = models.DateTimeField()
    text = models.TextField(blank=True)
    voice = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["brand", "slot"], name="balise_comments")]


class Attachment(models.Model):
    """That a brand has a file; its bytes lie beside the database."""

    brand = models.ForeignKey("balise.Brand", models.CASCADE, db_index=False)
    digest = models.TextField()
    name = models.TextField(blank=True)
    media_type = models.TextField()
    width = models.IntegerField()
    height = models.IntegerField()
    bytes = models.BigIntegerField()
    seconds = models.FloatField(default=0.0)
    by = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "digest"], name="balise_one_attachment")
        ]
