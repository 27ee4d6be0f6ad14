"""What is asked of a store that keeps how reports look, what was made, and who may see it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Protocol

from balise.domain.branding import Branding
from balise.domain.kept_report import KeptReport, ReportFile, Share
from balise.domain.remark import Remark
from balise.domain.report_schedule import ReportSchedule


class PresentingStore(Protocol):
    """The part of `balise.domain.ports.Store` that keeps reports."""

    def branding(self, brand: str) -> Branding:
        """Give the look of a brand's reports; the usual one where none was kept."""
        ...

    def keep_branding(self, brand: str, given: Branding) -> None:
        """Keep the look of a brand's reports."""
        ...

    def remarks(self, brand: str) -> tuple[Remark, ...]:
        """Give the notes of a brand, in the order of sections, then of time."""
        ...

    def keep_remark(self, brand: str, note: Remark) -> None:
        """Keep a note in place of that of the same section and period; an empty one removes it."""
        ...

    def keep_report(self, report: KeptReport, content: bytes) -> KeptReport:
        """Keep a report; gives it with its id. Of a schedule and day only the first is kept."""
        ...

    def reports(self, brand: str) -> tuple[KeptReport, ...]:
        """Give the reports of a brand, newest first."""
        ...

    def report_file(self, brand: str, id_: int) -> ReportFile:
        """Give a report and its bytes."""
        ...

    def forget_report(self, brand: str, id_: int) -> None:
        """Remove a report, and with it the links to it."""
        ...

    def keep_share(self, share: Share, digest: str) -> Share:
        """Keep a link, named by the hash of its secret; gives it with its id."""
        ...

    def shares(self, brand: str) -> tuple[Share, ...]:
        """Give the links of a brand, newest first."""
        ...

    def follow_share(self, digest: str, now: datetime) -> Share | None:
        """Give the report behind a link and count it; None where it is not open, or never was."""
        ...

    def end_share(self, brand: str, id_: int, *, at: datetime) -> Share:
        """End a link for good."""
        ...

    def report_schedules(self, brand: str | None = None) -> tuple[ReportSchedule, ...]:
        """Give the schedules of a brand, or of all."""
        ...

    def keep_schedule(self, schedule: ReportSchedule) -> ReportSchedule:
        """Keep a schedule: a new one where its id is 0; gives it with its id."""
        ...

    def forget_schedule(self, brand: str, id_: int) -> None:
        """Remove a schedule; the reports that it made stay."""
        ...

    def claim_schedule(self, id_: int, day: date, *, now: datetime) -> bool:
        """Take on the report of a day, unless another does; a claim lapses after half an hour."""
        ...

    def settle_schedule(
        self, id_: int, day: date, *, error: str = "", facts: Mapping[str, str] | None = None
    ) -> None:
        """Note that the report of a day was made, or why it could not be."""
        ...
