"""People come in by a link, are something for a brand, and leave."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from tests.unit.teaming.conftest import ME, PASSWORD, Clock

from balise.domain.team import Right, Role, Who
from balise.errors import (
    EmailError,
    FirstOwnerError,
    InvitationOverError,
    LanguageUnknownError,
    LastMasterError,
    NotAllowedError,
    PasswordCommonError,
    PasswordShortError,
    PasswordWrongError,
    PersonUnknownError,
    PersonWaitingError,
    RecordNotFoundError,
    TimeZoneUnknownError,
)
from balise.workspace import Workspace

Joined = Callable[..., Who]
NEW = "another four words here"


def codes(space: Workspace) -> list[str]:
    return [note.code for note in reversed(space.notes())]


def test_there_are_no_people_until_somebody_chose_a_password(space: Workspace) -> None:
    assert not space.has_people()
    invited = space.invite("Mia@Example.org ", by=ME, is_master=True, name="Mia\n Mo")
    assert (invited.person.email, invited.person.name) == ("mia@example.org", "Mia Mo")
    assert not invited.person.is_active
    assert not space.has_people()
    assert space.invitation(invited.token) == invited.person
    mia = space.accept_invitation(invited.token, password=PASSWORD, name="Mia Moreau")
    assert mia.is_active
    assert mia.is_master
    assert mia.name == "Mia Moreau"
    assert space.has_people()
    assert codes(space) == ["person-invited", "link-of-invitation", "invitation-accepted"]


def test_a_link_works_once_and_for_seven_days(space: Workspace, time: Clock) -> None:
    first = space.invite("mia@example.org", by=ME, is_master=True)
    space.accept_invitation(first.token, password=PASSWORD)
    with pytest.raises(InvitationOverError):
        space.accept_invitation(first.token, password=NEW)
    late = space.invite("leo@example.org", by=ME, roles={"park": Role.READER})
    time.on(days=7)
    assert space.invitation(late.token) is None
    with pytest.raises(InvitationOverError):
        space.accept_invitation(late.token, password=PASSWORD)


def test_a_new_link_ends_the_one_before(space: Workspace, master: Who) -> None:
    first = space.invite("leo@example.org", by=master, roles={"park": Role.READER})
    again = space.invite("leo@example.org", by=master, roles={"park": Role.EDITOR})
    assert space.invitation(first.token) is None
    leo = space.accept_invitation(again.token, password=PASSWORD)
    assert leo.roles == {"park": Role.EDITOR}


def test_no_token_or_a_hostile_one_invites_nobody(space: Workspace, master: Who) -> None:
    space.invite("leo@example.org", by=master, roles={"park": Role.READER})
    for token in ("", "x", "\0", "\ud800", "' OR 1=1 --", "x" * 100_000):
        assert space.invitation(token) is None
        assert space.who_of_session(token) is None
        assert space.who_of_token(token) is None
        assert space.who_of_token("bal_" + token) is None
        assert space.link(token) is None


def test_the_first_one_must_be_able_to_care_for_the_installation(space: Workspace) -> None:
    with pytest.raises(FirstOwnerError):
        space.invite("leo@example.org", by=ME, roles={"park": Role.OWNER})


def test_an_owner_of_a_brand_brings_people_to_it_and_to_no_other(
    space: Workspace, master: Who, joined: Joined
) -> None:
    owner = joined("olga@example.org", park=Role.OWNER)
    space.invite("leo@example.org", by=owner, roles={"park": Role.EDITOR})
    for asked in ({"north": Role.READER}, {"park": Role.READER, "north": Role.READER}, {}):
        with pytest.raises(NotAllowedError):
            space.invite("tom@example.org", by=owner, roles=asked)
    with pytest.raises(NotAllowedError):
        space.invite("tom@example.org", by=owner, is_master=True)
    assert [one.email for one in space.people("park")] == ["leo@example.org", "olga@example.org"]
    assert master.is_master


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER, Role.CLIENT, Role.READER])
def test_who_owns_nothing_changes_nobody(
    space: Workspace, master: Who, joined: Joined, role: Role
) -> None:
    one = joined("leo@example.org", park=role)
    assert one.person is not None
    assert master.person is not None
    for refused in (
        lambda: space.invite("tom@example.org", by=one, roles={"park": Role.READER}),
        lambda: space.change_role(one.person or 0, "park", Role.OWNER, by=one),
        lambda: space.change_master(one.person or 0, is_master=True, by=one),
        lambda: space.remove_person(master.person or 0, by=one),
        lambda: space.reset_password(master.person or 0, by=one),
        lambda: space.take_second_factor(master.person or 0, by=one),
        lambda: space.rotate_key(by=one),
        lambda: space.make_link("park", name="x", by=one),
    ):
        with pytest.raises(NotAllowedError):
            refused()


def test_a_token_of_a_master_is_no_master_of_people(space: Workspace, master: Who) -> None:
    made = space.make_token("script", by=master, scopes=frozenset(Right))
    token = space.who_of_token(made.secret)
    assert token is not None
    assert token.is_master
    with pytest.raises(NotAllowedError):
        space.invite("tom@example.org", by=token, is_master=True)
    with pytest.raises(NotAllowedError):
        space.reset_password(master.person or 0, by=token)


def test_nobody_becomes_another_by_a_link_of_theirs(
    space: Workspace, master: Who, joined: Joined
) -> None:
    """Whoever holds a link can accept it: nobody else's rights may be added to it meanwhile."""
    eve = joined("eve@example.org", park=Role.OWNER)
    olga = joined("olga@example.org", north=Role.OWNER)
    held = space.invite("new@example.org", by=eve, roles={"park": Role.READER})
    with pytest.raises(PersonWaitingError):
        space.invite("new@example.org", by=olga, roles={"north": Role.OWNER})
    with pytest.raises(PersonWaitingError):
        space.change_role(held.person.id, "north", Role.OWNER, by=olga)
    with pytest.raises(PersonWaitingError):
        space.invite("new@example.org", by=eve, roles={"park": Role.OWNER})
    space.invite("new@example.org", by=master, is_master=True)
    assert space.invitation(held.token) is None


def test_who_waits_is_not_raised_while_another_may_hold_the_link(
    space: Workspace, master: Who, joined: Joined
) -> None:
    eve = joined("eve@example.org", park=Role.OWNER)
    held = space.invite("new@example.org", by=eve, roles={"park": Role.READER})
    with pytest.raises(PersonWaitingError):
        space.change_master(held.person.id, is_master=True, by=master)
    with pytest.raises(PersonWaitingError):
        space.change_role(held.person.id, "north", Role.OWNER, by=master)


def test_who_is_in_already_gets_a_role_and_no_link(
    space: Workspace, master: Who, joined: Joined
) -> None:
    leo = joined("leo@example.org", park=Role.READER)
    again = space.invite("LEO@example.org", by=master, roles={"north": Role.EDITOR})
    assert (again.token, again.person.id) == ("", leo.person)
    assert again.person.roles == {"park": Role.READER, "north": Role.EDITOR}


def test_a_role_is_changed_and_taken(space: Workspace, master: Who, joined: Joined) -> None:
    leo = joined("leo@example.org", park=Role.READER)
    assert leo.person is not None
    session = space.begin_session(leo.person)
    space.change_role(leo.person, "park", Role.APPROVER, by=master)
    who = space.who_of_session(session)
    assert who is not None
    assert who.may(Right.APPROVE, "park")
    space.change_role(leo.person, "park", None, by=master)
    who = space.who_of_session(session)
    assert who is not None
    assert not who.may(Right.SEE, "park")
    told = [one.params["role"] for one in space.notes("park") if "role" in one.params]
    assert told == ["approver", "approver"]


def test_the_last_master_stays(space: Workspace, master: Who) -> None:
    assert master.person is not None
    waiting = space.invite("late@example.org", by=master, is_master=True)
    with pytest.raises(LastMasterError):
        space.remove_person(master.person, by=master)
    with pytest.raises(LastMasterError):
        space.change_master(master.person, is_master=False, by=master)
    assert space.verify_audit().is_whole
    space.accept_invitation(waiting.token, password=PASSWORD)
    assert not space.change_master(master.person, is_master=False, by=master).is_master
    with pytest.raises(LastMasterError):
        space.remove_person(waiting.person.id, by=waiting.person.who)


def test_who_is_removed_is_out_at_once(space: Workspace, master: Who, joined: Joined) -> None:
    leo = joined("leo@example.org", park=Role.OWNER)
    assert leo.person is not None
    session = space.begin_session(leo.person)
    token = space.make_token("t", by=leo, brand="park").secret
    assert space.who_of_session(session) == leo
    assert space.who_of_token(token) is not None
    space.remove_person(leo.person, by=master)
    assert space.who_of_session(session) is None
    assert space.who_of_token(token) is None
    with pytest.raises(PersonUnknownError):
        space.person(leo.person)
    assert "leo@example.org" in {note.by for note in space.notes()}


def test_a_password_is_changed_by_who_knows_it_and_ends_other_sessions(
    space: Workspace, master: Who
) -> None:
    assert master.person is not None
    mine, other = space.begin_session(master.person), space.begin_session(master.person)
    with pytest.raises(PasswordWrongError):
        space.change_password(master.person, old=NEW, new=NEW, session=mine)
    with pytest.raises(PasswordShortError):
        space.change_password(master.person, old=PASSWORD, new="short", session=mine)
    with pytest.raises(PasswordCommonError):
        space.change_password(master.person, old=PASSWORD, new="mia@example.org", session=mine)
    assert space.who_of_session(other) is not None
    space.change_password(master.person, old=PASSWORD, new=NEW, session=mine)
    assert space.who_of_session(mine) is not None
    assert space.who_of_session(other) is None
    assert space.verify("mia@example.org", NEW).id == master.person


def test_a_reset_leaves_the_old_password_until_the_link_is_used(
    space: Workspace, master: Who, joined: Joined
) -> None:
    leo = joined("leo@example.org", park=Role.READER)
    assert leo.person is not None
    session = space.begin_session(leo.person)
    link = space.reset_password(leo.person, by=master)
    assert space.verify("leo@example.org", PASSWORD).id == leo.person
    space.accept_invitation(link.token, password=NEW)
    assert space.who_of_session(session) is None
    assert space.verify("leo@example.org", NEW).id == leo.person
    assert "password-chosen" in codes(space)


def test_who_changes_their_password_ends_a_link_for_another(space: Workspace, master: Who) -> None:
    assert master.person is not None
    link = space.reset_password(master.person, by=master)
    space.change_password(master.person, old=PASSWORD, new=NEW)
    assert space.invitation(link.token) is None


@pytest.mark.parametrize(
    "email", ["", "x", "a@b", "a b@example.org", "a@example.org\nb@c.org", "x" * 300 + "@a.org"]
)
def test_what_is_no_address_is_refused(space: Workspace, email: str) -> None:
    with pytest.raises(EmailError):
        space.invite(email, by=ME, is_master=True)
    assert space.notes() == ()


def test_what_is_told_of_somebody_is_looked_at(space: Workspace, master: Who) -> None:
    assert master.person is not None
    with pytest.raises(TimeZoneUnknownError):
        space.change_profile(master.person, timezone="Mars/Base")
    with pytest.raises(LanguageUnknownError):
        space.change_profile(master.person, language="tlh")
    with pytest.raises(RecordNotFoundError):
        space.invite("leo@example.org", by=master, roles={"nowhere": Role.READER})
    told = space.change_profile(
        master.person, name="  Mia \0 ", language="fr", timezone="Europe/Paris"
    )
    assert (told.language, told.timezone) == ("fr", "Europe/Paris")
    assert told.who.language == "fr"
    n = len(space.notes())
    space.change_profile(master.person, language="fr")
    assert len(space.notes()) == n


def test_no_secret_is_in_the_log(space: Workspace, master: Who) -> None:
    assert master.person is not None
    link = space.reset_password(master.person, by=master).token
    shown = [space.begin_session(master.person), link, PASSWORD]
    shown.append(space.make_token("script", by=master).secret)
    shown.append(space.make_link("park", name="Client", by=master).secret)
    said = " ".join(repr(note) for note in space.notes(most=500))
    assert not [secret for secret in shown if secret in said]
    assert not re.search(r"argon2|bal_[A-Za-z0-9]", said)
