"""What the answers may be asked for: a KPI and a period."""

from __future__ import annotations

from django import forms

from balise.web.forms import Day, Kpi


class InsightsForm(forms.Form):
    """A KPI, and a period by its first and last day."""

    kpi = Kpi()
    start = Day()
    end = Day()
