from __future__ import annotations

from datetime import date, timedelta

import pytest

from balise.domain.account import NETWORKS
from balise.domain.metric import METRICS
from balise.domain.post import KINDS
from balise.reference import metric_changes
from balise.reference.metric_changes import MetricChange


@pytest.mark.parametrize("row", metric_changes.rows(), ids=lambda row: row.row_id)
def test_every_change_names_what_we_know_and_who_said_it(row: MetricChange) -> None:
    assert row.network in NETWORKS
    assert row.metric in METRICS
    assert row.kind in {"", *KINDS}
    assert row.change in {"recounted", "ended"}
    assert row.source_url.startswith("https://")
    assert row.confidence in {"official", "reported"}
    assert row.source_title
    assert row.note
    assert row.precision == "day" or row.day.day == 1


def test_the_first_day_of_the_new_count_parts_the_days() -> None:
    day, one = date(2025, 3, 31), timedelta(days=1)
    assert len(metric_changes.between("youtube", "views", day - one, day)) == 1
    assert metric_changes.between("youtube", "views", day, day + one) == ()
    assert metric_changes.between("youtube", "views", day - 2 * one, day - one) == ()


def test_other_networks_and_metrics_are_not_touched() -> None:
    always = (date(2000, 1, 1), date(2100, 1, 1))
    assert metric_changes.between("tiktok", "views", *always) == ()
    assert metric_changes.between("youtube", "reactions", *always) == ()
