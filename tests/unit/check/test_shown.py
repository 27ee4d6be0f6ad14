"""How long a text is for its network, what a reader sees of it, and what stands in its way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from balise.check.contents import findings
from balise.check.shown import counted, fold, preview
from balise.domain.content import Attachment, Content
from balise.domain.plan import Slot
from balise.domain.strategy import Hashtags, Identity, Strategy, Voice
from balise.reference.network_rules import by_id, networks
from balise.words import Speech
from balise.words.drafts import message, remedy

TODAY = date(2026, 11, 26)
AT = datetime(2026, 12, 1, 17, tzinfo=UTC)
DOOR = Attachment(digest="d", name="door.jpg", media_type="image/jpeg", width=9, height=9, bytes=9)


def a_slot(network: str = "x", n: int = 1, kind: str = "text") -> Slot:
    return Slot(
        slot_id=f"s{n}", content_id=f"c{n}", network=network, account="shop", kind=kind,
        publish_at=AT + timedelta(days=n - 1), timezone="Europe/Brussels",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("network", "kind", "text", "used", "limit"),
    [
        ("x", "", "日本 https://example.org/" + "a" * 90, 28, 280),
        ("x", "", "👩‍👩‍👧", 2, 280),
        ("bluesky", "", "👩‍👩‍👧 e\u0301", 3, 300),
        ("mastodon", "", "@a@example.social https://example.org/very/long", 26, 500),
        ("threads", "", "👍", 4, 500),
        ("instagram", "", "Été", 3, 2200),
        ("linkedin", "", "a" * 4000, 4000, 3000),
        ("telegram", "text", "a" * 2000, 2000, 4096),
        ("telegram", "image", "a" * 2000, 2000, 1024),
        ("telegram", "", "a" * 2000, 2000, 4096),
    ],
)
def test_a_text_is_counted_as_its_network_does(
    network: str, kind: str, text: str, used: int, limit: int
) -> None:
    found = counted(network, text, kind)
    assert (found.used, found.limit, found.left) == (used, limit, limit - used)
    assert by_id()[found.rule].value == limit


def test_letters_are_told_unless_it_is_bytes_that_stand_in_the_way() -> None:
    assert counted("bluesky", "a" * 250).way == "graphemes"
    assert counted("bluesky", "👩‍👩‍👧" * 200).way == "bytes"  # 200 letters of 18 bytes each


def test_where_no_limit_is_known_none_is_told() -> None:
    found = counted("nowhere", "Hé 🎉")
    assert (found.used, found.limit, found.left, found.rule) == (4, None, None, "")


@given(st.sampled_from(networks()), st.text(max_size=400), st.sampled_from(["", "image", "video"]))
def test_the_counter_and_the_check_agree(network: str, text: str, kind: str) -> None:
    told = counted(network, text, kind)
    said = Content(slot_id="s1", text=text)
    found = findings(a_slot(network, kind=kind), said, strategy=None, today=TODAY)
    is_over = told.left is not None and told.left < 0
    assert is_over == any(
        one.severity == "error" and one.code.startswith("at-most-text") for one in found
    )


def test_a_reader_sees_what_is_above_the_fold_where_one_is_known() -> None:
    said = Content(slot_id="s1", text="é" * 200, hashtags=("#a",), media=(DOOR,))
    folded = preview(a_slot("linkedin"), said)
    assert (len(folded.above), folded.fold, folded.rule) == (140, 140, "LI_FOLD_MOBILE")
    assert folded.above + folded.below == said.posted("linkedin")
    assert folded.media == (DOOR,)
    assert preview(a_slot("x"), said).below == ""
    assert fold("pinterest") == (500, "PIN_DESC_SOFT")


def test_a_link_that_cannot_be_tapped_goes_out_nowhere() -> None:
    said = Content(slot_id="s1", text="Hi", link="https://example.org/a", hashtags=("#a", "#B"))
    assert said.posted("facebook") == "Hi\n\nhttps://example.org/a\n\n#a #B"
    assert said.posted("instagram") == "Hi\n\n#a #B"
    assert preview(a_slot("instagram"), said).link == ""
    assert replace(said, text="Hi #b https://example.org/a").posted("x").count("https") == 1
    assert replace(said, text="Hi #b", hashtags=("#B",), link="").posted("x") == "Hi #b"


def test_what_stands_in_the_way_is_said_with_a_remedy_in_two_languages() -> None:
    ours = Strategy(
        identity=Identity(name="Shop", language="fr"),
        objectives=(),
        accounts=(),
        voice=Voice(never_say=("pas cher",)),
        hashtags=Hashtags(banned=("#promo",)),
    )
    said = Content(
        slot_id="s1", text="C'est pas cher " + "a" * 300, hashtags=("#promo",), media=(DOOR,)
    )
    found = findings(a_slot("x", kind="image"), said, strategy=ours, today=TODAY)
    codes = {one.code: one.column for one in found}
    assert codes["never-say"] == "text"
    assert codes["tag-banned"] == "hashtags"
    assert codes["alt-missing"] == "media"
    assert "X_TEXT_MAX" in {one.rule for one in found}
    assert found[0].severity == "error"
    for language in ("fr", "en"):
        speech = Speech(language)
        assert all(message(speech, one) and remedy(speech, one) for one in found)


def test_a_text_that_another_post_of_the_plan_has_is_named_by_its_day() -> None:
    text = "Come and see our new shop door in the old street this week"
    other = (a_slot(n=3), Content(slot_id="s3", text=text))
    alike = Content(slot_id="s1", text=text)
    (found,) = (
        one
        for one in findings(a_slot(), alike, strategy=None, today=TODAY, others=[other])
        if one.code.startswith("same-text")
    )
    assert found.code == "same-text-post"
    assert "3 December 2026 at 18:00" in message(Speech("en"), found)
    assert "3 décembre 2026" in message(Speech("fr"), found)
    own = [(a_slot(), alike)]
    assert not [
        one
        for one in findings(a_slot(), alike, strategy=None, today=TODAY, others=own)
        if one.code.startswith("same-text")
    ]
