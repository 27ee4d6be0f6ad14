"""`balise import --how NETWORK`: where to click for the right export, and what is in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from textwrap import wrap

import click
from rich.text import Text

from balise.cli.printing import print_json, speech, stdout
from balise.reference.export_paths import COMMAND, ExportPath, path, paths
from balise.report.export_steps import said
from balise.words import Speech, mark

_WIDTH = 90
_SURE = {
    "official": mark("read on the network's own page"),
    "reported": mark("reported by users, not read on the network's own page"),
    "secondary": mark("from what we know of the file; the clicks were not checked"),
}


def how(name: str, *, as_json: bool) -> None:
    """Tell the way to one export; without a name, list the names.

    Raises
    ------
    click.BadParameter
        Where there is no such name.
    """
    if not name:
        print_json([_plain(one) for one in paths()]) if as_json else _list(speech())
        return
    found = path(name)
    if found is None:
        known = ", ".join(one.name for one in paths())
        template = mark("{name} is not known. Choose one of: {known}")
        told = speech().text(template, name=name, known=known)
        raise click.BadParameter(told, param_hint="--how")
    print_json(_plain(found)) if as_json else _tell(found, speech())


def _list(tongue: Speech) -> None:
    console = stdout()
    console.print(Text(f"{tongue.text(mark('Where to click, for each of these:'))} {COMMAND} …"))
    width = max(len(one.name) for one in paths())
    for one in paths():
        console.print(
            Text.assemble("  ", (one.name.ljust(width), "bold"), "  ", tongue.text(one.title))
        )


def _tell(one: ExportPath, tongue: Speech) -> None:
    console = stdout()
    width = min(console.width, _WIDTH)
    console.print(Text(tongue.text(one.title), style="bold"))
    for number, step in enumerate(one.steps, 1):
        for line in _hanging(f"{number:2}. ", said(step, one, tongue), width):
            console.print(line, soft_wrap=True)
    console.print()
    facts = [
        (tongue.text(title) if title else "", text) for title, text in _facts(one, tongue) if text
    ]
    label = max(len(title) for title, _ in facts) + 2
    for title, text in facts:
        for line in _hanging(title.ljust(label), text, width):
            console.print(line, soft_wrap=True)


def _hanging(label: str, text: str, width: int) -> Iterator[Text]:
    """Break a text at blanks, below a label; an address is never broken."""
    body = wrap(text, width - len(label), break_long_words=False, break_on_hyphens=False)
    for place, line in enumerate(body):
        yield Text.assemble((label if not place else " " * len(label), "dim"), line)


def _facts(one: ExportPath, tongue: Speech) -> Iterator[tuple[str, str]]:
    yield mark("File"), one.file
    yield mark("Holds"), tongue.text(one.holds)
    for place, line in enumerate(one.lacks):
        yield "" if place else mark("Lacks"), tongue.text(line)
    yield mark("How often"), tongue.text(one.often)
    yield mark("Not sure"), tongue.text(one.unsure) if one.unsure else ""
    if one.confidence in _SURE:
        sure = tongue.text(_SURE[one.confidence])
        yield mark("Checked"), f"{tongue.day(one.checked)} ({sure})"
    yield mark("See"), one.url


def _plain(one: ExportPath) -> dict[str, object]:
    tongue = speech()
    told = asdict(one)
    told["steps"] = [said(step, one, tongue) for step in one.steps]
    for name in ("title", "short", "holds", "often"):
        told[name] = tongue.text(told[name])
    told["unsure"] = tongue.text(one.unsure) if one.unsure else ""
    told["lacks"] = [tongue.text(line) for line in one.lacks]
    return {name: value for name, value in told.items() if name != "signs"}
