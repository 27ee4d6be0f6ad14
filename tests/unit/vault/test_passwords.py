"""Which passwords are taken, and that none other than the one fits."""

from __future__ import annotations

from unicodedata import normalize

import argon2
import pytest
from hypothesis import given, settings, strategies as st

from balise.errors import PasswordCommonError, PasswordError, PasswordLongError, PasswordShortError
from balise.vault import passwords


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "PASSWORD1234",
        "qwertyuiop[]",
        "passwordpassword",
        "baliseBALISE",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "  password1234  ",
        "ana.martin@example.org",
        "ANA.MARTINANA.MARTIN",
    ],
)
def test_what_is_tried_first_is_refused(password: str) -> None:
    with pytest.raises(PasswordCommonError):
        passwords.checked(password, ["ana.martin@example.org", "Ana Martin"])


@pytest.mark.parametrize("password", ["", "eleven char", "e\u0301" * 11])
def test_a_short_one_is_refused(password: str) -> None:
    with pytest.raises(PasswordShortError, match="12"):
        passwords.checked(password)


def test_a_whole_text_is_refused() -> None:
    passwords.checked("ab cd" * 102)
    with pytest.raises(PasswordLongError):
        passwords.checked("ab cde" * 100)


@pytest.mark.parametrize(
    "password",
    [
        "all lower case words",
        "ÉTÉ À LA MER, ENFIN",
        "twelve-chars",
        "🦊 🐻 🐼 🐨 🐯 🦁 🐮",
        "x1" * 3 + "y " * 60,
    ],
)
def test_no_kind_of_sign_is_asked_for(password: str) -> None:
    assert passwords.checked(password) == password


@given(st.text(min_size=12, max_size=200))
def test_what_is_taken_is_long_enough_and_left_as_it_is(password: str) -> None:
    try:
        taken = passwords.checked(password)
    except PasswordError:
        return
    assert taken == password
    assert len(normalize("NFC", password)) >= passwords.LEAST


@settings(max_examples=15)
@given(st.text(max_size=60), st.text(max_size=60))
def test_a_hash_fits_its_password_alone(one: str, other: str) -> None:
    kept = passwords.hashed(one)
    assert passwords.fits(kept, one)
    same = normalize("NFC", one) == normalize("NFC", other)
    assert passwords.fits(kept, other) is same


def test_a_keyboard_that_takes_accents_apart_types_the_same_password() -> None:
    assert passwords.fits(
        passwords.hashed("été à la mer, enfin"), normalize("NFD", "été à la mer, enfin")
    )


def test_the_hash_is_argon2id_with_at_least_what_asvs_asks() -> None:
    found = argon2.extract_parameters(passwords.hashed("four words that came by"))
    assert found.type is argon2.Type.ID
    assert found.memory_cost >= 46 * 1024
    assert not passwords.is_dated(passwords.hashed("four words that came by"))
    assert passwords.is_dated(argon2.PasswordHasher(memory_cost=1024).hash("x"))


@pytest.mark.parametrize("kept", ["", "no hash", "$argon2id$v=19$m=1,t=1,p=1$x$y"])
def test_what_is_no_hash_fits_nothing(kept: str) -> None:
    assert not passwords.fits(kept, "")
    assert not passwords.fits(kept, kept)
