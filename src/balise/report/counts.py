"""Which numbers of a sentence were told from which rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from balise.domain.estimate import Estimate
from balise.report import details as d, outcome_words, sentences as say
from balise.report.links import Counted, told
from balise.report.markup import Child
from balise.report.names import amount, posts
from balise.report.outcomes import OutcomeAnswer
from balise.report.sources import (
    ORIGINAL,
    Link,
    Posts,
    Source,
    State,
    of_estimate,
    of_growth,
    of_outcome,
    of_span,
)
from balise.report.values import Answers, Change, Changed, Growth, Head, Open, Span
from balise.words import Speech


def of_head(s: Speech, answers: Answers) -> dict[str, list[Counted]]:
    """Name the posts that the first sentences of a report count."""
    h = answers.head
    return {
        d.about(s, answers): [(posts(s, h.posts), Posts(states=ORIGINAL))],
        d.set_aside(s, h): [(s.number(h.set_aside), Posts(states=("aside",)))],
    }


def of_changed(s: Speech, found: Changed | None, head: Head) -> Iterator[tuple[Counted, ...]]:
    """Name the posts behind each sentence of a change: both periods, then what was left out."""
    if found is None:
        return
    now, before = of_span(found.now.span), of_span(found.before.span)
    both = of_span(whole(found))
    if found.raw is None or found.now.typical is None or found.before.typical is None:
        yield (posts(s, found.now.posts), now), (s.number(found.before.posts), before)
    else:
        typical = [amount(s, side.typical or 0, head.format) for side in (found.now, found.before)]
        yield (typical[0], now), (typical[1], before)
        for change in (found.adjusted, found.raw):
            if change is not None:
                yield tuple(_of_change(s, change, (now, before, both)))
    left: tuple[tuple[int, State], ...] = (
        (found.young, "young"),
        (found.unmeasured, "unmeasured"),
    )
    yield from (((posts(s, n), of_span(whole(found), (state,))),) for n, state in left if n)


def whole(found: Changed) -> Span:
    """Take both periods together."""
    return Span(start=found.before.span.start, end=found.now.span.end)


def _of_change(
    s: Speech, change: Change, sources: tuple[Source, Source, Source]
) -> Iterator[Counted]:
    now, before, both = sources
    yield s.change(change.multiplier), both
    yield (s.change(change.low), s.change(change.high)), both
    yield posts(s, change.n), now
    yield s.number(change.n_before), before


def claims(s: Speech, said: str, estimates: Iterable[Estimate], link: Link | None) -> list[Child]:
    """Lead from the numbers of the claims in a text to the posts of each."""
    parts: list[Child] = []
    for estimate in estimates if link else ():
        before, claim, after = said.partition(say.claim(s, estimate))
        if claim:
            parts += [before, told(claim, of_claim(s, estimate), link)]
            said = after
    return [*parts, said]


def of_claim(s: Speech, estimate: Estimate) -> Sequence[Counted]:
    """Name the posts behind an effect, its interval and their count."""
    source = of_estimate(estimate)
    interval = s.change(estimate.low), posts(s, estimate.n)
    return (s.change(estimate.multiplier), source), (interval, source)


def of_open(s: Speech, found: Open) -> Sequence[Counted]:
    """Name the posts behind an effect that is not settled yet."""
    e, source = found.estimate, of_estimate(found.estimate)
    return (s.change(e.multiplier), source), ((s.change(e.low), s.change(e.high)), source)


def of_ranking(s: Speech, answers: Answers) -> Sequence[Counted]:
    """Name the posts that were compared with what was expected of each."""
    if answers.changed is None:
        return ()
    r, span = answers.ranking, answers.changed.now.span
    outside = Posts(start=span.start, end=span.end, is_unusual=True)
    return (posts(s, r.compared), of_span(span)), (s.number(r.unusual), outside)


def of_growing(s: Speech, grown: Growth, answers: Answers) -> Iterator[Counted]:
    """Name the days or posts behind how an account grew."""
    span = answers.changed.now.span if answers.changed else None
    source, c = of_growth(grown, span), grown.change
    if c is not None and answers.changed is not None:
        before = of_growth(grown, answers.changed.before.span)
        both = of_growth(grown, whole(answers.changed))
        yield from _of_change(s, c, (source, before, both))
    elif grown.gained is not None:
        yield d.signed(s, grown.gained), source
        if grown.basis == "followers" and grown.points:
            yield s.number(grown.points[-1][1]), source
        yield posts(s, grown.n) if grown.basis == "follows" else s.number(grown.n), source


def of_outcomes(s: Speech, answers: Answers) -> Iterator[list[Counted]]:
    """Name the rows of one's own tables behind each sentence on what no network sees."""
    for one in answers.outcomes:
        yield of_outcomes_named(s, [one])


def of_outcomes_named(s: Speech, found: Iterable[OutcomeAnswer]) -> list[Counted]:
    """Name the rows of one's own tables behind each figure of some outcomes."""
    return [(phrase, of_outcome(one)) for one in found for phrase in outcome_words.phrases(s, one)]
