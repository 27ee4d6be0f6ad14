"""A plan comes back from JSON exactly as it was, and nothing else comes back as a plan."""

from __future__ import annotations

import json
import math
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from tests.unit.handoff.making import MADE, NOW, briefs, plan, slot

from balise.domain.plan import Plan, Slot
from balise.domain.plan_json import plan_from_dict, plan_to_dict
from balise.errors import PlanFieldsError, PlanFormatError, PlanValueError
from balise.handoff import hand_off, plan_from_json

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(st.characters(exclude_categories=()), max_size=8),  # lone surrogates too
    bool: st.booleans(),
    int: st.integers(),
    float: st.floats() | st.integers(-(2**53), 2**53),
    date: st.dates(),
    datetime: st.datetimes(
        datetime(1900, 1, 1),  # noqa: DTZ001 - the zone is drawn too
        datetime(2200, 1, 1),  # noqa: DTZ001
        timezones=ZONES,
    ),
}


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Make any value of a type of the domain."""
    if kind in SIMPLE:
        return SIMPLE[kind]
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return st.builds(kind, **{one.name: values(hints[one.name]) for one in fields(kind)})
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple:
        return st.lists(values(inner[0]), max_size=2).map(tuple)
    if origin is Literal:
        return st.sampled_from(inner)
    if type(None) in inner:
        return st.none() | values(inner[0])
    return st.dictionaries(st.integers(-(10**9), 10**9), values(inner[1]), max_size=2)


def same(left: Any, right: Any) -> bool:
    """Compare as `==` does, but that what is not known is the same as what is not known."""
    if isinstance(left, float) and isinstance(right, float) and math.isnan(left):
        return math.isnan(right)
    if is_dataclass(left):
        return type(left) is type(right) and all(
            same(getattr(left, one.name), getattr(right, one.name)) for one in fields(left)
        )
    if isinstance(left, tuple):
        return len(left) == len(right) and all(map(same, left, right))
    return bool(left == right)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(values(Plan))
def test_any_plan_comes_back_as_it_was(made: Plan) -> None:
    (file,) = hand_off(made, (), form="json", language="en", now=NOW)
    assert same(plan_from_json(file.data), made)
    assert same(plan_from_dict(plan_to_dict(made)), made)


def test_the_strategy_of_the_tests_fills_every_field() -> None:
    assert set(get_type_hints(Plan)) == {one.name for one in fields(Plan)}
    assert not same(plan(slot()), plan(slot("s2")))
    assert not same(plan(slot(q50=math.nan)), plan(slot(q50=1.0)))


def test_what_is_not_known_is_null_and_never_0() -> None:
    (file,) = hand_off(plan(slot(q50=math.nan, q95=math.inf)), (), form="json", language="en",
                       now=NOW)  # fmt: skip
    told = json.loads(file.data)["plan"]["slots"][0]
    assert told["q50"] is None
    assert told["q95"] == "Infinity"
    assert math.isnan(plan_from_json(file.data).slots[0].q50)


def test_no_word_of_json_is_one_that_other_readers_refuse() -> None:
    odd = plan(slot(q50=math.nan, q05=-math.inf), value=math.nan)
    (file,) = hand_off(odd, briefs(odd), form="json", language="fr", now=NOW)

    def refuse(name: str) -> None:
        raise AssertionError(name)

    json.loads(file.data, parse_constant=refuse)


def test_a_field_that_an_older_file_lacks_has_its_default() -> None:
    told = plan_to_dict(plan(slot()))
    del told["slots"][0]["boost"]
    del told["free"]
    assert plan_from_dict(told) == plan(slot())


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("slots", 0, "publish_at"), "2027-03-02T17:30:00", "plan.slots[0].publish_at"),
        (("slots", 0, "publish_at"), 5, "plan.slots[0].publish_at"),
        (("slots", 0, "kind"), None, "plan.slots[0].kind"),
        (("slots", 0, "state"), "gone", "plan.slots[0].state"),
        (("slots", 0, "boost"), True, "plan.slots[0].boost"),
        (("slots", 0, "boost"), "12", "plan.slots[0].boost"),
        (("slots", 0, "hashtags"), "#one", "plan.slots[0].hashtags"),
        (("slots",), {}, "plan.slots"),
        (("weeks",), 2.5, "plan.weeks"),
        (("weeks",), True, "plan.weeks"),
        (("starts",), "yesterday", "plan.starts"),
        (("free",), {"one": 1}, "plan.free"),
        (("free",), {"1" * 5000: 1}, "plan.free"),
        (("free",), [], "plan.free"),
        (("prior",), 1, "plan.prior"),
        (("provenance",), None, "plan.provenance"),
    ],
)
def test_a_value_of_another_kind_is_told_with_its_place(
    path: tuple[str | int, ...], value: object, place: str
) -> None:
    told: Any = plan_to_dict(plan(slot()))
    at = told
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    with pytest.raises(PlanValueError) as caught:
        plan_from_dict(told)
    assert caught.value.facts["place"] == place
    assert len(str(caught.value)) < 400


def test_a_field_that_does_not_exist_is_named_as_is_one_that_lacks() -> None:
    told = plan_to_dict(plan(slot()))
    told["slots"][0]["hour"] = told["slots"][0].pop("kind")
    with pytest.raises(PlanFieldsError) as caught:
        plan_from_dict(told)
    assert caught.value.facts == {"place": "plan.slots[0]", "lacking": "kind", "strange": "hour"}


@pytest.mark.parametrize("version", [0, 2, "1", None, True, 1e999])
def test_a_later_layout_is_not_guessed_at(version: object) -> None:
    with pytest.raises(PlanFormatError):
        plan_from_dict(plan_to_dict(plan()) | {"version": version})


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"null", b"{}", b'{"plan": 1}', b"\xff\xfe\x00", b"[" * 200_000,
     b'{"plan": NaN}', b"not json", b"9" * 5_000],
)  # fmt: skip
def test_what_is_no_plan_ends_with_one_line(data: bytes) -> None:
    with pytest.raises(PlanFormatError) as caught:
        plan_from_json(data)
    assert "\n" not in str(caught.value)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=5), x),
    )
)
def test_no_value_of_json_is_taken_for_a_plan_or_ends_otherwise(value: object) -> None:
    with pytest.raises(PlanFormatError):
        plan_from_dict(value)


def test_times_are_told_in_utc() -> None:
    told = plan_to_dict(plan(slot(publish_at=datetime(2027, 3, 2, 18, tzinfo=timezone(
        timedelta(hours=1))))))  # fmt: skip
    assert told["slots"][0]["publish_at"] == "2027-03-02T17:00:00+00:00"
    assert plan_from_dict(told).slots[0].publish_at.tzinfo is UTC
    assert plan_from_dict(told).provenance == MADE
    assert set(told["slots"][0]) == {one.name for one in fields(Slot)}
