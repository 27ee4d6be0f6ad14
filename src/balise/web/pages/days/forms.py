"""Which account, which of its figures, which days."""

from __future__ import annotations

from django import forms

from balise.web.forms import Day, Kpi, Page, Text


class DaysForm(forms.Form):
    """An account, a metric and a period."""

    network = Text(required=True)
    account = Text(required=True)
    metric = Text(required=True)
    start = Day()
    end = Day()
    kpi = Kpi()
    page = Page()
