"""The answers as plain blocks in the reader's language: what a terminal prints, and the tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from balise.domain.beside import Beside
from balise.domain.estimate import Estimate
from balise.report import alert_words, beside_words, details as d, outcome_words, sentences as say
from balise.report.ageing import half_life
from balise.report.explained import because
from balise.report.names import amount, capital, of, published
from balise.report.sources import OnePost, Source, of_estimate
from balise.report.values import Answers, Head, PostResult, Question
from balise.words import Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a table.

    `low`, `middle` and `high` are multipliers (1 is the typical post), for a drawn interval; cells
    are in words already, `note` a line below them. `source` names the rows behind it; the cell
    `counted` counts them.
    """

    label: str
    cells: tuple[str, ...]
    low: float | None = None
    middle: float | None = None
    high: float | None = None
    verdict: str = ""
    note: str = ""
    source: Source | None = None
    counted: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A titled part of the report: sentences, then a table with `columns` as its head."""

    title: str
    sentences: tuple[str, ...]
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


def blocks(answers: Answers, language: str) -> tuple[Block, ...]:
    """Put the answers in words, in the order in which they are read."""
    s = Speech(language)
    return tuple(
        block
        for block in (
            head(s, answers),
            changed(s, answers),
            alerts(s, answers),
            decisions(s, answers),
            *ranking(s, answers),
            *(question(s, each, answers.head) for each in answers.questions),
            beside(s, answers),
            growth(s, answers),
            outcomes(s, answers),
            unknown(s, answers),
            findings(s, answers),
            method(s, answers),
        )
        if block.sentences or block.rows
    )


def head(s: Speech, answers: Answers) -> Block:
    """Say what the report is about."""
    h = answers.head
    label = (d.made_up(s),) if h.is_made_up else ()
    measured = s.text("Measured by: {kpi}.", kpi=s.term("metric", h.kpi))
    said = (*label, d.about(s, answers), d.set_aside(s, h), measured, d.read_on(s, h))
    return Block(title=s.term("brand", h.brand), sentences=tuple(each for each in said if each))


def changed(s: Speech, answers: Answers) -> Block:
    """Say what changed."""
    found = answers.changed
    title = s.text("What changed")
    if found:
        title = s.text(
            "What changed from {start} to {end}",
            start=s.day(found.now.span.start),
            end=s.day(found.now.span.end),
        )
    return Block(
        title=title,
        sentences=(
            *say.changed(s, found, answers.head),
            *say.left_out(s, found),
            *alert_words.in_period(s, answers),
        ),
    )


def alerts(s: Speech, answers: Answers) -> Block:
    """Tell which levels shifted, and which metrics were redefined."""
    return Block(title=s.text(alert_words.TITLE), sentences=alert_words.sentences(s, answers))


def decisions(s: Speech, answers: Answers) -> Block:
    """List the decisions."""
    return Block(
        title=s.text("What to do now"),
        sentences=(
            say.decided(s, answers),
            *(
                f"{i}. {s.term('action', each.action)} – {say.decision(s, each)}"
                for i, each in enumerate(answers.decisions, 1)
            ),
        ),
    )


def ranking(s: Speech, answers: Answers) -> tuple[Block, Block]:
    """List best and worst posts."""
    r, columns = answers.ranking, post_columns(s)
    return (
        Block(
            title=s.text("Best posts"),
            sentences=(say.ranked(s, r),),
            columns=columns,
            rows=post_rows(s, r.best, answers.head),
        ),
        Block(
            title=s.text("Worst posts"),
            sentences=(),
            columns=columns,
            rows=post_rows(s, r.worst, answers.head),
        ),
    )


def beside(s: Speech, answers: Answers) -> Block:
    """Say how the brand stands beside the others that allow it; empty where it does not."""
    found = answers.beside
    return Block(
        title=s.text(beside_words.TITLE),
        sentences=beside_words.sentences(s, answers),
        columns=beside_words.columns(s) if found and found.kinds else (),
        rows=beside_rows(s, found) if found else (),
    )


def beside_rows(s: Speech, found: Beside) -> tuple[Row, ...]:
    """Write a row for each kind that can be compared."""
    return tuple(
        Row(
            label=beside_words.named(s, one),
            cells=beside_words.cells(s, one),
            low=one.ratio_low,
            middle=one.ratio,
            high=one.ratio_high,
            verdict=one.verdict,
        )
        for one in found.kinds
    )


def question(s: Speech, asked: Question, h: Head) -> Block:
    """Answer one question."""
    extra = d.exposure(s, h) if asked.subject == "network" and asked.estimates else ""
    said = (d.lead(s, asked), d.too_few(s, asked), extra, *d.bundled(s, asked))
    return Block(
        title=s.text(d.TITLES[asked.subject]),
        sentences=tuple(each for each in said if each),
        columns=estimate_columns(s),
        rows=estimate_rows(s, (*asked.estimates, *asked.own)),
    )


def growth(s: Speech, answers: Answers) -> Block:
    """Tell how the accounts grew."""
    return Block(
        title=s.text("How accounts grew"),
        sentences=tuple(
            " ".join(
                said
                for said in (
                    s.text(
                        "{account}: {sentence}",
                        account=d.named(s, g),
                        sentence=d.grown(s, g, answers.head),
                    ),
                    alert_words.watched(s, d.watch_of(answers, g)),
                )
                if said
            )
            for g in answers.growth
        ),
    )


def outcomes(s: Speech, answers: Answers) -> Block:
    """Tell what no network sees."""
    return Block(title=s.text(outcome_words.TITLE), sentences=outcome_words.sentences(s, answers))


def unknown(s: Speech, answers: Answers) -> Block:
    """Tell what is not known yet."""
    u = answers.unknown
    return Block(
        title=s.text("What is not known yet"),
        sentences=(*(d.settle(s, each) for each in u.nearest), *d.unknowns(s, u)),
    )


def findings(s: Speech, answers: Answers) -> Block:
    """Tell what the imports found."""
    return Block(
        title=s.text("What the imports found"),
        sentences=tuple(
            s.text(
                "{file}: {said}{times}",
                file=t.finding.file,
                said=s.finding(t.finding),
                times=f" (×{s.number(t.n)})" if t.n > 1 else "",
            )
            for t in answers.findings
        ),
    )


def method(s: Speech, answers: Answers) -> Block:
    """Tell how all this was worked out."""
    evidence = tuple(capital(s.text(each)) + "." for each in say.EVIDENCE.values())
    made = d.made_by(s, answers.head)
    ages = (d.final_age(s, answers.head), *(half_life(s, one) for one in answers.lifetimes))
    return Block(
        title=s.text("How this was worked out"),
        sentences=tuple(
            each for each in (*map(s.text, say.METHOD), *ages, *evidence, made) if each
        ),
    )


def estimate_columns(s: Speech) -> tuple[str, ...]:
    """Name the columns of a table of estimates, after the label's."""
    return (
        s.text("against a typical post"),
        s.text("90% interval"),
        s.text("posts"),
        s.text("verdict"),
        s.text("how sure"),
    )


def estimate_rows(s: Speech, estimates: Iterable[Estimate]) -> tuple[Row, ...]:
    """Write estimates as rows."""
    return tuple(
        Row(
            label=capital(of(s, e)),
            cells=(
                s.change(e.multiplier),
                s.text("{low} to {high}", low=s.change(e.low), high=s.change(e.high)),
                s.number(e.n),
                s.term("verdict", e.verdict),
                s.term("evidence", e.evidence),
            ),
            low=e.low,
            middle=e.multiplier,
            high=e.high,
            verdict=e.verdict,
            source=of_estimate(e),
            counted=2,
        )
        for e in estimates
    )


def post_columns(s: Speech) -> tuple[str, ...]:
    """Name the columns of a table of posts, after the text's."""
    return (
        s.text("network and format"),
        s.text("date"),
        s.text("observed"),
        s.text("expected"),
        s.text("range"),
    )


def post_rows(s: Speech, found: Iterable[PostResult], h: Head) -> tuple[Row, ...]:
    """Write posts as rows."""
    return tuple(
        Row(
            label=p.excerpt or s.text("(no text)"),
            cells=(
                f"{s.term('network', p.network)}, {s.term('kind', p.kind)}",
                published(s, p),
                amount(s, p.observed, h.format),
                amount(s, p.expected, h.format),
                s.text(
                    "{low} to {high}",
                    low=amount(s, p.low, h.format),
                    high=amount(s, p.high, h.format),
                ),
            ),
            note=because(s, p.reasons),
            verdict="better" if p.ratio >= 1 else "worse",
            source=OnePost(uid=p.uid),
            counted=2,
        )
        for p in found
    )
