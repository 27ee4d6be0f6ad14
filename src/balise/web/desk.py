"""Answers that were worked out and still hold: as long as no import came in, they are the same."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import date
from functools import lru_cache
from threading import Lock, RLock
from typing import TypeVar, cast

from balise import report
from balise.competition import compared
from balise.domain.estimate import Estimate
from balise.domain.job import Job
from balise.domain.ports import Ledger
from balise.domain.ranking import Ranking
from balise.domain.tag import Field, Proposed
from balise.errors import LearnError
from balise.learn.features import Level
from balise.report import Answers, Material
from balise.report.answers import Ground
from balise.report.competition import Competition
from balise.report.funnel import Funnel, funnel
from balise.report.index import Flags, Index
from balise.report.one_account import answer_for, narrowed
from balise.report.rows import Archive, Trail, stages
from balise.report.sources import Posts
from balise.report.values import Learnt
from balise.strategy import Strategy
from balise.strategy.answers import Background
from balise.studying import Facts, Wanted, unusual
from balise.web.board import Shelf
from balise.web.sorting import Sorted, surest_first
from balise.workspace import Workspace

AT_ONCE = 4_000
"""Posts of which answers are worked out while their reader waits: a second or two."""
_KEPT = 64
_PROPOSALS = 4
Days = tuple[date | None, date | None]
"""First and last day of a period; `None`: as `balise.report.answer` chooses."""
WHOLE: Days = (None, None)
_Made = TypeVar("_Made")
_parsed = lru_cache(maxsize=64)(Strategy.parse)


class Desk:
    """Asks a workspace, one question at a time, and keeps what was answered."""

    def __init__(self, space: Workspace) -> None:
        self.space = space
        self._kept: OrderedDict[tuple[Hashable, ...], object] = OrderedDict()
        self._shelf = Lock()
        self._proposals = Shelf(_PROPOSALS, RLock())
        self._gathering = RLock()
        # A fit uses all cores: two at once would both take twice as long. Rows do not wait for it.
        self._learning = RLock()

    def ledger(self, brand: str) -> Ledger:
        """Sum up the files of a brand."""
        return self.space.store.ledger(brand)

    def archive(self, brand: str) -> Archive:
        """Take all posts of a brand."""
        return self._keep(
            brand, ("archive",), lambda: Archive(self.space.gather(brand)), self._gathering
        )

    def index(self, brand: str) -> Index:
        """Take all posts of a brand as columns: as the learning kept them, where it did."""

        def make() -> Index:
            return self._studied(Index, brand, "index") or Index.of(self.archive(brand))

        return self._keep(brand, ("index",), make, self._gathering)

    def levels(self, brand: str, uid: str) -> tuple[Level, ...]:
        """Tell the levels of a post; of many posts nothing is read for it."""
        if self.is_large(brand) and not self._is_held(brand, "index"):
            return ()
        index = self.index(brand)
        place = index.place(uid)
        return () if place is None else index.levels(place)

    def trail(self, brand: str, behind: Posts, kpi: str) -> Trail:
        """List the posts behind a number; its pages and orders are asked for one by one."""
        made_by = self._text(brand) if behind.stage else ""

        def make() -> Trail:
            return self.index(brand).trail(behind, kpi, self._only(brand, behind, kpi))

        return self._keep(brand, ("trail", behind, kpi, made_by), make, nullcontext())

    def is_traced(self, brand: str, behind: Posts, kpi: str) -> bool:
        """Tell whether the posts behind a number are found in a moment, or must be learnt of."""
        names = ["index"]
        names += ["stages"] if behind.stage else []
        names += [_unusual(behind, kpi)] if behind.is_unusual else []
        return not self.is_large(brand) or self._is_held(brand, *names)

    def _only(self, brand: str, behind: Posts, kpi: str) -> Flags | None:
        """Mark the posts that serve a stage, and those outside of what was expected of them."""
        index, only = self.index(brand), None
        if behind.stage:
            told = self._stages(brand)
            only = index.at_places(n for n, one in enumerate(told) if one == behind.stage)
        if behind.is_unusual:
            places = map(index.place, self._outside(brand, behind, kpi))
            outside = index.at_places(one for one in places if one is not None)
            only = outside if only is None else only & outside
        return only

    def _stages(self, brand: str) -> tuple[str, ...]:
        kept = self._studied(tuple[str, ...], brand, "stages")
        if kept is not None:
            return kept
        posts = self.archive(brand).material.posts
        return stages((one.post for one in posts), self.strategy(brand))

    def _outside(self, brand: str, behind: Posts, kpi: str) -> tuple[str, ...]:
        kept = self._studied(tuple[str, ...], brand, _unusual(behind, kpi))
        if kept is not None:
            return kept
        known = self.learnt(brand, kpi)
        return unusual(known, self.index(brand), behind.start, behind.end)

    def expecting(self, brand: str, kpi: str) -> Learnt | None:
        """Give what was learnt of a KPI, where that is so; of many posts nothing is learnt here."""
        if not self.is_large(brand):
            return self.learnt(brand, kpi).fit
        if not self._is_held(brand, f"estimates|{kpi}"):
            return None
        made = self.space.store.fitted(brand).get(kpi)
        asked = ("fit", kpi, made.snapshot if made else "")
        return self._keep(brand, asked, lambda: self.space.kept_fit(brand, kpi), self._gathering)

    def learnt(self, brand: str, kpi: str) -> Material:
        """Learn what drives a KPI."""
        return self._keep(
            brand,
            ("learnt", kpi),
            lambda: self.space.learnt(self.archive(brand).material, kpi=kpi),
            self._learning,
        )

    def told(self, brand: str, kpi: str) -> Sequence[Estimate]:
        """List what is known of each level already: of many posts nothing is learnt for it."""
        is_there = not self.is_large(brand) or self._is_held(brand, f"estimates|{kpi}")
        return self.estimates(brand, kpi) if is_there else ()

    def estimates(self, brand: str, kpi: str) -> Sequence[Estimate]:
        """List what is known of each level; nothing where nothing could be learnt."""

        def make() -> tuple[Estimate, ...]:
            kept = self._studied(tuple[Estimate, ...], brand, f"estimates|{kpi}")
            fit = None if kept is not None else self.learnt(brand, kpi).fit
            return kept or (tuple(fit.estimates()) if fit else ())

        try:
            return self._keep(brand, ("estimates", kpi), make, self._learning)
        except LearnError:
            return ()

    def facts(self, brand: str) -> Facts:
        """Tell what there is to choose from."""

        def make() -> Facts:
            return self._studied(Facts, brand, "facts") or Facts.of(self.archive(brand))

        return self._keep(brand, ("facts",), make, self._gathering)

    def answers(
        self, brand: str, kpi: str, start: date | None = None, end: date | None = None
    ) -> Answers:
        """Answer what worked, from `start` to `end` against the period before."""

        def make() -> Answers:
            name = Wanted(kpi=kpi, start=start, end=end).name("answers")
            if (kept := self._studied(Answers, brand, name)) is not None:
                return kept
            known = self.learnt(brand, kpi)
            return report.answer(known, start=start, end=end, ground=self._ground(brand, kpi))

        found = self._keep(brand, ("answers", kpi, start, end), make, self._learning)
        beside = self.space.beside(brand)  # others may come and go at any time: never kept
        return found if beside is None else replace(found, beside=beside)

    def answers_for(self, brand: str, kpi: str, account: str, days: Days) -> Answers:
        """Answer for one account what can be told of it alone."""

        def make() -> Answers:
            name = _wanted(kpi, account, days).name("answers")
            if (kept := self._studied(Answers, brand, name)) is not None:
                return kept
            whole = self.answers(brand, kpi, *days)
            return answer_for(self.learnt(brand, kpi), whole, account)

        return self._keep(brand, ("answers", kpi, *days, account), make, self._learning)

    def funnel(self, brand: str, kpi: str, account: str, days: Days) -> Funnel:
        """Tell what each stage of the funnel brought in a period, all accounts or one."""
        strategy = self.strategy(brand)

        def make() -> Funnel:
            name = _wanted(kpi, account, days).name("funnel")
            if (kept := self._studied(Funnel, brand, name)) is not None:
                return kept
            answers, known = self.answers(brand, kpi, *days), self.learnt(brand, kpi)
            span = answers.changed.now.span if answers.changed else None
            some = narrowed(known, account) if account else known
            return funnel(some, strategy, answers.outcomes, span)

        made_by = self._text(brand)
        return self._keep(brand, ("funnel", kpi, *days, account, made_by), make, self._learning)

    def competition(self, brand: str) -> Competition:
        """Compare a brand with its competitors; a newer import of theirs is seen at once."""
        views = tuple(self.ledger(one.key).view for one in self.space.store.rivals(brand))

        def make() -> Competition:
            kept = self._studied(Competition, brand, "competition")
            return kept or compared(self.space.store, brand, self.strategy(brand))

        asked = ("competition", views, self._text(brand))
        return self._keep(brand, asked, make, self._gathering)

    def strategy(self, brand: str) -> Strategy | None:
        """Give the strategy that was kept last; `None` where there is none."""
        text = self._text(brand)
        return _parsed(text) if text else None

    def _text(self, brand: str) -> str:
        kept = self.space.strategies(brand)
        return kept[-1].text if kept else ""

    def _ground(self, brand: str, kpi: str) -> Ground:
        return self._keep(
            brand,
            ("ground", kpi),
            lambda: Ground.of(self.learnt(brand, kpi)),
            self._learning,
        )

    def is_large(self, brand: str) -> bool:
        """Tell whether a brand has more posts than its reader can wait for."""
        return self.ledger(brand).posts > AT_ONCE

    def is_learnt(self, brand: str, wanted: Wanted, *kinds: str) -> bool:
        """Tell whether a page may ask: the answers are kept, or are there in a moment.

        Where not, `begin` has a worker make them while the reader is told so. `kinds` are those
        that the page shows: `answers`, `funnel`, `competition`.
        """
        if not self.is_large(brand):
            return True
        shown = [one if one == "competition" else wanted.name(one) for one in kinds]
        return self._is_held(brand, *shown, "facts", f"estimates|{wanted.kpi}")

    def _is_held(self, brand: str, *names: str) -> bool:
        """Tell whether answers are kept that still hold; once they are, it is not asked again."""
        held = self.space.told_from(brand)
        key = (brand, self.ledger(brand).view, "held", *names, *held.values())
        with self._shelf:
            if key in self._kept:
                return True
        found = self.space.studied_marks(brand)
        is_there = all(found.get(name) == held[name.partition("|")[0]] for name in names)
        if is_there:
            self._shelve(key, True)  # noqa: FBT003
        return is_there

    def begin(self, brand: str, wanted: Wanted, *, by: str, anew: bool = False) -> Job:
        """Have a worker learn what many posts tell, once for all who ask; gives its job.

        One that failed or was called off is given as it is: `anew` begins it again.
        """
        asked = {**wanted.as_json(), "told_from": "".join(self.space.told_from(brand).values())}
        return self._begin("learn", brand, asked, by, is_anew=anew)

    def sorted_posts(self, brand: str, field: Field) -> Sorted:
        """Part posts by what is known of what they are about; what was proposed of many is read.

        Proposals hold until files or strategy change: those that were confirmed since are no more.
        """
        names = tuple(self.space.subjects(brand, field))
        held = self.space.suggested_mark(brand, field) if self.is_large(brand) else ""

        def make() -> Sorted:
            found = self._proposed(brand, field, held) if held else self._at_once(brand, field)
            is_old = bool(held) and held != self.space.suggested_from(brand, field)
            return Sorted.of(found, self.space.known_tags(brand, field), names, is_old=is_old)

        return self._keep(brand, ("sorted", field, names, held), make, self._gathering)

    def _at_once(self, brand: str, field: Field) -> Proposed:
        names = self.space.subjects(brand, field)
        return surest_first(self.space.propose_tags(brand, field=field, subjects=names))

    def _proposed(self, brand: str, field: Field, held: str) -> Proposed:
        none, ask = Proposed(field=field), self.space.suggested_tags
        return self._proposals.get(
            (brand, field, held), lambda: surest_first(ask(brand, field) or none)
        )

    def is_proposed(self, brand: str, field: Field) -> bool:
        """Tell whether a page may ask what posts are about: `propose` has a worker see to it."""
        if not self.is_large(brand):
            return True
        made = self.space.suggested_mark(brand, field).partition(" ")[0]
        return made == self.space.suggested_from(brand, field).partition(" ")[0]

    def propose(self, brand: str, field: Field, *, by: str, anew: bool = False) -> Job:
        """Have a worker propose what many posts are about, once for all who ask; gives its job.

        `anew`: as well where it failed or was called off, or tags were confirmed since.
        """
        held = self.space.suggested_from(brand, field)
        return self._begin("tags", brand, {"field": field, "told_from": held}, by, is_anew=anew)

    def _begin(
        self, kind: str, brand: str, asked: Mapping[str, object], by: str, *, is_anew: bool
    ) -> Job:
        with self._shelf:
            each = (one for one in self.space.jobs(brand) if one.kind == kind)
            found = next((one for one in each if one.asked == asked), None)
            if found is None or found.state == "done" or (is_anew and found.is_over):
                found = self.space.start_job(kind, brand=brand, asked=asked, by=by)
            return found

    def _studied(self, kind: type[_Made], brand: str, name: str) -> _Made | None:
        """Read what a worker found out of many posts; of few it is worked out while one waits."""
        return self.space.studied(kind, brand, name) if self.is_large(brand) else None

    def background(self, brand: str, language: str) -> Background:
        """Tell what is known of a brand before it is asked for its strategy."""
        return self._keep(
            brand,
            ("background", language),
            lambda: self.space.background(brand, language=language),
            self._learning,
        )

    def ranking(self, brand: str, strategy: Strategy) -> Ranking:
        """Rank the networks for the audiences of a strategy."""
        return self._keep(
            brand,
            ("ranking", strategy.digest),
            lambda: self.space.ranking(strategy, brand),
            self._gathering,
        )

    def _keep(
        self,
        brand: str,
        question: tuple[Hashable, ...],
        make: Callable[[], _Made],
        turn: AbstractContextManager[object],
    ) -> _Made:
        """Take an answer from the shelf; where it is not there, make it when it is our turn."""
        view = self.ledger(brand).view if brand in self.space.brands() else ""
        key = (brand, view, *question)
        if key not in self._kept:
            with turn:
                if key not in self._kept:
                    made = make()
                    self._shelve(key, made)
                    return made
        return self._take(key, make)

    def _take(self, key: tuple[Hashable, ...], make: Callable[[], _Made]) -> _Made:
        with self._shelf:
            if key in self._kept:
                self._kept.move_to_end(key)
                return cast("_Made", self._kept[key])
        return make()  # it was dropped in this very moment

    def _shelve(self, key: tuple[Hashable, ...], made: object) -> None:
        with self._shelf:
            self._kept[key] = made
            self._forget(str(key[0]), str(key[1]))

    def _forget(self, brand: str, view: str) -> None:
        """Drop what an import has made old, then what was not asked for longest."""
        for key in [k for k in self._kept if k[0] == brand and k[1] != view]:
            del self._kept[key]
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)


def _unusual(behind: Posts, kpi: str) -> str:
    return Wanted(kpi=kpi, start=behind.start, end=behind.end).name("unusual")


def _wanted(kpi: str, account: str, days: Days) -> Wanted:
    return Wanted(kpi=kpi, start=days[0], end=days[1], account=account)
