from __future__ import annotations

import re
from pathlib import Path

import pytest

from balise.domain.ranking import Capacity, Ground, Ranking
from balise.domain.strategy import Audience, Presence
from balise.strategy.effort import KINDS
from balise.strategy.formats import rank_formats
from balise.strategy.rank import rank_networks
from balise.strategy.ranking_words import GROUNDS, ground, sentences, why
from balise.words import Speech

FACTS: dict[str, str | float] = {
    "share": 0.5, "low": 0.4, "high": 0.6, "country": "BE", "year": 2025, "publisher": "P",
    "from": "DE, US", "ages": "25–45", "ratio": 1.5, "n": 12, "posts": 2.0, "hours": 3.0, "old": 1,
}  # fmt: skip
SOURCE = Path(__file__).parents[3] / "src/balise/strategy"


def rankings() -> list[Ranking]:
    them = Audience(name="them", ages=(30, 60), countries=("DE",), genders=("men",))
    accounts = [Presence(network=name, handle="a") for name in KINDS]
    read = {"instagram": {"audience.age.25-34": 0.4, "followers": 300.0}}
    return [
        rank_networks([them], accounts=accounts, capacity=Capacity(hours=6), followers=read),
        rank_networks([Audience(name="B2B")]),
        rank_networks([them], capacity={"image": 100}),
        *(rank_formats(name) for name in KINDS),
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("code", GROUNDS)
def test_every_reason_is_said(code: str, language: str) -> None:
    said = ground(Ground(code=code, params=FACTS), Speech(language))
    assert said.endswith(".")
    assert "{" not in said


@pytest.mark.parametrize("code", GROUNDS)
def test_every_reason_is_said_otherwise_in_french(code: str) -> None:
    one = Ground(code=code, params=FACTS)
    assert ground(one, Speech("fr")) != ground(one, Speech("en"))


def test_every_reason_that_a_ranking_gives_can_be_said() -> None:
    written = {code for path in SOURCE.glob("*.py") for code in re.findall(
        r'Ground\(\s*code="(\w+)"', path.read_text("utf-8"))}  # fmt: skip
    assert written <= set(GROUNDS)
    for order in rankings():
        for one in order.ranked:
            assert {each.code for each in one.reasons} <= set(GROUNDS)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_ranking_is_said_with_its_chances_reasons_and_sources(language: str) -> None:
    speech = Speech(language)
    for order in rankings():
        lines = sentences(order, speech)
        assert all("{" not in line for line in lines)
        assert "%" in lines[0]
        for one in order.ranked:
            said = why(one, speech)
            assert len(said) == len(one.reasons) + len(one.sources)
            assert all(source.url in " ".join(said) for source in one.sources)


def test_too_small_a_team_is_told_to_be_on_fewer_networks() -> None:
    assert any("fewer networks" in line for line in sentences(rankings()[0], Speech("en")))
    assert any("frees" in line for line in sentences(rankings()[0], Speech("en")))
    assert not any("fewer networks" in line for line in sentences(rankings()[2], Speech("en")))
