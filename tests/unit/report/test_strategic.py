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

import numpy as np
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
from balise.report import Look, Material, funnel_words, render
from balise.report.auditing.tallies import share
from balise.report.competition import compete
from balise.report.funnel import funnel
from balise.report.strategic import pillars_words
from balise.report.strategic.pillars import pillars
from balise.report.strategic.values import Aim, Pillars, Strategic, Theme
from balise.report.values import Span
from balise.words import Speech

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
    return Aim(objective=objective, told=outlook, posts=40, planned=7, read=31)


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


def test_what_no_post_tells_is_not_known_and_never_nothing() -> None:
    (one, *_) = whole().aims
    dumb = replace(one, read=0, told=replace(one.told, published=0.0, lack="no-fit"))
    said = plainly(html("en", Look(strategic=Strategic(aims=(dumb,)))))
    assert "So far: not known, from 0 posts; 7 more planned (observed)." in said
    assert "So far: 0" not in said
    assert "31 + 7" not in said
    assert "40 + 7" not in said


@pytest.mark.parametrize("wanted", [(0.2,) * 5, (0.5, 0.3, 0.2), (0.05, 0.05, 0.3, 0.6)])
def test_where_all_pillars_are_on_target_one_report_in_ten_at_most_claims_another(
    wanted: tuple[float, ...],
) -> None:
    rng = np.random.default_rng(3)
    draws = [rng.multinomial(n, wanted) for n in (12, 40, 150) for _ in range(400)]
    claimed = 0
    for counts in draws:
        themes = tuple(
            Theme(name=str(i), wanted=asked, planned=None, did=None,
                  made=share(str(i), int(n), int(counts.sum())))
            for i, (n, asked) in enumerate(zip(counts, wanted, strict=True))
        )  # fmt: skip
        found = Pillars(themes=themes, told=int(counts.sum()), untold=0)
        claimed += "Clearly not" in pillars_words.mixed(Speech("en"), found)
    assert claimed / len(draws) < 0.12


def test_a_claim_on_shares_says_how_sure_it_is_of_pillars_and_of_stages() -> None:
    strategy = replace(OURS, funnel={"conversion": 0.05})
    material = Material(brand="Shop", kpi="engagement", posts=posts())
    stages = funnel_words.mix(Speech("en"), funnel(material, strategy))
    themes = pillars(material, OURS, (), None)
    assert stages is not None
    assert themes is not None
    for said in (stages.sentence, pillars_words.mixed(Speech("en"), themes)):
        assert "Clearly not what the strategy asks for" in said
        assert said.endswith(" (observed).")


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
    assert set(PARTS) <= told.keys()
    assert {"aims", "told_at", "competition"}.isdisjoint(told)
    assert told["objectives"]["told_at"] == "2026-03-30T00:00:00+00:00"
    assert told["objectives"]["aims"][0]["told"]["p_reached"] == 0.64
    assert told["objectives"]["aims"][0]["read"] == 31
    few = Look(strategic=replace(whole(), aims=()))
    some = json.loads(render(answers(), language="en", form="json", look=few))
    assert set(PARTS) - some.keys() == {"objectives"}
    assert "told_at" not in some
    plain = json.loads(render(answers(), language="en", form="json"))
    assert set(PARTS).isdisjoint(plain)


def test_an_effect_of_a_pillar_is_that_of_all_accounts() -> None:
    own = replace(effect("pillar", "how-to", 3.0), scope="shop")
    fit = KnownFit((own, effect("pillar", "how-to", 0.6)))
    material = Material(brand="Shop", kpi="engagement", posts=posts(), fit=fit)
    found = pillars(material, OURS, (), None)
    assert found is not None
    assert found.themes[0].did is not None
    assert found.themes[0].did.multiplier == 0.6
