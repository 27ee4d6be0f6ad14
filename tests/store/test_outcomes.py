"""What no network sees: kept beside posts, by the rules of readings, and never added twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from tests.store.making import put

from balise.domain.outcome import Outcome
from balise.domain.reading import Batch
from balise.errors import RecordNotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable

    from balise.store.repository import DjangoStore

DAY = date(2026, 5, 4)
AT = datetime(2026, 6, 1, 8, 30, tzinfo=UTC)


def sold(
    n: int = 0, *, at: float = 0, values: dict[str, float] | None = None, **facts: Any
) -> Outcome:
    """Tell of the till on day n, as a table made `at` days after the first one says."""
    day = DAY + timedelta(days=n)
    made = Outcome(
        name="till",
        starts=day,
        ends=day,
        values=values or {"count": 3.0, "amount.EUR": 31.5},
        as_of=AT + timedelta(days=at),
        source="outcome",
    )
    return replace(made, **facts)


def told(*outcomes: Outcome) -> Batch:
    return Batch(outcomes=outcomes, rows=len(outcomes))


def test_what_goes_in_comes_out_in_order_of_day(store: DjangoStore) -> None:
    given = [sold(1), sold(0, code="MAI10"), sold(0, code=""), sold(0, ends=DAY + timedelta(6))]
    report = put(store, "till", told(*given))
    assert (report.outcomes, report.duplicates, report.rows) == (4, 0, 4)
    seen = store.outcomes("park")
    assert {one.key: one for one in seen} == {one.key: one for one in given}
    assert [one.starts for one in seen] == sorted(one.starts for one in given)


def test_a_later_table_replaces_the_day_and_never_adds_to_it(store: DjangoStore) -> None:
    put(store, "first", told(sold(0), sold(1)))
    report = put(store, "second", told(sold(1, at=30, values={"count": 5.0}), sold(2, at=30)))
    assert report.outcomes == 2
    assert [one.values["count"] for one in store.outcomes("park")] == [3.0, 5.0, 3.0]


def test_a_table_made_earlier_and_imported_later_does_not_turn_the_day_back(
    store: DjangoStore,
) -> None:
    put(store, "late", told(sold(0, at=9, values={"count": 9.0})))
    put(store, "early", told(sold(0, at=1, values={"count": 1.0})))
    assert [one.values for one in store.outcomes("park")] == [{"count": 9.0}]


def test_a_day_that_says_the_same_again_is_counted_as_known(store: DjangoStore) -> None:
    put(store, "first", told(sold(0), sold(1)))
    report = put(store, "again", told(sold(0, at=5), sold(1, at=5), sold(2, at=5)))
    assert (report.outcomes, report.duplicates) == (1, 2)
    assert len(store.outcomes("park")) == 3
    assert store.imports("park")[-1].outcomes == 1


def test_parts_of_a_day_stand_beside_its_total(store: DjangoStore) -> None:
    put(store, "total", told(sold(0)))
    put(store, "codes", told(sold(0, code="A"), sold(0, code="a"), sold(0, campaign="a")))
    assert {one.breakdown for one in store.outcomes("park")} == {(), ("code",), ("campaign",)}
    assert len(store.outcomes("park")) == 4  # a code is what was written: UTM tags keep their case


def test_nothing_is_seen_of_an_import_that_does_not_end(store: DjangoStore) -> None:
    def cut_short() -> None:
        with store.importing("park", source="half.csv", format_="outcome", digest="h") as writer:
            writer.write(told(sold(0, at=2, values={"count": 0.0}), sold(1, at=2)))
            assert [one.values["count"] for one in store.outcomes("park")] == [3.0]
            raise ZeroDivisionError

    put(store, "first", told(sold(0)))
    with pytest.raises(ZeroDivisionError):
        cut_short()
    assert len(store.outcomes("park")) == 1
    assert _rows(store) == 1


def test_an_import_that_died_is_removed_when_the_store_is_opened(
    store: DjangoStore, where: str, opened: Callable[[str], DjangoStore]
) -> None:
    from balise.store import models  # noqa: PLC0415 - Django comes with a store only

    put(store, "first", told(sold(0), sold(1)))
    imports = models.Import.objects.using(store.place.alias)
    imports.update(
        state=models.WRITING, process="elsewhere:1:1", heartbeat=AT - timedelta(days=400)
    )
    again = opened(where)
    assert _rows(again) == 0
    with pytest.raises(RecordNotFoundError):
        again.outcomes("park")


def test_brands_do_not_see_the_outcomes_of_others(store: DjangoStore) -> None:
    put(store, "a", told(sold(0)))
    put(store, "b", told(sold(1)), brand="mill")
    assert [one.starts for one in store.outcomes("park")] == [DAY]


def test_what_no_database_keeps_is_seen_as_damage_and_loses_no_row(store: DjangoStore) -> None:
    values = {"count": 2.0, "score": float("nan")}
    report = put(store, "odd", told(sold(0, code="A\0\ud83d", values=values)))
    assert report.outcomes == 1
    (seen,) = store.outcomes("park")
    assert (seen.code, seen.values) == ("A\ufffd\ufffd", {"count": 2.0})


outcomes = st.builds(
    sold,
    st.integers(0, 2),
    at=st.integers(0, 3),
    values=st.dictionaries(
        st.sampled_from(["count", "score"]), st.integers(0, 2).map(float), min_size=1
    ),
    code=st.sampled_from([None, "", "A"]),
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(files=st.lists(st.lists(outcomes, max_size=4), max_size=4))
def test_whatever_comes_in_whatever_order_the_latest_table_holds(
    store: DjangoStore, files: list[list[Outcome]]
) -> None:
    _forget(store)
    put(store, "first")
    held: dict[Any, Outcome] = {}
    for n, file in enumerate(files):
        report = put(store, str(n), told(*file))
        assert report.outcomes + report.duplicates == len(file)
        for one in file:
            if one.key not in held or one.as_of >= held[one.key].as_of:
                held[one.key] = one
    assert {one.key: one for one in store.outcomes("park")} == held


def _rows(store: DjangoStore) -> int:
    from balise.store import models  # noqa: PLC0415 - Django comes with a store only

    return models.Outcome.objects.using(store.place.alias).count()


def _forget(store: DjangoStore) -> None:
    from balise.store import models  # noqa: PLC0415 - Django comes with a store only

    for table in (models.Outcome, models.Import):
        table._default_manager.using(store.place.alias).all().delete()
