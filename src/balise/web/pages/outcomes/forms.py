"""Which outcome, and which days."""

from __future__ import annotations

from django import forms

from balise.web.forms import Day, Kpi, Page, Text


class OutcomesForm(forms.Form):
    """An outcome by its name, and a period."""

    name = Text(required=True)
    start = Day()
    end = Day()
    kpi = Kpi()
    page = Page()
