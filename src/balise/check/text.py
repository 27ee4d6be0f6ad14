"""What a draft's text holds: addresses, hashtags, handles, words.

Every expression takes what it takes at once (possessive), so that its time grows with the text
and with nothing else.
"""

from __future__ import annotations

import re
import unicodedata

from balise.domain.address import trimmed

_TOPS = (
    "com|org|net|info|biz|fr|be|ch|ca|lu|mc|eu|uk|us|de|es|it|nl|pt|pl|se|dk|no|fi|ie|at|au|nz|jp|br|mx|in"
    "|io|co|me|tv|ly|gl|gd|be|app|dev|shop|store|paris|bzh|brussels|alsace|museum|coop|news|blog|live|online|site|link|page|bio|ee|ai"
)  # fmt: skip
_URL = re.compile(
    r"(?<![\w@/.#-])(?:[hH][tT][tT][pP][sS]?://[^\s<>\"«»“”`]++"
    rf"|(?:[a-zA-Z0-9-]{{1,63}}\.){{1,8}}(?:{_TOPS})(?![\w@-]|\.\w)(?:/[^\s<>\"«»“”`]*+)?)"
)
_ACCENTS = re.compile("[\u0300-\u036f]+")
_TAG = re.compile(r"(?<![\w&/])[#＃]([\w\u0300-\u036f·\u200d]++)")
_MENTION = re.compile(r"(?<![\w@/.+-])[@＠](?!\d+(?:[ap]m|h\d*)\b)(\w[\w.-]*+)(?:@(\w[\w.-]*+))?")
_CASHTAG = re.compile(r"(?<![\w$])\$[A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?(?![\w.]\w|\w)")
_WORD = re.compile(r"[^\W\d_]++(?:['’-][^\W\d_]++)*+")
_FRENCH = frozenset(
    ("le", "la", "les", "un", "une", "des", "du", "de", "et", "à", "au", "aux", "pour", "dans",
     "sur", "avec", "est", "sont", "nous", "vous", "votre", "vos", "notre", "nos", "ce",
     "cette", "ces", "qui", "que", "plus", "pas", "en", "par", "il", "elle", "on", "tout",
     "tous", "toute", "c'est", "d'un", "d'une")
)  # fmt: skip
_ENGLISH = frozenset(
    ("the", "a", "an", "and", "of", "to", "in", "for", "on", "with", "is", "are", "we", "you",
     "your", "our", "this", "that", "it", "at", "from", "by", "be", "have", "has", "not", "all",
     "more", "will", "can", "us", "here", "what", "how", "it's")
)  # fmt: skip


def folded(text: str) -> str:
    """Write a text in lower case, without accents, with straight apostrophes.

    Examples
    --------
    >>> folded("L’Été")
    "l'ete"
    """
    plain = text.replace("’", "'")
    if not plain.isascii():
        plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", plain))
    return plain.lower()


def written(text: str, match: re.Match[str]) -> str:
    """Give what was found in the folded form of a text as it stands in the text itself.

    Examples
    --------
    >>> text = "Enfin… L’Été !"
    >>> written(text, re.search("l'ete", folded(text)))
    'L’Été'
    """
    at, places = 0, []
    for place, letter in enumerate(text):
        if at >= match.end():
            break
        at += len(folded(letter))
        if at > match.start():
            places.append(place)
    return text[places[0] : places[-1] + 1] if places else match[0]


def spans(text: str) -> list[tuple[int, int]]:
    """Find where addresses stand, the signs that close a sentence left out.

    Examples
    --------
    >>> spans("See example.org/a, or https://example.org.")
    [(4, 17), (22, 41)]
    """
    found = []
    for match in _URL.finditer(text):
        url = trimmed(match[0])
        if url.endswith("/") or "." in url:
            found.append((match.start(), match.start() + len(url)))
    return found


def urls(text: str) -> tuple[str, ...]:
    """List the addresses of a text.

    Examples
    --------
    >>> urls("Tickets: example.org/may!")
    ('example.org/may',)
    """
    return tuple(text[start:end] for start, end in spans(text))


def without_urls(text: str, instead: str = " ") -> str:
    """Put something else in the place of each address.

    Examples
    --------
    >>> without_urls("See example.org now")
    'See   now'
    """
    end, kept = 0, []
    for start, stop in spans(text):
        kept += [text[end:start], instead]
        end = stop
    return "".join([*kept, text[end:]])


def hashtags(text: str) -> tuple[str, ...]:
    """List the hashtags of a text, without their sign; a number is a hashtag here.

    Examples
    --------
    >>> hashtags("Fête #MardiAstuce et n#3 #2026")
    ('MardiAstuce', '2026')
    """
    return tuple(_TAG.findall(without_urls(text))) if "#" in text or "＃" in text else ()


def mentions(text: str) -> tuple[str, ...]:
    """List the handles of a text, without their sign and their server.

    Examples
    --------
    >>> mentions("Merci @marie et @paul@example.social, mail a@b.fr, @7pm, @8h30")
    ('marie', 'paul')
    """
    if "@" not in text and "＠" not in text:
        return ()
    return tuple(name.rstrip(".-_") for name, _ in _MENTION.findall(without_urls(text)))


def local_handles(text: str) -> str:
    """Write handles without their server, as Mastodon counts them.

    Examples
    --------
    >>> local_handles("Merci @paul@example.social !")
    'Merci @paul !'
    """
    return _MENTION.sub(r"@\1", text)


def cashtags(text: str) -> tuple[str, ...]:
    """List the signs of shares.

    Examples
    --------
    >>> cashtags("$ACME up, $5 down")
    ('$ACME',)
    """
    return tuple(_CASHTAG.findall(text))


def words(text: str) -> list[str]:
    """List the words of a text, addresses left out.

    Examples
    --------
    >>> words("L'été, c'est 2 fois mieux")
    ["L'été", "c'est", 'fois', 'mieux']
    """
    return _WORD.findall(without_urls(text))


def language(text: str) -> str:
    """Tell French and English apart by their small words; empty where neither is clear.

    Examples
    --------
    >>> language("Venez nous voir dans la boutique"), language("Come and see us in the shop")
    ('fr', 'en')
    """
    said = [word.replace("’", "'").lower() for word in words(text)]
    french, english = (sum(word in known for word in said) for known in (_FRENCH, _ENGLISH))
    if french == english:
        return ""
    return "fr" if french > english else "en"


def says(text: str, phrase: str) -> bool:
    """Whether a text says a phrase, as whole words, accents and case aside.

    Examples
    --------
    >>> says("C'est PAS cher", "pas cher"), says("repas cher", "pas cher"), says("x", "")
    (True, False, False)
    """
    wanted = " ".join(folded(phrase).split())
    if not wanted:
        return False
    said = " ".join(folded(text).split())
    at = said.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        before, after = said[at - 1 : at], said[end : end + 1]
        if not (before.isalnum() and wanted[0].isalnum()) and not (
            after.isalnum() and wanted[-1].isalnum()
        ):
            return True
        at = said.find(wanted, at + 1)
    return False
