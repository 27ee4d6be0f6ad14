"""Sums kept in blocks of four weeks: what an import touched is made again, never subtracted."""

from __future__ import annotations

import hashlib
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set as AbstractSet

import numpy as np
from django.db import transaction
from django.db.models import Count, QuerySet
from numpy.typing import NDArray

from balise.domain.design import Design, Sums
from balise.domain.ports import Change, Material
from balise.learn import sums as sums_
from balise.learn.rows import Row, row
from balise.store import ageing, designs, models, tags, visible
from balise.store.learnt import History, Lot, count
from balise.store.levels import Levels
from balise.store.pace import Pace
from balise.store.rows import Block

_WAITING = frozenset({"hashtag", "word"})  # there are always some that have become frequent
_HELD = 64  # most blocks that are made before they are written
_REMEMBERED = 50_000  # posts, some 40 MB


class Blocks:
    """The blocks of a brand for one KPI.

    A block is stale where another number of visible imports and of tags touched it than when it
    was made, or where a level of its posts became a column since.
    """

    def __init__(self, alias: str, brand_id: int, kpi: str) -> None:
        self._alias = alias
        self._brand_id = brand_id
        self._kpi = kpi
        self._levels = Levels(alias, brand_id)
        self._pace = Pace(rows=_HELD // 4, most=_HELD)
        self._remembered: dict[Block, Lot] = {}
        self._room = _REMEMBERED

    def material(self) -> Material:
        """Bring the blocks up to date and add them."""
        view = visible.done(self._alias, self._brand_id)
        ages, made = self._ages(view), self._made()
        places = designs.read(self._alias, self._brand_id, self._kpi)
        changed = {block for block, age in ages.items() if made.get(block) != age}
        self._make(self._read(changed, ages, view), places, ages)
        places = designs.grow(self._alias, self._brand_id, self._kpi, self._counted(), self._levels)
        grown = self._grown(places) & ages.keys()
        self._make(self._read(grown, ages, view), places, ages)
        return self._added(places)

    def change(self, since: str) -> Change | None:
        """Bring the blocks up to date, and tell what changed since a snapshot.

        No column is added: a hashtag or a word that has become frequent waits for the next whole
        fit. None where any other level has, or where the blocks were not those of the snapshot.
        """
        view = visible.done(self._alias, self._brand_id)
        ages, made = self._ages(view), self._made()
        places, known = designs.read(self._alias, self._brand_id, self._kpi), self._digests()
        if _snapshot(places.design, known) != since:
            return None
        changed = {block for block, age in ages.items() if made.get(block) != age}
        before = self._some(changed, places, known)
        if before is None:
            return None
        self._make(self._read(changed, ages, view), places, ages)
        lacking = designs.lacking(self._alias, self._brand_id, self._kpi, self._counted())
        if changed and lacking - _WAITING:
            return None
        known = self._digests()
        after, aged = self._some(changed, places, known), self._aged(places)
        if after is None:
            return None
        return Change(
            snapshot=_snapshot(places.design, known),
            before=before,
            after=after,
            touched=self._names({account for account, _ in changed}),
            young=tuple(aged.young),
            ages=aged.ages(),
        )

    def rows(self) -> tuple[Design, Iterator[Row]]:
        """Give the posts themselves as the model sees them, and the design that they have."""
        view = visible.done(self._alias, self._brand_id)
        design, ages = self.material().design, self._ages(view)
        places = designs.read(self._alias, self._brand_id, self._kpi)
        return design, (
            row(post.post, post.y, places.active(post.levels), post.weight)
            for _, lot in self._read(ages.keys(), ages, view)
            for post in lot.posts
        )

    def _ages(self, origins: Collection[int]) -> dict[Block, int]:
        touches = models.Touched.objects.using(self._alias).filter(
            origin_id__in=origins, block__gt=models.NO_BLOCK
        )
        ages = touches.values_list("account_id", "block").annotate(age=Count("id")).order_by()
        tagged = tags.ages(self._alias, self._brand_id)
        return {(a, block): age + tagged.get((a, block), 0) for a, block, age in ages}

    def _made(self) -> dict[Block, int]:
        rows = self._stored().values_list("account_id", "block", "age")
        return {(account, block): age for account, block, age in rows}

    def _stored(self) -> QuerySet[models.SumsBlock]:
        return models.SumsBlock.objects.using(self._alias).filter(
            account__brand_id=self._brand_id, kpi=self._kpi
        )

    def _read(
        self, wanted: AbstractSet[Block], ages: Collection[Block], view: Collection[int]
    ) -> Iterator[tuple[Block, Lot]]:
        """Read the posts of blocks; a few are remembered, for a first time reads them twice."""
        again = wanted & self._remembered.keys()
        yield from ((block, self._remembered.pop(block)) for block in sorted(again))
        history = History(
            alias=self._alias,
            brand_id=self._brand_id,
            kpi=self._kpi,
            origins=view,
            levels=self._levels,
        )
        mine, every = _by_account(set(wanted) - again), _by_account(ages)
        accounts = models.Account.objects.using(self._alias).filter(pk__in=mine)
        for account in accounts.order_by("pk"):
            for block, posts in history.blocks(account, mine[account.pk], every[account.pk]):
                if self._room >= len(posts):
                    self._room -= len(posts)
                    self._remembered[account.pk, block] = posts
                yield (account.pk, block), posts

    def _make(
        self,
        found: Iterator[tuple[Block, Lot]],
        places: designs.Places,
        ages: Mapping[Block, int],
    ) -> None:
        held: list[models.SumsBlock] = []
        for block, posts in found:
            held.append(self._block(block, ages[block], posts, places))
            if len(held) >= self._pace.rows:
                self._keep(held)
                held = []
        self._keep(held)

    def _block(self, place: Block, age: int, lot: Lot, places: designs.Places) -> models.SumsBlock:
        data, posts, aged = b"", lot.posts, ageing.to_bytes(lot.ageing)
        counts = _packed(count(posts))
        if posts and places.width:
            rows = (
                row(post.post, post.y, places.active(post.levels), post.weight) for post in posts
            )
            data = sums_.to_bytes(sums_.gather(rows, places.design))
        return models.SumsBlock(
            account_id=place[0],
            block=place[1],
            kpi=self._kpi,
            age=age,
            width=places.width,
            counts=counts,
            data=data,
            digest=_digest(data, aged, counts),
            ageing=aged,
        )

    def _keep(self, blocks: Sequence[models.SumsBlock]) -> None:
        if not blocks:
            return
        with self._pace.measured(len(blocks)), transaction.atomic(using=self._alias):
            models.SumsBlock.objects.using(self._alias).bulk_create(
                blocks,
                update_conflicts=True,
                unique_fields=["account", "kpi", "block"],
                update_fields=["age", "width", "counts", "data", "digest", "ageing"],
            )

    def _counted(self) -> Counter[int]:
        """Count the levels over all blocks."""
        every = [_unpacked(data) for (data,) in self._stored().values_list("counts").iterator()]
        total: Counter[int] = Counter()
        if every:
            both = np.concatenate(every)
            numbers, place = np.unique(both[:, 0], return_inverse=True)
            sums = np.bincount(place, weights=both[:, 1])
            total.update(dict(zip(numbers.tolist(), sums.astype(int).tolist(), strict=True)))
        return total

    def _grown(self, places: designs.Places) -> set[Block]:
        """List the blocks that lack a column of one of their posts."""
        found: set[Block] = set()
        rows = self._stored().filter(width__lt=places.width)
        for account, block, width, counts in rows.values_list(
            "account_id", "block", "width", "counts"
        ).iterator():
            if not width or not places.after(width).isdisjoint(_unpacked(counts)[:, 0].tolist()):
                found.add((account, block))
        return found

    def _added(self, places: designs.Places) -> Material:
        known: dict[Block, str] = {}
        rows = self._stored().order_by("account", "block")
        parts = list(_parts(rows.values_list("account", "block", "digest", "data"), known))
        aged = self._aged(places)
        return Material(
            design=places.design,
            sums=sums_.total(parts, places.design),
            snapshot=_snapshot(places.design, known),
            young=tuple(aged.young),
            ages=aged.ages(),
            readings=tuple(aged.readings),
        )

    def _some(
        self, blocks: Collection[Block], places: designs.Places, known: Mapping[Block, str]
    ) -> Sums | None:
        """Add some blocks; None where another program has changed one meanwhile."""
        accounts, numbers = zip(*blocks, strict=True) if blocks else ((), ())
        rows = self._stored().filter(account__in=set(accounts), block__in=set(numbers))
        found: dict[Block, str] = {}
        every = rows.order_by("account", "block").values_list("account", "block", "digest", "data")
        parts = list(_parts((row for row in every if row[:2] in blocks), found))
        if any(known.get(block) != digest for block, digest in found.items()):
            return None
        return sums_.total(parts, places.design)

    def _aged(self, places: designs.Places) -> ageing.Gathered:
        rows = self._stored().exclude(ageing=b"").order_by("-block", "account")
        names = ("account__network", "account__handle", "ageing")
        aged = ageing.Gathered(active=places.active)
        for network, handle, data in rows.values_list(*names).iterator():
            aged.add(f"{network}:{handle}", bytes(data))
        return aged

    def _digests(self) -> dict[Block, str]:
        rows = self._stored().order_by("account", "block")
        return {
            (account, block): digest
            for account, block, digest in rows.values_list("account", "block", "digest")
        }

    def _names(self, accounts: Collection[int]) -> frozenset[str]:
        found = models.Account.objects.using(self._alias).filter(pk__in=accounts)
        return frozenset(f"{n}:{h}" for n, h in found.values_list("network", "handle"))


def _digest(*parts: bytes) -> str:
    """Name a block by all that it holds."""
    said = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
    return hashlib.sha256(said).hexdigest()[:32]


def _snapshot(design: Design, known: Mapping[Block, str]) -> str:
    """Name all that a fit is learnt from: the columns, and the blocks in their order."""
    written = "\n".join([design.id, str(len(design.columns)), *known.values()])
    return hashlib.sha256(written.encode()).hexdigest()[:32]


def _parts(
    rows: Iterable[tuple[int, int, str, bytes | memoryview[int]]], known: dict[Block, str]
) -> Iterator[Sums]:
    for account, block, digest, data in rows:
        known[account, block] = digest
        if data:
            yield sums_.from_bytes(bytes(data))


def _by_account(blocks: Collection[Block]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for account, block in blocks:
        found.setdefault(account, []).append(block)
    return found


def _packed(counts: Mapping[int, int]) -> bytes:
    pairs = np.array(sorted(counts.items()), np.int64).reshape(-1, 2)
    return zlib.compress(pairs.tobytes(), 1)


def _unpacked(data: bytes | memoryview[int]) -> NDArray[np.int64]:
    return np.frombuffer(zlib.decompress(data), np.int64).reshape(-1, 2)
