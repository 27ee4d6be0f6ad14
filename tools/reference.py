"""Write docs/reference.md from the program itself."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

os.environ["BALISE_LANGUAGE"] = "en"  # before the verbs are imported: their help speaks the user's

import click
import reference_pages as web

from balise import errors
from balise.cli import verbs as cli
from balise.domain.metric import METRICS
from balise.domain.team import Right
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


def team() -> Iterator[str]:
    """Give what pages, programs and assistants may ask for, and who may."""
    yield "## Environment\n"
    yield table(("variable", "what it says"), web.variables())
    yield "## Roles\n"
    yield table(("role", "what it is for", *(f"`{right}`" for right in Right)), web.roles())
    yield "Owners of the installation own every brand. A client may also come by a link.\n"
    yield "## Scopes of tokens\n"
    yield table(("scope", "what it allows", "where nothing else is said"), web.scopes())
    yield "A token may do what both its scopes and the role of its person allow.\n"
    yield "## Pages\n"
    yield "BRAND stands for the name of a brand, other capitals for what a page links to.\n"
    yield table(("address", "what it is", "to read", "to send"), web.pages())
    yield "## API\n"
    yield "Below `/api/v1`; `/api/v1/docs` says what each takes and answers.\n"
    yield table(("call", "what it does", "needs"), web.calls())
    yield "## Events of webhooks\n"
    yield table(("event", "when, and what is told besides"), web.events())
    yield "## Tools of assistants (MCP)\n"
    yield table(("tool", "what it does", "takes", "looks or changes"), web.tools())
    yield "## Kinds of long work\n"
    yield table(("kind", "what it does, and takes"), web.kinds())


def reference() -> str:
    """Compose the page."""
    tree = (errors.__doc__ or "").split("::\n\n")[1].split("\n\nAn error")[0]
    return "\n".join(
        [
            "# Reference\n",
            "Written by `make docs` from the program itself.\n",
            "## Verbs\n",
            table(
                ("exit status", "what it says"),
                iter(
                    (
                        ("0", "done"),
                        ("1", "not done: one line says what is at fault"),
                        ("2", "wrong usage: no such verb, option or value"),
                        ("130", "called off (Ctrl+C)"),
                    )
                ),
            ),
            *verbs(),
            *team(),
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
