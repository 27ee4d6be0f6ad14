"""What the verbs share: the user's language, the two consoles, progress and options."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from balise.words import LANGUAGES, Speech, mark


def user_language() -> str:
    """Tell the language of the user: `BALISE_LANGUAGE`, else that of the terminal."""
    for name in ("BALISE_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        code = os.environ.get(name, "")[:2].lower()
        if code in LANGUAGES:
            return code
    return "en"


@cache
def speech(language: str | None = None) -> Speech:
    """Speak the language asked for, else the user's."""
    return Speech(language or user_language())


def stdout() -> Console:
    """Give the console of results; no colour and a fixed width where it is not a terminal."""
    return Console(width=None if sys.stdout.isatty() else 120, highlight=False)


def stderr() -> Console:
    """Give the console of messages."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def progress(total: int | None = None) -> Iterator[Callable[[str, int], None]]:
    """Show what is under way, on a terminal only, and clear it at the end."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    console = stderr()
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bars:
        task = bars.add_task("", total=total)
        seen: set[str] = set()

        def told(name: str, rows: int) -> None:
            seen.add(name)
            said = f"{name}  {speech().number(rows)}" if rows else name
            bars.update(task, description=said, completed=len(seen))

        yield told


def print_json(value: object) -> None:
    """Write a result for programs."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))


folder_option = click.option(
    "--folder",
    metavar="PATH",
    help=speech().text(
        mark("Folder of Balise, or postgres:// address (default: BALISE_FOLDER, else ./balise).")
    ),
)
brand_option = click.option(
    "--brand", metavar="NAME", help=speech().text(mark("Brand, where there are several."))
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help=speech().text(mark("Write the result as JSON."))
)
language_option = click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help=speech().text(mark("Language of the answer (default: yours).")),
)
kpi_option = click.option(
    "--kpi",
    default="engagement",
    show_default=True,
    metavar="METRIC",
    help=speech().text(mark("What to compare posts by.")),
)
timezone_option = click.option(
    "--timezone",
    metavar="ZONE",
    help=speech().text(
        mark("Time zone of your readers, such as Europe/Brussels (default: this computer's).")
    ),
)
