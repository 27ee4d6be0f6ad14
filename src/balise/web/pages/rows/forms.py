"""Which posts, in which order, which page of them."""

from __future__ import annotations

from typing import Any

from django import forms

from balise.domain.strategy import STAGES
from balise.report.sources import NO_STAGE, STATES, Posts
from balise.web.forms import Day, Kpi, Page, Text, Texts

ORDERS = ("newest", "oldest", "highest", "lowest")


class RowsForm(forms.Form):
    """The parameters that `balise.web.links` writes, and order and page."""

    factor = Texts()
    level = Texts()
    scope = Text()
    start = Day()
    end = Day()
    metric = Text()
    state = Texts()
    unusual = forms.BooleanField(required=False)
    stage = Text()
    kpi = Kpi()
    order = Text()
    page = Page()

    def clean(self) -> dict[str, Any]:
        """Check what belongs together."""
        asked = super().clean() or {}
        if len(asked.get("factor", ())) != len(asked.get("level", ())):
            self.add_error("level", "")
        if not set(asked.get("state", ())) <= set(STATES):
            self.add_error("state", "")
        if asked.get("stage") and asked["stage"] not in {*STAGES, NO_STAGE}:
            self.add_error("stage", "")
        return asked

    def clean_order(self) -> str:
        """Take the newest first where no order is asked for."""
        order = str(self.cleaned_data["order"]) or ORDERS[0]
        if order not in ORDERS:
            raise forms.ValidationError(order)
        return order

    @property
    def behind(self) -> Posts:
        """Return the posts that are asked for."""
        asked = self.cleaned_data
        wanted = tuple(state for state in STATES if state in asked["state"])
        return Posts(
            levels=tuple(zip(asked["factor"], asked["level"], strict=True)),
            scope=asked["scope"] or "all",
            start=asked["start"],
            end=asked["end"],
            metric=asked["metric"],
            states=wanted or ("compared",),
            is_unusual=asked["unusual"],
            stage=asked["stage"],
        )
