"""Nothing crosses from brand to brand unless both owners say so; then sums do, and nothing else."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Event

import pytest
from mcp import Client
from tests.made import allowing, seen
from tests.unit.web.api.kit import Program, TokenSpace, who
from tests.unit.web.conftest import close
from tests.unit.web.reader import PORT, Reader
from tests.unit.web.team import OWNER, joined, logged_in, send

from balise import simulate
from balise.domain.beside import Beside
from balise.domain.team import Role
from balise.mcp.server import server
from balise.web import desk
from balise.web.site import Site
from balise.worker.doing import do
from balise.workspace import Workspace

pytestmark = pytest.mark.usefixtures("light")
OTHERS = {"Zebulon": 0.010, "Xanthippe": 0.011, "Wolfgang": 0.012, "Ypsilon": 0.013}
PAGES = ("/park/insights?topic=kind", "/park/insights?topic=all", "/park/report", "/park/",
         "/park/settings/beside")  # fmt: skip
ROUTES = ("/insights", "/beside", "/report?form=html", "/report?form=json", "/report?form=csv",
          "/estimates", "/beside/allowance")  # fmt: skip
_PASSING = re.compile(rb'csrfmiddlewaretoken" value="[^"]+"|X-CSRFToken[^}]+')


@pytest.fixture
def space(tmp_path: Path, empty_folder: Path) -> Iterator[Workspace]:
    """A team, in which Leo owns one brand and sees no other."""
    shutil.copytree(empty_folder, tmp_path / "store")
    opened = Workspace.open(tmp_path / "store")
    seen(opened, "park")
    joined(opened, OWNER, is_master=True)
    joined(opened, "leo@example.org", park=Role.OWNER)
    joined(opened, "eve@example.org", park=Role.EDITOR)
    yield opened
    close(opened)


def program(space: Workspace) -> Program:
    known = {"bal_all": who(["park"]), "bal_see": who(["park"], role=Role.READER)}
    return Program(Site(space=TokenSpace(space.store, space.place, known), port=PORT))


def page_of(space: Workspace) -> Reader:
    return logged_in(space, "leo@example.org")


def everything(space: Workspace) -> Mapping[str, bytes]:
    """Ask all that a brand answers, on pages, by the API, in a report and by the tools."""
    reader, robot = page_of(space), program(space)
    told = {where: page(reader, where) for where in PAGES}
    for where in ROUTES:
        told[where] = robot.ask("GET", f"/api/v1/brands/park{where}").content
    told["report"] = space.report("park")
    told["tool"] = asyncio.run(_tool(space)).encode()
    assert all(len(said) > 20 for said in told.values())
    return told


def page(reader: Reader, where: str) -> bytes:
    return _PASSING.sub(b"", reader.ask(where).content)


async def _tool(space: Workspace) -> str:
    async with Client(server(space, who(["park"]))) as client:
        said = await client.call_tool("insights", {"brand": "park"})
        return "\n".join(one.text for one in said.content)  # type: ignore[union-attr]


def test_while_it_is_off_other_brands_change_no_byte(space: Workspace) -> None:
    for brand in OTHERS:  # they are there, and allow nothing
        seen(space, brand)
    without = everything(space)
    allowing(space, OTHERS)
    assert everything(space) == without


def test_others_that_do_not_allow_it_change_no_byte(space: Workspace) -> None:
    allowing(space, ["park"])
    before = everything(space)
    for brand, rate in OTHERS.items():
        seen(space, brand, rate=rate)
    assert everything(space) == before
    assert space.beside("park") == Beside()


def test_where_it_is_on_sums_are_told_and_no_name_is(space: Workspace) -> None:
    for brand, rate in OTHERS.items():
        seen(space, brand, rate=rate)
    allowing(space, ["park", *OTHERS])
    told = everything(space)
    for where in ("/park/insights?topic=kind", "report", "/report?form=html"):
        assert b"Beside the brands of this installation" in told[where]
        assert b"No text, date or name crosses" in told[where]
    for where, said in told.items():
        for name in OTHERS:
            assert name.encode() not in said, where
    kinds = json.loads(told["/beside"])["kinds"]
    assert {one["kind"] for one in kinds} == {"image", "video", "link"}
    for one in kinds:
        assert (one["brands"], one["n"], one["verdict"]) == (4, 80, "better")
        assert one["ratio_low"] > 1
    assert json.loads(told["tool"])["beside"]["kinds"] == kinds
    assert json.loads(told["/report?form=json"])["beside"]["kinds"] == kinds


def test_what_is_taken_back_is_gone_from_the_next_page_on(space: Workspace) -> None:
    for brand, rate in OTHERS.items():
        seen(space, brand, rate=rate)
    allowing(space, ["park", *OTHERS])
    robot = program(space)
    assert robot.get("/brands/park/beside")["kinds"][0]["brands"] == 4
    space.end_beside("Zebulon", by="Mia")
    assert robot.get("/brands/park/beside")["kinds"][0]["brands"] == 3
    space.end_beside("Ypsilon", by="Mia")
    assert robot.get("/brands/park/beside") == {"allowed": True, "kinds": []}
    said = page_of(space).ask("/park/insights?topic=kind").content.decode()
    assert "it takes at least 3 other brands" in said


def test_what_is_imported_later_is_summed_up_anew(space: Workspace, tmp_path: Path) -> None:
    exports = simulate.exports(simulate.World(2, weeks=8))
    names = [name for name in sorted(exports) if name != simulate.NOTE]
    for name in names:
        (tmp_path / name).write_bytes(exports[name])
    space.import_([tmp_path / names[0]], brand="shop", timezone="UTC")
    allowing(space, ["shop"])
    before = sum(one.n for one in space.beside_own("shop"))
    space.import_([tmp_path / name for name in names[1:]], brand="shop", timezone="UTC")
    assert sum(one.n for one in space.beside_own("shop")) > before


def test_the_owner_switches_it_on_a_page_and_the_log_says_who(space: Workspace) -> None:
    reader = logged_in(space, "leo@example.org")
    assert "not allowed" in reader.ask("/park/settings/beside").content.decode()
    answer = send(reader, "/park/settings/beside", {"allow": "yes"})
    assert answer.headers["Location"] == "/park/settings/beside"
    found = space.allowed("park")
    assert found is not None
    assert "leo" in found.by
    assert "Take it back" in reader.ask("/park/settings/beside").content.decode()
    assert "compared with other brands" in reader.ask("/park/settings/log").content.decode()
    send(reader, "/park/settings/beside", {"allow": "no"})
    assert space.allowed("park") is None
    for hostile in ({"allow": "maybe"}, {}, {"allow": "\0"}):
        assert send(reader, "/park/settings/beside", hostile).status_code == 302
    assert space.allowed("park") is None
    other = logged_in(space, "eve@example.org")
    assert other.ask("/park/settings/beside").status_code == 403
    assert send(other, "/park/settings/beside", {"allow": "yes"}).status_code == 403
    assert space.allowed("park") is None


def test_of_many_posts_a_worker_makes_the_sums_and_the_page_says_so(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert space.store.take_post("one")
    reader, robot = page_of(space), program(space)
    with monkeypatch.context() as many:
        many.setattr(desk, "AT_ONCE", 10)
        many.setattr(type(space.store), "posts", None)  # no request may read them
        send(reader, "/park/settings/beside", {"allow": "yes"})
        robot.ask("PUT", "/api/v1/brands/park/beside/allowance", {"allowed": True})
        assert space.allowed("park") is not None
        assert "summing up the posts" in reader.ask("/park/settings/beside").content.decode()
    [job] = [one for one in space.jobs("park") if one.kind == "beside"]
    assert space.beside_own("park") == ()
    do(space, job.id, Event())
    made = space.beside_own("park")
    assert space.job("park", job.id).result == {"sums": len(made)}
    space.allow_beside("park", by="Mia")
    assert space.beside_own("park") == made != ()
    assert "summing up" not in reader.ask("/park/settings/beside").content.decode()


@pytest.mark.parametrize("end", ["called off", "failed"])
def test_sums_that_were_not_made_are_told_and_begun_again(
    space: Workspace, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    assert space.store.take_post("one")
    monkeypatch.setattr(desk, "AT_ONCE", 10)
    reader, robot = page_of(space), program(space)
    where, route = "/park/settings/beside", "/api/v1/brands/park/beside/allowance"
    send(reader, where, {"allow": "yes"})
    assert "makes the sums of this brand" in reader.ask(where).content.decode()
    [job] = space.jobs("park")
    if end == "failed":
        with monkeypatch.context() as broken:
            broken.setattr(Workspace, "renew_beside", None)
            with suppress(TypeError):
                do(space, job.id, Event())
    else:
        space.cancel_job("park", job.id)
    assert space.job("park", job.id).state == {"failed": "failed", "called off": "cancelled"}[end]
    page = reader.ask(where).content.decode()
    assert "The sums were not made" in page
    assert "None yet" not in page
    send(reader, where, {"allow": "yes"})
    robot.ask("PUT", route, {"allowed": True})
    assert len(space.jobs("park")) == 2, "begun again once, not once for each who asks"
    assert "summing up the posts" in reader.ask(where).content.decode()
    do(space, space.jobs("park")[0].id, Event())
    assert space.beside_own("park") != ()
    robot.ask("PUT", route, {"allowed": True})
    assert len(space.jobs("park")) == 2
    assert "The sums were not made" not in reader.ask(where).content.decode()


def test_sums_are_not_made_of_what_was_taken_back_meanwhile(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert space.store.take_post("one")
    monkeypatch.setattr(desk, "AT_ONCE", 10)
    reader = page_of(space)
    for said in ("yes", "no"):
        send(reader, "/park/settings/beside", {"allow": said})
    do(space, space.jobs("park")[0].id, Event())
    assert space.allowed("park") is None
    assert space.beside_own("park") == ()


def test_the_owner_switches_it_by_the_api(space: Workspace) -> None:
    robot, where = program(space), "/api/v1/brands/park/beside/allowance"
    told = robot.ask("PUT", where, {"allowed": True}).json()
    assert told["allowed"]
    assert told["by"] == "robot"
    robot.carries = "bal_see"
    assert robot.ask("PUT", where, {"allowed": False}).status_code == 403
    assert robot.ask("GET", where).status_code == 403
    robot.carries = "bal_all"
    assert robot.ask("PUT", where.replace("park", "Zebulon"), {"allowed": True}).status_code == 404
    assert robot.ask("PUT", where, {"allowed": False}).json() == {
        "allowed": False, "by": None, "at": None,
    }  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_report_says_where_it_comes_from(space: Workspace, language: str) -> None:
    for brand, rate in OTHERS.items():
        seen(space, brand, rate=rate)
    allowing(space, ["park", *OTHERS])
    said = space.report("park", language=language).decode()
    assert {"fr": "À côté des marques", "en": "Beside the brands"}[language] in said
