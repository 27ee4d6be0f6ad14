"""The look back on one page: its sentences, its pictures, its forms, in both languages."""

from __future__ import annotations

import math
import re
from dataclasses import asdict, replace
from functools import cache
from html.parser import HTMLParser
from io import BytesIO

import pytest
from tests.unit.report.reviewed import empty, made

from balise.domain.refinement import Calibration
from balise.domain.review import Movement, Review
from balise.report.review import FORMS, page, render, review_blocks
from balise.report.review.plan_words import forecasts
from balise.words import LANGUAGES, Speech

NAN = (math.nan, math.nan, math.nan)


@cache
def review() -> Review:
    return made()


def texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in texts(inner)]
    if isinstance(value, list | tuple):
        return [text for inner in value for text in texts(inner)]
    return [value] if isinstance(value, str) else []


def moved(*movements: Movement) -> Review:
    return replace(review(), movements=movements)


def movement(raw: tuple[float, float, float], ratio: tuple[float, float, float], **given: str):  # type: ignore[no-untyped-def]  # noqa: ANN201
    verdict = given.pop("verdict", "no clear difference")
    return Movement(n=30, n_before=28, raw=raw, ratio=ratio, verdict=verdict, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("found", [made, empty])
def test_no_sentence_holds_an_open_place_or_a_figure_that_is_none(
    language: str, found: object
) -> None:
    said = texts(asdict(page(found(), language)))  # type: ignore[operator]
    for each in said:
        assert not re.search(r"[{}]|\bnan\b|\binf\b|None|\d\.\d{3,}", each), each
    every = [*said, *(t for b in review_blocks(found(), language) for t in texts(asdict(b)))]  # type: ignore[operator]
    assert every


def test_french_pages_hold_no_english() -> None:
    french, english = (page(review(), language) for language in ("fr", "en"))
    ours = set(texts(asdict(english))) & set(texts(asdict(french)))
    posts = {one.text for one in (*english.best, *english.worst)}
    words = {each for each in ours - posts if len(each.split()) > 3}
    assert not words


def test_a_change_is_never_told_without_its_interval_and_its_posts() -> None:
    said = page(review(), "en")
    assert re.search(r"\(from .* to .*\)", said.lead)
    assert "39 posts against 38" in said.changes.said[0]
    for line in said.changes.lines:
        assert line.between != "–"
        assert "/" in line.posts


def test_where_only_the_mix_changed_the_page_says_so() -> None:
    told = page(moved(movement((1.5, 1.2, 1.9), (1.02, 0.9, 1.15))), "en")
    assert any("another mix" in each and "better" in each for each in told.changes.said)
    fell = page(moved(movement((0.6, 0.4, 0.9), (1.02, 0.9, 1.15))), "en")
    assert any("another mix" in each and "worse" in each for each in fell.changes.said)
    same = page(moved(movement((1.5, 1.2, 1.9), (1.4, 1.1, 1.7), verdict="better")), "en")
    assert not any("another mix" in each for each in same.changes.said)


def test_an_account_that_stands_out_by_chance_is_not_claimed_and_the_page_says_why() -> None:
    told = page(
        moved(
            movement((1.0, 0.9, 1.1), (1.0, 0.9, 1.1)),
            movement((1.4, 1.1, 1.8), (1.4, 1.1, 1.8), account="x:parc"),
        ),
        "en",
    )
    assert told.changes.lines[1].tone == ""
    assert any("by chance" in each for each in told.changes.said)


def test_what_cannot_be_told_has_no_figure() -> None:
    told = page(moved(movement(NAN, NAN, verdict="not enough data")), "en")
    assert told.changes.figure == ""
    assert told.changes.lines[0].places is None
    assert "Too few posts" in told.lead


def test_places_on_the_axis_are_within_it_however_wide_the_interval() -> None:
    told = page(moved(movement((3.0, 0.001, 900.0), (3.0, 0.001, 900.0))), "en")
    places = told.changes.lines[0].places
    assert places is not None
    assert all(0 <= place <= 1 for place in (*places, told.changes.even))
    assert list(places) == sorted(places)


def test_fates_are_shares_of_the_slots_and_what_is_to_come_is_not_due() -> None:
    found = review()
    told = page(found, "en").kept
    assert math.isclose(sum(one.share for one in told.fates), 1)
    done = found.execution.fulfilments
    ahead = tuple(replace(one, fate="to come") for one in done[:3])
    later = replace(found, execution=replace(found.execution, fulfilments=ahead + done[3:]))
    due = int(page(later, "en").kept.figure.split()[-1])
    assert due == len(done) - 3


def test_what_went_astray_is_told_on_the_clock_of_the_slot() -> None:
    found = review()
    first = next(one for one in found.execution.fulfilments if one.fate != "posted")
    told = page(found, "en").kept.astray[0]
    assert f"{first.slot.local_at.day} October" in told.day
    assert f"{first.slot.local_at.hour}:{first.slot.local_at.minute:02d}" in told.day


def calibration(n: int = 40, verdict: str = "kept") -> Calibration:
    bins = tuple([n // 10] * 10)
    return Calibration(n=n, bins=bins, kept90=0.9, low=0.8, high=0.95, p=0.5, verdict=verdict)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "verdict", ["kept", "too sure", "too unsure", "too high", "too low", "cannot tell"]
)
def test_every_verdict_on_forecasts_has_words(language: str, verdict: str) -> None:
    n = 10 if verdict == "cannot tell" else 40
    told = forecasts(Speech(language), calibration(n, verdict))
    assert told.verdict
    assert told.said
    assert (told.picture is None) == (n < 20)


def test_bars_lie_on_the_picture_and_even_ones_within_the_band() -> None:
    even = forecasts(Speech("en"), calibration()).picture
    assert even is not None
    assert even.low <= even.even <= even.high <= 1
    assert all(even.low <= bar <= even.high for bar in even.bars)
    peak = replace(calibration(), bins=(0, 0, 0, 0, 40, 0, 0, 0, 0, 0))
    high = forecasts(Speech("en"), peak).picture
    assert high is not None
    assert max(high.bars) <= 1
    assert high.bars[4] > high.high


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.open.append(tag)
        found = dict(attrs)
        assert not any(name.startswith("on") or name == "style" for name in found)
        self.links += [found["href"] or ""] if "href" in found else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_whole_and_fetches_nothing(language: str) -> None:
    reader = Reader()
    text = render(review(), language=language, form="html").decode()
    reader.feed(text)
    assert not reader.open
    assert all(link.startswith("https://example.org/") for link in reader.links)
    assert "<script" not in text
    assert f'<html lang="{language}">' in text


def test_what_posts_and_people_wrote_is_never_markup() -> None:
    bad = '<img src=x onerror="alert(1)">{n}#[]$%*_'
    found = review()
    best = tuple(replace(one, text=bad, url="javascript:alert(1)") for one in found.best)
    hostile = replace(found, brand=bad, best=best)
    text = render(hostile, language="fr", form="html").decode()
    assert "<img" not in text
    assert "javascript:" not in text


def test_made_up_data_is_labelled_in_every_form() -> None:
    assert "Made-up data" in render(review(), language="en", form="html").decode()
    assert "Made-up data" in review_blocks(review(), "en")[0].sentences[0]
    real = replace(review(), is_made_up=False)
    assert "Made-up data" not in render(real, language="en", form="html").decode()


def test_a_decision_that_is_followed_up_is_told_once() -> None:
    found = review()
    twice = replace(found, decisions=(*found.decisions, found.follow_ups[0].decision))
    what = [one.what for one in page(twice, "en").decided]
    assert len(what) == len(set(what))
    assert page(found, "en").decided[1].what == "Change: 18:00–21:00 (instead of 9:00–12:00)"


def test_an_unknown_form_is_refused() -> None:
    assert set(FORMS) == {"html", "pdf"}
    with pytest.raises(ValueError, match="docx"):
        render(review(), language="en", form="docx")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_is_one_tagged_page(language: str) -> None:
    pypdf = pytest.importorskip("pypdf")
    pytest.importorskip("typst")
    for found in (review(), empty()):
        read = pypdf.PdfReader(BytesIO(render(found, language=language, form="pdf")))
        assert len(read.pages) == 1
        assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert read.trailer["/Root"]["/Lang"] == language


def test_a_page_full_of_long_texts_and_accounts_still_fits_one_page() -> None:
    pypdf = pytest.importorskip("pypdf")
    pytest.importorskip("typst")
    found = review()
    many = tuple(
        movement((1.0, 0.9, 1.1), (1.0, 0.9, 1.1), account=f"instagram:account-of-long-name-{i}")
        for i in range(9)
    )
    full = replace(found, movements=(found.movements[0], *many), brand="A very long name " * 6)
    read = pypdf.PdfReader(BytesIO(render(full, language="fr", form="pdf")))
    assert len(read.pages) == 1
