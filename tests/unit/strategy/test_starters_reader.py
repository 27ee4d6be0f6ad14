"""Starters as they are read: what they hold, and how their ideas are chosen."""

from __future__ import annotations

import pytest

from balise.domain.strategy import STAGES
from balise.errors import StarterUnknownError
from balise.strategy.starter import LANGUAGES, OTHER, slugs, starter, starters

ALL = [(slug, language) for slug in (*slugs(), OTHER) for language in LANGUAGES]
every = pytest.mark.parametrize(("slug", "language"), ALL)


@every
def test_each_starter_is_read_with_its_ideas_and_what_to_mind(slug: str, language: str) -> None:
    one = starter(slug, language)
    assert (one.slug, one.language) == (slug, language)
    assert one.measure
    assert one.misses
    assert len(one.ideas) >= (15 if slug == OTHER else 80)
    assert len(one.note) > 40, "the head comment of the ideas is shown to whoever uses them"
    assert not one.note.startswith("#")


@every
def test_comments_are_found_above_the_entries_they_speak_of(slug: str, language: str) -> None:
    one = starter(slug, language)
    for (table, place), said in one.comments.items():
        rows = one.given[table]
        assert said
        assert place < (len(rows) if isinstance(rows, list) else 1)
    assert ("objectives", 0) in one.comments


@every
def test_ideas_name_pillars_and_asks_of_their_starter(slug: str, language: str) -> None:
    one = starter(slug, language)
    pillars = {row["name"] for row in one.given["pillars"]}
    asks = {row["name"] for row in one.given["calls_to_action"]}
    assert {idea.pillar for idea in one.ideas} == pillars
    assert {idea.cta for idea in one.ideas} <= asks
    assert {idea.stage for idea in one.ideas} == set(STAGES)
    assert {idea.kind for idea in one.ideas} <= set(one.given["capacity"])


def test_both_languages_of_what_fits_any_organisation_state_the_same() -> None:
    english, french = (starter(OTHER, language) for language in ("en", "fr"))
    assert [idea.kind for idea in english.ideas] == [idea.kind for idea in french.ideas]
    assert english.given["funnel"] == french.given["funnel"]
    assert english.given["capacity"] == french.given["capacity"]
    assert not {idea.hook for idea in english.ideas} & {idea.hook for idea in french.ideas}


def test_ideas_are_chosen_by_pillar_stage_and_kind_together() -> None:
    one = starter("restaurant")
    some = one.choose(pillar="kitchen", kind="short_video")
    assert some
    assert {(idea.pillar, idea.kind) for idea in some} == {("kitchen", "short_video")}
    assert one.choose() == one.ideas
    assert one.choose(pillar="none such") == ()
    stages = [len(one.choose(stage=stage)) for stage in STAGES]
    assert sum(stages) == len(one.ideas)


def test_a_starter_that_there_is_not_is_told_with_those_that_there_are() -> None:
    with pytest.raises(StarterUnknownError, match=r"no starter bakery.*restaurant"):
        starter("bakery")
    with pytest.raises(StarterUnknownError):
        starter("../other/other")


def test_a_language_that_is_not_spoken_is_english() -> None:
    assert starter("restaurant", "nl") is starter("restaurant", "nl")
    assert starter("restaurant", "nl").language == "en"


def test_all_trades_are_there_and_the_rest_beside_them() -> None:
    assert {one.slug for one in starters("fr")} == set(slugs())
    assert OTHER not in slugs()
