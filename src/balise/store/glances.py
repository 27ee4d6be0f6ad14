"""What is told of brands at a glance: few queries whatever there is, and nothing learnt."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from django.db import connections
from django.db.models import Model

from balise.domain.estimate import Provenance
from balise.domain.ports import MeasuredPost, Trace
from balise.domain.post import Post
from balise.domain.reading import Finding
from balise.domain.seen import Sight
from balise.store import clean, models, rows, seen, strategies, tags, traces, visible
from balise.store.bridge import asks, asks_once

if TYPE_CHECKING:
    from balise.store.address import Address
    from balise.store.database import Place

_FINDING = ("file", "line", "column", "code", "message", "params", "drops_row")
REVIEW = "review"
"""The page whose readers are told of in a mark: who read the review has done what was asked."""


class Glances:
    """The part of `balise.store.repository.DjangoStore` that tells of brands at a glance."""

    __slots__ = ()

    if TYPE_CHECKING:
        place: Place

        @property
        def address(self) -> Address:
            """Return the address of the database."""

        def _view(self, brand: str) -> tuple[int, tuple[int, ...]]: ...

        def _measured(
            self, brand_id: int, origins: Sequence[int], page: Sequence[dict[str, Any]]
        ) -> list[MeasuredPost]: ...

    @asks
    def version(self) -> Hashable:
        """Name all that is kept: as long as it is the same to this thread, so is what it reads.

        None where the database tells no such thing. SQLite tells of what others wrote to the file,
        and how much was written here.
        """
        connection: Any = connections[self.place.alias]
        if connection.vendor != "sqlite":
            return None
        connection.ensure_connection()
        opened = connection.connection
        (others,) = opened.execute("PRAGMA data_version").fetchone()
        return (opened, others, opened.total_changes)

    @asks_once
    def marks(self, brands: Sequence[str]) -> Mapping[str, str]:
        """Name what is kept of each brand: as long as a mark is the same, so is all but time."""
        return _marks(self.place.alias, brands)

    @asks_once
    def fitted(self, brand: str) -> Mapping[str, Provenance]:
        """Tell what made the last fit of each KPI."""
        owner = models.Brand.objects.using(self.place.alias).filter(name=brand).first()
        return strategies.fits(self.place.alias, owner.pk) if owner else {}

    @asks
    def posts_since(self, brand: str, since: datetime) -> Sequence[MeasuredPost]:
        """Give the visible posts from a moment on, with their latest readings."""
        brand_id, origins = self._view(brand)
        found = visible.current(self.place.alias, brand_id, origins)
        page = found.filter(published_at__gte=since).order_by("published_at", "id")
        return self._measured(brand_id, origins, list(page.values(*rows.POST_COLUMNS)))

    @asks
    def some_posts(self, brand: str, uids: Sequence[str]) -> Sequence[MeasuredPost]:
        """Give some visible posts with their latest readings, in the order of their uids."""
        brand_id, origins = self._view(brand)
        return self._measured(brand_id, origins, self._rows(brand_id, origins, uids))

    @asks
    def traced_posts(
        self, brand: str, uids: Sequence[str]
    ) -> Sequence[tuple[Post, Sequence[Trace]]]:
        """Give some visible posts, in the order of their uids, each with all of its readings."""
        alias, (brand_id, origins) = self.place.alias, self._view(brand)
        page = self._rows(brand_id, origins, uids)
        posts = tags.laid_over(alias, brand_id, list(map(rows.post_of, page)))
        found = traces.traces(alias, brand_id, origins, [post.uid for post in posts])
        return tuple((post, found.get(post.uid, ())) for post in posts)

    def _rows(
        self, brand_id: int, origins: Sequence[int], uids: Sequence[str]
    ) -> list[dict[str, Any]]:
        order = {clean.uid(uid): place for place, uid in enumerate(uids)}
        found = visible.current(self.place.alias, brand_id, origins).filter(uid__in=[*order])
        return sorted(found.values(*rows.POST_COLUMNS), key=lambda row: order[row["uid"]])

    @asks
    def lost_since(self, brand: str, since: datetime) -> Sequence[Finding]:
        """Give what imports from a moment on left out."""
        found = models.StoredFinding.objects.using(self.place.alias).filter(
            origin__brand__name=brand,
            origin__state=models.DONE,
            origin__heartbeat__gte=since,
            drops_row=True,
        )
        return tuple(Finding(**row) for row in found.order_by("id").values(*_FINDING))

    @asks
    def seen(self, brand: str, person: str, page: str) -> tuple[Sight, Sight | None] | None:
        """Give what somebody saw last, and on the day before that; None: they never looked."""
        return seen.read(self.place.alias, brand, person, page)

    @asks
    def see(self, brand: str, person: str, page: str, *, now: Sight, before: Sight | None) -> None:
        """Keep what somebody sees now, in place of what they saw."""
        seen.keep(self.place.alias, brand, (person, page), now, before)

    @asks
    def seen_at(self, brand: str, page: str) -> datetime | None:
        """Tell when anybody looked at a page last."""
        return seen.last(self.place.alias, brand, page)


def _marks(alias: str, brands: Sequence[str]) -> dict[str, str]:
    """Write a mark in three parts: what a look back reads, what else is kept, what is known of it.

    All tables are asked at once: a page waits for each question, however small.
    """
    told: dict[str, tuple[list[object], ...]] = {brand: ([], [], []) for brand in brands}
    if not brands:
        return {}
    every = (_LOOKED, _WORK, _KNOWN)
    kept = [each for part in every for each in part]
    part_of = [n for n, part in enumerate(every) for _ in part]
    names = ", ".join(["%s"] * len(brands))
    parts = [_newest(place, *each, names) for place, each in enumerate(kept)]
    asked = [value for *_, (_, given) in kept for value in (*brands, *given)]
    with connections[alias].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts) + " ORDER BY 1", asked)
        for place, brand, newest, n in cursor.fetchall():
            told[brand][part_of[place]].append((place, newest, n))
    return {brand: ":".join(map(_short, parts)) for brand, parts in told.items()}


def _newest(place: int, table: type[Model], last: str, where: _Where, names: str) -> str:
    """Write the question for the newest of a table: each brand with how many it has."""
    own, brand, only = table._meta.db_table, models.Brand._meta.db_table, where[0]  # noqa: SLF001 - Django's way to name a table
    via = "t.brand_id"
    join = ""
    if table is models.SlotTouch:
        via = "p.brand_id"
        join = f" JOIN {models.PlanVersion._meta.db_table} p ON p.id = t.plan_id"  # noqa: SLF001
    return (
        f"SELECT {place}, b.name, CAST(MAX(t.{last}) AS VARCHAR), COUNT(*) FROM {own} t{join}"  # noqa: S608 - names of ours alone
        f" JOIN {brand} b ON b.id = {via} WHERE b.name IN ({names}){only} GROUP BY b.name"
    )


_Where = tuple[str, tuple[str, ...]]
"""Which rows count: what is added to the question, and the values in it."""
_EVERY: _Where = ("", ())
_Kept = tuple[type[Model], str, _Where]
"""Where something of a brand is kept: table, what grows, which rows."""
_LOOKED: tuple[_Kept, ...] = (
    (models.Import, "id", (" AND t.state = %s", (models.DONE,))),
    (models.StrategyVersion, "id", _EVERY),
    (models.PlanVersion, "id", _EVERY),
    (models.SlotTouch, "id", _EVERY),
    (models.Decision, "id", _EVERY),
    (models.Tag, "id", _EVERY),
    (models.Tag, "confirmed_at", _EVERY),
)
_WORK: tuple[_Kept, ...] = (
    (models.SlotContent, "id", _EVERY),
    (models.SlotComment, "id", (" AND t.voice <> %s", ("note",))),
    (models.Job, "ended_at", (" AND t.state IN (%s, %s, %s)", ("failed", "done", "cancelled"))),
)
_KNOWN: tuple[_Kept, ...] = (
    (models.Fit, "id", _EVERY),
    (models.WorkedOut, "made_at", (" AND t.shelf = %s", ("outlooks",))),
    (models.Seen, "at", (" AND t.page = %s", (REVIEW,))),
)


def _short(said: list[object]) -> str:
    return blake2b(repr(said).encode(), digest_size=8).hexdigest()
