"""`balise competitors`: a brand beside others, by what is public of both; and a grid to note it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from textwrap import wrap

import click
from rich.markup import escape
from rich.table import Table

from balise.cli.printing import (
    brand_option,
    folder_option,
    json_option,
    keep,
    language_option,
    print_json,
    speech,
    stdout,
)
from balise.cli.strategy_file import (
    followers_of,
    strategy_of,
    strategy_option,
)
from balise.domain.audit import Share
from balise.errors import FileThereError
from balise.ingest import grid as layout
from balise.report.competition import Competition, Party
from balise.report.competition_words import (
    NOT_CAUSAL,
    equal_said,
    left_out,
    rhythm_said,
    share_said,
    suggestions,
)
from balise.tagging import subjects_of
from balise.words import Speech, mark
from balise.workspace import Workspace

_MOST = 6
_WIDTH = 98
_UNNAMED = "brand"
"""The name of a brand that nobody named: that of its strategy says more."""
_NONE = mark(
    "No posts of a competitor yet. Write a grid with: balise competitors grid --out grid.csv, "
    "note ten posts, then: balise import --competitor NAME grid.csv"
)


@click.group(
    "competitors",
    invoke_without_command=True,
    help=speech().text(
        mark("Compare with competitors by what is public: engagement, rhythm, formats, subjects.")
    ),
)
@strategy_option
@folder_option
@brand_option
@json_option
@click.pass_context
def competitors(
    context: click.Context,
    *,
    strategy: Path | None,
    folder: str | None,
    brand: str | None,
    as_json: bool,
) -> None:
    """Print the comparison, where no other verb follows."""
    if context.invoked_subcommand is not None:
        return
    own = strategy_of(strategy)
    found = Workspace.open(folder).competition(
        brand,
        pillars=subjects_of(own, "pillar"),
        positioning=own.identity.positioning if own else "",
        followers=followers_of(own),
    )
    if found.own.name == _UNNAMED:
        name = own.identity.name if own else speech().term("brand", _UNNAMED)
        found = replace(found, own=replace(found.own, name=name))
    if as_json:
        print_json(plain(found))
        return
    show(found, speech())


@competitors.command(
    "grid",
    help=speech().text(
        mark("Write a table to note ten public posts of a competitor by hand, in a quarter hour.")
    ),
)
@click.option(
    "--out",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE",
    help=speech().text(mark("Where to write it (CSV).")),
)
@language_option
def grid(*, target: Path, language: str | None) -> None:
    """Write the empty grid with one example line."""
    tongue = speech(language)
    if target.exists():
        raise FileThereError(file=target)
    keep(target, layout.empty(tongue.language).encode("utf-8-sig"))
    _say(tongue.text(mark("Written: {path}"), path=target))
    _say(tongue.text(
        mark("Note ten posts, one a line, then: balise import --competitor NAME {path}"),
        path=target,
    ))  # fmt: skip


def plain(found: Competition) -> dict[str, object]:
    """Write the comparison as plain values."""
    return {
        **asdict(found),
        "suggestions": list(suggestions(speech(), found)),
        "note": speech().text(NOT_CAUSAL),
    }


def show(found: Competition, tongue: Speech) -> None:
    """Print the comparison."""
    if not found.rivals:
        _say(tongue.text(_NONE))
        return
    _title(tongue.text(mark("{brand} and its competitors"), brand=found.own.name))
    _say("  " + tongue.text(NOT_CAUSAL), "dim")
    _side_by_side(found, tongue)
    _title(tongue.text(mark("Engagement at equal follower size")))
    _say("  " + tongue.text(
        mark("Assumed: twice the followers bring 1.2 to 2.5 times the engagement. 90 % intervals.")
    ), "dim")  # fmt: skip
    for one in found.equals:
        _lines(equal_said(tongue, one))
        if left_out(tongue, one):
            for line in wrap(left_out(tongue, one), _WIDTH - 4, break_on_hyphens=False):
                _say(f"    {line}", "dim")
    _title(tongue.text(mark("Suggestions, not proofs")))
    if found.positioning:
        _say("  " + tongue.text(mark("Your positioning: {said}"), said=found.positioning), "dim")
    _say("  " + tongue.text(
        mark("On the networks of each competitor, where the 90 % intervals do not meet.")
    ), "dim")  # fmt: skip
    said = list(suggestions(tongue, found))
    for line in said:
        _lines(line)
    if not said:
        _lines(tongue.text(mark("No clear gap: what differs may be chance with so few posts.")))


def _side_by_side(found: Competition, tongue: Speech) -> None:
    parties = (found.own, *found.rivals)
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("", style="dim", no_wrap=True)
    for party in parties:
        name = tongue.text(mark("{name} (you)"), name=party.name) if party.is_own else party.name
        table.add_column(escape(name), overflow="fold")
    rows: tuple[tuple[str, Callable[[Party], str]], ...] = (
        (mark("Posts"), lambda party: tongue.number(party.n)),
        (mark("Posts a week"), lambda party: rhythm_said(tongue, party)),
        (mark("Formats"), lambda party: _habits(tongue, party.kinds, "kind") or tongue.text("n/a")),
        (mark("Pillars"), lambda party: _habits(tongue, party.pillars, "pillar")),
        (mark("Hashtags"), lambda party: _habits(tongue, party.hashtags, "hashtag")),
        (
            mark("Positioning"),
            lambda party: share_said(tongue, party.words) if party.words else "",
        ),
    )
    for title, cell in rows:
        cells = [cell(party) for party in parties]
        if any(cells):
            table.add_row(tongue.text(title), *map(escape, cells))
    stdout().print(table)


def _habits(tongue: Speech, habits: Sequence[Share], group: str) -> str:
    sign = "#" if group == "hashtag" else ""
    shown = [habit for habit in habits if habit.n][:_MOST]
    return "\n".join(
        f"{sign}{tongue.term(group, one.name)} {share_said(tongue, one)}" for one in shown
    )


def _title(said: str) -> None:
    stdout().print()
    _say(said, "bold")


def _lines(said: str) -> None:
    for place, line in enumerate(wrap(said, _WIDTH - 4, break_on_hyphens=False)):
        _say(("  • " if not place else "    ") + line)


def _say(line: str, style: str = "") -> None:
    stdout().print(line, style=style or None, markup=False, soft_wrap=True)
