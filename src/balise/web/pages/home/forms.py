"""Which page of the brands."""

from __future__ import annotations

from django import forms

from balise.web.forms import Page


class HomeForm(forms.Form):
    """A page of the list."""

    page = Page()
