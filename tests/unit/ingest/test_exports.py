"""Rules that hold for an export of any network."""

from __future__ import annotations

import io
import math
import zipfile
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from tests.unit.ingest import exports_made as made
from tests.unit.ingest.audience_made import AUDIENCE
from tests.unit.ingest.networks_json_made import NETWORKS_JSON
from tests.unit.ingest.reads import read_bytes

from balise import ingest
from balise.errors import (
    FileBrokenError,
    FileMissingError,
    FormatRefusedError,
    FormatUnknownError,
    TableMissingError,
    TimeZoneUnknownError,
)
from balise.simulate import World, exports
from balise.simulate.layouts.view import look
from balise.words import Speech

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.ingest.exports_made import Made

    from balise.domain.post import Post

INSTAGRAM = made.table(made.INSTAGRAM, made.INSTAGRAM_ROWS)


@pytest.mark.parametrize("one", [*made.MADE, *AUDIENCE, *NETWORKS_JSON], ids=lambda one: one.name)
def test_it_knows_an_export_by_what_it_holds(tmp_path: Path, one: Made) -> None:
    data = one.make()
    named, plain = read_bytes(tmp_path, data, one.name), read_bytes(tmp_path, data, "a.bin")
    assert named.format == plain.format == one.format
    assert [p.uid for p in named.posts] == [p.uid for p in plain.posts]
    assert [p.published_at for p in named.posts] == [p.published_at for p in plain.posts]
    assert [dict(r.values) for r in named.readings] == [dict(r.values) for r in plain.readings]


@pytest.mark.parametrize(
    "one",
    [m for m in (*made.MADE, *NETWORKS_JSON) if m.posts and "," not in m.format],
    ids=lambda one: one.name,
)
def test_it_accounts_for_every_row(tmp_path: Path, one: Made) -> None:
    read = read_bytes(tmp_path, one.make(), one.name)
    assert read.rows == one.rows
    assert len(read.posts) == one.posts
    assert read.rows == len(read.posts) + read.dropped


@pytest.mark.parametrize("one", [*made.MADE, *AUDIENCE, *NETWORKS_JSON], ids=lambda one: one.name)
def test_it_tells_what_it_finds_in_french_and_in_english(tmp_path: Path, one: Made) -> None:
    for found in read_bytes(tmp_path, one.make(), one.name).findings:
        assert found.file
        assert Speech("en").finding(found) == found.message
        assert Speech("fr").finding(found) != found.message


@pytest.mark.parametrize(
    ("encoding", "finding"),
    [("utf-8", None), ("utf-8-sig", None), ("utf-16", None), ("utf-16-le", None),
     ("cp1252", "encoding")],
)  # fmt: skip
def test_it_reads_any_encoding(tmp_path: Path, encoding: str, finding: str | None) -> None:
    text = INSTAGRAM.replace("Pain frais", "Pâtisserie très fraîche à emporter dès l'été")
    read = read_bytes(tmp_path, text.encode(encoding))
    assert read.posts[0].text.startswith("Pâtisserie très fraîche")
    assert ("encoding" in read.codes) == (finding is not None)


def test_it_keeps_the_other_texts_where_bytes_are_broken(tmp_path: Path) -> None:
    text = INSTAGRAM.replace("Pain", "Pâtés à l'été, près du marché où tout être fête Noël")
    data = text.encode().replace(b"tous", b"t\xffus")
    read = read_bytes(tmp_path, data)
    assert read.posts[0].text.startswith("Pâtés à l'été")
    (found,) = [f for f in read.findings if f.code == "bytes-broken"]
    assert found.params["n"] == "1"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_it_reads_any_delimiter_with_or_without_a_line_that_names_it(
    tmp_path: Path, delimiter: str
) -> None:
    header = delimiter.join(made.INSTAGRAM.split(","))
    row = delimiter.join(map(str, made.INSTAGRAM_ROWS[2]))
    plain = read_bytes(tmp_path, f"{header}\n{row}\n".encode())
    declared = read_bytes(tmp_path, f"sep={delimiter}\n{header}\n{row}\n".encode())
    assert len(plain.posts) == len(declared.posts) == 1


def test_it_repairs_lines_that_a_spreadsheet_wrapped_in_quotes(tmp_path: Path) -> None:
    whole = read_bytes(tmp_path, made.bom(made.table(made.INSTAGRAM, made.INSTAGRAM_ROWS[1:])))
    read = read_bytes(tmp_path, made.wrapped(made.table(made.INSTAGRAM, made.INSTAGRAM_ROWS[1:])))
    assert read.posts == whole.posts
    assert "repaired" in read.codes


def test_it_reads_headers_with_soft_hyphens_and_odd_spaces(tmp_path: Path) -> None:
    text = INSTAGRAM.replace("Publish time", "Pub\u00adlish\u00a0 TIME\u200b")
    assert len(read_bytes(tmp_path, text.encode()).posts) == 3


def test_it_reads_decimal_commas_of_a_whole_file(tmp_path: Path) -> None:
    header = made.FACEBOOK.replace("Average Seconds viewed", "Ad impressions")
    row = [*made.FACEBOOK_ROWS[1][:17], "1.234", "2.500", "", "", "", "", "", "", "", "812,4", ""]
    read = read_bytes(tmp_path, made.bom(made.table(header, [row])))
    values = dict(read.readings[0].values)
    assert values == {"views": 1234, "reach": 2500, "watch_time_s": 812.4}


def test_it_names_the_columns_that_it_does_not_use(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, INSTAGRAM.replace("Saves", "Applause").encode())
    (found,) = [f for f in read.findings if f.code == "column-unknown"]
    assert found.params["columns"] == "applause"


def test_it_reads_the_same_from_a_zip(tmp_path: Path) -> None:
    data = made.zipped(**{"__MACOSX/._a.csv": b"junk", "folder/a.csv": INSTAGRAM.encode()})
    read = read_bytes(tmp_path, data, "all.zip")
    assert len(read.posts) == 3
    assert "members-unread" not in read.codes


def test_it_leaves_messages_in_a_zip_unread(tmp_path: Path) -> None:
    inbox = b"Message Author,Text\nme,hush\n"
    data = made.zipped(**{"a.csv": INSTAGRAM.encode(), "b.csv": inbox})
    read = read_bytes(tmp_path, data, "all.zip")
    assert (len(read.posts), Counter(read.codes)["member-private"]) == (3, 1)
    with pytest.raises(FormatRefusedError):
        read_bytes(tmp_path, inbox)


@pytest.mark.parametrize("data", [b"", b"\n", b"\x00", b"a,b,c\n1,2,3\n", b"{}", b"<html></html>"])
def test_it_does_not_know_other_files(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(FormatUnknownError):
        read_bytes(tmp_path, data)


@pytest.mark.parametrize("data", [bytes(range(256)) * 9, b"\x7fELF\x02\x01\x01" + bytes(900)])
def test_it_prints_nothing_of_a_file_that_is_no_text(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(TableMissingError, match="no table in this file"):
        read_bytes(tmp_path, data)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_it_does_not_take_two_bytes_a_letter_for_a_program(tmp_path: Path, encoding: str) -> None:
    with pytest.raises(FormatUnknownError, match="couleur, taille"):
        read_bytes(tmp_path, "couleur,taille\nété,4\n".encode(encoding))


def test_it_names_the_columns_of_a_file_that_it_does_not_know(tmp_path: Path) -> None:
    with pytest.raises(FormatUnknownError, match="colour, size"):
        read_bytes(tmp_path, b"colour,size\nred,4\n")


@pytest.mark.parametrize("cut", [30, 200, -30])
def test_it_says_that_an_archive_is_damaged(tmp_path: Path, cut: int) -> None:
    with pytest.raises(FileBrokenError):
        read_bytes(tmp_path, made.zipped(**{"a.csv": INSTAGRAM.encode()})[:cut], "a.zip")


def test_it_says_that_a_member_is_damaged(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", INSTAGRAM)
    data = bytearray(packed.getvalue())
    data[60:80] = b"\xff" * 20
    with pytest.raises(FileBrokenError):
        read_bytes(tmp_path, bytes(data), "a.zip")


def test_it_says_that_there_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileMissingError):
        ingest.read(tmp_path / "nowhere.csv")


def test_it_says_that_a_time_zone_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(INSTAGRAM)
    with pytest.raises(TimeZoneUnknownError):
        ingest.read(tmp_path, timezone="Europe/Atlantis")


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_it_gives_the_frame_of_the_contract(tmp_path: Path, backend: str) -> None:
    (tmp_path / "a.csv").write_text(INSTAGRAM)
    read = ingest.read(tmp_path, backend=backend)
    columns = list(getattr(read.posts, "column_names", None) or read.posts.columns)
    assert {"post_uid", "published_at", "kind", "hashtags", "views", "as_of"} <= set(columns)
    assert len(read.posts) == 3


def test_it_leaves_out_the_files_of_a_folder_that_are_no_exports(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(INSTAGRAM)
    (tmp_path / "README.txt").write_text("Nothing to see here.")
    read = ingest.read(tmp_path)
    assert len(read.posts) == 3
    assert "file-unknown" in [found.code for found in read.findings]


def test_it_reads_back_what_the_simulator_writes(tmp_path: Path) -> None:
    world = World(7, weeks=8)
    for name, data in exports(world).items():
        (tmp_path / name).write_bytes(data)
    frame = ingest.read(tmp_path, backend="pandas").posts.set_index("post_uid")
    views = [look(world, one.id, world.ends_at) for one in world.brand.presences]
    truth = {one.post.uid: one for view in views for one in view.published}
    assert set(frame.index) == set(truth)
    for uid, row in frame.to_dict("index").items():
        post, figures = truth[str(uid)].post, truth[str(uid)].values(world.ends_at)
        assert abs((row["published_at"] - post.published_at).total_seconds()) < 60
        assert row["text"].split() == post.text.split()
        assert row["kind"] in _told(post)
        for name in ("reactions", "comments", "shares", "impressions", "views", "reach", "saves"):
            assert math.isnan(row[name]) or row[name] == int(figures[name])


def _told(post: Post) -> set[str]:
    """Give what an export tells of a kind: X has the text only, photos of Facebook no number."""
    if post.network == "x":
        return {post.kind} if post.is_repost or post.is_reply else {"text", "link"}
    if (post.network, post.kind) == ("facebook", "carousel"):
        return {"image"}
    return {post.kind}


def test_it_gives_every_figure_that_the_simulator_writes(tmp_path: Path) -> None:
    world = World(7, weeks=8)
    for name, data in exports(world).items():
        (tmp_path / name).write_bytes(data)
    frame = ingest.read(tmp_path, backend="pandas").posts
    assert frame["reactions"].notna().all()
    assert frame.loc[frame["network"] == "x", "impressions"].notna().all()
    assert frame.loc[frame["network"] == "tiktok", "views"].notna().all()
