"""The topics of the answers, each a page of its own, and all of them on one to print."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from balise.report import Answers, beside, details as d, sections
from balise.report.competition import Competition
from balise.report.competition_html import competition
from balise.report.elements import section
from balise.report.funnel import Funnel
from balise.report.funnel_html import funnel
from balise.report.markup import Markup, el
from balise.report.sections import Part
from balise.report.sources import Link
from balise.web.pages.insights.grounds import of_account
from balise.words import Speech, mark

ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One topic: its code in an address, its icon, its name."""

    code: str
    icon: str
    name: str


TOPICS = (
    Topic(code="overview", icon="list", name=mark("Overview")),
    Topic(code="posts", icon="thumbs-up", name=mark("Best and worst posts")),
    Topic(code="kind", icon="image", name=mark("Formats")),
    Topic(code="network", icon="globe", name=mark("Networks")),
    Topic(code="cta", icon="megaphone", name=mark("Calls to action")),
    Topic(code="hashtag", icon="hash", name=mark("Hashtags")),
    Topic(code="time", icon="clock", name=mark("Hours and days")),
    Topic(code="pillar", icon="lightbulb", name=mark("Pillars")),
    Topic(code="growth", icon="trending-up", name=mark("Growth")),
    Topic(code="funnel", icon="filter", name=mark("Funnel")),
    Topic(code="competitors", icon="users", name=mark("Competitors")),
    Topic(code="open", icon="circle-help", name=mark("Open questions")),
)


_WHOLE = frozenset({"kind", "network", "cta", "hashtag", "time", "pillar"})
"""Topics that say whose posts they rest on; alone on a page that is said beside the account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the topics are told from; `funnel` and `rivals` are worked out where they are asked.

    `link` leads to the rows of the whole brand, `own` to those of the account that was chosen;
    both are `None` for who may not see rows. `tags` is where one says what posts are about, `grid`
    gives an empty table for posts of competitors; both are empty for who may not.
    """

    answers: Answers
    funnel: Callable[[], Funnel]
    rivals: Callable[[], Competition]
    link: Link | None
    own: Link | None
    account: str = ""
    tags: str = ""
    grid: str = ""
    imports: str = ""


def parts(s: Speech, told: Told, topic: str) -> list[Part]:
    """Build the parts of a topic."""
    if topic != ALL:
        return [part for part in _parts(s, told, topic) if part[0]]
    codes = [*(one.code for one in TOPICS), "outcomes"]
    return [
        _resting(s, told, part, code) if place == 0 and code in _WHOLE else part
        for code in codes
        for place, part in enumerate(one for one in _parts(s, told, code) if one[0])
    ]


def _parts(s: Speech, told: Told, code: str) -> Iterator[Part]:
    answers, link, own = told.answers, told.link, told.own
    match code:
        case "overview":
            yield sections.changed(s, answers, own)
            yield sections.alerts(s, answers, own)
            yield _resting(s, told, sections.decisions(s, answers, link), code)
        case "posts":
            yield sections.ranking(s, answers, own)
        case "growth":
            yield sections.growth(s, answers, own) if answers.growth else _nothing_grew(s)
        case "funnel":
            yield funnel(s, told.funnel(), answers.head, own)
        case "outcomes":
            yield sections.outcomes(s, answers, link)
        case "competitors":
            yield _led(competition(s, told.rivals(), is_offline=False), _to_grid(s, told))
        case "pillar":
            yield _led(_question(s, told, code), _to_tags(s, told))
        case "open":
            yield sections.unknown(s, answers, link)
            yield sections.findings(s, answers, link)
            yield sections.method(s, answers)
        case "kind":
            yield _question(s, told, code)
            yield beside.beside(s, answers)
        case _:
            yield _question(s, told, code)


def _question(s: Speech, told: Told, code: str) -> Part:
    for asked in told.answers.questions:
        if asked.subject == code:
            return sections.question(s, asked, told.answers, told.link)
    said = s.text(mark(
        "No post has a pillar yet. Name the pillars of your strategy with their keywords; Balise "
        "then proposes one for each post, and you confirm."
    ))  # fmt: skip
    return section(code, s.text(d.TITLES["pillar"]), el("p", {"class": "lead"}, said)), ()


def _resting(s: Speech, told: Told, part: Part, code: str) -> Part:
    """Say above a part whose posts it rests on, where one account was chosen."""
    if not told.account:
        return part
    said = of_account(s, told.answers, code, told.account)
    note = el("p", {"class": "message info"}, said)
    return type(part[0])(f"{note}{part[0]}"), part[1]


def _led(part: Part, ways: Markup) -> Part:
    """Lead on below a part."""
    return type(part[0])(f"{part[0]}{ways}"), part[1]


def _to_tags(s: Speech, told: Told) -> Markup:
    if not told.tags:
        return Markup()
    said = s.text(mark("Say what posts are about"))
    return el("p", {"class": "actions"}, el("a", {"class": "button", "href": told.tags}, said))


def _to_grid(s: Speech, told: Told) -> Markup:
    if not told.grid:
        return Markup()
    table = {"class": "button", "href": told.grid, "download": ""}
    return el(
        "p",
        {"class": "actions"},
        el("a", table, s.text(mark("Download the empty table (CSV)"))),
        el("a", {"class": "button quiet", "href": told.imports}, s.text(mark("Import files"))),
    )


def _nothing_grew(s: Speech) -> Part:
    said = s.text(mark("Not known: import the daily figures of this account."))
    title = s.text(mark("How accounts grew"))
    return section("growth", title, el("p", {"class": "lead"}, said)), ()
