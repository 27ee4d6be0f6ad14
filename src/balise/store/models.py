"""The tables. Rows of an import count only once the import itself says `done`."""

# ruff: noqa: D106, DJ008, PLC0414, RUF012 - Meta is Django's own; rows are never shown

from __future__ import annotations

from django.db import models

import balise.store.configured  # noqa: F401 - tables need Django set up

WRITING, REMOVING, DONE = "writing", "removing", "done"
NO_BLOCK = -1
"""Block of what an import says of an account itself, not of its posts."""


class Brand(models.Model):
    """Whose accounts, imports and fits these are."""

    name = models.TextField(unique=True)


class Account(models.Model):
    """One account of a brand; its time zone is the one its hours are told in."""

    brand = models.ForeignKey(Brand, models.CASCADE)
    network = models.TextField()
    handle = models.TextField()
    timezone = models.TextField(default="UTC")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "network", "handle"], name="balise_one_account"
            )
        ]


class Import(models.Model):
    """One file. `process` and `heartbeat` tell whether a `writing` one is still alive."""

    brand = models.ForeignKey(Brand, models.CASCADE)
    source = models.TextField()
    format = models.TextField()
    digest = models.TextField(blank=True)
    state = models.TextField(default=WRITING)
    process = models.TextField()
    started_at = models.DateTimeField()
    heartbeat = models.DateTimeField()
    rows = models.BigIntegerField(default=0)
    posts = models.BigIntegerField(default=0)
    readings = models.BigIntegerField(default=0)
    duplicates = models.BigIntegerField(default=0)
    outcomes = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "digest"], condition=~models.Q(digest=""), name="balise_one_file"
            )
        ]


class PostVersion(models.Model):
    """The facts of a post as one import tells them; the visible one of most `worth` holds.

    `active` are ids of `Level`: what the features of the post are in its account's time zone.
    """

    origin = models.ForeignKey(Import, models.DO_NOTHING, related_name="+", db_constraint=False)
    brand = models.ForeignKey(
        Brand, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    account = models.ForeignKey(
        Account, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    uid = models.TextField()
    published_at = models.DateTimeField()
    precision = models.TextField()
    kind = models.TextField()
    text = models.TextField()
    facts = models.JSONField()
    active = models.JSONField()
    block = models.IntegerField()
    worth = models.BigIntegerField()
    digest = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "uid", "origin"], name="balise_one_version")
        ]
        indexes = [
            models.Index(fields=["brand", "published_at", "id"], name="balise_post_time"),
            models.Index(fields=["account", "block"], name="balise_post_block"),
        ]


class Reading(models.Model):
    """The metrics of a post, or of an account on a day, at one moment; `digest` finds equals."""

    origin = models.ForeignKey(Import, models.DO_NOTHING, related_name="+", db_constraint=False)
    brand = models.ForeignKey(
        Brand, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    post_uid = models.TextField()
    as_of = models.DateTimeField()
    basis = models.TextField()
    source = models.TextField()
    day = models.DateField(null=True)
    values = models.JSONField()
    digest = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["brand", "post_uid", "as_of"], name="balise_reading_post")]


class Outcome(models.Model):
    """What a table tells of a day or a period that no network sees, as one import tells it.

    `parts` are the code, campaign, channel … that the table tells apart.
    """

    origin = models.ForeignKey(Import, models.DO_NOTHING, related_name="+", db_constraint=False)
    brand = models.ForeignKey(
        Brand, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    name = models.TextField()
    starts = models.DateField()
    ends = models.DateField()
    parts = models.JSONField()
    values = models.JSONField()
    as_of = models.DateTimeField()
    source = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["brand", "name", "starts"], name="balise_outcome_day")]


class StoredFinding(models.Model):
    """What an import found in its file."""

    origin = models.ForeignKey(Import, models.CASCADE)
    file = models.TextField()
    line = models.IntegerField()
    column = models.TextField()
    code = models.TextField()
    message = models.TextField()
    params = models.JSONField()
    drops_row = models.BooleanField()


class Touched(models.Model):
    """That an import says something of a block of an account.

    The number of visible ones is the age of the block: sums made at another age are stale.
    """

    origin = models.ForeignKey(Import, models.CASCADE)
    account = models.ForeignKey(Account, models.CASCADE, db_index=False)
    block = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "block", "origin"], name="balise_one_touch")
        ]


class Tag(models.Model):
    """What a post is tagged with, whichever file tells of it; without a moment: not confirmed."""

    brand = models.ForeignKey(Brand, models.CASCADE, db_index=False)
    post_uid = models.TextField()
    field = models.TextField()
    value = models.TextField()
    source = models.TextField()
    confirmed_at = models.DateTimeField(null=True)
    by = models.TextField(blank=True)
    is_seen = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "post_uid", "field"], name="balise_one_tag")
        ]


class Retagged(models.Model):
    """How often posts of a block were tagged: it ages the block as a visible import does."""

    account = models.ForeignKey(Account, models.CASCADE, db_index=False)
    block = models.IntegerField()
    times = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "block"], name="balise_one_retagged")
        ]


class Level(models.Model):
    """A level of a factor that some post of the brand has. Append-only."""

    brand = models.ForeignKey(Brand, models.CASCADE, db_index=False)
    factor = models.TextField()
    level = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "factor", "level"], name="balise_one_level")
        ]


class StoredDesign(models.Model):
    """The columns of a KPI's model, as ids of `Level` in their order. Only ever appended to."""

    brand = models.ForeignKey(Brand, models.CASCADE, db_index=False)
    kpi = models.TextField()
    levels = models.JSONField(default=list)
    width = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "kpi"], name="balise_one_design")]


class SumsBlock(models.Model):
    """The sums of four weeks of an account, made at an `age` with the first `width` columns.

    `counts` are the levels of its posts and how many have each, `data` the sums themselves,
    `ageing` its young posts and those that were read more than once (`balise.store.ageing`).
    """

    account = models.ForeignKey(Account, models.CASCADE, db_index=False)
    block = models.IntegerField()
    kpi = models.TextField()
    age = models.IntegerField()
    width = models.IntegerField()
    counts = models.BinaryField()
    data = models.BinaryField()
    digest = models.TextField()
    ageing = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "kpi", "block"], name="balise_one_block")
        ]


class Fit(models.Model):
    """A fit as it was kept, and what made it."""

    brand = models.ForeignKey(Brand, models.CASCADE)
    kpi = models.TextField()
    data = models.BinaryField()
    snapshot = models.TextField()
    model = models.TextField()
    seed = models.BigIntegerField()
    made_at = models.DateTimeField()


class StrategyVersion(models.Model):
    """A strategy as it was kept, and what was `known` then. Only ever added to."""

    brand = models.ForeignKey(Brand, models.CASCADE, db_index=False)
    number = models.IntegerField()
    made_at = models.DateTimeField()
    text = models.TextField()
    digest = models.TextField()
    known = models.JSONField()
    by = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "number"], name="balise_one_strategy")
        ]


class PlanVersion(models.Model):
    """A plan as it was kept, as JSON text. Only ever added to."""

    brand = models.ForeignKey(Brand, models.CASCADE, db_index=False)
    number = models.IntegerField()
    made_at = models.DateTimeField()
    text = models.TextField()
    digest = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "number"], name="balise_one_plan")]


class PlannedSlot(models.Model):
    """That a plan has a slot of this name, so that what is done to it finds its plan."""

    plan = models.ForeignKey(PlanVersion, models.CASCADE, db_index=False)
    slot = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slot", "plan"], name="balise_one_slot")]


class SlotTouch(models.Model):
    """What was done to a slot of a plan; an empty `state` or a null `touch` left it as it was.

    `now` is the slot as JSON text, where it was moved, changed or added; `content_hash` is null
    where nothing was written. Only ever added to.
    """

    plan = models.ForeignKey(PlanVersion, models.CASCADE)
    slot = models.TextField()
    at = models.DateTimeField()
    by = models.TextField(blank=True)
    state = models.TextField(blank=True)
    touch = models.TextField(null=True)  # noqa: DJ001 - no touch is said otherwise than an empty one
    now = models.TextField(blank=True, default="")
    content_hash = models.TextField(null=True)  # noqa: DJ001 - no content is another than an empty one
    why = models.TextField(blank=True, default="")


class Decision(models.Model):
    """What was said to a proposal. Only ever added to."""

    brand = models.ForeignKey(Brand, models.CASCADE, db_index=False)
    decision = models.TextField()
    decided_at = models.DateTimeField()
    accepted = models.BooleanField()
    by = models.TextField(blank=True)
    strategy_number = models.IntegerField()
    proposal = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "decision"], name="balise_one_decision")
        ]


# The rooms that have a file of their own; they name what they belong to by its name.
from balise.store.tables.beside import (  # noqa: E402 - they point to the tables above
    BesideAllowed as BesideAllowed,
    BesideSum as BesideSum,
)
from balise.store.tables.contents import (  # noqa: E402 - they point to the tables above
    Attachment as Attachment,
    SlotComment as SlotComment,
    SlotContent as SlotContent,
)
from balise.store.tables.hooks import (  # noqa: E402 - they point to the tables above
    Feed as Feed,
    Hook as Hook,
    HookCall as HookCall,
)
from balise.store.tables.mappings import (  # noqa: E402 - they point to the tables above
    KeptMapping as KeptMapping,
)
from balise.store.tables.people import (  # noqa: E402 - they point to the tables above
    Invitation as Invitation,
    LoginTry as LoginTry,
    LogKey as LogKey,
    MagicLink as MagicLink,
    Member as Member,
    Note as Note,
    NoteHead as NoteHead,
    Person as Person,
    RecoveryCode as RecoveryCode,
    Session as Session,
    Token as Token,
)
from balise.store.tables.seen import (  # noqa: E402 - they point to the tables above
    Seen as Seen,
)
from balise.store.tables.shares import (  # noqa: E402 - they point to the tables above
    BrandLook as BrandLook,
    ReportKept as ReportKept,
    ReportNote as ReportNote,
    ReportPlan as ReportPlan,
    ReportShare as ReportShare,
)
from balise.store.tables.work import (  # noqa: E402 - they point to the tables above
    Installation as Installation,
    Job as Job,
    Worker as Worker,
)
from balise.store.tables.worked_out import (  # noqa: E402 - they point to the tables above
    WorkedOut as WorkedOut,
)
