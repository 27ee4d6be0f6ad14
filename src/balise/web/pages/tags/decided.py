"""What somebody decided on the posts of a page, as tags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from balise.domain.tag import Field, Tag
from balise.web.pages.tags.lines import is_known
from balise.web.sorting import Sorted

ON_A_PAGE = 25
LONGEST = 200
MOST = 5_000
"""Proposals that are accepted at once while one waits: a second or two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One post, and the value that it is to have; empty: it has none."""

    uid: str
    value: str
    was: str


def decisions(told: Mapping[str, str]) -> Iterator[Decision]:
    """Read what was decided: a value that was ticked, or another than the one that was shown.

    Examples
    --------
    >>> told = {"0.uid": "x:1", "0.was": "craft", "0.value": "craft", "1.uid": "x:2"}
    >>> list(decisions(told)), next(decisions({**told, "0.right": "1"})).value
    ([], 'craft')
    """
    for n in range(ON_A_PAGE):
        uid, was = told.get(f"{n}.uid", ""), told.get(f"{n}.was", "")
        value = " ".join(told.get(f"{n}.value", was).split())
        if uid and (f"{n}.right" in told or value != " ".join(was.split())):
            yield Decision(uid=uid, value=value, was=was)


def fault(sorted_: Sorted, field: Field, some: list[Decision]) -> str:
    """Name a value that cannot be taken; empty where all can."""
    for one in some:
        is_foreign = field == "pillar" and one.value and not is_known(sorted_, one.value)
        if is_foreign or len(one.value) > LONGEST:
            return one.value[:LONGEST]
    return ""


def tags(sorted_: Sorted, field: Field, some: list[Decision]) -> Iterator[Tag]:
    """Write decisions as tags; a proposal that was accepted keeps what speaks for it."""
    for one in some:
        told = sorted_.proposed.get(one.uid)
        is_same = told is not None and told.value == one.value
        source = told.source if told is not None and is_same else "hand"
        yield Tag(uid=one.uid, field=field, value=one.value, source=source)


def accepted(sorted_: Sorted, value: str, above: float) -> list[Tag]:
    """Write the proposals of a value, or of any, from a score on; nobody looked at each.

    Of very many those are taken that are surest.
    """
    some = islice((one for one in sorted_.of_value(value) if one.score >= above), MOST)
    return [
        Tag(uid=one.uid, field=one.field, value=one.value, source=one.source, is_seen=False)
        for one in some
    ]
