"""What no network sees, in the report: sums that are sums, marks that are not, and no cause."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from balise import report
from balise.domain.outcome import Outcome
from balise.report.outcomes import OutcomeAnswer, outcomes
from balise.report.values import Material, Span

NOW = Span(start=date(2026, 5, 4), end=date(2026, 5, 31))
AT = datetime(2026, 6, 2, tzinfo=UTC)


def told(day: date, *, name: str = "till", days: int = 1, **facts: Any) -> Outcome:
    values = {k: v for k, v in facts.items() if isinstance(v, int | float)}
    parts = {k: v for k, v in facts.items() if isinstance(v, str)}
    return Outcome(
        name=name,
        starts=day,
        ends=day + timedelta(days=days - 1),
        values={re.sub(r"_([A-Z]{3})$", r".\1", name): v for name, v in values.items()},
        as_of=AT,
        **parts,
    )


def two_periods(now: float, before: float, *, count: int = 28, **facts: Any) -> list[Outcome]:
    return [
        told(NOW.start + timedelta(days=i - 28), count=before if i < 28 else now, **facts)
        for i in range(28 - count, 56)
    ]


def one(found: list[Outcome], now: Span | None = NOW) -> OutcomeAnswer:
    (answer,) = outcomes(found, now)
    return answer


def said(found: list[Outcome], language: str = "en") -> str:
    answers = report.answer(
        Material(brand="park", posts=(), outcomes=found), start=NOW.start, end=NOW.end
    )
    blocks = {block.title: block.sentences for block in report.blocks(answers, language)}
    title = {"en": "What no network sees", "fr": "Ce qu’aucun réseau ne voit"}[language]
    return " ".join(blocks[title])


def test_a_total_is_set_against_the_period_before() -> None:
    answer = one(two_periods(3, 2))
    (figure,) = answer.figures
    assert (figure.value, figure.now, figure.before) == ("count", 84, 56)
    assert (answer.known, answer.known_before, answer.is_comparable) == (28, 28, True)


def test_periods_that_are_not_known_for_as_long_are_not_compared() -> None:
    found = two_periods(3, 2, count=10)
    assert not one(found).is_comparable
    text = said(found)
    assert "known for 10 days" in text
    assert "%" not in text


def test_two_breakdowns_of_the_same_sales_are_not_added() -> None:
    by_code = [
        told(NOW.start, count=4, code="MAI"), told(NOW.start, count=6, code=""),
        told(NOW.start, count=10, channel="shop"), told(NOW.start, count=10),
    ]  # fmt: skip
    answer = one(by_code)
    assert [figure.now for figure in answer.figures] == [10]
    assert {(part.dimension, part.name): part.now for part in answer.parts} == {
        ("code", "MAI"): 4, ("channel", "shop"): 10,
    }  # fmt: skip


def test_days_and_the_month_that_holds_them_are_not_added() -> None:
    month = told(date(2026, 5, 1), days=31, count=999)
    assert one([*two_periods(3, 2), month]).figures[0].now == 84


def test_a_table_by_month_is_told_in_its_own_last_months() -> None:
    months = [
        told(date(2026, m, 1), days=d, count=m) for m, d in ((3, 31), (4, 30), (5, 31), (6, 30))
    ]
    answer = one(months)
    assert (answer.now.start, answer.now.end) == (date(2026, 5, 1), date(2026, 5, 31))
    assert answer.before == Span(start=date(2026, 4, 1), end=date(2026, 4, 30))
    assert (answer.figures[0].now, answer.figures[0].before) == (5, 4)
    weeks = [told(date(2026, 5, 4) + timedelta(weeks=n), days=7, count=n) for n in range(4)]
    assert one([*months, *weeks]).figures[0].now in {5, 3}  # never both


def test_marks_are_averaged_over_answers_with_their_interval() -> None:
    marks = [
        told(NOW.start, name="survey", score=8.0, answers=3, score_sd=1.0),
        told(NOW.end, name="survey", score=6.0, answers=1),
        told(NOW.start - timedelta(days=1), name="survey", score=5.0, answers=10, score_sd=2.0),
    ]
    (figure,) = one(marks).figures
    assert figure.now == pytest.approx(7.5)
    assert (figure.n, figure.before) == (4, 5.0)
    # Of 7, 8, 9 and 6: variance 5/3, t(3) at 95 % 2.3534.
    half = 2.3534 * (5 / 3 / 4) ** 0.5
    assert figure.low == pytest.approx(7.5 - half, 1e-3)
    assert figure.high == pytest.approx(7.5 + half, 1e-3)
    assert "7.5 (6.0 to 9.0, 4 answers, before: 5)" in said(marks)


def test_marks_without_their_answers_are_told_as_they_stood_last() -> None:
    marks = [told(NOW.start, score=8.0), told(NOW.end, score=6.5)]
    (figure,) = one(marks).figures
    assert (figure.now, figure.n, figure.low) == (6.5, None, None)


def test_users_are_never_told_as_a_sum() -> None:
    visits = [told(NOW.start, name="web", sessions=9, users=7, origin="fb"),
              told(NOW.start, name="web", sessions=5, users=4, origin="google")]  # fmt: skip
    assert [figure.value for figure in one(visits).figures] == ["sessions"]


def test_currencies_stand_side_by_side() -> None:
    found = [told(NOW.start, amount_EUR=1234.5), told(NOW.end, amount_CHF=10)]
    figures = {figure.value: figure.now for figure in one(found).figures}
    assert figures == {"amount.CHF": 10, "amount.EUR": 1234.5}
    assert "1\u202f234,50\u202fEUR" in said(found, "fr")


def test_an_outcome_of_another_time_is_not_told() -> None:
    assert outcomes([told(date(2024, 1, 1), count=3)], NOW) == ()
    later = told(date(2026, 7, 1), days=31, count=3)
    assert outcomes([later], NOW) == ()
    assert one([told(date(2024, 1, 1), count=3)], None).now.end == date(2024, 1, 1)


def test_no_sentence_says_that_posts_brought_it_about() -> None:
    text = said(two_periods(3, 2, code="MAI"))
    assert "+50%" in text
    assert "not that posts brought it about" in text
    assert "By code: MAI 84 (before: 56)." in text


def test_nothing_is_said_where_there_is_no_table() -> None:
    answers = report.answer(Material(brand="park", posts=()))
    assert answers.outcomes == ()
    assert all(block.title != "What no network sees" for block in report.blocks(answers, "en"))
    assert b'id="outcomes"' not in report.render(answers, language="en", form="html")


def test_the_page_and_the_json_tell_it_too() -> None:
    material = Material(brand="park", posts=(), outcomes=two_periods(3, 2, code="<b>&"))
    answers = report.answer(material, start=NOW.start, end=NOW.end)
    page = report.render(answers, language="fr", form="html").decode()
    assert 'href="#outcomes"' in page
    assert "&lt;b&gt;&amp;" in page
    written = json.loads(report.render(answers, language="fr", form="json"))
    assert written["outcomes"][0]["figures"][0]["now"] == 84
