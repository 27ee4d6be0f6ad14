"""Findings of which kind."""

from __future__ import annotations

from django import forms

from balise.web.forms import Kpi, Page, Text


class FindingsForm(forms.Form):
    """The code of a finding; all where none is given."""

    code = Text()
    kpi = Kpi()
    page = Page()
