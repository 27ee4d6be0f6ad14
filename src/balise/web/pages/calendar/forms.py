"""What the calendar asks: which stretch, and what is to be done with a post."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms

from balise.words import Speech, mark

VIEWS = {"month": mark("Month"), "week": mark("Week"), "list": mark("List")}
STATES = ("ready", "planned", "changes", "approved", "published", "missed", "over", "skipped")
_LONGEST = 200_000
LONGEST_LINE = 500
_TIME = ("%H:%M", "%H:%M:%S")
Choices = Sequence[tuple[str, str]]


class DateInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class SpanForm(forms.Form):
    """How the calendar is shown, and the day that is in it."""

    view = forms.ChoiceField(choices=[(one, one) for one in VIEWS], required=False)
    day = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
    state = forms.ChoiceField(choices=[(one, one) for one in STATES], required=False)


class EventsForm(forms.Form):
    """The stretch that a browser asks for; it writes moments, of which the day is taken."""

    start = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d"])
    end = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d"])


class SaidForm(forms.Form):
    """A form whose labels are said in the reader's language."""

    labels: ClassVar[Mapping[str, str]] = {}
    hints: ClassVar[Mapping[str, str]] = {}

    def __init__(self, s: Speech, *given: Any, **known: Any) -> None:
        super().__init__(*given, **known)
        for name, one in self.fields.items():
            one.label = s.text(self.labels[name]) if name in self.labels else ""
            one.help_text = s.text(self.hints[name]) if name in self.hints else ""
            one.error_messages |= {
                "required": s.text(mark("Fill this in.")),
                "invalid": s.text(mark("This cannot be read: choose again.")),
                "invalid_choice": s.text(mark("Choose one of the list.")),
            }


class MoveForm(SaidForm):
    """Where a post is to be moved to, on the clock of the brand."""

    labels: ClassVar[Mapping[str, str]] = {"day": mark("Day"), "time": mark("Time")}
    day = forms.DateField(input_formats=["%Y-%m-%d"], widget=DateInput)
    time = forms.TimeField(input_formats=_TIME, widget=TimeInput)


class ChangeForm(SaidForm):
    """What else of a post may change."""

    labels: ClassVar[Mapping[str, str]] = {
        "kind": mark("Format"),
        "pillar": mark("Pillar"),
        "ask": mark("Call to action"),
    }
    kind = forms.ChoiceField()
    pillar = forms.ChoiceField(required=False)
    ask = forms.ChoiceField(required=False)

    def __init__(
        self, s: Speech, *given: Any, choices: Mapping[str, Choices], **known: Any
    ) -> None:
        super().__init__(s, *given, **known)
        choose(self, choices)


class AddForm(SaidForm):
    """A post that a person adds."""

    labels: ClassVar[Mapping[str, str]] = {
        "account": mark("Account"),
        **ChangeForm.labels,
        **MoveForm.labels,
    }
    account = forms.ChoiceField()
    day = forms.DateField(input_formats=["%Y-%m-%d"], widget=DateInput)
    time = forms.TimeField(input_formats=_TIME, widget=TimeInput)
    kind = forms.ChoiceField()
    pillar = forms.ChoiceField(required=False)
    ask = forms.ChoiceField(required=False)

    def __init__(
        self, s: Speech, *given: Any, choices: Mapping[str, Choices], **known: Any
    ) -> None:
        super().__init__(s, *given, **known)
        choose(self, choices)


class WriteForm(SaidForm):
    """What a post says."""

    labels: ClassVar[Mapping[str, str]] = {
        "text": mark("Text"),
        "hashtags": mark("Other hashtags"),
        "ask": mark("Call to action"),
        "link": mark("Link"),
    }
    hints: ClassVar[Mapping[str, str]] = {"hashtags": mark("With a space or a comma between them.")}
    text = forms.CharField(
        required=False, max_length=_LONGEST, strip=False,
        widget=forms.Textarea(attrs={"rows": 9}),
    )  # fmt: skip
    hashtags = forms.CharField(required=False, max_length=_LONGEST)
    ask = forms.ChoiceField(required=False)
    link = forms.CharField(required=False, max_length=_LONGEST)
    was = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    words = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    def __init__(
        self, s: Speech, *given: Any, choices: Mapping[str, Choices], **known: Any
    ) -> None:
        super().__init__(s, *given, **known)
        choose(self, choices)


class ShiftForm(forms.Form):
    """By how many days posts are to be moved."""

    days = forms.IntegerField(min_value=-366, max_value=366)


class SayForm(SaidForm):
    """A comment."""

    labels: ClassVar[Mapping[str, str]] = {"said": mark("Comment")}
    said = forms.CharField(max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": 3}))


class AskForm(SaidForm):
    """A line to whoever approves."""

    labels: ClassVar[Mapping[str, str]] = {"line": mark("A line for whoever approves")}
    hints: ClassVar[Mapping[str, str]] = {
        "line": mark("Not needed. They read it beside the post; clients with a link do too."),
    }
    line = forms.CharField(
        required=False, max_length=LONGEST_LINE, widget=forms.Textarea(attrs={"rows": 2})
    )


class PlanForm(SaidForm):
    """From when, for how long, and how much is tried out."""

    labels: ClassVar[Mapping[str, str]] = {
        "weeks": mark("Weeks"),
        "start": mark("First day"),
        "explore": mark("Share that is tried out, in percent"),
    }
    hints: ClassVar[Mapping[str, str]] = {
        "weeks": mark("From 1 to 52."),
        "start": mark("A Monday is best; left empty, the next one."),
        "explore": mark(
            "Some posts are drawn by lot, so that it can be learnt what works. Left empty: as the "
            "strategy says."
        ),
    }
    weeks = forms.IntegerField(min_value=1, max_value=52, initial=8)
    start = forms.DateField(required=False, input_formats=["%Y-%m-%d"], widget=DateInput)
    explore = forms.IntegerField(required=False, min_value=0, max_value=50)


def choose(form: forms.Form, choices: Mapping[str, Choices]) -> None:
    """Fill the lists of a form."""
    for name, those in choices.items():
        field = form.fields.get(name)
        if isinstance(field, forms.ChoiceField):
            field.choices = list(those)
