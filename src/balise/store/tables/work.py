"""Long work, and the workers that do it."""

# ruff: noqa: D106, DJ008, RUF012 - Meta is Django's own, and rows are never shown: domain values are

from __future__ import annotations

from django.db import models

import balise.store.configured  # noqa: F401 - tables need Django set up


class Job(models.Model):
    """One piece of long work; `process` is the one that does it, `is_unwanted` that it is to stop.

    `tries` is how often it was begun, `deaths` how often its worker died of it.
    """

    name = models.TextField(unique=True)
    brand = models.ForeignKey("balise.Brand", models.CASCADE, db_index=False)
    kind = models.TextField()
    asked = models.JSONField(default=dict)
    by = models.TextField(blank=True)
    state = models.TextField(default="waiting")
    step = models.TextField(blank=True)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    result = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    process = models.TextField(blank=True)
    tries = models.IntegerField(default=0)
    deaths = models.IntegerField(default=0)
    is_unwanted = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["brand", "-asked_at"], name="balise_job_brand"),
            models.Index(fields=["state"], name="balise_job_state"),
        ]


class Worker(models.Model):
    """Who does long work: a place in the engine, the process that has it, and its last sign."""

    name = models.TextField(unique=True)
    process = models.TextField()
    heartbeat = models.DateTimeField()


class Installation(models.Model):
    """Where this data is at work; a copy of it finds itself elsewhere."""

    only = models.BooleanField(unique=True, default=True)
    mark = models.TextField()
    by = models.TextField(blank=True)
    marked_at = models.DateTimeField()
