"""The road map of a plan as a tagged PDF, set by Typst; its texts are strings, never markup."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime, time
from typing import Any

from balise.learn.emoji import without_emoji
from balise.report.pdf import drawing as chart, paged
from balise.report.planned.heads import HEADS, head_of
from balise.report.planned.icons import ICONS, drawing
from balise.report.planned.values import Page
from balise.words import Speech, mark

MOST = 60
"""Posts that are told one by one on paper; of more the calendar alone is printed."""
_INK = "#1b1d21"


def render(said: Page) -> bytes:
    """Write the page as a PDF for people and for screen readers.

    Raises
    ------
    ExtraMissingError
        Where what makes PDF files is not installed.
    """
    told = {"report": without_emoji(json.dumps(document(said), ensure_ascii=False))}
    made = datetime.combine(said.made_on, time(12), UTC)
    return paged("planned.typ", told, int(made.timestamp()))


def document(said: Page) -> dict[str, Any]:
    """Give all that the pages say, their charts drawn."""
    s = Speech(said.language)
    whole = asdict(said)
    for one, drawn in zip(whole["forecasts"], said.forecasts, strict=True):
        del one["spec"]
        one["svg"] = chart(s, drawn.spec)
    del whole["made_on"]
    whole["heads"] = {name: head_of(s, name) for name in HEADS}
    whole["icons"] = {name: drawing(name, _INK) for name in ICONS}
    whole["page"] = s.text("page {n} of {all}", n="{n}", all="{all}")
    whole["more"] = ""
    if len(said.posts.rows) > MOST:
        whole["posts"]["rows"] = []
        whole["more"] = s.text(
            mark(
                "With {n} posts, what each asks and should bring is not printed; the HTML page and "
                "the JSON list them all."
            ),
            n=s.number(len(said.posts.rows)),
        )
    return whole
