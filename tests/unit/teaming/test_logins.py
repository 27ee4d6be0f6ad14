"""Logging in, second factors and sessions."""

from __future__ import annotations

import re
from base64 import b32decode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from time import perf_counter

import argon2
import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from hypothesis import HealthCheck, given, settings, strategies as st
from tests.unit.teaming.conftest import PASSWORD, Clock

from balise.domain.person import IDLE, LONGEST
from balise.domain.team import Who
from balise.errors import (
    CodeWrongError,
    KeyExposedError,
    KeyOtherError,
    LoginRefusedError,
    LoginsTooManyError,
    NotAllowedError,
    PasswordWrongError,
)
from balise.teaming import clock
from balise.vault import pace, passwords
from balise.vault.key import Keys
from balise.workspace import Workspace

EMAIL = "mia@example.org"


def number(who: Who) -> int:
    assert who.person is not None
    return who.person


def code(secret: str) -> str:
    """Make the code of now as an app does."""
    totp = TOTP(b32decode(secret), 6, SHA1(), 30)  # noqa: S303 - what apps know
    return totp.generate(int(clock.now().timestamp())).decode()


@pytest.fixture
def secret(space: Workspace, master: Who, time: Clock) -> str:
    """Switch a second factor on."""
    factor = space.begin_second_factor(number(master), password=PASSWORD)
    space.confirm_second_factor(number(master), code(factor.secret))
    time.on(seconds=60)
    return factor.secret


def test_the_right_password_lets_in_whatever_the_case_of_the_address(
    space: Workspace, master: Who
) -> None:
    assert space.verify(" MIA@example.ORG ", PASSWORD).id == number(master)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (EMAIL, "four words that came bY"),
        (EMAIL, ""),
        (EMAIL, "x" * 100_000),
        ("nobody@example.org", PASSWORD),
        ("", ""),
        ("\0\ud800", "\0\ud800"),
    ],
)
def test_what_is_not_right_is_refused_in_the_same_words(
    space: Workspace, master: Who, email: str, password: str
) -> None:
    with pytest.raises(LoginRefusedError) as refused:
        space.verify(email, password)
    assert str(refused.value) == "The address, the password or the code is not right."
    assert master.is_master


def test_who_has_not_come_yet_cannot_log_in(space: Workspace, master: Who) -> None:
    space.invite("leo@example.org", by=master, is_master=True)
    for password in ("", PASSWORD):
        with pytest.raises(LoginRefusedError):
            space.verify("leo@example.org", password)


def test_an_unknown_address_takes_as_long_as_a_known_one(
    space: Workspace, master: Who, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasher = argon2.PasswordHasher(time_cost=1, memory_cost=48 * 1024, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: hasher)
    space.store.rehash(number(master), "", "")
    proof = space.store.proof(EMAIL)
    assert proof is not None
    space.store.rehash(number(master), proof.password, passwords.hashed(PASSWORD))
    passwords._nobodys.cache_clear()
    passwords.fits("", "warm")

    def took(email: str) -> float:
        times = []
        for n in range(5):
            begun = perf_counter()
            with pytest.raises(LoginRefusedError):
                space.verify(email, "not the right one", address=f"192.0.2.{n}")
            times.append(perf_counter() - begun)
        return median(times)

    known, unknown = took(EMAIL), took("nobody@example.org")
    assert 0.4 < unknown / known < 2.5


def test_an_account_waits_after_ten_tries_from_one_address_and_not_from_another(
    space: Workspace, master: Who, time: Clock
) -> None:
    for _ in range(pace.HERE):
        with pytest.raises(LoginRefusedError):
            space.verify(EMAIL, "wrong", address="192.0.2.1")
    with pytest.raises(LoginsTooManyError):
        space.verify(EMAIL, PASSWORD, address="192.0.2.1")
    assert space.verify(EMAIL, PASSWORD, address="192.0.2.2").id == number(master)
    time.on(minutes=16)
    assert space.verify(EMAIL, PASSWORD, address="192.0.2.1").id == number(master)


def test_tries_are_counted_over_a_restart(space: Workspace, master: Who, where: str) -> None:
    for _ in range(pace.HERE):
        with pytest.raises(LoginRefusedError):
            space.verify(EMAIL, "wrong", address="192.0.2.1")
    pace._window.cache_clear()  # what a new process does not know
    with pytest.raises(LoginsTooManyError):
        Workspace.open(where).verify(EMAIL, PASSWORD, address="192.0.2.1")
    assert master.is_master


def test_an_account_waits_after_fifty_tries_from_everywhere(
    space: Workspace, master: Who, time: Clock
) -> None:
    for n in range(pace.ANYWHERE):
        with pytest.raises(LoginRefusedError):
            space.verify(EMAIL, "wrong", address=f"192.0.2.{n}")
    with pytest.raises(LoginsTooManyError):
        space.verify(EMAIL, PASSWORD, address="198.51.100.1")
    assert time.now
    assert master.is_master


def test_a_flood_from_one_address_ends_before_anything_is_hashed(
    space: Workspace, master: Who, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []

    def fits(kept: str, _said: str) -> bool:
        hashed.append(kept)
        return False

    monkeypatch.setattr(passwords, "fits", fits)
    refused = 0
    for n in range(pace.PER_MINUTE * 2):
        try:
            space.verify(f"{n}@example.org", "wrong", address="192.0.2.1")
        except LoginsTooManyError:
            refused += 1
        except LoginRefusedError:
            pass
    assert (len(hashed), refused) == (pace.PER_MINUTE, pace.PER_MINUTE)
    assert master.is_master


def test_of_many_tries_at_once_none_slips_through(space: Workspace, master: Who) -> None:
    from django.db import connections  # noqa: PLC0415 - Django comes with a store only

    keys = pace.keys(EMAIL, "192.0.2.1")
    now = clock.now()

    def tried(_: int) -> int:
        found = space.store.tried(keys, now, now - pace.WINDOW)[keys[0]]
        connections.close_all()
        return found

    with ThreadPoolExecutor(6) as pool:
        counts = list(pool.map(tried, range(30)))
    assert sum(count <= pace.HERE for count in counts) <= pace.HERE
    assert master.is_master


def test_a_hash_of_weaker_parameters_is_made_anew_at_the_next_login(
    space: Workspace, master: Who, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = space.store.proof(EMAIL)
    hasher = argon2.PasswordHasher(time_cost=2, memory_cost=128, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: hasher)
    space.verify(EMAIL, PASSWORD)
    after = space.store.proof(EMAIL)
    assert before is not None
    assert after is not None
    assert before.password != after.password
    assert "m=128,t=2" in after.password
    assert space.verify(EMAIL, PASSWORD).id == number(master)


def test_a_refused_login_is_in_the_log_and_a_strangers_word_is_not(
    space: Workspace, master: Who
) -> None:
    for email in (EMAIL, "hunter2-typed-into-the-wrong-field"):
        with pytest.raises(LoginRefusedError):
            space.verify(email, "wrong", address="192.0.2.9")
    refused = [note for note in space.notes() if note.code == "login-refused"]
    assert [(note.by, note.params["address"]) for note in refused] == [(EMAIL, "192.0.2.9")]
    assert master.is_master


# Second factors


def test_a_second_factor_is_asked_for_once_a_code_confirmed_it(
    space: Workspace, master: Who, time: Clock
) -> None:
    factor = space.begin_second_factor(number(master), password=PASSWORD)
    assert factor.uri.startswith("otpauth://totp/Balise:mia%40example.org?")
    assert f"secret={factor.secret}" in factor.uri
    assert factor.svg.startswith("<svg")
    assert "style=" not in factor.svg
    assert not re.search(r"<script|href", factor.svg)
    space.verify(EMAIL, PASSWORD)
    with pytest.raises(CodeWrongError):
        space.confirm_second_factor(number(master), "000000")
    recovery = space.confirm_second_factor(number(master), code(factor.secret))
    assert len(set(recovery)) == 10
    assert space.person(number(master)).has_second_factor
    with pytest.raises(LoginRefusedError):
        space.verify(EMAIL, PASSWORD)
    time.on(seconds=30)
    assert space.verify(EMAIL, PASSWORD, code(factor.secret)).id == number(master)


def test_the_code_that_confirmed_it_is_not_good_for_a_login(space: Workspace, master: Who) -> None:
    factor = space.begin_second_factor(number(master), password=PASSWORD)
    used = code(factor.secret)
    space.confirm_second_factor(number(master), used)
    with pytest.raises(LoginRefusedError):
        space.verify(EMAIL, PASSWORD, used)


def test_a_code_is_used_once_also_by_two_at_the_same_time(
    space: Workspace, master: Who, secret: str
) -> None:
    now = code(secret)
    spaced = f" {now[:3]} {now[3:]} "
    assert space.verify(EMAIL, PASSWORD, spaced).id == number(master)
    with pytest.raises(LoginRefusedError):
        space.verify(EMAIL, PASSWORD, now)
    step = int(clock.now().timestamp()) // 30
    assert [space.store.use_step(number(master), step + 1) for _ in range(3)] == [
        True, False, False,
    ]  # fmt: skip


def test_a_code_of_long_ago_or_of_later_is_refused(
    space: Workspace, master: Who, secret: str, time: Clock
) -> None:
    old = code(secret)
    time.on(seconds=90)
    with pytest.raises(LoginRefusedError):
        space.verify(EMAIL, PASSWORD, old)
    time.on(seconds=300)
    later = code(secret)
    time.on(seconds=-300)
    with pytest.raises(LoginRefusedError):
        space.verify(EMAIL, PASSWORD, later)
    assert master.is_master


def test_a_wrong_password_does_not_use_a_code_up(
    space: Workspace, master: Who, secret: str
) -> None:
    now = code(secret)
    with pytest.raises(LoginRefusedError):
        space.verify(EMAIL, "wrong", now)
    assert space.verify(EMAIL, PASSWORD, now).id == number(master)


def test_a_recovery_code_works_once(space: Workspace, master: Who, secret: str) -> None:
    recovery = space.renew_recovery_codes(number(master), password=PASSWORD)
    assert space.recovery_codes_left(number(master)) == 10
    assert space.verify(EMAIL, PASSWORD, recovery[3].upper().replace("-", " "))
    with pytest.raises(LoginRefusedError):
        space.verify(EMAIL, PASSWORD, recovery[3])
    assert space.recovery_codes_left(number(master)) == 9
    again = space.renew_recovery_codes(number(master), password=PASSWORD)
    with pytest.raises(LoginRefusedError):
        space.verify(EMAIL, PASSWORD, recovery[4])
    assert space.verify(EMAIL, PASSWORD, again[0])
    assert secret


@settings(
    max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(said=st.text(max_size=40) | st.from_regex(r"\A[0-9]{5,7}\Z"))
def test_whatever_is_typed_as_a_code_gives_a_refusal(
    space: Workspace, secret: str, said: str
) -> None:
    pace._window.cache_clear()
    space.store.forgive(pace.keys(EMAIL, ""))
    near = [code(secret)]
    if "".join(said.split()) not in near:
        with pytest.raises(LoginRefusedError):
            space.verify(EMAIL, PASSWORD, said)


def test_it_is_switched_off_by_who_knows_the_password(
    space: Workspace, master: Who, secret: str
) -> None:
    with pytest.raises(PasswordWrongError):
        space.drop_second_factor(number(master), password="wrong")  # noqa: S106 - made up
    space.drop_second_factor(number(master), password=PASSWORD)
    assert space.verify(EMAIL, PASSWORD).has_second_factor is False
    assert space.recovery_codes_left(number(master)) == 0
    with pytest.raises(CodeWrongError):
        space.renew_recovery_codes(number(master), password=PASSWORD)
    assert secret


def test_a_secret_is_sealed_at_rest_and_only_for_its_person(
    space: Workspace, master: Who, secret: str
) -> None:
    proof = space.store.proof(EMAIL)
    assert proof is not None
    assert secret not in proof.secret
    assert secret not in repr(proof)
    keys = space._keys()
    assert keys.opened(proof.secret, f"factor:{number(master)}") == secret
    with pytest.raises(KeyOtherError):
        keys.opened(proof.secret, "factor:999")


def test_the_key_is_changed_without_losing_a_secret(
    space: Workspace, master: Who, secret: str
) -> None:
    before = space._keys()
    assert len(before.keys) == 1
    assert space.rotate_key(by=master) == 1
    after = space._keys()
    assert len(after.keys) == 1
    assert after.keys != before.keys
    assert space.verify(EMAIL, PASSWORD, code(secret)).id == number(master)
    proof = space.store.proof(EMAIL)
    assert proof is not None
    with pytest.raises(KeyOtherError):
        before.opened(proof.secret, f"factor:{number(master)}")


def test_a_change_of_the_key_that_was_cut_off_is_gone_on_with(
    space: Workspace, master: Who, secret: str, monkeypatch: pytest.MonkeyPatch, time: Clock
) -> None:
    class CutOffError(Exception):
        pass

    def cut_off(_self: Keys, _sealed: str) -> str:
        raise CutOffError

    with monkeypatch.context() as patched:
        patched.setattr(Keys, "again", cut_off)
        with pytest.raises(CutOffError):
            space.rotate_key(by=master)
    assert len(space._keys().keys) == 2
    assert space.verify(EMAIL, PASSWORD, code(secret)).id == number(master)
    space.rotate_key(by=master)
    assert len(space._keys().keys) == 1
    time.on(minutes=9)
    assert space.verify(EMAIL, PASSWORD, code(secret)).id == number(master)


def test_without_the_key_only_recovery_codes_let_in(
    space: Workspace, master: Who, secret: str
) -> None:
    recovery = space.renew_recovery_codes(number(master), password=PASSWORD)
    file = space._keys().file
    assert file is not None
    file.unlink()
    with pytest.raises(KeyOtherError, match="sealed with another key"):
        space.verify(EMAIL, PASSWORD, code(secret))
    assert space.verify(EMAIL, PASSWORD, recovery[0]).id == number(master)


def test_a_master_helps_who_lost_both(
    space: Workspace, master: Who, secret: str, joined: Callable[..., Who]
) -> None:
    other = joined("ann@example.org", is_master=True)
    space.take_second_factor(number(master), by=other)
    assert space.verify(EMAIL, PASSWORD).id == number(master)
    with pytest.raises(NotAllowedError):
        space.take_second_factor(number(master), by=Who(name="x"))
    assert secret


def test_a_key_that_others_can_read_is_refused(space: Workspace, where: str, secret: str) -> None:
    if where.startswith("postgres"):
        pytest.skip("its key is where its owner put it")
    file = space._keys().file
    assert file is not None
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o644)
    with pytest.raises(KeyExposedError, match="chmod 600"):
        space.verify(EMAIL, PASSWORD, code(secret))


# Sessions


def test_a_session_is_known_by_its_token_and_kept_as_a_hash(space: Workspace, master: Who) -> None:
    token = space.begin_session(number(master), agent="Firefox\0", address="192.0.2.1")
    assert len(token) >= 43
    assert space.who_of_session(token) == master
    assert space.who_of_session(token + "x") is None
    (one,) = space.sessions(number(master), token=token)
    assert one.is_this
    assert (one.agent, one.address) == ("Firefox\ufffd", "192.0.2.1")


def test_a_session_that_nobody_uses_is_over_after_twelve_hours(
    space: Workspace, master: Who, time: Clock
) -> None:
    token = space.begin_session(number(master))
    for _ in range(3):
        time.now += IDLE * 0.9
        assert space.who_of_session(token) == master
    time.now += IDLE
    assert space.who_of_session(token) is None
    assert space.sessions(number(master)) == ()


def test_a_session_that_is_used_is_over_after_fourteen_days(
    space: Workspace, master: Who, time: Clock
) -> None:
    token, begun = space.begin_session(number(master)), time.now
    while time.now - begun + IDLE * 0.9 < LONGEST:
        time.now += IDLE * 0.9
        assert space.who_of_session(token) == master
    time.now = begun + LONGEST
    assert space.who_of_session(token) is None


def test_its_use_is_written_down_once_a_minute(space: Workspace, master: Who, time: Clock) -> None:
    token = space.begin_session(number(master))
    time.on(seconds=59)
    space.who_of_session(token)
    (one,) = space.sessions(number(master))
    assert one.seen_at == one.begun_at
    time.on(seconds=1)
    space.who_of_session(token)
    (one,) = space.sessions(number(master))
    assert one.seen_at == time.now


def test_sessions_are_ended_by_whose_they_are(
    space: Workspace, master: Who, joined: Callable[..., Who]
) -> None:
    other = joined("ann@example.org", is_master=True)
    first, second, third = (space.begin_session(number(master)) for _ in range(3))
    theirs = space.begin_session(number(other))
    one = next(s for s in space.sessions(number(master), token=first) if s.is_this)
    assert not space.end_session(number(other), one.id)
    assert space.end_session(number(master), one.id)
    assert space.who_of_session(first) is None
    assert space.end_sessions(number(master), keep=third) == 1
    assert space.who_of_session(second) is None
    assert space.who_of_session(third) == master
    space.log_out(third)
    assert space.who_of_session(third) is None
    space.log_out("nonsense")
    assert space.who_of_session(theirs) == other
    assert space.verify_audit().is_whole


def test_sessions_that_are_over_are_removed_at_the_next_login(
    space: Workspace, master: Who, time: Clock
) -> None:
    from balise.store import models  # noqa: PLC0415 - Django comes with a store only

    for _ in range(3):
        space.begin_session(number(master))
    time.on(days=1)
    space.begin_session(number(master))
    alias = space.store.place.alias  # type: ignore[attr-defined]
    assert models.Session.objects.using(alias).count() == 1
