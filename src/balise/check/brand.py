"""The voice of the brand: words to say and not to say, emoji, tone, and drift from its own past."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from balise.check import text as reading
from balise.check.drift import LEAST, Profile
from balise.check.facts import Around, Facts, quoted
from balise.domain.reading import Finding
from balise.reference.network_rules import Rule

_TU = re.compile(
    r"(?<![\w'-])(?:tu|toi|ta|tes|t'(?=\w)|[a-z]+e-toi"
    r"|(?<!le )(?<!un )(?<!du )(?<!au )(?<!ce )(?<!bon )ton)(?![\w-])"  # "le ton" is a noun
)
_VOUS = re.compile(r"(?<![\w'-])(?:vous|votre|vos|[a-z]+ez)(?![\w])")
# Words in -ez that say nothing of whom they speak to.
_NOT_VOUS = frozenset(
    (
        "chez",
        "nez",
        "assez",
        "rez",
        "rendez",
        "fez",
        "suez",
        "merguez",
        "tropez",
        "lopez",
        "sanchez",
        "gomez",
        "perez",
        "fernandez",
        "martinez",
        "rodriguez",
        "gonzalez",
        "hernandez",
        "alvarez",
        "ramirez",
        "vasquez",
        "mendez",
        "cortez",
        "nunez",
        "jimenez",
        "douarnenez",
    )
)
_FORMAL = frozenset(
    ("formal", "sober", "serious", "institutional", "expert", "professional", "formel", "sobre",
     "serieux", "institutionnel", "professionnel", "soutenu")
)  # fmt: skip
_LOOSE = re.compile(
    r"(?:!{2,}|\?{2,}|!\s*!|\b(?:lol|mdr|ptdr|omg|wtf|trop\s+bien|super\s+cool|gonna|wanna|yay|hey\s+guys|coucou|yo)\b)"
)


def never_say(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find words that the brand never says."""
    for phrase in facts.strategy.voice.never_say if facts.strategy else ():
        column = next(
            (c for c in ("text", "title") if reading.says(getattr(facts.draft, c), phrase)), ""
        )
        if column:
            yield around.found(rule, facts, "never-say", column=column, value=phrase)


def always_say(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find drafts without words that the brand always says."""
    said = f"{facts.draft.title}\n{facts.draft.text}"
    for phrase in facts.strategy.voice.always_say if facts.strategy else ():
        if not reading.says(said, phrase):
            yield around.found(rule, facts, "always-say", value=phrase)


def emoji_use(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find more emoji than the voice of the brand has."""
    wanted = facts.strategy.voice.emoji if facts.strategy else "freely"
    if wanted == "never" and facts.emoji:
        yield around.found(rule, facts, "emoji-banned", found=len(facts.emoji))
    elif wanted == "sparingly" and len(facts.emoji) > (rule.most or 0):
        told: dict[str, Any] = {"found": len(facts.emoji), "limit": rule.most}
        yield around.found(rule, facts, "emoji-many", **told)


def tone(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find a text that mixes two ways of speaking to its reader, or is too loose for the tone."""
    text = reading.without_urls(facts.draft.text)
    said = reading.folded(text)
    if facts.language == "fr":
        familiar = _TU.search(said)
        polite = next((m for m in _VOUS.finditer(said) if m[0] not in _NOT_VOUS), None)
        if familiar and polite:
            pair = {"value": familiar, "other": polite}
            told: dict[str, Any] = {k: reading.written(text, m) for k, m in pair.items()}
            yield around.found(rule, facts, "address-mixed", **told)
    wanted = facts.strategy.voice.tone if facts.strategy else ""
    loose = _LOOSE.search(said)
    if loose and _FORMAL & set(reading.folded(wanted).replace(",", " ").split()):
        value = quoted(reading.written(text, loose))
        yield around.found(rule, facts, "tone-formal", value=value, tone=quoted(wanted))


def drift(rule: Rule, drafts: Sequence[Facts], around: Around) -> Iterator[Finding]:
    """Find texts that are unlike the account's own past posts; refused under `LEAST` of them."""
    if not around.past or not drafts:
        return
    every = tuple(text for texts in around.past.values() for text in texts)
    profiles: dict[str, Profile | None] = {}
    refused = False
    for facts in drafts:
        account = f"{facts.draft.network}:{facts.draft.account.lstrip('@').casefold()}"
        if account not in profiles:
            own = around.past.get(account, ())
            profiles[account] = Profile.of(own) or Profile.of(every)
        profile = profiles[account]
        if profile is None:
            if not refused:
                refused = True
                yield around.found(rule, facts, "drift-refused", n=len(every), least=LEAST)
            continue
        share = profile.more_alike(facts.draft.text)
        if share is not None and share >= profile.rare:
            told: dict[str, Any] = {"share": round(100 * share), "n": profile.n}
            yield around.found(rule, facts, "drift", **told)
