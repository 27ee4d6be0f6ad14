"""A wrong file gets one line that says what it is and names the right export."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from tests.unit.ingest.hostile_made import FIRST, X_HEAD, x_row
from tests.unit.ingest.reads import read_bytes

from balise.errors import (
    AddressError,
    BaliseError,
    FileEmptyError,
    FormatRefusedError,
    FormatUnknownError,
    NumbersFileError,
    OtherFileError,
    PackedFileError,
    TableMissingError,
)
from balise.ingest import open_export, suggest
from balise.ingest.files import files_in
from balise.words import Speech

if TYPE_CHECKING:
    from pathlib import Path

WRITTEN = "Marie, meet me at 8 tonight"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def packed(**members: str) -> bytes:
    """Write an archive; `__` in a name stands for a slash."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/"), text)
    return held.getvalue()


@dataclass(frozen=True, slots=True)
class Wrong:
    """A file, what it is refused as, and a word of the line."""

    name: str
    data: bytes
    error: type[BaliseError]
    word: str


CHAT_IOS = f"[12/03/2026, 18:22:11] Marie: {WRITTEN}\n[12/03/2026, 18:23:40] Luc: No, thanks\n"
CHAT_ANDROID = f"12/03/2026, 18:22 - Marie: {WRITTEN}\n12/03/2026, 18:23 - Luc: No, thanks\n"
CHAT_FRENCH = f"12/03/2026 à 18:22 - Marie : {WRITTEN}\n12/03/2026 à 18:23 - Luc : Non, merci\n"
INBOX = json.dumps({"participants": [{"name": "Marie"}], "messages": [{"content": WRITTEN}]})
DIRECT = f'window.YTD.direct_messages.part0 = [{{"dmConversation": {{"text": "{WRITTEN}"}}}}]'
PAGE = "<!DOCTYPE html>\n<html><head><title>Statistiques - Instagram</title></head><body>…</body>"
SAVED = "<!-- saved from url=(0031)https://www.linkedin.com/company/x/ -->\n" + PAGE.replace(
    "Instagram", "LinkedIn"
)
POSTS = json.dumps([{"media": [{"creation_timestamp": 1, "title": "x"}]}])
ADS = "Campaign name,Ad set name,Amount spent (EUR),Results\nSpring,All,12.5,3\nSpring,All,9,1\n"
PLIST = '<?xml version="1.0"?>\n<plist version="1.0"><dict><key>URL</key></dict></plist>'

WRONG = (
    Wrong("report instagram.pdf", b"%PDF-1.7\n%\xe2\xe3", OtherFileError, "a PDF"),
    Wrong("Shot_Instagram.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF", OtherFileError, "a picture"),
    Wrong("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", OtherFileError, "a picture"),
    Wrong("a.webp", b"RIFF\x24\0\0\0WEBPVP8 ", OtherFileError, "a picture"),
    Wrong("IMG_1.heic", b"\0\0\0\x18ftypheic\0\0\0\0", OtherFileError, "a picture"),
    Wrong("clip.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0", OtherFileError, "a video"),
    Wrong("clip.avi", b"RIFF\x24\0\0\0AVI LIST", OtherFileError, "a video"),
    Wrong("voice.ogg", b"OggS\0\2\0\0\0\0", OtherFileError, "a sound"),
    Wrong("plan.docx", packed(**{"[Content_Types].xml": "", "word__document.xml": WRITTEN}),
          OtherFileError, "a text document"),
    Wrong("deck.pptx", packed(**{"[Content_Types].xml": "", "ppt__presentation.xml": ""}),
          OtherFileError, "a presentation"),
    Wrong("plan.odt", packed(mimetype="application/vnd.oasis.opendocument.text"),
          OtherFileError, "a text document"),
    Wrong("plan.doc", OLE2 + "WordDocument".encode("utf-16-le"), OtherFileError, "text document"),
    Wrong("plan.rtf", b"{\\rtf1\\ansi " + WRITTEN.encode(), OtherFileError, "a text document"),
    Wrong("posts.numbers", packed(**{"Index__Document.iwa": "", "Index__Tables__a.iwa": ""}),
          NumbersFileError, "Numbers"),
    Wrong("page.html", PAGE.encode(), OtherFileError, "a page saved from the browser"),
    Wrong("saved.htm", SAVED.encode(), OtherFileError, "a page saved from the browser"),
    Wrong("events.ics", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", OtherFileError, "a calendar"),
    Wrong("stats.url", b"[InternetShortcut]\r\nURL=x.com\r\n", OtherFileError, "shortcut"),
    Wrong("stats.webloc", PLIST.encode(), OtherFileError, "a shortcut"),
    Wrong("posts.gsheet", b'{"url":"https://docs.google.com/a"}', OtherFileError, "shortcut"),
    Wrong("posts_1.json", POSTS.encode(), OtherFileError, "a copy of an account"),
    Wrong("facebook-me.zip", packed(your_facebook_activity__posts__your_posts="<html>"),
          OtherFileError, "a copy of an account"),
    Wrong("photos.zip", packed(**{"a.jpg": "", "b.JPG": ""}), OtherFileError, "of pictures"),
    Wrong("ads.csv", ADS.encode(), OtherFileError, "a report of advertisements"),
    Wrong("balise.db", b"SQLite format 3\0" + b"\0" * 100, OtherFileError, "a database"),
    Wrong("empty.csv", b"", FileEmptyError, "is empty"),
    Wrong("blank.csv", b"\xef\xbb\xbf\r\n\r\n", FileEmptyError, "is empty"),
    Wrong("posts.csv.gz", b"\x1f\x8b\x08\0\0\0\0\0", PackedFileError, "gzip"),
    Wrong("posts.7z", b"7z\xbc\xaf\x27\x1c\0\4", PackedFileError, "7z"),
    Wrong("posts.rar", b"Rar!\x1a\x07\1\0", PackedFileError, "RAR"),
    Wrong("_chat.txt", CHAT_IOS.encode(), FormatRefusedError, "private messages"),
    Wrong("export.txt", CHAT_IOS.replace("[", "\u200e[").encode(), FormatRefusedError, "private"),
    Wrong("export.csv", CHAT_ANDROID.encode(), FormatRefusedError, "private messages"),
    Wrong("Discussion.txt", CHAT_FRENCH.encode(), FormatRefusedError, "private messages"),
    Wrong("chat.zip", packed(**{"WhatsApp Chat with Marie.txt": CHAT_ANDROID}),
          FormatRefusedError, "private messages"),
    Wrong("message_1.json", INBOX.encode(), FormatRefusedError, "private messages"),
    Wrong("message_1.html", f"<html>{WRITTEN}</html>".encode(), FormatRefusedError, "private"),
    Wrong("data.json", INBOX.encode(), FormatRefusedError, "private messages"),
    Wrong("direct-messages.js", DIRECT.encode(), FormatRefusedError, "private messages"),
    Wrong("mail.eml", f"From: a@example.org\nSubject: x\n\n{WRITTEN}\n".encode(),
          FormatRefusedError, "private messages"),
    Wrong("letter.txt", f"Dear Luc,\n{WRITTEN}, please\nYours, Paul, and all\n".encode(),
          TableMissingError, "no table"),
)  # fmt: skip


def line(error: BaliseError, language: str = "en") -> str:
    """Say an error as the user reads it."""
    return Speech(language).error(error)


@pytest.mark.parametrize("wrong", WRONG, ids=lambda one: one.name)
def test_it_says_in_one_line_what_a_wrong_file_is(tmp_path: Path, wrong: Wrong) -> None:
    with pytest.raises(BaliseError) as raised:
        read_bytes(tmp_path, wrong.data, wrong.name)
    said = line(raised.value)
    assert type(raised.value) is wrong.error, said
    assert wrong.word in said
    assert wrong.name in said
    assert "\n" not in said
    for part in ("Marie", "tonight", "Luc", "Paul"):
        assert part not in said
    assert line(raised.value, "fr") != said


@pytest.mark.parametrize(
    ("name", "data", "how"),
    [
        ("report instagram.pdf", b"%PDF-1.7", "instagram"),
        ("Screenshot_20260101_Instagram.jpg", b"\xff\xd8\xff", "instagram"),
        ("saved.htm", SAVED.encode(), "linkedin"),
        ("page.html", PAGE.encode(), "instagram"),
        ("tiktok.docx", packed(**{"[Content_Types].xml": "", "word__a.xml": ""}), "tiktok"),
        ("fb november.csv", b"", "facebook"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",  # bytes of a ZIP tell the time of the day
)
def test_it_names_the_export_of_the_network_that_it_sees(
    tmp_path: Path, name: str, data: bytes, how: str
) -> None:
    with pytest.raises(BaliseError) as raised:
        read_bytes(tmp_path, data, name)
    assert line(raised.value).endswith(f"balise import --how {how}")
    assert line(raised.value, "fr").endswith(f"balise import --how {how}")


def test_it_names_the_command_that_lists_all_where_it_sees_no_network(tmp_path: Path) -> None:
    with pytest.raises(OtherFileError) as raised:
        read_bytes(tmp_path, b"%PDF-1.7", "november.pdf")
    assert line(raised.value).endswith("balise import --how")


def test_it_names_the_columns_of_a_table_that_somebody_typed(tmp_path: Path) -> None:
    data = b"When,Where,How many saw it\n2026-01-05,Insta,120\n2026-01-06,Insta,98\n"
    with pytest.raises(FormatUnknownError) as raised:
        read_bytes(tmp_path, data, "mine.csv")
    said = line(raised.value)
    assert type(raised.value) is FormatUnknownError
    assert "When, Where, How many saw it" in said
    assert "--suggest" in said
    assert "120" not in said


@pytest.mark.parametrize(
    "address", ["https://www.instagram.com/shop/", "https:/x.com/shop", "www.tiktok.com/@shop"]
)
def test_it_tells_an_address_from_a_file(address: str) -> None:
    with pytest.raises(AddressError, match="is the address of a page") as raised:
        list(files_in([address]))
    assert line(raised.value).rpartition(" ")[2] in {"instagram", "x", "tiktok"}


def test_it_reads_a_table_of_dates_and_links_that_looks_like_a_chat(tmp_path: Path) -> None:
    rows = "".join(f"12/0{n}/2026 18:22,https://example.org/{n}: a,3\n" for n in range(1, 6))
    with pytest.raises(FormatUnknownError) as raised:
        read_bytes(tmp_path, f"When,Link,Seen\n{rows}".encode(), "mine.csv")
    assert type(raised.value) is FormatUnknownError


def ods(rows: list[list[str]]) -> bytes:
    """Write an OpenDocument sheet as LibreOffice names its parts."""
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
            "</table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{space}office:1.0" '
        f'xmlns:table="{space}table:1.0" xmlns:text="{space}text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="a">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return held.getvalue()


def test_it_reads_an_open_document(tmp_path: Path) -> None:
    row = x_row(0).replace('"', "").replace(", ", " ").strip().split(",")
    read = read_bytes(tmp_path, ods([X_HEAD.strip().split(","), row]), "posts.ods")
    assert [post.uid for post in read.posts] == [f"x:{FIRST}"]


def test_it_leaves_the_messages_of_an_archive_and_reads_its_posts(tmp_path: Path) -> None:
    data = packed(
        **{"messages__inbox__marie__message_1.json": INBOX, "posts.csv": X_HEAD + x_row(1)}
    )
    read = read_bytes(tmp_path, data, "all.zip")
    assert (len(read.posts), read.codes) == (1, ["member-private"])


@pytest.mark.parametrize("wrong", [w for w in WRONG if w.error is FormatRefusedError])
def test_it_suggests_nothing_for_a_chat(tmp_path: Path, wrong: Wrong) -> None:
    path = tmp_path / wrong.name
    path.write_bytes(wrong.data)
    with pytest.raises(FormatRefusedError):
        suggest(path)


def test_it_suggests_nothing_for_a_letter(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(WRONG[-1].data)
    with pytest.raises(TableMissingError):
        suggest(path)


def test_it_opens_no_messages(tmp_path: Path) -> None:
    """A folder of nothing but exports and one chat reads the exports."""
    (tmp_path / "posts.csv").write_text(X_HEAD + x_row(1), encoding="utf-8")
    (tmp_path / "_chat.txt").write_text(CHAT_IOS, encoding="utf-8")
    with pytest.raises(FormatRefusedError):
        open_export(tmp_path / "_chat.txt")
    assert len(open_export(tmp_path / "posts.csv").parts) == 1
