"""Google Analytics 4, traffic acquisition. The figures are made up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.unit.ingest.test_outcomes import batches, codes, outcomes

HEADER = (
    ",Sessions,Engaged sessions,Engagement rate,Average engagement time per session,"
    "Events per session,Event count,Key events,Total revenue\n"
)


def preamble(start: str = "20260501", end: str = "20260531", *, french: bool = False) -> str:
    dates = ("Date de début", "Date de fin") if french else ("Start date", "End date")
    return (
        "# ----------------------------------------\n"
        "# Traffic acquisition: Session primary channel group (Default Channel Group)\n"
        "# Account: Le Moulin\n# Property: moulin.example\n"
        "# ----------------------------------------\n# \n# All Users\n"
        f"# {dates[0]}: {start}\n# {dates[1]}: {end}\n"
    )


def test_it_reads_channels_and_leaves_the_grand_total_out(tmp_path: Path) -> None:
    table = (
        preamble() + "Session default channel group" + HEADER
        + "Organic Search,100,60,0.6,41.5,4.2,420,3,12.5\n(other),5,1,0.2,9,1,5,0,0\n"
        + ",105,61,0.58,40,4.0,425,3,12.5,Grand total\n"
    )  # fmt: skip
    found = batches(tmp_path, table, name="Traffic_acquisition.csv")
    first = next(one for one in outcomes(found) if one.channel == "Organic Search")
    assert (first.name, first.starts, first.ends) == ("web", date(2026, 5, 1), date(2026, 5, 31))
    assert first.breakdown == ("channel",)
    assert first.values == {
        "sessions": 100, "engaged_sessions": 60, "engagement_rate": 0.6, "avg_engagement_s": 41.5,
        "events_per_session": 4.2, "events": 420, "key_events": 3, "revenue": 12.5,
    }  # fmt: skip
    assert sorted(codes(found)) == ["other-gathered", "totals-row"]
    assert sum(batch.rows for batch in found) == 3


def test_it_reads_the_french_table_with_semicolons_commas_and_euros(tmp_path: Path) -> None:
    table = (
        preamble(french=True)
        + "Source/support de la session;Campagne de la session;Sessions;Utilisateurs actifs;"
        "Taux d'engagement;Événements clés;Revenus totaux\n"
        "google / organic;(not set);1 234;900;66,67 %;3;1 234,56 €\n"
        "fb / social;Printemps_26;20;10;0,5;1;0,00 €\nfb / social;printemps_26;5;4;0,4;0;0,00 €\n"
    )
    found = outcomes(batches(tmp_path, table))
    assert [(one.origin, one.medium, one.campaign) for one in found] == [
        ("google", "organic", "(not set)"), ("fb", "social", "Printemps_26"),
        ("fb", "social", "printemps_26"),
    ]  # fmt: skip
    assert found[0].values == {
        "sessions": 1234, "users": 900, "engagement_rate": pytest.approx(0.6667), "key_events": 3,
        "revenue.EUR": 1234.56,
    }  # fmt: skip


def test_a_column_of_dates_tells_the_day_of_each_row(tmp_path: Path) -> None:
    table = (
        preamble("20260701", "20260702")
        + "Date,Session source / medium,Sessions,Engaged sessions,Total users\n"
        "20260701,a / b,3,2,1\n20260702,a / b,4,2,1\n"
    )
    found = outcomes(batches(tmp_path, table))
    assert [(one.starts.day, one.ends.day, one.values["sessions"]) for one in found] == [
        (1, 1, 3), (2, 2, 4),
    ]  # fmt: skip


def test_several_tables_of_a_file_have_each_its_own_days_and_columns(tmp_path: Path) -> None:
    table = (
        preamble() + "Session source,Sessions,Engaged sessions\nfb,3,1\n\n"
        + preamble("20260601", "20260630") + "Our channels,Sessions,Key events\nShop window,9,2\n"
    )  # fmt: skip
    found = batches(tmp_path, table)
    assert [(one.starts.month, one.parts) for one in outcomes(found)] == [
        (5, (None, None, None, "fb", None)), (6, (None, None, "Shop window", None, None)),
    ]  # fmt: skip
    assert codes(found) == ["dimension-unknown"]


def test_users_are_people_and_never_summed_over_a_column_that_is_not_kept(tmp_path: Path) -> None:
    table = (
        preamble() + "Session campaign,Country,Sessions,Engaged sessions,Active users\n"
        "spring,Belgium,3,1,3\nspring,France,4,2,4\nsummer,France,1,1,1\n"
    )
    found = batches(tmp_path, table)
    spring, summer = outcomes(found)
    assert spring.values == {"sessions": 7, "engaged_sessions": 3}
    assert summer.values == {"sessions": 1, "engaged_sessions": 1, "users": 1}
    assert sorted(codes(found)) == ["column-unknown", "level-on-several-rows"]


def test_rows_without_any_date_are_left_out_and_told(tmp_path: Path) -> None:
    found = batches(tmp_path, "Session source,Sessions,Engaged sessions\nfb,3,1\n")
    assert outcomes(found) == []
    assert codes(found) == ["period-missing"]
