"""The road map of a plan as one HTML file: nothing is fetched, only the charts run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from balise.report.html import SCRIPTS, asset, head
from balise.report.markup import Markup, data, el
from balise.report.planned.calendar_html import calendar, symbols
from balise.report.planned.heads import head_of
from balise.report.planned.icons import BADGES
from balise.report.planned.values import Forecast, Goal, Meter, Mix, Page, Part, Place, Share, Table
from balise.report.theme import locale
from balise.words import Speech

_WIDE, _TALL = 100.0, 12.0
_FIGURES = 2
"""The last column of an account that holds a figure."""


def render(said: Page) -> bytes:
    """Write the page as a self-contained file."""
    s = Speech(said.language)
    css = style()
    scripts = [asset(name) for name in SCRIPTS] if said.forecasts else []
    page = el(
        "html",
        {"lang": said.language},
        head(f"{said.name} – {said.kicker}", css, scripts),
        el(
            "body",
            {"class": "planned"},
            el("a", {"class": "skip", "href": "#goals"}, s.text("Skip to the answers")),
            symbols(),
            _top(s, said),
            el("main", {"id": "main"}, list(main(s, said))),
            el("footer", {}, el("p", {}, " ".join(x for x in (said.label, said.made) if x))),
            el("div", {"id": "tip", "role": "presentation", "hidden": "hidden"}),
            _charts(s, said.forecasts) if said.forecasts else None,
            [Markup(f"<script>{script}</script>") for script in scripts],
        ),
    )
    return f"<!doctype html>\n{page}\n".encode()


@cache
def style() -> str:
    """Give the style: that of the report, the layout of this page, and a colour a network."""
    colours = [f".of-{code}, .net-{code} {{ --own: var(--{code}); }}" for code in BADGES]
    return "\n".join((asset("static/report.css"), asset("static/planned.css"), *colours))


def main(s: Speech, said: Page) -> Iterator[Markup]:
    """Build the parts of the page in their order."""
    yield _part(
        "goals", head_of(s, "goals"), [_lines((said.goals_said,)), _side(map(_goal, said.goals))]
    )
    yield from _where(s, said)
    if said.mixes:
        body = [_lines((said.mix_said,)), el("div", {"class": "mixes"}, map(_mix, said.mixes))]
        yield _part("mix", head_of(s, "mix"), body)
    yield _part("calendar", head_of(s, "calendar"), _calendar(s, said))
    yield _part("course", head_of(s, "course"),
                [_lines((said.forecast_said,)), *map(_forecast, said.forecasts)])  # fmt: skip
    if said.needs:
        yield _part("needs", head_of(s, "needs"), [_side(map(_need, said.needs))])
    first, *rest = map(_told, said.parts)
    yield first
    yield el("div", {"class": "pairs"}, rest)


def _told(one: Part) -> Markup:
    return _part(one.id, one.title, [_said(one), _table(one.table) if one.table else Markup()])


def _side(those: Iterable[Markup]) -> Markup:
    return el("div", {"class": "side"}, those)


def _where(s: Speech, said: Page) -> Iterator[Markup]:
    places = _part("places", head_of(s, "places"), [_lines(said.places_said), _places(s, said)])
    if not said.people:
        yield places
        return
    people = _part("people", head_of(s, "people"), [_side(_people(said))])
    beside = not any(one.why for one in said.places)  # reasons need the room
    yield el("div", {"class": "pairs uneven" if beside else "stacked"}, people, places)


def _part(name: str, title: str, body: Sequence[Markup]) -> Markup:
    return el(
        "section",
        {"id": name, "aria-labelledby": f"{name}-title"},
        el("h2", {"id": f"{name}-title"}, title),
        body,
    )


def _lines(said: Sequence[str]) -> Markup:
    return Markup("".join(el("p", {"class": "soft"}, each) for each in said if each))


def _said(one: Part) -> Markup:
    if len(one.said) == 1:
        return el("p", {}, one.said[0])
    return el("ul", {"class": "told"}, [el("li", {}, each) for each in one.said])


def _top(s: Speech, said: Page) -> Markup:
    links = [("goals", head_of(s, "goals")), ("calendar", head_of(s, "calendar")),
             ("course", head_of(s, "course")),
             *((one.id, one.title) for one in said.parts)]  # fmt: skip
    return el(
        "header",
        {},
        el("p", {"class": "kicker"}, said.kicker),
        el("h1", {}, said.name),
        el("p", {"class": "made-up"}, said.label) if said.label else None,
        el("p", {"class": "lead"}, said.lead) if said.lead else None,
        el("p", {"class": "about"}, said.about),
        el("nav", {"aria-label": s.text("Contents")},
           [el("a", {"href": f"#{name}"}, text) for name, text in links]),
    )  # fmt: skip


def _goal(one: Goal) -> Markup:
    course = one.course.replace(" ", "-")
    return el(
        "article",
        {"class": f"goal {course} main" if one.is_main else f"goal {course}"},
        el("h3", {}, one.name, " ", el("span", {"class": "soft"}, one.stage)),
        el("p", {"class": "target"}, el("b", {}, one.figure), " ", one.unit, " ",
           el("span", {"class": "until"}, one.until)),
        el("p", {"class": "chance"}, el("span", {"class": "word"}, one.word),
           el("b", {}, one.chance) if one.chance else None),
        _meter(one.meter) if one.meter else None,
        [el("p", {"class": "soft"}, each) for each in one.said],
    )  # fmt: skip


def _meter(one: Meter) -> Markup:
    def at(value: float) -> str:
        return f"{value * _WIDE:.1f}"

    half = _TALL / 2
    return el(
        "svg",
        {"class": "meter", "viewBox": f"0 0 {_WIDE:.0f} {_TALL:.0f}",
         "preserveAspectRatio": "none", "aria-hidden": "true"},
        el("rect", {"class": "track", "x": "0", "y": f"{half - 0.4}", "width": "100",
                    "height": "0.8"}),
        el("rect", {"class": "range", "x": at(one.low), "y": f"{half - 2}", "rx": "1",
                    "width": at(max(one.high - one.low, 0.01)), "height": "4"}),
        el("path", {"class": "aim", "d": f"M{at(one.target)} 0.5V{_TALL - 0.5}"}),
        el("path", {"class": "middle", "d": f"M{at(one.middle)} {half}h.01"}),
    )  # fmt: skip


def _people(said: Page) -> list[Markup]:
    return [
        el("div", {"class": "person"},
           el("h3", {}, one.name), el("p", {"class": "soft"}, one.about),
           el("p", {}, one.needs) if one.needs else None)
        for one in said.people
    ]  # fmt: skip


def _places(s: Speech, said: Page) -> Markup:
    """Write the accounts as a table, which stays one to a screen reader where it is a list."""
    has_why = any(one.why for one in said.places)
    names = ("account", "posts", "a_week", "asked", "kinds", *(("why",) if has_why else ()))
    heads = [head_of(s, name) for name in names]
    row = {"role": "row"}
    cells = [el("th", {"scope": "col", "role": "columnheader"}, each) for each in heads]
    return _wide(
        head_of(s, "places"),
        el("thead", {"role": "rowgroup"}, el("tr", row, cells)),
        el(
            "tbody",
            {"role": "rowgroup"},
            [el("tr", row, _place(one, heads)) for one in said.places],
        ),
        role="table",
    )


def _place(one: Place, heads: Sequence[str]) -> Iterator[Markup]:
    code = one.code if one.code.isalpha() else "other"
    yield el("th", {"scope": "row", "role": "rowheader"},
             el("b", {"class": f"chip of-{code} badge"}, one.badge),
             one.name, el("span", {"class": "soft"}, f" {one.handle}"))  # fmt: skip
    told = (one.posts, one.a_week, one.asked, one.kinds, one.why)
    for place, (name, cell) in enumerate(zip(heads[1:], told, strict=False)):
        look = "words" if place > _FIGURES else None
        yield el("td", {"role": "cell", "class": look, "data-head": name}, cell or "–")


def _wide(caption: str, *body: Markup, role: str | None = None) -> Markup:
    return el(
        "div",
        {"class": "scroll plain", "tabindex": "0", "role": "group", "aria-label": caption},
        el("table", {"role": role}, el("caption", {}, caption), *body),
    )


def _table(one: Table) -> Markup:
    rows = [
        el("tr", {}, el("th", {"scope": "row"}, row[0]),
           [el("td", {"class": "words" if len(cell) > 24 else None}, cell)  # noqa: PLR2004
            for cell in row[1:]])
        for row in one.rows
    ]  # fmt: skip
    heads = [el("th", {"scope": "col"}, each) for each in one.columns]
    return _wide(one.caption, el("thead", {}, el("tr", {}, heads)), el("tbody", {}, rows))


def _mix(one: Mix) -> Markup:
    return el(
        "div",
        {"class": "mix"},
        el("h3", {}, one.title),
        el("dl", {}, [el("div", {}, _share(row)) for row in one.rows]),
    )


def _share(one: Share) -> list[Markup]:
    width = f"{min(one.share, 1.0) * _WIDE:.1f}"
    wanted = one.wanted
    line = Markup()
    if wanted is not None:
        line = el("path", {"class": "aim", "d": f"M{min(wanted, 1.0) * _WIDE:.1f} 0V6"})
    return [
        el("dt", {}, one.label),
        el("dd", {}, el("b", {}, one.count), " ", el("span", {}, one.said),
           el("span", {"class": "asked"}, one.asked) if one.asked else None),
        el("dd", {"class": "drawn", "aria-hidden": "true"},
           el("svg", {"viewBox": "0 0 100 6", "preserveAspectRatio": "none"},
              el("rect", {"class": "track", "width": "100", "height": "6"}),
              el("rect", {"class": "fill", "width": width, "height": "6"}), line)),
    ]  # fmt: skip


def _calendar(s: Speech, said: Page) -> list[Markup]:
    told = _lines(said.calendar.said)
    if not said.posts.rows:
        return [told, calendar(said.calendar)]
    posts = el("details", {}, el("summary", {}, head_of(s, "every")), _table(said.posts))
    return [told, calendar(said.calendar), posts]


def _forecast(one: Forecast) -> Markup:
    return el(
        "figure",
        {"class": "course"},
        el("figcaption", {}, el("h3", {}, one.title), el("p", {}, one.sentence)),
        el("div", {"class": "chart", "id": one.id, "role": "img", "aria-label": one.sentence}),
        _table(one.months),
    )


def _need(one: Part) -> Markup:
    return el("div", {"class": "need"}, el("h3", {}, one.title), _said(one))


def _charts(s: Speech, drawn: Sequence[Forecast]) -> Markup:
    return data("charts", {"charts": [[one.id, one.spec] for one in drawn], "locale": locale(s)})
