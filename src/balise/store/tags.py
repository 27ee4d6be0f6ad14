"""Tags of posts: kept beside the posts, so that no import loses them, and laid over them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, Sum

from balise.domain.tag import Tag
from balise.store import clean, models
from balise.store.pace import Pace

if TYPE_CHECKING:
    from balise.domain.post import Post
    from balise.store.levels import Levels
    from balise.store.rows import Block

_FIELDS = ("source", "confirmed_at", "by", "is_seen")
_LAID_OVER = ("pillar", "campaign")
_MOST_ASKED = 5_000


def keep(alias: str, brand_id: int, given: Sequence[Tag]) -> int:
    """Keep tags, each in place of what was said of the same field of the post.

    The blocks of the posts grow older in the same transaction: their sums are made again. Gives
    how many tags say something new.
    """
    latest = {(tag.uid, tag.field): _clean(tag) for tag in given}
    changed = 0
    pace = Pace()
    for piece in pace.pieces([latest[key] for key in sorted(latest)]):
        with pace.measured(len(piece)), transaction.atomic(using=alias):
            changed += _keep(alias, brand_id, piece)
    return changed


def _keep(alias: str, brand_id: int, piece: Sequence[Tag]) -> int:
    # One after the other: two that tag the same posts would else each miss what the other says.
    list(models.Brand.objects.using(alias).select_for_update().filter(pk=brand_id))
    uids = [tag.uid for tag in piece]
    held = {(tag.uid, tag.field): tag for tag in read(alias, brand_id, uids)}
    fresh = [tag for tag in piece if not _is_same(tag, held.get((tag.uid, tag.field)))]
    models.Tag.objects.using(alias).bulk_create(
        [
            models.Tag(
                brand_id=brand_id, post_uid=tag.uid, field=tag.field, value=tag.value,
                **{name: getattr(tag, name) for name in _FIELDS},
            )
            for tag in fresh
        ],
        update_conflicts=True,
        unique_fields=["brand", "post_uid", "field"],
        update_fields=["value", *_FIELDS],
    )  # fmt: skip
    _age(alias, brand_id, {tag.uid for tag in fresh})
    return len(fresh)


def _is_same(tag: Tag, held: Tag | None) -> bool:
    """Whether nothing would change but the moment."""
    return (
        held is not None
        and replace(tag, confirmed_at=None) == replace(held, confirmed_at=None)
        and (tag.confirmed_at is None) == (held.confirmed_at is None)
    )


def _age(alias: str, brand_id: int, uids: Collection[str]) -> None:
    """Make the blocks of posts older by one."""
    blocks: set[Block] = set()
    versions = models.PostVersion.objects.using(alias).filter(brand_id=brand_id, uid__in=uids)
    blocks.update(versions.values_list("account_id", "block").distinct())
    rows = models.Retagged.objects.using(alias)
    rows.bulk_create(
        [models.Retagged(account_id=account, block=block) for account, block in sorted(blocks)],
        ignore_conflicts=True,
    )
    for account in {account for account, _ in blocks}:
        mine = [block for one, block in blocks if one == account]
        rows.filter(account_id=account, block__in=mine).update(times=F("times") + 1)


def read(alias: str, brand_id: int, uids: Collection[str] | None = None) -> list[Tag]:
    """Give the tags of a brand, or of some of its posts, in order of post and field."""
    rows = models.Tag.objects.using(alias).filter(brand_id=brand_id)
    pieces = [rows] if uids is None else [rows.filter(post_uid__in=some) for some in _some(uids)]
    names = ("post_uid", "field", "value", *_FIELDS)
    found: list[Tag] = []
    for piece in pieces:
        for uid, *values in piece.order_by("post_uid", "field").values_list(*names):
            facts: dict[str, Any] = dict(zip(names[1:], values, strict=True))
            found.append(Tag(uid=uid, **facts))
    return found


def times(alias: str, brand_id: int) -> int:
    """Count how often blocks of a brand were tagged: another number is another view."""
    rows = models.Retagged.objects.using(alias).filter(account__brand_id=brand_id)
    return int(rows.aggregate(sum=Sum("times"))["sum"] or 0)


def ages(alias: str, brand_id: int) -> dict[Block, int]:
    """Tell how often each block was tagged."""
    rows = models.Retagged.objects.using(alias).filter(account__brand_id=brand_id)
    return {(a, b): n for a, b, n in rows.values_list("account_id", "block", "times")}


def laid_over(alias: str, brand_id: int, posts: Sequence[Post]) -> list[Post]:
    """Give posts the pillar and the campaign that somebody confirmed."""
    said: dict[str, dict[str, Any]] = {}
    for tag in read(alias, brand_id, [post.uid for post in posts]):
        if tag.confirmed_at is not None and tag.field in _LAID_OVER:
            said.setdefault(tag.uid, {})[tag.field] = tag.value or None
    return [replace(post, **said[post.uid]) if post.uid in said else post for post in posts]


def has_pillars(alias: str, brand_id: int) -> bool:
    """Whether any pillar is confirmed: most brands have none, and are asked nothing more."""
    rows = models.Tag.objects.using(alias).filter(brand_id=brand_id, field="pillar")
    return rows.filter(confirmed_at__isnull=False).exists()


def pillars(
    alias: str, brand_id: int, rows: Sequence[dict[str, Any]], levels: Levels
) -> list[list[int]]:
    """Give the numbers of the levels of posts, the confirmed pillar in place of another."""
    found = [list(row["active"]) for row in rows]
    said = {
        tag.uid: tag.value
        for tag in read(alias, brand_id, [row["uid"] for row in rows])
        if tag.field == "pillar" and tag.confirmed_at is not None
    }
    if not said:
        return found
    every = models.Level.objects.using(alias).filter(brand_id=brand_id, factor="pillar")
    others = frozenset(every.values_list("id", flat=True))
    names = {value for value in said.values() if value}
    numbers = {name: number[0] for name, number in zip(
        sorted(names), levels.numbers([[("pillar", name)] for name in sorted(names)]), strict=True
    )}  # fmt: skip
    return [
        _swapped(active, others, numbers.get(said[row["uid"]])) if row["uid"] in said else active
        for row, active in zip(rows, found, strict=True)
    ]


def _swapped(active: list[int], others: Collection[int], own: int | None) -> list[int]:
    kept = [number for number in active if number not in others]
    return sorted([*kept, own]) if own is not None else kept


def _some(uids: Collection[str]) -> Iterator[list[str]]:
    left = iter(uids)
    while some := list(islice(left, _MOST_ASKED)):
        yield some


def _clean(tag: Tag) -> Tag:
    """Give a tag as both databases can keep it."""
    return replace(tag, uid=clean.uid(tag.uid), value=clean.text(tag.value), by=clean.text(tag.by))
