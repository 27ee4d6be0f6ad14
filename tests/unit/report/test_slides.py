"""The report as slides: they can be edited, nothing lies outside, no figure lacks its interval."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from PIL import Image
from pptx import Presentation
from pptx.util import Inches
from tests.unit.report.test_report_pages import EFFECTS, HOSTILE, answers, effect, empty

from balise.domain.beside import Beside, KindBeside
from balise.domain.branding import Branding
from balise.domain.remark import SECTIONS, Remark
from balise.errors import ExtraMissingError
from balise.report import Answers, Look, render
from balise.report.logo import drawn_anew
from balise.report.slides import fit

LANGUAGES = ("en", "fr")
LABEL = {"en": "Made-up data", "fr": "Données inventées"}
AT = datetime(2026, 4, 1, tzinfo=UTC)
CHANGE = re.compile(r"[+\u2212]\d+|×\d")
INTERVAL = re.compile(r"(?:from|de) \S.* (?:to|à) |\d+ (?:days|jours)|\S+ (?:to|à) [+\u2212×]?\d")
NASTY = "\x00\x0b\x1b[31m\ud800 שלום \u202eevil\u202c 👩‍👩‍👧 مرحبا " + HOSTILE


def deck(found: Answers, language: str = "en", look: Look | None = None) -> Any:
    content = render(found, language=language, form="pptx", look=look or Look())
    return Presentation(io.BytesIO(content))


def texts(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def cells(slide: Any) -> list[list[str]]:
    tables = [shape.table for shape in slide.shapes if shape.has_table]
    return [[cell.text for cell in row.cells] for table in tables for row in table.rows]


def spoken(slide: Any) -> str:
    return str(slide.notes_slide.notes_text_frame.text)


def every_text(file: Any) -> str:
    said: list[str] = []
    for slide in file.slides:
        said += [*texts(slide), spoken(slide), *(cell for row in cells(slide) for cell in row)]
    return "\n".join(said)


def a_logo() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (400, 120), "#b41e5a").save(written, "PNG")
    return written.getvalue()


def note(section: str, text: str) -> Remark:
    return Remark(section=section, text=text, by="Ana", at=AT)


def outside(file: Any) -> Iterator[str]:
    """Tell which shape, or which text by a count of its lines, lies outside of its place."""
    wide, high = file.slide_width, file.slide_height
    for n, slide in enumerate(file.slides, 1):
        for shape in slide.shapes:
            ends = (shape.left + shape.width, shape.top + shape.height)
            if shape.left < 0 or shape.top < 0 or ends[0] > wide + 9 or ends[1] > high + 9:
                yield f"{n}: {shape.name} {ends}"
            if shape.has_text_frame and shape.text_frame.text and tall(shape) > shape.height:
                yield f"{n}: {shape.name} holds too much: {shape.text_frame.text[:60]}"


def tall(shape: Any) -> int:
    total = 0.0
    for paragraph in shape.text_frame.paragraphs:
        size = max((run.font.size.pt for run in paragraph.runs), default=11.0)
        bold = any(run.font.bold for run in paragraph.runs)
        n = len(fit.lines(paragraph.text, size, shape.width / Inches(1), bold=bold))
        after = paragraph.space_after.pt if paragraph.space_after is not None else 0.0
        total += n * size * fit.LEADING + after
    return int(total * 12_700 - 12_700)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_slide_has_a_title_of_its_own_words_that_can_be_edited(language: str) -> None:
    file = deck(answers(), language)
    titles = [slide.shapes.title.text_frame.text for slide in file.slides]
    assert len(titles) >= 12
    assert all(titles)
    assert len(set(titles)) == len(titles)
    assert file.slide_width * 9 == pytest.approx(file.slide_height * 16, rel=1e-3)


@pytest.mark.parametrize("language", LANGUAGES)
def test_made_up_brands_are_labelled_on_each_slide_and_in_its_notes(language: str) -> None:
    for slide in deck(answers(), language).slides:
        assert any(LABEL[language] in text for text in texts(slide))
        assert LABEL[language] in spoken(slide)
    real = replace(answers(), head=replace(answers().head, is_made_up=False))
    assert LABEL[language] not in every_text(deck(real, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_effect_stands_without_its_interval_its_posts_and_how_sure(language: str) -> None:
    file = deck(answers(), language)
    sure = {"en": ("estimated", "observed"), "fr": ("estimé", "observé")}[language]
    rows = [row for slide in file.slides for row in cells(slide) if CHANGE.match(row[1])]
    assert len(rows) >= 10
    for row in rows:
        assert INTERVAL.search(row[2]), row
        assert re.search(r"\d", row[3]), row
        assert row[-1] in sure, row
    for slide in file.slides:
        for text in texts(slide):
            for paragraph in text.split("\n"):
                if CHANGE.search(paragraph) and not paragraph.startswith(("Over", "Sur")):
                    assert INTERVAL.search(paragraph), paragraph


def test_charts_are_charts_with_the_numbers_and_the_intervals_of_the_table() -> None:
    file = deck(answers())
    charts = [shape.chart for slide in file.slides for shape in slide.shapes if shape.has_chart]
    bars = [chart for chart in charts if chart._chartSpace.xpath(".//c:errBars")]
    assert len(bars) >= 5
    kinds = next(c for c in bars if "Short videos" in list(c.plots[0].categories))
    assert list(kinds.plots[0].categories) == ["Short videos", "Images", "Posts with a link"]
    assert list(kinds.plots[0].series[0].values) == pytest.approx([0.5, 0.0, -0.4])
    plus = kinds._chartSpace.xpath(".//c:errBars/c:plus//c:v")
    assert [float(each.text) for each in plus] == pytest.approx([0.3, 0.2, 0.12], abs=1e-4)
    described = [
        shape._element.xpath(".//p:cNvPr")[0].get("descr")
        for slide in file.slides for shape in slide.shapes if shape.has_chart or shape.has_table
    ]  # fmt: skip
    assert all(described)


def test_an_interval_beyond_the_axis_is_told_and_stays_in_the_table() -> None:
    wild = (*EFFECTS, effect("kind", "video", 30.0, 2.0))
    file = deck(answers(wild))
    slide = next(s for s in file.slides if "Which formats" in "".join(texts(s)))
    assert any("The axis ends at" in text for text in texts(slide))
    assert any("×60" in cell for row in cells(slide) for cell in row)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notes_of_a_speaker_tell_where_the_figures_come_from(language: str) -> None:
    for slide in list(deck(answers(), language).slides)[1:]:
        assert "ab12" in spoken(slide)
        assert "test" in spoken(slide)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("found", [answers(), empty(), answers(()), answers(text=NASTY * 40)])
def test_nothing_lies_outside_of_its_place(language: str, found: Answers) -> None:
    notes = tuple(note(section, f"**{section}** " + "word " * 40) for section in SECTIONS)
    assert list(outside(deck(found, language, Look(notes=notes)))) == []


@pytest.mark.parametrize("said", ["x" * 10_000, "two words " * 1_000, "字" * 10_000, NASTY * 150])
def test_ten_thousand_characters_are_cut_where_they_end_and_whole_in_the_notes(said: str) -> None:
    shown = Look(branding=Branding(name=said), notes=(note("posts", said),))
    file = deck(answers(text=said), "fr", shown)
    assert list(outside(file)) == []
    if said.isalnum():
        assert any(spoken(slide).count(said[0]) >= 10_000 for slide in file.slides)


@settings(max_examples=12)
@given(st.text(max_size=300), st.text(max_size=60))
def test_no_text_breaks_the_file(text: str, name: str) -> None:
    look = Look(branding=Branding(name=name), notes=(note("kind", text),))
    file = deck(answers((effect("hashtag", text or "x", 1.3), *EFFECTS)), "en", look)
    assert list(outside(file)) == []
    assert not re.search("[\x00-\x08\x0e-\x1f\u202e]", every_text(file))


def test_what_is_written_from_right_to_left_is_set_so() -> None:
    file = deck(answers(), "en", Look(notes=(note("posts", "שלום עולם"),)))
    marked = [
        paragraph
        for slide in file.slides for shape in slide.shapes if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs if paragraph._p.xpath("./a:pPr[@rtl='1']")
    ]  # fmt: skip
    assert ["שלום" in each.text for each in marked] == [True]


def test_a_brand_is_shown_by_its_name_its_colour_and_its_logo() -> None:
    logo = drawn_anew(a_logo())
    shown = Look(branding=Branding(name="Chez Ana", accent="#7a1f3d", logo=logo))
    file = deck(answers(), "en", shown)
    assert file.slides[0].shapes.title.text_frame.text == "Chez Ana"
    pictures = [[s for s in slide.shapes if s.shape_type == 13] for slide in file.slides]
    assert all(len(found) == 1 and found[0].image.blob == logo.data for found in pictures)
    assert "7A1F3D" in file.slides[1].shapes._spTree.xml.upper()
    assert "Shop" not in [s.shapes.title.text_frame.text for s in file.slides]


def test_a_note_follows_the_slide_it_speaks_of_under_the_name_of_who_wrote_it() -> None:
    said = "The **fair** moved it.\n\n- one\n- *two*"
    file = deck(answers(), "en", Look(notes=(note("changed", said),)))
    slide = file.slides[2]
    assert any("Ana" in text and "Analyst" in text for text in texts(slide))
    assert any("not measured" in text for text in texts(slide))
    runs = [
        (run.text, bool(run.font.bold), bool(run.font.italic))
        for shape in slide.shapes if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs for run in paragraph.runs
    ]  # fmt: skip
    assert ("fair", True, False) in runs
    assert ("two", False, True) in runs


def test_a_note_about_another_period_is_not_shown() -> None:
    old = replace(note("changed", "Long ago."), about=date(2019, 5, 31))
    assert "Long ago" not in every_text(deck(answers(), "en", Look(notes=(old,))))


def test_the_same_answers_give_the_same_bytes() -> None:
    look = Look(branding=Branding(logo=drawn_anew(a_logo())))
    first, second = (render(answers(), language="fr", form="pptx", look=look) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_any_post_the_slides_say_so(language: str) -> None:
    file = deck(empty(), language)
    assert len(file.slides) >= 3
    assert not CHANGE.search("\n".join(text for slide in file.slides for text in texts(slide)))


def test_without_what_makes_slides_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pptx", None)
    with pytest.raises(ExtraMissingError, match=re.escape("balise[pdf]")):
        deck(answers())


def test_no_name_is_a_formula_in_the_workbook_behind_a_chart() -> None:
    evil = '=HYPERLINK("http://evil.example","x")'
    file = deck(answers((effect("cta", evil, 1.3), *EFFECTS)))
    books = [
        shape.chart.part.chart_workbook.xlsx_part.blob
        for slide in file.slides for shape in slide.shapes if shape.has_chart
    ]  # fmt: skip
    sheets = [zipfile.ZipFile(io.BytesIO(book)).read("xl/worksheets/sheet1.xml") for book in books]
    assert len(sheets) >= 5
    assert not any(b"<f>" in sheet for sheet in sheets)
    assert any(b"HYPERLINK" in book for book in map(strings, books))


def strings(book: bytes) -> bytes:
    return zipfile.ZipFile(io.BytesIO(book)).read("xl/sharedStrings.xml")


def beside_brands(n: int = 2) -> Beside:
    one = KindBeside(
        network="instagram", kind="carousel", rate="engagement_rate_by_views", own=0.06, own_n=31,
        theirs=0.03, low=0.02, high=0.045, n=240, brands=4, ratio=2.0, ratio_low=1.3,
        ratio_high=3.1, verdict="better",
    )  # fmt: skip
    kinds = ("carousel", "image", "text", "link", "story", "video", "short_video", "poll", "reel")
    return Beside(
        kinds=tuple(
            replace(one, kind=kinds[k % 9], ratio=2.0 / (k + 1), ratio_low=1.3 / (k + 1),
                    ratio_high=3.1 / (k + 1), verdict="better" if not k else "no clear difference")
            for k in range(n)
        )
    )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_brands_whose_sums_were_used_have_a_slide_with_intervals(language: str) -> None:
    plain, more = (
        deck(replace(answers(), beside=one), language) for one in (None, beside_brands())
    )
    assert len(more.slides) == len(plain.slides) + 1
    title = {"en": "Above the other brands here", "fr": "Au-dessus des autres marques"}[language]
    (slide,) = (one for one in more.slides if one.shapes.title.text_frame.text.startswith(title))
    rows = cells(slide)
    assert len(rows) == 3
    assert all(INTERVAL.search(row[2]) and row[3] == "31" and row[4] == "240" for row in rows[1:])
    assert {"en": "sums", "fr": "sommes"}[language] in "\n".join(texts(slide))


@pytest.mark.parametrize("n", [0, 1, 9, 30])
def test_a_slide_of_other_brands_holds_few_and_many(n: int) -> None:
    file = deck(replace(answers(), beside=beside_brands(n)), "fr")
    assert list(outside(file)) == []
    assert max(len(cells(slide)) for slide in file.slides) <= 12
