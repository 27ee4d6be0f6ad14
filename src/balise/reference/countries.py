"""Countries by name, in English and in French, and the names people type for them.

Codes are those of ISO 3166-1; names are those of Unicode CLDR 49 (© Unicode, Inc., under the
Unicode License V3, https://www.unicode.org/license.txt), as read in November 2026.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from unicodedata import combining, normalize

from balise.reference import table

_ALSO: Mapping[str, str] = {
    "uk": "GB", "great britain": "GB", "angleterre": "GB", "england": "GB", "grande bretagne": "GB",
    "usa": "US", "united states of america": "US", "etats unis d amerique": "US",
    "holland": "NL", "hollande": "NL", "the netherlands": "NL", "czech republic": "CZ",
    "republique tcheque": "CZ", "drc": "CD", "rdc": "CD", "ivory coast": "CI",
    "el": "GR",
}  # fmt: skip
"""What else people call some of them."""


@cache
def countries(language: str) -> tuple[tuple[str, str], ...]:
    """List all countries, each with its code and its name, in the order of their names.

    Examples
    --------
    >>> countries("fr")[1]
    ('ZA', 'Afrique du Sud')
    """
    column = "fr" if language == "fr" else "en"
    named = ((row["code"], row[column]) for row in table("countries"))
    return tuple(sorted(named, key=lambda one: _plain(one[1])))


def country_name(code: str, language: str) -> str:
    """Name a country; one that is not known keeps its code.

    Examples
    --------
    >>> country_name("BE", "fr"), country_name("XX", "fr")
    ('Belgique', 'XX')
    """
    return _names(language).get(code, code)


def country_code(written: str) -> str:
    """Find the country that somebody wrote, by its name in either language or its code.

    Empty where there is none of that name.

    Examples
    --------
    >>> [country_code(one) for one in ("belgique", "Cote d'Ivoire", "be", "Atlantis")]
    ['BE', 'CI', 'BE', '']
    """
    return _codes().get(_plain(written), "")


@cache
def _names(language: str) -> Mapping[str, str]:
    return dict(countries(language))


@cache
def _codes() -> Mapping[str, str]:
    rows = table("countries")
    by_code = {row["code"].casefold(): row["code"] for row in rows}
    by_name = {_plain(row[column]): row["code"] for row in rows for column in ("en", "fr")}
    return {**by_code, **_ALSO, **by_name}


def _plain(name: str) -> str:
    """Leave out case, accents and signs, in which people differ."""
    bare = normalize("NFKD", name.casefold())
    return re.sub(r"[\W_]+", " ", "".join(c for c in bare if not combining(c))).strip()
