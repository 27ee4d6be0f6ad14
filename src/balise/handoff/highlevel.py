"""HighLevel: its basic columns, which white-label sellers offer under other names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from balise.domain.handed import Handed
from balise.handoff.load import Form, Load
from balise.handoff.sheet import Due, Sheet
from balise.handoff.upload import write

_AT = "postAtSpecificTime (YYYY-MM-DD HH:mm:ss)"
_MOST = 10


def _row(due: Due) -> Mapping[str, str]:
    images, gifs, films = _media(due)
    return {
        _AT: due.at.strftime("%Y-%m-%d %H:%M:%S"),
        "content": due.text,
        "link (OGmetaUrl)": due.link,
        "imageUrls": ", ".join(images),
        "gifUrl": "".join(gifs),
        "videoUrls": ", ".join(films),
    }


def _media(due: Due) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Give pictures, or one moving picture, or films: a row with two of them is refused."""
    if images := due.shown("image")[:_MOST]:
        return images, (), ()
    if films := due.shown("video")[:_MOST]:
        return (), (), films
    return (), due.shown("gif")[:1], ()


SHEET = Sheet(
    code="highlevel",
    program="HighLevel",
    columns=(_AT, "content", "link (OGmetaUrl)", "imageUrls", "gifUrl", "videoUrls"),
    needed=(_AT, "content"),
    row=_row,
    most=90,
    lead=timedelta(minutes=10),
    takes=lambda due: sum(map(len, _media(due))),
    has_link=True,
    aliases={
        "OGmetaUrl (url)": "link (OGmetaUrl)",
        "imageUrls (comma-separated)": "imageUrls",
        "videoUrls (comma-separated)": "videoUrls",
    },
)


def _write(load: Load) -> Iterator[Handed]:
    return write(load, SHEET)


FORM = Form(
    label="HighLevel",
    write=_write,
    verified=True,
    source="help pages of sellers of HighLevel; the header is that of eight programs that write it",
    url="https://help.hoopai.com/marketing/social-csv-import",
    checked=date(2026, 11, 26),
)
