"""What the page of tags may be asked for, and what it is told."""

from __future__ import annotations

import math

from django import forms

from balise.domain.tag import TAG_FIELDS
from balise.web.forms import Page, Text

SHOWN = ("proposed", "said", "untold")
LEVELS = (0.9, 0.8, 0.7, 0.5)
"""Scores from which all proposals may be accepted at once."""
_LONGEST_COUNT = 1_000_000_000


class TagsForm(forms.Form):
    """A field, which of its posts, of which value, and the page of them."""

    field = Text()
    show = Text()
    value = Text()
    page = Page()

    def clean_field(self) -> str:
        """Take the pillars where nothing is asked for."""
        return _one_of(str(self.cleaned_data["field"]), TAG_FIELDS)

    def clean_show(self) -> str:
        """Take the proposals where nothing is asked for."""
        return _one_of(str(self.cleaned_data["show"]), SHOWN)


class AcceptForm(TagsForm):
    """From which score on everything is accepted, and how many that was said to be."""

    above = forms.FloatField(min_value=0, max_value=1)
    count = forms.IntegerField(min_value=1, max_value=_LONGEST_COUNT)

    def clean_above(self) -> float:
        """Take none but the scores that are offered."""
        above = float(self.cleaned_data["above"])
        found = next((one for one in LEVELS if math.isclose(one, above)), None)
        if found is None:
            raise forms.ValidationError(str(above))
        return found


def _one_of(asked: str, known: tuple[str, ...]) -> str:
    found = asked or known[0]
    if found not in known:
        raise forms.ValidationError(found)
    return found
