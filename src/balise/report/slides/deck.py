"""A presentation of one look: its master, and slides with a title, a body, a footer and notes."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from balise.domain.branding import Branding
from balise.report.noted import Span, plain
from balise.report.slides import fit

WIDTH, HEIGHT = 13.333, 7.5
LEFT, RIGHT = 0.6, 12.733
ROOM = RIGHT - LEFT
FONT = "Calibri"
INK, SOFT, LINE, GROUND = "1b1d21", "5d636d", "e3e4e0", "f6f6f3"
GOOD, BAD, UNCLEAR = "0b7a5c", "c0521c", "7d838c"
TITLE_SIZES = (30, 28, 26, 24, 22, 20, 18, 16)
_TITLE = (LEFT, 0.72, ROOM - 1.9, 0.9)
_KICKER = (LEFT, 0.42, ROOM - 1.9, 0.32)
_COVER = (LEFT + 0.3, 2.55, 10.5, 1.5)
_LOGO = (1.6, 0.62)
_FOOT = 7.0
_TYPEFACE = re.compile(rb'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*')
_ACCENT = re.compile(rb'(<a:accent1>\s*<a:srgbClr val=")[0-9A-Fa-f]{6}')
Box = tuple[float, float, float, float]
"""Left, top, width and height in inches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What stands on every slide: the label of made-up data or who made it, and the language."""

    foot: str
    is_made_up: bool
    language: str
    name: str


def rgb(colour: str) -> RGBColor:
    """Read a colour, with or without its sign."""
    digits = colour.lstrip("#")
    parts = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    return RGBColor(*parts)  # type: ignore[no-untyped-call]


class Deck:
    """A presentation that is being written."""

    def __init__(self, told: Told, branding: Branding) -> None:
        """Begin with no slide."""
        self.told, self.branding = told, branding
        self.accent = branding.accent.lstrip("#")
        self.file: Any = Presentation()
        self.file.slide_width, self.file.slide_height = Inches(WIDTH), Inches(HEIGHT)
        _dress(self.file, self.accent)

    def cover(self, title: str, said: Sequence[str], notes: Iterable[str]) -> Any:
        """Open with the brand."""
        slide = self.file.slides.add_slide(self.file.slide_layouts[0])
        band = self.block(slide, (0, 0, 0.28, HEIGHT), self.accent)
        band.name = "Colour"
        self._logo(slide, (LEFT + 0.3, 0.7, 4.0, 1.3))
        self._titled(slide, title, _COVER, (44, 40, 36, 32, 28, 24, 20))
        body = slide.placeholders[1]
        _place(body, (LEFT + 0.3, 4.2, 10.5, 1.9))
        self.write(body.text_frame, said, (20, 18, 16, 14), (10.5, 1.9), colour=SOFT)
        self._end(slide, notes)
        return slide

    def slide(self, title: str, kicker: str, notes: Iterable[str]) -> Any:
        """Add a slide: what it says as its title, what it is about above."""
        slide = self.file.slides.add_slide(self.file.slide_layouts[1])
        self._logo(slide, (RIGHT - _LOGO[0], 0.42, *_LOGO), right=True)
        self._titled(slide, title, _TITLE, TITLE_SIZES)
        self.text(slide, _KICKER, [kicker], (13,), colour=self.accent, bold=True)
        self._end(slide, notes)
        return slide

    def text(
        self,
        slide: Any,
        box: Box,
        said: Sequence[str],
        sizes: Sequence[float],
        **style: Any,
    ) -> Any:
        """Write paragraphs into a text box, in the largest of some sizes in which they fit."""
        frame = slide.shapes.add_textbox(*map(Inches, box)).text_frame
        self.write(frame, said, sizes, (box[2], box[3]), **style)
        return frame

    def write(
        self,
        frame: Any,
        said: Sequence[str],
        sizes: Sequence[float],
        box: tuple[float, float],
        **style: Any,
    ) -> None:
        """Fill a text frame, so that nothing of it lies outside."""
        clean = [plain(each) for each in said]
        shown, size = fit.fitted(clean, sizes, box, bold=bool(style.get("bold")))
        _bare(frame)
        for place, text in enumerate(shown):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            paragraph.space_after = Pt(0 if place == len(shown) - 1 else size * 0.5)
            self.run(paragraph, text, size, **style)

    def run(  # noqa: PLR0913 - how a text looks, each by its name
        self,
        paragraph: Any,
        text: str,
        size: float,
        *,
        colour: str = INK,
        bold: bool = False,
        italic: bool = False,
        align: str = "",
    ) -> None:
        """Add a text to a paragraph, in the direction of its writing."""
        run = paragraph.add_run()
        run.text = text
        font = run.font
        font.size, font.bold, font.italic, font.color.rgb = Pt(size), bold, italic, rgb(colour)
        run._r.get_or_add_rPr().set("lang", {"fr": "fr-FR"}.get(self.told.language, "en-GB"))  # noqa: SLF001
        if align:
            paragraph.alignment = {"right": PP_ALIGN.RIGHT, "center": PP_ALIGN.CENTER}[align]
        if _is_rtl(text):
            paragraph._p.get_or_add_pPr().set("rtl", "1")  # noqa: SLF001 - it has no name of its own
            paragraph.alignment = paragraph.alignment or PP_ALIGN.RIGHT

    def spans(self, paragraph: Any, spans: Sequence[Span], size: float) -> None:
        """Add the spans of a passage."""
        for span in spans:
            self.run(paragraph, plain(span.text), size, bold=span.bold, italic=span.italic)

    def block(self, slide: Any, box: Box, colour: str) -> Any:
        """Fill a rectangle."""
        shape = slide.shapes.add_shape(1, *map(Inches, box))
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(colour)
        shape.line.fill.background()
        for style in shape._element.xpath("./p:style"):  # noqa: SLF001 - its shadow comes with it
            shape._element.remove(style)  # noqa: SLF001
        return shape

    def written(self) -> bytes:
        """Give the file."""
        target = io.BytesIO()
        self.file.save(target)
        return target.getvalue()

    def _titled(self, slide: Any, title: str, box: Box, sizes: Sequence[float]) -> None:
        shape = slide.shapes.title
        _place(shape, box)
        self.write(shape.text_frame, [" ".join(title.split())], sizes, box[2:], bold=True)
        shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP

    def _logo(self, slide: Any, box: Box, *, right: bool = False) -> None:
        logo = self.branding.logo
        if logo is None:
            return
        scale = min(box[2] / logo.width, box[3] / logo.height)
        wide, high = logo.width * scale, logo.height * scale
        left = box[0] + (box[2] - wide if right else 0)
        picture = slide.shapes.add_picture(
            io.BytesIO(logo.data), Inches(left), Inches(box[1]), Inches(wide), Inches(high)
        )
        described(picture, plain(self.told.name))

    def _end(self, slide: Any, notes: Iterable[str]) -> None:
        """Write the footer with the number of the slide, and what its speaker reads."""
        colour = BAD if self.told.is_made_up else SOFT
        box = (LEFT, _FOOT, ROOM - 1.2, 0.28)
        self.text(slide, box, [self.told.foot], (11,), colour=colour, bold=self.told.is_made_up)
        frame = self.text(slide, (RIGHT - 1.0, _FOOT, 1.0, 0.28), [""], (11,))
        _numbered(frame.paragraphs[0], len(self.file.slides))
        slide.notes_slide.notes_text_frame.text = plain("\n".join(notes))


def described(shape: Any, text: str) -> None:
    """Say what a picture, a chart or a table shows, for whoever cannot see it."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", plain(text)[:2_000])  # noqa: SLF001


def _dress(file: Any, accent: str) -> None:
    """Give the master our font and the brand's colour, and keep of its layouts those in use."""
    master = file.slide_master
    theme = master.part.part_related_by(RT.THEME)
    blob = _TYPEFACE.sub(rb"\g<1>" + FONT.encode(), theme.blob)
    theme._blob = _ACCENT.sub(rb"\g<1>" + accent.upper().encode(), blob)  # noqa: SLF001
    kept = [file.slide_layouts.get_by_name(name) for name in ("Title Slide", "Title Only")]
    for layout in [each for each in file.slide_layouts if each not in kept]:
        file.slide_layouts.remove(layout)
    for page in (master, *file.slide_layouts):
        for shape in list(page.placeholders):
            if shape.placeholder_format.type in _UNUSED:
                shape._element.getparent().remove(shape._element)  # noqa: SLF001
    for page, box in ((master, _TITLE), (kept[1], _TITLE), (kept[0], _COVER)):
        for level in page._element.xpath(".//*[@algn='ctr']"):  # noqa: SLF001
            level.set("algn", "l")
        for shape in page.placeholders:
            is_title = shape.placeholder_format.idx == 0
            _place(shape, box if is_title else (LEFT, 1.9, ROOM, 4.8))


_UNUSED = (13, 15, 16)
"""Placeholders of the number of a slide, its footer and its date: ours are text of the slide."""


def _place(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = (Emu(Inches(each)) for each in box)


def _bare(frame: Any) -> None:
    """Let a text begin at the very edge of its box, and never change its size by itself."""
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE


def _numbered(paragraph: Any, n: int) -> None:
    """Write the number of the slide as a field, which stays right when slides are moved."""
    paragraph.alignment = PP_ALIGN.RIGHT
    for run in list(paragraph._p.findall(qn("a:r"))):  # noqa: SLF001
        paragraph._p.remove(run)  # noqa: SLF001
    field = paragraph._p.makeelement(  # noqa: SLF001 - fields have no name of their own
        qn("a:fld"), {"id": "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", "type": "slidenum"}
    )
    look = field.makeelement(qn("a:rPr"), {"lang": "en-GB", "sz": "1100"})
    fill = look.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": SOFT.upper()}))
    look.append(fill)
    said = field.makeelement(qn("a:t"), {})
    said.text = str(n)
    field.append(look)
    field.append(said)
    paragraph._p.append(field)  # noqa: SLF001


def _is_rtl(text: str) -> bool:
    """Tell whether a text is written from right to left, by its first letter."""
    kinds = (unicodedata.bidirectional(sign) for sign in text)
    return next((kind for kind in kinds if kind in {"L", "R", "AL"}), "L") != "L"
