"""What became of a folder of client folders."""

from __future__ import annotations

from dataclasses import dataclass

from balise.domain.reading import ImportReport
from balise.errors import BaliseError


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientImport:
    """One client: the brand named after its folder, and what became of each of its files.

    `error` tells why nothing of it was tried.
    """

    brand: str
    reports: tuple[ImportReport, ...] = ()
    error: BaliseError | None = None

    @property
    def read(self) -> tuple[ImportReport, ...]:
        """The files that were read."""
        return tuple(report for report in self.reports if report.error is None)

    @property
    def refused(self) -> tuple[ImportReport, ...]:
        """The files that were not."""
        return tuple(report for report in self.reports if report.error is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientImports:
    """All clients of a folder. `beside` names the files that lie in no client's folder."""

    clients: tuple[ClientImport, ...]
    beside: tuple[str, ...] = ()
