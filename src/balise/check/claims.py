"""Claims: the dates, prices, hours and percentages of a text, and what they are said of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice

from balise.check import text as reading
from balise.check.facts import Around, Facts, place, quoted
from balise.domain.reading import Finding
from balise.reference.network_rules import Rule

_MONTHS = (
    "janvier|january|jan", "fevrier|february|feb", "mars|march|mar", "avril|april|apr", "mai|may",
    "juin|june|jun", "juillet|july|jul", "aout|august|aug", "septembre|september|sept|sep",
    "octobre|october|oct", "novembre|november|nov", "decembre|december|dec",
)  # fmt: skip
_MONTH = "|".join(_MONTHS)
_NUMBER_OF = {name: n for n, names in enumerate(_MONTHS, 1) for name in names.split("|")}
_CLAIMS = {
    "percent": re.compile(r"(?<![\w.,])(\d{1,3}(?:[.,]\d{1,2})?)\s?%"),
    "price": re.compile(
        r"(?<![\w.,])(\d{1,6}(?:[.,]\d{1,2})?)\s?(?:€|euros?\b|eur\b|chf\b|usd\b|£|\$)"
        r"|[€$£]\s?(\d{1,6}(?:[.,]\d{1,2})?)(?![\w%])"
    ),
    "hour": re.compile(
        r"(?<![\w.,:])(\d{1,2})\s?(?:h(?![a-z])\s?(\d{2})?|:(\d{2})(?![\d:])(?:\s?([ap]m)\b)?|([ap])\.?m\b)"
    ),
    "date": re.compile(
        rf"(?<![\w.,/])(\d{{1,2}})(?:er|st|nd|rd|th)?\s(?:of\s)?({_MONTH})\b"
        rf"|\b({_MONTH})\.?\s(\d{{1,2}})(?:st|nd|rd|th)?(?![\d:%])|\b(?:le|du|au|on|dimanche|lundi|mardi|mercredi|jeudi|vendredi|samedi)\s"
        r"(0?[1-9]|[12]\d|3[01])/(0?[1-9]|1[0-2])(?![\d/])"
    ),
}
_SENTENCE = re.compile(r"[.!?…]+\s|\n+")
_CONTENT = re.compile(r"[^\W\d_]{4,}")
_EMPTY = frozenset(
    ("nous", "vous", "votre", "notre", "avec", "dans", "pour", "plus", "tous", "tout", "toute",
     "cette", "mais", "comme", "sans", "leur", "etre", "avoir", "from", "with", "your", "this",
     "that", "have", "will", "more", "just", "only", "what", "when", "where", "they", "them",
     "then", "than", "there", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi",
     "dimanche", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
     "about", "into", "over", "heure", "heures", "euros", "euro", "seulement", "partir",
     "jusqu")
)  # fmt: skip
_SAME, _SAME_DATE = 0.6, 0.7
"""Share of words in common from which two sentences are of one thing; recurring events differ by
their date alone, so that one asks for more."""
_LEAST_WORDS, _FEW_WORDS = 3, 2
"""Words in common from which that counts; of two sentences of two words both must be the same."""
_APART = timedelta(days=60)
_CANDIDATES = 40
_NAMED = 3
"""Words in common that are shown."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that tells figures: what it is of, and the values by their kind."""

    facts: Facts
    sentence: str
    about: frozenset[str]
    values: dict[str, frozenset[str]] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)


def claims(facts: Facts) -> Iterator[Claim]:
    """Read the claims of a draft, sentence by sentence."""
    for sentence in _SENTENCE.split(reading.without_urls(facts.draft.text)):
        if not any(letter.isdigit() for letter in sentence):
            continue
        said = reading.folded(sentence)
        found = {kind: list(pattern.finditer(said)) for kind, pattern in _CLAIMS.items()}
        about = frozenset(_CONTENT.findall(said)) - _EMPTY - _NUMBER_OF.keys()
        if len(about) >= _FEW_WORDS and any(found.values()):
            values = {k: frozenset(_value(k, m) for m in ms) for k, ms in found.items() if ms}
            shown = {k: ", ".join(_shown(sentence, ms)) for k, ms in found.items() if ms}
            yield Claim(facts, sentence, about, values, shown)


def _shown(sentence: str, matches: Iterable[re.Match[str]]) -> Iterator[str]:
    return (reading.written(sentence, match).strip() for match in matches)


def _value(kind: str, match: re.Match[str]) -> str:
    """Write a value in one way, however it was written."""
    parts = [part for part in match.groups() if part]
    if kind == "hour":
        return _hour(match)
    if kind == "date":
        return _date(parts)
    return f"{float(parts[0].replace(',', '.')):g}"


def _hour(match: re.Match[str]) -> str:
    hour, french, colon, half, short = match.groups()
    at = int(hour)
    if (half or short or "").startswith("p") and at < 12:  # noqa: PLR2004 - noon
        at += 12
    return f"{at}:{french or colon or '00'}"


def _date(parts: list[str]) -> str:
    if all(part.isdigit() for part in parts):
        return f"{int(parts[0])}/{int(parts[1])}"
    name = next(part for part in parts if not part.isdigit())
    day = next(part for part in parts if part.isdigit())
    return f"{int(day)}/{_NUMBER_OF[name]}"


def contradiction(rule: Rule, drafts: Sequence[Facts], around: Around) -> Iterator[Finding]:
    """Find values that differ between drafts for what seems the same thing."""
    index: dict[str, list[Claim]] = defaultdict(list)
    for facts in drafts:
        own = list(claims(facts))
        told: set[str] = set()
        for claim in own:
            keys = sorted(claim.about, key=lambda word: (-len(word), word))[:4]
            near = {id(c): c for key in keys for c in index[key][-_CANDIDATES:]}
            for other in near.values():
                kind = _differs(claim, other)
                if kind and kind not in told:
                    told.add(kind)
                    yield _finding(rule, around, (claim, other), kind)
        for claim in own:
            for word in claim.about:
                index[word].append(claim)


def _differs(one: Claim, other: Claim) -> str:
    """Kind of value in which two claims of the same thing differ; empty: none."""
    alike = len(one.about & other.about) / len(one.about | other.about)
    enough = len(one.about & other.about) >= _LEAST_WORDS or alike == 1
    if not enough or alike < _SAME or _far(one, other):
        return ""
    differing = [
        kind
        for kind in _CLAIMS
        if kind in one.values
        and kind in other.values
        and len(one.values[kind]) == len(other.values[kind])
        and one.values[kind] != other.values[kind]
    ]
    if "date" in differing:  # another day may have its own hours and prices
        return "date" if differing == ["date"] and alike >= _SAME_DATE else ""
    return differing[0] if differing else ""


def _far(one: Claim, other: Claim) -> bool:
    first, last = one.facts.draft.publish_at, other.facts.draft.publish_at
    return first is not None and last is not None and abs(first - last) > _APART


def _finding(rule: Rule, around: Around, pair: tuple[Claim, Claim], kind: str) -> Finding:
    claim, other = pair
    said = reading.folded(claim.sentence)
    shared = [match for match in _CONTENT.finditer(said) if match[0] in claim.about & other.about]
    return around.found(
        rule,
        claim.facts,
        "contradiction",
        value=quoted(claim.shown[kind]),
        other=quoted(other.shown[kind]),
        line=place(other.facts, claim.facts),
        about=", ".join(islice(dict.fromkeys(_shown(claim.sentence, shared)), _NAMED)),
    )
