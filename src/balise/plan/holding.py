"""Whether an exchange keeps every rule, asked of no more than it could break.

An exchange moves a post within its day, or swaps formats or asks within one account's week. So the
rules of that week and account, the gaps to the weeks beside it, and the shares of the whole plan
are asked; the drawn plan is held against all rules once more at the end.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from balise.domain.plan import OwnDraft, Published, Slot
from balise.domain.strategy import Strategy
from balise.plan.horizon import DAYS, Horizon
from balise.plan.rules import breaches
from balise.plan.rules_shares import bounds

_Week = tuple[str, int]
_OF_ALL = frozenset({"pillar-share", "stage-share"})


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
    known: dict[tuple[Slot, ...], bool] = field(default_factory=dict)

    def __call__(self, slots: Sequence[Slot]) -> bool:
        """Tell whether a plan keeps every rule."""
        before, after = self._weeks(self.solved), self._weeks(slots)
        changed = [key for key in after if after[key] != before.get(key)]
        return self._shares(slots) and all(self._week(key, before, after) for key in changed)

    def _weeks(self, slots: Sequence[Slot]) -> dict[_Week, tuple[Slot, ...]]:
        found: dict[_Week, list[Slot]] = defaultdict(list)
        for one in slots:
            week = self.horizon.week(one.local_at.date())
            found[one.account_id, week].append(one)
        return {key: tuple(those) for key, those in found.items()}

    def _week(
        self,
        key: _Week,
        before: dict[_Week, tuple[Slot, ...]],
        after: dict[_Week, tuple[Slot, ...]],
    ) -> bool:
        account, week = key
        beside = (*after.get((account, week - 1), ()), *after.get((account, week + 1), ()))
        place = (*after[key], *beside)
        if place not in self.known:
            old = self._broken(key, before.get(key, ()), beside)
            self.known[place] = self._broken(key, after[key], beside) <= old
        return self.known[place]

    def _broken(
        self, key: _Week, slots: Sequence[Slot], beside: Sequence[Slot]
    ) -> set[tuple[str, str]]:
        """Name what a week breaks when it is looked at alone, be it only for being alone."""
        there = [
            Published(account=one.account_id, kind=one.kind, published_at=one.publish_at)
            for one in beside
        ]
        mine = [one for one in self.past if one.account == key[0]]
        found = breaches(
            self.strategy,
            slots,
            start=self.horizon.start + timedelta(days=DAYS * key[1]),
            weeks=1,
            history=[*mine, *there],
            drafts=self.drafts,
        )
        return {(one.rule, one.what) for one in found if one.rule not in _OF_ALL}

    def _shares(self, slots: Sequence[Slot]) -> bool:
        """Tell whether the stages of the funnel keep their shares of the whole plan."""
        stages = Counter(one.stage for one in slots)
        for stage, share in self.strategy.funnel.items():
            least, most = bounds(len(slots), share)
            if not least <= stages[stage] <= most:
                return False
        return True
