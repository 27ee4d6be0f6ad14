"""The posts of one account, block by block, as the model is to see them."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import QuerySet

from balise.domain.post import Post
from balise.learn.exposure import weight
from balise.learn.features import Level
from balise.learn.kpi import outcome
from balise.learn.rows import Earlier, account_of, follow
from balise.store import models, tags, visible
from balise.store.ageing import Ageing, Notes
from balise.store.levels import Levels
from balise.store.rows import block_of, latest

AFTER = frozenset({"gap", "post of the day"})
"""Factors that are told from the posts before; all others were told when the post came in."""

_COLUMNS = ("id", "uid", "published_at", "precision", "kind", "active", "block")
_TOGETHER = 8  # blocks of a query
_DAY = timedelta(hours=26)  # the longest local day, and one hour
_Rows = Sequence[dict[str, Any]]


class Learnt(NamedTuple):
    """A post whose KPI is known: `y` on the log scale, the numbers of its levels, its weight."""

    post: Post
    y: float
    levels: array[int]
    weight: int | None


class Lot(NamedTuple):
    """A block of posts: those whose figures have settled, and how all of them age."""

    posts: list[Learnt]
    ageing: Ageing

    def __len__(self) -> int:
        return len(self.posts) + len(self.ageing.young) + len(self.ageing.traces)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What imports tell of the posts of a brand.

    `origins` are the imports that count, `levels` the registry of the brand.
    """

    alias: str
    brand_id: int
    kpi: str
    origins: Collection[int]
    levels: Levels

    def blocks(
        self, account: models.Account, wanted: Collection[int], every: Collection[int]
    ) -> Iterator[tuple[int, Lot]]:
        """Give the posts of some blocks of an account, of `every` one that it has."""
        order = sorted(every)
        before = dict(zip(order[1:], order, strict=False))
        last: tuple[int, dict[str, Earlier]] | None = None
        is_tagged = tags.has_pillars(self.alias, self.brand_id)
        for block, rows in self._read(account, sorted(wanted)):
            if last is not None and before.get(block) == last[0]:
                earlier = last[1]
            else:
                earlier = self._earlier(account, block, before.get(block, block))
            posts = [_bare(account, row) for row in rows]
            after = list(follow(posts, {"": account.timezone}, earlier))
            if after:
                earlier = {account_of(after[-1][0]): after[-1][2]}
            last = (block, earlier)
            own = self._active(rows, is_tagged=is_tagged)
            yield block, self._learnt(rows, own, [(post, found) for post, found, _ in after])

    def _read(self, account: models.Account, wanted: Sequence[int]) -> Iterator[tuple[int, _Rows]]:
        for start in range(0, len(wanted), _TOGETHER):
            some = wanted[start : start + _TOGETHER]
            found = sorted(
                self._versions(account).filter(block__in=some).values(*_COLUMNS), key=_order
            )
            rows = {
                block: list(mine) for block, mine in groupby(found, key=lambda row: row["block"])
            }
            yield from ((block, rows.get(block, [])) for block in some)

    def _versions(self, account: models.Account) -> QuerySet[models.PostVersion]:
        found = visible.current(self.alias, self.brand_id, self.origins)
        return found.filter(account_id=account.pk)

    def _earlier(self, account: models.Account, block: int, near: int) -> dict[str, Earlier]:
        """Follow the last day before a block to its end; it is in the block `near`, if anywhere."""
        before = self._versions(account).filter(block__lt=block)
        times = before.order_by("-published_at").values_list("published_at", flat=True)
        last = times.filter(block=near).first() or times.first()
        if last is None:
            return {}
        day = sorted(
            before.filter(block__gte=block_of(last) - 1, published_at__gte=last - _DAY).values(
                *_COLUMNS
            ),
            key=_order,
        )
        posts = [_bare(account, row) for row in day]
        return {account_of(post): state for post, _, state in follow(posts, {"": account.timezone})}

    def _active(self, rows: _Rows, *, is_tagged: bool) -> Sequence[Sequence[int]]:
        """Give the levels that posts were told to have, confirmed pillars in their place."""
        if not is_tagged:
            return [row["active"] for row in rows]
        return tags.pillars(self.alias, self.brand_id, rows, self.levels)

    def _learnt(
        self,
        rows: _Rows,
        own: Sequence[Sequence[int]],
        followed: Sequence[tuple[Post, tuple[Level, ...]]],
    ) -> Lot:
        uids = [row["uid"] for row in rows]
        readings = list(visible.readings_of(self.alias, self.brand_id, self.origins, uids))
        known = latest(readings)
        after = self.levels.numbers(
            [[level for level in found if level[0] in AFTER] for _, found in followed]
        )
        made, noted = [], Notes(kpi=self.kpi)
        for active, (post, _), numbers in zip(own, followed, after, strict=True):
            read = known.get(post.uid)
            if read is None:
                continue
            y = outcome(post, read.values, read.as_of, self.kpi)
            levels = array("q", [*active, *numbers])
            if y is not None:
                made.append(Learnt(post, y, levels, weight(read.values, self.kpi)))
            noted.add(post, read, levels, is_settled=y is not None)
        return Lot(made, noted.ageing([post for post, _ in followed], readings))


def count(posts: Sequence[Learnt]) -> Mapping[int, int]:
    """Count how many posts have each level."""
    counted: Counter[int] = Counter()
    for post in posts:
        counted.update(post.levels)
    return counted


def _order(row: Mapping[str, Any]) -> tuple[Any, str]:
    return (row["published_at"], row["uid"])


def _bare(account: models.Account, row: Mapping[str, Any]) -> Post:
    """Make a post without its text: its own levels are known, only its place in time is asked."""
    return Post(
        uid=row["uid"],
        network=account.network,
        account=account.handle,
        published_at=row["published_at"],
        precision=row["precision"],
        kind=row["kind"],
        is_reply=row["kind"] == "reply",
        is_repost=row["kind"] == "repost",
    )
