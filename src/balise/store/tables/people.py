"""People, their logins and what stands for them. Of every secret only a hash is kept, or a seal."""

# ruff: noqa: D106, DJ008, RUF012 - Meta is Django's own, and rows are never shown: domain values are

from __future__ import annotations

from django.db import models


class Person(models.Model):
    """Somebody with a login; `secret` and `pending` are sealed with the key of the folder."""

    email = models.TextField(unique=True)
    name = models.TextField(blank=True)
    language = models.TextField(blank=True)
    timezone = models.TextField(blank=True)
    is_master = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    password = models.TextField(blank=True)
    secret = models.TextField(blank=True)
    pending = models.TextField(blank=True)
    step = models.BigIntegerField(default=0)


class Member(models.Model):
    """What a person is for a brand."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="members", db_index=False)
    brand = models.ForeignKey("Brand", models.CASCADE)
    role = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "brand"], name="balise_one_member")
        ]


class Invitation(models.Model):
    """A link to choose a password by; it goes when it is used."""

    person = models.ForeignKey(Person, models.CASCADE)
    digest = models.TextField(unique=True)
    ends_at = models.DateTimeField()


class RecoveryCode(models.Model):
    """A code for the day the second factor is lost; it goes when it is used."""

    person = models.ForeignKey(Person, models.CASCADE, db_index=False)
    digest = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "digest"], name="balise_one_recovery")
        ]


class Session(models.Model):
    """A login that lasts."""

    person = models.ForeignKey(Person, models.CASCADE)
    digest = models.TextField(unique=True)
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    agent = models.TextField(blank=True)
    address = models.TextField(blank=True)


class LoginTry(models.Model):
    """That somebody tried to log in; `key` is the hash of an account, a place, or both."""

    key = models.TextField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["key", "at"], name="balise_login_try")]


class Token(models.Model):
    """What a program asks with; `scopes` are rights, one after the other.

    Without a person it is of the user of a computer of their own.
    """

    person = models.ForeignKey(Person, models.CASCADE, null=True)
    brand = models.ForeignKey("Brand", models.CASCADE, null=True)
    name = models.TextField()
    digest = models.TextField(unique=True)
    scopes = models.TextField()
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)


class MagicLink(models.Model):
    """A link by which a client approves posts."""

    brand = models.ForeignKey("Brand", models.CASCADE)
    name = models.TextField()
    email = models.TextField(blank=True)
    digest = models.TextField(unique=True)
    slots = models.JSONField()
    made_by = models.TextField()
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    uses = models.IntegerField(default=0)
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)


class Note(models.Model):
    """A row of the audit log. Triggers of the database refuse to change or remove one.

    `params` is the very text that the digest was made of. The brand is a name: a log outlives what
    it tells of.
    """

    number = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    by = models.TextField()
    code = models.TextField()
    brand = models.TextField(blank=True)
    params = models.TextField()
    digest = models.TextField()
    seal = models.TextField(null=True)  # noqa: DJ001 - a column that may be null needs no new table

    class Meta:
        indexes = [models.Index(fields=["brand", "number"], name="balise_note_brand")]


class NoteHead(models.Model):
    """The last row of the audit log, so that it is seen when the end is cut off."""

    number = models.BigIntegerField(default=0)
    digest = models.TextField()
    seal = models.TextField(blank=True, default="")


class LogKey(models.Model):
    """A key of the audit log whose origin was changed, sealed with the key of today."""

    name = models.TextField(unique=True)
    sealed = models.TextField()
