"""The report as PDF and as CSV: tagged, complete, and harmless whatever a post says."""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given, strategies as st
from pypdf import PdfReader
from tests.unit.report.test_report_pages import HOSTILE, answers, empty, page

from balise.errors import ExtraMissingError
from balise.report import Answers, render
from balise.words.cells import harmless

HOSTILE_TYPST = '#read("/etc/passwd") #panic("no") $ x $ *bold* \\u{1F600} ]] "quoted" <label> @ref'


def pdf(found: Answers, language: str = "en") -> PdfReader:
    return PdfReader(io.BytesIO(render(found, language=language, form="pdf")))


def text_of(document: PdfReader) -> str:
    return " ".join(" ".join(each.extract_text() for each in document.pages).split())


def tagged(element: Any) -> Iterator[Any]:
    element = element.get_object()
    if isinstance(element, dict):
        if "/S" in element:
            yield element
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            if not isinstance(kid, int):
                yield from tagged(kid)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_screen_reader_finds_headings_lists_tables_and_what_each_chart_shows(
    language: str,
) -> None:
    document = pdf(answers(), language)
    root: Any = document.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    elements = [e for top in [root["/StructTreeRoot"]] for e in tagged(top)]
    count = Counter(str(e["/S"]) for e in elements)
    assert count["/H1"] + count["/Title"] >= 1
    assert count["/H2"] >= 8
    assert count["/L"] >= 1
    assert count["/TH"] >= 20
    figures = [e for e in elements if e["/S"] == "/Figure"]
    assert len(figures) >= 8
    assert all(len(str(e.get("/Alt", ""))) > 20 for e in figures)


def test_it_says_what_the_page_says() -> None:
    said = text_of(pdf(answers()))
    told = page(answers())
    for sentence in ("What to do now", "Which formats work?", "How this was worked out"):
        assert sentence in said
        assert sentence in told


def test_nothing_to_say_is_said_on_one_page() -> None:
    document = pdf(empty())
    assert len(document.pages) == 1
    assert text_of(document)


@pytest.mark.parametrize(
    "text", [HOSTILE, HOSTILE_TYPST, "=1+1", "🎉 party 👩‍🚀", "\u202eabc", "नमस्ते 你好"]
)
def test_what_a_post_says_is_never_a_command(text: str) -> None:
    document = pdf(answers(text=text))
    assert "root:" not in text_of(document)
    if text == HOSTILE_TYPST:
        assert '#read("/etc/passwd")' in text_of(document)


def test_the_same_answers_make_the_same_bytes() -> None:
    for form in ("pdf", "csv"):
        first, second = (render(answers(), language="en", form=form) for _ in range(2))
        assert first == second, form


def test_it_names_the_extra_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("typst", "vl_convert", "font_source_sans_pro"):
        with monkeypatch.context() as patch:
            patch.setitem(sys.modules, module, None)
            with pytest.raises(ExtraMissingError, match=r"balise\[pdf\]"):
                render(answers(), language="en", form="pdf")


def tables(found: Answers, language: str = "en") -> dict[str, list[list[str]]]:
    with zipfile.ZipFile(io.BytesIO(render(found, language=language, form="csv"))) as archive:
        return {
            name: list(csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"))))
            for name in archive.namelist()
        }


def test_each_chart_of_the_page_has_its_table() -> None:
    drawn = set(tables(answers()))
    assert drawn >= {"kind.csv", "best.csv", "worst.csv"} or len(drawn) >= 8
    written = page(answers())
    for name, rows in tables(answers()).items():
        assert f'download="{name}"' in written
        assert len({len(row) for row in rows}) == 1
        assert len(rows) > 1


def test_the_numbers_that_are_drawn_are_exact() -> None:
    rows = next(rows for rows in tables(answers()).values() if "Short videos" in str(rows))
    told = next(row for row in rows if row[0] == "Short videos")
    assert [float(cell) for cell in told[-3:]] == pytest.approx([1.5 / 1.2, 1.5, 1.8])
    assert rows[0][-3:] == ["multiplier, low", "multiplier", "multiplier, high"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_a_table_is_a_formula(start: str) -> None:
    for rows in tables(answers(text=f"{start}cmd|' /C calc'!A0")).values():
        for row in rows:
            assert not any(cell.startswith(("=", "@", "\t", "\r")) for cell in row)
            signed = [cell for cell in row if cell.startswith(("+", "-"))]
            assert all(cell[1:2].isdigit() for cell in signed), signed


@given(st.text())
def test_a_cell_is_kept_whole_and_begins_with_nothing_active(text: str) -> None:
    cell = str(harmless(text))
    assert cell.removeprefix("'") == text.removeprefix("'")
    if cell[:1] in tuple("=@\t\r"):
        pytest.fail(cell)
    if cell[:1] in ("+", "-"):
        said = cell.replace(" to ", " ").replace(" à ", " ")
        assert not any(letter.isalpha() and letter != "e" for letter in said)


@given(st.text("+-×−=@|()!0123456789.,% toàA\u202f", max_size=20))
@example("+16\u202f% à ×2,4")
@example("-3% to +5%")
@example("+1 to =A1")
@example("+1 to 2(3)")
@example("-2 to +3|cmd")
def test_only_ranges_of_plain_figures_begin_with_a_sign(text: str) -> None:
    if str(harmless(text))[:1] in ("+", "-"):
        assert not set(text) & set("=@|()!A")
        assert len(re.findall("to|à", text)) <= 1


@pytest.mark.parametrize("text", ["+16\u202f% à ×2,4", "-3% to +5%", "+0.5 to +1,200"])
def test_a_range_as_charts_say_it_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize("value", [-1.5, 0, 3, None])
def test_a_number_stays_a_number(value: object) -> None:
    assert harmless(value) is value
