"""The pages that explain the model: every figure in them comes from the program."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.stats import poisson
from tests.docs import two_shops
from tests.docs.test_documents import ROOT, read

from balise import learn
from balise.domain.interval import Z90
from balise.learn import (
    bundles,
    columns,
    drift,
    effects,
    exposure,
    health,
    kpi,
    model,
    newcomers,
    own,
    prior,
    process,
    share,
    small,
    spread,
    update,
    young,
)
from balise.reference import half_life

ENGLISH, FRENCH, EQUATIONS = (
    "docs/how-it-learns.md",
    "docs/comment-balise-apprend.md",
    "docs/the-model.md",
)


def flat(name: str) -> str:
    return " ".join(read(name).split())


def shown(figure: float) -> str:
    return f"{figure:.2f}"


def line(found: pd.DataFrame, factor: str, level: str) -> dict[str, Any]:
    mine = found[(found["factor"] == factor) & (found["level"] == level)]
    (one,) = mine.to_dict("records")
    return {str(name): cell for name, cell in one.items()}


@pytest.fixture(scope="module")
def told() -> list[str]:
    """Give the figures of the worked examples, as English writes them."""
    shops, tagged = two_shops.shops(), two_shops.hashtags()
    video = line(learn.fit(shops).effects(), "kind", "video")
    raw = {
        tag: tagged["reactions"][[tag in tags for tags in tagged["hashtags"]]].mean()
        for tag in sorted({tag for tags in tagged["hashtags"] for tag in tags})
    }
    best = max(raw, key=lambda tag: raw[tag])
    hashtag = line(learn.fit(tagged).effects(), "hashtag", best)
    assert {video["verdict"], hashtag["verdict"]} == {"no clear difference"}
    assert len(raw) == two_shops.TAGS
    means = shops.groupby("kind")["reactions"].mean()
    return [
        f"| {video['n']} | {means['video']:.0f} |",
        f"| {video['n']} | {means['image']:.0f} |",
        f"{means['video'] / means['image']:.1f} ",
        (
            f"×{shown(video['multiplier'])} (×{shown(video['low'])} to ×{shown(video['high'])}, "
            f"{video['n']} posts)"
        ),
        f"+{100 * (raw[best] / tagged['reactions'].mean() - 1):.0f} %",
        f"×{shown(hashtag['multiplier'])} (×{shown(hashtag['low'])} to ×{shown(hashtag['high'])})",
    ]


def french(said: str) -> str:
    said = re.sub(r"(\d)\.(\d)", r"\1,\2", said)
    return said.replace(" to ", " à ").replace("posts", "publications")


def test_the_worked_examples_are_what_the_program_finds(told: list[str]) -> None:
    for said in told:
        assert said in flat(ENGLISH), said
        assert french(said) in flat(FRENCH), french(said)


def test_a_marketer_reads_no_formula_and_the_figures_of_the_rules() -> None:
    for name in (ENGLISH, FRENCH):
        assert "$" not in read(name)
    pairs = {
        "fewer than 8 posts": (effects.LEAST_POSTS, 8),
        "moins de 8 publications": (effects.LEAST_POSTS, 8),
        "about 1 in 100": (1 / effects.FALSE_CLAIMS, 100),
        "environ 1 sur 100": (1 / effects.FALSE_CLAIMS, 100),
        "about once in 200 posts": (drift.ONE_IN, 200),
        "une fois sur 200 publications": (drift.ONE_IN, 200),
        "begins after 10 posts": (drift.LEARN, 10),
        "commence après 10 publications": (drift.LEARN, 10),
        "less than a tenth": (1 / young.LEAST_SHARE, 10),
        "moins d'un dixième": (1 / young.LEAST_SHARE, 10),
    }
    both = flat(ENGLISH) + flat(FRENCH)
    for said, (found, expected) in pairs.items():
        assert said in both, said
        assert found == expected, said


def test_both_pages_of_a_marketer_have_the_same_sections() -> None:
    def shape(name: str) -> list[str]:
        return [row[:2] for row in read(name).splitlines() if re.match(r"#|\||- \*\*", row)]

    assert shape(ENGLISH) == shape(FRENCH)


def figures() -> list[str]:
    """Write the constants of the code as `docs/the-model.md` writes them."""
    names = ("level", "kind", "drift", "taste", "weeks", "noise")
    medians, scale = process.Scales(), {f.group: f.scale for f in columns.FACTORS.values()}
    usual = columns.Factor(group="").scale
    logs = process._UNREST_LOGS / process.UNREST
    grid, common, sizes = spread._GRID, spread._COMMON, drift.SIZES
    assert {g for g, t in scale.items() if t != usual} == {"network", "kind", "paid", "holiday"}
    return [
        *(
            f"| {name} ${symbol}$ | {getattr(medians, name)} | {width} |"
            for name, symbol, width in zip(
                names,
                ("t_a^2", "t_k^2", "t_d^2", "t_f^2", r"\rho", "s^2"),
                process.PRIOR_WIDTH.tolist(),
                strict=True,
            )
        ),
        rf"factor $e^{{\pm {process._BOUND:.0f}}}$",
        rf"\log h_a \sim N(0, {process.UNREST}^2)",
        f"over {len(logs)} points from {logs[0]:.0f} to {logs[-1]:.0f} standard deviations",
        f"latest {model._LATEST} cells",
        f"on these points, {process.EXPECTED_UNREST:.1f}",
        f"N(0, 1 / {prior._FLAT:.4f})",
        rf"R = (1 - {prior._OWN}) \exp(-2 \sin^2(\pi d / {prior._DAY}) / \ell^2) + {prior._OWN} I",
        rf"\ell = 2 \pi \cdot {prior._HOURS_ALIKE} / {prior._DAY}",
        rf"$\nu = {prior._WORTH:.0f}$ degree of freedom",
        (
            f"network {scale['network']}, paid {scale['paid']}, kind {scale['kind']}, "
            f"holiday {scale['holiday']}, each other group {usual}"
        ),
        f"at most {prior._STEPS} steps, until no variance moves by {100 * prior._CLOSE:.0f} %",
        f"$f = {prior._FREEDOM:.0f}$ degrees of freedom",
        (
            f"column from {columns.FACTORS['hashtag'].least} posts, a word from "
            f"{columns.FACTORS['word'].least}, at most {columns.FACTORS['word'].most} of each"
        ),
        (
            f"at most {model._ROUNDS[1]} ({model._ROUNDS[0]} for large data), "
            f"until no log scale moves by {model._STILL}"
        ),
        f"whose worth is {process.NOISE_WORTH:.0f} posts",
        f"at most {model._JUDGES} accounts of all sizes and the latest {model._JUDGED} cells",
        f"Beyond {model._STUDIED:.0e} the scales",
        rf"{len(grid)} points of $\log \tau$ from {grid[0]:.0f} to {grid[-1]:.0f}",
        f"over {len(common)} points from {common[0]:.0f} to {common[-1]:.0f}",
        f"$(n_a + {process.NOISE_WORTH:.0f})",
        f"from {newcomers.LEAST} known accounts on",
        rf"e^{{m \pm {Z90:.3f} \sigma}}",
        (
            f"at most {effects.FALSE_CLAIMS}, each at most {effects._WRONG}, "
            f"and at least {effects.LEAST_POSTS} posts have the level"
        ),
        (
            f"from {own._LEAST} posts of a kind and a departure of {own._LARGE}, "
            rf"where the mean of $\omega$ over accounts is at most {own.CLEAR}"
        ),
        rf"\Phi^{{-1}}(1 - {effects._WRONG})",
        f"beyond {effects._MOST_MORE} posts or where $|m| < {effects._NEGLIGIBLE}$",
        rf"r^2 \ge {bundles.APART}",
        (
            f"after {half_life._HALF_LIVES} half-lives of its network, "
            f"at least {half_life._FLOOR_H:.0f} h and at most {half_life._CEILING_H:.0f} h"
        ),
        f"/ V + {np.sqrt(share.STILL):.2f}^2)",
        f"of a level, at least {small._LEAST}, the",
        f"less than {young.LEAST_SHARE} is in",
        f"cut at {drift._MOST}",
        f"R_n = {drift.HEAD:.0f} B_",
        ", ".join(rf"\pm {size}" for size in sizes),
        f"The first {drift.LEARN} posts",
        rf"R_n \ge {drift.threshold():.1f}",
        f"once in {drift.ONE_IN} posts: $({drift.ONE_IN} + {drift.HEAD:.0f})$ times",
        rf"\exp(-{drift._OVERSHOOT} \delta)",
        f"Beyond {health.WORST:.0e} a fit",
        f"Where {update.WHOLE_BELOW:,} posts and more are known",
        f"more than {100 * update.MOST_CHANGED:g} % of the posts have changed",
        f"+ {kpi.SMALL}) / x",
        f"larger than {kpi.HIGHEST:.0e}",
        rf"v_i = \frac{{1}}{{{exposure.TYPICAL} \, x_i + {kpi.SMALL}}}",
        f"$k$, {exposure.TYPICAL} of the views,",
        f"$s_0^2 = {exposure.NOISE}$ for all",
        (
            f"the nearest of {', '.join(map(str, exposure.WEIGHTS[:-1]))} "
            f"and {exposure.WEIGHTS[-1]} sixteenths"
        ),
        f"where one is expected log rates lie {too_high(1.0):.2f} too high",
        f"half a one is, {too_high(0.5):.2f}.",
    ]


def too_high(expected: float) -> float:
    """Tell the bias of log(k + 1/2) for a Poisson k."""
    k = np.arange(60)
    return float(poisson.pmf(k, expected) @ np.log(k + kpi.SMALL) - np.log(expected))


@pytest.mark.parametrize("said", figures())
def test_the_equations_have_the_constants_of_the_code(said: str) -> None:
    assert said in flat(EQUATIONS)


def test_the_equations_name_modules_that_are_there() -> None:
    for name in re.findall(r"`(?:balise/learn/)?(\w+\.py)`", read(EQUATIONS)):
        assert (ROOT / "src/balise/learn" / name).exists(), name


def test_the_pages_lead_to_one_another_and_the_readmes_to_them() -> None:
    for name in (ENGLISH, FRENCH, EQUATIONS):
        for target in re.findall(r"\]\(([^)#]+)\)", read(name)):
            assert (ROOT / "docs" / target).exists(), f"{name}: {target}"
    assert f"({ENGLISH})" in read("README.md")
    assert f"({FRENCH})" in read("LISEZMOI.md")
    assert f"({EQUATIONS})" in read("README.md")
    assert f"({EQUATIONS})" in read("LISEZMOI.md")
