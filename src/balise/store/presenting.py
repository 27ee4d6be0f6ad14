"""The part of the store that keeps how reports look, what was made, and who may see it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from balise.domain.branding import Branding
from balise.domain.kept_report import KeptReport, ReportFile, Share
from balise.domain.remark import Remark
from balise.domain.report_schedule import ReportSchedule
from balise.store import kept_reports, looks, report_schedules
from balise.store.bridge import asks

if TYPE_CHECKING:
    from balise.store.address import Address
    from balise.store.database import Place


class Presenting:
    """What `balise.store.repository.DjangoStore` does for reports."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def place(self) -> Place:
            """The open database."""

        @property
        def address(self) -> Address:
            """Its address."""

    @asks
    def branding(self, brand: str) -> Branding:
        """Give the look of a brand's reports; the usual one where none was kept."""
        return looks.branding(self.place.alias, brand)

    @asks
    def keep_branding(self, brand: str, given: Branding) -> None:
        """Keep the look of a brand's reports."""
        looks.keep_branding(self.place.alias, brand, given)

    @asks
    def remarks(self, brand: str) -> tuple[Remark, ...]:
        """Give the notes of a brand, in the order of sections, then of time."""
        return looks.remarks(self.place.alias, brand)

    @asks
    def keep_remark(self, brand: str, note: Remark) -> None:
        """Keep a note in place of that of the same section and period; an empty one removes it."""
        looks.keep_remark(self.place.alias, brand, note)

    @asks
    def keep_report(self, report: KeptReport, content: bytes) -> KeptReport:
        """Keep a report; gives it with its id. Of a schedule and day only the first is kept."""
        return kept_reports.keep(self.place.alias, report, content)

    @asks
    def reports(self, brand: str) -> tuple[KeptReport, ...]:
        """Give the reports of a brand, newest first."""
        return kept_reports.every(self.place.alias, brand)

    @asks
    def report_file(self, brand: str, id_: int) -> ReportFile:
        """Give a report and its bytes."""
        return kept_reports.file(self.place.alias, brand, id_)

    @asks
    def forget_report(self, brand: str, id_: int) -> None:
        """Remove a report, and with it the links to it."""
        kept_reports.forget(self.place.alias, brand, id_)

    @asks
    def keep_share(self, share: Share, digest: str) -> Share:
        """Keep a link, named by the hash of its secret; gives it with its id."""
        return kept_reports.keep_share(self.place.alias, share, digest)

    @asks
    def shares(self, brand: str) -> tuple[Share, ...]:
        """Give the links of a brand, newest first."""
        return kept_reports.shares(self.place.alias, brand)

    @asks
    def follow_share(self, digest: str, now: datetime) -> Share | None:
        """Give the report behind a link and count it; None where it is not open, or never was."""
        return kept_reports.follow(self.place.alias, digest, now)

    @asks
    def end_share(self, brand: str, id_: int, *, at: datetime) -> Share:
        """End a link for good."""
        return kept_reports.end(self.place.alias, brand, id_, at)

    @asks
    def report_schedules(self, brand: str | None = None) -> tuple[ReportSchedule, ...]:
        """Give the schedules of a brand, or of all."""
        return report_schedules.every(self.place.alias, brand)

    @asks
    def keep_schedule(self, schedule: ReportSchedule) -> ReportSchedule:
        """Keep a schedule: a new one where its id is 0; gives it with its id."""
        return report_schedules.keep(self.place.alias, schedule)

    @asks
    def forget_schedule(self, brand: str, id_: int) -> None:
        """Remove a schedule; the reports that it made stay."""
        report_schedules.forget(self.place.alias, brand, id_)

    @asks
    def claim_schedule(self, id_: int, day: date, *, now: datetime) -> bool:
        """Take on the report of a day, unless another does; a claim lapses after half an hour."""
        return report_schedules.claim(self.place.alias, id_, day, now)

    @asks
    def settle_schedule(
        self, id_: int, day: date, *, error: str = "", facts: Mapping[str, str] | None = None
    ) -> None:
        """Note that the report of a day was made, or why it could not be."""
        report_schedules.settle(self.place.alias, id_, day, error, facts or {})
