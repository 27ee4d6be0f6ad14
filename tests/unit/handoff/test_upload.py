"""Tables that other programs read: exact columns, nothing that they refuse, nothing lost unsaid."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, strategies as st
from tests.unit.handoff.making import NOW, brief, briefs, plan, slot, texts

from balise.domain.plan import Plan, Slot
from balise.errors import FormUnsaidError, TemplateForeignError, TemplateLackingError
from balise.handoff import FORMS, NOT_OFFERED, Handed, hand_off
from balise.words import Speech

HEADERS = {
    "buffer": "Text,Image URL,Tags,Posting Time",
    "publer": "Date,Text,Link(s),Media URL(s),Title,Label(s),Alt text(s),Comment(s),Board/Album,"
    "Post subtype,CTA,Reminder",
    "vista-social": "message,type,link,time",
    "postfast": "scheduled_at,account_id,content,media_urls,first_comment,fb_content_type,"
    "ig_publish_type,yt_is_short,pinterest_board_id",
    "ayrshare": "post,platforms,mediaUrls,scheduleDate",
    "highlevel": "postAtSpecificTime (YYYY-MM-DD HH:mm:ss),content,link (OGmetaUrl),imageUrls,"
    "gifUrl,videoUrls",
}
TIMES = {
    "buffer": ("Posting Time", "2027-03-02 18:30"),
    "publer": ("Date", "2027-03-02 18:30"),
    "vista-social": ("time", "2027-03-02 18:30"),
    "postfast": ("scheduled_at", "2027-03-02T17:30:00Z"),
    "ayrshare": ("scheduleDate", "2027-03-02T17:30:00Z"),
    "highlevel": ("postAtSpecificTime (YYYY-MM-DD HH:mm:ss)", "2027-03-02 18:30:00"),
}
TEXT = {
    "buffer": "Text",
    "publer": "Text",
    "vista-social": "message",
    "postfast": "content",
    "ayrshare": "post",
    "highlevel": "content",
}
METRICOOL = (
    b"Text,Date,Time,Draft,Facebook,Twitter/X,LinkedIn,GBP,Instagram,Pinterest,TikTok,Youtube,"
    b"Threads,Bluesky,Picture Url 1,Picture Url 2,Shortener,Pinterest Board,Brand name\r\n"
    b"An example,2026-01-01,10:00:00,FALSE,TRUE,,,,,,,,,,,,,,\r\n"
)
IDS = {"instagram:parc": "id-1", "x:parc": "id-2"}
LOCAL = sorted(set(TIMES) - {"postfast", "ayrshare"})


def hand(of: Plan, form: str, **known: Any) -> tuple[Handed, ...]:
    known = {"ids": IDS, "now": NOW, "briefs": briefs(of), **known}
    if form == "metricool":
        known.setdefault("template", METRICOOL)
    return hand_off(of, known.pop("briefs"), form=form, language="en", **known)


def rows(file: Handed) -> list[dict[str, str]]:
    assert not file.data.startswith(b"\xef\xbb\xbf"), "no mark unless the program asks for it"
    return list(csv.DictReader(io.StringIO(file.data.decode(), newline="")))


def codes(*files: Handed) -> list[str]:
    return [one.code for file in files for one in file.findings]


@pytest.mark.parametrize("form", HEADERS)
def test_the_columns_are_those_of_the_program(form: str) -> None:
    (file,) = hand(plan(slot()), form, texts={"s1": "Open"})
    assert file.data.decode().splitlines()[0] == HEADERS[form]
    (row,) = rows(file)
    column, time = TIMES[form]
    assert row[column] == time
    assert row[TEXT[form]] == "Open"
    assert None not in row.values(), "every row has every column"
    assert file.media_type.startswith("text/csv")
    zone = "UTC" if time.endswith("Z") else "Europe-Brussels"
    assert file.name == f"{form}-instagram-parc.{zone}.csv"


@pytest.mark.parametrize("form", HEADERS)
@given(text=st.text(max_size=80))
@example(text='=HYPERLINK("https://example.org")')
@example(text="-1+1|cmd")
@example(text='@friend, look;\n"so"')
@example(text="+33 1 23")
@example(text="🎉" * 40)
def test_a_text_reaches_the_program_letter_for_letter(form: str, text: str) -> None:
    of = plan(slot())
    (file,) = hand(of, form, texts={"s1": text}, briefs=[])
    printable = text.isprintable() and text.strip() == text and text
    if printable:
        assert rows(file)[0][TEXT[form]] == text
    elif not text.strip():
        assert (file.rows, codes(file)) == (0, ["handoff-empty"])


@pytest.mark.parametrize("form", HEADERS)
def test_each_channel_has_a_file_of_its_own(form: str) -> None:
    of = plan(slot("s1"), slot("s2", network="x"), slot("s3"))
    files = hand(of, form, texts=texts(of.slots))
    assert [file.rows for file in files] == [2, 1]
    assert ["instagram" in file.name for file in files] == [True, False]


def test_handles_that_look_alike_on_a_disk_have_files_of_their_own() -> None:
    of = plan(slot("s1", account="a/b"), slot("s2", account="a-b"), slot("s3", account="A-B"),
              slot("s4", account="../../etc/passwd"), slot("s5", account="le héron"))  # fmt: skip
    names = [file.name for file in hand(of, "buffer", texts=texts(of.slots))]
    assert len({name.casefold() for name in names}) == 5
    assert not any(set(name) & set('/\\:*?"<>|') or name.startswith(".") for name in names)


@pytest.mark.parametrize(
    ("form", "most"),
    [("buffer", 100), ("highlevel", 90), ("postfast", 200), ("metricool", 50), ("publer", None)],
)
def test_more_rows_than_a_program_takes_go_into_further_files(form: str, most: int | None) -> None:
    n = 205
    of = plan(*(slot(f"s{i:03}", publish_at=datetime(2027, 3, 2, tzinfo=UTC) + timedelta(hours=i))
                for i in range(n)))  # fmt: skip
    files = hand(of, form, texts=texts(of.slots))
    counts = [file.rows for file in files]
    assert sum(counts) == n
    assert all(count == most for count in counts[:-1]) if most else counts == [n]
    assert len({file.name for file in files}) == len(files)
    if most:
        assert files[1].name.endswith("-2.Europe-Brussels.csv") or "-2.UTC" in files[1].name


@pytest.mark.parametrize("form", [*HEADERS, "metricool", "socialpilot"])
def test_what_is_past_is_refused(form: str) -> None:
    of = plan(slot("s1", publish_at=NOW), slot("s2", publish_at=NOW - timedelta(days=1)),
              slot("s3", publish_at=NOW + timedelta(minutes=11)))  # fmt: skip
    (file,) = hand(of, form, texts=texts(of.slots))
    assert file.rows == 1
    refused = [one for one in file.findings if one.drops_row]
    assert [one.params["slot"] for one in refused] == ["s2", "s1"]
    assert {one.code for one in refused} == {"handoff-past"}
    assert {one.file for one in file.findings} == {file.name}


def test_a_program_that_asks_for_ten_minutes_gets_them() -> None:
    of = plan(slot(publish_at=NOW + timedelta(minutes=10)))
    (file,) = hand(of, "highlevel", texts={"s1": "Open"})
    assert (file.rows, codes(file)) == (0, ["handoff-near"])
    assert "10 minutes" in str(file.findings[0])
    assert hand(of, "buffer", texts={"s1": "Open"})[0].rows == 1


@pytest.mark.parametrize("form", LOCAL)
@pytest.mark.parametrize("minute", [0, 30, 59])
def test_an_hour_that_comes_twice_is_refused_where_local_times_are_read(
    form: str, minute: int
) -> None:
    both = [datetime(2027, 10, 31, hour, minute, tzinfo=UTC) for hour in (0, 1)]
    of = plan(*(slot(f"s{i}", publish_at=moment) for i, moment in enumerate(both)))
    (file,) = hand(of, form, texts=texts(of.slots))
    assert file.rows == 0
    assert [one for one in codes(file) if one != "handoff-media"] == ["handoff-clock"] * 2


@pytest.mark.parametrize("form", ["postfast", "ayrshare"])
def test_times_in_utc_are_never_in_doubt(form: str) -> None:
    of = plan(slot(publish_at=datetime(2027, 10, 31, 0, 30, tzinfo=UTC)))
    assert hand(of, form, texts={"s1": "Open"})[0].rows == 1


@pytest.mark.parametrize("form", LOCAL)
def test_around_the_spring_change_times_are_those_of_the_clock(form: str) -> None:
    of = plan(slot("s1", publish_at=datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
              slot("s2", publish_at=datetime(2027, 3, 28, 1, 0, tzinfo=UTC)))  # fmt: skip
    (file,) = hand(of, form, texts=texts(of.slots))
    assert [row[TIMES[form][0]][:16] for row in rows(file)] == [
        "2027-03-28 01:59", "2027-03-28 03:00"
    ]  # fmt: skip


def to_the_minute(moment: datetime) -> datetime:
    return moment.replace(microsecond=0, second=0, tzinfo=UTC)


@given(
    st.datetimes(datetime(2027, 1, 2), datetime(2028, 1, 1)).map(to_the_minute),  # noqa: DTZ001
    st.sampled_from(
        [
            "Europe/Brussels", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kolkata",
            "Pacific/Apia", "Africa/Casablanca",
        ]
    ),
)  # fmt: skip
def test_a_local_time_in_a_file_means_one_instant_and_the_right_one(
    moment: datetime, zone: str
) -> None:
    (file,) = hand(plan(slot(publish_at=moment, timezone=zone)), "buffer", texts={"s1": "Open"})
    for row in rows(file):
        shown = datetime.strptime(row["Posting Time"], "%Y-%m-%d %H:%M")  # noqa: DTZ007
        read = {shown.replace(tzinfo=ZoneInfo(zone), fold=f).astimezone(UTC) for f in (0, 1)}
        assert read == {moment}
    assert file.name.endswith(f".{zone.replace('/', '-')}.csv")


def test_the_same_text_twice_on_an_account_is_refused_once() -> None:
    of = plan(slot("s1"), slot("s2", publish_at=datetime(2027, 3, 9, tzinfo=UTC)),
              slot("s3", network="x"))  # fmt: skip
    files = hand(of, "buffer", texts=dict.fromkeys(("s1", "s2", "s3"), "Open"))
    assert [file.rows for file in files] == [1, 1]
    (refused,) = [one for one in files[0].findings if one.drops_row]
    assert (refused.code, refused.params["slot"], refused.params["other"]) == (
        "handoff-twice", "s2", "s1"
    )  # fmt: skip


@pytest.mark.parametrize(("hours", "kept"), [(47, 1), (48, 2)])
def test_ayrshare_gets_the_same_text_only_days_apart(hours: int, kept: int) -> None:
    first = datetime(2027, 3, 2, tzinfo=UTC)
    of = plan(slot("s1", publish_at=first),
              slot("s2", network="x", publish_at=first + timedelta(hours=hours)))  # fmt: skip
    files = hand(of, "ayrshare", texts=dict.fromkeys(("s1", "s2"), "Open"))
    assert sum(file.rows for file in files) == kept


def test_a_text_from_a_brief_is_in_a_file_to_finish_and_said_to_be() -> None:
    of = plan(slot("s1"), slot("s2"))
    ready, open_ = hand(of, "buffer", texts={"s1": "Open"})
    assert (ready.rows, open_.rows) == (1, 1)
    assert open_.name == "buffer-instagram-parc-to-finish.Europe-Brussels.csv"
    assert "handoff-unfinished" not in codes(ready)
    told = next(one for one in open_.findings if one.code == "handoff-unfinished")
    assert told.params["slots"] == "s2"
    assert not told.drops_row
    assert rows(open_)[0]["Text"] == "Three seeds, one pot\n\nCome by on Saturday\n\n#garden #seeds"


def test_a_link_goes_into_the_text_only_where_it_can_be_tapped_and_has_no_column() -> None:
    on_x = plan(slot(network="x"))
    assert "https://example.org/seeds" in rows(hand(on_x, "buffer")[0])[0]["Text"]
    row = rows(hand(on_x, "publer")[0])[0]
    assert "https://" not in row["Text"]
    assert row["Link(s)"] == "https://example.org/seeds"
    once = brief(on_x.slots[0], ask="See https://example.org/seeds")
    assert rows(hand(on_x, "buffer", briefs=[once])[0])[0]["Text"].count("https://") == 1


def test_posts_from_briefs_that_say_the_same_are_all_kept_as_they_are_unfinished() -> None:
    of = plan(slot("s1"), slot("s2"))
    assert [file.rows for file in hand(of, "buffer")] == [2]


def test_a_slot_with_neither_text_nor_brief_is_refused_and_one_that_is_done_is_not_told() -> None:
    of = plan(slot("s1"), slot("s2", state="published"), slot("s3", state="skipped"))
    (file,) = hand(of, "buffer", briefs=[])
    assert (file.rows, codes(file)) == (0, ["handoff-empty"])
    assert file.data.decode().splitlines() == [HEADERS["buffer"]]
    assert hand(plan(slot(state="published")), "buffer") == ()


def test_an_account_that_the_program_knows_by_an_id_needs_it() -> None:
    of = plan(slot("s1"), slot("s2"), slot("s3", network="x"))
    without, with_ = hand(of, "postfast", texts=texts(of.slots), ids={"x:parc": "id-2"})
    assert (without.rows, with_.rows) == (0, 1)
    (told,) = without.findings
    assert (told.code, told.params["account"], told.params["n"]) == (
        "handoff-id", "instagram:parc", "2"
    )  # fmt: skip
    assert rows(with_)[0]["account_id"] == "id-2"


@pytest.mark.parametrize(
    ("network", "kind", "column", "value"),
    [("facebook", "image", "fb_content_type", "POST"), ("facebook", "story", "fb_content_type",
     "STORY"), ("instagram", "short_video", "ig_publish_type", "REEL"), ("youtube", "short_video",
     "yt_is_short", "true"), ("youtube", "video", "yt_is_short", "false"), ("x", "video",
     "yt_is_short", "")],
)  # fmt: skip
def test_postfast_is_told_what_kind_of_post_it_is(
    network: str, kind: str, column: str, value: str
) -> None:
    of = plan(slot(network=network, kind=kind))
    (file,) = hand(of, "postfast", texts={"s1": "Open"}, ids={f"{network}:parc": "i"})
    assert rows(file)[0][column] == value
    kinds = ("fb_content_type", "ig_publish_type", "yt_is_short")
    assert not any(rows(file)[0][other] for other in kinds if other != column)


@pytest.mark.parametrize("form", ["ayrshare", "metricool"])
def test_a_network_that_a_program_does_not_know_is_told_once(form: str) -> None:
    of = plan(slot("s1", network="mastodon"), slot("s2", network="mastodon"))
    (file,) = hand(of, form, texts=texts(of.slots))
    (told,) = file.findings
    assert (told.code, told.params["n"], file.rows) == ("handoff-network", "2", 0)


def test_ayrshare_calls_x_by_its_old_name() -> None:
    assert rows(hand(plan(slot(network="x")), "ayrshare")[0])[0]["platforms"] == "twitter"


MEDIA: Mapping[str, tuple[str, ...]] = {
    "s1": ("https://e.org/1.jpg", "https://e.org/2.png", "https://e.org/3.mp4")
}


@pytest.mark.parametrize(
    ("form", "cells", "is_whole"),
    [
        ("buffer", {"Image URL": "https://e.org/1.jpg"}, False),
        ("publer", {"Media URL(s)": ",".join(MEDIA["s1"]), "Link(s)": ""}, True),
        ("vista-social", {"type": "image", "link": "https://e.org/1.jpg"}, False),
        ("highlevel", {"imageUrls": "https://e.org/1.jpg, https://e.org/2.png", "videoUrls": ""},
         False),
        ("ayrshare", {"mediaUrls": ",".join(MEDIA["s1"])}, True),
    ],
)  # fmt: skip
def test_pictures_go_where_there_is_a_place_and_others_are_told(
    form: str, cells: dict[str, str], *, is_whole: bool
) -> None:
    (file,) = hand(plan(slot()), form, texts={"s1": "Open"}, media=MEDIA)
    assert cells.items() <= rows(file)[0].items()
    assert ("handoff-media" not in codes(file)) is is_whole


def test_a_picture_post_without_a_picture_is_told_and_a_text_is_not() -> None:
    assert "handoff-media" in codes(*hand(plan(slot()), "buffer", texts={"s1": "Open"}))
    assert codes(*hand(plan(slot(kind="text")), "buffer", texts={"s1": "Open"})) == []


@pytest.mark.parametrize(("link", "kind"), [("", "message"), ("https://example.org", "article")])
def test_vista_social_is_told_what_the_link_is(link: str, kind: str) -> None:
    of = slot()
    (file,) = hand(plan(of), "vista-social", briefs=[brief(of, link=link)])
    assert (rows(file)[0]["type"], rows(file)[0]["link"]) == (kind, link)


def test_a_pin_needs_a_board_that_only_the_user_knows() -> None:
    of = plan(slot(network="pinterest"))
    for form, column in (("buffer", "Board Name"), ("publer", "Board/Album")):
        (file,) = hand(of, form, texts={"s1": "Open"})
        told = next(one for one in file.findings if one.code == "handoff-fill")
        assert told.column == column
        assert column in rows(file)[0]


def test_socialpilot_has_no_header() -> None:
    (file,) = hand(plan(slot()), "socialpilot", texts={"s1": "Open"}, media=MEDIA)
    (row,) = csv.reader(io.StringIO(file.data.decode(), newline=""))
    assert row == ["Open", "https://e.org/1.jpg", "Mar 02, 2027 6:30 PM", "id-1", "", "",
                   "https://example.org/seeds"]  # fmt: skip
    assert not FORMS["socialpilot"].verified


def test_metricool_fills_the_template_of_the_user_and_marks_drafts() -> None:
    of = plan(slot("s1"), slot("s2"))
    (file,) = hand(of, "metricool", texts={"s1": "Open"}, media=MEDIA)
    assert file.data.splitlines()[0] == METRICOOL.splitlines()[0]
    first, second = rows(file)
    assert (first["Text"], first["Date"], first["Time"]) == ("Open", "2027-03-02", "18:30:00")
    assert (first["Draft"], second["Draft"]) == ("FALSE", "TRUE")
    assert [name for name, cell in first.items() if cell == "TRUE"] == ["Instagram"]
    assert (first["Picture Url 2"], first["Brand name"]) == ("https://e.org/2.png", "id-1")
    assert "An example" not in file.data.decode()
    assert FORMS["metricool"].needs_template


def test_metricool_without_a_template_says_where_to_get_it() -> None:
    with pytest.raises(TemplateLackingError, match="Download the template"):
        hand_off(plan(slot()), (), form="metricool", language="en", now=NOW)


def test_a_column_that_the_template_lacks_is_told_with_what_is_lost() -> None:
    short = b"Time,Date,Draft,Text,Brand name\r\n"
    (file,) = hand(plan(slot()), "metricool", texts={"s1": "Open"}, template=short)
    told = [one.column for one in file.findings if one.code == "handoff-column"]
    assert told == ["Instagram"]
    assert file.data.decode().splitlines() == [
        "Time,Date,Draft,Text,Brand name", "18:30:00,2027-03-02,FALSE,Open,id-1"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "template",
    [
        "\ufeffPosting Time;  text ;Tags;Board Name\nx;y;z;w\n".encode(),
        "\ufeffsep=;\nPosting Time;TEXT;Tags\n".encode(),
        "Posting\u00a0Time\tText\n".encode("utf-16"),
        "\n\nPosting\u00ad Time,Text".encode(),
        b"Posting Time,Text,\xe9t\xe9\r",
    ],
)
def test_a_template_is_read_however_a_spreadsheet_saved_it(template: bytes) -> None:
    (file,) = hand(plan(slot(kind="text")), "buffer", texts={"s1": "Open"}, template=template)
    line = file.data.decode("utf-8-sig").splitlines()[-1]
    assert line.replace(";", ",").replace("\t", ",").startswith("2027-03-02 18:30,Open")


@pytest.mark.parametrize(
    "template",
    [b"", b"Text,When\r\n", b"\x00\x01\x02", b"PK\x03\x04" + bytes(range(256)), b'"' * 1000,
     b"a," * 100_000, b'"' + b"a" * 200_000],
)  # fmt: skip
def test_another_file_is_no_template(template: bytes) -> None:
    with pytest.raises(TemplateForeignError) as caught:
        hand(plan(slot()), "buffer", template=template)
    assert "Posting Time" in str(caught.value)
    assert len(str(caught.value)) < 700


def test_highlevel_in_its_long_form_is_filled_under_its_own_names() -> None:
    header = (
        "postAtSpecificTime (YYYY-MM-DD HH:mm:ss),content,OGmetaUrl (url),"
        "imageUrls (comma-separated),gifUrl,videoUrls (comma-separated),category"
    )
    template = f"All Social,,,,,,\r\n{header}\r\n".encode()
    (file,) = hand(plan(slot()), "highlevel", texts={"s1": "Open"}, media=MEDIA, template=template)
    above, head, row = csv.reader(io.StringIO(file.data.decode(), newline=""))
    assert above == ["All Social", *[""] * 6]
    assert head == header.split(",")
    assert row[2:4] == ["https://example.org/seeds", "https://e.org/1.jpg, https://e.org/2.png"]
    assert "handoff-column" not in codes(file)


def test_posts_of_two_zones_are_in_two_files() -> None:
    of = plan(slot("s1"), slot("s2", timezone="America/New_York"))
    files = hand(of, "buffer", texts=texts(of.slots))
    assert [file.name.split(".")[1] for file in files] == ["America-New_York", "Europe-Brussels"]
    assert rows(files[0])[0]["Posting Time"] == "2027-03-02 12:30"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_form_can_be_written_from_a_plan_with_nothing_and_with_much(
    form: str, language: str
) -> None:
    template = METRICOOL if form == "metricool" else None
    hand_off(plan(), (), form=form, language=language, now=NOW, template=template)
    of: list[Slot] = [
        slot("s1", network=network, kind=kind, state=state)
        for network in ("instagram", "x", "pinterest", "mastodon", "youtube")
        for kind in ("text", "short_video", "story")
        for state in ("planned", "approved", "published", "skipped")
    ]
    files = hand_off(plan(*of), briefs(plan(*of)), form=form, language=language, now=NOW,
                     template=template)  # fmt: skip
    assert files
    speech = Speech(language)
    for file in files:
        assert all(speech.finding(one) for one in file.findings)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_who_reads_it_and_where_that_is_known_from(form: str) -> None:
    told = FORMS[form]
    assert told.label
    assert told.source
    assert datetime(2026, 1, 1, tzinfo=UTC).date() < told.checked
    assert not told.url or told.url.startswith("https://")


def test_a_form_that_there_is_not_is_told_with_those_that_there_are() -> None:
    with pytest.raises(FormUnsaidError, match="vista-social"):
        hand_off(plan(), (), form="hootsuite", language="en", now=NOW)
    assert {"Hootsuite", "Sprout Social", "SocialBee", "Agorapulse"} <= set(NOT_OFFERED)
