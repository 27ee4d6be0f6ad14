"""The ask of a draft: one, in plain words, possible from where the reader is, at its stage."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from balise.check import text as reading
from balise.check.facts import Around, Facts, quoted
from balise.domain.reading import Finding
from balise.domain.strategy import Objective
from balise.errors import Said
from balise.reference import cta
from balise.reference.network_rules import Rule
from balise.words.glossary import TERMS

_ELSEWHERE = frozenset({"buy", "book", "sign_up", "donate", "apply", "download"})
"""Asks that are done somewhere else than under the post."""
_UNTAPPED = frozenset({"instagram", "tiktok"})
"""Networks where an address in a caption cannot be tapped."""
_PLACE = re.compile(
    r"\b(?:lien\s+(?:en|dans\s+(?:la|notre|ma))\s+(?:bio|profil|story|description|commentaire)|(?:link|url)\s+(?:in|is\s+in)\s+(?:(?:the|our|my)\s+)?(?:bio|profile|stor(?:y|ies)|description|comments?)"
    r"|(?:en|dans\s+(?:la|notre|nos|le|votre))\s+(?:bio|profil|commentaires?|magasins?|boutiques?|librairies?|caisse|agence|accueil|ligne|mp|dm|message\s+prive)|a\s+l'accueil|sur\s+place|au\s+(?:comptoir|magasin|guichet)|par\s+(?:telephone|mail|e-?mail|message)|sur\s+(?:notre|le|mon)\s+site|a\s+(?:la|notre|ma)\s+(?:boutique|caisse|librairie|billetterie|reception)"
    r"|in[\s-]?(?:store|shop|branch)|at\s+(?:(?:the|our|my)\s+)?(?:desk|door|counter|till|shop|store|box\s+office)|on\s+(?:our|the|my)\s+(?:website|site|app)|by\s+(?:phone|e-?mail|message)|(?:dm|message|call|email|text)\s+(?:us|me)|app\s+store|google\s+play|online|comments?\s+below)\b"
)
_CLICK = re.compile(
    r"\b(?:clique[zr]?|click|tap)\s+(?:ici|ci-dessous|sur\s+(?:le|ce)\s+lien|here|below|(?:on\s+)?(?:the|this)\s+link)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w.])\+?\d(?:[\s.()/-]{0,2}\d){7,13}(?!\w)|[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}"
)
_MOST_WAYS = 2
"""Different asks in one text from which it asks too much."""
_RITUAL = frozenset({"follow", "share", "react", "save", "comment", "tag_friend"})


def ask_one(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find texts that ask several things; what closes every post (follow, share) counts less."""
    first: dict[str, str] = {}
    text = _read(facts.draft.text)
    for ask in facts.asks:
        first.setdefault(ask.intent, text[ask.start : ask.end])
    own = [said for intent, said in first.items() if _counts(intent)]
    rest = len(first) - len(own)
    if len(own) > 1 or (own and rest > _MOST_WAYS) or rest > _MOST_WAYS + 1:
        said = " · ".join(quoted(one).rstrip(" :") for one in first.values())
        yield around.found(rule, facts, "ask-many", value=said)


def _counts(intent: str) -> bool:
    return intent in _ELSEWHERE or intent in {"vote", "join_event"}


def _read(text: str) -> str:
    """The form of a text in which asks have their places."""
    return unicodedata.normalize("NFKC", text)


def ask_verb(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find drafts whose call to action is named and not asked for in their text."""
    name = facts.draft.cta
    if not name or not facts.draft.text.strip() or name == "none":
        return
    known = facts.strategy.calls_to_action if facts.strategy else ()
    phrases = [phrase for ask in known if ask.name == name for phrase in ask.phrases]
    if not facts.asks and not any(reading.says(facts.draft.text, phrase) for phrase in phrases):
        yield around.found(rule, facts, "ask-verb", column="cta", value=quoted(name))


def ask_destination(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find asks that cannot be followed from the network of the draft."""
    text = _read(facts.draft.text)
    wanted = next((ask for ask in facts.asks if ask.intent in _ELSEWHERE), None)
    said = text[wanted.start : wanted.end] if wanted else _clicked(text)
    if not said or _leads(facts):
        return
    yield around.found(rule, facts, "ask-nowhere", value=quoted(said))


def _clicked(text: str) -> str:
    """Give the words that send the reader to a link, if any."""
    found = _CLICK.search(text)
    return found[0] if found else ""


def _leads(facts: Facts) -> bool:
    draft = facts.draft
    can_tap = draft.network not in _UNTAPPED or draft.form == "story"
    if can_tap and (facts.urls or draft.link or draft.form == "link"):
        return True
    said = reading.folded(reading.without_urls(draft.text))
    return bool(_PLACE.search(said) or _NUMBER.search(said) or facts.mentions)


def ask_stage(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find asks of another stage than that of the objective."""
    objective = _objective(facts)
    if objective is None or not facts.asks:
        return
    intent = cta.recognise(facts.draft.text)
    ask = next(ask for ask in facts.asks if ask.intent == intent)
    if ask.phrase.stage == objective.stage or ask.intent in _RITUAL:
        return
    yield around.found(
        rule,
        facts,
        "ask-stage",
        column="objective",
        value=quoted(_read(facts.draft.text)[ask.start : ask.end]),
        stage=Said(TERMS["stage", ask.phrase.stage]),
        wanted=Said(TERMS["stage", objective.stage]),
        objective=objective.name,
    )


def _objective(facts: Facts) -> Objective | None:
    known = facts.strategy.objectives if facts.strategy else ()
    return next((one for one in known if one.name == facts.draft.objective), None)
