"""Tokens of programs and links of clients: what each may do, and for how long."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from tests.unit.teaming.conftest import ME, Clock

from balise.domain.team import RIGHTS, Right, Role, Who
from balise.domain.token import SCOPES
from balise.errors import (
    NotAllowedError,
    RecordNotFoundError,
    TimeUpError,
    TokenScopeError,
)
from balise.workspace import Workspace

Joined = Callable[..., Who]


def test_a_token_looks_and_changes_nothing_where_nothing_else_was_asked(
    space: Workspace, master: Who
) -> None:
    made = space.make_token("  my\nscript ", by=master)
    assert made.secret.startswith("bal_")
    assert made.secret not in repr(made)
    assert made.kept.name == "my script"
    assert {Right.APPROVE, Right.OWN, Right.EDIT} & SCOPES == set()
    who = space.who_of_token(made.secret)
    assert who is not None
    assert who.name == "mia@example.org (my script)"
    assert [right for right in Right if who.may(right, "park")] == [Right.SEE, Right.INSPECT]


def test_a_token_of_one_brand_sees_no_other(space: Workspace, master: Who) -> None:
    made = space.make_token("t", by=master, brand="park", scopes=frozenset(Right))
    who = space.who_of_token(made.secret)
    assert who is not None
    assert not who.is_master
    assert who.sees(space.every_brand()) == ("park",)
    with pytest.raises(RecordNotFoundError):
        space.make_token("t", by=master, brand="nowhere")


def test_a_token_gives_nothing_that_its_maker_has_not(
    space: Workspace, master: Who, joined: Joined
) -> None:
    leo = joined("leo@example.org", park=Role.EDITOR)
    for scopes in ([Right.APPROVE], [Right.SEE, Right.OWN], []):
        with pytest.raises(TokenScopeError):
            space.make_token("t", by=leo, scopes=scopes)
    with pytest.raises(RecordNotFoundError):
        space.make_token("t", by=leo, brand="north")
    assert master.is_master


def test_a_token_loses_what_its_maker_loses(space: Workspace, master: Who, joined: Joined) -> None:
    leo = joined("leo@example.org", park=Role.OWNER)
    made = space.make_token("t", by=leo, brand="park", scopes=[Right.SEE, Right.EDIT])
    assert leo.person is not None
    space.change_role(leo.person, "park", Role.CLIENT, by=master)
    who = space.who_of_token(made.secret)
    assert who is not None
    assert who.may(Right.SEE, "park")
    assert not who.may(Right.EDIT, "park")
    space.change_role(leo.person, "park", None, by=master)
    who = space.who_of_token(made.secret)
    assert who is None or who.sees(space.every_brand()) == ()


def test_a_token_makes_no_other(space: Workspace, master: Who) -> None:
    made = space.make_token("t", by=master, scopes=frozenset(Right))
    who = space.who_of_token(made.secret)
    assert who is not None
    with pytest.raises(NotAllowedError):
        space.make_token("u", by=who)
    with pytest.raises(NotAllowedError):
        space.revoke_token(made.kept.id, by=who)


def test_a_token_ends_and_is_taken_back(
    space: Workspace, master: Who, joined: Joined, time: Clock
) -> None:
    leo = joined("leo@example.org", park=Role.READER)
    short = space.make_token("short", by=leo, days=1)
    mine = space.make_token("mine", by=leo)
    of_master = space.make_token("master's", by=master)
    time.on(hours=23)
    assert space.who_of_token(short.secret) is not None
    time.on(hours=1)
    assert space.who_of_token(short.secret) is None
    with pytest.raises(NotAllowedError):
        space.revoke_token(of_master.kept.id, by=leo)
    space.revoke_token(mine.kept.id, by=leo)
    assert space.who_of_token(mine.secret) is None
    space.revoke_token(short.kept.id, by=master)
    assert [one.name for one in space.tokens()] == ["master's"]
    for days in (0, -1, 367):
        with pytest.raises(TimeUpError):
            space.make_token("t", by=leo, days=days)


def test_its_last_use_is_known(space: Workspace, master: Who, time: Clock) -> None:
    made = space.make_token("t", by=master)
    assert space.tokens(master.person)[0].used_at is None
    space.who_of_token(made.secret)
    first = time.now
    time.on(seconds=30)
    space.who_of_token(made.secret)
    assert space.tokens(master.person)[0].used_at == first


def test_a_token_of_the_one_user_ends_when_there_are_people(
    space: Workspace, joined: Joined
) -> None:
    made = space.make_token("alone", by=ME)
    who = space.who_of_token(made.secret)
    assert who is not None
    assert who.may(Right.SEE, "park")
    joined("mia@example.org", is_master=True)
    assert space.who_of_token(made.secret) is None


@settings(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    role=st.sampled_from(Role),
    now=st.sampled_from(Role),
    scopes=st.sets(st.sampled_from(Right), min_size=1),
    brand=st.sampled_from(["park", ""]),
)
def test_a_token_never_does_more_than_its_scopes_and_its_person(
    space: Workspace, role: Role, now: Role, scopes: set[Right], brand: str
) -> None:
    email = "any@example.org"
    if not space.has_people():
        first = space.invite("mia@example.org", by=ME, is_master=True)
        space.accept_invitation(first.token, password="four words that came by")  # noqa: S106
    if space.store.proof(email) is None:
        link = space.invite(email, by=ME, roles={"park": role})
        space.accept_invitation(link.token, password="four words that came by")  # noqa: S106
    proof = space.store.proof(email)
    assert proof is not None
    person = space.change_role(proof.person.id, "park", role, by=ME)
    if not scopes <= RIGHTS[role]:
        with pytest.raises(TokenScopeError):
            space.make_token("t", by=person.who, scopes=scopes, brand=brand)
        return
    made = space.make_token("t", by=person.who, scopes=scopes, brand=brand)
    space.change_role(person.id, "park", now, by=ME)
    who = space.who_of_token(made.secret)
    assert who is not None
    allowed = {right for right in Right if who.may(right, "park")}
    assert allowed == scopes & RIGHTS[now]
    assert not any(who.may(right, "north") for right in Right)


# Links of clients


def made(space: Workspace, by: Who, **facts: Any) -> Any:
    told = {"name": "Ms Client", "email": "client@example.com", **facts}
    return space.make_link("park", by=by, **told)


def test_a_link_is_for_its_posts_or_the_whole_plan(space: Workspace, master: Who) -> None:
    some = made(space, master, slots=["a", "b", "a"])
    assert some.kept.slots == ("a", "b")
    assert (some.kept.covers("a"), some.kept.covers("c")) == (True, False)
    assert made(space, master).kept.covers("anything")
    assert space.link(some.secret) == some.kept


def test_by_a_link_posts_are_approved_and_nothing_else(space: Workspace, master: Who) -> None:
    who = made(space, master).kept.who
    assert [right for right in Right if who.may(right, "park")] == [Right.APPROVE]
    assert who.sees(space.every_brand()) == ()
    assert who.name.startswith("client@example.com (link ")


def test_only_an_owner_makes_and_takes_back_links(
    space: Workspace, master: Who, joined: Joined
) -> None:
    one = made(space, master)
    for role in (Role.EDITOR, Role.APPROVER, Role.CLIENT, Role.READER):
        who = joined(f"{role}@example.org", park=role)
        with pytest.raises(NotAllowedError):
            made(space, who)
        with pytest.raises(NotAllowedError):
            space.revoke_link("park", one.kept.id, by=who)


def test_an_opening_is_counted_and_logged_and_approves_nothing(
    space: Workspace, master: Who, time: Clock
) -> None:
    one = made(space, master)
    for wait in (0, 10, 60):
        time.on(seconds=wait)
        assert space.open_link(one.secret, address="192.0.2.7") is not None
    (kept,) = space.links("park")
    assert (kept.uses, kept.used_at) == (2, time.now)
    opened = [note for note in space.notes("park") if note.code == "link-opened"]
    assert len(opened) == 2
    assert space.store.touches("park") == ()


def test_a_link_ends_and_is_taken_back(space: Workspace, master: Who, time: Clock) -> None:
    one, other = made(space, master, days=3), made(space, master)
    assert not space.revoke_link("north", other.kept.id, by=master)
    assert space.link(other.secret) is not None
    assert space.revoke_link("park", other.kept.id, by=master)
    assert not space.revoke_link("park", other.kept.id, by=master)
    assert space.link(other.secret) is None
    assert space.open_link(other.secret) is None
    time.on(days=3)
    assert space.link(one.secret) is None
    assert len(space.links("park")) == 2
    assert space.links("north") == ()
    for days in (0, 93):
        with pytest.raises(TimeUpError):
            made(space, master, days=days)
