"""Does planning pay? Made-up brands planned week by week, in worlds whose truth is known.

Each world has a past of a habit. Then, eight weeks long: learn, plan a week, publish, learn again.
What a plan is worth is told by the world itself, before luck: the mean of the expected results of
its posts, against that of posts of the habit on the same accounts in the same numbers. Beside the
plans that learn: the same planner that is never shown a result (published figures alone), and a
random calendar within the same rules. `--quick` has two worlds and three weeks.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np

from balise import Strategy, learn, simulate
from balise.domain.plan import Slot
from balise.plan import make

KINDS = {"image": 4, "carousel": 1, "short_video": 3, "link": 2, "text": 2, "video": 1}
HEAD = """
[strategy]
name = "Made-up shop"
timezone = "Europe/Brussels"
[[objectives]]
name = "be-heard"
stage = "awareness"
kpi = "engagement"
aggregate = "total"
target = 20000
starts = 2026-01-01
ends = 2027-12-31
[hashtags]
brand = ["#quincaillerieduparc"]
pool = ["#bricolage", "#diy", "#outils", "#renovation", "#maison", "#jardin"]
max_per_post = 3
"""


def strategy(world: simulate.World, explore: float) -> Strategy:
    """Write the rules: the pace of the habit, what two people can make."""
    accounts = "".join(
        f'[[accounts]]\nnetwork = "{one.network}"\nhandle = "{one.handle}"\n'
        f"posts_per_week = [{round(one.per_week)}, {round(one.per_week)}]\nmin_gap_hours = 3\n"
        for one in world.brand.presences
    )
    made = "\n".join(f"{kind} = {n}" for kind, n in KINDS.items())
    asks = "".join(
        f'[[calls_to_action]]\nname = "{name}"\n' for name in ("comment", "save", "book", "visit")
    )
    text = f"{HEAD}[plan]\nexplore = {explore}\n[capacity]\n{made}\n{accounts}{asks}"
    return Strategy.parse(text)


def worth(world: simulate.World, slots: Sequence[Slot]) -> float:
    """Give the expected result of a plan, by the truth."""
    return float(np.exp(world.expected_log(slots)).sum())


def habit(world: simulate.World, slots: Sequence[Slot], rng: np.random.Generator) -> float:
    """Give what posts of the habit would bring in place of a plan: same accounts, same number."""
    found = []
    for _ in range(20):
        drawn = []
        for slot in slots:
            past = [
                one.post
                for one in world.published
                if (one.post.network, one.post.account) == (slot.network, slot.account)
            ]
            post = past[rng.integers(len(past))]
            days = (slot.publish_at - post.published_at).days // 7 * 7
            drawn.append(
                replace(
                    slot,
                    publish_at=post.published_at + timedelta(days=days),
                    kind=post.kind,
                    cta=post.cta or "",
                    hashtags=post.hashtags,
                )
            )
        found.append(worth(world, drawn))
    return float(np.mean(found))


def shuffled(slots: Sequence[Slot], rng: np.random.Generator) -> list[Slot]:
    """Move the posts of a plan to hours at random, and deal its formats anew by account."""
    found = []
    for account in {one.account_id for one in slots}:
        mine = [one for one in slots if one.account_id == account]
        kinds = rng.permutation([one.kind for one in mine])
        for one, kind in zip(mine, kinds, strict=True):
            at = one.local_at.replace(hour=int(rng.integers(7, 22)))
            found.append(replace(one, kind=str(kind), publish_at=at, cta=""))
    return found


def played(seed: int, weeks: int, mode: str) -> tuple[float, float, list[bool]]:
    """Play one world; gives the worth of plans and of the habit, and which promises were kept."""
    world = simulate.World(seed, weeks=24)
    ours, posts = strategy(world, 0.02), world.history(library="pandas")
    rng = np.random.default_rng(seed)
    total, usual, kept = 0.0, 0.0, []
    for week in range(weeks):
        start = world.start + timedelta(weeks=world.weeks + week)
        fit = None if mode == "unlearnt" else learn.fit(posts, timezone=world.brand.timezone)
        made = make(ours, fit, start=start, weeks=1, seed=week, history=posts)
        if made.violations:
            raise SystemExit("; ".join(made.violations))
        slots = list(made.plan.slots)
        told = shuffled(slots, rng) if mode == "random" else slots
        total += worth(world, told)
        usual += habit(world, slots, rng)
        seen = world.observe(made.slots if told is slots else _frame(made, told), draw=week)
        if mode == "learnt":
            result = seen[["reactions", "comments", "shares"]].sum(axis=1).to_numpy()
            kept += [one.q05 <= y <= one.q95 for one, y in zip(slots, result, strict=True)]
        posts = _joined(posts, seen)
    return total, usual, kept


def _frame(made: Any, slots: Sequence[Slot]) -> Any:
    names = {one.slot_id: one for one in slots}
    frame = made.slots.copy()
    frame["publish_at"] = [names[i].publish_at for i in frame["slot_id"]]
    frame["kind"] = [names[i].kind for i in frame["slot_id"]]
    return frame


def _joined(one: Any, other: Any) -> Any:
    from pandas import concat

    return concat([one, other], ignore_index=True)


def main(arguments: Sequence[str] = ()) -> int:
    """Play all worlds and print a table; 1 where learning does not pay."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args(arguments).quick
    worlds, weeks = (2, 3) if quick else (20, 8)
    row: Callable[..., None] = lambda *cells: print(*(f"{one:>12}" for one in cells))  # noqa: E731
    row("planned", "over habit", "worst world", "kept 90 %")
    ratios = {}
    for mode in ("learnt", "unlearnt", "random"):
        told = [played(seed, weeks, mode) for seed in range(worlds)]
        each = [total / usual for total, usual, _ in told]
        promises = [one for _, _, kept in told for one in kept]
        ratios[mode] = float(np.mean(each))
        share = f"{np.mean(promises):.2f}" if promises else "-"
        row(mode, f"{ratios[mode] - 1:+.0%}", f"{min(each) - 1:+.0%}", share)
    return 0 if quick or ratios["learnt"] > max(ratios["unlearnt"], ratios["random"]) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
