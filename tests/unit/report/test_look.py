"""A brand's look and an analyst's words in the page and the PDF: safe, in their place, labelled."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from time import perf_counter

import pytest
from hypothesis import given, strategies as st
from PIL import Image, PngImagePlugin
from pypdf import PdfReader
from tests.unit.report.test_report_pages import HOSTILE, answers, empty

from balise.domain.branding import Branding, contrast
from balise.domain.remark import SECTIONS, Remark
from balise.errors import LogoError
from balise.report import Look, render
from balise.report.logo import drawn_anew
from balise.report.noted import passages

AT = datetime(2026, 4, 1, tzinfo=UTC)


def note(section: str, text: str, about: date | None = None) -> Remark:
    return Remark(section=section, text=text, by="Ana", at=AT, about=about)


def picture(form: str = "PNG", size: tuple[int, int] = (300, 100), **options: object) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "#b41e5a").save(written, form, **options)
    return written.getvalue()


def page(look: Look, language: str = "en") -> str:
    return render(answers(), language=language, form="html", look=look).decode()


def test_marks_are_read_and_other_signs_are_signs() -> None:
    found = passages("A **bold** and *thin* word, 2 * 3, a_b_c, **open\n\n1. one\n2. two")
    assert [each.kind for each in found] == ["paragraph", "numbered", "numbered"]
    assert [each.n for each in found] == [0, 1, 2]
    assert found[0].text == "A bold and thin word, 2 * 3, a_b_c, **open"
    assert [x.text for x in found[0].spans if x.bold] == ["bold"]
    assert [x.text for x in found[0].spans if x.italic] == ["thin"]


@given(st.text(max_size=400))
def test_every_note_can_be_read_and_nothing_but_marks_is_lost(text: str) -> None:
    said = "".join(one.text for one in passages(text))
    kept = re.sub(r"[\W_]", "", said)
    whole = re.sub(r"(?m)^ {0,3}\d{1,3}[.)][ \t]+(?=.)", "", text)
    assert len(kept) >= len(re.sub(r"[\W_\d]|[^\x20-\x7e]", "", whole))


@pytest.mark.parametrize("text", ["*" * 10_000, "**a " * 2_500, "_a" * 5_000, "*a**b" * 2_000])
def test_a_note_of_nothing_but_marks_is_read_at_once(text: str) -> None:
    began = perf_counter()
    passages(text)
    assert perf_counter() - began < 1


def test_a_note_stands_in_its_part_as_the_words_of_who_wrote_it() -> None:
    for section in SECTIONS:
        said = page(Look(notes=(note(section, "The *fair*."),)))
        part = said.split(f'<section id="{section}"')[1].split("</section>")[0]
        assert "The <em>fair</em>." in part
        assert "Ana" in part
        assert "not measured" in part


def test_what_is_written_in_a_note_is_never_markup() -> None:
    said = page(Look(notes=(note("posts", f"**{HOSTILE}**\n\n- {HOSTILE}"),)))
    assert said.count("<script") == page(Look()).count("<script")
    assert "<img" not in said


def test_a_note_about_another_period_is_not_in_the_page() -> None:
    assert "long ago" not in page(Look(notes=(note("posts", "long ago", date(2019, 1, 31)),)))


def test_a_note_of_a_report_without_posts_is_shown() -> None:
    look = Look(notes=(note("growth", "It opens in May."),))
    assert b"It opens in May." in render(empty(), language="fr", form="html", look=look)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_pdf_has_the_notes_the_name_and_the_logo(language: str) -> None:
    logo = drawn_anew(picture())
    text = f'The **fair**.\n\n- {HOSTILE} #read("/etc/passwd")\n\n1. one\n2. two'
    shown = Look(
        branding=Branding(name="Chez Ana", accent="#7a1f3d", logo=logo),
        notes=(note("changed", text), note("posts", "Second.")),
    )
    written = render(answers(), language=language, form="pdf", look=shown)
    read = PdfReader(io.BytesIO(written))
    said = " ".join(" ".join(each.extract_text() for each in read.pages).split())
    assert "Chez Ana" in said
    assert '#read("/etc/passwd")' in said
    assert "Second." in said
    assert "2. two" in said
    assert any(len(each.images) for each in read.pages[:1])
    assert written == render(answers(), language=language, form="pdf", look=shown)


def test_the_page_has_the_brands_colour_and_logo_and_its_policy_lets_no_more_in() -> None:
    logo = drawn_anew(picture("JPEG"))
    said = page(Look(branding=Branding(name="Chez <Ana>", accent="#7a1f3d", logo=logo)))
    assert "--accent: #7a1f3d" in said
    assert "data:image/jpeg;base64," in said
    assert 'alt="Chez &lt;Ana&gt;"' in said
    dark = re.findall(r"--accent: (#\w{6})", said)[-1]
    assert contrast(dark, "#17191d") >= 4.5
    assert "img-src data:" in said


def test_a_look_of_nothing_changes_nothing() -> None:
    assert page(Look()) == render(answers(), language="en", form="html").decode()


def test_a_logo_is_drawn_anew_and_nothing_hidden_stays() -> None:
    hidden = PngImagePlugin.PngInfo()
    hidden.add_text("Comment", "SECRET-PLACE")
    given_ = picture(pnginfo=hidden) + b"<script>SECRET-TAIL</script>"
    found = drawn_anew(given_)
    assert b"SECRET" not in found.data
    assert (found.form, found.width, found.height) == ("png", 300, 100)
    assert drawn_anew(given_) == found


def test_a_large_logo_is_made_small_and_a_clear_one_stays_clear() -> None:
    assert drawn_anew(picture(size=(4_000, 2_000))).width == 960
    written = io.BytesIO()
    Image.new("RGBA", (90, 90), (0, 0, 0, 0)).save(written, "PNG")
    again = Image.open(io.BytesIO(drawn_anew(written.getvalue()).data))
    assert again.mode == "RGBA"
    assert again.getpixel((5, 5)) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        picture()[:60], picture("GIF"), picture("TIFF"), b"\x89PNG\r\n\x1a\n" + b"\0" * 99,
        picture() + b"\0" * 2_000_000, picture(size=(7, 7)), picture(size=(900, 10)),
    ],
    ids=["nothing", "gif", "svg", "half", "a gif", "a tiff", "bad", "large", "tiny", "stripe"],
)  # fmt: skip
def test_what_is_no_logo_is_refused_with_words(data: bytes) -> None:
    with pytest.raises(LogoError, match="PNG or JPEG"):
        drawn_anew(data)


@given(st.binary(max_size=200), st.integers(0, 200))
def test_no_broken_picture_gets_through_as_anything_else(noise: bytes, place: int) -> None:
    whole = picture()
    try:
        found = drawn_anew(whole[:place] + noise + whole[place:])
    except LogoError:
        return
    assert Image.open(io.BytesIO(found.data)).format == "PNG"


def test_tables_and_json_hold_no_notes() -> None:
    look = Look(branding=Branding(name="Chez Ana"), notes=(note("posts", "WORDS"),))
    plain = replace(answers())
    assert render(plain, language="en", form="json", look=look) == render(
        plain, language="en", form="json"
    )
