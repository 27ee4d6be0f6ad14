"""A look back as plain blocks: what a terminal prints."""

from __future__ import annotations

from balise.domain.review import Review
from balise.report.blocks import Block, Row
from balise.report.names import capital
from balise.report.review.page import Page, Stood
from balise.report.review.words import page
from balise.words import Speech, mark


def review_blocks(found: Review, language: str) -> tuple[Block, ...]:
    """Put a look back in blocks, in the order in which it is read."""
    said, s = page(found, language), Speech(language)
    label = (said.label,) if said.label else ()
    every = (
        Block(title=said.name, sentences=(*label, said.kicker, said.lead)),
        _changes(s, said),
        _kept(s, said),
        Block(
            title=s.text(mark("Could the forecasts be trusted?")),
            sentences=(said.forecasts.verdict, *said.forecasts.said),
        ),
        Block(
            title=s.text(mark("Better than expected")),
            sentences=(said.stood_said,),
            rows=tuple(map(_stood, said.best)),
        ),
        Block(
            title=s.text(mark("Below what was expected")),
            sentences=(),
            rows=tuple(map(_stood, said.worst)),
        ),
        Block(
            title=s.text(mark("What was decided")),
            sentences=(said.decided_said,),
            rows=tuple(Row(label=d.what, cells=(d.answer,), note=d.said) for d in said.decided),
        ),
        Block(
            title=s.text(mark("Still open")),
            sentences=(said.questions_said,) if said.questions_said else (),
            rows=tuple(Row(label=what, cells=(), note=told) for what, told in said.questions),
        ),
        Block(title=s.text(mark("How to read this")), sentences=(said.method,)),
    )
    return tuple(block for block in every if block.sentences or block.rows)


def _changes(s: Speech, said: Page) -> Block:
    rows = [
        Row(label=one.name, cells=(one.change, one.between, one.posts, one.raw, one.verdict))
        for one in said.changes.lines
    ]
    return Block(
        title=s.text(mark("What changed")),
        sentences=said.changes.said,
        columns=columns(s)[1:],
        rows=tuple(rows),
    )


def columns(s: Speech) -> tuple[str, ...]:
    """Name the columns of the changes."""
    return (
        s.text(mark("Account")),
        s.text(mark("Same mix")),
        capital(s.text(mark("90% interval"))),
        s.text(mark("Posts, before")),
        s.text(mark("As they are")),
        s.text(mark("Verdict")),
    )


def _kept(s: Speech, said: Page) -> Block:
    kept = said.kept
    rows = [Row(label=one.name, cells=(one.n,)) for one in kept.fates]
    rows += [Row(label=f"{one.day}: {one.what}", cells=(one.became,)) for one in kept.astray]
    head = f"{kept.figure} {kept.unit}".strip()
    more = (kept.more,) if kept.more else ()
    return Block(
        title=s.text(mark("Was the plan kept?")),
        sentences=(head, *kept.said, *more),
        rows=tuple(rows),
    )


def _stood(one: Stood) -> Row:
    return Row(label=one.change, cells=(one.head, one.figures), note=one.text)
