"""Calls to action: what a text asks its reader to do, in French and in English."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Literal

from balise.reference import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Place = Literal["anywhere", "opening", "clause"]

# Which ask is the post's own. A contest names the others only as ways to enter it.
_PRECEDENCE = ("conversion", "contest", "consideration", "loyalty", "awareness")
_LOOK_BACK = 48
_LONGEST_REST = 48
"""Characters after a word within which the stem that began in it ends."""
_ALONE = ("",)
"""Nothing need follow; a blank may yet belong to the stem."""
_MOST_WORDS = 100_000
_BLANKS = re.compile(r"\s+")
_NON_ASCII = re.compile(r"[^\x00-\x7f]")

# A word glued to one of these belongs to an address, a handle or a compound.
_BOUNDARY = re.compile(r"(?<![\w/@.=&-])(?=\w)")
# A quotation closes before an ask; what it opens with is said by somebody else.
_CLAUSE_START = (
    r"(?:\A|[^\w\s.'\"“”«»#@&/$%+=-]\s*|\.+\s+|(?<=[.!?…])[\"”»]\s+|\n\s*|(?:\A|\s)-+\s*)"
)
_CLITIC = r"(?:(?:nous|vous|se|te|me|les?|la|y|en)\s+|[stml]')?"
# Words after which a verb without a subject still speaks to the reader.
_OPENERS = {
    "en": r"please|pls|plz|now|then|just|simply|go|come|also|always|you\s+can(?:\s+(?:now|also))?"
    r"|(?:don't\s+forget|be\s+sure|make\s+sure|remember|feel\s+free|here|link|below|how|time"
    r"|ready|invited|today)\s+to",
    "fr": r"(?:pour|veuillez|merci\s+de|pensez\s+a|n'hesite[sz]?\s+pas\s+a"
    r"|n'oublie[sz]?\s+pas\s+de|venez|viens|allez|vous\s+pou(?:vez|rrez)"
    r"|tu\s+(?:peux|pourras)|vite)\s+" + _CLITIC,
}
_JOINTS = {"en": "and|or|so|to", "fr": "et|ou|alors|puis|donc|a"}
_OPENING = {
    language: re.compile(
        rf"(?:{_CLAUSE_START}(?:(?:{_JOINTS[language]})\s+)?|(?<!\w)(?:{opener})\s*)\Z"
    )
    for language, opener in _OPENERS.items()
}
_CLAUSE = re.compile(rf"{_CLAUSE_START}\Z")
# "-ez" is an imperative unless its subject stands before it, or a negation.
_SUBJECT = re.compile(r"(?:\b(?:vous|ne|que|si|qui)\s+(?:\w{1,3}\s+)?|\bn'|\bvous\s+l')\Z")
_PLURAL = re.compile(r"\w+(?<=ez)(?!\w)")
# The accents that folding takes away tell "testé" from "teste".
_PARTICIPLE = re.compile(r"\w+(?:(?<=é)|(?<=é[es])|(?<=ées))(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One pattern of the lexicon, with where it comes from.

    `regex` reads folded text (lower case, no accents, straight apostrophes) from the start of a
    word, where one of `stems` stands (`_` for blanks). `place` says where that word must stand:
    `anywhere`; `opening`, where an imperative or an infinitive speaks to the reader; `clause`, at
    the start of a clause.
    """

    row_id: str
    language: str
    intent: str
    stage: str
    objective_type: str
    lemma: str
    stems: tuple[str, ...]
    place: Place
    regex: re.Pattern[str]
    example: str
    bait_risk: str
    date: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A call to action found in a text: `[start:end]` of its NFKC form, read by `phrase`."""

    phrase: Phrase
    start: int
    end: int

    @property
    def intent(self) -> str:
        """Name of what is asked."""
        return self.phrase.intent


class _Plain(dict[int, str]):
    """One plain letter for each letter with an accent or in another form, so that places hold."""

    def __missing__(self, code: int) -> str:
        letter = unicodedata.normalize("NFKD", chr(code))[0]
        self[code] = letter
        return letter


_PLAIN = _Plain({ord(sign): "'" for sign in "’ʼ‘`´"})


@cache
def lexicon() -> tuple[Phrase, ...]:
    """All phrases, in the order of the table.

    Examples
    --------
    >>> lexicon()[0].lemma, lexicon()[0].intent
    ('acheter', 'buy')
    """
    return tuple(_phrase(line) for line in table("cta_lexicon"))


def _phrase(line: dict[str, str]) -> Phrase:
    place: dict[str, Place] = {"anywhere": "anywhere", "opening": "opening", "clause": "clause"}
    return Phrase(
        row_id=line["row_id"],
        language=line["language"],
        intent=line["intent"],
        stage=line["stage"],
        objective_type=line["objective_type"],
        lemma=line["lemma"],
        stems=tuple(line["stems"].split()),
        place=place[line["place"]],
        regex=re.compile(line["regex"]),
        example=line["example"],
        bait_risk=line["bait_risk"],
        date=line["date"],
        source=line["source"],
        confidence=line["confidence"],
    )


def _tree(stems: Iterable[str]) -> str:
    """Expression for any of the stems, the shortest first, that shares their first letters."""
    branches: dict[str, list[str]] = {}
    for stem in stems:
        if not stem:
            return ""
        branches.setdefault(stem[0], []).append(stem[1:])
    # `_` in a stem stands for blanks.
    ways = [
        (r"\s+" if letter == "_" else re.escape(letter)) + _tree(rests)
        for letter, rests in branches.items()
    ]
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


@cache
def _index(language: str | None) -> tuple[re.Pattern[str], dict[str, tuple[Phrase, ...]]]:
    """Where phrases can start, and which, by the shortest stem that stands there."""
    phrases = [phrase for phrase in lexicon() if language in {None, phrase.language}]
    stems = {stem for phrase in phrases for stem in phrase.stems}
    shortest = {min((s for s in stems if stem.startswith(s)), key=len) for stem in stems}
    found = {
        stem: tuple(p for p in phrases if any(own.startswith(stem) for own in p.stems))
        for stem in shortest
    }
    return re.compile(_BOUNDARY.pattern + _tree(sorted(shortest)) if shortest else r"(?!)"), found


class _Openers(dict[str, tuple[str, ...]]):
    """How what follows a word must begin for a phrase to start in it; empty where none can."""

    def __init__(self, language: str | None) -> None:
        super().__init__()
        phrases = [phrase for phrase in lexicon() if language in {None, phrase.language}]
        self._rests: dict[str, set[str]] = {}
        for stem in {stem for phrase in phrases for stem in phrase.stems}:
            first, _, rest = stem.partition("_")
            self._rests.setdefault(first, set()).add(rest.partition("_")[0])
        tree = _tree(sorted(self._rests))
        self._start = re.compile(f"{_BOUNDARY.pattern}(?={tree})" if tree else r"(?!)")

    def __missing__(self, word: str) -> tuple[str, ...]:
        if "://" in word or word.isdecimal():
            return ()
        folded = _folded(word)
        found = tuple(
            {
                rest
                for start in self._start.finditer(folded)
                for first, rests in self._rests.items()
                if folded.startswith(first, start.start())
                for rest in rests
            }
        )
        if len(self) < _MOST_WORDS:
            self[word] = found
        return found

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Give where in a text phrases can start, and the end of what tells which."""
        words = text.split()
        rests = list(map(self.__getitem__, words))
        if not any(rests):
            return
        words.append("")
        nths = [
            nth
            for nth, rest in enumerate(rests)
            if rest and ("" in rest or _folded(words[nth + 1]).startswith(rest))
        ]
        seen = end = 0
        for nth in nths:
            for word in words[seen : nth + 1]:
                start = text.index(word, end)
                end = start + len(word)
            seen = nth + 1
            yield start, end + (_LONGEST_REST if rests[nth] != _ALONE else 1)


_openers = cache(_Openers)


def _folded(text: str) -> str:
    """Lower case without accents, letter for letter."""
    if text.isascii():
        return text.lower()
    return _NON_ASCII.sub(lambda match: _PLAIN[ord(match[0])], text).lower()


def _speaks_to_the_reader(phrase: Phrase, folded: str, start: int, text: str) -> bool:
    """Whether the word at `start` stands where its phrase is an ask."""
    if phrase.place == "anywhere":
        return True
    since = max(start - _LOOK_BACK, 0)
    if phrase.place == "clause":
        return bool(_CLAUSE.search(folded, since, start))
    if phrase.language == "fr" and _PARTICIPLE.match(text, start):
        return False
    if phrase.language == "fr" and _PLURAL.match(folded, start):
        return not _SUBJECT.search(folded, since, start)
    return bool(_OPENING[phrase.language].search(folded, since, start))


def matches(text: str, language: str | None = None) -> tuple[Ask, ...]:
    """All calls to action in a text.

    Parameters
    ----------
    text
        The text of a post.
    language
        ``"fr"`` or ``"en"`` to read with one lexicon, `None` for both. There is none for another
        language, so nothing is found in it.

    Returns
    -------
    tuple of Ask
        By place; where several phrases start at the same word, the longest. Places count in the
        NFKC form of the text.

    Examples
    --------
    >>> [(ask.intent, ask.start) for ask in matches("Link in bio! Then share this post.")]
    [('visit', 0), ('share', 18)]
    """
    text = unicodedata.normalize("NFKC", text)
    places = list(_openers(language).places(text))
    if not places:
        return ()
    found = list(_asks(text, places, language))
    longest = {ask.start: ask for ask in sorted(found, key=attrgetter("start", "end"))}
    return tuple(longest.values())


def _asks(text: str, places: Iterable[tuple[int, int]], language: str | None) -> Iterator[Ask]:
    """Read what starts in some words of a text."""
    folded = _folded(text)
    starts, phrases = _index(language)
    for since, end in places:
        for stem in starts.finditer(folded, since, end):
            start = stem.start()
            for phrase in phrases[_BLANKS.sub("_", stem[0])]:
                match = phrase.regex.match(folded, start)
                if match and _speaks_to_the_reader(phrase, folded, start, text):
                    yield Ask(phrase=phrase, start=start, end=match.end())


def recognise(text: str, language: str | None = None) -> str | None:
    """Intent of the call to action of a text.

    Where a text asks several things, the ask nearest to an objective is its own: conversion (buy,
    book, donate, sign up, ...) before a contest, then consideration (visit, read, comment, ...),
    loyalty (follow, review, ...) and awareness (share, watch, ...), as most posts close with a
    ritual "follow us". Of several at the same stage it is the last.

    Parameters
    ----------
    text
        The text of a post.
    language
        ``"fr"`` or ``"en"`` to read with one lexicon, `None` for both.

    Returns
    -------
    str or None
        Name of the intent, such as ``"buy"``; `None` where nothing is asked.

    Notes
    -----
    An ask is an imperative or an infinitive that speaks to the reader: "book your seat", "pour
    réserver", not "the book", "I share" or "vous réservez". The lexicon is our own compilation
    (`lexicon`, each row with its date and confidence), not a validated instrument.

    Examples
    --------
    >>> recognise("Concert samedi. Réservez vos places ! Suivez-nous.")
    'book'
    >>> recognise("I loved the book and I share it.") is None
    True
    """
    asks = matches(text, language)
    return min(asks, key=_precedence).intent if asks else None


def _precedence(ask: Ask) -> tuple[int, int]:
    stage = "contest" if ask.intent == "contest" else ask.phrase.stage
    return _PRECEDENCE.index(stage), -ask.start
