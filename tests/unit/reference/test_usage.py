from __future__ import annotations

from collections import Counter

from balise.reference import usage


def test_every_share_keeps_its_source_its_date_and_its_population() -> None:
    for row in usage.rows():
        assert 0 <= row.share <= 1
        assert row.source_title
        assert row.source_url.startswith("http")
        assert row.population
        assert 2015 <= row.year <= 2026
        assert row.confidence in {"official", "reported", "secondary"}


def test_what_audiences_are_made_of_is_no_share_of_people_who_use_a_network() -> None:
    apart = {"composition_share", "participation_3_months", "weekly_use_for_news", "daily_use",
             "has_profile", "active_identities", "publish_content"}  # fmt: skip
    met = Counter(row.metric for row in usage.rows())
    assert apart <= set(met)
    assert apart.isdisjoint(row.metric for row in usage.shares())


def test_counts_of_people_are_not_read_as_percentages() -> None:
    assert all(row.metric != "daily_visitors" for row in usage.rows())


def test_one_row_has_one_number() -> None:
    ids = [row.row_id for row in usage.rows()]
    assert len(ids) == len(set(ids)) > 400


def test_parts_of_a_study_belong_to_it_only_where_all_but_the_segment_agrees() -> None:
    of = {row.row_id: row for row in usage.rows()}
    # Pew 2021: all adults and those of 18 to 29; Pew 2023 is another study.
    assert of["U0147"].study == of["U0052"].study
    assert of["U0147"].study != of["U0042"].study
