"""What an assistant can do, asked as one asks: by the protocol."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters
from tests.made import planned
from tests.unit.web.api.kit import STRATEGY, TOKENS, A, B, TokenSpace

from balise import simulate
from balise.domain.team import Right, Who
from balise.errors import TokenUnknownError
from balise.mcp.server import server
from balise.mcp.user import ALONE, user_of
from balise.workspace import Workspace

LOOKS = ("strategy", "calendar", "insights", "objectives", "learn", "refine", "free")
CHANGES = {"plan", "skip", "move", "fill", "write"}


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    made = planned(tmp_path_factory.mktemp("mcp"), STRATEGY, A, B)
    yield made
    store: Any = made.store
    store.close()


def asked(space: Workspace, who: Who, tool: str, **given: object) -> tuple[bool, str]:
    """Call a tool; gives whether it was refused, and what was said."""

    async def run() -> tuple[bool, str]:
        async with Client(server(space, who)) as client:
            said = await client.call_tool(tool, given)
            return bool(said.is_error), "\n".join(one.text for one in said.content)  # type: ignore[union-attr]

    return asyncio.run(run())


def answer(space: Workspace, tool: str, **given: object) -> Any:
    is_refused, said = asked(space, TOKENS["bal_default"], tool, **given)
    assert not is_refused, said
    return said


@pytest.mark.parametrize("tool", LOOKS)
def test_every_question_has_an_answer(space: Workspace, tool: str) -> None:
    assert ": " in answer(space, tool), "it names what it tells"


def test_the_tools_are_these_and_none_approves(space: Workspace) -> None:
    async def run() -> dict[str, bool]:
        async with Client(server(space, TOKENS["bal_all"])) as client:
            found = (await client.list_tools()).tools
            return {one.name: bool(one.annotations and one.annotations.read_only_hint)
                    for one in found}  # fmt: skip

    tools = asyncio.run(run())
    assert {name for name, is_look in tools.items() if not is_look} == CHANGES
    assert {*tools} == {*LOOKS, *CHANGES, "brands", "explain", "check", "job"}
    assert not any("approve" in name for name in tools)


def test_a_post_is_explained(space: Workspace) -> None:
    post = next(iter(space.store.posts(A))).post
    told = json.loads(answer(space, "explain", post=post.uid))
    assert told["post_uid"] == post.uid
    assert told["low"] <= told["expected"] <= told["high"]


def test_drafts_are_checked(space: Workspace) -> None:
    said = answer(space, "check", drafts=[{"network": "bluesky", "text": "a" * 301}])
    assert "BSKY_TEXT" in said


def test_a_post_is_left_out_and_a_plan_is_made(space: Workspace) -> None:
    slot = json.loads(answer(space, "calendar"))["slots"][0]["slot_id"]
    told = json.loads(answer(space, "skip", slots=[slot]))
    assert {one["slot_id"]: one["state"] for one in told["slots"]}[slot] == "skipped"
    made = json.loads(answer(space, "plan", weeks=1, start="2026-07-13"))
    assert made["slots"]
    assert space.store.plans(A)[-1].plan.starts == date(2026, 7, 13)


def test_a_post_is_tried_elsewhere_moved_and_written(space: Workspace) -> None:
    slot = json.loads(answer(space, "calendar"))["slots"][-1]["slot_id"]
    at = f"{datetime.now(UTC) + timedelta(days=50):%Y-%m-%dT10:00}"
    tried = json.loads(answer(space, "move", slot=slot, at=at, dry_run=True))
    assert len(tried["said"]["breaches"]) == len(tried["breaches"])
    assert space.card(A, slot).slot.touch == ""
    answer(space, "move", slot=slot, at=at)
    assert space.card(A, slot).slot.touch == "moved"
    assert space.card(A, slot).slot.local_at.hour == 10
    told = json.loads(answer(space, "write", slot=slot, text="Come and see", hashtags=["roses"]))
    assert told["content"]["hashtags"] == ["#roses"]
    assert next(one.by for one in space.slot_log(A, slot)) == "robot"
    is_refused, _ = asked(space, TOKENS["bal_default"], "move", slot=slot, at="2020-01-01T10:00")
    assert is_refused


def test_one_more_post_is_tried_then_added(space: Workspace) -> None:
    at = f"{datetime.now(UTC) + timedelta(days=51):%Y-%m-%dT18:00}"
    new = {"network": "facebook", "account": "garden", "kind": "image", "at": at}
    before = len(space.cards(A))
    answer(space, "fill", **new, dry_run=True)
    assert len(space.cards(A)) == before
    assert json.loads(answer(space, "fill", **new))["was"] is None
    assert len(space.cards(A)) == before + 1


def test_where_a_worker_runs_long_work_is_begun_and_looked_at(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from balise.mcp import desk  # noqa: PLC0415 - its bound is changed

    monkeypatch.setattr(desk, "AT_ONCE", 0)
    plans = len(space.store.plans(A))
    assert space.store.take_post("one")
    try:
        begun = json.loads(answer(space, "plan", weeks=1))
        learnt = json.loads(answer(space, "learn", kpi="comments"))
    finally:
        space.store.leave_post("one")
    assert len(space.store.plans(A)) == plans
    for one in (begun, learnt):
        assert json.loads(answer(space, "job", job_id=one["job_id"]))["state"] == "waiting"
        is_refused, _ = asked(space, TOKENS["bal_other"], "job", job_id=one["job_id"])
        assert is_refused


@pytest.mark.parametrize("tool", [*LOOKS, "plan"])
def test_another_brand_is_not_there(space: Workspace, tool: str) -> None:
    is_refused, said = asked(space, TOKENS["bal_default"], tool, brand=B)
    assert is_refused
    assert said.count(B) == 1
    assert f"Known: {A}" in said


@pytest.mark.parametrize(
    ("tool", "given"),
    [("plan", {}), ("skip", {"slots": ["s"]}), ("job", {"job_id": "j"}),
     ("move", {"slot": "s", "at": "2027-01-01T10:00"}), ("write", {"slot": "s", "text": "a"}),
     ("fill", {"network": "x", "account": "a", "kind": "text", "at": "2027-01-01T10:00"}),
     ("free", {}), ("strategy", {}), ("learn", {}), ("refine", {}),
     ("explain", {"post": "x:1"}), ("check", {"drafts": [{}]})],
)  # fmt: skip
def test_what_the_user_may_not_do_is_refused(
    space: Workspace, tool: str, given: dict[str, object]
) -> None:
    is_refused, said = asked(space, TOKENS["bal_see"], tool, **given)
    assert is_refused
    assert "right" in said


@pytest.mark.parametrize(
    ("tool", "given"),
    [("plan", {"weeks": 0}), ("plan", {"weeks": "many"}), ("check", {"drafts": []}),
     ("explain", {}), ("insights", {"start": "soon"}), ("nothing", {}),
     ("explain", {"post": "x" * 9_000})],
)  # fmt: skip
def test_what_cannot_be_used_is_refused(
    space: Workspace, tool: str, given: dict[str, object]
) -> None:
    try:
        is_refused, _ = asked(space, TOKENS["bal_default"], tool, **given)
    except Exception as error:  # noqa: BLE001 - the protocol has an error of its own for it
        assert "Traceback" not in str(error)  # noqa: PT017
    else:
        assert is_refused


def test_an_assistant_asks_for_its_user_and_never_approves(space: Workspace) -> None:
    alone = user_of(space, "")
    assert not alone.may(Right.APPROVE, A)
    assert not alone.may(Right.OWN, A)
    assert alone.scopes == ALONE
    with pytest.raises(TokenUnknownError):
        user_of(space, "bal_all")


class TeamSpace(TokenSpace):
    """A workspace in which people have logins."""

    def has_people(self) -> bool:
        return True


def test_where_a_team_works_a_token_is_needed(space: Workspace) -> None:
    team = TeamSpace(space.store, space.place, TOKENS)
    assert user_of(team, "bal_see") == TOKENS["bal_see"]
    for token in ("", "bal_unknown", "bal_person"):
        with pytest.raises(TokenUnknownError):
            user_of(team, token)


def test_the_verb_answers_over_standard_input_and_output(space: Workspace) -> None:
    command = StdioServerParameters(
        command=sys.executable,
        args=["-P", "-m", "balise.cli.main", "mcp", "--folder", space.place],
        env={"PYTHONPATH": str(Path(simulate.__file__).parents[2])},
    )

    async def run() -> list[str]:
        async with Client(command) as client:
            found = []
            for tool, given in (
                ("brands", {}), ("calendar", {"brand": A}), ("free", {"brand": A}),
                ("check", {"brand": A, "drafts": [{"network": "bluesky", "text": "a" * 301}]}),
                ("skip", {"brand": A, "slots": ["nothing"]}),
            ):  # fmt: skip
                said = await client.call_tool(tool, given)
                found.append("\n".join(one.text for one in said.content))  # type: ignore[union-attr]
            return found

    brands, calendar, free, check, skip = asyncio.run(run())
    assert A in brands
    assert B in brands
    assert json.loads(calendar)["slots"]
    assert "moments" in json.loads(free)
    assert "BSKY_TEXT" in check
    assert "nothing" in skip
