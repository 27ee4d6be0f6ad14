"""What must hold for any text at all."""

from __future__ import annotations

import time
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings, strategies as st

from balise.domain.hashtag import fold
from balise.learn import language as languages, text as reading
from balise.learn.emoji import emoji_count, has_emoji
from balise.reference import cta

if TYPE_CHECKING:
    from collections.abc import Callable

READERS: tuple[Callable[[str], object], ...] = (
    reading.hashtags,
    reading.mentions,
    reading.links,
    emoji_count,
    has_emoji,
    reading.has_question,
    reading.has_exclamation,
    reading.has_number,
    reading.words,
    reading.prose,
    fold,
    cta.recognise,
)
# Text as posts hold it: signs, addresses, joined emoji, marks, and whatever else there is.
PIECES = st.sampled_from(
    ["#", "＃", "@", "&#39;", "https://", "www.", "?", "!", ".", " ", "\n", "\u200d", "\ufe0f", "1️⃣",
     "👩‍👩‍👧", "🇫🇷", "e\u0301", "été", "utm_source=a&", "a@b.example", "Réservez", "link in bio"]
)  # fmt: skip
ANY_TEXT = st.lists(PIECES | st.text(max_size=12), max_size=20).map("".join)
# Letters that stay themselves; one ligature of Arabic is four words in compatibility form.
LETTERS = st.characters(categories=["Lu", "Ll", "Lo", "Nd"], include_characters="_").filter(
    lambda letter: unicodedata.is_normalized("NFKC", letter)
)
TAGS = st.text(LETTERS, min_size=1, max_size=15)

MILLION = 1_000_000
HARD = (
    "a", " ", "#", "#a", "@", "@a", "@a.", "a@", "@a@b", "&", "&#", "w", "www.", "http://", "https://a)",
    "?utm_", "é", "e\u0301", "\u0301", "😀", "😀\u200d", "🇫", "1\ufe0f", "\u200d", "buy ", "get  ",
    "partagez en ", "what is your ", "a-", "a.", "_", "-", "\n", ". ", "to ", "vous ",
)  # fmt: skip

HANGS_S = 60.0  # a pattern that backtracks without end takes hours; speed itself decides nothing


@given(ANY_TEXT)
def test_it_reads_any_text_without_an_error(text: str) -> None:
    for read in READERS:
        read(text)


@settings(deadline=None)  # the first call loads the model
@given(ANY_TEXT)
def test_it_names_a_known_language_or_none(text: str) -> None:
    assert languages.language(text) in {None, *languages.LANGUAGES}


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.lists(TAGS, max_size=8))
def test_hashtags_survive_a_round_trip(tags: list[str]) -> None:
    found = reading.hashtags(" ".join(f"#{tag}" for tag in tags))
    assert reading.hashtags(" ".join(f"#{tag}" for tag in found)) == found
    written = {fold(tag) for tag in tags if any(map(str.isalpha, tag))}
    assert {fold(tag) for tag in found} >= written


@given(ANY_TEXT)
def test_what_it_finds_is_distinct(text: str) -> None:
    for found in (reading.hashtags(text), reading.mentions(text)):
        assert len({fold(item) for item in found}) == len(found)
    assert len(set(reading.words(text))) == len(reading.words(text))


@given(st.lists(ANY_TEXT, min_size=1, max_size=4))
def test_what_was_met_before_changes_nothing(texts: list[str]) -> None:
    said = " ".join(texts)
    once = [read(said) for read in READERS]
    for text in texts:
        reading.words(text), reading.hashtags(text), cta.recognise(text)
    assert [read(said) for read in READERS] == once


@given(ANY_TEXT, ANY_TEXT)
def test_words_and_tags_never_hang_on_what_stands_beyond_a_blank(one: str, other: str) -> None:
    both = f"{one} {other}"
    assert set(reading.words(both)) == {*reading.words(one), *reading.words(other)}
    tags = {fold(tag) for tag in (*reading.hashtags(one), *reading.hashtags(other))}
    assert {fold(tag) for tag in reading.hashtags(both)} == tags


@pytest.mark.parametrize("read", READERS)
def test_its_time_grows_with_the_length_and_with_nothing_else(
    read: Callable[[str], object],
) -> None:
    for piece in HARD:
        text = (piece * (MILLION // 10 // len(piece) + 1))[: MILLION // 10]
        start = time.perf_counter()
        read(text)
        assert time.perf_counter() - start < HANGS_S, repr(piece)


@pytest.mark.parametrize("read", READERS)
def test_a_million_characters_are_read_in_seconds(read: Callable[[str], object]) -> None:
    post = "Réservez vos places #été @anna : https://asso.example/a?utm_source=fb 👩‍👩‍👧 Why? "
    start = time.perf_counter()
    read((post * (MILLION // len(post) + 1))[:MILLION])
    assert time.perf_counter() - start < HANGS_S


EXAMPLES = st.sampled_from([phrase.example for phrase in cta.lexicon()])
NOISE = st.sampled_from(
    [" ", "\n", ". ", " ! ", " ? ", ", ", " et ", " and ", " to ", " pour ", " the ", " vous ",
     " 👉 ", "#", "@", "/", "-", '"', "’", " get ", " on ", " é", "é ", "e\u0301"]
)  # fmt: skip
MIXTURES = st.lists(EXAMPLES | NOISE | st.text(max_size=5), max_size=8).map("".join)


@settings(max_examples=150, deadline=None)
@given(MIXTURES)
def test_the_index_of_asks_loses_nothing_against_every_phrase_at_every_word(text: str) -> None:
    indexed = {(ask.start, ask.end) for ask in cta.matches(text)}
    assert indexed == _by_force(text)


def _by_force(text: str) -> set[tuple[int, int]]:
    text = unicodedata.normalize("NFKC", text)
    folded = cta._folded(text)
    longest: dict[int, int] = {}
    for start in range(len(folded)):
        if not cta._BOUNDARY.match(folded, start):
            continue
        for phrase in cta.lexicon():
            match = phrase.regex.match(folded, start)
            if match and cta._speaks_to_the_reader(phrase, folded, start, text):
                longest[start] = max(longest.get(start, 0), match.end())
    return set(longest.items())
