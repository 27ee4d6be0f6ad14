"""`balise learn --post`: what the expectation of one post is made of, as a table."""

from __future__ import annotations

from dataclasses import asdict

from rich.table import Table

from balise.cli.printing import print_json, speech, stdout
from balise.domain.post import KNOWS_HOUR
from balise.report import Explained
from balise.report.answers import format_of
from balise.report.best_worst import excerpt
from balise.report.explained import factor, named, product, times
from balise.report.names import account, amount, capital, when
from balise.words import mark


def show(found: Explained, *, as_json: bool) -> None:
    """Print the decomposition."""
    if as_json:
        told = {
            name: getattr(found, name) for name in ("kpi", "observed", "expected", "low", "high")
        }
        reasons = [asdict(reason) for reason in found.reasons]
        print_json({"post_uid": found.post.post.uid, **told, "reasons": reasons})
        return
    for line in _said(found):
        stdout().print(line, markup=False, soft_wrap=True)
    stdout().print(_table(found))
    said = product(speech(), found.reasons, found.kpi)
    stdout().print(said, markup=False, soft_wrap=True)


def _said(found: Explained) -> tuple[str, ...]:
    tongue, post, unit = speech(), found.post.post, format_of(found.kpi)
    where = account(tongue, f"{post.network}:{post.account}")
    day = when(tongue, found.at, with_hour=post.precision in KNOWS_HOUR)
    observed = tongue.text(mark("not known"))
    if found.observed is not None:
        observed = amount(tongue, found.observed, unit)
    expected = tongue.text(
        mark(
            "{kpi} expected: {expected}, 9 times in 10 from {low} to {high}; observed: {observed}."
        ),
        kpi=capital(tongue.term("metric", found.kpi)),
        expected=amount(tongue, found.expected, unit),
        low=amount(tongue, found.low, unit),
        high=amount(tongue, found.high, unit),
        observed=observed,
    )
    text = excerpt(post.text or post.title)
    return (*((text,) if text else ()), f"{where}, {day}", expected)


def _table(found: Explained) -> Table:
    tongue = speech()
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in (mark("Factor"), mark("Level")):
        table.add_column(tongue.text(title))
    for title in (mark("Times"), mark("90 % interval")):
        table.add_column(tongue.text(title), justify="right")
    for reason in found.reasons:
        table.add_row(
            factor(tongue, reason),
            capital(named(tongue, reason)),
            times(tongue, reason.multiplier),
            f"{times(tongue, reason.low)} … {times(tongue, reason.high)}",
        )
    return table
