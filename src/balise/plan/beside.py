"""What one way to lay out a plan breaks beside another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from balise.domain.plan import Breach


def beside(found: Sequence[Breach], known: Sequence[Breach]) -> tuple[Breach, ...]:
    """Leave of some breaches those that are new, or worse than they were.

    Examples
    --------
    >>> few, many = (
    ...     Breach(rule="day-most", what="x:shop", params={"found": n, "limit": 1}) for n in (2, 3)
    ... )
    >>> len(beside([many], [few])), len(beside([few], [many])), len(beside([few], [few]))
    (1, 0, 0)
    """
    there: dict[tuple[str, str, date | None], list[Breach]] = {}
    for one in known:
        there.setdefault(_key(one), []).append(one)
    new = []
    for one in found:
        like = there.get(_key(one), [])
        old = like.pop(0) if like else None
        if old is None or _excess(one) > _excess(old):
            new.append(one)
    return tuple(new)


def gone(found: Sequence[Breach], known: Sequence[Breach]) -> tuple[Breach, ...]:
    """Leave of what was broken what is broken no more."""
    left = {_key(one) for one in found}
    return tuple(one for one in known if _key(one) not in left)


def _key(one: Breach) -> tuple[str, str, date | None]:
    return one.rule, one.what, one.day


def _excess(one: Breach) -> float:
    """Tell how far it is from what is allowed; 0 where no figure says it."""
    said = [one.params.get(name) for name in ("found", "limit")]
    figures = [float(value) for value in said if isinstance(value, int | float)]
    return abs(figures[0] - figures[1]) if len(figures) == len(said) else 0.0
