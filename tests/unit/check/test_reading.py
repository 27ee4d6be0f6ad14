"""Files of drafts: every form, clear findings with their line, nothing that stops the program."""

from __future__ import annotations

import json
import re
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from tests.unit.check.drafts_made import draft, found, strategy

from balise.check import text as reading
from balise.domain.draft import Media
from balise.errors import FileMissingError, NotAFileError, TooLargeError
from balise.ingest import drafts as module
from balise.ingest.drafts import Drafts, decoded, parse_drafts, read_drafts
from balise.ingest.drafts.settings import SETTINGS
from balise.words import Speech
from balise.words.drafts import SAID, message, remedy

TOML = '''# made up
[[drafts]]
network = "Instagram"
account = "@parc"
kind = "image"
publish_at = 2027-03-02T18:30:00+01:00
text = """
Bonjour
[[drafts]]
network = "x"
"""
hashtags = ["#Clou", "Vis"]
media = [{ file = "a.jpg", alt = "Un clou", width = 800, height = 1000, bytes = 120_000 }]
is_ad = false

[[drafts]]
network = "x"
text = "Deux"
'''
JSON = """[
 {"network": "instagram", "account": "@parc", "text": "Bonjour", "hashtags": ["Clou", "Vis"],
  "publish_at": "2027-03-02T17:30:00Z", "media": ["a.jpg"], "is_ad": false},

 {"network": "x", "text": "Deux"}
]"""
CSV = (
    "Network;Account;Publish at;Text;Hashtags;Media;Alt;Is ad;q50\r\n"
    'instagram;@parc;2027-03-02 18:30;"Bonjour\r\nà tous";'
    "#Clou #Vis;a.jpg | b.jpg;Un clou | Une vis;non;12\r\n"
    "x;;;Deux;;;;;\r\n"
)


def codes(read: Drafts) -> list[tuple[str, int]]:
    return [(one.code, one.line) for one in read.findings]


def test_toml_is_read_with_the_line_of_each_draft_and_setting() -> None:
    read = parse_drafts(TOML, name="drafts.toml")
    first, second = read.drafts
    assert codes(read) == []
    assert (first.network, first.line, first.line_of("hashtags"), second.line) == (
        "instagram",
        2,
        12,
        16,
    )
    assert first.publish_at == datetime(2027, 3, 2, 17, 30, tzinfo=UTC)
    assert first.hashtags == ("Clou", "Vis")
    assert first.media == (
        Media(file="a.jpg", alt="Un clou", width=800, height=1000, bytes=120_000),
    )
    assert first.is_ad is False
    assert second.is_ad is None


@pytest.mark.parametrize("text", [JSON, '{"drafts": ' + JSON + "}"])
def test_json_is_read_with_the_line_of_each_draft(text: str) -> None:
    read = parse_drafts(text, name="drafts.json")
    assert [one.line for one in read.drafts] == [2, 5]
    assert read.drafts[0].hashtags == ("Clou", "Vis")
    assert codes(read) == []


def test_a_table_is_read_with_one_row_a_draft() -> None:
    read = parse_drafts(CSV, name="plan.csv", timezone="Europe/Brussels")
    first, second = read.drafts
    assert [one.line for one in read.drafts] == [2, 4]
    assert first.publish_at == datetime(2027, 3, 2, 17, 30, tzinfo=UTC)
    assert [(one.file, one.alt) for one in first.media] == [
        ("a.jpg", "Un clou"),
        ("b.jpg", "Une vis"),
    ]
    assert second.text == "Deux"
    assert codes(read) == [("draft-time-local", 2)]


@pytest.mark.parametrize(
    ("name", "text", "code", "line"),
    [
        ("d.toml", '[[drafts]]\nnetwork = "x\n', "drafts-unreadable", 2),
        ("d.toml", "", "drafts-none", 0),
        ("d.xlsx", "PK\x03\x04", "drafts-form", 0),
        ("notes", "Bonjour à tous", "drafts-form", 0),
        ("d.toml", "drafts = 3", "draft-no-table", 1),
        ("d.toml", "\ndrafts = [\n { network = 'x' },\n]", "draft-empty", 3),
        ("d.toml", '[[drafts]]\nnetwork = "x"\ntexte = "a"\n', "draft-key-near", 3),
        ("d.toml", '[[drafts]]\n["drafts"."x"]\n', "draft-key-unknown", 2),
        ("d.toml", '[[drafts]]\nnetwork = "x"\n[[draft]]\ntext = "a"\n', "drafts-stray", 3),
        (
            "d.toml",
            '[[drafts]]\nnetwork = "x"\ntext = "a"\nlanguage = "français"\n',
            "draft-value-wrong",
            4,
        ),
        (
            "d.toml",
            '[[drafts]]\nnetwork = "x"\ntext = "a"\ncountry = "Belgique"\n',
            "draft-value-wrong",
            4,
        ),
        ("d.csv", "network;text;date\nx;a;\nx;b;2027\n", "draft-key-near", 1),
        ("d.toml", '[[drafts]]\ntext = "a"\n', "draft-network-missing", 1),
        ("d.toml", '[[drafts]]\nnetwork = "x"\ntext = "a"\ncolor = 1\n', "draft-key-unknown", 4),
        (
            "d.toml",
            '[[drafts]]\nnetwork = "x"\ntext = "a"\nis_ad = "maybe"\n',
            "draft-value-wrong",
            4,
        ),
        (
            "d.toml",
            '[[drafts]]\nnetwork = "x"\ntext = "a"\npublish_at = "soon"\n',
            "draft-value-wrong",
            4,
        ),
        (
            "d.toml",
            '[[drafts]]\nnetwork = "x"\ntext = "a"\nkind = "poster"\n',
            "draft-value-wrong",
            4,
        ),
        (
            "d.toml",
            '[[drafts]]\nnetwork = "x"\nmedia = [{ file = "a", size = 1 }]\n',
            "draft-value-wrong",
            3,
        ),
        (
            "d.toml",
            '[[drafts]]\nnetwork = "x"\nmedia = [{ file = "a", bytes = -1 }]\n',
            "draft-value-wrong",
            3,
        ),
        (
            "d.toml",
            '[[drafts]]\nnetwork = "x"\ntext = "a"\npublish_at = 0001-01-01T00:00:00+14:00\n',
            "draft-value-wrong",
            4,
        ),
        ("d.toml", '[[drafts]]\nnetwork = "myspace"\ntext = "a"\n', "draft-network-unknown", 2),
        ("d.toml", '[[drafts]]\nnetwork = "x"\n', "draft-empty", 1),
        ("d.json", '[\n{"network": }]', "drafts-unreadable", 2),
        ("d.json", '{"a": 1}', "drafts-unreadable", 1),
        ("d.json", '[{"network": "x", "text": "a"}', "drafts-unreadable", 1),
        ("d.json", "[\n1]", "draft-no-table", 2),
        ("d.csv", "network;text\nx;" + "a" * 500_000 + "\n", "drafts-unreadable", 2),
        ("d.csv", "text\nBonjour\n", "draft-network-missing", 2),
    ],
)
def test_what_is_wrong_is_told_with_its_line(name: str, text: str, code: str, line: int) -> None:
    read = parse_drafts(text, name=name)
    assert (code, line) in codes(read)
    for language in ("fr", "en"):
        for one in read.findings:
            assert "{" not in message(Speech(language), one).replace("{'", "")
            assert remedy(Speech(language), one)


def test_a_draft_whose_heading_is_written_wrong_stands_in_the_way() -> None:
    read = parse_drafts('[[draft]]\nnetwork = "x"\ntext = "a"\n')
    assert [(one.code, one.severity) for one in read.findings] == [("drafts-stray", "error")]


def test_a_draft_without_its_network_is_held_against_what_holds_everywhere() -> None:
    read = parse_drafts('[[drafts]]\ntext = "a"\nmedia = ["a.jpg"]\n')
    assert {one.code for one in found(read.drafts)} == {"alt-missing"}


def test_codes_of_languages_and_countries_are_taken_however_they_are_written() -> None:
    text = '[[drafts]]\nnetwork = "x"\ntext = "a"\nlanguage = "fr-BE"\ncountry = "be"\n'
    (one,) = parse_drafts(text).drafts
    assert (one.language, one.country) == ("fr", "BE")


def test_what_is_wrong_with_every_draft_is_told_once() -> None:
    text = '[[drafts]]\nnetwork = "x"\ntext = "a"\ncolor = 1\n' * 50
    assert len(parse_drafts(text).findings) == 1


def test_a_value_that_is_wrong_leaves_the_rest_of_the_draft_to_be_checked() -> None:
    text = f'[[drafts]]\nnetwork = "x"\nis_ad = 3\ntext = "{"a" * 281}"\n'
    assert "X_TEXT_MAX" in {one.rule for one in found(parse_drafts(text).drafts)}


def test_a_file_that_cannot_be_read_at_all_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FileMissingError):
        read_drafts(tmp_path / "none.toml")
    with pytest.raises(NotAFileError):
        read_drafts(tmp_path)
    file = tmp_path / "d.toml"
    file.write_text(TOML, encoding="utf-8")
    assert len(read_drafts(file).drafts) == 2
    monkeypatch.setattr(module, "MOST_BYTES", 10)
    with pytest.raises(TooLargeError):
        read_drafts(file)


def test_more_drafts_than_anybody_writes_are_cut_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_DRAFTS", 2)
    read = parse_drafts('[[drafts]]\nnetwork = "x"\ntext = "a"\n' * 3)
    assert len(read.drafts) == 2
    assert codes(read) == [("drafts-many", 0)]


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=150)
@given(name=st.sampled_from(["d.toml", "d.json", "d.csv"]), written=st.binary(max_size=400))
def test_no_bytes_stop_the_reading(name: str, written: bytes) -> None:
    read = parse_drafts(decoded(written), name=name)
    assert read.drafts or read.findings or name == "d.json"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
KEYS = st.sampled_from([*SETTINGS, "color", "", "file"])


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=150)
@given(entries=st.lists(st.dictionaries(KEYS, VALUES, max_size=6), max_size=4))
def test_no_values_stop_the_reading_nor_the_checks(entries: list[dict[str, object]]) -> None:
    read = parse_drafts(json.dumps(entries), name="d.json")
    for one in (*read.findings, *found(read.drafts, strategy=strategy())):
        assert one.code in SAID
        assert message(Speech("fr"), one)


@pytest.mark.parametrize("deep", ["[" * 100_000, '{"drafts": [' + '{"a":' * 100_000])
def test_what_is_nested_too_deep_is_told(deep: str) -> None:
    assert codes(parse_drafts(deep, name="d.json"))[0][0] == "drafts-unreadable"
    assert codes(parse_drafts("a = " + deep, name="d.toml"))[0][0] == "drafts-unreadable"


HOSTILE = [
    "a." * 20_000, "@a" * 20_000, "#" * 40_000, "https://" * 5_000, "-" * 40_000, "1" * 40_000,
    "1.1" * 15_000, "A " * 20_000, "A'" * 20_000, "😀\u200d" * 10_000, "e" + "\u0301" * 40_000,
    "tag a " * 8_000, "like " * 8_000, "$A" * 20_000, " " * 40_000, "\n" * 40_000,
    "en bio " * 6_000, "a.fr/" + "()" * 20_000 + ")" * 9_000,
    "a-" * 20_000, "12h" * 15_000, "concours " * 5_000, "x@" * 20_000, "(0) " * 10_000,
    "\U0001d400" * 10_000, "identifiez un ami ami " * 2_000, "\ud800" * 1_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:8]))
@pytest.mark.parametrize("network", ["x", "mastodon", "threads", "instagram"])
def test_no_text_makes_the_checks_slow(text: str, network: str) -> None:
    start = time.process_time()
    found([draft(text, network, is_ad=True), draft(text, network, line=2)], strategy=strategy())
    assert time.process_time() - start < 4


@pytest.mark.parametrize("text", ["@8h30", "@20h", "@7pm", "a@b.fr", "https://a.fr/@b"])
def test_an_hour_or_a_part_of_an_address_names_nobody(text: str) -> None:
    assert reading.mentions(f"Venez {text} !") == ()
    assert reading.mentions(f"Venez {text} avec @marie") == ("marie",)


def test_brackets_that_belong_to_an_address_stay_with_it() -> None:
    assert reading.urls("(voir https://a.example/b_(c)).") == ("https://a.example/b_(c)",)


@given(st.text(max_size=300))
def test_what_is_read_of_a_text_stands_in_it(text: str) -> None:
    assert all(url in text for url in reading.urls(text))
    assert all(re.search(f"[@＠]{re.escape(name)}", text) for name in reading.mentions(text))
    assert reading.words(text) is not None
    assert not re.search(r"https?://\S*\.[a-z]", reading.without_urls(text)) or "http" in text
