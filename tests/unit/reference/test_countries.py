"""Countries: each is found by every name that it is given."""

from __future__ import annotations

from balise.reference import table
from balise.reference.countries import countries, country_code, country_name


def test_every_country_is_found_by_its_name_in_either_language_and_by_its_code() -> None:
    for language in ("en", "fr"):
        listed = countries(language)
        assert len(listed) == len(dict(listed)) == len(table("countries"))
        for code, name in listed:
            assert country_code(name) == country_code(name.upper()) == code
            assert country_code(code.lower()) == code
            assert country_name(code, language) == name


def test_accents_are_no_matter_in_the_order_or_the_finding() -> None:
    names = [name for _, name in countries("fr")]
    assert names.index("Égypte") < names.index("Estonie")
    assert country_code("etats unis") == country_code("USA") == "US"
    assert country_code("  ") == country_code("Belgik") == ""


def test_every_country_of_which_use_is_known_has_a_name() -> None:
    codes = {row["country"] for row in table("platform_usage") if len(row["country"]) == 2}
    assert codes
    assert {country_code(code) for code in codes} <= dict(countries("en")).keys()
