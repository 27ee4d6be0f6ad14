"""docs/planning.md states the planner: every figure of it comes from the program."""

from __future__ import annotations

import math
import re
import sys
from pathlib import Path

import pytest
from tests.docs.test_documents import ROOT, read

from balise.plan import (
    boosts,
    chances,
    choices,
    conflict,
    expected,
    fatigue,
    hours,
    make as _make,
    model,
    solve,
    tags,
)

PAGE = "docs/planning.md"
MAKE = sys.modules["balise.plan.make"]
assert callable(_make)


def flat() -> str:
    return " ".join(read(PAGE).split())


def figures() -> list[str]:
    """Write the constants of the code as the page writes them."""
    return [
        f"within {100 * solve.GAP:g} % of the best of the model",
        f"further than {100 * solve.GAP:g} % from the relaxation",
        f"in at most {solve.SECONDS:g} s",
        f"at most {MAKE.MOST_WEEKS} weeks",
        f"the {hours.PAIRS} best pairs that keep the gap",
        f"{hours.SHARED} hours that are {hours.APART} apart too",
        f"counts {100 * MAKE.ALIGNED:g} % more in this choice",
        rf"$\sigma$ at most {expected.WIDEST}",
        f"{expected.LENGTH} letters where none is known",
        f"$u$ even up to {choices.JITTER:g}",
        f"times {1 + choices.STAYS:g} where the plan before",
        (
            f"jittered by up to {100 * choices.JITTER:g} %, and a post that was planned before "
            f"counts {100 * choices.STAYS:g} % more"
        ),
        f"a prior of mean log {math.exp(fatigue.USUAL):.1f} and sd {fatigue.SPREAD}",
        f"with an sd of {fatigue.NOISE} a post",
        rf"- {model.MISSED:g} \hat v \sum_j m_j + {model.MISSED:g} \hat v \sum",
        f"not met costs {model.MISSED:g} of the best posts",
        f"floor$(n (t - {model.TOLERANCE}))$ and at most ceil$(n (t + {model.TOLERANCE}))$",
        f"by {model._SLACK:g}, as all are whole",
        f"Beyond {conflict.LARGE:,} columns",
        f"{chances.MOST} at most with the week as solved",
        (
            rf"$$ (1 - {chances.EVEN}) \frac{{e^{{v_j / T}}}}{{\sum_k e^{{v_k / T}}}} + "
            rf"\frac{{{chances.EVEN}}}{{m}} $$"
        ),
        f"log effect and {tags.CURIOUS} of its sd ({tags.UNKNOWN} where",
    ]


@pytest.mark.parametrize("said", figures())
def test_the_page_has_the_constants_of_the_code(said: str) -> None:
    assert said in flat()


def test_the_sources_of_the_page_stand_in_the_code_too() -> None:
    prior = " ".join(Path(fatigue.__file__).read_text(encoding="utf-8").split())
    for figure, source in (("0.57", "Track Social 2012"), ("0.5", "HubSpot 2015"),
                           ("0.74", "van der Blom 2026")):  # fmt: skip
        assert figure in prior
        assert figure in flat()
        assert source in prior
        assert source in flat()
    assert "Kanuri, Chen and Sridhar" in str(boosts.boosted.__doc__)
    assert "Kanuri, Chen and Sridhar" in flat()


def test_every_rule_of_the_model_has_a_line_of_its_table() -> None:
    code = Path(model.__file__).read_text(encoding="utf-8")
    keys = set(re.findall(r'key="(\w+)"', code)) | {"pillars", "funnel"}
    assert len(keys) >= 7
    table = [line for line in read(PAGE).splitlines() if line.startswith("| `")]
    for key in keys:
        assert any(f"`{key}`" in line.split("|")[1] for line in table), key


def test_the_modules_that_are_named_are_there() -> None:
    for name in re.findall(r"`([\w/]+\.py)`", read(PAGE)):
        places = (ROOT / name, ROOT / "src" / name, ROOT / "src/balise/plan" / name)
        assert any(place.exists() for place in places), name


def test_what_is_promised_is_what_the_bench_looks_at() -> None:
    bench = (ROOT / "bench/plan.py").read_text(encoding="utf-8")
    assert "GAP, MOST_GB = 0.01, 1.0" in bench
    assert "Size(4, 3, 1, 1.0), Size(12, 7, 1, 10.0)" in bench
    assert "a gap of at most 1 % and 1 GB at the most; 10 s for 12 weeks" in flat()


def test_the_readmes_lead_to_the_page_and_it_leads_on() -> None:
    for name in ("README.md", "LISEZMOI.md"):
        assert f"({PAGE})" in read(name)
    for target in re.findall(r"\]\(([^)#]+)\)", read(PAGE)):
        assert (ROOT / "docs" / target).exists(), target
