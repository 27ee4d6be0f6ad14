"""A plan as a file that another program reads."""

from __future__ import annotations

from dataclasses import dataclass

from balise.domain.reading import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """One file to hand over.

    Parameters
    ----------
    rows
        How many posts are in it; a file with none only tells, by its findings, why.
    findings
        Posts that were left out, with the reason, and what is still to be done by hand.
    """

    name: str
    media_type: str
    data: bytes
    rows: int
    findings: tuple[Finding, ...] = ()
