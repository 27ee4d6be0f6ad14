"""National public holidays, told from the time zone in which an account publishes."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

# Names of how a clock is set, not of a place, though some are links to a place.
_CLOCKS = frozenset(
    {"CET", "CST6CDT", "EET", "EST", "EST5EDT", "HST", "MET", "MST", "MST7MDT", "PST8PDT", "WET"}
)
# Old names that were linked to a zone of another country where both clocks agree since 1970; the
# names of today stand behind "#=" in the file `backward` of the time zone database.
_RENAMED = {
    "Africa/Asmera": "Africa/Asmara",
    "Africa/Timbuktu": "Africa/Bamako",
    "America/Coral_Harbour": "America/Atikokan",
    "America/Virgin": "America/St_Thomas",
    "Atlantic/Jan_Mayen": "Arctic/Longyearbyen",
    "Antarctica/South_Pole": "Antarctica/McMurdo",
    "Iceland": "Atlantic/Reykjavik",
    "Pacific/Ponape": "Pacific/Pohnpei",
    "Pacific/Truk": "Pacific/Chuuk",
    "Pacific/Yap": "Pacific/Chuuk",
}
_LINK = "L "
_MOST_YEARS = 4096


@lru_cache(maxsize=_MOST_YEARS)
def public_holidays(timezone: str, year: int) -> frozenset[date]:
    """List the national public holidays of the country of a time zone.

    Parameters
    ----------
    timezone
        IANA name of a zone.
    year
        The year, in the zone's own time.

    Returns
    -------
    frozenset of date
        Holidays of the whole country, with the days on which one that falls on a weekend is made
        up for; those of a region only are not among them. Empty where the zone has no country, or
        nothing is known of the country in that year.

    Notes
    -----
    The dates are those of the library `holidays`. Those that depend on the sight of the moon are
    estimates for years to come.

    Examples
    --------
    >>> date(2026, 7, 21) in public_holidays("Europe/Brussels", 2026)
    True
    >>> public_holidays("UTC", 2026)
    frozenset()
    """
    country = country_of(timezone)
    return _national(country, year) if country else frozenset()


def named_holidays(timezone: str, year: int, language: str) -> Mapping[date, str]:
    """Name the national public holidays of the country of a time zone.

    Parameters
    ----------
    timezone, year
        As in `public_holidays`.
    language
        `fr` or `en`.

    Returns
    -------
    mapping
        Day -> name, in order of days. Where the library has no names in that language they are in
        English, and where it has none of these either, in a language of the country.

    Examples
    --------
    >>> named_holidays("Europe/Brussels", 2026, "fr")[date(2026, 7, 21)]
    'Fête nationale'
    >>> named_holidays("UTC", 2026, "fr")
    {}
    """
    country = country_of(timezone)
    return holidays_of(country, year, language) if country else {}


@lru_cache(maxsize=_MOST_YEARS)
def holidays_of(country: str, year: int, language: str) -> Mapping[date, str]:
    """Name the national public holidays of a country, by its ISO 3166 code of two letters.

    Examples
    --------
    >>> holidays_of("FR", 2026, "fr")[date(2026, 7, 14)]
    'Fête nationale'
    >>> holidays_of("ZZ", 2026, "fr")
    {}
    """
    import holidays  # noqa: PLC0415 - half a second, and most verbs need none

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as in `_national`
        try:
            told = holidays.country_holidays(country, years=year)
            named = _tongue(told.supported_languages, language)
            if named is not None:
                told = holidays.country_holidays(country, years=year, language=named)
        except NotImplementedError:  # a country that the library does not know
            return {}
    return dict(sorted(told.items()))


def _tongue(there: Iterable[str], language: str) -> str | None:
    """Choose a language that a calendar has; None: its own.

    Examples
    --------
    >>> _tongue(("en_US", "fr"), "fr"), _tongue(("en_GB", "de"), "fr"), _tongue(("de",), "fr")
    ('fr', 'en_GB', None)
    """
    wanted = ("fr", "en") if language == "fr" else ("en",)
    every = sorted(there)
    return next((one for code in wanted for one in every if one.partition("_")[0] == code), None)


@cache
def country_of(timezone: str) -> str | None:
    """Tell the country of a time zone.

    Parameters
    ----------
    timezone
        IANA name of a zone, also one that was renamed.

    Returns
    -------
    str or None
        ISO 3166 code of two letters; `None` for zones of no country (`UTC`, `Etc/GMT+1`, `CET`)
        and for names that the time zone database does not have.

    Notes
    -----
    Read from `zone.tab` of the time zone database, in the public domain, which gives each zone to
    the one country that its city lies in.

    Examples
    --------
    >>> country_of("Europe/Brussels"), country_of("Asia/Calcutta"), country_of("Etc/UTC")
    ('BE', 'IN', None)
    """
    if timezone in _CLOCKS:
        return None
    countries = _countries()
    return countries.get(timezone) or countries.get(_RENAMED.get(timezone) or _today(timezone))


@lru_cache(maxsize=_MOST_YEARS)
def _national(country: str, year: int) -> frozenset[date]:
    import holidays  # noqa: PLC0415 - half a second, and most verbs need none

    with warnings.catch_warnings():
        # The library warns of years for which it knows a part only; what it knows holds.
        warnings.simplefilter("ignore")
        try:
            return frozenset(holidays.country_holidays(country, years=year))
        except NotImplementedError:  # a country that the library does not know
            return frozenset()


@cache
def _countries() -> dict[str, str]:
    """Zone to country: the third column of `zone.tab` and the first."""
    rows = [line.split("\t") for line in _lines("zone.tab") if not line.startswith("#")]
    return {row[2]: row[0] for row in rows}


def _today(timezone: str) -> str:
    return _links().get(timezone, timezone)


@cache
def _links() -> dict[str, str]:
    """Old name to the name of today: lines `L <today> <old>`."""
    rows = [line.split() for line in _lines("tzdata.zi") if line.startswith(_LINK)]
    return {old: today for _, today, old in rows}


def _lines(name: str) -> list[str]:
    return files("tzdata").joinpath("zoneinfo", name).read_text(encoding="utf-8").splitlines()
