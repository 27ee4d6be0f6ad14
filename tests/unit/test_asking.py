"""A yes is asked for: by whom it is seen, and what ends it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.arranged import BRAND, NOW, arranged_once, space  # noqa: F401 - fixtures

from balise.domain.content import Card, Content
from balise.domain.hook import Event
from balise.errors import (
    MomentPastError,
    RecordNotFoundError,
    SlotAgreedError,
    SlotClosedError,
    SlotUnwrittenError,
)
from balise.workspace import Workspace


def written(space: Workspace, n: int = 1) -> list[str]:  # noqa: F811
    names = [one.slot.slot_id for one in space.cards(BRAND)[:n]]
    for name in names:
        space.write_content(BRAND, Content(slot_id=name, text=f"Bonjour {name}"), by="Ana")
    return names


def test_who_asked_when_and_with_which_line_stands_on_the_card(space: Workspace) -> None:  # noqa: F811
    (name,) = written(space)
    (card,) = space.ask_approval(BRAND, [name], by="Ana", line=" Avant midi ? ", now=NOW)
    assert (card.standing, card.slot.state, card.asked) == ("ready", "planned", None)
    assert card.ready is not None
    assert (card.ready.by, card.ready.text) == ("Ana", "Avant midi ?")
    assert space.comments(BRAND, name) == (card.ready,)
    assert space.slot_log(BRAND, name) == (), "the plan is what it was"


def _says_else(space: Workspace, name: str) -> None:  # noqa: F811
    space.write_content(BRAND, replace(space.content(BRAND, name), text="Salut"), by="Ana")


def _agrees(space: Workspace, name: str) -> None:  # noqa: F811
    space.approve_slots(BRAND, [name], by="Zoé")


def _wants_changes(space: Workspace, name: str) -> None:  # noqa: F811
    space.ask_changes(BRAND, name, by="Zoé", comment="Plus court ?")


def _leaves_out_and_takes_up(space: Workspace, name: str) -> None:  # noqa: F811
    space.skip_slots(BRAND, [name], by="Ana")
    space.unskip_slots(BRAND, [name], by="Ana")


def _agrees_and_moves(space: Workspace, name: str) -> None:  # noqa: F811
    _agrees(space, name)
    at = space.card(BRAND, name).slot.publish_at - timedelta(hours=1)
    space.move_slot(BRAND, name, at, by="Ana", now=at - timedelta(days=1))


@pytest.mark.parametrize(
    ("act", "standing"),
    [
        (_says_else, "planned"), (_agrees, "approved"), (_wants_changes, "changes"),
        (_leaves_out_and_takes_up, "planned"), (_agrees_and_moves, "planned"),
    ],
)  # fmt: skip
def test_other_words_an_answer_and_leaving_out_end_it(
    space: Workspace,  # noqa: F811
    act: Callable[[Workspace, str], None],
    standing: str,
) -> None:
    (name,) = written(space)
    space.ask_approval(BRAND, [name], by="Ana", now=NOW)
    act(space, name)
    card = space.card(BRAND, name)
    assert (card.standing, card.ready) == (standing, None)


def test_a_note_and_a_move_leave_it_open(space: Workspace) -> None:  # noqa: F811
    (name,) = written(space)
    (card,) = space.ask_approval(BRAND, [name], by="Ana", now=NOW)
    space.comment(BRAND, name, by="Zoé", text="Je regarde")
    at = card.slot.publish_at - timedelta(hours=1)
    space.move_slot(BRAND, name, at, by="Ana", now=at - timedelta(days=1))
    space.write_content(BRAND, space.content(BRAND, name), by="Luc")  # the very same words
    assert space.card(BRAND, name).ready == card.ready


def test_what_came_back_is_written_and_asked_for_again(space: Workspace) -> None:  # noqa: F811
    (name,) = written(space)
    space.ask_approval(BRAND, [name], by="Ana", now=NOW)
    _wants_changes(space, name)
    space.ask_approval(BRAND, [name], by="Ana", line="C'est voulu", now=NOW)
    assert space.card(BRAND, name).standing == "ready", "whoever asked for changes is answered"
    _wants_changes(space, name)
    _says_else(space, name)
    assert space.card(BRAND, name).standing == "planned"
    (card,) = space.ask_approval(BRAND, [name], by="Luc", now=NOW)
    assert (card.standing, card.ready and card.ready.by) == ("ready", "Luc")


def test_changes_that_were_agreed_to_since_are_wanted_no_more(space: Workspace) -> None:  # noqa: F811
    (name,) = written(space)
    _wants_changes(space, name)
    _agrees_and_moves(space, name)
    assert space.card(BRAND, name).standing == "planned"


def test_many_are_asked_for_at_once_or_none_and_each_once(space: Workspace) -> None:  # noqa: F811
    names = written(space, 3)
    bare = space.cards(BRAND)[3].slot.slot_id
    with pytest.raises(SlotUnwrittenError, match="says nothing yet"):
        space.ask_approval(BRAND, [*names, bare], by="Ana", now=NOW)
    with pytest.raises(RecordNotFoundError):
        space.ask_approval(BRAND, [*names, "none"], by="Ana", now=NOW)
    assert not any(one.ready for one in space.cards(BRAND))
    space.ask_approval(BRAND, names[:1], by="Ana", now=NOW)
    cards = space.ask_approval(BRAND, [*names, *names], by="Luc", now=NOW)
    assert [one.ready and one.ready.by for one in cards] == ["Ana", "Luc", "Luc"]
    assert len(space.store.comments(BRAND)) == 3


def test_what_is_approved_or_left_out_is_not_asked_for(space: Workspace) -> None:  # noqa: F811
    agreed, out = written(space, 2)
    _agrees(space, agreed)
    space.skip_slots(BRAND, [out], by="Ana")
    with pytest.raises(SlotAgreedError, match="approved already"):
        space.ask_approval(BRAND, [agreed], by="Ana", now=NOW)
    with pytest.raises(SlotClosedError, match="is skipped"):
        space.ask_approval(BRAND, [out], by="Ana", now=NOW)


def test_no_yes_is_asked_for_where_the_time_is_over(space: Workspace) -> None:  # noqa: F811
    names = written(space, 2)
    times = sorted(space.card(BRAND, name).slot.publish_at for name in names)
    with pytest.raises(MomentPastError, match=r"is past: nothing can be published then"):
        space.ask_approval(BRAND, names, by="Ana", now=times[0])
    assert not any(one.ready for one in space.cards(BRAND)), "all or none"
    before = times[0] - timedelta(minutes=1)
    assert all(one.ready for one in space.ask_approval(BRAND, names, by="Ana", now=before))


def test_the_audit_log_and_other_programs_are_told_once(space: Workspace) -> None:  # noqa: F811
    names = written(space, 2)
    space.add_hook(BRAND, "https://hooks.example.org/", events=[Event.POST_APPROVAL_ASKED])
    space.ask_approval(BRAND, names, by="Ana", line="Prêtes", now=NOW)
    space.ask_approval(BRAND, names, by="Ana", now=NOW)
    (note,) = [one for one in space.store.notes(BRAND, None, 9) if one.code == "approval-asked"]
    assert (note.by, note.params) == ("Ana", {"n": 2, "slots": names})
    (hook,) = space.store.hooks(BRAND)
    (call,) = space.store.calls(BRAND, hook.id, 9)
    assert call.event is Event.POST_APPROVAL_ASKED
    assert all(name in call.body for name in (*names, '"by"'))


def test_home_knows_what_is_asked_and_of_whom(space: Workspace) -> None:  # noqa: F811
    first, second = written(space, 2)
    card: Card = space.card(BRAND, first)
    space.ask_approval(BRAND, [first], by="Ana", now=NOW)
    _wants_changes(space, second)
    now = card.slot.publish_at - timedelta(days=3)
    asks = space.standing(BRAND, now=now).asks
    assert {name: one.voice for name, one in asks.items()} == {first: "ready", second: "changes"}
