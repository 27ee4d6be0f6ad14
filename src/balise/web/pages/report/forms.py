"""What is asked of somebody who wants a report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms

from balise.domain.kept_report import FORMS, PARTS
from balise.web.forms import Day
from balise.words import LANGUAGES, Speech, capital, mark

KPIS = (
    "engagement", "impressions", "reach", "views", "reactions", "comments", "shares", "saves",
    "link_clicks",
)  # fmt: skip
SAID = {
    "html": mark("web page"),
    "pdf": mark("PDF"),
    "pptx": mark("slides (PowerPoint)"),
    "csv": mark("tables (CSV)"),
    "json": mark("data (JSON)"),
}
PARTS_SAID = {
    "objectives": mark("Objectives, with the chance of each"),
    "pillars": mark("Pillars: asked, planned, made, and how each did"),
    "funnel": mark("Stages of the funnel"),
    "competitors": mark("Competitors"),
}
TONGUES = {"en": mark("English"), "fr": mark("French")}
_WEEKDAYS = (
    mark("Monday"), mark("Tuesday"), mark("Wednesday"), mark("Thursday"), mark("Friday"),
    mark("Saturday"), mark("Sunday"),
)  # fmt: skip
_MONTH = 31
_BACKWARDS = mark("The last day lies before the first.")
LONGEST_NOTE = 20_000


def _day(s: Speech, label: str) -> forms.DateField:
    field = Day()
    field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    field.label = s.text(label)
    field.error_messages["invalid"] = s.text(mark("Write the day as 2026-11-30."))
    return field


def _choice(s: Speech, label: str, choices: Iterable[tuple[str, str]]) -> forms.ChoiceField:
    wrong = {"invalid_choice": s.text(mark("Choose one of the list."))}
    wrong["required"] = wrong["invalid_choice"]
    return forms.ChoiceField(label=s.text(label), choices=list(choices), error_messages=wrong)


class MakeForm(forms.Form):
    """The form of a report, what it tells of, and its language."""

    def __init__(self, *given: Any, speech: Speech, **more: Any) -> None:
        super().__init__(*given, **more)
        self.speech = s = speech
        self.fields["form"] = _choice(
            s, mark("Form"), [(code, capital(s.text(SAID[code]))) for code in FORMS]
        )
        self.fields["kpi"] = _choice(
            s, mark("KPI"), [(code, capital(s.term("metric", code))) for code in KPIS]
        )
        self.fields["language"] = _choice(
            s, mark("Language"), [(code, s.text(TONGUES[code])) for code in LANGUAGES]
        )
        self.fields["parts"] = forms.MultipleChoiceField(
            label=s.text(mark("Besides what posts did")),
            help_text=s.text(
                mark(
                    "A part of which there is nothing to tell is left out: no strategy, no plan, "
                    "or no competitor."
                )
            ),
            widget=forms.CheckboxSelectMultiple,
            choices=[(code, s.text(PARTS_SAID[code])) for code in PARTS],
            required=False,
            error_messages={"invalid_choice": s.text(mark("Choose one of the list."))},
        )
        self.fields["start"] = _day(s, mark("First day"))
        self.fields["end"] = _day(s, mark("Last day"))
        self.initial.setdefault("language", s.language)
        self.initial.setdefault("parts", list(PARTS))

    def clean(self) -> dict[str, Any]:
        """Check that the days are in order."""
        given = super().clean() or {}
        start, end = given.get("start"), given.get("end")
        if start and end and end < start:
            self.add_error("end", self.speech.text(_BACKWARDS))
        return given


class ScheduleForm(MakeForm):
    """A report that is made every week or every month."""

    def __init__(self, *given: Any, speech: Speech, **more: Any) -> None:
        super().__init__(*given, speech=speech, **more)
        s = speech
        del self.fields["start"], self.fields["end"], self.fields["parts"]
        weeks = [(f"week.{n}", s.text(day)) for n, day in enumerate(_WEEKDAYS)]
        later = range(2, _MONTH + 1)
        months = [
            ("month.1", s.text(mark("the first day of the month"))),
            *((f"month.{n}", s.text(mark("day {n} of the month"), n=n)) for n in later),
        ]
        self.fields["when"] = _choice(s, mark("When"), ())
        grouped: Any = [
            (s.text(mark("every week")), weeks),
            (s.text(mark("every month")), months),
        ]
        when: Any = self.fields["when"]
        when.choices = grouped
        hours = [(str(n), f"{n:02d}:00") for n in range(24)]
        self.fields["hour"] = _choice(s, mark("Hour"), hours)
        self.order_fields(["when", "hour", "form", "kpi", "language"])
        self.initial = {**self.initial, "when": "month.1", "hour": "8"}


class ShareForm(forms.Form):
    """Until when a link leads somewhere."""

    def __init__(self, *given: Any, speech: Speech, **more: Any) -> None:
        super().__init__(*given, **more)
        until = _day(speech, mark("Until"))
        until.required = True
        until.error_messages["required"] = speech.text(mark("Say on which day the link ends."))
        self.fields["until"] = until


class NoteForm(forms.Form):
    """Words for one part of the reports."""

    text = forms.CharField(required=False, strip=False, max_length=LONGEST_NOTE)
    section = forms.CharField(max_length=40)

    def __init__(self, *given: Any, speech: Speech, **more: Any) -> None:
        super().__init__(*given, **more)
        about = _day(speech, mark("Only in the report on this day"))
        about.help_text = speech.text(mark("Without a day, every report shows the note."))
        self.fields["about"] = about
        self.fields["text"].error_messages["max_length"] = speech.text(mark("Make it shorter."))


AHEAD = timedelta(days=30)
"""How long a link leads somewhere, where nothing else is said."""
