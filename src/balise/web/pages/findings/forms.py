"""Findings of which kind."""

from __future__ import annotations

from django import forms

from balise.web.forms import Kpi, Page, Text


class FindingsForm(forms.Form):
    """The code of a finding, and in which file: its place among the imports, from 1."""

    code = Text()
    file = forms.IntegerField(required=False, min_value=1, max_value=1_000_000)
    kpi = Kpi()
    page = Page()
