"""`balise ideas`: what could be posted, by pillar, stage and format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from textwrap import wrap

import click
from rich.console import Console
from rich.text import Text

from balise.cli.printing import json_option, language_option, print_json, speech, stdout
from balise.domain.strategy import STAGES
from balise.errors import AnswerError
from balise.strategy import spoken
from balise.strategy.starter import OTHER, Idea, Starter, slugs, starter
from balise.words import Speech, mark

_WIDTH = 92


@click.command(
    "ideas",
    help=speech().text(
        mark("Show ideas of a starter that are ready to film, photograph or write.")
    ),
)
@click.option(
    "--starter",
    "slug",
    type=click.Choice([*slugs(), OTHER]),
    required=True,
    help=speech().text(mark("Which starter.")),
)
@click.option("--pillar", metavar="NAME", help=speech().text(mark("Only those of this pillar.")))
@click.option(
    "--stage",
    type=click.Choice(list(STAGES)),
    help=speech().text(mark("Only those of this stage.")),
)
@click.option(
    "--kind", metavar="KIND", help=speech().text(mark("Only those of this format, such as image."))
)
@click.option(
    "--most",
    type=click.IntRange(min=1),
    metavar="N",
    help=speech().text(mark("So many at most (default: all).")),
)
@language_option
@json_option
def ideas(  # noqa: PLR0913 - one parameter an option
    *,
    slug: str,
    pillar: str | None,
    stage: str | None,
    kind: str | None,
    most: int | None,
    language: str | None,
    as_json: bool,
) -> None:
    """Choose and print."""
    tongue = speech(language)
    one = starter(slug, tongue.language)
    names = [row["name"] for row in one.given["pillars"]]
    kinds = sorted({idea.kind for idea in one.ideas})
    found = one.choose(
        pillar=_among(pillar, names, "--pillar"),
        stage=stage or "",
        kind=_among(kind, kinds, "--kind"),
    )[:most]
    if as_json:
        print_json({"note": one.note, "ideas": [asdict(idea) for idea in found]})
        return
    show(one, found, tongue, stdout())


def _among(text: str | None, names: list[str], option: str) -> str:
    """Choose a name by its beginning, without accents.

    Raises
    ------
    click.BadParameter
        Where there is none, with those that there are.
    """
    if text is None:
        return ""
    try:
        return spoken.one_of(text, names, {})
    except AnswerError as error:
        said = speech().text(mark("There are: {names}."), names=", ".join(names))
        raise click.BadParameter(said, param_hint=option) from error


def show(one: Starter, found: Iterable[Idea], tongue: Speech, console: Console) -> None:
    """Print what to mind, then the ideas."""
    every = tuple(found)
    _print(one.note, console, style="italic")
    console.print()
    for n, idea in enumerate(every, 1):
        about = (tongue.term("kind", idea.kind), idea.pillar, tongue.term("stage", idea.stage))
        console.print(
            Text.assemble((f"{n}. {idea.title}", "bold"), (f"  {' · '.join(about)}", "dim"))
        )
        _print(idea.hook, console)
        for shot in idea.shots:
            _print(f"– {shot}", console)
        _print(f"→ {idea.ask}", console, style="green")
        console.print()
    console.print(
        tongue.plural(mark("{n} idea"), mark("{n} ideas"), len(every)), style="dim", markup=False
    )


def _print(text: str, console: Console, *, style: str = "") -> None:
    for line in wrap(text, _WIDTH, break_on_hyphens=False):
        console.print(Text(f"   {line}", style=style), soft_wrap=True)
