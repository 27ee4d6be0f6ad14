"""What a worker finds out about many posts, so that pages only read it.

posts, a fit --study--> answers, funnel, competitors, facts, each kept beside what it was told from
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from balise import cycle, report
from balise.competition import compared
from balise.domain.estimate import Estimate
from balise.domain.ports import MeasuredPost, Store
from balise.domain.post import Post
from balise.domain.worked_out import WorkedOut
from balise.learn import MODEL, from_bytes as from_kept
from balise.learn.rows import account_of
from balise.report import Answers, Material
from balise.report.answers import Ground
from balise.report.competition import Competition
from balise.report.funnel import Funnel, funnel
from balise.report.index import Index
from balise.report.one_account import answer_for, narrowed
from balise.report.period import at_local
from balise.report.rows import Archive, outside, stages
from balise.report.sources import Posts
from balise.report.values import Learnt
from balise.report.written import from_bytes, to_bytes
from balise.strategy import Strategy
from balise.words import mark

SHELF = "posts"
READING = mark("Reading the posts")
LEARNING = mark("Learning from the posts")
ANSWERING = mark("Working out the answers")
_EACH = 12
"""Accounts of which answers are made beforehand at most."""
_EVERY = 5_000
_WAY = "one account: what it uses"
"""Told anew when answers are told otherwise from the same posts."""
_Made = TypeVar("_Made")
Telling = Callable[[str, int, int], None]
"""Hears what is being done, how much of it, and of how much; it may raise to call it off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a page wants answered: a KPI, days (`None`: as the report chooses), an account."""

    kpi: str = "engagement"
    start: date | None = None
    end: date | None = None
    account: str = ""

    def as_json(self) -> dict[str, Any]:
        """Write it as a job is asked.

        Examples
        --------
        >>> Wanted.of(Wanted(start=date(2026, 1, 5)).as_json()).start
        datetime.date(2026, 1, 5)
        """
        dated = {name: None if at is None else at.isoformat() for name, at in self._days().items()}
        return {"kpis": [self.kpi], "account": self.account, **dated}

    @classmethod
    def of(cls, asked: Mapping[str, Any]) -> Wanted:
        """Read it from what a job was asked."""
        days = {x: date.fromisoformat(asked[x]) if asked.get(x) else None for x in ("start", "end")}
        kpis = asked.get("kpis") or ("engagement",)
        return cls(kpi=kpis[0], account=asked.get("account") or "", **days)

    def name(self, what: str) -> str:
        """Name the answer to it."""
        days = (str(at or "") for at in self.days)
        return "|".join([what, self.kpi, *days, self.account])

    @property
    def days(self) -> tuple[date | None, date | None]:
        """First and last day."""
        return self.start, self.end

    def _days(self) -> dict[str, date | None]:
        return {"start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a page offers to choose from, and the local day of the newest post."""

    kpis: tuple[str, ...]
    accounts: tuple[str, ...]
    last_day: date | None
    is_made_up: bool

    @classmethod
    def of(cls, archive: Archive) -> Facts:
        """Tell them from all posts."""
        return cls(
            kpis=archive.kpis,
            accounts=archive.accounts,
            last_day=archive.last_day,
            is_made_up=archive.material.is_made_up,
        )


class Studying:
    """The part of `balise.workspace.Workspace` that has posts studied."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def store(self) -> Store:
            """The store."""

    def study(
        self, brand: str, wanted: Wanted, *, tell: Telling = lambda _what, _n, _of: None
    ) -> None:
        """Answer what is wanted, and keep the answers; what is known already is not asked again.

        Raises
        ------
        KpiUnknownError, NotEnoughPostsError, PostsTooRecentError, PeriodError
            Where that cannot be answered.
        """
        study = _Study(store=self.store, brand=brand, wanted=wanted, tell=tell)
        study.make()

    def some_posts(self, brand: str, uids: Iterable[str]) -> dict[str, MeasuredPost]:
        """Read some posts, by their name; those that are there."""
        return {one.post.uid: one for one in self.store.some_posts(brand, sorted({*uids}))}

    def clock(self, brand: str) -> Callable[[Post], datetime]:
        """Give what tells the local time of posts, as reports do."""
        zones = {one.id: ZoneInfo(one.timezone) for one in self.store.accounts(brand)}
        return lambda post: at_local(post, zones.get(account_of(post), ZoneInfo("UTC")))

    def kept_fit(self, brand: str, kpi: str) -> Learnt | None:
        """Give what was learnt last of a KPI; `None` where nothing was."""
        kept = self.store.latest_fit(brand, kpi)
        return from_kept(kept.data) if kept else None

    def told_from(self, brand: str) -> dict[str, str]:
        """Name what each kind of answer is told from today: one of another name is old."""
        return told_from(self.store, brand)

    def studied_marks(self, brand: str) -> dict[str, str]:
        """Name what each answer that is kept was told from."""
        return self.store.worked_out_marks(brand, SHELF)

    def studied(self, kind: type[_Made], brand: str, name: str) -> _Made | None:
        """Read an answer that still holds; `None` where there is none."""
        kept = self.store.worked_out(brand, SHELF, name)
        if kept is None or kept.mark != told_from(self.store, brand)[name.partition("|")[0]]:
            return None
        try:
            return from_bytes(kind, kept.data)
        except ValueError:  # an earlier version told it otherwise
            return None


def told_from(store: Store, brand: str) -> dict[str, str]:
    """Name what each kind of answer is told from: files, and for some strategy and competitors."""
    view, kept = store.ledger(brand).view, store.strategies(brand)
    text = kept[-1].text if kept else ""
    rivals = [store.ledger(one.key).view for one in store.rivals(brand)]
    of_files = _short(MODEL, view)
    of_text = _short(of_files, text)
    return {
        "answers": _short(of_files, _WAY),
        "estimates": of_files,
        "facts": of_files,
        "funnel": of_text,
        "competition": _short(of_text, *rivals),
        "index": of_files,
        "unusual": of_files,
        "stages": of_text,
    }


@dataclass(frozen=True, kw_only=True)
class _Study:
    """One round of finding out."""

    store: Store
    brand: str
    wanted: Wanted
    tell: Telling

    def make(self) -> None:
        marks = told_from(self.store, self.brand)
        material = self._gathered()
        archive = Archive(material)
        index = Index.of(archive)
        # At once: whoever only looks for posts need not wait until something is learnt of them.
        self._keep(Index, "index", marks["index"], index)
        staged = stages((m.post for m in material.posts), self._strategy())
        self._keep(tuple[str, ...], "stages", marks["stages"], staged)
        self.tell(LEARNING, 0, 0)
        known = cycle.learnt(self.store, material, kpi=self.wanted.kpi)
        steps = list(self._steps(known, archive, index))
        for n, (kind, name, make) in enumerate(steps):
            self.tell(ANSWERING, n, len(steps))
            self._keep(kind, name, marks[name.partition("|")[0]], make())

    def _gathered(self) -> Material:
        every = self.store.ledger(self.brand).posts

        def told(n: int) -> None:
            if n % _EVERY == 0:
                self.tell(READING, n, max(every, n))

        return replace(report.gather(self.store, self.brand, told=told), kpi=self.wanted.kpi)

    def _steps(
        self, known: Material, archive: Archive, index: Index
    ) -> Iterator[tuple[Any, str, Callable[[], Any]]]:
        """List what is to be made, in the order in which one needs the other."""
        strategy = self._strategy()
        ground = Ground.of(known)
        whole = report.answer(known, start=self.wanted.start, end=self.wanted.end, ground=ground)
        fit = known.fit
        yield (
            tuple[Estimate, ...],
            f"estimates|{known.kpi}",
            lambda: tuple(fit.estimates() if fit else ()),
        )
        yield Competition, "competition", partial(compared, self.store, self.brand, strategy)
        for account in self._accounts(whole.head.accounts):
            one = replace(self.wanted, account=account)
            told = partial(answer_for, known, whole, account) if account else lambda: whole
            yield Answers, one.name("answers"), told
            yield Funnel, one.name("funnel"), partial(_funnel, known, whole, strategy, account)
        # The last that Insights asks for: whoever finds it finds the others too.
        yield Facts, "facts", lambda: Facts.of(archive)
        for start, end in dict.fromkeys([self.wanted.days, _span(whole)]):
            name = Wanted(kpi=known.kpi, start=start, end=end).name("unusual")
            yield tuple[str, ...], name, partial(unusual, known, index, start, end)

    def _accounts(self, every: Sequence[str]) -> list[str]:
        some = every[:_EACH] if len(every) <= _EACH else ()
        asked = [self.wanted.account] if self.wanted.account in every else []
        return list(dict.fromkeys(["", *asked, *some]))

    def _strategy(self) -> Strategy | None:
        kept = self.store.strategies(self.brand)
        return Strategy.parse(kept[-1].text) if kept else None

    def _keep(self, kind: type[_Made], name: str, told_from_: str, made: _Made) -> None:
        kept = WorkedOut(
            shelf=SHELF,
            name=name,
            mark=told_from_,
            data=to_bytes(kind, made),
            made_at=datetime.now(UTC),
        )
        self.store.keep_worked_out(self.brand, kept)


def unusual(known: Material, index: Index, start: date | None, end: date | None) -> tuple[str, ...]:
    """Name the posts of some days that lie outside the interval in which they were expected."""
    trail = index.trail(Posts(start=start, end=end), known.kpi)
    some = [(known.posts[n].post, float(trail.figures[n])) for n in trail.rows]
    return outside(some, known.fit, known.kpi)


def _span(whole: Answers) -> tuple[date | None, date | None]:
    span = whole.changed.now.span if whole.changed else None
    return (span.start, span.end) if span else (None, None)


def _funnel(known: Material, whole: Answers, strategy: Strategy | None, account: str) -> Funnel:
    span = whole.changed.now.span if whole.changed else None
    some = narrowed(known, account) if account else known
    return funnel(some, strategy, whole.outcomes, span)


def _short(*said: str) -> str:
    return blake2b("\x1f".join(said).encode(), digest_size=8).hexdigest()
