"""Findings by the million: the first of each kind are told, the rest is counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from balise.ingest.limits import MOST_FINDINGS
from balise.words import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from balise.domain.reading import Batch, Finding


@dataclass(slots=True)
class Flood:
    """Counts the findings of one file by their kind.

    Examples
    --------
    >>> from balise.domain.reading import Batch
    >>> flood = Flood()
    >>> many = tuple(finding("totals-row", file="a.csv", line=n) for n in range(1200))
    >>> len(flood.thinned(Batch(findings=many)).findings)
    1000
    >>> [found.params["n"] for found in flood.rest("a.csv")]
    ['200']
    """

    _counted: Counter[str] = field(default_factory=Counter)

    def thinned(self, batch: Batch) -> Batch:
        """Keep the findings of a batch that are among the first of their kind."""
        kept = tuple(found for found in batch.findings if self._is_early(found))
        return batch if len(kept) == len(batch.findings) else replace(batch, findings=kept)

    def rest(self, file: str) -> Iterator[Finding]:
        """Say of each kind how many were not kept."""
        for code, n in self._counted.items():
            if n > MOST_FINDINGS:
                yield finding("findings-more", file=file, n=n - MOST_FINDINGS, kind=code)

    def _is_early(self, found: Finding) -> bool:
        self._counted[found.code] += 1
        return self._counted[found.code] <= MOST_FINDINGS
