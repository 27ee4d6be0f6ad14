"""The road map of a plan: every post once, honest figures, both languages, harmless forms."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from io import BytesIO
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from tests.unit.report import plans
from tests.unit.report.plans import SEVEN, STARTS, empty, plan, strategy

from balise.domain.plan import Course, Need, Outlook, Plan
from balise.domain.strategy import Event, Phase, Strategy
from balise.report.planned import FORMS, Page, outlook_rows, page, post_rows, render
from balise.report.planned.bands import lanes
from balise.report.planned.html import main
from balise.report.roadmap import Known
from balise.strategy.answers import Answers, Background
from balise.strategy.interview import complete, ranking
from balise.strategy.ranking_words import sentences
from balise.words import LANGUAGES, Speech

HOSTILE = '</script><img src=x onerror=alert(1)><!-- {evil} #panic("no") $x$ "\u2028'
NOT_A_NUMBER = re.compile(r"\b(?:nan|NaN|inf|Infinity|None|n/a)\b")


def said(language: str = "en", **how: Any) -> Page:
    ours = strategy(language)
    return page(plan(ours, **how), ours, language=language)


def html(made: Plan, ours: Strategy, language: str = "en", **more: Any) -> str:
    return render(made, ours, language=language, form="html", **more).decode()


def body(text: str) -> str:
    """Give the page without its style and its scripts."""
    return re.sub(r"<(script|style)\b.*?</\1>", "", text, flags=re.DOTALL)


def texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in texts(inner)]
    if isinstance(value, list | tuple):
        return [text for inner in value for text in texts(inner)]
    return [value] if isinstance(value, str) else []


def words_of(told: Page) -> str:
    """Give all words of a page, without codes and without the specs of charts."""
    whole = asdict(told)
    for one in whole["forecasts"]:
        del one["spec"]
    return " \n".join(texts(whole))


def ids(told: Page) -> list[str]:
    return [chip.slot_id for week in told.calendar.weeks for day in week.days for chip in day.chips]


@settings(max_examples=25, deadline=None)
@given(
    weeks=st.integers(1, 12),
    per_week=st.integers(0, 5),
    networks=st.sets(st.sampled_from(SEVEN), min_size=1),
    seed=st.integers(0, 99),
)
def test_every_post_is_in_the_calendar_once_on_its_local_day(
    weeks: int, per_week: int, networks: set[str], seed: int
) -> None:
    ours = strategy(networks=tuple(sorted(networks)), weeks=weeks)
    made = plan(ours, weeks=weeks, per_week=per_week, seed=seed)
    told = page(made, ours, language="en")
    assert Counter(ids(told)) == Counter(one.slot_id for one in made.slots)
    when = {one.slot_id: one.local_at for one in made.slots}
    for week in told.calendar.weeks:
        for day in week.days:
            for chip in day.chips:
                at = when[chip.slot_id]
                assert (day.iso, chip.time) == (at.date().isoformat(), f"{at:%-H:%M}")
    assert len(told.calendar.weeks) == weeks
    assert [row.slot_id for row in post_rows(Speech(), made, ours)] == [
        one.slot_id for one in made.slots
    ]
    assert len(told.posts.rows) == len(made.slots)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_as_many_chips_as_there_are_posts(language: str) -> None:
    ours = strategy(language)
    made = plan(ours)
    shown = html(made, ours, language)
    assert len(re.findall(r'<li class="chip ', shown)) == len(made.slots)


def test_a_post_after_midnight_stands_on_the_next_day() -> None:
    ours = strategy()
    late = replace(plan(ours).slots[0], publish_at=datetime(2026, 12, 1, 23, 30, tzinfo=UTC))
    told = page(replace(plan(ours), slots=(late,)), ours, language="en")
    day = told.calendar.weeks[0].days[2]
    assert (day.iso, day.chips[0].time) == ("2026-12-02", "0:30")


@pytest.mark.parametrize("days", [-3, 40])
def test_a_post_outside_the_weeks_of_the_plan_is_not_lost(days: int) -> None:
    ours = strategy()
    made = plan(ours)
    far = replace(
        made.slots[0],
        slot_id="far",
        publish_at=datetime(2026, 11, 30, 12, tzinfo=UTC) + timedelta(days=days),
    )
    told = page(replace(made, slots=(*made.slots, far)), ours, language="en")
    assert Counter(ids(told))["far"] == 1


class Grid(HTMLParser):
    """The width of each row of the calendar, cells that reach down from above counted."""

    def __init__(self) -> None:
        super().__init__()
        self.widths: list[int] = []
        self.down: list[int] = []
        self.roles: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.roles[given.get("role") or ""] += tag in {"table", "tr", "td", "th", "thead", "tbody"}
        if tag == "tr":
            self.widths.append(sum(n > 0 for n in self.down))
            self.down = [n - 1 for n in self.down if n > 1]
        if tag in {"td", "th"}:
            self.widths[-1] += int(given.get("colspan") or 1)
            rows = int(given.get("rowspan") or 1)
            if rows > 1:
                self.down.append(rows - 1)


@pytest.mark.parametrize("weeks", [1, 3, 12])
def test_the_calendar_is_a_whole_table_with_roles_and_headers(weeks: int) -> None:
    ours = strategy(weeks=weeks)
    ours = replace(
        ours,
        events=(
            *ours.events,
            Event(
                name="Fair",
                date=date(2026, 12, 18),
                phases=(Phase(name="all", from_day=-30, to_day=2),),
            ),
        ),
    )
    shown = html(plan(ours, weeks=weeks), ours)
    table = re.search(r'<table class="calendar.*?</table>', shown, re.DOTALL)
    assert table is not None
    grid = Grid()
    grid.feed(table[0])
    assert set(grid.widths) == {8}
    assert grid.roles["rowheader"] == weeks
    assert grid.roles["columnheader"] == 8
    assert grid.roles[""] == 0
    assert "<caption>" in table[0]


@settings(max_examples=60, deadline=None)
@given(
    phases=st.lists(st.tuples(st.integers(-20, 10), st.integers(-20, 10)).map(sorted), max_size=6)
)
def test_bands_fill_their_week_and_never_lie_on_one_another(phases: list[list[int]]) -> None:
    event = Event(
        name="Fair",
        date=STARTS + timedelta(days=3),
        phases=tuple(
            Phase(name=str(n), from_day=low, to_day=high) for n, (low, high) in enumerate(phases)
        ),
    )
    made = lanes(Speech(), replace(strategy(), events=(event,)), STARTS)
    assert all(sum(band.span for band in lane) == 7 for lane in made)
    told = Counter(band.label for lane in made for band in lane if band.label)
    touching = {
        f"Fair · {n}" for n, (low, high) in enumerate(phases) if low + 3 <= 6 and high + 3 >= 0
    }
    assert told == Counter(touching)


def test_closed_days_holidays_moments_events_phases_and_free_places_are_marked() -> None:
    told = said()
    days = {day.iso: day for week in told.calendar.weeks for day in week.days}
    assert [iso for iso, day in days.items() if day.closed] == [
        "2026-12-24", "2026-12-25", "2026-12-26",
    ]  # fmt: skip
    assert days["2026-12-24"].why_closed == "closed for stock-taking"
    assert [one.icon for one in days["2026-12-25"].marks] == ["holiday"]
    assert [one.icon for one in days["2026-12-05"].marks] == ["moment"]
    assert [one.icon for one in days["2026-12-19"].marks] == ["event"]
    assert [week.free for week in told.calendar.weeks] == [1, 2, 1, 2]
    looks = {one.look for one in told.calendar.keys} | {one.icon for one in told.calendar.keys}
    assert {"band", "closed", "free", "holiday", "moment", "event", "lot", "series"} <= looks


def test_colour_is_never_the_only_sign_of_a_network() -> None:
    ours = strategy(networks=SEVEN)
    told = page(plan(ours), ours, language="en")
    named = {one.code: one.badge for one in told.calendar.keys if one.code}
    chips = [c for week in told.calendar.weeks for day in week.days for c in day.chips]
    assert chips
    for one in chips:
        assert one.badge == named[one.code]
        assert one.account
        assert one.kind.said
    assert len(set(named.values())) == len(named)


def test_two_accounts_of_one_network_have_their_own_badges() -> None:
    ours = strategy(networks=("facebook",))
    twin = replace(ours.accounts[0], handle="other")
    ours = replace(ours, accounts=(ours.accounts[0], twin))
    assert [one.badge for one in page(empty(ours), ours, language="en").places] == ["FB1", "FB2"]


def test_the_legend_explains_only_what_is_there() -> None:
    ours = replace(strategy(), events=(), blackouts=(), series=())
    bare = replace(empty(ours), key_dates=())
    assert page(bare, ours, language="en").calendar.keys == ()


def test_parts_come_in_the_order_of_a_reader() -> None:
    order = re.findall(r'<section id="([^"]+)"', "".join(main(Speech(), said())))
    assert order == [
        "goals", "people", "places", "mix", "calendar", "course", "needs", "tests", "proof",
        "shortfalls", "unknown", "method",
    ]  # fmt: skip


def test_an_objective_tells_its_figure_date_chance_interval_and_course() -> None:
    main_, behind, blind = said().goals
    assert (main_.figure, main_.unit, main_.word) == ("1,200", "link clicks", "On course")
    assert "27 December 2026" in main_.until
    assert "68%" in main_.chance
    assert "between 898 and 1,810" in main_.said[0]
    assert any("85" in each and "before this plan" in each for each in main_.said)
    assert behind.word == "Behind"
    assert (blind.word, blind.chance, blind.meter) == ("Cannot tell", "", None)
    assert "No published post" in blind.said[0]
    for one in (main_, behind):
        assert one.meter is not None
        assert 0 <= one.meter.low <= one.meter.middle <= one.meter.high <= 1


@pytest.mark.parametrize(("p", "told"), [(1.0, "over 99%"), (0.0, "under 1%"), (0.5, "50%")])
def test_no_chance_is_told_as_a_certainty(p: float, told: str) -> None:
    ours = strategy()
    made = plan(ours)
    first = replace(made.objectives[0], p_reached=p)
    goal = page(replace(made, objectives=(first,)), ours, language="en").goals[0]
    assert told in goal.chance


@pytest.mark.parametrize(("course", "word"), [("reached", "Reached"), ("missed", "Missed")])
def test_what_is_over_has_a_word_and_no_chance(course: Course, word: str) -> None:
    ours = strategy()
    made = plan(ours)
    over = replace(made.objectives[0], course=course, p_reached=float(course == "reached"))
    told = page(replace(made, objectives=(over,)), ours, language="en")
    assert (told.goals[0].word, told.goals[0].chance, told.needs) == (word, "", ())


def test_what_it_would_take_is_told_where_the_chance_is_below_one_half_only() -> None:
    (need,) = said().needs
    assert need.title == "Seen around here: a chance of 14% now"
    assert len(need.said) == 5
    assert any("1,500 EUR" in each for each in need.said)
    ours = strategy()
    made = plan(ours)
    bare = tuple(replace(one, needs=()) for one in made.objectives)
    (told,) = page(replace(made, objectives=bare), ours, language="en").needs
    assert "Nothing that we could try" in told.said[0]


@pytest.mark.parametrize(
    ("gap", "told"),
    [
        (0.0, "can be expected to bring more."),
        (0.008, "over 0.8% more"),
        (0.2, "More time to search"),
        (math.nan, "not proven"),
        (math.inf, "not proven"),
    ],
)
def test_how_good_the_plan_is_proven_to_be_is_told_in_words(gap: float, told: str) -> None:
    ours = strategy()
    made = page(replace(plan(ours), optimality_gap=gap), ours, language="en")
    proof = next(one for one in made.parts if one.id == "proof")
    assert any(told in each for each in proof.said)
    assert any("keeps every rule" in each for each in proof.said)


def test_rules_that_are_broken_are_not_hidden() -> None:
    ours = strategy()
    told = words_of(page(replace(plan(ours), violations=("pace",)), ours, language="en"))
    assert "Rules that it breaks: pace." in told
    assert "keeps every rule" not in told


def test_what_is_drawn_by_lot_is_counted_with_its_cost() -> None:
    ours = strategy()
    made = plan(ours)
    n = sum(one.is_randomised for one in made.slots)
    part = page(made, ours, language="en").parts[0]
    assert part.said[0].startswith(f"{n} posts of {len(made.slots)}")
    assert "1.1%" in part.said[1]
    assert "2.0%" in part.said[1]
    assert part.table is not None
    free = page(replace(made, cost=-0.002), ours, language="en").parts[0]
    assert "costs nothing" in free.said[1]
    touched = replace(
        made, slots=tuple(replace(one, touch="moved") if one.draw_id else one for one in made.slots)
    )
    told = page(touched, ours, language="en").parts[0].said
    assert "Nothing is drawn" in told[0]


def test_the_mix_is_told_against_what_the_strategy_asks() -> None:
    ours = strategy()
    made = plan(ours)
    kinds, pillars, stages, asks = page(made, ours, language="en").mixes
    for one in (kinds, pillars, stages, asks):
        assert sum(int(row.count) for row in one.rows) == len(made.slots)
    assert [row.asked for row in pillars.rows] == ["asked: 50%", "asked: 30%", ""]
    assert [row.wanted for row in stages.rows] == [0.3, 0.5, 0.2]
    pieces = len({one.content_id for one in made.slots if one.kind == "short_video"})
    short = next(row for row in kinds.rows if row.label == "Short videos")
    assert short.asked == f"pieces: {pieces}, at most 16"


@pytest.mark.parametrize("language", LANGUAGES)
def test_networks_have_the_reason_of_the_order_where_there_is_one(language: str) -> None:
    begun = Answers.begun(language=language, today=STARTS)
    order = ranking(
        complete(begun, {"starter": "restaurant", "name": "H", "accounts": "instagram h 900 2"}),
        Background(),
    )
    ours = strategy(language)
    told = page(plan(ours), ours, language=language, ranking=order)
    assert all(one.why for one in told.places)
    assert told.places_said == tuple(sentences(order, Speech(language))[:1])
    bare = page(plan(ours), ours, language=language)
    assert {one.why for one in bare.places} == {""}
    assert {"en": ">Why<", "fr": ">Pourquoi<"}[language] in html(
        plan(ours), ours, language, ranking=order
    )


def test_what_cannot_be_told_is_said_and_never_printed_as_a_number() -> None:
    for language in LANGUAGES:
        ours = strategy(language)
        made = replace(plan(ours, knows=False), cost=math.nan, optimality_gap=math.nan)
        told = page(made, ours, language=language)
        assert not NOT_A_NUMBER.search(words_of(told))
        assert not NOT_A_NUMBER.search(body(html(made, ours, language)))
        assert told.forecasts == ()
        assert all(one.meter is None for one in told.goals)
        assert all(row.middle is None for row in post_rows(Speech(language), made, ours))
    rows = list(outlook_rows(Speech(), plan(strategy(), knows=False), strategy()))
    assert {one.chance for one in rows} == {"cannot tell"}
    assert {one.p_reached for one in rows} == {None}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("weeks", "knows"), [(1, True), (4, True), (4, False), (12, True)])
def test_no_sentence_is_left_in_the_other_language(
    language: str, weeks: int, *, knows: bool
) -> None:
    ours = strategy(language, networks=SEVEN, weeks=weeks)
    made = plan(ours, weeks=weeks, knows=knows)
    shown = words_of(page(made, ours, language=language))
    foreign = {
        "fr": r"\b(?:the|and|of|to|week|weeks|posts|post|is|by|at|expected|chance of)\b",
        "en": r"\b(?:les|des|pour|semaine|publications|du)\b",
    }
    assert re.findall(foreign[language], shown) == []
    assert not re.search(r"\{\w+\}", shown)
    if language == "fr":
        assert "'" not in shown
        assert not re.search(r" [;:!?»]|« ", shown), "narrow blanks before double marks"


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_names_are_shown_as_they_are_written(language: str) -> None:
    names = dict.fromkeys(plans.TEXTS[language], HOSTILE)
    ours = strategy(language, names=names)
    made = plan(ours)
    hostile = replace(
        made,
        slots=tuple(
            replace(one, reason=HOSTILE, hashtags=(HOSTILE,), draft=HOSTILE, kind=HOSTILE,
                    network=HOSTILE, account=HOSTILE)
            for one in made.slots
        ),
        violations=(HOSTILE,),
    )  # fmt: skip
    shown = html(hostile, ours, language)
    assert "<img" not in shown
    assert "<!-- {evil}" not in body(shown)
    assert "&lt;img src=x" in shown
    assert shown.count("<script") == shown.count("</script>")
    assert not re.search(r' style="', body(shown)), "its policy allows no style of an element"
    assert json.loads(render(hostile, ours, language=language, form="json"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_fetches_nothing_is_labelled_and_prints_on_a4(language: str) -> None:
    ours = strategy(language)
    known = Known(made=date(2026, 11, 28), is_made_up=True)
    shown = html(plan(ours), ours, language, known=known)
    plain = body(shown)
    assert "default-src &#x27;none&#x27;" in shown
    assert not re.search(r'(?:src|href)="(?!#)', plain)
    assert "@page wide { size: A4 landscape" in shown
    assert "@page { size: A4;" in shown
    assert "prefers-color-scheme: dark" in shown
    assert f'lang="{language}"' in shown
    assert plain.count("<h1") == 1
    assert {"en": "Made-up data", "fr": "Données inventées"}[language] in plain
    assert {"en": "Made-up data", "fr": "Données inventées"}[language] not in html(
        plan(ours), ours, language
    )


def test_json_has_every_number_and_null_where_there_is_none() -> None:
    ours = strategy()
    made = replace(plan(ours, knows=False), free=MappingProxyType({0: 2}))
    told = json.loads(render(made, ours, language="fr", form="json"))
    assert told["version"] == 1
    assert told["is_made_up"] is False
    assert [one["slot_id"] for one in told["plan"]["slots"]] == [one.slot_id for one in made.slots]
    assert {one["q50"] for one in told["plan"]["slots"]} == {None}
    assert told["plan"]["free"] == {"0": 2}
    assert render(made, ours, language="en", form="json") == render(
        made, ours, language="fr", form="json"
    )


def test_there_is_no_other_form() -> None:
    assert set(FORMS) == {"html", "pdf", "json"}
    with pytest.raises(ValueError, match="docx"):
        render(plan(strategy()), strategy(), language="en", form="docx")


def test_an_objective_that_the_strategy_no_longer_has_is_left_out() -> None:
    ours = strategy()
    gone = Outlook(objective="gone", target=1, q05=0, q50=1, q95=2, p_reached=0.4,
                   needs=(Need(way="posts", amount=3, p_reached=0.5),))  # fmt: skip
    made = replace(plan(ours), objectives=(gone,))
    assert page(made, ours, language="en").goals == ()
    assert list(outlook_rows(Speech(), made, ours)) == []


def test_an_empty_plan_says_so() -> None:
    ours = strategy()
    told = page(empty(ours), ours, language="en")
    assert told.calendar.said == ("There is no post in this plan.",)
    assert [row.share for one in told.mixes for row in one.rows if row.share] == []
    assert html(empty(ours), ours)


def _tagged(element: Any) -> Any:
    element = element.get_object()
    if isinstance(element, dict):
        if "/S" in element:
            yield element
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            if not isinstance(kid, int):
                yield from _tagged(kid)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_is_tagged_and_its_calendar_lies_across_a4(language: str) -> None:
    pytest.importorskip("typst")
    pypdf = pytest.importorskip("pypdf")
    ours = strategy(language)
    made = plan(ours)
    read = pypdf.PdfReader(BytesIO(render(made, ours, language=language, form="pdf")))
    root: Any = read.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    count = Counter(str(one["/S"]) for one in _tagged(root["/StructTreeRoot"]))
    assert count["/H2"] >= 11
    assert count["/TH"] >= 8 + 5 + 8
    assert count["/L"] >= 1
    sizes = {(round(one.mediabox.width), round(one.mediabox.height)) for one in read.pages}
    assert sizes == {(595, 842), (842, 595)}
    text = " ".join(" ".join(one.extract_text() for one in read.pages).split())
    assert text.count("#heron") == len(made.slots)
    assert ours.identity.name in text
    assert not NOT_A_NUMBER.search(text)


def test_the_pdf_of_many_posts_prints_the_calendar_and_says_where_the_list_is() -> None:
    pytest.importorskip("typst")
    pypdf = pytest.importorskip("pypdf")
    ours = strategy(networks=SEVEN, weeks=12)
    made = plan(ours, weeks=12, per_week=4)
    read = pypdf.PdfReader(BytesIO(render(made, ours, language="en", form="pdf")))
    text = " ".join(" ".join(one.extract_text() for one in read.pages).split())
    assert "With 336 posts" in text
    assert "Week 12" in text
    assert len(read.pages) <= 9


@pytest.mark.parametrize("kind", ["hostile", "empty", "blind"])
def test_a_pdf_is_made_of_any_plan(kind: str) -> None:
    pytest.importorskip("typst")
    ours = (
        strategy(names=dict.fromkeys(plans.TEXTS["en"], HOSTILE))
        if kind == "hostile"
        else strategy()
    )
    made = {"hostile": plan(ours), "empty": empty(ours), "blind": plan(ours, knows=False)}[kind]
    assert render(made, ours, language="en", form="pdf").startswith(b"%PDF")
