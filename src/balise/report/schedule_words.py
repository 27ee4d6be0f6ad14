"""Schedules of reports in words: when, as what, and what does not happen."""

from __future__ import annotations

from collections.abc import Mapping

from balise.domain.report_schedule import ReportSchedule
from balise.report.names import clock
from balise.words import Speech, mark

NO_MAIL = mark(
    "Nothing is sent by mail: each report is kept in the list of reports, where you fetch it or "
    "make a link to it."
)
_FORMS: Mapping[str, str] = {
    "html": mark("page (HTML)"),
    "pdf": mark("document (PDF)"),
    "pptx": mark("slides (PPTX)"),
    "csv": mark("tables (CSV)"),
    "json": mark("data (JSON)"),
}


def form(s: Speech, code: str) -> str:
    """Name what a report is kept as.

    Examples
    --------
    >>> form(Speech("en"), "pptx")
    'slides (PPTX)'
    """
    return s.text(_FORMS[code])


def when(s: Speech, schedule: ReportSchedule) -> str:
    """Say when a report is made."""
    hour = clock(s, schedule.hour)
    if schedule.every == "week":
        return s.text(
            "Each week on {weekday} at {hour}, about the seven days before.",
            weekday=s.term("weekday", _WEEKDAYS[schedule.day]),
            hour=hour,
        )
    if schedule.day == 1:
        return s.text("Each month on the first day at {hour}, about the month before.", hour=hour)
    return s.text(
        "Each month on day {day} at {hour}, about the month before.", day=schedule.day, hour=hour
    )


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
