"""The parts of the page, each an element that is complete in itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from balise.domain.proposal import Action
from balise.report import blocks, details as d, figures as f, sentences as say
from balise.report.blocks import Row
from balise.report.figures import Figure
from balise.report.links import Counted, linked, told
from balise.report.markup import Child, Markup, el
from balise.report.names import amount, capital, posts, published
from balise.report.sources import (
    ORIGINAL,
    Found,
    Link,
    OnePost,
    Posts,
    State,
    of_estimate,
    of_growth,
    of_span,
)
from balise.report.values import (
    Answers,
    Changed,
    Decision,
    Growth,
    Head,
    PostResult,
    Question,
    Span,
)
from balise.words import Speech, mark

Part = tuple[Markup, tuple[Figure, ...]]
_BAND = mark("The band holds 9 outcomes in 10, its stroke is what was expected.")
_MARKS = {"keep": "▲", "stop": "▼", "change": "▼", "test": "◇"}


def about(s: Speech, answers: Answers, link: Link | None = None) -> Markup:
    """Say what the report is about."""
    h = answers.head
    counts: dict[str, Counted] = {
        d.about(s, answers): (posts(s, h.posts), Posts(states=ORIGINAL)),
        d.set_aside(s, h): (s.number(h.set_aside), Posts(states=("aside",))),
    }
    sentences = blocks.head(s, answers).sentences[int(h.is_made_up) :]
    said = [told(each, [counts[each]] if each in counts else (), link) for each in sentences]
    return el("p", {"class": "about"}, _spaced(said))


def changed(s: Speech, answers: Answers, link: Link | None = None) -> Part:
    """Show what changed: three figures, the sentence, and the interval."""
    found, block = answers.changed, blocks.changed(s, answers)
    drawn = None
    if found:
        both = ((s.text("same mix"), found.adjusted), (s.text("as they are"), found.raw))
        known = [(label, c) for label, c in both if c is not None]
        drawn = f.difference(s, known, " ".join(block.sentences[:2]))
    lead, rest = _split(s, answers, link)
    body = (
        lead,
        _stats(s, answers, link),
        *([figure(s, drawn, link)] if drawn else []),
        *(el("p", {}, each) for each in rest),
    )
    return section("changed", block.title, *body), (drawn,) if drawn else ()


def summary(s: Speech, answers: Answers, link: Link | None = None) -> Markup:
    """Say in a paragraph what changed."""
    return _split(s, answers, link)[0]


def _split(s: Speech, answers: Answers, link: Link | None) -> tuple[Markup, list[list[Child]]]:
    """Tell what changed: a first paragraph, and the sentences after it."""
    found, sentences = answers.changed, blocks.changed(s, answers).sentences
    split = 2 if found and found.raw else 1
    said = [told(each, counts, link) for each, counts in _counted(s, found, sentences)]
    return el("p", {"class": "lead"}, _spaced(said[:split])), said[split:]


def _spaced(said: Sequence[Child]) -> list[Child]:
    return [[" " if place else None, each] for place, each in enumerate(said)]


def _counted(
    s: Speech, found: Changed | None, sentences: Sequence[str]
) -> Iterator[tuple[str, list[Counted]]]:
    """Name what the sentences of a change count: both periods, then what was left out of them."""
    if found is None:
        yield from ((each, []) for each in sentences)
        return
    whole = Span(start=found.before.span.start, end=found.now.span.end)
    left: tuple[tuple[int, State], ...] = (
        (found.young, "young"),
        (found.unmeasured, "unmeasured"),
    )
    aside = [[(posts(s, n), of_span(whole, (state,)))] for n, state in left if n]
    sides: list[Counted] = [
        (posts(s, found.now.posts), of_span(found.now.span)),
        (s.number(found.before.posts), of_span(found.before.span)),
    ]
    claims = len(sentences) - len(aside)
    yield from zip(sentences, [*([sides] * claims), *aside], strict=True)


def decisions(s: Speech, answers: Answers, link: Link | None = None) -> Part:
    """Show what to do now."""
    cards = el("ol", {"class": "cards"}, [_card(s, each, link) for each in answers.decisions])
    said = el("p", {"class": "soft"}, say.decided(s, answers))
    body = (said, cards) if answers.decisions else (said,)
    return section("decisions", s.text("What to do now"), *body), ()


def ranking(s: Speech, answers: Answers, link: Link | None = None) -> Part:
    """Show the best and the worst posts side by side."""
    r = answers.ranking
    both = (("best", s.text("Best posts"), r.best), ("worst", s.text("Worst posts"), r.worst))
    columns, drawn = [], []
    for name, title, found in both:
        made = f.results(s, name, r, answers.head, link=link)
        if made is None:
            continue
        drawn.append(made)
        entries = [_post(s, p, answers.head, link) for p in found]
        columns.append(
            el(
                "div",
                {},
                el("h3", {}, title),
                figure(s, made, link),
                el("ol", {"class": "posts"}, entries),
            )
        )
    span = answers.changed.now.span if answers.changed else None
    counts = [(posts(s, r.compared), of_span(span))] if span else []
    band = s.text(_BAND) if columns else None
    body = (
        el("p", {"class": "soft"}, told(say.ranked(s, r), counts, link), " ", band),
        el("div", {"class": "two"}, columns) if columns else Markup(),
    )
    return section("posts", s.text("Best and worst posts"), *body), tuple(drawn)


def question(s: Speech, asked: Question, answers: Answers, link: Link | None = None) -> Part:
    """Show the answer to one question."""
    block = blocks.question(s, asked, answers.head)
    lead = d.lead(s, asked)
    made: list[Figure | None] = []
    if asked.subject == "time":
        made.append(f.week(s, answers.week, lead, link=link))
        for factor in ("hour", "weekday"):
            mine = [e for e in asked.estimates if e.factor == factor]
            made.append(f.estimates(s, factor, mine, lead, link=link))
    else:
        found = (*asked.estimates, *asked.own)
        made.append(f.estimates(s, asked.subject, found, lead, link=link))
    drawn = tuple(each for each in made if each is not None)
    counts = [(posts(s, e.n), of_estimate(e)) for e in d.rests_on(asked)]
    body = [el("p", {"class": "lead"}, told(lead, counts, link))]
    for each in drawn:
        body.append(figure(s, each, link))
        if each.id == "chart-week":
            body.append(_legend(s))
    if asked is next((q for q in answers.questions if q.estimates), None):
        body.append(el("p", {"class": "soft"}, _key(s)))
    body += [el("p", {"class": "soft"}, said) for said in block.sentences[1:]]
    return section(asked.subject, block.title, *body), drawn


def growth(s: Speech, answers: Answers, link: Link | None = None) -> Part:
    """Show how each account grew."""
    grown = [_grown(s, g, answers, link) for g in answers.growth]
    drawn = tuple(figure for _, figures in grown for figure in figures)
    return section("growth", s.text("How accounts grew"), *(part for part, _ in grown)), drawn


def outcomes(s: Speech, answers: Answers) -> Part:
    """Show what no network sees; nothing where no table tells of it."""
    block = blocks.outcomes(s, answers)
    return listed("outcomes", block.title, block.sentences), ()


def unknown(s: Speech, answers: Answers, link: Link | None = None) -> Part:
    """Show what is not known yet."""
    u, block = answers.unknown, blocks.unknown(s, answers)
    entries: list[Child] = []
    for found, said in zip(u.nearest, block.sentences, strict=False):
        e = found.estimate
        so_far = linked(s.text("{posts} so far", posts=posts(s, e.n)), of_estimate(e), link)
        entries.append([said, [" (", so_far, ")"] if link else None])
    lacking: list[Counted] = [(posts(s, u.unmeasured), Posts(states=("unmeasured",)))]
    entries += [told(said, lacking, link) for said in block.sentences[len(u.nearest) :]]
    return listed("unknown", block.title, entries), ()


def findings(s: Speech, answers: Answers, link: Link | None = None) -> Part:
    """Show what the imports found."""
    block = blocks.findings(s, answers)
    entries: list[Child] = [
        told(said, [(one.finding.file, Found(code=one.finding.code))], link)
        for said, one in zip(block.sentences, answers.findings, strict=True)
    ]
    return listed("findings", block.title, entries), ()


def method(s: Speech, answers: Answers) -> Part:
    """Show how all this was worked out."""
    block = blocks.method(s, answers)
    return listed("method", block.title, block.sentences), ()


def listed(name: str, title: str, entries: Iterable[Child]) -> Markup:
    """Show a list, or nothing where it is empty."""
    items = [el("li", {}, each) for each in entries]
    return section(name, title, el("ul", {}, items)) if items else Markup()


def section(name: str, title: str, *body: Markup) -> Markup:
    """Wrap a part with its heading."""
    heading = el("h2", {"id": f"{name}-title"}, title)
    return el("section", {"id": name, "aria-labelledby": f"{name}-title"}, heading, *body)


def figure(s: Speech, drawn: Figure, link: Link | None = None) -> Markup:
    """Place a chart; its data is a table for whoever cannot see it, or wants the numbers."""
    return el(
        "figure",
        {},
        el("div", {"class": "chart", "id": drawn.id, "role": "img", "aria-label": drawn.sentence}),
        el(
            "details",
            {},
            el("summary", {}, s.text("Figures of this chart")),
            table(drawn.caption, drawn.columns, drawn.rows, link),
        ),
    )


def table(
    caption: str, columns: Sequence[str], rows: Sequence[Row], link: Link | None = None
) -> Markup:
    """Write a table with its caption and header cells."""
    head = [el("th", {"scope": "col"}, column) for column in columns]
    body = [
        el(
            "tr",
            {},
            el("th", {"scope": "row"}, row.label),
            [
                el("td", {}, linked(cell, row.source, link) if place == row.counted else cell)
                for place, cell in enumerate(row.cells)
            ],
        )
        for row in rows
    ]
    return el(
        "div",
        {"class": "scroll", "tabindex": "0", "role": "region", "aria-label": caption},
        el(
            "table",
            {},
            el("caption", {}, caption),
            el("thead", {}, el("tr", {}, head)),
            el("tbody", {}, body),
        ),
    )


def network(s: Speech, code: str) -> Markup:
    """Name a network beside its colour."""
    dot = el(
        "span", {"class": f"dot net-{code}" if code.isalpha() else "dot", "aria-hidden": "true"}
    )
    return el("span", {"class": "network"}, dot, s.term("network", code))


def _stats(s: Speech, answers: Answers, link: Link | None) -> Markup:
    found, head = answers.changed, answers.head
    if found is None:
        return Markup()
    figures = [
        (s.text("posts"), s.number(found.now.posts), s.number(found.before.posts)),
        (
            s.text("{kpi}, typical post", kpi=s.term("metric", head.kpi)),
            *(_amount(s, side.typical, head) for side in (found.now, found.before)),
        ),
    ]
    if head.adds_up:
        total = s.text("{kpi}, total", kpi=s.term("metric", head.kpi))
        sides = (found.now, found.before)
        figures.append((total, *(_amount(s, side.total, head) for side in sides)))
    here, there = of_span(found.now.span), of_span(found.before.span)
    stats = [
        (name, now, told(s.text("before: {x}", x=then), [(then, there)], link))
        for name, now, then in figures
    ]
    return el(
        "dl",
        {"class": "stats"},
        [
            el(
                "div",
                {},
                el("dt", {}, capital(name)),
                el("dd", {}, el("b", {}, linked(now, here, link)), " ", el("span", {}, before)),
            )
            for name, now, before in stats
        ],
    )


def _amount(s: Speech, value: float | None, head: Head) -> str:
    return s.text("not known") if value is None else amount(s, value, head.format)


def chip(s: Speech, action: Action) -> str:
    """Name what to do, with a mark beside its colour."""
    return f"{_MARKS[action]} {capital(s.term('action', action))}"


def _card(s: Speech, decision: Decision, link: Link | None) -> Markup:
    sure = s.term("evidence", decision.estimate.evidence)
    chips = (
        el("span", {"class": f"chip {decision.action}"}, chip(s, decision.action)),
        el("span", {"class": "sure"}, sure),
    )
    counts = [(posts(s, decision.estimate.n), of_estimate(decision.estimate))]
    return el(
        "li",
        {"class": f"card {decision.action}"},
        el("p", {"class": "chips"}, *chips),
        el("h3", {}, say.to_do(s, decision)),
        el("p", {}, told(say.why(s, decision), counts, link)),
    )


def _post(s: Speech, p: PostResult, head: Head, link: Link | None) -> Markup:
    text = p.excerpt or s.text("(no text)")
    title = (
        el("a", {"href": p.url, "rel": "noreferrer"}, text) if p.url else Markup(el("b", {}, text))
    )
    about = (network(s, p.network), f" · {s.term('kind', p.kind)} · {published(s, p)}")
    result = d.result(s, p.observed, p.expected, head)
    observed = amount(s, p.observed, head.format)
    return el(
        "li",
        {},
        el("p", {"class": "excerpt"}, title),
        el("p", {"class": "soft"}, *about),
        el("p", {"class": "soft num"}, told(result, [(observed, OnePost(uid=p.uid))], link)),
    )


def _grown(s: Speech, g: Growth, answers: Answers, link: Link | None) -> Part:
    head, span = answers.head, answers.changed.now.span if answers.changed else None
    made = f.growth(s, g, head, span)
    count = d.signed(s, g.gained) if g.gained is not None else posts(s, g.n)
    part = el(
        "div",
        {"class": "account"},
        el("h3", {}, network(s, g.network), "" if g.account == g.network else f" {g.account}"),
        el("p", {}, told(d.grown(s, g, head), [(count, of_growth(g, span))], link)),
        figure(s, made, link) if made else None,
    )
    return part, (made,) if made else ()


def _key(s: Speech) -> str:
    """Tell the marks of a chart of intervals, by shape: colour alone would not do for everyone."""
    return s.text(
        "▲ {better}, ▼ {worse}, ● {unclear}; the line holds the true effect 9 times in 10.",
        better=s.term("verdict", "better"),
        worse=s.term("verdict", "worse"),
        unclear=s.term("verdict", "no clear difference"),
    )


def _legend(s: Speech) -> Markup:
    return el(
        "p",
        {"class": "legend soft"},
        el("span", {"class": "key good", "aria-hidden": "true"}),
        s.text("better"),
        " ",
        el("span", {"class": "key bad", "aria-hidden": "true"}),
        s.text("worse"),
        ". ",
        s.text("Pale: not clear. Figures count posts; an empty cell has none."),
    )
