"""Rows of reference tables -> where they come from, each said once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from balise.domain.ranking import Citation
from balise.reference.benchmarks import Benchmark, Contrast
from balise.reference.usage import Usage

One = TypeVar("One")


def cited(row: Usage | Benchmark | Contrast) -> Citation:
    """Name the source of a row.

    Examples
    --------
    >>> from balise.reference.usage import rows
    >>> cited(rows()[0]).publisher
    'Pew Research Center'
    """
    return Citation(
        title=row.source_title,
        url=row.source_url,
        publisher=row.original_publisher,
        year=row.year,
        population=row.population,
        confidence=row.confidence,
    )


def once(many: Iterable[One]) -> tuple[One, ...]:
    """Keep each first mention.

    Examples
    --------
    >>> once("banana")
    ('b', 'a', 'n')
    """
    kept: list[One] = []
    for one in many:
        if one not in kept:
            kept.append(one)
    return tuple(kept)
