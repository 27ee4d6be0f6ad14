"""Why a result was expected of a post, in a line and as a table."""

from __future__ import annotations

import io
import math

import pytest
from rich.console import Console
from tests.unit.report.test_report_pages import LANGUAGES, answers

from balise.cli.answers import show
from balise.domain.reason import Reason
from balise.report import render
from balise.report.explained import because, strongest
from balise.words import Speech

LINE = {
    "en": "Expected ×1.38 for images, ×0.91 for Sunday",
    "fr": "Attendu ×1,38 pour images, ×0,91 pour dimanche",
}


def reason(factor: str, level: str, multiplier: float) -> Reason:
    return Reason(factor=factor, level=level, multiplier=multiplier, low=0.5, high=2.0)


def test_the_strongest_come_first_either_way_and_three_at_most() -> None:
    made = [reason("hashtag", str(i), 1 + i / 10) for i in range(6)]
    told = strongest((*made, reason("kind", "video", 0.5)))
    assert [r.multiplier for r in told] == [0.5, 1.5, 1.4]


def test_where_it_was_published_is_no_reason_and_neither_is_a_trifle() -> None:
    made = (reason("baseline", "shop", 90), reason("network", "x", 3), reason("hour", "9", 1.04))
    assert strongest(made) == ()
    assert because(Speech(), made) == ""


@pytest.mark.parametrize(
    ("factor", "level", "said"),
    [
        ("wording", "3", "3 frequent words"),
        ("cta", "none", "no call to action"),
        ("cta", "save", "call to action: save the post"),
        ("hour", "23", "23:00–24:00"),
        ("emoji", "yes", "an emoji"),
        ("hashtag", "diy", "#diy"),
        ("title length", "0", "title length: no character"),
        ("media count", "1", "one picture or film"),
        ("media count", "2-4", "2 to 4 pictures or films"),
        ("media count", "5+", "at least 5 pictures or films"),
    ],
)
def test_a_reason_is_named_so_that_it_stands_alone(factor: str, level: str, said: str) -> None:
    assert because(Speech(), (reason(factor, level, 1.5),)).endswith(f"×1.50 for {said}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_best_and_worst_posts_say_why_so_much_was_expected(language: str) -> None:
    found = answers()
    told = [*found.ranking.best, *found.ranking.worst]
    assert told
    assert all(math.prod(r.multiplier for r in p.reasons) > 1 for p in told)
    page = render(found, language=language, form="html").decode()
    assert page.count(f'<p class="soft">{LINE[language]}</p>') == len(told)
    out = io.StringIO()
    show(found, Speech(language), Console(file=out, width=80))
    assert out.getvalue().count(LINE[language]) == len(told)


def test_the_pdf_says_it_too() -> None:
    pypdf = pytest.importorskip("pypdf")
    found = answers()
    document = pypdf.PdfReader(io.BytesIO(render(found, language="en", form="pdf")))
    text = " ".join(" ".join(page.extract_text() for page in document.pages).split())
    told = len(found.ranking.best) + len(found.ranking.worst)
    assert text.count("Expected ×1.38 for images") == told
