"""`balise learn`: what drives the KPI, as a table of effects."""

from __future__ import annotations

from dataclasses import asdict

import click
from rich.table import Table

from balise.cli import explaining
from balise.cli.printing import (
    brand_option,
    folder_option,
    json_option,
    kpi_option,
    print_json,
    progress,
    speech,
    stdout,
)
from balise.domain.estimate import Estimate
from balise.report.details import split
from balise.report.names import of
from balise.words import mark
from balise.workspace import Workspace

_STYLES = {"better": "green", "worse": "red", "not enough data": "dim"}


@click.command(
    "learn",
    help=speech().text(mark("Learn what drives results, with an interval and a count for each.")),
)
@folder_option
@brand_option
@kpi_option
@click.option(
    "--seed",
    default=0,
    show_default=True,
    help=speech().text(mark("Seed of what is drawn at random.")),
)
@click.option(
    "--post",
    metavar="POST",
    help=speech().text(
        mark("Explain what is expected of this post instead: its id or its web address.")
    ),
)
@json_option
def learn(  # noqa: PLR0913 - one parameter an option
    *,
    folder: str | None,
    brand: str | None,
    kpi: str,
    seed: int,
    post: str | None,
    as_json: bool,
) -> None:
    """Fit the model and print the estimates, or why a result is expected of a post."""
    space = Workspace.open(folder)
    if post is not None:
        with progress() as told:
            told(speech().text(mark("Learning")), 0)
            found = space.explain(post, brand=brand, kpi=kpi, seed=seed)
        explaining.show(found, as_json=as_json)
        return
    with progress() as told:
        told(speech().text(mark("Learning")), 0)
        estimates = space.learn(brand, kpi=kpi, seed=seed).estimates()
    if as_json:
        print_json([asdict(estimate) for estimate in estimates])
        return
    stdout().print(_table(estimates))
    for bundle in (each for each in estimates if each.split is not None):
        stdout().print(split(speech(), bundle), markup=False, soft_wrap=True)


def _table(estimates: tuple[Estimate, ...]) -> Table:
    tongue = speech()
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in (mark("Factor"), mark("Level")):
        table.add_column(tongue.text(title))
    for title in (mark("Posts"), mark("Effect"), mark("90 % interval")):
        table.add_column(tongue.text(title), justify="right")
    for title in (mark("Verdict"), mark("Evidence")):
        table.add_column(tongue.text(title))
    for found in estimates:
        interval = f"{tongue.change(found.low)} … {tongue.change(found.high)}"
        table.add_row(
            tongue.term("factor", found.factor),
            of(tongue, found),
            tongue.number(found.n),
            tongue.change(found.multiplier),
            interval,
            tongue.term("verdict", found.verdict),
            tongue.term("evidence", found.evidence),
            style=_STYLES.get(found.verdict),
        )
    return table
