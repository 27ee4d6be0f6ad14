"""Which language a post is written in, or that nobody can tell."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from balise.learn import text as reading

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LANGUAGES = ("bg", "de", "en", "es", "fr", "it", "nl", "pl", "pt", "ru", "sv", "uk")
_ENOUGH_LETTERS = 12
_ENOUGH_TEXT = 600
_SURE = 0.9


@cache
def _identifier() -> LanguageIdentifier:
    # Imported on first use: the model takes about a second to load.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(LANGUAGES)
    return identifier


def language(text: str) -> str | None:
    """Language of a text.

    Parameters
    ----------
    text
        The text of a post.

    Returns
    -------
    str or None
        ISO 639-1 code of one of `LANGUAGES`; `None` where the text is too short to tell or the
        answer is not sure. Addresses, tags and handles are left out of it.

    Notes
    -----
    Naive Bayes on byte n-grams (M. Lui and T. Baldwin, "langid.py: An Off-the-shelf Language
    Identification Tool", ACL 2012) in the py3langid package, with the probability normalised over
    `LANGUAGES` and required to reach 0.9.

    Examples
    --------
    >>> language("Nous vous attendons samedi à la bibliothèque du village.")
    'fr'
    >>> language("OK") is None
    True
    """
    said = reading.prose(text)[:_ENOUGH_TEXT]
    if sum(map(str.isalpha, said)) < _ENOUGH_LETTERS:
        return None
    found, probability = _identifier().classify(said)
    return str(found) if probability >= _SURE else None
