"""What people read: a table for a spreadsheet, Google's own table, the calendar in Markdown."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import example, given, strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from tests.unit.handoff.making import NOW, brief, briefs, plan, slot

from balise.domain.plan import KeyDate, Plan, Shortfall, Slot, StandIn
from balise.domain.reason import Reason
from balise.handoff import hand_off
from balise.words import Speech


def data(of: Plan, form: str, language: str = "en", **known: Any) -> str:
    (file,) = hand_off(of, known.pop("briefs", briefs(of)), form=form, language=language,
                       now=NOW, **known)  # fmt: skip
    return file.data.decode()


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


# The table for a spreadsheet


def test_the_table_has_every_field_and_tells_a_spreadsheet_that_it_is_utf_8() -> None:
    grounds = (Reason(factor="hour", level="18-21", multiplier=1.234, low=1.0, high=1.5),)
    text = data(plan(slot(q50=12.5, hashtags=("#a", "#b"), grounds=grounds)), "csv")
    assert text.startswith("\ufeff")
    (row,) = table(text[1:])
    assert {one.name for one in fields(Slot)} - {"stand_in"} <= set(row)
    assert (row["local_date"], row["local_time"]) == ("2027-03-02", "18:30")
    assert row["publish_at"] == "2027-03-02T17:30:00Z"
    assert (row["q05"], row["q50"], row["q95"]) == ("", "12.5", ""), "not known is empty, never 0"
    assert row["hashtags"] == "#a #b"
    assert row["grounds"] == "hour 18-21: +23% (0% to +50%)"
    assert row["is_finished"] == "false"
    assert row["brief_ask"] == "Come by on Saturday"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_table_is_in_one_language_and_holds_no_code_of_ours(language: str) -> None:
    grounds = (Reason(factor="kind", level="short_video", multiplier=0.9, low=0.5, high=2.5),)
    told = StandIn(kpi="engagement", q05=14.0, q50=20.5, q95=30.0)
    one = slot(stand_in=told, grounds=grounds, reason="Said in another language.")
    cards = [brief(one, reason="Le mardi marche bien.")]
    (row,) = table(data(plan(one), "csv", language, briefs=cards)[1:])
    assert [row[f"stand_in_{name}"] for name in ("q05", "q50", "q95")] == ["14.0", "20.5", "30.0"]
    assert row["stand_in_kpi"] == Speech(language).counted("engagement")
    assert row["reason"] == "Le mardi marche bien."
    assert not any("StandIn" in cell or "short_video" in cell for cell in row.values())
    assert ("vidéo courte" in row["grounds"]) == (language == "fr")


@given(st.text(st.characters(exclude_categories=()), max_size=40))
@example('=cmd|"/c calc"!A1')
@example("@SUM(1)")
@example("-1+1")
@example("\t=1")
@example("\r=1")
@example("\x00=1")
@example("\ud800=1")
def test_no_cell_of_the_table_is_taken_for_a_formula(text: str) -> None:
    of = slot(pillar=text, cta=text, hashtags=(text,), reason=text, account=text)
    written = data(plan(of), "csv", briefs=[brief(of, hook=text, ask=text)], texts={"s1": text})
    for row in table(written[1:]):
        for cell in row.values():
            assert not cell.startswith(("=", "@", "\t", "\r"))
            if cell[:1] in {"+", "-"}:
                assert not re.search(r"[A-Za-z(|!]", cell.replace("e", ""))


# Google's own table


def test_google_gets_its_own_header_american_dates_and_the_brief() -> None:
    of = plan(slot("s1"), slot("s2", state="skipped"))
    text = data(of, "google-calendar")
    assert text.splitlines()[0] == (
        "Subject,Start Date,Start Time,End Date,End Time,All Day Event,Description,Location,Private"
    )
    (row,) = table(text)
    assert row["Start Date"] == "03/02/2027"
    assert (row["Start Time"], row["End Time"]) == ("6:30 PM", "6:45 PM")
    assert "Ask: Come by on Saturday" in row["Description"]


def test_an_event_may_end_on_the_next_day_and_over_a_change_of_clocks() -> None:
    of = plan(slot("s1", publish_at=datetime(2027, 3, 2, 22, 50, tzinfo=UTC)),
              slot("s2", publish_at=datetime(2027, 3, 28, 0, 50, tzinfo=UTC)))  # fmt: skip
    late, spring = table(data(of, "google-calendar"))
    assert (late["Start Time"], late["End Date"], late["End Time"]) == (
        "11:50 PM", "03/03/2027", "12:05 AM"
    )  # fmt: skip
    assert (spring["Start Time"], spring["End Time"]) == ("1:50 AM", "3:05 AM")


def test_google_gets_a_file_for_each_zone() -> None:
    of = plan(slot("s1"), slot("s2", timezone="Asia/Tokyo"))
    files = hand_off(of, (), form="google-calendar", language="en", now=NOW)
    assert [file.name for file in files] == [
        "google-calendar.Asia-Tokyo.csv", "google-calendar.Europe-Brussels.csv"
    ]  # fmt: skip


# The calendar to read


def tokens(text: str) -> list[Token]:
    found = MarkdownIt("commonmark").parse(text)
    return [*found, *(child for one in found for child in one.children or ())]


def shown(text: str) -> str:
    return "\n".join(one.content for one in tokens(text) if one.type == "text")


def test_the_calendar_goes_week_by_week_and_day_by_day() -> None:
    of = plan(
        slot("s1"),
        slot("s2", publish_at=datetime(2027, 3, 9, 8, tzinfo=UTC), state="approved"),
        slot("s3", publish_at=datetime(2027, 3, 9, 9, tzinfo=UTC), state="skipped"),
        key_dates=(KeyDate(day=date(2027, 3, 8), name="Women's Day", kind="moment"),),
        free={1: 2},
        shortfalls=(Shortfall(code="draft-unplaced", what="d7"),),
        prior=True,
    )
    text = data(of, "markdown")
    heads = [line for line in text.splitlines() if line.startswith("#")]
    assert heads == [
        "# Publication plan",
        "## Objectives",
        "## Week 1 · 1 March 2027 – 7 March 2027",
        "### Tuesday 2 March 2027",
        "## Week 2 · 8 March 2027 – 14 March 2027",
        "### Monday 8 March 2027",
        "### Tuesday 9 March 2027",
        "## Left open",
    ]
    assert "2 posts · 1 March 2027 – 28 March 2027" in text
    assert "- **18:30** Instagram · image · how-to · planned" in text
    assert "**09:00**" in text
    assert "**10:00**" not in text, "what is skipped is not published"
    assert "Kept free for the unexpected: 2." in text
    assert "> Nothing was learnt from own posts yet" in text
    assert "*Women's Day* (moment of trade)" in text
    assert "The draft d7 found no place." in text
    assert "chance 40%" in text


def test_the_calendar_speaks_french() -> None:
    text = data(plan(slot()), "markdown", "fr")
    assert "# Plan de publication" in text
    assert "### Mardi 2 mars 2027" in text
    assert "## Semaine 1" in text
    assert "Week" not in text


def test_a_chance_that_is_not_known_is_not_a_number() -> None:
    aim = plan().objectives[0]
    unknown = plan(objectives=(type(aim)(objective="mood", target=5.0, q05=float("nan"),
                   q50=float("nan"), q95=float("nan"), p_reached=float("nan")),))  # fmt: skip
    text = data(unknown, "markdown")
    assert "chance n/a" in text
    assert "nan" not in text


@given(st.text(st.characters(exclude_categories=()), max_size=60))
@example("<script>alert(1)</script>")
@example("![x](https://e.org/p.png) [a](javascript:b) `code` **b** _i_ ~~s~~")
@example("one\n\n# two\n- three\n> four\n```\nfive")
@example("&lt;b&gt; &#60; \\<b> \\\\")
@example("https://example.org/<script>")
@example("https://example.org/a_b_c*d*")
def test_a_text_is_shown_as_it_is_and_never_becomes_markup(text: str) -> None:
    of = slot(pillar=text)
    page = data(plan(of), "markdown", briefs=[brief(of, hook=text, link=text)], texts={"s1": text})
    plain = data(plan(slot(pillar="x")), "markdown", briefs=[brief(of, hook="x", link="x")],
                 texts={"s1": "x"})  # fmt: skip
    kinds = {"html_inline", "html_block", "image", "code_inline", "fence", "code_block"}
    assert not kinds & {one.type for one in tokens(page)}
    count = [one.type for one in tokens(page)].count
    expected = [one.type for one in tokens(plain)].count
    for kind in ("heading_open", "blockquote_open", "strong_open", "em_open"):
        assert count(kind) == expected(kind)
    links = [one.attrs["href"] for one in tokens(page) if one.type == "link_open"]
    assert all(str(link).startswith(("http://", "https://")) for link in links)


@pytest.mark.parametrize("starts", [date(2027, 3, 1), None])
def test_a_calendar_without_a_first_day_begins_on_a_monday(starts: date | None) -> None:
    text = data(plan(slot(), starts=starts), "markdown")
    assert "## Week 1 · 1 March 2027 – 7 March 2027" in text


def test_a_text_that_is_given_stands_in_the_calendar() -> None:
    assert "Text: Open on *Saturday*" in shown(
        data(plan(slot()), "markdown", texts={"s1": "Open on *Saturday*"})
    ).replace("\n", "")
