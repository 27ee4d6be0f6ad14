"""What is asked of a look back, and what is said to a proposal."""

from __future__ import annotations

from datetime import date

from django import forms

from balise.web.forms import Day

_FIRST, _LAST = 2000, 2200


class LookForm(forms.Form):
    """Whether to wait for a look that is not taken yet, and when the next strategy starts."""

    wait = forms.BooleanField(required=False)
    starts = Day()

    def clean_starts(self) -> date | None:
        """Refuse a day from which no period can be counted."""
        day: date | None = self.cleaned_data["starts"]
        if day is not None and not _FIRST <= day.year <= _LAST:
            raise forms.ValidationError(str(day.year))
        return day


class AnswerForm(forms.Form):
    """One proposal, by its name, and what is said to it."""

    proposal = forms.RegexField(r"^[0-9a-f]{16}$")
    answer = forms.ChoiceField(choices=[("accept", ""), ("refuse", "")])
