"""Access for all: what screen readers, and eyes, make of a draft."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from balise.check import text as reading
from balise.check.facts import Around, Facts, quoted
from balise.check.graphemes import graphemes, is_emoji
from balise.domain.reading import Finding
from balise.reference.network_rules import Rule

_EMOTICON = re.compile(
    r"(?<![\w:/])(?:[:;=8]['’]?-?[)(DPp/\\|*]|<3|¯\\_\([^)\s]{1,6}\)_/¯|\^_\^|[xX]D)(?![\w/])"
)
_STYLED = re.compile(
    "[\U0001d400-\U0001d7ff\u24b6-\u24e9\U0001f130-\U0001f149\uff21-\uff3a\uff41-\uff5a]{3,}"
)
_CAPITALS = re.compile(r"[^\W\d_a-z]{2,}(?:['’ -][^\W\d_a-z]{2,})*+")
_LEAST_CAPITALS = 4
"""Letters of a word from which it counts: shorter ones are acronyms."""
_LONG_TAG = 16
_PARTS = re.compile(r"[^\W_]++")
_LETTERS = re.compile(r"[^\W\d_]")


def alt_text(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find pictures without an alternative text."""
    for one in facts.draft.media:
        if one.form in {"image", "gif"} and not one.alt.strip():
            yield around.found(rule, facts, "alt-missing", column="media", file=one.file)


def alt_prefix(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find alternative texts that begin by saying that they are of a picture."""
    for one in facts.draft.media:
        said = reading.folded(one.alt).lstrip()
        words = [word for word in rule.words if said.startswith(reading.folded(word))]
        if words:
            told: dict[str, Any] = {"file": one.file, "value": one.alt.lstrip()[: len(words[0])]}
            yield around.found(rule, facts, "alt-prefix", column="media", **told)


def captions(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find videos without captions."""
    for one in facts.draft.media:
        if one.form == "video" and not one.captions.strip():
            yield around.found(rule, facts, "captions-missing", column="media", file=one.file)


def camel_case(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find hashtags of several words without capitals."""
    own = facts.strategy.hashtags if facts.strategy else None
    written = (
        {tag.lstrip("#").casefold(): tag.lstrip("#") for tag in (*own.brand, *own.pool)}
        if own
        else {}
    )
    said = [word for word in reading.words(facts.draft.text) if len(word) > 2]  # noqa: PLR2004 - of, de
    for tag in facts.tags:
        if not tag.islower() or "_" in tag:
            continue
        wanted = written.get(tag.casefold(), "")
        if wanted.islower() or not wanted:
            wanted = _apart(tag, said)
        if wanted and wanted != tag:
            yield around.found(rule, facts, "tag-case", value=tag, wanted=wanted)
        elif len(tag) >= _LONG_TAG:
            yield around.found(rule, facts, "tag-case-unsure", severity="info", value=tag)
            return


def _apart(tag: str, said: list[str]) -> str:
    """Write a tag with capitals, where two or more words of the text make it."""
    plain = reading.folded(tag)
    known = sorted({reading.folded(word) for word in said} - {plain}, key=len, reverse=True)
    at, parts = 0, []
    while at < len(plain):
        part = next((word for word in known if plain.startswith(word, at)), None)
        if part is None:
            return ""
        parts.append(tag[at : at + len(part)].capitalize())
        at += len(part)
    return "".join(parts) if len(parts) > 1 and len(plain) == len(tag) else ""


def tags_end(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find hashtags in the middle of what is said."""
    said = reading.without_urls(facts.draft.text).rstrip()
    words = said.split()
    while words and (words[-1].startswith(("#", "@")) or not _LETTERS.search(words[-1])):
        words.pop()
    inside = sum(word.startswith("#") and len(word) > 1 for word in words)
    if inside:
        yield around.found(rule, facts, "tags-inside", found=inside)


def emoji_wall(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find many emoji in a row."""
    most = run = 0
    if len(facts.emoji) > (rule.most or 0):
        for letter in graphemes(facts.draft.text):
            if is_emoji(letter):
                run += 1
                most = max(most, run)
            elif not letter.isspace():
                run = 0
    if most > (rule.most or 0):
        yield around.found(rule, facts, "emoji-wall", found=most)


def emoticons(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find faces drawn with signs."""
    match = _EMOTICON.search(reading.without_urls(facts.draft.text))
    if match:
        yield around.found(rule, facts, "emoticon", value=match[0])


def fonts(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find letters of mathematics used as a font."""
    match = _STYLED.search(facts.draft.text)
    if match:
        yield around.found(
            rule, facts, "fake-font", value=quoted(unicodedata.normalize("NFKC", match[0]))
        )


def capitals(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find several words in capitals one after the other."""
    said = reading.without_urls(facts.draft.text)
    for match in _CAPITALS.finditer(said):
        long = [
            word
            for word in _PARTS.findall(match[0])
            if len(word) >= _LEAST_CAPITALS and word.isupper()
        ]
        if len(long) >= (rule.most or 1):
            yield around.found(rule, facts, "capitals", value=quoted(match[0]))
            return
