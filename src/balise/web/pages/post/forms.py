"""Which post, and by which KPI it was judged where the link was."""

from __future__ import annotations

from django import forms

from balise.web.forms import Kpi, Text


class PostForm(forms.Form):
    """The id of a post."""

    uid = Text(required=True)
    kpi = Kpi()
