"""Posts that are written, looked over and agreed to, as pages ask for it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image
from tests.unit.arranged import BRAND, NOW, arranged_once, space  # noqa: F401 - fixtures

from balise import handoff
from balise.domain.content import Attachment, Content
from balise.domain.version import SlotTouch
from balise.errors import (
    ContentChangedError,
    ContentLinkError,
    ContentLongError,
    PictureError,
    PlanMissingError,
    RecordNotFoundError,
    SlotClosedError,
)
from balise.workspace import Workspace


def first(space: Workspace) -> str:  # noqa: F811
    return space.cards(BRAND)[0].slot.slot_id


def test_a_slot_that_nobody_wrote_has_the_ask_and_hashtags_of_its_plan(space: Workspace) -> None:  # noqa: F811
    card = space.cards(BRAND)[0]
    blank = space.content(BRAND, card.slot.slot_id)
    assert (blank.revision, blank.text, blank.language) == (0, "", "fr")
    assert (blank.hashtags, blank.cta) == (card.slot.hashtags, card.slot.cta)
    assert (card.content, card.approval, card.standing) == (None, None, "planned")


def test_a_post_is_written_sent_back_written_again_and_agreed_to(space: Workspace) -> None:  # noqa: F811
    name = first(space)
    draft = space.write_content(BRAND, Content(slot_id=name, text="Bonjour\r\n"), by="Ana")
    assert (draft.text, draft.by, draft.revision) == ("Bonjour", "Ana", 1)
    asked = space.ask_changes(BRAND, name, by="Zoé", comment=" Plus court ? ")
    card = space.card(BRAND, name)
    assert (card.standing, card.asked, card.comments) == ("changes", asked, 1)
    assert asked.text == "Plus court ?"
    new = space.write_content(BRAND, replace(draft, text="Salut"), by="Ana")
    assert space.card(BRAND, name).standing == "planned"  # it was answered
    space.comment(BRAND, name, by="Ana", text="Mieux ?")
    (card,) = space.approve_slots(BRAND, [name], by="Zoé", content_hash=new.content_hash)
    assert card.standing == "approved"
    assert card.approval is not None
    assert (card.approval.by, card.approval.content_hash) == ("Zoé", new.content_hash)
    assert [one.text for one in space.revisions(BRAND, name)] == ["Bonjour", "Salut"]
    assert [one.text for one in space.comments(BRAND, name)] == ["Plus court ?", "Mieux ?"]
    space.write_content(BRAND, replace(new, text="Hop"), by="Luc")
    assert space.card(BRAND, name).standing == "planned"
    log = [(one.by, one.state, one.why) for one in space.slot_log(BRAND, name)]
    assert log == [("Zoé", "approved", ""), ("Luc", "planned", "written")]


def test_what_was_changed_since_it_was_read_is_not_agreed_to(space: Workspace) -> None:  # noqa: F811
    name = first(space)
    read = space.write_content(BRAND, Content(slot_id=name, text="Nine"), by="Ana")
    space.write_content(BRAND, Content(slot_id=name, text="Ten"), by="Ana")
    with pytest.raises(ContentChangedError):
        space.approve_slots(BRAND, [name], by="Zoé", content_hash=read.content_hash)


def test_many_are_agreed_to_at_once_or_none(space: Workspace) -> None:  # noqa: F811
    names = [one.slot.slot_id for one in space.cards(BRAND)[:3]]
    space.skip_slots(BRAND, names[2:], by="Ana")
    with pytest.raises(SlotClosedError, match="is skipped"):
        space.approve_slots(BRAND, names, by="Zoé")
    assert {one.standing for one in space.cards(BRAND)} == {"planned", "skipped"}
    space.approve_slots(BRAND, names[:2], by="Zoé")
    assert [one.standing for one in space.cards(BRAND)[:3]] == ["approved", "approved", "skipped"]


def test_what_was_left_out_comes_back_as_it_was(space: Workspace) -> None:  # noqa: F811
    drawn, moved = (one.slot for one in space.cards(BRAND)[:2])
    space.store.touch_slot(
        BRAND, SlotTouch(slot_id=moved.slot_id, at=datetime.now(UTC), touch="moved")
    )
    names = [drawn.slot_id, moved.slot_id]
    space.approve_slots(BRAND, names[:1], by="Zoé")
    space.skip_slots(BRAND, names, by="Ana")
    space.unskip_slots(BRAND, [*names, space.cards(BRAND)[5].slot.slot_id], by="Ana")
    there = [space.card(BRAND, name).slot for name in names]
    assert [(one.state, one.touch) for one in there] == [("planned", ""), ("planned", "moved")]
    assert space.cards(BRAND)[5].slot.touch == ""


def test_an_ask_that_is_another_becomes_the_slots(space: Workspace) -> None:  # noqa: F811
    slot = next(one.slot for one in space.cards(BRAND) if one.slot.cta != "book")
    space.write_content(BRAND, Content(slot_id=slot.slot_id, text="Réservez", cta="book"), by="A")
    now = space.card(BRAND, slot.slot_id).slot
    assert (now.cta, now.touch) == ("book", "rewritten")


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "example.org", "http://", "https://a b.org", "ftp://a.org",
     "https://[", "data:text/html,x", "https://example.org/" + "a" * 2000],
)  # fmt: skip
def test_a_link_is_an_address_of_a_page_or_refused(space: Workspace, link: str) -> None:  # noqa: F811
    with pytest.raises(ContentLinkError):
        space.write_content(BRAND, Content(slot_id=first(space), link=link))


def test_nothing_beyond_what_networks_take_is_kept(space: Workspace) -> None:  # noqa: F811
    name = first(space)
    for hostile in (
        Content(slot_id=name, text="a" * 100_001),
        Content(slot_id=name, hashtags=tuple(f"#{n}" for n in range(101))),
        Content(slot_id=name, media=(Attachment(digest="0" * 64, name="x"),) * 36),
    ):
        with pytest.raises(ContentLongError):
            space.write_content(BRAND, hostile)
    with pytest.raises(ContentLongError):
        space.comment(BRAND, name, by="x", text="a" * 100_001)
    assert space.revisions(BRAND, name) == ()


def test_hashtags_are_written_with_their_sign_each_once(space: Workspace) -> None:  # noqa: F811
    said = ("été", "##Été", " # portes ouvertes ", "", "#")
    kept = space.write_content(BRAND, Content(slot_id=first(space), hashtags=said))
    assert kept.hashtags == ("#été", "#portesouvertes")


def test_nothing_is_asked_of_slots_that_are_not_there(space: Workspace, tmp_path: Path) -> None:  # noqa: F811
    for ask in (
        lambda: space.content(BRAND, "no"),
        lambda: space.write_content(BRAND, Content(slot_id="no", text="x")),
        lambda: space.approve_slots(BRAND, [first(space), "no"], by="Ana"),
        lambda: space.skip_slots(BRAND, ["no"], by="Ana"),
        lambda: space.comments(BRAND, "no"),
        lambda: space.check_content(BRAND, Content(slot_id="no")),
        lambda: space.preview(BRAND, Content(slot_id="no")),
    ):
        with pytest.raises(RecordNotFoundError, match="post named no"):
            ask()
    assert {one.standing for one in space.cards(BRAND)} == {"planned"}
    empty = Workspace.open(tmp_path / "empty")
    assert empty.cards("nobody") == ()
    assert empty.texts("nobody") == {}
    with pytest.raises(PlanMissingError):
        empty.content("nobody", "s1")


def test_a_content_is_checked_and_shown_before_it_is_kept(space: Workspace) -> None:  # noqa: F811
    slot = space.cards(BRAND)[0].slot
    said = Content(slot_id=slot.slot_id, text="a" * 70_000)
    found = space.check_content(BRAND, said)
    assert found[0].severity == "error"
    assert not [one for one in found if one.code.startswith("plan-")]
    seen = space.preview(BRAND, said)
    assert seen.counted == space.counted(slot.network, said.text, slot.kind)
    assert space.revisions(BRAND, slot.slot_id) == ()


def test_a_picture_is_kept_for_its_brand_and_for_no_other(space: Workspace) -> None:  # noqa: F811
    stream = io.BytesIO()
    Image.new("RGB", (30, 20), (1, 2, 3)).save(stream, "JPEG")
    told = space.keep_picture(BRAND, "porte.jpeg", stream.getvalue(), by="Ana")
    assert space.picture(BRAND, told.digest)[0] == told
    assert Image.open(io.BytesIO(space.picture(BRAND, told.digest)[1])).size == (30, 20)
    for brand, digest in (("other", told.digest), (BRAND, "0" * 64), (BRAND, "../balise.db")):
        with pytest.raises(RecordNotFoundError):
            space.picture(brand, digest)
    lie = replace(told, alt="Une porte", width=9_999, media_type="text/html")
    kept = space.write_content(BRAND, Content(slot_id=first(space), media=(lie,)))
    assert kept.media == (replace(told, alt="Une porte"),)
    with pytest.raises(PictureError):
        space.write_content(
            BRAND, Content(slot_id=first(space), media=(replace(told, digest="0" * 64),))
        )


def test_what_was_written_goes_into_the_files_of_other_programs(space: Workspace) -> None:  # noqa: F811
    slot = next(one.slot for one in space.cards(BRAND) if one.slot.network == "facebook")
    said = Content(
        slot_id=slot.slot_id, text="Venez samedi", link="https://example.org/a", hashtags=("#x",)
    )
    space.write_content(BRAND, said, by="Ana")
    plan = space.store.latest_plan(BRAND)
    assert plan is not None
    for form in ("buffer", "ics"):
        files = handoff.hand_off(
            plan.plan, (), form=form, language="fr", now=NOW, texts=space.texts(BRAND)
        )
        data = b"".join(one.data for one in files).decode().replace("\r\n ", "")
        assert "Venez samedi" in data
        assert "https://example.org/a" in data


def test_a_calendar_is_told_anew_where_a_slot_was_touched(space: Workspace) -> None:  # noqa: F811
    before = space.calendar(BRAND)["revision"]
    space.skip_slots(BRAND, [first(space)], by="Ana")
    assert space.calendar(BRAND)["revision"] == before + 1


def test_pictures_lie_in_the_folder_or_in_that_which_an_installation_on_a_server_names(
    space: Workspace,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert space.files.path == space.folder / "media"
    monkeypatch.setenv("BALISE_FOLDER", "/srv/balise")
    served = Workspace(space.store, "postgres://balise@db/balise")
    assert served.files.path == Path("/srv/balise/media")
