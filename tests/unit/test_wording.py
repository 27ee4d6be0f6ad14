"""Words to choose from: texts that a new plan left over, and hashtags that did well."""

from __future__ import annotations

from datetime import timedelta

from tests.unit.arranged import BRAND, NOW, arranged_once, space  # noqa: F401 - fixtures
from tests.unit.looked import planned

from balise.domain.content import Content
from balise.workspace import Workspace


def test_what_was_written_stays_where_it_is_when_it_is_planned_anew(space: Workspace) -> None:  # noqa: F811
    there = [one.slot for one in space.cards(BRAND)]
    written = there[1 : len(there) : 4]
    for one in written:
        space.write_content(BRAND, Content(slot_id=one.slot_id, text=f"Words of {one.slot_id}"))
    space.skip_slots(BRAND, [written[0].slot_id], by="Ana")
    planned(space.store, weeks=4)
    new = {one.slot.slot_id: one for one in space.cards(BRAND)}
    for one in written[1:]:
        card = new[one.slot_id]
        assert (card.slot.publish_at, card.slot.kind) == (one.publish_at, one.kind)
        assert (card.slot.state, card.slot.reason) == ("planned", one.reason)
        assert card.content is not None
    assert len(written) > 2


def test_a_text_whose_post_was_left_out_is_offered_until_it_has_another(space: Workspace) -> None:  # noqa: F811
    first = space.cards(BRAND)[0].slot
    space.write_content(BRAND, Content(slot_id=first.slot_id, text="Do not lose me"), by="Ana")
    assert space.loose(BRAND) == ()
    space.skip_slots(BRAND, [first.slot_id], by="Ana")
    last = space.store.latest_plan(BRAND)
    assert last is not None
    rest = tuple(one for one in last.plan.slots if one.slot_id != first.slot_id)
    space.store.keep_plan(BRAND, type(last.plan)(**{
        name: getattr(last.plan, name) for name in last.plan.__slots__ if name != "slots"
    }, slots=rest), made_at=NOW)  # fmt: skip
    (card,) = space.loose(BRAND)
    assert card.content is not None
    assert (card.slot.slot_id, card.content.text) == (first.slot_id, "Do not lose me")
    other = rest[0].slot_id
    space.set_aside(BRAND, other, by="Ana")  # it is no text without a post: nothing happens
    kept = space.write_content(BRAND, Content(slot_id=other, text="Of another"))
    space.set_aside(BRAND, other, by="Ana")
    assert space.content(BRAND, other) == kept
    space.set_aside(BRAND, first.slot_id, by="Ana")
    assert space.loose(BRAND) == ()
    assert [one.text for one in space.store.revisions(BRAND, first.slot_id)] == [
        "Do not lose me",
        "",
    ]


def test_what_went_out_is_not_offered_again(space: Workspace) -> None:  # noqa: F811
    first = space.cards(BRAND)[0].slot
    space.write_content(BRAND, Content(slot_id=first.slot_id, text="Out"))
    space.approve_slots(BRAND, [first.slot_id], by="Ana")
    last = space.store.latest_plan(BRAND)
    assert last is not None
    rest = tuple(one for one in last.plan.slots if one.slot_id != first.slot_id)
    space.store.keep_plan(BRAND, type(last.plan)(**{
        name: getattr(last.plan, name) for name in last.plan.__slots__ if name != "slots"
    }, slots=rest), made_at=NOW)  # fmt: skip
    assert space.loose(BRAND, now=first.publish_at + timedelta(hours=1)) == ()
    assert len(space.loose(BRAND, now=first.publish_at - timedelta(hours=1))) == 1


def test_hashtags_come_with_the_posts_behind_them(space: Workspace) -> None:  # noqa: F811
    first = space.cards(BRAND)[0].slot
    choices = space.hashtag_choices(BRAND, first.slot_id)
    own = space.strategy(BRAND).hashtags
    assert {one.tag for one in choices} >= {f"#{tag.lstrip('#')}" for tag in own.brand}
    assert not {one.tag.lstrip("#") for one in choices} & {t.lstrip("#") for t in own.banned}
    for one in choices:
        assert one.effect is None or one.effect.n > 0
    assert [one.worth for one in choices] == sorted((one.worth for one in choices), reverse=True)


def test_several_posts_move_together_and_what_that_does_is_told_first(space: Workspace) -> None:  # noqa: F811
    there = [one.slot for one in space.cards(BRAND)][:2]
    names = [one.slot_id for one in there]
    tried = space.try_shift(BRAND, names, 1, now=NOW)
    assert {one.slot_id: one.publish_at for one in tried.was} == {
        one.slot_id: one.publish_at for one in there
    }
    assert len(tried.before) == len(tried.after) > 0
    assert [one.slot for one in space.cards(BRAND)][:2] == there
    space.shift_slots(BRAND, names, 1, by="Ana", now=NOW)
    for one in there:
        now = space.card(BRAND, one.slot_id).slot
        assert now.local_at.date() == one.local_at.date() + timedelta(days=1)
        assert now.local_at.time() == one.local_at.time()


def test_a_change_is_told_before_it_is_kept(space: Workspace) -> None:  # noqa: F811
    slot = next(one.slot for one in space.cards(BRAND) if one.slot.network == "facebook")
    kind = "link" if slot.kind != "link" else "text"
    tried = space.try_change(BRAND, slot.slot_id, kind=kind)
    assert (tried.was, tried.slot.kind) == (slot, kind)
    assert space.card(BRAND, slot.slot_id).slot == slot
    space.change_slot(BRAND, slot.slot_id, by="Ana", kind=kind)
    assert space.card(BRAND, slot.slot_id).slot.kind == kind
