"""`balise mcp`: tools for an assistant, over standard input and output."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

import click

from balise.cli.printing import folder_option, language_option, speech
from balise.errors import ExtraMissingError
from balise.words import mark


@click.command(
    "mcp",
    help=speech().text(
        mark(
            "Give an assistant tools (MCP over standard input and output): it plans, checks, "
            "explains and learns, and approves nothing. BALISE_TOKEN says for whom it asks."
        )
    ),
)
@folder_option
@language_option
def mcp(*, folder: str | None, language: str | None) -> None:
    """Answer an assistant until it goes away."""
    if find_spec("mcp") is None:
        raise ExtraMissingError(extra="mcp", what="balise mcp")
    # Its room is beside ours, and neither knows the other but by name.
    import_module("balise.mcp.__main__").main(folder, speech(language).language)
