"""The JSON of networks: what is read of it, and what never is."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.often import LONG
from tests.unit.ingest import exports_made, networks_json_made as made
from tests.unit.ingest.reads import Read, read_bytes

from balise.domain.reading import BATCH
from balise.errors import (
    BaliseError,
    FileBrokenError,
    FormatRefusedError,
    FormatUnknownError,
    OtherFileError,
    TooLargeError,
)
from balise.ingest import open_export
from balise.ingest.documents import Document
from balise.ingest.layout import Context
from balise.ingest.networks_json import DIALECTS
from balise.ingest.networks_json.bluesky import key_time
from balise.ingest.networks_json.entries import Entries
from balise.ingest.networks_json.markup import plain
from balise.reference.export_paths import paths
from balise.words import Speech

READER = Path(__file__).with_name("hostile_reader.py")
FIRST = "instagram:17900000000000001"
SKEET = f"bluesky:{made.DID}/{made.KEY}"


def read(folder: Path, *entries: object) -> Read:
    """Read entries as a list."""
    return read_bytes(folder, made.packed(list(entries)), "posts.json")


def document(data: bytes) -> Document:
    return Document(
        name="posts.json",
        modified=datetime(2026, 1, 1, tzinfo=UTC),
        form="json",
        open=lambda: io.BytesIO(data),
    )


# Instagram


def test_it_reads_media_of_instagram_with_their_insights(tmp_path: Path) -> None:
    found = read(tmp_path, *made.MEDIA)
    assert [p.kind for p in found.posts] == ["image", "short_video", "carousel", "story"]
    assert [p.media_count for p in found.posts] == [1, 1, 6, 1]
    post = found.posts[0]
    assert (post.uid, post.account, post.hashtags) == (FIRST, "moulin.demo", ("pain",))
    assert post.published_at.isoformat() == "2026-05-26T17:23:41+00:00"
    assert post.precision == "second"
    assert found.values(FIRST) == {
        "reactions": 12, "comments": 3, "reach": 100, "views": 120, "saves": 2
    }  # fmt: skip


def test_it_takes_no_insight_that_is_not_available_for_0(tmp_path: Path) -> None:
    found = read(tmp_path, *made.MEDIA)
    assert found.values("instagram:17900000000000003") == {"reactions": 12, "comments": 3}
    assert "shares" not in found.values(FIRST)
    assert "number-unreadable" not in found.codes
    assert found.values("instagram:17900000000000004") == {"comments": 4, "navigation": 9}


def test_it_turns_milliseconds_watched_into_seconds(tmp_path: Path) -> None:
    values = read(tmp_path, *made.MEDIA).values("instagram:17900000000000002")
    assert (values["avg_watch_s"], values["watch_time_s"]) == (4.2, 90.5)
    assert values["engagements"] == 51


def test_it_names_the_insights_that_it_has_no_metric_for(tmp_path: Path) -> None:
    (unused,) = [f for f in read(tmp_path, *made.MEDIA).findings if f.code == "column-unknown"]
    assert unused.params["columns"] == "crossposted_views"


def test_it_reads_the_same_post_as_the_table_of_meta(tmp_path: Path) -> None:
    table = exports_made.table(exports_made.INSTAGRAM, exports_made.INSTAGRAM_ROWS)
    written, coded = read_bytes(tmp_path, exports_made.bom(table)), read(tmp_path, *made.MEDIA)
    assert [p.uid for p in written.posts] == [p.uid for p in coded.posts][:3]
    assert [p.account for p in written.posts] == [p.account for p in coded.posts][:3]
    assert written.posts[0].published_at == coded.posts[0].published_at.replace(second=0)


def test_it_gives_insights_that_come_alone_to_the_post_that_they_tell_of(tmp_path: Path) -> None:
    answer = [
        made.insight("reach", 100, media="17900000000000001"),
        made.insight("views", 120, form="total", media="17900000000000001"),
    ]
    found = read_bytes(tmp_path, made.packed({"data": answer}), "insights.json")
    assert (found.format, found.posts, len(found.readings)) == ("instagram.graph", [], 1)
    assert found.values(FIRST) == {"reach": 100, "views": 120}


def test_it_gives_insights_of_threads_to_threads(tmp_path: Path) -> None:
    answer = [made.insight(name, 2, media="180") for name in ("views", "quotes")]
    found = read_bytes(tmp_path, made.packed({"data": answer}), "insights.json")
    assert found.values("threads:180") == {"views": 2, "quotes": 2}


def test_it_reads_no_day_of_an_account_as_a_post(tmp_path: Path) -> None:
    day = {**made.insight("reach", 5, media="1784"), "period": "day"}
    found = read(tmp_path, made.insight("reach", 1), day)
    assert [r.post_uid for r in found.readings] == ["instagram:1"]
    assert found.codes == ["entry-foreign"]


def test_it_takes_no_views_for_not_known_where_people_were_reached(tmp_path: Path) -> None:
    insights = {"data": [made.insight("views", 0), made.insight("reach", 9)]}
    found = read(tmp_path, made.medium("1", insights=insights))
    assert "views" not in found.values("instagram:1")
    assert found.codes == ["views-zero"]


@pytest.mark.parametrize("figure", ["many", -1, True, [1], {"a": 1}, 1e300, "9" * 30])
def test_it_says_which_figure_it_cannot_read(tmp_path: Path, figure: object) -> None:
    found = read(tmp_path, made.medium("1", like_count=figure))
    assert found.values("instagram:1") == {"comments": 3}
    assert [(f.code, f.line, f.column) for f in found.findings] == [
        ("number-unreadable", 1, "reactions")
    ]


# Threads


def test_it_reads_posts_of_threads(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, made.packed({"data": made.THREADS}), "threads.json")
    assert [p.kind for p in found.posts] == ["text", "carousel", "repost", "reply", "link"]
    assert {p.account for p in found.posts} == {"moulin.demo"}
    assert found.posts[0].hashtags == ("Boulangerie",)
    assert found.posts[4].links[0].utm == (("utm_source", "threads"),)
    assert [p.is_original for p in found.posts] == [True, True, False, False, True]


def test_it_adds_reposts_and_shares_of_threads(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, made.packed({"data": made.THREADS}), "threads.json")
    assert found.values("threads:18000000000000001") == {
        "views": 300, "reactions": 20, "comments": 2, "reposts": 3, "quotes": 1,
        "shares_native": 4, "shares": 7,
    }  # fmt: skip
    assert len(found.readings) == 1  # a repost has no figures of its own


# Mastodon


def test_it_reads_statuses_of_mastodon(tmp_path: Path) -> None:
    found = read(tmp_path, *made.STATUSES)
    assert [p.kind for p in found.posts] == ["link", "carousel", "reply", "repost", "poll"]
    assert [p.media_count for p in found.posts] == [None, 2, None, None, None]
    post = found.posts[0]
    assert (post.uid, post.account, post.language) == (
        "mastodon:11001",
        "moulin@social.example",
        "fr",
    )
    assert post.text == "Pain & sel #pain\n\nLire https://example.org/a"
    assert (post.hashtags, [link.url for link in post.links]) == (
        ("pain",), ["https://example.org/a"]
    )  # fmt: skip
    assert found.values(post.uid) == {"reactions": 5, "comments": 1, "shares": 2}


def test_it_leaves_the_figures_of_a_boost_to_the_post_that_was_repeated(tmp_path: Path) -> None:
    found = read(tmp_path, *made.STATUSES)
    boost = found.posts[3]
    assert (boost.text, boost.is_repost, boost.account) == ("Hello", True, "moulin@social.example")
    assert boost.uid not in {r.post_uid for r in found.readings}


def test_it_reads_the_outbox_of_mastodon(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, made.outbox(*made.ACTIVITIES), "outbox.json")
    assert [p.kind for p in found.posts] == ["text", "image", "reply", "repost"]
    post = found.posts[0]
    assert (post.text, post.language, post.hashtags) == ("Pain & sel", "fr", ("pain",))
    assert post.mentions == ("a@b.example",)
    assert found.values(post.uid) == {"reactions": 4, "shares": 2}
    assert len(found.readings) == 1
    assert found.posts[3].url == "https://other.example/users/anna/statuses/7"


def test_it_reads_the_same_posts_from_the_interface_and_from_the_archive(tmp_path: Path) -> None:
    coded = read(tmp_path, *made.STATUSES)
    kept = read_bytes(tmp_path, made.mastodon_archive(), "archive.zip")
    named = {(p.uid, p.account) for p in coded.posts}
    assert {(p.uid, p.account) for p in kept.posts} <= named | {
        ("mastodon:11006", "moulin@social.example")
    }
    assert kept.format == "mastodon.outbox"
    assert kept.codes == ["members-unread", "posts-private"]


@pytest.mark.parametrize("sign", [made.PUBLIC, "as:Public", "Public"])
@pytest.mark.parametrize("place", ["to", "cc"])
def test_it_reads_what_is_addressed_to_everybody(tmp_path: Path, sign: str, place: str) -> None:
    both: dict[str, Any] = {"to": [], "cc": None, place: sign}
    assert len(read(tmp_path, made.note(1, **both)).posts) == 1


@pytest.mark.parametrize(
    "entry",
    [
        made.status(9, visibility="private"),
        made.status(9, visibility="direct"),
        made.status(9, visibility="mutuals_only"),
        made.status(9, visibility=["public"]),
        made.status(9, local_only=True),
        made.note(9, to=[]),
        made.note(9, to={"id": made.PUBLIC}),
        made.note(9, to=[[made.PUBLIC]]),
        made.note(9, to=[f"{made.ACTOR}/followers"]),
        {**made.note(9), "to": [made.ACTOR]},
        {**made.note(9, to=[made.ACTOR]), "to": [made.PUBLIC]},
        made.announce(9, to=["https://www.w3.org/ns/activitystreams#public"]),
        {"type": "Create", "object": {"content": made.WHISPER}},
    ],
)
def test_it_only_counts_what_is_not_for_everybody(tmp_path: Path, entry: object) -> None:
    first = made.note(1) if "object" in str(entry) else made.status(1)
    found = read(tmp_path, first, entry)
    assert (len(found.posts), found.rows, found.codes) == (1, 1, ["posts-private"])
    assert found.findings[0].params == {"n": "1"}
    assert found.findings[0].line == 0


@pytest.mark.parametrize("one", made.NETWORKS_JSON, ids=lambda one: one.name)
def test_no_word_of_a_private_post_appears_anywhere(tmp_path: Path, one: exports_made.Made) -> None:
    path = tmp_path / one.name
    path.write_bytes(one.make())
    export, context = open_export(path), Context.of(())
    batches = list(export.batches(context))
    told = [found for batch in batches for found in batch.findings]
    said = [Speech(language).finding(found) for found in told for language in ("en", "fr")]
    assert made.WHISPER not in repr((export, batches, context, said))


def outcome(folder: Path, data: bytes) -> str:
    """Give all that is said of a file, by its error where there is one."""
    try:
        return repr(read_bytes(folder, data, "outbox.json"))
    except BaliseError as error:
        shown = "".join(traceback.format_exception(error))
        return f"{error!r} {error.facts} {Speech('fr').error(error)} {shown}"


@pytest.mark.parametrize("cut", range(40, 4000, 97))
def test_no_word_of_a_private_post_appears_in_an_error(tmp_path: Path, cut: int) -> None:
    items = [made.note(3, to=["x"], content=made.WHISPER * 9, id=made.WHISPER)] * 4
    data = made.outbox(made.note(1), *items)
    assert made.WHISPER not in outcome(tmp_path, data[:cut])
    assert made.WHISPER not in outcome(tmp_path, data[:cut] + b"\xff" + data[cut:])
    assert made.WHISPER not in outcome(tmp_path, data[:cut] + b"}]" + data[cut:])


def test_it_reads_a_file_in_which_all_is_private(tmp_path: Path) -> None:
    found = read(tmp_path, made.status(1, visibility="direct"))
    assert (found.posts, found.codes) == ([], ["posts-private"])


@pytest.mark.parametrize("item", [None, 7, "x", [], {}, {"type": "Delete"}, {"id": 1, "type": []}])
def test_it_names_the_place_of_what_is_no_post(tmp_path: Path, item: object) -> None:
    for first in (made.note(1), made.status(1), made.medium("1"), made.skeet()):
        found = read(tmp_path, first, *([item] if item != [] else [[7]]))
        assert (found.rows, len(found.posts), found.dropped) == (2, 1, 1)
        assert [(f.code, f.line) for f in found.findings if f.drops_row] == [("entry-foreign", 2)]


@pytest.mark.parametrize(
    "entry",
    [
        made.medium("1", timestamp="soon"),
        made.thread("1", timestamp=None),
        made.status(1, created_at=12),
        {**made.note(1, published=""), "published": "2026-99-99"},
    ],
)
def test_it_leaves_out_a_post_without_a_time(tmp_path: Path, entry: object) -> None:
    found = read(tmp_path, entry)
    assert (found.posts, found.codes) == ([], ["time-missing"])


def test_it_keeps_the_first_of_two_that_are_the_same(tmp_path: Path) -> None:
    found = read(tmp_path, made.status(1), made.status(1, content="<p>Edited</p>"))
    assert (len(found.posts), found.codes) == (1, ["duplicate-row"])


# Bluesky


def test_it_reads_a_feed_of_bluesky(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, made.packed({"feed": made.FEED}), "feed.json")
    kinds = ["link", "carousel", "reply", "repost", "video", "link", "text"]
    assert [p.kind for p in found.posts] == kinds
    assert [p.media_count for p in found.posts] == [None, 2, None, None, 1, None, None]
    post = found.posts[0]
    assert (post.uid, post.account, post.language) == (SKEET, "moulin.example", "fr")
    assert (post.hashtags, post.links[0].url) == (("pain",), "https://example.org/a?b=1")
    assert post.url == f"https://bsky.app/profile/moulin.example/post/{made.KEY}"
    assert found.values(SKEET) == {"reactions": 5, "comments": 1, "shares": 2, "quotes": 1}


def test_it_believes_the_key_of_a_post_and_not_its_client(tmp_path: Path) -> None:
    late = made.key(datetime(2026, 1, 1, tzinfo=UTC))  # after the network saw it
    found = read(tmp_path, made.skeet(), made.skeet(late), made.skeet("self"))
    assert [p.published_at.isoformat() for p in found.posts] == [
        "2025-03-20T07:24:41+00:00", "2025-03-20T07:24:43+00:00", "2025-03-20T07:24:43+00:00",
    ]  # fmt: skip


def test_it_believes_the_client_where_nothing_else_tells(tmp_path: Path) -> None:
    found = read(tmp_path, {**made.skeet("self"), "indexedAt": None})
    assert found.posts[0].published_at.year == 2031


@pytest.mark.parametrize("key", ["", "self", "zzzzzzzzzzzzz", "2222222222222", "3L6oveex3ii2l"])
def test_it_takes_no_key_for_a_time_that_is_none(key: str) -> None:
    found = key_time(key)
    assert found is None or found.at > datetime(2100, 1, 1, tzinfo=UTC)


def test_a_repost_of_ones_own_post_is_another_entry(tmp_path: Path) -> None:
    found = read(tmp_path, {"post": made.skeet()}, {"post": made.skeet(), "reason": made.REPOSTED})
    assert [p.is_repost for p in found.posts] == [False, True]
    assert found.posts[0].uid != found.posts[1].uid
    assert found.posts[1].published_at.day == 22
    assert [r.post_uid for r in found.readings] == [SKEET]


# Documents


@pytest.mark.parametrize(
    ("data", "top"),
    [
        (b'{"locations": [{"a": 1}], "settings": 3}', "locations, settings"),
        (b'[{"name": "x", "price": 2}]', "name, price"),
        (b'{"data": []}', "data"),
        (
            b'[{"id": 1, "created_at": "2025-01-01T00:00:00Z", "visibility": "public"}]',
            "id, created_at, visibility",
        ),
        (b'{"results": [{"id": 1, "media_type": "movie"}]}', "results"),
        (b'{"Marie Dupont": 1, "age": 2}', "age"),
        (b'{"big": "' + b"x" * (5 << 20) + b'"}', "big"),
    ],
)
def test_it_names_the_top_of_a_json_that_it_does_not_know(
    tmp_path: Path, data: bytes, top: str
) -> None:
    with pytest.raises(FormatUnknownError) as raised:
        read_bytes(tmp_path, data, "other.json")
    assert raised.value.facts["headers"] == top


@pytest.mark.parametrize("data", [b"{}", b"[]", b"[1, 2]", b"[{}]", b"[Meeting] Hello, all\n"])
def test_it_finds_no_table_in_a_json_that_says_nothing(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(FormatUnknownError):
        read_bytes(tmp_path, data, "other.json")


def test_it_tells_the_copy_of_an_account_as_such(tmp_path: Path) -> None:
    with pytest.raises(OtherFileError):
        read_bytes(tmp_path, made.packed([{"media": [{"creation_timestamp": 1}]}]), "posts_1.json")


def test_it_refuses_a_json_of_messages(tmp_path: Path) -> None:
    with pytest.raises(FormatRefusedError):
        read_bytes(tmp_path, b'[{"Message_Text": 1, "sender_name": "x"}]', "a.json")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (made.packed(made.STATUSES)[:-40], "it ends too early"),
        (made.packed(made.STATUSES) + b"x", "its JSON is not well formed"),
        (made.packed(made.STATUSES)[:-1] + b", NaN]", "its JSON is not well formed"),
        (made.packed(made.STATUSES)[:-1] + b", " + b"9" * 40 + b"]", "its JSON is not well formed"),
        (made.packed(made.STATUSES)[:-1] + b', "\xff"]', "its JSON is not well formed"),
        (made.packed(made.STATUSES)[:-1] + b", " + b"[" * 9_999, "its JSON is nested too deeply"),
        (made.packed(made.STATUSES)[:-1] + b', {"a":' + b'{"a":' * 9_999, "its JSON is nested too"),
        (b'{"data": [{"id": "1", "media_t', "it ends too early"),
    ],
)
def test_it_says_that_a_file_is_damaged_and_gives_nothing_of_it(
    tmp_path: Path, data: bytes, reason: str
) -> None:
    with pytest.raises(FileBrokenError, match="posts.json: .*" + re.escape(reason)):
        read_bytes(tmp_path, data, "posts.json")


def test_it_refuses_one_entry_that_would_fill_the_memory(tmp_path: Path) -> None:
    with pytest.raises(TooLargeError):
        read(tmp_path, made.status(1), made.status(2, content="x" * (5 << 20)))


def test_it_goes_through_lists_and_pages_of_any_shape() -> None:
    data = b'\xef\xbb\xbf[[{"a": 1}], {"data": [{"b": [{}]}, null]}]\n{"feed": [2], "cursor": {}}'
    assert list(Entries(document(data))) == [{"a": 1}, {"b": [{}]}, None, 2]


def test_it_gives_no_more_posts_at_a_time_than_a_batch_holds(tmp_path: Path) -> None:
    path = tmp_path / "statuses.jsonl"
    path.write_bytes(made.lines(*(made.status(n) for n in range(BATCH + 3))))
    sizes = [len(batch.posts) for batch in open_export(path).batches(Context.of(()))]
    assert [size for size in sizes if size] == [BATCH, 3]


def test_the_way_to_every_format_is_told() -> None:
    told = {start for one in paths() for start in one.formats}
    assert {dialect.name for dialect in DIALECTS} <= told


@pytest.mark.parametrize(
    "hostile",
    ["<a " * 30_000, "<!--" * 30_000, "<a x='" * 20_000, "</" * 50_000, "<" * 99_000, "<![x" * 9],
)
def test_it_reads_markup_that_never_ends(hostile: str) -> None:
    assert plain(hostile) == hostile.strip()


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<p>A</p><p>B</p>", "A\n\nB"),
        ("A<br />B<BR>C", "A\nB\nC"),
        ("<a title=\"1 > 0\" href='x'>A</a>", "A"),
        ("1 &lt; 2 &amp;amp; 3 < 4", "1 < 2 &amp; 3 < 4"),
        ("<ul><li>A</li><li>B</li></ul><!-- C -->", "A\nB"),
        ("", ""),
    ],
)
def test_it_reads_the_text_of_markup(content: str, text: str) -> None:
    assert plain(content) == text


@pytest.mark.skipif(sys.platform == "win32", reason="the peak of a process is asked of Unix")
def test_an_outbox_of_many_entries_takes_little_memory(tmp_path: Path) -> None:
    path, posts = tmp_path / "outbox.json", 20_000 if LONG else 8_000  # of ten entries, one is one
    head, tail = made.outbox("@").split(b'"@"')
    shown = made.packed(made.note(777))
    hidden = b",".join([made.packed(made.note(8, to=["x"]))] * 9)
    with path.open("wb") as file:
        file.write(head)
        for n in range(posts):
            own = shown.replace(b"1100777", b"%d" % (10_000_000 + n))
            file.write((b"," if n else b"") + own + b"," + hidden)
        file.write(tail)
    done = subprocess.run([sys.executable, READER, path], capture_output=True, check=True)  # noqa: S603
    said = json.loads(done.stdout)
    assert (said["error"], said["posts"], said["findings"]) == ("", posts, 1)
    assert said["peak_mb"] < 150
