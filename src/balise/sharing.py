"""What a workspace is asked when a report is shown to others, or made by itself."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from balise.domain.kept_report import (
    FORMS,
    LONGEST_SHARE,
    SHARE_FORMS,
    KeptReport,
    ReportAsked,
    Share,
)
from balise.domain.ports import Store
from balise.domain.report_schedule import DueReport, ReportSchedule
from balise.errors import BaliseError, ReportFormError, ScheduleTimeError, ShareEndError

_SECRET_BYTES = 32
"""256 bits: nobody guesses it, so a plain hash of it is enough to keep."""
_LONGEST_TOKEN = 64


class Sharing:
    """The part of `balise.workspace.Workspace` that shares and schedules reports."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def store(self) -> Store:
            """The store."""

        def zone(self, brand: str = "") -> str:
            """Name the time zone of a brand."""

        def make_report(
            self,
            brand: str | None = None,
            asked: ReportAsked | None = None,
            *,
            by: str = "",
            now: datetime | None = None,
            due: DueReport | None = None,
        ) -> KeptReport:
            """Make a report and keep it."""

        def _whose(self, brand: str | None) -> str:
            """Choose the brand that something new is of."""

    def share(  # noqa: PLR0913 - what is shared and for how long, each by its name
        self,
        brand: str | None = None,
        *,
        until: date | datetime,
        form: str = "html",
        kpi: str = "engagement",
        start: date | None = None,
        end: date | None = None,
        language: str = "en",
        by: str = "",
        now: datetime | None = None,
    ) -> Share:
        """Make a report, keep it, and make a secret link to it; its figures move no more.

        `until` is a moment, or a day of which the whole is meant. The link is `Share.token`, which
        is told this once: only its hash is kept.

        Raises
        ------
        ShareEndError, ReportFormError
            Where it would end before now or after more than a year, or is no form people read.
        """
        _shareable(form)
        moment = now or datetime.now(UTC)
        self._end(brand, until, moment)
        asked = ReportAsked(form=form, language=language, kpi=kpi, start=start, end=end)
        made = self.make_report(brand, asked, by=by, now=moment)
        return self.share_report(made.brand, made.id, until=until, by=by, now=moment)

    def share_report(
        self,
        brand: str | None,
        id_: int,
        *,
        until: date | datetime,
        by: str = "",
        now: datetime | None = None,
    ) -> Share:
        """Make a secret link to a report that is kept already; see `share`."""
        whose, moment = self._whose(brand), now or datetime.now(UTC)
        report = self.store.report_file(whose, id_).report
        _shareable(report.form)
        ends = self._end(whose, until, moment)
        token = secrets.token_urlsafe(_SECRET_BYTES)
        share = Share(brand=whose, report=report, made_at=moment, until=ends, by=by)
        kept = self.store.keep_share(share, _digest(token))
        return replace(kept, token=token)

    def shares(self, brand: str | None = None) -> tuple[Share, ...]:
        """Give the links of a brand, newest first; none tells its secret."""
        return self.store.shares(self._whose(brand))

    def end_share(self, brand: str | None, id_: int, *, now: datetime | None = None) -> Share:
        """End a link for good.

        Raises
        ------
        RecordNotFoundError
            Where the brand has no such link.
        """
        return self.store.end_share(self._whose(brand), id_, at=now or datetime.now(UTC))

    def shared(self, token: str, *, now: datetime | None = None) -> Share | None:
        """Follow a link: its report with its bytes, counted; None where it is not open.

        That it ended, was ended or never was is one answer: who guesses learns nothing.
        """
        if not token or len(token) > _LONGEST_TOKEN or not token.isascii():
            return None
        return self.store.follow_share(_digest(token), now or datetime.now(UTC))

    def report_schedules(self, brand: str | None = None) -> tuple[ReportSchedule, ...]:
        """Give the schedules of a brand."""
        return self.store.report_schedules(self._whose(brand))

    def keep_schedule(
        self, schedule: ReportSchedule, *, now: datetime | None = None
    ) -> ReportSchedule:
        """Keep a schedule, a new one where its id is 0; it is due from now on.

        No mail is sent: what it makes is kept in the brand's list of reports.

        Raises
        ------
        ScheduleTimeError, ReportFormError
            Where there is no such day or hour, or no such form.
        """
        if not schedule.is_possible:
            raise ScheduleTimeError(every=schedule.every, day=schedule.day, hour=schedule.hour)
        if schedule.form not in FORMS:
            raise ReportFormError(form=schedule.form, known=", ".join(FORMS))
        return self.store.keep_schedule(replace(schedule, made_at=now or datetime.now(UTC)))

    def forget_schedule(self, brand: str | None, id_: int) -> None:
        """Remove a schedule; the reports that it made stay."""
        self.store.forget_schedule(self._whose(brand), id_)

    def due_reports(self, now: datetime) -> tuple[DueReport, ...]:
        """Tell which reports are to be made now, of every brand; nothing is changed."""
        every = self.store.report_schedules()
        zones = {brand: ZoneInfo(self.zone(brand)) for brand in {one.brand for one in every}}
        found = ((one, one.due(now, zones[one.brand])) for one in every)
        return tuple(DueReport(schedule=one, day=day) for one, day in found if day is not None)

    def make_due_reports(self, now: datetime) -> tuple[KeptReport, ...]:
        """Make the reports that are due, each once however many ask; what fails is told.

        A report that cannot be made (no post yet) is noted with its schedule, and not tried again
        before its next day.
        """
        made = (self._make_due(due, now) for due in self.due_reports(now))
        return tuple(one for one in made if one is not None)

    def _make_due(self, due: DueReport, now: datetime) -> KeptReport | None:
        one = due.schedule
        if not self.store.claim_schedule(one.id, due.day, now=now):
            return None
        start, end = one.span(due.day)
        asked = ReportAsked(form=one.form, language=one.language, kpi=one.kpi, start=start, end=end)
        try:
            report = self.make_report(one.brand, asked, by=one.by, now=now, due=due)
        except BaliseError as error:
            facts = {name: str(fact) for name, fact in error.facts.items()}
            self.store.settle_schedule(one.id, due.day, error=type(error).__name__, facts=facts)
            return None
        self.store.settle_schedule(one.id, due.day)
        return report

    def _end(self, brand: str | None, until: date | datetime, now: datetime) -> datetime:
        """Tell the moment at which a link ends: that of a day is its last, on the brand's clock."""
        if isinstance(until, datetime):
            ends = until.astimezone(UTC)
        else:
            if until > (now + 2 * LONGEST_SHARE).date():  # the last of all days has none after it
                raise ShareEndError(until=until.isoformat())
            zone = ZoneInfo(self.zone(self._whose(brand)))
            midnight = datetime.combine(until + timedelta(days=1), time(), tzinfo=zone)
            ends = midnight.astimezone(UTC)
        if not now < ends <= now + LONGEST_SHARE:
            raise ShareEndError(until=until.isoformat())
        return ends


def _shareable(form: str) -> None:
    if form not in SHARE_FORMS:
        raise ReportFormError(form=form, known=", ".join(SHARE_FORMS))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
