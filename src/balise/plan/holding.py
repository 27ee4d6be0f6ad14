"""Whether an exchange keeps every rule, asked of no more than it could break.

An exchange moves a post within its day, or swaps formats or asks within one account's week. So the
rules of that week and account, the gaps between the account's posts, and the shares of the whole
plan are asked; the drawn plan is held against all rules once more at the end.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property
from itertools import pairwise

from balise.domain.plan import OwnDraft, Published, Slot
from balise.domain.strategy import Presence, Strategy
from balise.plan.horizon import DAYS, Horizon
from balise.plan.rules import breaches
from balise.plan.rules_shares import bounds

_Week = tuple[str, int]
_OF_ALL = frozenset({"pillar-share", "stage-share"})
_STANDS = frozenset({"approved", "published"})


@dataclass(frozen=True, kw_only=True)
class Holding:
    """Tells whether plans that differ from a solved one by exchanges keep the rules.

    Parameters
    ----------
    solved
        The plan that keeps them.
    past
        Posts that stand around it.
    """

    strategy: Strategy
    horizon: Horizon
    solved: Sequence[Slot]
    past: Sequence[Published] = ()
    drafts: Sequence[OwnDraft] = ()
    known: dict[tuple[int, ...], tuple[Sequence[Slot], bool]] = field(default_factory=dict)
    """Weeks that were asked about, by the identity of their slots: slots take long to compare.
    They are kept, so that no other slot can take their identity."""
    places: dict[int, tuple[Slot, _Week]] = field(default_factory=dict)

    def __call__(self, slots: Sequence[Slot]) -> bool:
        """Tell whether a plan keeps every rule."""
        if not self._shares(slots):
            return False
        weeks = self._weeks(slots)
        changed = [key for key, those in weeks.items() if _name(those) != self._names.get(key)]
        accounts: dict[str, list[Slot]] = {account: [] for account, _ in changed}
        for (account, _), those in weeks.items():
            if account in accounts:
                accounts[account] += those
        return all(self._keeps(key, weeks[key]) for key in changed) and all(
            self._apart(account, those) for account, those in accounts.items()
        )

    def _weeks(self, slots: Sequence[Slot]) -> dict[_Week, list[Slot]]:
        """Part a plan in order of time by account and week."""
        weeks: dict[_Week, list[Slot]] = defaultdict(list)
        for one in slots:
            known = self.places.get(id(one))
            if known is None:
                week = self.horizon.week(one.local_at.date())
                known = self.places[id(one)] = one, (one.account_id, week)
            weeks[known[1]].append(one)
        return weeks

    @cached_property
    def _names(self) -> Mapping[_Week, tuple[int, ...]]:
        return {key: _name(those) for key, those in self._weeks(self.solved).items()}

    @cached_property
    def _solved(self) -> Mapping[_Week, frozenset[tuple[str, str]]]:
        """What each week of the solved plan breaks when it is looked at alone."""
        weeks = self._weeks(self.solved)
        return {key: self._broken(key, those) for key, those in weeks.items()}

    def _keeps(self, key: _Week, slots: Sequence[Slot]) -> bool:
        name = _name(slots)
        if name not in self.known:
            before = self._solved.get(key, frozenset())
            self.known[name] = slots, self._broken(key, slots) <= before
        return self.known[name][1]

    def _broken(self, key: _Week, slots: Sequence[Slot]) -> frozenset[tuple[str, str]]:
        """Name what a week breaks when it is looked at alone, be it only for being alone."""
        account, week = key
        found = breaches(
            self._alone[account],
            slots,
            start=self.horizon.start + timedelta(days=DAYS * week),
            weeks=1,
            history=[one for one in self.past if one.account == account],
            drafts=self.drafts,
        )
        return frozenset((one.rule, one.what) for one in found if one.rule not in _OF_ALL)

    @cached_property
    def _alone(self) -> Mapping[str, Strategy]:
        """The strategy as if it had one account."""
        return {one.id: replace(self.strategy, accounts=(one,)) for one in self.strategy.accounts}

    @cached_property
    def _accounts(self) -> Mapping[str, Presence]:
        return {one.id: one for one in self.strategy.accounts}

    def _apart(self, account: str, slots: Sequence[Slot]) -> bool:
        """Tell whether posts of an account keep the hours between them, across weeks too."""
        gap = timedelta(hours=self._accounts[account].min_gap_hours)
        order = sorted(slots, key=lambda one: one.publish_at)
        return all(
            after.publish_at - before.publish_at >= gap or {before.state, after.state} <= _STANDS
            for before, after in pairwise(order)
        )

    def _shares(self, slots: Sequence[Slot]) -> bool:
        """Tell whether the stages of the funnel keep their shares of the whole plan."""
        stages = Counter(one.stage for one in slots)
        for stage, share in self.strategy.funnel.items():
            least, most = bounds(len(slots), share)
            if not least <= stages[stage] <= most:
                return False
        return True


def _name(slots: Sequence[Slot]) -> tuple[int, ...]:
    return tuple(map(id, slots))
