"""A plan as plain values that JSON holds, and back again: nothing is lost on the way.

A number that is not known is `null` (JSON has no NaN), a time is ISO 8601 in UTC, a date is ISO
8601, and a field that is left out has the default of its dataclass.
"""

from __future__ import annotations

import math
import re
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Final, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from balise.domain.plan import Plan, Slot
from balise.errors import PlanFieldsError, PlanFormatError, PlanValueError

VERSION: Final = 1
"""The version of this layout."""
_SHOWN: Final = 60
Kind = TypeVar("Kind")
_WHOLE: Final = re.compile(r"-?[0-9]{1,12}")
_INFINITE: Final = {"Infinity": math.inf, "-Infinity": -math.inf}


def plan_to_dict(plan: Plan) -> dict[str, Any]:
    """Give a plan as lists, dicts, texts and numbers.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from balise.domain.estimate import Provenance
    >>> made = Provenance(snapshot="s", model="1", seed=0, made_at=datetime(2027, 1, 1, tzinfo=UTC))
    >>> plan = Plan(
    ...     slots=(),
    ...     objectives=(),
    ...     optimality_gap=0.01,
    ...     violations=(),
    ...     strategy_hash="h",
    ...     provenance=made,
    ... )
    >>> plan_to_dict(plan)["provenance"]["made_at"]
    '2027-01-01T00:00:00+00:00'
    >>> plan_from_dict(plan_to_dict(plan)) == plan
    True
    """
    return {"version": VERSION, **_plain(plan)}


def plan_from_dict(given: object) -> Plan:
    """Make the plan again.

    Raises
    ------
    PlanFormatError
        Where a field is missing, unknown or of another kind, or the layout is of a later version.
    """
    return _versioned(Plan, given, "plan")


def slot_to_dict(slot: Slot) -> dict[str, Any]:
    """Give one slot as lists, dicts, texts and numbers."""
    return {"version": VERSION, **_plain(slot)}


def slot_from_dict(given: object) -> Slot:
    """Make the slot again; raises what `plan_from_dict` does."""
    return _versioned(Slot, given, "slot")


def _versioned(kind: type[Kind], given: object, place: str) -> Kind:
    rest = dict(_named(given, place))
    version = rest.pop("version", None)
    if version != VERSION or isinstance(version, bool):
        raise PlanFormatError(place=f"version {str(version)[:_SHOWN]}")
    made: Kind = _made(kind, rest, place)
    return made


def _plain(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return _scalar(value)


def _scalar(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return _number(value) if isinstance(value, float) else value


def _number(value: float) -> float | str | None:
    if math.isfinite(value):
        return value
    return None if math.isnan(value) else f"{'-' if value < 0 else ''}Infinity"


def _wrong(given: object, place: str, wanted: str) -> PlanValueError:
    shown = repr(given)
    shown = shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
    return PlanValueError(place=place, value=shown, wanted=wanted)


def _named(given: object, place: str) -> Mapping[Any, Any]:
    if not isinstance(given, Mapping):
        raise _wrong(given, place, "{…}")
    return given


def _made(kind: Any, given: object, place: str) -> Any:
    """Make a value of a type from what JSON holds."""
    if kind in _SIMPLE:
        return _SIMPLE[kind](given, place)
    if isinstance(kind, type) and is_dataclass(kind):
        return _record(kind, given, place)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple:
        if not isinstance(given, list | tuple):
            raise _wrong(given, place, "[…]")
        return tuple(_made(inner[0], one, f"{place}[{i}]") for i, one in enumerate(given))
    if origin is Literal:
        if not isinstance(given, str) or given not in inner:
            raise _wrong(given, place, " | ".join(map(repr, inner)))
        return given
    if origin in {Union, types.UnionType}:  # of this module's types only `X | None`
        return None if given is None else _made(inner[0], given, place)
    return _table(inner, given, place)


def _table(inner: tuple[Any, ...], given: object, place: str) -> dict[Any, Any]:
    """Read a table whose names are whole numbers: JSON knows names of text only."""
    read = {}
    for key, one in _named(given, place).items():
        if not _WHOLE.fullmatch(str(key)):
            raise _wrong(key, place, "0")
        read[int(key)] = _made(inner[1], one, f"{place}.{key}")
    return read


@cache
def _shape(kind: type) -> tuple[dict[str, Field[Any]], dict[str, Any]]:
    return {one.name: one for one in fields(kind)}, get_type_hints(kind)


def _record(kind: type, given: object, place: str) -> Any:
    known, hints = _shape(kind)
    table = _named(given, place)
    strange = [str(name) for name in table if name not in known]
    lacking = [name for name, one in known.items() if _is_needed(one) and name not in table]
    if strange or lacking:
        raise PlanFieldsError(
            place=place, lacking=", ".join(lacking) or "–", strange=", ".join(strange) or "–"
        )
    return kind(**{n: _made(hints[n], one, f"{place}.{n}") for n, one in table.items()})


def _is_needed(one: Field[Any]) -> bool:
    return one.default is MISSING and one.default_factory is MISSING


def _text(given: object, place: str) -> str:
    if not isinstance(given, str):
        raise _wrong(given, place, '"…"')
    return given


def _flag(given: object, place: str) -> bool:
    if not isinstance(given, bool):
        raise _wrong(given, place, "true | false")
    return given


def _whole(given: object, place: str) -> int:
    if isinstance(given, bool) or not isinstance(given, int):
        raise _wrong(given, place, "1")
    return given


def _figure(given: object, place: str) -> float:
    if given is None:
        return math.nan
    if isinstance(given, str) and given in _INFINITE:
        return _INFINITE[given]
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise _wrong(given, place, "1.5")
    return given


def _moment(given: object, place: str) -> datetime:
    try:
        read = datetime.fromisoformat(_text(given, place))
        if read.tzinfo is not None:
            return read.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise _wrong(given, place, "2027-03-02T17:30:00+00:00")


def _day(given: object, place: str) -> date:
    try:
        return date.fromisoformat(_text(given, place))
    except ValueError:
        raise _wrong(given, place, "2027-03-02") from None


_SIMPLE: Final[Mapping[Any, Callable[[object, str], Any]]] = {
    str: _text,
    bool: _flag,
    int: _whole,
    float: _figure,
    datetime: _moment,
    date: _day,
}
