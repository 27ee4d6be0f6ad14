"""How far the people who follow an account are those who are meant."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set as AbstractSet

import numpy as np

from balise.domain.segment import Segment
from balise.domain.strategy import Audience
from balise.strategy.gaussian import Effects
from balise.strategy.shares import GENDERS, OLDEST

COUNTRY_NAMES = {
    "austria": "AT", "autriche": "AT", "australia": "AU", "australie": "AU", "belgium": "BE",
    "belgique": "BE", "brazil": "BR", "brésil": "BR", "canada": "CA", "switzerland": "CH",
    "suisse": "CH", "germany": "DE", "allemagne": "DE", "denmark": "DK", "danemark": "DK",
    "spain": "ES", "espagne": "ES", "finland": "FI", "finlande": "FI", "france": "FR",
    "united kingdom": "GB", "royaume-uni": "GB", "greece": "GR", "grèce": "GR", "ireland": "IE",
    "irlande": "IE", "india": "IN", "inde": "IN", "italy": "IT", "italie": "IT", "japan": "JP",
    "japon": "JP", "luxembourg": "LU", "morocco": "MA", "maroc": "MA", "netherlands": "NL",
    "pays-bas": "NL", "norway": "NO", "norvège": "NO", "poland": "PL", "pologne": "PL",
    "portugal": "PT", "sweden": "SE", "suède": "SE", "tunisia": "TN", "tunisie": "TN",
    "united states": "US", "états-unis": "US", "algeria": "DZ", "algérie": "DZ",
}  # fmt: skip
"""As exports write them, in English and in French."""
OF_BRAND, OF_ACCOUNT = 0.5, 0.4
"""sd on the log scale of how far the people who follow a brand are those who are meant, and of how
one account of it differs from another. Ours. What is counted of one account tells of the others."""
EXTRA = 0.15
"""sd on the log scale of what an export rounds and leaves out."""
_WIDTH = 14
Part = tuple[float, float]


def fit(audience: Audience, figures: Mapping[str, float]) -> tuple[float, float, float] | None:
    """Compare an account's followers with those who are meant.

    Parameters
    ----------
    figures
        The latest reading of the account's audience, by its names (`audience.age.25-34` = 0.31),
        and `followers` where known.

    Returns
    -------
    tuple of float or None
        Share of the followers who are meant; log of it against what the same ages and genders would
        be among adults at large; variance of that. `None` where the figures tell nothing.

    Notes
    -----
    Among adults at large all ages from 18 to 80 count alike. Age, gender and country are taken to
    go their own ways, except where the export crosses age and gender.

    Examples
    --------
    >>> young = Audience(name="young", ages=(18, 34))
    >>> figures = {"audience.age.18-24": 0.5, "audience.age.25-34": 0.25, "followers": 400}
    >>> share, log_fit, var = fit(young, figures)
    >>> share, round(log_fit, 2)
    (0.75, 1.02)
    """
    parts = [p for p in (_people(audience, figures), _countries(audience, figures)) if p]
    if not parts:
        return None
    share = math.prod(part[0] for part in parts)
    usual = math.prod(part[1] for part in parts)
    n = max(figures.get("followers", 100.0), 1.0)
    kept = min(max(share, 0.5 / n, 1e-3), 0.999)
    return share, math.log(kept / usual), (1 - kept) / (n * kept) + EXTRA**2


def fits(
    names: Sequence[str], there: AbstractSet[str], counted: Mapping[str, tuple[float, float, float]]
) -> Effects:
    """Tell how far followers are those who are meant, on each network, log scale.

    Parameters
    ----------
    there
        Networks with an account.
    counted
        What `fit` found, by network.

    Examples
    --------
    >>> found = fits(("x", "facebook", "tiktok"), {"x", "facebook"}, {"x": (0.5, 1.0, 0.02)})
    >>> [round(float(value), 2) for value in found.mean]
    [0.95, 0.58, 0.58]
    """
    own = np.array([OF_ACCOUNT if n in there or n in counted else 0.0 for n in names])
    cov = np.diag(own**2)
    seen = [i for i, name in enumerate(names) if name in counted]
    if not seen:
        return Effects(names=tuple(names), mean=np.zeros(len(names)), cov=cov)
    cov = cov + OF_BRAND**2
    noise = np.diag([counted[names[i]][2] for i in seen])
    gain = cov[:, seen] @ np.linalg.inv(cov[np.ix_(seen, seen)] + noise)
    mean = gain @ np.array([counted[names[i]][1] for i in seen])
    return Effects(names=tuple(names), mean=mean, cov=cov - gain @ cov[seen, :])


def _named(figures: Mapping[str, float], dimension: str) -> dict[str, float]:
    found = {}
    for name, value in figures.items():
        segment = Segment.read(name)
        if segment and (segment.metric, segment.dimension) == ("audience", dimension):
            found[segment.name] = value
    return found


def _people(audience: Audience, figures: Mapping[str, float]) -> Part | None:
    meant = {GENDERS.get(name.casefold(), name) for name in audience.genders}
    one = next(iter(meant)) if len(meant) == 1 else ""
    usual = (_ages_usual(audience) if audience.ages else 1.0) * (0.5 if one else 1.0)
    crossed = _named(figures, "age_gender")
    if crossed and (audience.ages or one):
        told = [
            value * _inside(audience, band.partition(" ")[0])
            for band, value in crossed.items()
            if not one or band.partition(" ")[2] == one
        ]
        return sum(told), usual
    ages, genders = _named(figures, "age"), _named(figures, "gender")
    found = [
        sum(value * _inside(audience, band) for band, value in ages.items())
        if ages and audience.ages else None,
        genders.get(one, 0.0) if genders and one else None,
    ]  # fmt: skip
    known = [value for value in found if value is not None]
    if not known:
        return None
    expected = (_ages_usual(audience) if found[0] is not None else 1.0) * (
        0.5 if found[1] is not None else 1.0
    )
    return math.prod(known), expected


def _ages_usual(audience: Audience) -> float:
    first, last = audience.ages or (18, OLDEST)
    return max(min(last, OLDEST) - max(first, 18) + 1, 1) / (OLDEST - 18 + 1)


def _inside(audience: Audience, band: str) -> float:
    """Tell the part of a band of ages that is meant."""
    if audience.ages is None:
        return 1.0
    low, _, high = band.rstrip("+").partition("-")
    if not _is_age(low) or (high and not _is_age(high)):
        return 0.0
    first = int(low)
    last = max(int(high), first) if high else max(first + _WIDTH, OLDEST)
    return max(min(last, audience.ages[1]) - max(first, audience.ages[0]) + 1, 0) / (
        last - first + 1
    )


def _is_age(text: str) -> bool:
    return text.isdecimal() and len(text) <= 3  # noqa: PLR2004 - nobody is a thousand


def _countries(audience: Audience, figures: Mapping[str, float]) -> Part | None:
    told = _named(figures, "country")
    if not told or not audience.countries:
        return None
    meant = {code.upper() for code in audience.countries}
    codes = {name: COUNTRY_NAMES.get(name.casefold(), name.upper()) for name in told}
    return sum(value for name, value in told.items() if codes[name] in meant), 1.0
