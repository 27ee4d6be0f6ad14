"""`balise tag`: what past posts are about, proposed with a reason and confirmed by you."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path

import click
from rich.markup import escape

from balise.cli import tag_asking, tag_table
from balise.cli.printing import (
    brand_option,
    folder_option,
    json_option,
    print_json,
    progress,
    speech,
    stdout,
)
from balise.cli.strategy_file import strategy_of, strategy_option
from balise.domain.ports import MeasuredPost
from balise.domain.tag import TAG_FIELDS, Field, Proposed, Subject, Tag
from balise.report.tag_words import counted, standing
from balise.tagging import subjects_of
from balise.words import mark
from balise.workspace import Workspace

_SHOWN = 3
_NAMED = 5
_GROUPS = mark(
    "Groups of like posts have no name of yours yet: confirm them with --ask or by --export."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What the verb works on."""

    space: Workspace
    brand: str
    field: Field
    subjects: tuple[Subject, ...]
    by: str

    def propose(self) -> Proposed:
        with progress() as told:
            told(speech().text(mark("Reading posts")), 0)
            return self.space.propose_tags(self.brand, field=self.field, subjects=self.subjects)

    def posts(self) -> dict[str, MeasuredPost]:
        return {found.post.uid: found for found in self.space.store.posts(self.brand)}

    def confirm(self, tags: Sequence[Tag]) -> int:
        return self.space.confirm_tags(tags, self.brand, by=self.by)

    def n_confirmed(self) -> int:
        tags = self.space.store.tags(self.brand)
        return sum(tag.field == self.field and tag.confirmed_at is not None for tag in tags)


@click.command(
    "tag",
    help=speech().text(
        mark(
            "Propose a pillar, theme or campaign for past posts; what you confirm counts in "
            "reports, and nothing else does."
        )
    ),
)
@click.option(
    "--field",
    type=click.Choice(TAG_FIELDS),
    default="pillar",
    show_default=True,
    help=speech().text(mark("What is proposed.")),
)
@strategy_option
@click.option(
    "--accept-all-above",
    "above",
    type=click.FloatRange(0, 1),
    metavar="SCORE",
    help=speech().text(mark("Confirm every proposal with at least this score, such as 0.9.")),
)
@click.option(
    "--export",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=speech().text(mark("Write the proposals as a table (CSV) to decide on in a spreadsheet.")),
)
@click.option(
    "--import",
    "decided",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=speech().text(mark("Read the decisions of such a table back.")),
)
@click.option(
    "--ask/--no-ask",
    "is_asked",
    default=None,
    help=speech().text(mark("Show batches of ten and ask (default: on a terminal).")),
)
@click.option("--by", default="", metavar="NAME", help=speech().text(mark("Who confirms.")))
@folder_option
@brand_option
@json_option
def tag(  # noqa: PLR0913 - one parameter an option
    *,
    field: Field,
    strategy: Path | None,
    above: float | None,
    target: Path | None,
    decided: Path | None,
    is_asked: bool | None,
    by: str,
    folder: str | None,
    brand: str | None,
    as_json: bool,
) -> None:
    """Propose tags, and confirm those that are accepted."""
    if sum(one is not None for one in (above, target, decided)) > 1:
        raise click.UsageError(
            speech().text(mark("--accept-all-above, --export and --import go one at a time."))
        )
    subjects = subjects_of(strategy_of(strategy), field)
    space = Workspace.open(folder)
    asked = _Asked(
        space=space, brand=space.brand(brand), field=field, subjects=subjects, by=by.strip()
    )
    if decided is not None:
        _decide(asked, decided, as_json=as_json)
    elif target is not None:
        _export(asked, target, as_json=as_json)
    elif above is not None:
        _accept(asked, above, as_json=as_json)
    else:
        is_open = sys.stdin.isatty() and sys.stdout.isatty() if is_asked is None else is_asked
        _propose(asked, is_asked=is_open and not as_json, as_json=as_json)


def _propose(asked: _Asked, *, is_asked: bool, as_json: bool) -> None:
    found = asked.propose()
    if as_json:
        print_json(plain(found, asked.n_confirmed()))
        return
    posts = asked.posts()
    _say(counted(speech(), found, asked.n_confirmed()), "bold")
    _say(standing(speech(), found))
    if not is_asked:
        _summary(found, posts)
        return
    if found.proposals:
        done = tag_asking.ask(found, posts, asked.confirm)
        _say_confirmed(done)


def _export(asked: _Asked, target: Path, *, as_json: bool) -> None:
    found = asked.propose()
    n = tag_table.write(target, found, asked.posts())
    if as_json:
        print_json({**plain(found, asked.n_confirmed()), "written": str(target), "rows": n})
        return
    _say(speech().plural(mark("{n} row written: {path}"), mark("{n} rows written: {path}"), n,
                         path=target))  # fmt: skip
    _say(standing(speech(), found))
    _say(speech().text(
        mark(
            "Write yes, no or another name in the column decision, then: balise tag --import {path}"
        ),
        path=target,
    ))  # fmt: skip


def _accept(asked: _Asked, above: float, *, as_json: bool) -> None:
    found = asked.propose()
    if found.is_grouped and found.proposals:
        raise click.UsageError(speech().text(_GROUPS))
    tags = [
        Tag(uid=one.uid, field=one.field, value=one.value, source=one.source, is_seen=False)
        for one in found.proposals
        if one.score >= above
    ]
    done = asked.confirm(tags)
    if as_json:
        print_json({**plain(asked.propose(), asked.n_confirmed()), "newly_confirmed": done})
        return
    _say_confirmed(done)
    _say(standing(speech(), found))
    _say(counted(speech(), asked.propose(), asked.n_confirmed()))


def _decide(asked: _Asked, decided: Path, *, as_json: bool) -> None:
    found = tag_table.read(decided, asked.field, asked.posts())
    done = asked.confirm(found.tags)
    names = {subject.name for subject in asked.subjects}
    foreign = sorted({tag.value for tag in found.tags if tag.value} - names) if names else []
    if as_json:
        print_json({
            "newly_confirmed": done, "decisions": len(found.tags), "unknown": found.unknown,
            "too_long": found.too_long, "not_in_strategy": foreign,
        })  # fmt: skip
        return
    _say_confirmed(done)
    told = (
        (found.unknown, mark("No such post here, left out: {those}.")),
        (
            tuple(map(str, found.too_long)),
            mark("No name of 200 letters at most, on lines: {those}."),
        ),
        (tuple(foreign), mark("Not among the names of the strategy: {those}.")),
    )
    for those, sentence in told:
        if those:
            rest = len(those) - _NAMED
            shown = ", ".join(those[:_NAMED]) + (f" … (+{rest})" if rest > 0 else "")
            _say(speech().text(sentence, those=shown), "yellow")


def _summary(found: Proposed, posts: dict[str, MeasuredPost]) -> None:
    """Count each value, and show the surest posts of it."""
    console, tongue = stdout(), speech()
    for value, same in groupby(found.proposals, key=lambda one: one.value):
        mine = list(same)
        said = tongue.plural(mark("{n} post"), mark("{n} posts"), len(mine))
        if not found.is_grouped:
            sure = sum(one.score >= tag_asking.SURE for one in mine)
            said += " · " + tongue.text(mark("{n} with 0.9 or more"), n=tongue.number(sure))
        console.print()
        console.print(f"[bold]{escape(value)}[/bold]  [dim]{said}[/dim]")
        tag_asking.show(mine[:_SHOWN], posts, is_grouped=found.is_grouped)
    if found.is_grouped and found.proposals:
        console.print()
        _say(speech().text(mark("Name and confirm them: balise tag --ask, or --export tags.csv")),
             "dim")  # fmt: skip
    elif found.proposals:
        console.print()
        _say(speech().text(
            mark("Confirm them: balise tag --ask, --accept-all-above 0.9, or --export tags.csv")
        ), "dim")  # fmt: skip


def _say(line: str, style: str = "") -> None:
    stdout().print(line, style=style or None, markup=False, soft_wrap=True)


def _say_confirmed(n: int) -> None:
    _say(speech().plural(
        mark("{n} tag confirmed; the next report counts it."),
        mark("{n} tags confirmed; the next report counts them."),
        n,
    ), "green")  # fmt: skip


def plain(found: Proposed, n_confirmed: int) -> dict[str, object]:
    """Write what is proposed as plain values."""
    return {
        **asdict(found),
        "is_probability": bool(found.n_checked),
        "confirmed": n_confirmed,
        "note": standing(speech(), found),
    }
