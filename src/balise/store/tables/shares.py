"""How reports look, what is written beside them, those that were kept, and who may see them."""

# ruff: noqa: D106, RUF012, DJ008 - Meta is Django's own, and rows are never shown: domain values are

from __future__ import annotations

from django.db import models

import balise.store.configured  # noqa: F401 - tables need Django set up


class BrandLook(models.Model):
    """The look of a brand's reports; an empty `form`: no logo."""

    brand = models.OneToOneField("balise.Brand", models.CASCADE)
    name = models.TextField(blank=True)
    accent = models.TextField()
    logo = models.BinaryField(default=b"")
    form = models.TextField(blank=True)
    width = models.IntegerField(default=0)
    height = models.IntegerField(default=0)


class ReportNote(models.Model):
    """What an analyst wrote; `about` is a day of ISO 8601, empty: always."""

    brand = models.ForeignKey("balise.Brand", models.CASCADE, db_index=False)
    section = models.TextField()
    about = models.TextField(blank=True)
    text = models.TextField()
    by = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "section", "about"], name="balise_one_note")
        ]


class ReportPlan(models.Model):
    """A schedule of reports; `claimed_at` is when somebody took on that of the day `claimed`."""

    brand = models.ForeignKey("balise.Brand", models.CASCADE)
    every = models.TextField()
    day = models.IntegerField()
    hour = models.IntegerField()
    form = models.TextField()
    language = models.TextField()
    kpi = models.TextField()
    is_on = models.BooleanField(default=True)
    by = models.TextField(blank=True)
    made_at = models.DateTimeField()
    last = models.DateField(null=True)
    claimed = models.DateField(null=True)
    claimed_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    facts = models.JSONField(default=dict)


class ReportKept(models.Model):
    """A report as it was made; never changed. `made` says what its figures come from, as JSON."""

    brand = models.ForeignKey("balise.Brand", models.CASCADE)
    form = models.TextField()
    language = models.TextField()
    kpi = models.TextField()
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    made_at = models.DateTimeField()
    by = models.TextField(blank=True)
    digest = models.TextField()
    size = models.BigIntegerField()
    made = models.JSONField(default=dict)
    is_made_up = models.BooleanField(default=False)
    schedule = models.BigIntegerField(default=0)
    day = models.DateField(null=True)
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "day"],
                condition=~models.Q(schedule=0),
                name="balise_one_report_a_day",
            )
        ]


class ReportShare(models.Model):
    """A link to a kept report, by the hash of its secret."""

    report = models.ForeignKey(ReportKept, models.CASCADE)
    digest = models.TextField(unique=True)
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    by = models.TextField(blank=True)
    revoked_at = models.DateTimeField(null=True)
    views = models.BigIntegerField(default=0)
    seen_at = models.DateTimeField(null=True)
