"""Types of objective, with the metrics they are usually followed by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from balise.reference import table


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveType:
    """One type of objective: its stage, its first metric and those beside it."""

    name: str
    label_fr: str
    label_en: str
    stage: str
    kpi: str
    beside: tuple[str, ...]
    rate_formula: str
    meta_objective: str
    year: int
    source_title: str
    source_url: str
    confidence: str


@cache
def rows() -> tuple[ObjectiveType, ...]:
    """All types, in the order of the table.

    Examples
    --------
    >>> [(row.name, row.kpi) for row in rows()][:2]
    [('awareness', 'reach'), ('community', 'follows')]
    """
    return tuple(
        ObjectiveType(
            name=line["objective_type"],
            label_fr=line["label_fr"],
            label_en=line["label_en"],
            stage=line["funnel_stage"],
            kpi=line["primary_kpi"],
            beside=tuple(line["secondary_kpis"].split("|")),
            rate_formula=line["rate_formula"],
            meta_objective=line["meta_objective"],
            year=int(line["year"]),
            source_title=line["source_title"],
            source_url=line["source_url"],
            confidence=line["confidence"],
        )
        for line in table("objectives")
    )
