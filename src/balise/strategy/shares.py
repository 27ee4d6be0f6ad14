"""Which share of an audience uses a network: the level of its countries, moved to its people.

Ages and genders move the log odds by what one study found between a part of its people and all of
them, so that no two studies and no two measures are mixed. A study of the country comes before a
study of another, which is wider; ages between two bands lie on the line between them. What no
study tells moves nothing and widens.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from balise.domain.ranking import Ground
from balise.domain.strategy import Audience
from balise.reference.usage import Usage
from balise.strategy.levels import Figures, Level, carried, level, logit, sampling, trend

ELSEWHERE = 0.3
"""sd of how ages or genders differ between countries in what they use."""
NO_AGE, NO_GENDER, NO_TRADE = 0.6, 0.3, 0.35
"""sd where no study tells how that part of the people differs from all."""
ONE_LANGUAGE = 0.2
"""sd of how people of one language differ from their country; no study tells them apart."""
MANY_LANGUAGES = {
    "BE": {"fr", "nl"}, "CA": {"en", "fr"}, "CH": {"de", "fr", "it"}, "LU": {"de", "fr", "lb"},
}  # fmt: skip
FADES = 0.08
"""sd of a year's change of the difference between a part of the people and all."""
WORTH_SAYING = 0.05
"""Change of the log odds, about one point in a hundred, from which on it is said."""
APART = 10
"""Years of age within which a study of the country makes one of another needless."""
OLDEST, YOUNGEST = 80, 13
GENDERS = {
    "women": "women", "woman": "women", "female": "women", "femmes": "women", "femme": "women",
    "men": "men", "man": "men", "male": "men", "hommes": "men", "homme": "men",
}  # fmt: skip
TRADE_WORDS = (
    "b2b", "decision maker", "decision-maker", "décideur", "dirigeant", "executive", "procurement",
    "business buyer", "professionnels",
)  # fmt: skip
STAND_INS = ("college graduate", ">75k USD")
"""People with a degree or a high income stand in for decision makers, of whom there is no row."""
Knot = tuple[float, float, float, Usage]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Log odds that somebody of an audience uses a network, `sd` of them, and what they rest on."""

    mean: float
    sd: float
    grounds: tuple[Ground, ...]
    rows: tuple[Usage, ...]

    @property
    def median(self) -> float:
        """The share in the middle."""
        return 1 / (1 + math.exp(-self.mean))


def is_trade(audience: Audience) -> bool:
    """Whether an audience is met at work, by what it is called and cares for.

    Examples
    --------
    >>> is_trade(Audience(name="buyers", interests=("B2B software",)))
    True
    """
    said = " ".join((audience.name, *audience.interests, *audience.needs)).casefold()
    return any(word in said for word in TRADE_WORDS)


def share(audience: Audience, network: str, year: int, figures: Figures) -> Share:
    """Tell which share of an audience uses a network.

    Examples
    --------
    >>> from balise.strategy.levels import published
    >>> young = Audience(name="young", ages=(18, 24), countries=("US",))
    >>> round(share(young, "instagram", 2026, published()).median, 1)
    0.8
    """
    countries = audience.countries or ("",)
    found = [_in(country, audience, network, year, figures) for country in countries]
    grounds = {(g.code, *g.params.items()): g for one in found for g in one.grounds}
    rows = {row.row_id: row for one in found for row in one.rows}
    return Share(
        mean=sum(one.mean for one in found) / len(found),
        sd=math.sqrt(sum(one.sd**2 for one in found) / len(found)),
        grounds=tuple(grounds.values()),
        rows=tuple(rows.values()),
    )


def _in(country: str, audience: Audience, network: str, year: int, figures: Figures) -> Share:
    of_all = level(network, country.upper(), year, figures)
    grounds = [_place(country, of_all, year), *_since(of_all, year, figures)]
    mean, var, rows = of_all.mean, of_all.var, list(of_all.rows)
    for code, moved in (
        ("age", _ages(audience, network, of_all, (country.upper(), year, figures))),
        ("gender", _gender(audience, network, (country.upper(), year, figures))),
        ("trade", _trade(audience, network, (country.upper(), year, figures))),
        ("language", _language(audience, country)),
    ):
        if moved is None:
            continue
        shift, spread, used = moved
        mean, var, rows = mean + shift, var + spread, [*rows, *used]
        grounds += _why(code, country, used, audience)
    return Share(mean=mean, sd=math.sqrt(max(var, 0.01)), grounds=tuple(grounds), rows=tuple(rows))


def _place(country: str, of_all: Level, year: int) -> Ground:
    if of_all.near != "here":
        code = "country_unknown" if not country else f"country_{of_all.near}"
        from_ = ", ".join(sorted({row.country for row in of_all.rows}))
        return Ground(code=code, params={"country": country, "from": from_})
    row = of_all.rows[0]
    code = f"share_{row.measure}"
    return Ground(
        code=code,
        params={
            "country": row.country, "share": row.share, "year": row.year,
            "publisher": row.original_publisher, "old": max(year - row.year, 0),
        },
    )  # fmt: skip


def _since(of_all: Level, year: int, figures: Figures) -> list[Ground]:
    """Say what the years since a figure are taken to have changed."""
    row = of_all.rows[0] if of_all.near == "here" else None
    if row is None or abs(trend(row.network, row.year, year, figures)) < WORTH_SAYING:
        return []
    share = 1 / (1 + math.exp(-of_all.mean))
    return [Ground(code="trend", params={"year": row.year, "share": share})]


def _why(code: str, country: str, used: list[Usage], audience: Audience) -> list[Ground]:
    if not used:
        return [Ground(code=f"{code}_unknown")]
    places = sorted({row.country for row in used})
    if any(place.startswith(f"{country.upper()}-") for place in places):
        return [Ground(code=f"{code}_region", params={"from": ", ".join(places)})]
    if code == "trade":
        return [Ground(code="trade_stand_in", params={"from": ", ".join(places)})]
    if any(place.partition("-")[0] != country.upper() for place in places):
        return [Ground(code=f"{code}_elsewhere", params={"from": ", ".join(places)})]
    return [Ground(code=f"{code}_here", params={"ages": _written(audience)})]


def _written(audience: Audience) -> str:
    return "–".join(str(age) for age in audience.ages or ())


Where = tuple[str, int, Figures]
Moved = tuple[float, float, list[Usage]]


def _ages(audience: Audience, network: str, of_all: Level, where: Where) -> Moved | None:
    """Shift, its variance and the rows, over the years of age of the audience."""
    if audience.ages is None or _spans_adults(audience.ages):
        return None
    knots = _knots(network, of_all.mean, of_all.var, where)
    if not knots:
        return 0.0, NO_AGE**2, []
    first, last = sorted(audience.ages)
    ages = range(first, max(min(last, OLDEST), first) + 1)
    told = [_between(knots, age) for age in ages]
    shift = sum(one[0] for one in told) / len(told)
    spread = sum(one[1] for one in told) / len(told)
    used = {row.row_id: row for one in told for row in one[2]}
    return shift, spread, list(used.values())


def _spans_adults(ages: tuple[int, int]) -> bool:
    return ages[0] <= 18 and ages[1] >= 75  # noqa: PLR2004 - all adults


@lru_cache(maxsize=4096)
def _knots(network: str, mean: float, var: float, where: Where) -> tuple[Knot, ...]:
    """Shifts by age with their variances: of the country, then of others where it has none near."""
    country, _, figures = where
    own: dict[float, Knot] = {}
    other: dict[float, Knot] = {}
    for row in figures.of(network, "age"):
        home = row.country.partition("-")[0] == country
        knot = _knot(row, (mean, var), where) if home or figures.whole(row) else None
        if knot is None:
            continue
        table = own if home else other
        if knot[0] not in table or knot[2] < table[knot[0]][2]:
            table[knot[0]] = knot
    far = [k for k in other.values() if all(abs(k[0] - age) > APART for age in own)]
    return tuple(sorted([*own.values(), *_thinned(far)], key=lambda knot: knot[0]))


def _thinned(knots: list[Knot]) -> list[Knot]:
    """Keep the surest of knots that lie within a few years."""
    kept: list[Knot] = []
    for knot in sorted(knots, key=lambda one: one[2]):
        if all(abs(knot[0] - other[0]) > APART / 2 for other in kept):
            kept.append(knot)
    return kept


def _knot(row: Usage, of_all: tuple[float, float], where: Where) -> Knot | None:
    country, year, figures = where
    mid = _middle(row.segment)
    total = figures.whole(row)
    home = row.country.partition("-")[0] == country
    if mid is None:
        return None
    if total is None:
        # No total of the same study: the figure itself, against the level that is known otherwise.
        told, var = carried(row, year, figures)
        return mid, told - of_all[0], max(var - of_all[1], 0.0) + ELSEWHERE**2 / 4, row
    spread = sampling(row) + FADES**2 * max(year - row.year, 0) + (0 if home else ELSEWHERE**2)
    return mid, logit(row.share) - logit(total.share), spread, row


def _middle(band: str) -> float | None:
    """Middle of a band of ages; bands of more than 25 years tell no age.

    Examples
    --------
    >>> _middle("18-29"), _middle("65+"), _middle("16-74")
    (23.5, 72.0, None)
    """
    low, _, high = band.rstrip("+").partition("-")
    if not low.isdigit() or (high and not high.isdigit()):
        return None
    first = max(int(low), YOUNGEST)
    last = int(high) if high else max(first + 14, OLDEST - 1)
    return None if last - first > 25 else (first + last) / 2  # noqa: PLR2004 - as said


def _between(knots: Sequence[Knot], age: float) -> tuple[float, float, list[Usage]]:
    """Shift at one age: on the line between its knots, flat and wider beyond the last."""
    below = max((k for k in knots if k[0] <= age), key=lambda k: k[0], default=None)
    above = min((k for k in knots if k[0] >= age), key=lambda k: k[0], default=None)
    if below is None or above is None:
        end = below or above
        if end is None:
            return 0.0, NO_AGE**2, []
        beyond = max(abs(age - end[0]) - APART, 0) / APART
        return end[1], end[2] + (ELSEWHERE * beyond) ** 2, [end[3]]
    if above[0] == below[0]:
        return below[1], below[2], [below[3]]
    part = (age - below[0]) / (above[0] - below[0])
    mean = below[1] + part * (above[1] - below[1])
    return mean, (1 - part) * below[2] + part * above[2], [below[3], above[3]]


def _gender(audience: Audience, network: str, where: Where) -> Moved | None:
    names = {GENDERS.get(name.casefold(), "") for name in audience.genders} - {""}
    if len(names) != 1 or len(audience.genders) > 1:
        return None
    return _part(("gender", names.pop()), network, where) or (0.0, NO_GENDER**2, [])


def _part(part: tuple[str, str], network: str, where: Where) -> Moved | None:
    """Find what the surest study says of a part of the people against all of them."""
    country, year, figures = where
    found = []
    for row in figures.of(network, part[0]):
        total = figures.whole(row) if row.segment == part[1] else None
        if total is None:
            continue
        fades = FADES**2 * max(year - row.year, 0)
        spread = sampling(row) + fades + (0 if row.country == country else ELSEWHERE**2)
        found.append((logit(row.share) - logit(total.share), spread, [row]))
    return min(found, key=lambda one: one[1], default=None)


def _language(audience: Audience, country: str) -> Moved | None:
    """Widen where only some of the country's people are meant, by the language they speak."""
    spoken = MANY_LANGUAGES.get(country.upper())
    if spoken is None or not audience.languages or spoken <= set(audience.languages):
        return None
    return 0.0, ONE_LANGUAGE**2, []


def _trade(audience: Audience, network: str, where: Where) -> Moved | None:
    if not is_trade(audience):
        return None
    named = (("education", STAND_INS[0]), ("income", STAND_INS[1]))
    found = [_part(part, network, where) for part in named]
    told = [one for one in found if one is not None]
    if not told:
        return 0.0, NO_TRADE**2, []
    shift = sum(one[0] for one in told) / len(told)
    return shift, NO_TRADE**2, [row for one in told for row in one[2]]
