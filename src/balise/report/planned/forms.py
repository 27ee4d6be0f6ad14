"""The forms of the road map of a plan."""

from __future__ import annotations

import json
from dataclasses import replace

from balise.domain.plan import Plan
from balise.domain.ranking import Ranking
from balise.domain.strategy import Strategy
from balise.report.json_ import plain
from balise.report.planned import html, pdf
from balise.report.planned.page import page
from balise.report.roadmap import Known

FORMS = ("html", "pdf", "json")
VERSION = 1
"""Raised when a key of the JSON changes its meaning."""


def render(  # noqa: PLR0913 - four of them by name
    plan: Plan,
    strategy: Strategy,
    *,
    language: str,
    form: str,
    ranking: Ranking | None = None,
    known: Known | None = None,
) -> bytes:
    """Write the road map of a plan, in `fr` or `en`; its JSON is the same in both.

    Raises
    ------
    ExtraMissingError
        Where a PDF is asked for and `balise[pdf]` is not installed.
    ValueError
        Where there is no such form.
    """
    if form not in FORMS:
        raise ValueError(form)
    if form == "json":
        return _json(plan, strategy, is_made_up=bool(known and known.is_made_up))
    said = page(plan, strategy, language=language, ranking=ranking, known=known)
    return html.render(said) if form == "html" else pdf.render(said)


def _json(plan: Plan, strategy: Strategy, *, is_made_up: bool) -> bytes:
    written = {
        "version": VERSION,
        "is_made_up": is_made_up,
        "strategy": strategy.identity.name,
        "timezone": strategy.identity.timezone,
        "currency": strategy.identity.currency,
        "plan": plain(replace(plan, free=dict(plan.free))),
    }
    text = json.dumps(written, ensure_ascii=False, indent=2, allow_nan=False)
    return f"{text}\n".encode()
