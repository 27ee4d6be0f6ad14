"""A table written from a form: what did not change stays as its writer put it."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from balise.strategy.rewriting import Entry, reset, rewritten

TEXT = """\
# ours
[strategy]
name = "Shop"  # on the door

[[audiences]]  # first
name = "parents"
ages = [25, 40]

# of the second
[[audiences]]
name = "gardeners"

[[objectives]]
name = "sales"
stage = "conversion"
kpi = "till"
target = 120
starts = 2027-01-01
ends = 2027-03-31
audiences = ["parents", "gardeners"]

[[accounts]]
network = "x"
handle = "shop"
audiences = ["gardeners"]

[[calls_to_action]]
name = "visit"

[[events]]
name = "fair"
date = 2027-02-20
phases = [{ name = "before", from_day = -3, to_day = 0, cta = "visit" }]

[capacity]
image = 2  # two hands
"""
AS_IT_IS = tomllib.loads(TEXT)


def entries(table: str) -> list[Entry]:
    return [Entry(values=row, origin=n) for n, row in enumerate(AS_IT_IS[table])]


@pytest.mark.parametrize("table", ["audiences", "objectives", "accounts", "events"])
def test_a_form_that_is_sent_as_it_was_changes_nothing(table: str) -> None:
    assert rewritten(TEXT, table, entries(table)) == TEXT
    assert reset(TEXT, "strategy", AS_IT_IS["strategy"]) == TEXT


def test_a_key_is_changed_in_its_line_with_its_comment_kept() -> None:
    assert 'name = "Store"  # on the door' in reset(TEXT, "strategy", {"name": "Store"})


def test_an_entry_that_is_cut_out_leaves_the_comments_of_the_others() -> None:
    new = rewritten(TEXT, "audiences", entries("audiences")[1:])
    assert "parents" not in new.partition("[[objectives]]")[0]
    assert "# of the second\n[[audiences]]" in new


def test_a_new_name_is_said_wherever_the_old_one_was() -> None:
    old = entries("audiences")
    renamed = Entry(values={**old[1].values, "name": "growers"}, origin=1)
    data = tomllib.loads(rewritten(TEXT, "audiences", [old[0], renamed]))
    assert data["objectives"][0]["audiences"] == ["parents", "growers"]
    assert data["accounts"][0]["audiences"] == ["growers"]
    asks = [Entry(values={"name": "come"}, origin=0)]
    data = tomllib.loads(rewritten(TEXT, "calls_to_action", asks))
    assert data["events"][0]["phases"][0]["cta"] == "come"


def test_two_names_that_are_swapped_are_swapped_wherever_they_are_said() -> None:
    one, two = entries("audiences")
    swapped = [
        Entry(values={**one.values, "name": "gardeners"}, origin=0),
        Entry(values={**two.values, "name": "parents"}, origin=1),
    ]
    data = tomllib.loads(rewritten(TEXT, "audiences", swapped))
    assert data["objectives"][0]["audiences"] == ["gardeners", "parents"]


def test_a_capacity_without_any_figure_is_no_limit_and_no_table() -> None:
    assert "capacity" not in tomllib.loads(reset(TEXT, "capacity", {}))


def test_a_table_that_was_written_in_brackets_can_be_changed_too() -> None:
    text = 'audiences = [{ name = "a" }, { name = "b" }]\n'
    new = rewritten(
        text, "audiences", [Entry(values={"name": "b"}, origin=1), Entry(values={"name": "c"})]
    )
    assert tomllib.loads(new) == {"audiences": [{"name": "b"}, {"name": "c"}]}


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([0, 1, None]),
            st.fixed_dictionaries(
                {"name": WORDS.filter(bool)},
                optional={
                    "needs": st.lists(WORDS.filter(bool), min_size=1, max_size=3),
                    "ages": st.lists(st.integers(-5, 200), min_size=1, max_size=3),
                },
            ),
        ),
        max_size=4,
        unique_by=lambda one: one[0] if one[0] is not None else id(one),
    )
)
def test_whatever_a_form_says_is_what_the_file_then_says(
    rows: list[tuple[int | None, Any]],
) -> None:
    olds = sorted((row for row in rows if row[0] is not None), key=lambda row: row[0] or 0)
    every = [*olds, *(row for row in rows if row[0] is None)]
    new = rewritten(TEXT, "audiences", [Entry(values=v, origin=o) for o, v in every])
    data = tomllib.loads(new)
    assert data.get("audiences", []) == [values for _, values in every]
    assert data["accounts"][0]["handle"] == "shop"
    assert new.startswith("# ours\n")
