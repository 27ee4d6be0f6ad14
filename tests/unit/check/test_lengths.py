"""Each network counts in its own way: the limit itself passes, one more does not."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, strategies as st
from tests.unit.check.drafts_made import draft, found, image, video

from balise.check.graphemes import emoji, graphemes
from balise.check.lengths import COUNTS, mastodon, threads, weighted
from balise.domain.draft import Media
from balise.reference.network_rules import Rule, rules

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


MAKE: dict[str, Callable[[float, str], dict[str, Any]]] = {
    **dict.fromkeys((f"text.{count}" for count in COUNTS), lambda n, _: {"text": "a" * int(n)}),
    "title.characters": lambda n, _: {"title": "a" * int(n)},
    "link.characters": lambda n, _: {"link": "https://a.fr/".ljust(int(n), "a")},
    "alt.characters": lambda n, _: {"media": (image(alt="a" * int(n)),)},
    "hashtags": lambda n, _: {"hashtags": tuple(f"Tag{k}x" for k in range(int(n)))},
    "hashtags.text": lambda n, _: {"text": " ".join(f"#Tag{k}x" for k in range(int(n)))},
    "hashtags.extra": lambda n, _: {"hashtags": tuple(f"Tag{k}x" for k in range(int(n)))},
    "hashtags.longest": lambda n, _: {"hashtags": ("A" * int(n),)},
    "hashtags.total": lambda n, _: {"hashtags": ("A" * int(n),)},
    "mentions": lambda n, _: {"text": " ".join(f"@nom{k}x" for k in range(int(n)))},
    "cashtags": lambda n, _: {"text": " ".join(f"$AB{'CDEFGH'[k]}" for k in range(int(n)))},
    "media": lambda n, kind: {"media": (image(),) * int(n), "kind": kind},
    "images": lambda n, kind: {"media": (image(),) * int(n), "kind": kind},
    "videos": lambda n, _: {"media": (video(),) * int(n)},
    "documents": lambda n, _: {"media": (Media(file="a.pdf"),) * int(n)},
    "document.bytes": lambda n, _: {"media": (Media(file="a.pdf", bytes=n),)},
    "image.bytes": lambda n, _: {"media": (image(bytes=n),)},
    "gif.bytes": lambda n, _: {"media": (image(file="a.gif", bytes=n),)},
    "video.bytes": lambda n, kind: {"media": (video(bytes=n),), "kind": kind},
    "video.seconds": lambda n, kind: {"media": (video(seconds=n),), "kind": kind},
    "image.ratio": lambda n, _: {"media": (image(width=n * 1000, height=1000),)},
    "video.ratio": lambda n, _: {"media": (video(width=n * 1000, height=1000),)},
}


def step(rule: Rule) -> float:
    ways = 1 if rule.check == "at_most" else -1
    return ways * (0.01 if rule.measure.endswith(("ratio", "seconds")) else 1)


def broken(rule: Rule, value: float) -> bool:
    kind = rule.kinds[0] if rule.kinds else ""
    said = {"kind": kind, **MAKE[rule.measure](value, kind)}
    return rule.id in {one.rule for one in found(draft(network=rule.network, **said))}


LIMITS = [rule for rule in rules() if rule.check in {"at_most", "at_least"}]
# A looser rule of the same network speaks first: the finding is then that rule's.
SECOND = {"PIN_DESC_SOFT", "IG_REEL_REC_LEN"}


@pytest.mark.parametrize("rule", [r for r in LIMITS if r.id not in SECOND], ids=lambda r: r.id)
def test_the_limit_itself_passes_and_one_more_does_not(rule: Rule) -> None:
    assert rule.value is not None
    assert not broken(rule, rule.value)
    assert broken(rule, rule.value + step(rule))


def test_a_softer_limit_of_the_same_thing_is_told_where_the_harder_holds() -> None:
    soft = {one.rule for one in found(draft("a" * 501, "pinterest"))}
    hard = {one.rule for one in found(draft("a" * 801, "pinterest"))}
    assert "PIN_DESC_SOFT" in soft
    assert hard & {"PIN_DESC", "PIN_DESC_SOFT"} == {"PIN_DESC"}


@pytest.mark.parametrize("count", sorted(COUNTS))
@given(text=ANY)
def test_no_text_stops_a_count(count: str, text: str) -> None:
    assert 0 <= COUNTS[count](text) <= 4 * len(unicodedata.normalize("NFC", text)) + 23 * len(text)


@given(text=ANY)
def test_letters_put_together_again_are_the_text(text: str) -> None:
    assert "".join(graphemes(text)) == text


@given(text=ANY, url=st.integers(1, 300))
def test_an_address_counts_the_same_whatever_its_length(text: str, url: int) -> None:
    short, long = ("https://example.org/" + "a" * n for n in (1, url))
    plain = text.replace("#", "").replace("@", "")
    assert weighted(f"{plain} {short}") == weighted(f"{plain} {long}")


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("", 0),
        ("Bonjour à tous", 14),
        ("café", 4),
        ("cafe\u0301", 4),  # composed before it is counted
        ("ʔ", 1),
        ("日本語", 6),
        ("한국어", 6),
        ("«oui»", 5),
        ("“oui”", 5),
        ("…", 2),
        ("😀", 2),
        ("👨‍👩‍👧‍👦", 2),
        ("👍🏿", 2),
        ("🇧🇪", 2),
        ("1️⃣", 2),
        ("https://example.org/a-very-long-address-that-goes-on?and=on", 23),
        ("Voir example.org.", 5 + 23 + 1),
        ("a@example.org", 13),
    ],
)
def test_x_counts_as_its_documentation_says(text: str, counts: int) -> None:
    assert weighted(text) == counts


def test_a_text_of_140_ideographs_fills_a_post_of_x() -> None:
    assert weighted("日" * 140) == 280


def test_an_answer_on_x_does_not_count_whom_it_is_for() -> None:
    text = "@marie @paul " + "a" * 280
    assert "X_TEXT_MAX" not in {one.rule for one in found(draft(text, "x", kind="reply"))}
    assert "X_TEXT_MAX" in {one.rule for one in found(draft(text, "x"))}


def test_mastodon_counts_addresses_23_and_handles_without_their_server() -> None:
    assert mastodon("https://example.org/" + "a" * 100) == 23
    assert mastodon("Bonjour @marie@example.social") == len("Bonjour @marie")
    assert mastodon("👨‍👩‍👧‍👦") == 1


def test_threads_counts_an_emoji_by_its_bytes() -> None:
    assert threads("é👍") == 1 + 4


def test_bluesky_takes_300_letters_and_3000_bytes_both() -> None:
    families = "👨‍👩‍👧‍👦" * 300
    said = {one.rule for one in found(draft(families, "bluesky"))}
    assert "BSKY_BYTES" in said
    assert "BSKY_TEXT" not in said


def test_letters_are_as_a_reader_sees_them() -> None:
    assert graphemes("e\u0301a\r\n👩‍🚀🇧🇪🇫🇷") == ["e\u0301", "a", "\r\n", "👩‍🚀", "🇧🇪", "🇫🇷"]
    assert emoji("© 1 2️⃣ ✔️ ❤️‍🔥") == ["2️⃣", "✔️", "❤️‍🔥"]
