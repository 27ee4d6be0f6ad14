from __future__ import annotations

from itertools import groupby

from balise.domain.account import NETWORKS
from balise.reference import benchmarks


def test_views_cadences_and_trends_are_no_rates() -> None:
    kept = {row.row_id for row in benchmarks.rows() if row.outcome}
    assert {"E0085", "E0102", "E0145", "E0147", "E0153"}.isdisjoint(kept)
    assert {"E0001", "E0073", "E0105"} <= kept


def test_reach_is_told_apart_from_engagement_where_only_capitals_do() -> None:
    of = {row.row_id: row for row in benchmarks.rows()}
    assert of["E0077"].outcome == "reach"
    assert of["E0073"].outcome == "engagement"
    assert of["E0077"].series != of["E0073"].series


def test_a_series_never_mixes_denominators_or_definitions() -> None:
    rows = sorted(benchmarks.rows(), key=lambda row: repr(row.series))
    for _, group in groupby(rows, key=lambda row: row.series):
        told = list(group)
        assert len({row.denominator for row in told}) == 1
        assert len({row.definition for row in told}) == 1


def test_formats_are_named_as_posts_name_them() -> None:
    kinds = {row.kind for row in benchmarks.rows() if row.network == "instagram"}
    assert "short_video" in kinds
    assert "reel" not in kinds
    assert {row.kind for row in benchmarks.rows() if row.network == "tiktok"} == {
        "all", "short_video",
    }  # fmt: skip


def test_a_difference_between_formats_is_a_ratio() -> None:
    of = {row.row_id: row for row in benchmarks.contrasts()}
    assert (of["T028"].kind, of["T028"].against, of["T028"].ratio) == (
        "carousel", "short_video", 2.09,
    )  # fmt: skip
    assert of["T041"].against == ""
    assert of["T041"].ratio == 0.37
    assert all(row.ratio > 0 for row in of.values())


def test_cadences_are_those_of_small_accounts() -> None:
    told = {name: benchmarks.cadence(name) for name in NETWORKS}
    found = {name: row.value for name, row in told.items() if row}
    assert found == {"facebook": 2.5, "x": 6.5, "linkedin": 2.3, "instagram": 2.0}
