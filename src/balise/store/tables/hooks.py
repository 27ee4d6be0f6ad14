# ruff: noqa: D106, DJ008, RUF012 - Django reads `Meta`; rows are shown by the domain
"""Tables of what is told to the outside."""

from __future__ import annotations

from django.db import models


class Hook(models.Model):
    """An address that is called; its secret is sealed."""

    brand = models.ForeignKey("balise.Brand", models.CASCADE)
    url = models.TextField()
    events = models.JSONField()
    secret = models.TextField()
    by = models.TextField(blank=True)
    made_at = models.DateTimeField()

    class Meta:
        app_label = "balise"


class HookCall(models.Model):
    """One thing to tell to one address, and how it went."""

    hook = models.ForeignKey(Hook, models.CASCADE)
    call = models.TextField(unique=True)
    event = models.TextField()
    body = models.TextField()
    state = models.TextField()
    attempts = models.IntegerField(default=0)
    status = models.IntegerField(default=0)
    error = models.TextField(blank=True)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "balise"
        indexes = [models.Index(fields=["state", "due_at"], name="balise_call_due")]


class Feed(models.Model):
    """A calendar that is read with a secret of which only the digest is kept."""

    brand = models.ForeignKey("balise.Brand", models.CASCADE)
    digest = models.TextField(unique=True)
    language = models.TextField()
    by = models.TextField(blank=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "balise"
