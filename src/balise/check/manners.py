"""Automation and advertising: begging, giveaways, and what must be named as what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from balise.check import text as reading
from balise.check.facts import Around, Facts, quoted
from balise.domain.reading import Finding
from balise.reference.network_rules import Rule

# Reactions asked for as a ballot or a chain, beyond the lexicon's own that are marked high.
_BEGS = re.compile(
    r"\b(?:(?:like|aime[zr]?|likez|partage[zr]?|share|rt|retweet(?:ez)?|comment(?:ez)?|tag(?:uez)?)\s+"
    r"(?:if|si)\s+(?:you|yes|no|vous|tu|t'|oui|non)\b"
    r"|tag\s+(?:a|your|someone|\d+|two|three|four|five)\s+(?:friends?|who|that|best)\b|tag\s+someone\b"
    r"|(?:identifi|tagu|mentionn)e[zr]?\s+(?:un|une|ton|ta|tes|votre|vos|\d+|deux|trois|quatre|cinq)\s+(?:\w+\s+)?(?:ami|pote|proche|copain|copine)"
    r"|(?:double\s+tap|drop\s+an?\s+(?:\w+\s+)?emoji|smash\s+(?:that|the)\s+like)\b"
    r"|(?:like|share|comment|likez|partagez|commentez)\s*[,&+]\s*(?:like|share|comment|follow|tag|likez|partagez|commentez|taguez)\b"
    r"|(?:comment|commente[zr]?)\s+[\"“«']?\s*(?:yes|oui|amen|moi|me|info)\b)"
)
_HELP = re.compile(
    r"\b(?:missing|disparu\w*|perdue?s?|lost\s+(?:dog|cat)|avis\s+de\s+recherche|urgent|blood|sang|help\s+us\s+find)\b"
)
_JOIN = re.compile(r"\b(?:follow|rt|retweet|repost|abonne|suive|suis|partage|like|aime)")
_GIVEAWAY = re.compile(
    r"\b(?:give-?away|jeu[- ]?concours|concours\s*[:!]|tirage\s+au\s+sort"
    r"|(?:enter|chance)\s+to\s+win|tente[zr]?\s+de\s+(?:gagner|remporter))"
)
_TERMS = re.compile(
    r"\b(?:reglement|conditions?|rules|terms|t&cs?|jusqu'au|avant\s+le|until|ends?|closes?|deadline|fin\s+du\s+(?:jeu|concours))\b"
)
_SOUNDS = re.compile(
    r"\b(?:en\s+(?:partenariat|collaboration)\s+(?:remuneree?\s+)?avec|sponsorise\w*\s+par|sponsored\s+by|in\s+(?:paid\s+)?partnership\s+with|offert\s+par|gifted\s+by|(?:avec|with|use)\s+(?:mon|my)\s+code)\b"
    r"|#(?:collab|gifted|offert|produitoffert|invitation)\b"
)
_AFFILIATE = re.compile(
    r"(?:^|\.)(?:amzn\.to|shareasale\.com|awin1\.com|go\.skimresources\.com|rstyle\.me|shopstyle\.it|ltk\.app|liketk\.it|s\.click\.aliexpress\.com)$"
)
_AFFILIATE_TAG = re.compile(
    r"[?&](?:tag=[\w-]+-2\d\b|aff(?:iliate)?(?:_?id)?=|awc=|irclickid=)", re.IGNORECASE
)
_COMMISSION = re.compile(
    r"\b(?:affili\w*|commission\w*|#?(?:ad|pub)|sponsor\w*|publicite|partenariat|paid|lien\s+remunere)\b"
)
_LABELS = re.compile(
    r"(?:\b(?:publicite|publi-?redactionnel|advert(?:isement|orial)?|sponsored|sponsorise\w*|(?:paid|remuneree?)\s+(?:partnership|promotion)|(?:collaboration|partenariat)\s+(?:commerciale?|remuneree?)|en\s+(?:partenariat|collaboration)\s+avec|in\s+partnership\s+with)\b|(?<!\w)#?(?:ad|pub)(?!\w))"
)
_AI = re.compile(
    r"\b(?:ia|ai|intelligence\s+artificielle|artificial\s+intelligence|images?\s+virtuelles?|generee?s?\s+par|ai-generated)\b"
)


_HOST = re.compile(r"(?:[a-zA-Z]{2,8}://)?(?:[^/?#@\s]{1,99}@)?([\w-]+(?:\.[\w-]+)++)")


def _quoted(facts: Facts, match: re.Match[str]) -> str:
    return quoted(reading.written(facts.draft.text, match))


def bait(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find reactions that are begged for; a real call for help is none."""
    said = facts.folded
    match = _BEGS.search(said)
    if match and not _HELP.search(said):
        yield around.found(rule, facts, "bait", value=_quoted(facts, match))


def giveaway(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find giveaways that ask to follow or repost."""
    said = facts.folded
    match = _GIVEAWAY.search(said)
    if match and _JOIN.search(said):
        yield around.found(rule, facts, "giveaway", value=_quoted(facts, match))


def giveaway_terms(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find giveaways without an end or rules."""
    said = facts.folded
    match = _GIVEAWAY.search(said)
    if match and not _TERMS.search(said):
        yield around.found(rule, facts, "giveaway-terms", value=_quoted(facts, match))


def affiliate(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find links that earn a commission and do not say so."""
    for url in (*facts.urls, *filter(None, (facts.draft.link,))):
        if (_AFFILIATE.search(host(url)) or _AFFILIATE_TAG.search(url)) and not _COMMISSION.search(
            facts.folded
        ):
            yield around.found(rule, facts, "affiliate", value=quoted(url))


def host(url: str) -> str:
    """Name the server of an address, however it is written.

    Examples
    --------
    >>> host("https://WWW.Example.org/a"), host("bit.ly/a"), host("http://[broken")
    ('example.org', 'bit.ly', '')
    """
    found = _HOST.match(url)
    return found[1].lower().removeprefix("www.") if found else ""


def _is_ad(facts: Facts) -> bool:
    return bool(facts.draft.is_ad or facts.draft.is_partner)


def undeclared_ad(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find texts that sound like an ad where the draft does not say."""
    if facts.draft.is_ad is None and facts.draft.is_partner is None:
        match = _SOUNDS.search(facts.folded)
        if match:
            yield around.found(rule, facts, "ad-undeclared", value=_quoted(facts, match))


def label_ad(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find ads that are not named as such."""
    if _is_ad(facts) and not _LABELS.search(facts.folded):
        yield around.found(rule, facts, "ad-label")


def disclose_ad(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find ads without one of the words that a law asks for, or with it too late."""
    if not _is_ad(facts):
        return
    places = [at for word in rule.words if (at := _place(facts.draft.text, word)) is not None]
    if not places:
        yield around.found(rule, facts, "ad-label")
    elif rule.most is not None and min(places) > rule.most:
        yield around.found(rule, facts, "ad-label-late", found=min(places), limit=rule.most)


def _place(text: str, word: str) -> int | None:
    """Where a whole word stands, the first time."""
    match = re.search(rf"(?<!\w){re.escape(reading.folded(word))}(?!\w)", reading.folded(text))
    return match.start() if match else None


def remind_ad(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Remind of the setting of a network for ads, which no draft holds."""
    if _is_ad(facts):
        yield around.found(rule, facts, "ad-setting", column="is_ad", severity="info")


def remind_ai(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Remind of the label of a network for what AI made."""
    if facts.draft.is_ai:
        yield around.found(rule, facts, "ai-setting", column="is_ai", severity="info")


def label_ai(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find what AI made and the text does not say."""
    if facts.draft.is_ai and not _AI.search(facts.folded):
        yield around.found(rule, facts, "ai-label", column="is_ai")


def virtual(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find promotions with pictures made by AI that are not named so."""
    named = any(reading.says(facts.draft.text, word) for word in rule.words)
    if facts.draft.is_ai and _is_ad(facts) and facts.draft.media and not named:
        yield around.found(rule, facts, "virtual-label", column="is_ai")


def reserved_word(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find words of the sales outside the months in which they may fall."""
    moment = facts.draft.publish_at
    if moment is None or moment.month in rule.months:
        return
    for word in rule.words:
        if reading.says(facts.draft.text, word):
            yield around.found(rule, facts, "reserved-word", value=word)


_SHORTENERS = frozenset(
    ("bit.ly", "tinyurl.com", "t.co", "goo.gl", "ow.ly", "buff.ly", "is.gd", "cutt.ly",
     "rebrand.ly", "lnkd.in", "dlvr.it", "tiny.cc", "rb.gy", "urlz.fr", "vu.fr", "shorturl.at")
)  # fmt: skip


def shortener(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find links that hide where they lead."""
    for url in (*facts.urls, *filter(None, (facts.draft.link,))):
        if host(url) in _SHORTENERS:
            yield around.found(rule, facts, "link-shortened", value=quoted(url))


def link_unreachable(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find addresses that nobody can tap."""
    if facts.urls and facts.draft.form != "story":
        yield around.found(rule, facts, "link-dead", value=quoted(facts.urls[0]))
