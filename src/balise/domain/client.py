"""What became of a folder of client folders."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256

from balise.domain.reading import ImportReport
from balise.errors import BaliseError

_UNFIT = re.compile(r"[^\w\- ]+")
_LONGEST = 60
_RESERVED = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)")
"""Names that Windows keeps for itself."""


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


def file_stem(brand: str, taken: Collection[str] = ()) -> str:
    """Name a file after a brand; what no system takes is left out, and no two are alike.

    Examples
    --------
    >>> file_stem("Café du Parc"), file_stem("../../etc/passwd"), file_stem("con", {"con"})[:4]
    ('Café du Parc', 'etc passwd', 'con-')
    """
    bare = " ".join(_UNFIT.sub(" ", brand).split())[:_LONGEST].strip()
    if bare and bare.casefold() not in taken and not _RESERVED.fullmatch(bare):
        return bare
    return f"{bare or 'brand'}-{sha256(brand.encode(errors='replace')).hexdigest()[:8]}"
