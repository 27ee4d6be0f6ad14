"""Which of the brands, and which page of them."""

from __future__ import annotations

from django import forms

from balise.web.forms import Page, Text

SHOWN = ("", "now", "behind", "stale")


class PortfolioForm(forms.Form):
    """Words of a name, what needs a hand, and a page of the list."""

    q = Text()
    show = forms.ChoiceField(required=False, choices=[(one, "") for one in SHOWN])
    page = Page()
