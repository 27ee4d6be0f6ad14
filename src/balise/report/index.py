"""The posts of a brand as columns: which ones are behind a number, without reading any of them.

every post --Index.of--> columns, kept by the one who learns --trail--> places of posts --> a page
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from balise.domain.ports import MeasuredPost
from balise.learn import kpi as figure
from balise.learn.columns import FACTORS
from balise.learn.contrasts import levels_behind
from balise.learn.features import Level
from balise.learn.rows import account_of
from balise.report.rows import Archive, Trail
from balise.report.sources import STATES, Posts, State

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
_CODE = {state: code for code, state in enumerate(STATES)}
_TEXTS = ("uids", "scopes", "names", "metrics", "kpis")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What of posts is a figure, one row a post in order of time.

    Parameters
    ----------
    at, day
        Microseconds since 1970, and the local day as its ordinal.
    account
        Place of its account in `Index.scopes`.
    is_undated, is_original, is_mature
        Whether its time is not known, it is no reply or repetition, it was read late enough.
    metrics
        Whether it has each of `Index.metrics`.
    kpis
        Its figure by each of `Index.kpis`; no number where it is not known.
    levels, ends
        Places in `Index.names` of the levels of all posts in a row, and where those of each end.
    """

    at: Ints
    day: Ints
    account: Ints
    is_undated: Flags
    is_original: Flags
    is_mature: Flags
    metrics: Flags
    kpis: Floats
    levels: Ints
    ends: Ints


@dataclass(frozen=True, kw_only=True)
class Index:
    """All posts of a brand as columns.

    `scopes` are the accounts, as handle and as `<network>:<handle>`; `names` are the levels.
    """

    uids: tuple[str, ...]
    scopes: tuple[tuple[str, str], ...]
    names: tuple[Level, ...]
    metrics: tuple[str, ...]
    kpis: tuple[str, ...]
    columns: Columns = field(repr=False)

    @classmethod
    def of(cls, archive: Archive) -> Index:
        """Make it from all posts."""
        every = archive.local
        posts = [m.post for m, _ in every]
        scopes, accounts = _coded((one.account, account_of(one)) for one in posts)
        found = [archive.levels(one.uid) for one in posts]
        names, levels = _coded(chain.from_iterable(found))
        metrics = sorted({name for m, _ in every for name in m.values})
        return cls(
            uids=tuple(one.uid for one in posts),
            scopes=tuple(scopes),
            names=tuple(names),
            metrics=tuple(metrics),
            kpis=archive.kpis,
            columns=Columns(
                at=np.array([one.published_at.timestamp() * 1e6 for one in posts], np.int64),
                day=np.array([at.date().toordinal() for _, at in every], np.int64),
                account=accounts,
                is_undated=np.array([one.precision == "unknown" for one in posts], bool),
                is_original=np.array([one.is_original for one in posts], bool),
                is_mature=np.array([figure.is_mature(m.post, m.as_of) for m, _ in every], bool),
                metrics=_table(every, [lambda m, n=n: n in m.values for n in metrics], bool),
                kpis=_table(every, [lambda m, k=k: _value(m, k) for k in archive.kpis], float),
                levels=levels,
                ends=np.cumsum([len(one) for one in found], dtype=np.int64),
            ),
        )

    def trail(self, behind: Posts, kpi: str, only: Flags | None = None) -> Trail:
        """List the posts behind a number, oldest first as they are kept.

        Parameters
        ----------
        behind
            Which posts; its `stage` and `is_unusual` are for who asks, who gives them as `only`.
        kpi
            The KPI by which they are compared.
        only
            No others than these.
        """
        found, states = self._meant(behind), self._states(kpi)
        if behind.levels:
            is_lost = self.columns.is_undated & np.isin(states, [_CODE["compared"], _CODE["young"]])
            states = np.where(is_lost, _CODE["undated"], states)
        # What is set aside is told of all that is meant; of some only, what the number counts.
        wanted = np.isin(states, [_CODE[one] for one in behind.states])
        if only is not None:
            wanted &= only
        counted = np.bincount(states[found & wanted if only is not None else found], minlength=5)
        return Trail(
            rows=np.flatnonzero(found & wanted),
            counts={state: int(counted[_CODE[state]]) for state in STATES},
            states=states,
            figures=self._figures(kpi),
        )

    def place(self, uid: str) -> int | None:
        """Tell where a post is; None: there is none."""
        return self._places.get(uid)

    def levels(self, place: int) -> tuple[Level, ...]:
        """Tell the levels of a post that are compared with others, in the order of the factors."""
        order, ends = list(FACTORS), self.columns.ends
        start = int(ends[place - 1]) if place else 0
        own = [self.names[code] for code in self.columns.levels[start : int(ends[place])]]
        return tuple(sorted(own, key=lambda level: (order.index(level[0]), level[1])))

    def ordered(self, trail: Trail, order: str) -> Ints:
        """Order posts, once for all pages; those without a figure come last, however it is."""
        if order not in trail.orders:
            trail.orders[order] = self._ordered(trail, order)
        return trail.orders[order]

    def _ordered(self, trail: Trail, order: str) -> Ints:
        if order in {"newest", "oldest"}:
            key: NDArray[Any] = self.columns.at[trail.rows]
            key = -key if order == "newest" else key
        else:  # what is no number is put last
            key = trail.figures[trail.rows] * (-1.0 if order == "highest" else 1.0)
        return trail.rows[np.argsort(key, kind="stable")]

    def at_places(self, places: Iterable[int]) -> Flags:
        """Mark the posts at some places."""
        marked = np.zeros(len(self.uids), bool)
        marked[np.fromiter(places, np.int64)] = True
        return marked

    def to_bytes(self) -> bytes:
        """Write it."""
        texts = {name: getattr(self, name) for name in _TEXTS}
        said = np.frombuffer(json.dumps(texts).encode(), np.uint8)
        columns = {name: getattr(self.columns, name) for name in Columns.__slots__}
        file = io.BytesIO()
        np.savez_compressed(file, said=said, **columns)
        return file.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> Index:
        """Read it; raises `ValueError` where another version wrote it."""
        try:
            with np.load(io.BytesIO(data), allow_pickle=False) as read:
                said = json.loads(read["said"].tobytes())
                columns = Columns(**{name: read[name] for name in Columns.__slots__})
            texts = {name: tuple(said[name]) for name in _TEXTS}
        except (KeyError, TypeError, EOFError, OSError, zipfile.BadZipFile, zlib.error) as error:
            raise ValueError(str(error)) from error
        pairs = {name: tuple((a, b) for a, b in texts[name]) for name in ("scopes", "names")}
        return cls(**{**texts, **pairs}, columns=columns)

    def _meant(self, behind: Posts) -> Flags:
        """Tell which posts are meant, whatever became of them."""
        one = self.columns
        found = np.ones(len(self.uids), bool)
        if behind.scope != "all":
            mine = [n for n, names in enumerate(self.scopes) if behind.scope in names]
            found &= np.isin(one.account, mine)
        if behind.start is not None:
            found &= one.day >= behind.start.toordinal()
        if behind.end is not None:
            found &= one.day <= behind.end.toordinal()
        if behind.metric:
            known = behind.metric in self.metrics
            found &= one.metrics[:, self.metrics.index(behind.metric)] if known else False
        for level in behind.levels:
            found &= self._has(frozenset(levels_behind(*level)))
        return found

    def _has(self, wanted: frozenset[Level]) -> Flags:
        codes = [code for code, level in enumerate(self.names) if level in wanted]
        hits = np.flatnonzero(np.isin(self.columns.levels, codes))
        return self.at_places(np.searchsorted(self.columns.ends, hits, side="right"))

    def _states(self, kpi: str) -> Ints:
        """Tell what becomes of each post by a KPI."""
        one = self.columns
        is_aside, is_unknown = ~one.is_original, np.isnan(self._figures(kpi))
        choices = [_CODE["aside"], _CODE["unmeasured"], _CODE["young"]]
        said = np.select([is_aside, is_unknown, ~one.is_mature], choices, _CODE["compared"])
        return said.astype(np.int64)

    def _figures(self, kpi: str) -> Floats:
        if kpi not in self.kpis:
            return np.full(len(self.uids), np.nan)
        return self.columns.kpis[:, self.kpis.index(kpi)]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {uid: place for place, uid in enumerate(self.uids)}


def state_of(trail: Trail, place: int) -> State:
    """Tell what became of a post."""
    return STATES[int(trail.states[place])]


def figure_of(trail: Trail, place: int) -> float | None:
    """Tell the KPI of a post; None: it is not known."""
    found = float(trail.figures[place])
    return None if np.isnan(found) else found


def _value(m: MeasuredPost, kpi: str) -> float:
    found = figure.value(m.values, kpi)
    return np.nan if found is None else found


def _table(every: Sequence[Any], asks: Sequence[Any], kind: type) -> NDArray[Any]:
    """Ask each post each thing: one row a post."""
    told = [[ask(m) for ask in asks] for m, _ in every]
    return np.array(told, kind).reshape(len(every), len(asks))


def _coded(said: Iterable[Any]) -> tuple[list[Any], Ints]:
    """Give each value once, and in place of each its number."""
    codes: dict[Any, int] = {}
    numbers = np.fromiter((codes.setdefault(one, len(codes)) for one in said), np.int64)
    return list(codes), numbers
