"""The parts of the page, each an element that is complete in itself."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from balise.domain.proposal import Action
from balise.report import alert_words, blocks, counts, details as d, figures as f, sentences as say
from balise.report.elements import figure, listed, network, section
from balise.report.explained import because
from balise.report.figures import Figure
from balise.report.links import Counted, linked, told
from balise.report.markup import Child, Markup, el
from balise.report.names import amount, capital, posts, published
from balise.report.sources import (
    Found,
    Link,
    OnePost,
    Posts,
    of_estimate,
    of_span,
)
from balise.report.values import (
    Answers,
    Decision,
    Growth,
    Head,
    PostResult,
    Question,
)
from balise.words import Speech, mark

Part = tuple[Markup, tuple[Figure, ...]]
_BAND = mark("The band holds 9 outcomes in 10, its stroke is what was expected.")
_MARKS = {"keep": "▲", "stop": "▼", "change": "▼", "test": "◇"}


def about(s: Speech, answers: Answers, link: Link | None = None) -> Markup:
    """Say what the report is about."""
    counted = counts.of_head(s, answers)
    sentences = blocks.head(s, answers).sentences[int(answers.head.is_made_up) :]
    said = [told(each, counted.get(each, ()), link) for each in sentences]
    return el("p", {"class": "about"}, _spaced(said))


def changed(s: Speech, answers: Answers, link: Link | None = None) -> Part:
    """Show what changed: three figures, the sentence, and the interval."""
    found, block = answers.changed, blocks.changed(s, answers)
    drawn = None
    if found:
        both = ((s.text("same mix"), found.adjusted), (s.text("as they are"), found.raw))
        known = [(label, c) for label, c in both if c is not None]
        behind = of_span(counts.whole(found))
        drawn = f.difference(s, known, " ".join(block.sentences[:2]), source=behind, link=link)
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
    counted = counts.of_changed(s, found, answers.head)
    said = [told(each, behind, link) for each, behind in zip_longest(sentences, counted)]
    return el("p", {"class": "lead"}, _spaced(said[:split])), said[split:]


def _spaced(said: Sequence[Child]) -> list[Child]:
    return [[" " if place else None, each] for place, each in enumerate(said)]


def alerts(s: Speech, answers: Answers, link: Link | None = None) -> Part:
    """Show which levels shifted and which metrics were redefined; nothing where none was."""
    block, counted = blocks.alerts(s, answers), alert_words.counted(s, answers)
    entries = [told(said, behind, link) for said, behind in zip_longest(block.sentences, counted)]
    return listed("alerts", block.title, entries), ()


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
    band = s.text(_BAND) if columns else None
    compared = told(say.ranked(s, r), counts.of_ranking(s, answers), link)
    body = (
        el("p", {"class": "soft"}, compared, " ", band),
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
    body = [el("p", {"class": "lead"}, counts.claims(s, lead, d.rests_on(asked), link))]
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


def outcomes(s: Speech, answers: Answers, link: Link | None = None) -> Part:
    """Show what no network sees; nothing where no table tells of it."""
    block, counted = blocks.outcomes(s, answers), counts.of_outcomes(s, answers)
    entries = [told(said, behind, link) for said, behind in zip_longest(block.sentences, counted)]
    return listed("outcomes", block.title, entries), ()


def unknown(s: Speech, answers: Answers, link: Link | None = None) -> Part:
    """Show what is not known yet."""
    u, block = answers.unknown, blocks.unknown(s, answers)
    entries: list[Child] = []
    for found, said in zip(u.nearest, block.sentences, strict=False):
        e = found.estimate
        so_far = linked(s.text("{posts} so far", posts=posts(s, e.n)), of_estimate(e), link)
        settled = told(said, counts.of_open(s, found), link)
        entries.append([settled, [" (", so_far, ")"] if link else None])
    lacking: list[Counted] = [(posts(s, u.unmeasured), Posts(states=("unmeasured",)))]
    entries += [told(said, lacking, link) for said in block.sentences[len(u.nearest) :]]
    return listed("unknown", block.title, entries), ()


def findings(s: Speech, answers: Answers, link: Link | None = None) -> Part:
    """Show what the imports found."""
    block = blocks.findings(s, answers)
    entries: list[Child] = [
        linked(said, Found(code=one.finding.code), link)
        for said, one in zip(block.sentences, answers.findings, strict=True)
    ]
    return listed("findings", block.title, entries), ()


def method(s: Speech, answers: Answers) -> Part:
    """Show how all this was worked out."""
    block = blocks.method(s, answers)
    return listed("method", block.title, block.sentences), ()


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
    why = counts.claims(s, say.why(s, decision), [decision.estimate], link)
    return el(
        "li",
        {"class": f"card {decision.action}"},
        el("p", {"class": "chips"}, *chips),
        el("h3", {}, say.to_do(s, decision)),
        el("p", {}, why),
    )


def _post(s: Speech, p: PostResult, head: Head, link: Link | None) -> Markup:
    text = p.excerpt or s.text("(no text)")
    title = (
        el("a", {"href": p.url, "rel": "noreferrer"}, text) if p.url else Markup(el("b", {}, text))
    )
    about = (network(s, p.network), f" · {s.term('kind', p.kind)} · {published(s, p)}")
    why = because(s, p.reasons)
    result = d.result(s, p.observed, p.expected, head)
    return el(
        "li",
        {},
        el("p", {"class": "excerpt"}, title),
        el("p", {"class": "soft"}, *about),
        el("p", {"class": "soft num"}, linked(result, OnePost(uid=p.uid), link)),
        el("p", {"class": "soft"}, linked(why, OnePost(uid=p.uid), link)) if why else None,
    )


def _grown(s: Speech, g: Growth, answers: Answers, link: Link | None) -> Part:
    head, span = answers.head, answers.changed.now.span if answers.changed else None
    made = f.growth(s, g, head, span)
    said = alert_words.watched(s, d.watch_of(answers, g))
    part = el(
        "div",
        {"class": "account"},
        el("h3", {}, network(s, g.network), "" if g.account == g.network else f" {g.account}"),
        el("p", {}, told(d.grown(s, g, head), counts.of_growing(s, g, answers), link)),
        el("p", {"class": "soft"}, said) if said else None,
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
