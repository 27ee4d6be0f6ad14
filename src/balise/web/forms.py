"""Fields that several pages ask for, and what to say where an address cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest

from balise.web.links import KPI
from balise.words import mark

LONGEST = 500
NOT_UNDERSTOOD = mark("The address holds something that this page does not understand.")
HINTS: Mapping[str, str] = {
    "start": mark("The first day is written as 2026-11-01."),
    "end": mark("The last day is written as 2026-11-30."),
    "page": mark("The page is a number from 1."),
}
_Form = TypeVar("_Form", bound=forms.Form)


class Text(forms.CharField):
    """A short text, empty where it is not given."""

    def __init__(self, *, required: bool = False) -> None:
        super().__init__(required=required, max_length=LONGEST, strip=False)


class Texts(forms.Field):
    """A short text as often as it is given."""

    widget = forms.SelectMultiple

    def clean(self, value: Any) -> list[str]:
        """Check each of them."""
        one = Text(required=True)
        return [one.clean(each) for each in value or ()]


class Day(forms.DateField):
    """A day as 2026-11-01."""

    def __init__(self) -> None:
        super().__init__(required=False, input_formats=["%Y-%m-%d"])


class Page(forms.IntegerField):
    """Which page of a long table, 1 where it is not given."""

    def __init__(self) -> None:
        super().__init__(required=False, min_value=1, max_value=1_000_000)

    def clean(self, value: Any) -> int:
        """Read the number."""
        return super().clean(value) or 1


class Kpi(Text):
    """The metric that posts are judged by."""

    def clean(self, value: Any) -> str:
        """Read the name."""
        return super().clean(value) or KPI


class UnreadableError(Exception):
    """An address whose parameters cannot be read; `fields` are those at fault."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        self.fields = fields
        super().__init__(*fields)


def read(request: HttpRequest, form: type[_Form]) -> _Form:
    """Read the parameters of an address.

    Raises
    ------
    UnreadableError
        Where one of them is not what the page asks for.
    """
    found = form(request.GET)
    if not found.is_valid():
        raise UnreadableError(tuple(found.errors))
    return found
