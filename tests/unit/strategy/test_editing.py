"""One place of a strategy changed in its text, all else as its writer put it."""

from __future__ import annotations

import re
import tomllib

import pytest
from hypothesis import given, settings, strategies as st
from tests.unit.strategy.written import FULL, LEAST

from balise import Strategy
from balise.errors import ProposalStaleError, StrategyPathError
from balise.strategy.editing import replaced
from balise.strategy.places import standing

EDITS = (
    ("accounts.instagram:serre.du.lac.hours", "[7, 22]", "[9, 21]"),
    ("accounts.facebook:serredulac.hours", "[7, 22]", "[8, 22]"),
    ("accounts.facebook:serredulac.posts_per_day", "1", "2"),
    ("accounts.instagram:serre.du.lac.min_gap_hours", "6", "8"),
    ("capacity.image", "6", ""),
    ("capacity.short_video", "2", "3.5"),
    ("capacity.carousel", "", "1"),
    ("hashtags.pool.#plantes", "#plantes", ""),
    ("hashtags.pool.#été", "", "#été"),
    ("hashtags.brand.#serredulac", "#serredulac", ""),
    ("calls_to_action.comment", "", "comment"),
    ("plan.reserve", "0.1", "0.2"),
    ("pillars.share", '{ "how-to" = 0.6, "offers" = 0.4 }', '{ "how-to" = 0.5, "offers" = 0.5 }'),
)
COMMENTS = [line.partition("# ")[2] for line in FULL.splitlines() if "# " in line]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit[0])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_edit_does_what_it_says_and_nothing_else(edit: tuple[str, str, str], end: str) -> None:
    path, before, after = edit
    text = FULL.replace("\n", end)
    new = replaced(text, path, before, after)
    assert standing(Strategy.parse(new), path, of=after) == after
    changes = Strategy.parse(text).diff(Strategy.parse(new))
    assert {one.path.split(".")[0] for one in changes} == {path.split(".")[0]}
    assert len(changes) == (2 if path == "pillars.share" else 1)
    gone = {"the old one"} if path == "hashtags.pool.#plantes" else set()
    assert [said for said in COMMENTS if said not in new and said not in gone] == []
    assert new.count("\n") - new.count("\r\n") in {0, new.count("\n")}


@settings(max_examples=30)  # an edit of a whole file takes its time
@given(st.permutations(EDITS), st.integers(2, 6))
def test_edits_in_any_order_come_to_the_same(order: list[tuple[str, str, str]], n: int) -> None:
    mine = order[:n]
    text = FULL
    for path, before, after in mine:
        text = replaced(text, path, before, after)
    other = FULL
    for path, before, after in sorted(mine):
        other = replaced(other, path, before, after)
    assert Strategy.parse(text).diff(Strategy.parse(other)) == ()
    for path, before, after in mine:
        assert replaced(text, path, before, after) == text


def test_what_is_put_and_taken_back_leaves_the_file_as_it_was() -> None:
    new = replaced(FULL, "calls_to_action.comment", "", "comment")
    assert replaced(new, "calls_to_action.comment", "comment", "") == FULL
    new = replaced(FULL, "hashtags.pool.#new", "", "#new")
    assert replaced(new, "hashtags.pool.#new", "#new", "") == FULL


def test_a_comment_stays_with_the_table_that_it_stands_above() -> None:
    said = LEAST + '\n# what we ask\n[[calls_to_action]]\nname = "visit"\n\n# ours\n[plan]\n'
    added = replaced(said, "calls_to_action.comment", "", "comment")
    assert added.endswith(
        'name = "visit"\n\n[[calls_to_action]]\nname = "comment"\n\n# ours\n[plan]\n'
    )
    key = replaced(said, "accounts.instagram:shop.hours", "[7, 22]", "[9, 22]")
    assert 'handle = "shop"\nhours = [9, 22]\n\n# what we ask\n' in key


@pytest.mark.parametrize(
    "text",
    [
        LEAST.replace("[[accounts]]\n", "[[accounts]]\nhours = [7, 22]\n"),
        LEAST[: LEAST.index("[[accounts]]")].replace(
            "[strategy]", 'accounts = [{network = "instagram", handle = "shop"}]\n[strategy]'
        ),
        LEAST + "# the end",
    ],
)
def test_a_table_may_be_written_in_any_way(text: str) -> None:
    new = replaced(text, "accounts.instagram:shop.hours", "[7, 22]", "[9, 22]")
    assert tomllib.loads(new)["accounts"][0]["hours"] == [9, 22]


def test_a_whole_entry_may_be_written_inline() -> None:
    text = 'calls_to_action = [{ name = "visit" }]\n' + LEAST
    more = replaced(text, "calls_to_action.comment", "", "comment")
    assert [one.name for one in Strategy.parse(more).calls_to_action] == ["visit", "comment"]
    assert (
        Strategy.parse(replaced(text, "calls_to_action.visit", "visit", "")).calls_to_action == ()
    )


def test_a_table_that_is_not_there_is_made() -> None:
    for text in (LEAST, LEAST.rstrip("\n")):
        new = replaced(text, "hashtags.pool.#new", "", "#new")
        assert new == LEAST + '\n[hashtags]\npool = ["#new"]\n'


@pytest.mark.parametrize(
    ("path", "before", "found"),
    [
        ("capacity.image", "5", "is 6"),
        ("accounts.facebook:serredulac.hours", "[8, 22]", r"is \[7, 22\]"),
        ("hashtags.pool.#gone", "#gone", "is - in"),
        ("calls_to_action.gone", "gone", "is - in"),
        ("pillars.share", '{ "how-to" = 0.5, "offers" = 0.5 }', '"how-to" = 0.6'),
        ("pillars.share", '{ "gone" = 0.5 }', "is { } in|is {  } in"),
    ],
)
def test_a_value_that_no_longer_stands_is_refused(path: str, before: str, found: str) -> None:
    with pytest.raises(ProposalStaleError, match=found):
        replaced(FULL, path, before, "0")


@pytest.mark.parametrize(
    "path", ["accounts.x:none.hours", "nothing.here", "accounts", "", "plan", "pillars.none.share"]
)
def test_a_place_that_there_is_not_is_refused(path: str) -> None:
    with pytest.raises(StrategyPathError):
        replaced(FULL, path, "1", "2")


@given(st.text(min_size=1, max_size=20))
def test_a_tag_of_any_letters_goes_in_and_out(said: str) -> None:
    tag = "#" + said
    new = replaced(LEAST, f"hashtags.pool.{tag}", "", tag) if _is_tag(tag) else LEAST
    if _is_tag(tag):
        assert Strategy.parse(new).hashtags.pool == (tag,)
        assert Strategy.parse(replaced(new, f"hashtags.pool.{tag}", tag, "")).hashtags.pool == ()


def _is_tag(tag: str) -> bool:
    return re.fullmatch(r"#[\w·]{1,139}", tag) is not None
