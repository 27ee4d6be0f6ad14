"""Reports as they were made once, and the links by which others may see one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal
from unicodedata import normalize

from balise.domain.estimate import Provenance

FORMS = ("html", "pdf", "pptx", "csv", "json")
"""What a report can be kept as."""
PARTS = ("objectives", "pillars", "funnel", "competitors")
"""What a report tells besides posts, each where there is something to tell."""
MIMES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "csv": "application/zip",
    "json": "application/json",
}
SUFFIXES = {"csv": "zip"}
"""Of files whose form is not their ending: tables are several files in one."""
SHARE_FORMS = ("html", "pdf", "pptx")
"""What may be shared by a link: what people read."""
LONGEST_SHARE = timedelta(days=366)
_FOREIGN, _LONG = re.compile(r"[^\w-]+"), 60
State = Literal["open", "ended", "revoked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAsked:
    """What is asked of a report; without days it is told of the last ones that are final.

    `parts` are those of `PARTS` that it shall have, where there is something to tell of them.
    """

    form: str = "html"
    language: str = "en"
    kpi: str = "engagement"
    start: date | None = None
    end: date | None = None
    parts: tuple[str, ...] = PARTS


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReport:
    """A report whose bytes are kept, so that its figures stay what they were.

    Parameters
    ----------
    id
        Its number among all reports; 0 where it is not kept yet.
    start, end
        The days that it tells of.
    digest, size
        SHA-256 of its bytes, and how many they are.
    provenance
        What made the fit behind its figures.
    schedule, day
        The schedule that it was made for and the local day it was due; 0 and None: by hand.
    """

    id: int = 0
    brand: str
    form: str
    language: str
    kpi: str
    start: date | None
    end: date | None
    made_at: datetime
    by: str = ""
    digest: str
    size: int
    provenance: Provenance | None = None
    is_made_up: bool = False
    schedule: int = 0
    day: date | None = None

    @property
    def mime(self) -> str:
        """Name its type as the web does."""
        return MIMES[self.form]

    @property
    def file_name(self) -> str:
        """Name the file by whose and what it is, in letters, figures and dashes alone.

        Examples
        --------
        >>> from datetime import UTC
        >>> made = {"language": "fr", "kpi": "engagement", "made_at": datetime.now(UTC)}
        >>> days = {"start": date(2026, 12, 1), "end": date(2026, 12, 31)}
        >>> of = {"brand": 'L’Étoile "B" / Cie', "form": "pdf", "digest": "", "size": 0}
        >>> KeptReport(**of, **made, **days).file_name
        'L-Étoile-B-Cie-report-2026-12-01-2026-12-31-fr.pdf'
        """
        whose = _FOREIGN.sub("-", normalize("NFC", self.brand))[:_LONG].strip("-")
        days = "-".join(day.isoformat() for day in (self.start, self.end) if day)
        stem = "-".join(part for part in (whose, "report", days, self.language) if part)
        return f"{stem}.{SUFFIXES.get(self.form, self.form)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFile:
    """A kept report and its bytes."""

    report: KeptReport
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A link by which one kept report, and nothing else, may be seen until a moment.

    Parameters
    ----------
    report
        What is shown; its figures do not move.
    token
        The secret of the link. Only its hash is kept: it is known when it is made, then never.
    views, seen_at
        How often the link was followed, and when last.
    content
        The bytes, where the link was followed; empty in lists.
    """

    id: int = 0
    brand: str
    report: KeptReport
    made_at: datetime
    until: datetime
    by: str = ""
    revoked_at: datetime | None = None
    views: int = 0
    seen_at: datetime | None = None
    token: str = field(default="", repr=False)
    content: bytes = field(default=b"", repr=False)

    def state(self, now: datetime) -> State:
        """Tell whether it still leads anywhere."""
        if self.revoked_at is not None:
            return "revoked"
        return "open" if now < self.until else "ended"
