"""The files that a look back is written to: the review of one page, and the next strategy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from balise.cli.printing import keep, speech, stderr
from balise.cli.strategy_file import NAME
from balise.errors import ExtraMissingError, FileThereError
from balise.looking_back import Looking
from balise.report import review as reviews
from balise.words import Speech, mark
from balise.workspace import Workspace

REVIEW, NEXT = mark("The review: {path}"), mark("The next strategy: {path}")
_STEM = "review"


def strategy_file(given: Path | None, folder: Path) -> Path | None:
    """Find the file of the strategy: the one named, else here, else in the folder of Balise."""
    if given is not None:
        return given
    places = (Path(NAME), folder / NAME)
    return next((one for one in places if one.is_file()), None)


def free(file: Path | None) -> None:
    """See that the next strategy replaces nothing.

    Raises
    ------
    FileThereError
        Where a file is there already.
    """
    if file is not None and file.exists():
        raise FileThereError(file=file)


def write_review(space: Workspace, found: Looking, tongue: Speech) -> Iterator[tuple[str, Path]]:
    """Write the review as a page, and as a PDF where what makes it is installed."""
    told = found.review()
    for form in reviews.FORMS:
        path = space.folder / f"{_STEM}.{form}"
        try:
            keep(path, reviews.render(told, language=tongue.language, form=form))
        except ExtraMissingError as error:
            stderr().print(tongue.error(error), style="dim", markup=False)
            continue
        yield REVIEW, path


def write_next(text: str, file: Path) -> tuple[str, Path]:
    """Write the next strategy."""
    keep(file, text.encode())
    return NEXT, file


def unlisted(option: str, text: str, n: int) -> click.BadParameter:
    """Make the error of numbers that name no proposal."""
    said = (
        speech().text(mark("{text} is none of the numbers 1 to {n}, nor all."), text=text, n=n)
        if n
        else speech().text(mark("Nothing is proposed that could be accepted or refused."))
    )
    return click.BadParameter(said, param_hint=option)
