"""Write docs/reference.md from the program itself: verbs, formats, metrics, findings and errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

os.environ["BALISE_LANGUAGE"] = "en"  # before the verbs are imported: their help speaks the user's

import click

from balise import errors
from balise.cli import verbs as cli
from balise.domain.metric import METRICS
from balise.ingest.layouts import LAYOUTS
from balise.words.findings import SENTENCES

TARGET = Path(__file__).resolve().parents[1] / "docs" / "reference.md"


def verbs() -> Iterator[str]:
    """Give the help of each verb."""
    for verb in cli.verbs():
        context = click.Context(verb, info_name=f"balise {verb.name}", terminal_width=90)
        yield f"### balise {verb.name}\n\n```\n{verb.get_help(context)}\n```\n"


def table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    """Write a Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def reference() -> str:
    """Compose the page."""
    tree = (errors.__doc__ or "").split("::\n\n")[1].split("\n\nAn error")[0]
    return "\n".join(
        [
            "# Reference\n",
            "Written by `make docs` from the program itself.\n",
            "## Verbs\n",
            "Exit status: 0 done, 1 the input is at fault (one line says what), 2 wrong usage.\n",
            *verbs(),
            "## Formats\n",
            table(
                ("format", "a row is"),
                ((f"`{x.name}`", x.subject) for x in (*LAYOUTS,)),
            ),
            "`x.archive` (the `tweets.js` of an archive of X) is read besides.\n",
            "## Metrics\n",
            table(
                ("metric", "unit", "adds up"),
                ((f"`{m.name}`", m.unit, "yes" if m.adds_up else "no") for m in METRICS.values()),
            ),
            "## Findings\n",
            table(("code", "sentence"), ((f"`{c}`", s) for c, s in SENTENCES.items())),
            "## Errors\n",
            f"```\n{tree}\n```\n",
        ]
    )


if __name__ == "__main__":
    page = reference()
    if "--check" in sys.argv:
        sys.exit(0 if TARGET.read_text(encoding="utf-8") == page else 1)
    TARGET.write_text(page, encoding="utf-8")
