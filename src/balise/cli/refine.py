"""`balise refine`: what became of the plan, and what the strategy should keep, stop or change."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cached_property
from getpass import getuser
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from balise.cli import refine_asking as asking, refine_files as files
from balise.cli.printing import (
    brand_option,
    folder_option,
    json_option,
    language_option,
    print_json,
    progress,
    speech,
    stdout,
)
from balise.cli.refine_asking import Said
from balise.cli.refine_shown import show
from balise.cli.strategy_file import NAME
from balise.domain.proposal import Proposal
from balise.domain.refinement import Refinement
from balise.looking_back import Looking
from balise.refine.changes import changed, proposed, shown
from balise.refine.refusals import refusal
from balise.report.plain.refined import plain
from balise.report.refined import Told, page
from balise.strategy import Strategy
from balise.words import Speech, mark
from balise.workspace import Workspace

_day = click.DateTime(formats=["%Y-%m-%d"])
_file = click.Path(path_type=Path, dir_okay=False)


@dataclass(frozen=True, kw_only=True)
class _Look:
    """What the verb works on: where, with which file, and what was found."""

    space: Workspace
    file: Path | None
    looking: Looking
    found: Refinement

    @property
    def target(self) -> Path:
        """The file that takes what is accepted."""
        return self.file or Path(NAME)

    @cached_property
    def proposals(self) -> tuple[Proposal, ...]:
        """What would change the strategy, in the order of its numbers."""
        return proposed(self.found.beliefs)

    @cached_property
    def open(self) -> tuple[int, ...]:
        """The numbers of what was not refused before."""
        every = enumerate(self.proposals, 1)
        return tuple(n for n, one in every if refusal(one, self.looking.decisions) is None)

    def of(self, numbers: Sequence[int]) -> list[Proposal]:
        return [self.proposals[n - 1] for n in numbers]

    def diff(self, numbers: Sequence[int]) -> str:
        before = self.looking.strategy.dump()
        return shown(before, changed(before, self.of(numbers)), file=self.target.name)


@click.command(
    "refine",
    help=speech().text(
        mark(
            "Look back at the plan: what was done, what came of it against its forecast, and what "
            "the strategy should keep, stop, change or test next; proposals are accepted one by "
            "one, and nothing else changes."
        )
    ),
)
@folder_option
@brand_option
@click.option(
    "--strategy",
    type=_file,
    metavar="FILE",
    help=speech().text(mark("The strategy (default: strategy.toml here, else the one kept last).")),
)
@click.option(
    "--as-of",
    type=_day,
    metavar="DAY",
    help=speech().text(mark("Look back as on the evening of this day (default: now).")),
)
@click.option(
    "--accept",
    metavar="NUMBERS",
    help=speech().text(mark("Accept proposals by number, such as 1,3, or all.")),
)
@click.option(
    "--refuse",
    metavar="NUMBERS",
    help=speech().text(mark("Refuse proposals by number; they are not asked again.")),
)
@click.option(
    "--ask/--no-ask",
    "is_asked",
    default=None,
    help=speech().text(mark("Ask about each proposal (default: on a terminal).")),
)
@click.option("--by", default="", metavar="NAME", help=speech().text(mark("Who decides.")))
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help=speech().text(mark("List also all that stays without clear evidence.")),
)
@click.option(
    "--review",
    is_flag=True,
    help=speech().text(
        mark("Write the review of the period that ended last, one page (HTML, and PDF).")
    ),
)
@click.option(
    "--next",
    "next_file",
    type=_file,
    metavar="FILE",
    help=speech().text(mark("Write the next period's strategy from what was learnt.")),
)
@language_option
@json_option
def refine(  # noqa: PLR0913 - one parameter an option
    *,
    folder: str | None,
    brand: str | None,
    strategy: Path | None,
    as_of: datetime | None,
    accept: str | None,
    refuse: str | None,
    is_asked: bool | None,
    by: str,
    everything: bool,
    review: bool,
    next_file: Path | None,
    language: str | None,
    as_json: bool,
) -> None:
    """Look back, show, ask, and write what was accepted."""
    tongue = speech(language)
    files.free(next_file)
    look = _looked(folder, brand, strategy, as_of, tongue)
    said = _given(look, accept, refuse)
    if not as_json:
        _show(look, tongue, everything=everything)
    is_open = sys.stdin.isatty() and sys.stdout.isatty() if is_asked is None else is_asked
    if said is None and is_open and not as_json and look.open:
        said = _ask(look)
    written = [*_decided(look, said or Said(), by)]
    if review:
        written += files.write_review(look.space, look.looking, tongue)
    if next_file is not None:
        text = look.space.succeed(
            look.looking.brand, now=look.looking.now, strategy=_as_decided(look, said)
        )
        written.append(files.write_next(text, next_file))
    if as_json:
        _print(look, said or Said(), written, tongue)
        return
    _close(look, said, written, tongue)


def _looked(
    folder: str | None,
    brand: str | None,
    strategy: Path | None,
    as_of: datetime | None,
    tongue: Speech,
) -> _Look:
    space = Workspace.open(folder)
    file = files.strategy_file(strategy, space.folder)
    ours = Strategy.load(file) if file is not None else None
    name = space.brand(brand)
    with progress() as told:
        told(tongue.text(mark("Looking back")), 0)
        zone = (ours or space.strategy(name)).identity.timezone
        looking = space.looking(name, now=_moment(as_of, zone), strategy=ours)
        return _Look(space=space, file=file, looking=looking, found=looking.refinement())


def _moment(day: datetime | None, zone: str) -> datetime:
    """Give the last second of a local day; without one, now."""
    if day is None:
        return datetime.now(UTC)
    after = day.date() + timedelta(days=1)
    return datetime.combine(after, time(), ZoneInfo(zone)).astimezone(UTC) - timedelta(seconds=1)


def _given(look: _Look, accept: str | None, refuse: str | None) -> Said | None:
    """Read what the options say; None where there are none.

    Raises
    ------
    click.UsageError
        Where a number names no proposal, or is both accepted and refused.
    """
    if accept is None and refuse is None:
        return None
    said = Said(
        accepted=_numbers(look, "--accept", accept), refused=_numbers(look, "--refuse", refuse)
    )
    both = {*said.accepted} & {*said.refused}
    if both:
        told = mark("Number {n} cannot be both accepted and refused.")
        raise click.UsageError(speech().text(told, n=min(both)))
    return said


def _numbers(look: _Look, option: str, text: str | None) -> tuple[int, ...]:
    if text is None:
        return ()
    found = asking.chosen(text, len(look.proposals), look.open)
    if found is None:
        raise files.unlisted(option, text, len(look.proposals))
    return found


def _ask(look: _Look) -> Said:
    beliefs = [*asking.each(look.found.beliefs, look.proposals)]
    waiting = [(n, beliefs[n - 1]) for n in look.open]
    return asking.ask(waiting, look.looking.strategy.dump(), file=look.target.name)


def _decided(look: _Look, said: Said, by: str) -> list[tuple[str, Path]]:
    """Keep what was decided; gives the file that was written."""
    brand, now = look.looking.brand, look.looking.now
    accepted, refused = look.of(said.accepted), look.of(said.refused)
    by = by.strip() or getuser()
    if accepted:
        new = look.space.accept(accepted, brand, refused=refused, by=by, file=look.file, now=now)
        if look.file is None:
            new.save(look.target)
        return [(mark("The strategy: {path}"), look.target)]
    if refused:
        look.space.refuse(refused, brand, by=by, now=now)
    return []


def _as_decided(look: _Look, said: Said | None) -> Strategy:
    """Give the strategy as it stands now."""
    is_new = said is not None and bool(said.accepted)
    return look.space.strategy(look.looking.brand) if is_new else look.looking.strategy


def _show(look: _Look, tongue: Speech, *, everything: bool) -> None:
    back = look.looking
    told = Told(
        brand=back.brand,
        strategy=back.strategy,
        found=look.found,
        kpis=tuple(back.fits),
        decisions=back.decisions,
        has_plan=back.plan is not None,
        is_made_up=back.is_made_up,
        everything=everything,
    )
    show(page(told, tongue.language), tongue, stdout())


def _print(look: _Look, said: Said, written: Sequence[tuple[str, Path]], tongue: Speech) -> None:
    waiting = [n for n in look.open if n not in {*said.accepted, *said.refused}]
    print_json({
        "as_of": look.looking.now.isoformat(),
        **plain(look.found, look.proposals, tongue),
        "diff": look.diff(said.accepted or waiting),
        "open": waiting,
        "accepted": list(said.accepted),
        "refused": list(said.refused),
        "written": [str(path) for _, path in written],
    })  # fmt: skip


def _close(
    look: _Look, said: Said | None, written: Sequence[tuple[str, Path]], tongue: Speech
) -> None:
    """Show what would change and how to accept it; or what was decided, and the files."""
    console = stdout()
    if said is None and look.open:
        title = tongue.text(mark("What would change in {file}"), file=look.target.name)
        console.print(title, style="bold", markup=False)
        console.print(asking.coloured(look.diff(look.open)), soft_wrap=True)
        console.print()
        console.print(
            tongue.text(
                mark(
                    "Nothing was changed. Accept: balise refine --accept 1 (or all); "
                    "refuse: --refuse 1"
                )
            ),
            style="dim",
            markup=False,
            soft_wrap=True,
        )
    elif said is not None:
        told = mark("{accepted} accepted, {refused} refused.")
        counts = {name: tongue.number(len(getattr(said, name))) for name in ("accepted", "refused")}
        console.print(tongue.text(told, **counts), style="green", markup=False)
    for each, path in written:
        console.print(tongue.text(each, path=path.resolve()), markup=False, soft_wrap=True)
