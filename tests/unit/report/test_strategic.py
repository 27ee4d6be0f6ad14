"""What a report tells besides posts: in every form, with counts and intervals, or not at all."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from math import isnan

import pytest
from pptx import Presentation
from pypdf import PdfReader
from tests.unit.report.test_report_competition import noisy
from tests.unit.report.test_report_pages import EFFECTS, NOW, KnownFit, Outline, answers, effect
from tests.unit.report.test_slides import outside

from balise.domain.kept_report import PARTS
from balise.domain.plan import Outlook, Slot
from balise.domain.ports import MeasuredPost
from balise.domain.post import Post
from balise.domain.strategy import CallToAction, Identity, Objective, Pillar, Strategy
from balise.report import Look, Material, render
from balise.report.competition import compete
from balise.report.funnel import funnel
from balise.report.strategic.pillars import pillars
from balise.report.strategic.values import Aim, Strategic
from balise.report.values import Span

NAN = float("nan")
ENDS = date(2026, 6, 30)
LANGUAGES = ("en", "fr")
TITLES = {
    "objectives": ("Will the objectives be reached?", "Les objectifs seront-ils atteints"),
    "pillars": ("Pillars: asked, planned, made", "part demandée, prévue, publiée"),
    "funnel": ("What each stage of the funnel brought", "Ce que chaque étape de l’entonnoir"),
    "competitors": ("How you stand beside your competitors", "Votre place face à vos concurrents"),
}


def aim(name: str, kpi: str, target: float, told: tuple[float, float, float, float]) -> Aim:
    low, middle, high, chance = told
    objective = Objective(
        name=name, stage="awareness", kpi=kpi, aggregate="total", target=target,
        starts=date(2026, 1, 1), ends=ENDS,
    )  # fmt: skip
    outlook = Outlook(
        objective=name, kpi=kpi, target=target, q05=low, q50=middle, q95=high, p_reached=chance,
        ends=ENDS, published=3_600.0, course="cannot tell" if isnan(chance) else "on course",
    )  # fmt: skip
    return Aim(objective=objective, told=outlook, posts=31, planned=7)


OURS = Strategy(
    identity=Identity(name="Shop"),
    objectives=(),
    accounts=(),
    pillars=(Pillar(name="how-to", share=0.2), Pillar(name="season", share=0.8)),
    calls_to_action=(CallToAction(name="visit", stage="conversion"),),
)


def posts() -> list[MeasuredPost]:
    return [
        MeasuredPost(
            post=Post(
                uid=f"facebook:{i}", network="facebook", account="shop", kind="image",
                published_at=NOW - timedelta(days=3 + i), text="Spring",
                pillar="How-to" if i % 4 else "season", cta="visit" if i % 2 else None,
            ),
            values={"reactions": 5.0 + (i * 7) % 40},
            as_of=NOW,
        )
        for i in range(50)
    ]  # fmt: skip


def slot(n: int, pillar: str) -> Slot:
    return Slot(
        slot_id=str(n), content_id=str(n), network="facebook", account="shop", kind="image",
        publish_at=NOW - timedelta(days=n), pillar=pillar,
    )  # fmt: skip


@cache
def whole() -> Strategic:
    material = Material(brand="Shop", kpi="engagement", posts=posts(), fit=KnownFit(EFFECTS))
    slots = [slot(n, "how-to" if n % 2 else "season") for n in range(10)]
    return Strategic(
        aims=(
            aim("views", "views", 1_000, (800, 1_100, 1_500, 0.64)),
            aim("time", "watch_time_s", 36_000, (30_000, 40_000, 50_000, 0.71)),
            aim("sales", "till", 150, (NAN, NAN, NAN, NAN)),
        ),
        told_at=datetime(2026, 3, 30, tzinfo=UTC),
        pillars=pillars(material, OURS, slots, None),
        funnel=funnel(material, OURS),
        competition=compete(
            ("Shop", noisy(40, "own", 3.0, 1_000, 1)),
            {"Nord": noisy(40, "nord", 4.0, 1_000, 2)},
        ),
    )


def html(language: str, look: Look) -> str:
    written = render(answers(), language=language, form="html", look=look).decode()
    return " ".join(Outline(written).text)


def pdf(language: str, look: Look) -> str:
    read = PdfReader(io.BytesIO(render(answers(), language=language, form="pdf", look=look)))
    return " ".join(page.extract_text() for page in read.pages)


def slides(language: str, look: Look) -> str:
    written = render(answers(), language=language, form="pptx", look=look)
    said = []
    for slide in Presentation(io.BytesIO(written)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                said.append(shape.text_frame.text)
            if shape.has_table:
                said += [cell.text for row in shape.table.rows for cell in row.cells]
    return " ".join(said)


def plainly(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("written", [html, pdf, slides])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_tells_objectives_pillars_stages_and_competitors(
    written: Callable[[str, Look], str], language: str
) -> None:
    said = plainly(written(language, Look(strategic=whole())))
    for title in TITLES.values():
        assert title[LANGUAGES.index(language)] in said
    assert plainly({"en": "800 to 1,500", "fr": "800 à 1\u202f500"}[language]) in said
    assert "31 + 7" in said
    assert plainly({"en": "64%", "fr": "64\u202f%"}[language]) in said
    assert {"en": "estimated", "fr": "estimé"}[language] in said


@pytest.mark.parametrize("written", [html, pdf, slides])
def test_a_report_of_posts_only_stays_what_it_is(written: Callable[[str, Look], str]) -> None:
    said = plainly(written("en", Look()))
    assert not [title for title, _ in TITLES.values() if title in said]


@pytest.mark.parametrize("code", PARTS)
def test_a_part_that_is_not_there_leaves_no_heading_and_no_link(code: str) -> None:
    every = whole()
    some = {
        "objectives": replace(every, aims=()),
        "pillars": replace(every, pillars=None),
        "funnel": replace(every, funnel=None),
        "competitors": replace(every, competition=None),
    }[code]
    page = render(answers(), language="en", form="html", look=Look(strategic=some)).decode()
    there = [one for one in PARTS if f'<section id="{one}"' in page]
    assert there == [one for one in page_order(page) if one in there]
    assert set(there) == set(PARTS) - {code}
    assert f'href="#{code}"' not in page


def page_order(page: str) -> list[str]:
    return re.findall(r'<section id="([\w-]+)"', page)


def test_time_is_told_in_hours_all_along_and_what_cannot_be_told_is_said() -> None:
    said = plainly(html("en", Look(strategic=whole())))
    assert "10 hours watched by 30 June 2026" in said
    assert "Expected: 11.1; nine times in ten between 8.3 and 13.9." in said
    assert "So far: 1.0, from 31 posts; 7 more planned (estimated)." in said
    assert "Sales – Cannot tell (" in said
    assert "40,000" not in said


def test_a_pillar_is_told_as_asked_planned_made_and_by_how_it_did() -> None:
    found = whole().pillars
    assert found is not None
    how_to, season = found.themes
    assert (how_to.made.n, how_to.made.of, season.made.n) == (37, 50, 13)
    assert how_to.planned is not None
    assert (how_to.planned.n, how_to.planned.of) == (5, 10)
    assert how_to.did is not None
    assert (how_to.did.multiplier, season.did) == (1.4, None)
    said = plainly(html("en", Look(strategic=whole())))
    assert "How to: +40% against a typical post (from +17% to +68%, 40 posts, estimated)." in said
    assert "How to 74% for 20% asked (from" in said
    assert "Planned for these days: How to 50% (5/10) for 20% asked" in said
    assert "Too few posts to tell how they did: Season." in said


def test_posts_and_slots_of_other_days_and_pillars_of_no_strategy_are_not_counted() -> None:
    material = Material(brand="Shop", kpi="engagement", posts=posts(), fit=KnownFit(()))
    day = (NOW - timedelta(days=5)).date()
    found = pillars(material, OURS, (), Span(start=day, end=day))
    assert found is not None
    assert (found.told, found.themes[0].planned) == (1, None)
    assert pillars(material, replace(OURS, pillars=()), (), None) is None


def test_slides_hold_tables_and_charts_that_can_be_edited_and_nothing_lies_outside() -> None:
    written = render(answers(), language="fr", form="pptx", look=Look(strategic=whole()))
    file = Presentation(io.BytesIO(written))
    assert list(outside(file)) == []
    ours = [s for s in file.slides if any(t in plainly(text_of(s)) for _, t in TITLES.values())]
    assert len(ours) >= 5
    assert all(any(x.has_table or x.has_chart for x in slide.shapes) for slide in ours)


def text_of(slide: object) -> str:
    shapes = [each for each in slide.shapes if each.has_text_frame]  # type: ignore[attr-defined]
    return " ".join(each.text_frame.text for each in shapes)


def test_tables_and_data_have_the_parts_too_and_none_where_there_is_nothing() -> None:
    look = Look(strategic=whole())
    archive = zipfile.ZipFile(io.BytesIO(render(answers(), language="en", form="csv", look=look)))
    assert {"objectives.csv", "pillar-shares.csv", "funnel.csv", "equals.csv"} <= set(
        archive.namelist()
    )
    rows = list(csv.reader(io.StringIO(archive.read("objectives.csv").decode("utf-8-sig"))))
    assert rows[1][1:5] == ["1,000", "3,600", "1,100", "800 to 1,500"]
    told = json.loads(render(answers(), language="en", form="json", look=look))
    assert told["aims"][0]["told"]["p_reached"] == 0.64
    plain = json.loads(render(answers(), language="en", form="json"))
    assert {"aims", "told_at", "pillars", "funnel", "competition"}.isdisjoint(plain)


def test_an_effect_of_a_pillar_is_that_of_all_accounts() -> None:
    own = replace(effect("pillar", "how-to", 3.0), scope="shop")
    fit = KnownFit((own, effect("pillar", "how-to", 0.6)))
    material = Material(brand="Shop", kpi="engagement", posts=posts(), fit=fit)
    found = pillars(material, OURS, (), None)
    assert found is not None
    assert found.themes[0].did is not None
    assert found.themes[0].did.multiplier == 0.6
