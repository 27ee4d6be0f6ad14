"""How soon a shift of a level is noticed, beside the CUSUM that knows how large it will be."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))  # the tests are no package that is installed

from tests.unit.learn import cusum

from balise.learn import drift

SETTLED = 50
BASELINES = (50, 100, 200)


def known(runs: int) -> None:
    """Print the delays where the level before is known: from the start, and after 50 posts."""
    rng = np.random.default_rng(1)
    quiet = rng.standard_normal((runs, 2500))
    length = cusum.delays(drift.known_level(quiet) >= drift.threshold(), 0)
    print(f"  posts to a false alert {length.mean():.0f} ± {length.std() / runs**0.5:.0f}")
    print("  shift (SD)   CUSUM that knows it   balise   ratio   (from the start; after 50 posts)")
    for size in drift.SIZES:
        told = []
        for before in (0, SETTLED):
            z = rng.standard_normal((runs, before + 500))
            z[:, before:] += size * rng.choice([-1, 1], (runs, 1))
            over = cusum.path(z, size) >= cusum.bound(size, drift.ONE_IN)
            best = cusum.delays(over, before)
            over = drift.known_level(z) >= drift.threshold()
            mine = cusum.delays(over, before)
            ratio = cusum.median(mine) / cusum.median(best)
            told.append((np.median(best), np.median(mine), ratio))
        print(
            "  " + f"{size:10.2f}" + "".join(f"   {b:4.0f} {m:4.0f} {r:5.2f}" for b, m, r in told)
        )


def learnt(runs: int) -> None:
    """Print the delays where the level and the tails are told by the posts before alone."""
    rng = np.random.default_rng(2)
    print("  the level told by the posts before: median delay (normal residuals; Student's t, 5)")
    print("  shift (SD)   " + "   ".join(f"{n} posts before" for n in BASELINES) + "   told")
    for size in drift.SIZES:
        cells = []
        for before in BASELINES:
            found = [_delay(rng, size, before, free, runs) for free in (1e6, 5.0)]
            cells.append(f"{found[0]:6.0f} {found[1]:6.0f}  ")
        said = " ".join(str(drift.expected_delay(size, before)) for before in BASELINES)
        print(f"  {size:10.2f}   " + "   ".join(cells) + f"   {said}")
    for free in (1e6, 5.0):
        lengths = []
        for _ in range(runs):
            alert = drift.first_alert(_normal(rng, 1600, free), drift.threshold())
            lengths.append(alert[1] + 1 if alert else 1600)
        error = np.std(lengths) / runs**0.5
        name = "normal" if free > drift.ONE_IN else f"t({free:.0f})"
        print(f"  {name}: posts to a false alert {np.mean(lengths):.0f} ± {error:.0f}")


def _normal(
    rng: np.random.Generator, n: int, free: float, size: float = 0.0, at: int = 0
) -> np.ndarray:
    u = rng.standard_t(free, n) / np.sqrt(free / (free - 2))
    u[at:] += size
    return drift.to_normal(u - np.median(u[: drift.LEARN]), free)


def _delay(rng: np.random.Generator, size: float, before: int, free: float, runs: int) -> float:
    found = []
    while len(found) < runs:
        z = _normal(rng, before + 300, free, size, before)
        alert = drift.first_alert(z, drift.threshold())
        if alert is None or alert[1] >= before:
            found.append(alert[1] - before + 1 if alert else 301)
    return float(np.median(found))


def main(runs: int) -> None:
    """Print what is measured."""
    print(
        f"shift of a level: posts until it is noticed (median), one false alert in {drift.ONE_IN}"
    )
    known(20 * runs)
    learnt(runs // 5)


if __name__ == "__main__":
    main(1000)
