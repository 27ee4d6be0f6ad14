"""The parts of the page, each an element that is complete in itself."""

from __future__ import annotations

from collections.abc import Sequence

from balise.report import blocks, details as d, figures as f, sentences as say
from balise.report.blocks import Row
from balise.report.figures import Figure
from balise.report.markup import Markup, el
from balise.report.names import amount, capital, published
from balise.report.values import Answers, Decision, Growth, Head, PostResult, Question
from balise.words import Speech, mark

Part = tuple[Markup, tuple[Figure, ...]]
_BAND = mark("The band holds 9 outcomes in 10, its stroke is what was expected.")
_MARKS = {"keep": "▲", "stop": "▼", "change": "▼", "test": "◇"}


def changed(s: Speech, answers: Answers) -> Part:
    """Show what changed: three figures, the sentence, and the interval."""
    found, block = answers.changed, blocks.changed(s, answers)
    drawn = None
    if found:
        both = ((s.text("same mix"), found.adjusted), (s.text("as they are"), found.raw))
        known = [(label, c) for label, c in both if c is not None]
        drawn = f.difference(s, known, " ".join(block.sentences[:2]))
    split = 2 if found and found.raw else 1
    lead, rest = " ".join(block.sentences[:split]), block.sentences[split:]
    body = (
        el("p", {"class": "lead"}, lead),
        _stats(s, answers),
        *([figure(s, drawn)] if drawn else []),
        *(el("p", {}, each) for each in rest),
    )
    return section("changed", block.title, *body), (drawn,) if drawn else ()


def decisions(s: Speech, answers: Answers) -> Part:
    """Show what to do now."""
    cards = el("ol", {"class": "cards"}, [_card(s, each) for each in answers.decisions])
    said = el("p", {"class": "soft"}, say.decided(s, answers))
    body = (said, cards) if answers.decisions else (said,)
    return section("decisions", s.text("What to do now"), *body), ()


def ranking(s: Speech, answers: Answers) -> Part:
    """Show the best and the worst posts side by side."""
    r, ends = answers.ranking, f.ends(answers.ranking)
    both = (("best", s.text("Best posts"), r.best), ("worst", s.text("Worst posts"), r.worst))
    columns, drawn = [], []
    for name, title, found in both:
        made = f.results(s, name, found, answers.head, ends)
        if made is None:
            continue
        drawn.append(made)
        entries = [_post(s, p, answers.head) for p in found]
        columns.append(
            el(
                "div",
                {},
                el("h3", {}, title),
                figure(s, made),
                el("ol", {"class": "posts"}, entries),
            )
        )
    body = (
        el("p", {"class": "soft"}, say.ranked(s, r), " ", s.text(_BAND) if columns else None),
        el("div", {"class": "two"}, columns) if columns else Markup(),
    )
    return section("posts", s.text("Best and worst posts"), *body), tuple(drawn)


def question(s: Speech, asked: Question, answers: Answers) -> Part:
    """Show the answer to one question."""
    block = blocks.question(s, asked, answers.head)
    lead = d.lead(s, asked)
    made: list[Figure | None] = []
    if asked.subject == "time":
        made.append(f.week(s, answers.week, lead))
        for factor in ("hour", "weekday"):
            mine = [e for e in asked.estimates if e.factor == factor]
            made.append(f.estimates(s, factor, mine, lead))
    else:
        made.append(f.estimates(s, asked.subject, (*asked.estimates, *asked.own), lead))
    drawn = tuple(each for each in made if each is not None)
    body = [el("p", {"class": "lead"}, lead)]
    for each in drawn:
        body.append(figure(s, each))
        if each.id == "chart-week":
            body.append(_legend(s))
    if asked is next((q for q in answers.questions if q.estimates), None):
        body.append(el("p", {"class": "soft"}, _key(s)))
    body += [el("p", {"class": "soft"}, said) for said in block.sentences[1:]]
    return section(asked.subject, block.title, *body), drawn


def growth(s: Speech, answers: Answers) -> Part:
    """Show how each account grew."""
    drawn: list[Figure] = []
    entries = [_grown(s, g, answers, drawn) for g in answers.growth]
    return section("growth", s.text("How accounts grew"), *entries), tuple(drawn)


def listed(name: str, block: blocks.Block) -> Markup:
    """Show a block as a list."""
    return section(name, block.title, el("ul", {}, [el("li", {}, x) for x in block.sentences]))


def section(name: str, title: str, *body: Markup) -> Markup:
    """Wrap a part with its heading."""
    heading = el("h2", {"id": f"{name}-title"}, title)
    return el("section", {"id": name, "aria-labelledby": f"{name}-title"}, heading, *body)


def figure(s: Speech, drawn: Figure) -> Markup:
    """Place a chart; its data is a table for whoever cannot see it, or wants the numbers."""
    return el(
        "figure",
        {},
        el("div", {"class": "chart", "id": drawn.id, "role": "img", "aria-label": drawn.sentence}),
        el(
            "details",
            {},
            el("summary", {}, s.text("Figures of this chart")),
            table(drawn.caption, drawn.columns, drawn.rows),
        ),
    )


def table(caption: str, columns: Sequence[str], rows: Sequence[Row]) -> Markup:
    """Write a table with its caption and header cells."""
    head = [el("th", {"scope": "col"}, column) for column in columns]
    body = [
        el(
            "tr",
            {},
            el("th", {"scope": "row"}, row.label),
            [el("td", {}, cell) for cell in row.cells],
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


def _stats(s: Speech, answers: Answers) -> Markup:
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
    return el(
        "dl",
        {"class": "stats"},
        [
            el(
                "div",
                {},
                el("dt", {}, capital(name)),
                el("dd", {}, el("b", {}, now), " ", el("span", {}, s.text("before: {x}", x=then))),
            )
            for name, now, then in figures
        ],
    )


def _amount(s: Speech, value: float | None, head: Head) -> str:
    return s.text("not known") if value is None else amount(s, value, head.format)


def _card(s: Speech, decision: Decision) -> Markup:
    chip = f"{_MARKS[decision.action]} {capital(s.term('action', decision.action))}"
    sure = s.term("evidence", decision.estimate.evidence)
    chips = (
        el("span", {"class": f"chip {decision.action}"}, chip),
        el("span", {"class": "sure"}, sure),
    )
    return el(
        "li",
        {"class": f"card {decision.action}"},
        el("p", {"class": "chips"}, *chips),
        el("h3", {}, say.to_do(s, decision)),
        el("p", {}, say.why(s, decision)),
    )


def _post(s: Speech, p: PostResult, head: Head) -> Markup:
    text = p.excerpt or s.text("(no text)")
    title = (
        el("a", {"href": p.url, "rel": "noreferrer"}, text) if p.url else Markup(el("b", {}, text))
    )
    about = (network(s, p.network), f" · {s.term('kind', p.kind)} · {published(s, p)}")
    return el(
        "li",
        {},
        el("p", {"class": "excerpt"}, title),
        el("p", {"class": "soft"}, *about),
        el("p", {"class": "soft num"}, d.result(s, p.observed, p.expected, head)),
    )


def _grown(s: Speech, g: Growth, answers: Answers, drawn: list[Figure]) -> Markup:
    head = answers.head
    made = f.growth(s, g, head, answers.changed.now.span if answers.changed else None)
    if made is not None:
        drawn.append(made)
    return el(
        "div",
        {"class": "account"},
        el("h3", {}, network(s, g.network), "" if g.account == g.network else f" {g.account}"),
        el("p", {}, d.grown(s, g, head)),
        figure(s, made) if made else None,
    )


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
