"""What the verbs share: the user's language, the two consoles, progress and options."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

import click
from rich.console import Console, ConsoleOptions, RenderableType
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.segment import Segment

from balise.errors import FileDeniedError
from balise.words import LANGUAGES, Speech, mark

_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Characters that a terminal obeys: escapes, and overrides of the direction of writing."""


class SafeConsole(Console):
    """A console that shows the commands in texts of others as U+FFFD instead of obeying them."""

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Render, the colours and moves of our own kept."""
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control else _COMMANDS.sub("\ufffd", text), style, control)


def user_language() -> str:
    """Tell the language of the user: `BALISE_LANGUAGE`, else that of the terminal."""
    for name in ("BALISE_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        code = os.environ.get(name, "")[:2].lower()
        if code in LANGUAGES:
            return code
    return "en"


_ASKED: ContextVar[str | None] = ContextVar("language", default=None)
"""The language that a verb was asked to speak: its errors are said in it too."""


def speech(language: str | None = None) -> Speech:
    """Speak the language asked for, else that of the verb, else the user's."""
    return Speech(language or _ASKED.get() or user_language())


def speak(language: str | None) -> str | None:
    """Keep the language that the verb was asked to speak; `None` is the user's."""
    _ASKED.set(language)
    return language


def stdout() -> Console:
    """Give the console of results; no colour and a fixed width where it is not a terminal."""
    return SafeConsole(width=None if sys.stdout.isatty() else 120, highlight=False)


def stderr() -> Console:
    """Give the console of messages."""
    return SafeConsole(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def progress() -> Iterator[Callable[[str, int], None]]:
    """Show what is under way, on a terminal only, and clear it at the end."""
    console = stderr()
    if not console.is_terminal:
        yield lambda _name, _rows: None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bars:
        task = bars.add_task("", total=None)  # how many rows a file has is known at its end

        def told(name: str, rows: int) -> None:
            said = f"{name}  {speech().number(rows)}" if rows else name
            bars.update(task, description=said)

        yield told


def print_json(value: object) -> None:
    """Write a result for programs."""
    say_json(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def say_json(written: str) -> None:
    """Write JSON; what a terminal obeys, or has no sign for, is escaped and says the same."""
    if "utf" not in (sys.stdout.encoding or "").lower():
        written = json.dumps(json.loads(written), indent=1)
    click.echo(_COMMANDS.sub(lambda found: f"\\u{ord(found[0]):04x}", written))


def keep(file: Path, content: bytes) -> None:
    """Write a file and the folders above it.

    Raises
    ------
    FileDeniedError
        Where the system does not let us.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as error:
        raise FileDeniedError(file=file, reason=error.strerror or type(error).__name__) from error


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
    callback=lambda _context, _option, language: speak(language),
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
