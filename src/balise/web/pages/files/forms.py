"""Which page of the files."""

from __future__ import annotations

from django import forms

from balise.web.forms import Kpi, Page


class FilesForm(forms.Form):
    """A page of the list."""

    kpi = Kpi()
    page = Page()
