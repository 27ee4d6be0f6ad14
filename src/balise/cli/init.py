"""`balise init`: from nothing to a strategy and a road map of one page."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import click

from balise.cli import asking
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
from balise.errors import FileDeniedError, StrategyThereError
from balise.strategy import kinds
from balise.strategy.answers import Answers, Background
from balise.strategy.interview import STEPS
from balise.words import Speech, mark

FILE = "strategy.toml"
STEM = "roadmap"
FORMS = ("html", "pdf")
WRITTEN = mark("The strategy: {path}")
MAP = mark("The road map: {path}")
_day = click.DateTime(formats=["%Y-%m-%d"])
_NEAR = 5
"""Years from today within which a strategy begins."""
_HELP: Mapping[str, str] = {
    "starter": mark("What you are: {slugs}."),
    "name": mark("What it is called."),
    "want": mark("What you want first: {wants}."),
    "kpi": mark("What you will count: a metric, or a name such as till or tickets."),
    "target": mark("How many by when, and before: “160 by 2027-02-28, 90 before”."),
    "audience": mark("For whom: “young parents 25-40 BE FR”."),
    "hours": mark("Hours a week for all of it."),
    "accounts": mark("Networks with handle, followers, posts a week: “instagram shop 340 2, x”."),
    "pillars": mark("The pillars of the starter to keep, by number or name."),
    "voice": mark("Tone, #hashtags, and competitors as network:handle."),
}


def _questions(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Give the verb an option for each question."""
    from balise.strategy.starter import OTHER, slugs  # noqa: PLC0415 - only their names
    from balise.strategy.wants import WANTS  # noqa: PLC0415

    named = {"slugs": ", ".join((*slugs(), OTHER)), "wants": ", ".join(WANTS)}
    for step in reversed(STEPS):
        said = speech().text(_HELP[step.name], **named)
        verb = click.option(f"--{step.name}", metavar="TEXT", help=said)(verb)
    return verb


@click.command(
    "init",
    help=speech().text(
        mark(
            "Ask ten questions at most, and write a commented strategy.toml and a road map of one "
            "page. Every question has a proposal, and an option that answers it."
        )
    ),
)
@_questions
@click.option(
    "--starts", type=_day, metavar="DAY",
    help=speech().text(mark("First day (default: next Monday).")),
)  # fmt: skip
@click.option(
    "--timezone", metavar="ZONE",
    help=speech().text(mark("Time zone of your readers (default: this computer's).")),
)  # fmt: skip
@click.option("--currency", metavar="CODE", help=speech().text(mark("Three letters, such as EUR.")))
@click.option(
    "--url", metavar="ADDRESS",
    help=speech().text(mark("Where the calls to action of sales lead; use a tracked link.")),
)  # fmt: skip
@click.option(
    "--code", metavar="CODE",
    help=speech().text(mark("The code that tells at the till that a post brought somebody.")),
)  # fmt: skip
@click.option(
    "--yes", "-y", is_flag=True,
    help=speech().text(mark("Ask nothing: take the proposal where no option answers.")),
)  # fmt: skip
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), default=FILE, show_default=True,
    metavar="FILE", help=speech().text(mark("Where to write the strategy.")),
)  # fmt: skip
@click.option(
    "--form", type=click.Choice(FORMS), default="html", show_default=True,
    help=speech().text(mark("Form of the road map, which is written beside the strategy.")),
)  # fmt: skip
@folder_option
@brand_option
@click.option("--force", is_flag=True, help=speech().text(mark("Replace files that are there.")))
@language_option
@json_option
def init(  # noqa: PLR0913 - one parameter an option
    *,
    starts: datetime | None,
    timezone: str | None,
    currency: str | None,
    url: str | None,
    code: str | None,
    yes: bool,
    output: Path,
    form: str,
    force: bool,
    folder: str | None,
    brand: str | None,
    language: str | None,
    as_json: bool,
    **given: str | None,
) -> None:
    """Ask, draft, write."""
    tongue = speech(language)
    files = output, output.with_name(f"{STEM}.{form}")
    _free(files, force=force)
    texts = {name: text for name, text in given.items() if text is not None}
    first = _first(starts)
    known = background(folder, brand, tongue)
    begun = Answers.begun(language=tongue.language, today=_today(), starts=first)
    begun = replace(
        begun,
        timezone=_checked("--timezone", timezone, kinds.ZONE) or known.timezone or _zone(),
        currency=_checked("--currency", currency, kinds.CURRENCY),
        url=_checked("--url", url, kinds.URL),
        code=_checked("--code", code, kinds.NAME),
    )
    answers = asking.ask(begun, texts, known, asks=not yes)
    _write(answers, known, files, as_json=as_json)


def _write(answers: Answers, known: Background, files: tuple[Path, Path], *, as_json: bool) -> None:
    """Make both files before either is written, and tell what they say."""
    from balise.cli import drawing, roadmap  # noqa: PLC0415 - see there
    from balise.report import roadmap_forms as forms  # noqa: PLC0415 - as above

    tongue, (file, target) = Speech(answers.language), files
    strategy, road = drawing.made(answers, known, file=file.name)
    page = forms.render(road, language=tongue.language, form=target.suffix[1:])
    _put(target, page)
    _put(file, strategy.dump().encode())
    if as_json:
        print_json(drawing.told(answers, strategy, road, files))
        return
    roadmap.show(forms.page(road, tongue.language), tongue, stdout())
    for said, path in ((WRITTEN, file), (MAP, target)):
        stdout().print(tongue.text(said, path=path.resolve()), markup=False, soft_wrap=True)


def background(folder: str | None, brand: str | None, tongue: Speech) -> Background:
    """Tell what is known before the first question: where nothing was imported, nothing.

    A folder is only opened where there is one: who begins has none, and none is made.
    """
    place = folder or os.environ.get("BALISE_FOLDER") or "balise"
    is_server = place.startswith(("postgres://", "postgresql://"))
    if not (is_server or Path(place, "balise.db").is_file()):
        return Background()
    from balise.workspace import Workspace  # noqa: PLC0415 - only where there are data

    space = Workspace.open(place)
    if not space.brands():
        return Background()
    with progress() as told:
        told(tongue.text(mark("Reading what is known")), 0)
        return space.background(brand, language=tongue.language)


def _free(files: tuple[Path, ...], *, force: bool) -> None:
    """See that the files may be written, before anything is asked.

    Raises
    ------
    StrategyThereError
        Where one is there already.
    """
    for file in files:
        if file.exists() and not (force and file.is_file()):
            raise StrategyThereError(file=file.name)
        folder = file.parent
        if not folder.is_dir() or not os.access(folder, os.W_OK):
            reason = speech().text(mark("there is no such folder, or it may not be written"))
            raise FileDeniedError(file=folder, reason=reason)


def _put(file: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    Raises
    ------
    FileDeniedError
        Where the system does not let us.
    """
    try:
        with NamedTemporaryFile("wb", dir=file.parent, prefix=".", delete=False) as draft_:
            draft_.write(content)
        Path(draft_.name).chmod(0o644)
        Path(draft_.name).replace(file)
    except OSError as error:
        raise FileDeniedError(file=file, reason=error.strerror or type(error).__name__) from error


def _checked(option: str, text: str | None, kind: kinds.Kind) -> str:
    if not text:
        return ""
    try:
        return str(kind.take(text))
    except ValueError as error:
        expected = speech().text(kind.expected)
        said = speech().text(mark("Write: {expected}."), expected=expected)
        raise click.BadParameter(said, param_hint=option) from error


def _zone() -> str:
    """Name the zone of this computer; where it is set to none, a starter's is better."""
    from tzlocal import get_localzone_name  # noqa: PLC0415 - where no option says it

    zone = get_localzone_name() or ""
    return "" if re.fullmatch(r"(?:Etc/)?(?:UTC|GMT|UCT|Zulu|Universal|Greenwich)", zone) else zone


def _first(starts: datetime | None) -> date | None:
    """Take the first day, as long as it is of these years."""
    if starts is not None and abs(starts.year - _today().year) > _NEAR:
        said = speech().text(mark("Write a day within {n} years of today."), n=_NEAR)
        raise click.BadParameter(said, param_hint="--starts")
    return starts.date() if starts else None


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day on the user's own calendar
