"""Batches made into rows: what is new is told from what the store knows already."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from django.db.models import Q

from balise.domain.post import Post
from balise.domain.reading import Finding, Reading
from balise.learn.features import levels
from balise.store import bulk, clean, models, rows
from balise.store.bulk import Piece
from balise.store.levels import Levels
from balise.store.rows import Block, Figures, Version

_POST = (
    "origin", "brand", "account", "uid", "published_at", "precision", "kind", "text", "facts",
    "active", "block", "worth", "digest",
)  # fmt: skip
_READING = (
    "origin", "brand", "post_uid", "as_of", "basis", "source", "day", "values", "digest",
)  # fmt: skip
_FINDING = ("origin", "file", "line", "column", "code", "message", "params", "drops_row")
_ACCOUNT = "account"


class _Known(NamedTuple):
    """The version that holds of a post, as far as this import can see."""

    worth: int
    origin: int
    digest: int


class _Account(NamedTuple):
    """What rows need of an account."""

    pk: int
    timezone: str


class Pieces:
    """Makes the rows of one import, and counts what is new.

    Parameters
    ----------
    alias
        The database.
    record
        The import.
    timezone
        Zone of accounts that are met for the first time.

    Attributes
    ----------
    is_plain
        Whether all that was written so far is of posts that nothing else tells of: `own_blocks`
        are then all that the import touches.
    """

    def __init__(self, alias: str, record: models.Import, timezone: str) -> None:
        self.new_posts = self.new_readings = self.duplicates = 0
        self.own_blocks: set[Block] = set()
        self._alias = alias
        self._moment = bulk.moment(alias)
        self._origin, self._brand = record.pk, record.brand_id
        self._timezone = timezone
        self._accounts: dict[tuple[str, str], _Account] = {}
        self._levels = Levels(alias, self._brand)
        self.is_plain = True
        self._fresh: set[str] = set()
        self._own: set[int] = set()
        self._mine = Q(origin__state=models.DONE) | Q(origin_id=self._origin)

    def posts(self, posts: Sequence[Post]) -> Piece:
        """Make rows of the posts whose facts are new or better than what is known."""
        best: dict[str, Version] = {}
        for version in map(rows.version, posts):
            kept = best.get(version.post.uid)
            if kept is None or version.worth > kept.worth:
                best[version.post.uid] = version
        known, own = self._known(best)
        fresh = [version for uid, version in best.items() if self._is_news(version, known.get(uid))]
        self.new_posts += sum(version.post.uid not in known for version in fresh)
        replaced = [own[version.post.uid] for version in fresh if version.post.uid in own]
        return Piece(models.PostVersion, _POST, self._post_rows(fresh), replaced)

    def readings(self, readings: Sequence[Reading]) -> Piece:
        """Make rows of the readings that are not known."""
        every = [rows.figures(reading) for reading in readings]
        asked = [found for found in every if found.uid not in self._fresh]
        known = self._digests(asked) if asked else set()
        self.is_plain = self.is_plain and not asked
        made = []
        for reading, uid, values, digest in every:
            if digest in known:
                self.duplicates += 1
                continue
            known.add(digest)
            made.append((
                self._origin, self._brand, uid, self._moment(reading.as_of),
                reading.basis, clean.text(reading.source), rows.day_of(reading.day), values, digest,
            ))  # fmt: skip
            self._meet(uid)
        self.new_readings += len(made)
        return Piece(models.Reading, _READING, made)

    def findings(self, findings: Sequence[Finding]) -> Piece:
        """Make rows of findings."""
        text = clean.text
        made = []
        for found in findings:
            params = rows.written({text(name): text(said) for name, said in found.params.items()})
            made.append((
                self._origin, text(found.file), found.line, text(found.column), found.code,
                text(found.message), params, found.drops_row,
            ))  # fmt: skip
        return Piece(models.StoredFinding, _FINDING, made)

    def touches(self, blocks: Sequence[Block]) -> Piece:
        """Make rows that say which blocks the import changes."""
        made = [(self._origin, account, block) for account, block in blocks]
        return Piece(models.Touched, ("origin", "account", "block"), made)

    def _is_news(self, version: Version, known: _Known | None) -> bool:
        if known is None:
            return True
        if known.origin == self._origin:  # within one file the first of equals stays
            return version.worth > known.worth
        return version.worth >= known.worth and version.digest != known.digest

    def batch(self) -> None:
        """Begin another batch: of the posts that came before, readings are looked up."""
        self._fresh.clear()

    def _known(self, uids: Collection[str]) -> tuple[dict[str, _Known], dict[str, int]]:
        """Find what is known of posts; most exports tell of posts that nothing told of before."""
        signs = {hash(uid) for uid in uids}
        asked = not signs.isdisjoint(self._own) or self._others()
        self._own |= signs
        if not asked:
            self._fresh.update(uids)
            return {}, {}
        self.is_plain = False
        return self._versions(list(uids))

    def _others(self) -> bool:
        """Whether another import of the brand is visible."""
        every = models.Import.objects.using(self._alias)
        return every.filter(brand_id=self._brand, state=models.DONE).exists()

    def _versions(self, uids: Sequence[str]) -> tuple[dict[str, _Known], dict[str, int]]:
        """Find the versions that hold, and the rows that this import wrote itself."""
        versions = models.PostVersion.objects.using(self._alias).filter(
            self._mine, brand_id=self._brand, uid__in=uids
        )
        found: dict[str, _Known] = {}
        own: dict[str, int] = {}
        for uid, worth, origin, digest, pk in versions.values_list(
            "uid", "worth", "origin_id", "digest", "pk"
        ):
            one = _Known(worth, origin, digest)
            found[uid] = max(found.get(uid, one), one)
            if origin == self._origin:
                own[uid] = pk
        return found, own

    def _post_rows(self, versions: Sequence[Version]) -> list[bulk.Row]:
        accounts = [self._account(v.post.network, v.post.account) for v in versions]
        active = self._levels.numbers([
            levels(v.post, timezone=account.timezone)
            for v, account in zip(versions, accounts, strict=True)
        ])  # fmt: skip
        return [
            self._post_row(version, account, numbers)
            for version, account, numbers in zip(versions, accounts, active, strict=True)
        ]

    def _post_row(self, version: Version, account: _Account, numbers: Sequence[int]) -> bulk.Row:
        post = version.post
        block = rows.block_of(post.published_at)
        self.own_blocks.add((account.pk, block))
        return (
            self._origin, self._brand, account.pk, post.uid, self._moment(post.published_at),
            post.precision, post.kind, post.text, version.facts,
            rows.written(numbers), block, version.worth,
            version.digest,
        )  # fmt: skip

    def _digests(self, readings: Sequence[Figures]) -> set[int]:
        moments = [found.reading.as_of for found in readings]
        near = models.Reading.objects.using(self._alias).filter(
            self._mine,
            brand_id=self._brand,
            post_uid__in={found.uid for found in readings},
            as_of__gte=min(moments),
            as_of__lte=max(moments),
        )
        return set(near.values_list("digest", flat=True))

    def _meet(self, uid: str) -> None:
        """Know the account that a reading of an account tells of."""
        if uid.startswith(f"{_ACCOUNT}:") and uid.count(":") > 1:
            _, network, handle = uid.split(":", 2)
            self.own_blocks.add((self._account(network, handle).pk, models.NO_BLOCK))

    def _account(self, network: str, handle: str) -> _Account:
        key = (network, handle)
        if key not in self._accounts:
            found, _ = models.Account.objects.using(self._alias).get_or_create(
                brand_id=self._brand,
                network=network,
                handle=handle,
                defaults={"timezone": self._timezone},
            )
            self._accounts[key] = _Account(found.pk, found.timezone)
        return self._accounts[key]
