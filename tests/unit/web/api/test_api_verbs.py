"""Everything that the command line does has an address, or the document says why it has none."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.unit.web.api.kit import ROOT, STRATEGY, A, Program, TokenSpace
from tests.unit.web.reader import PORT

from balise.cli import main as cli
from balise.domain.content import Content
from balise.domain.team import Right, Who
from balise.errors import ArchiveRefusedError, BaliseError
from balise.handoff import FORMS
from balise.web.api import clients
from balise.web.api.urls import document
from balise.web.pages.clients import unpacked
from balise.web.site import Site
from balise.workspace import Workspace

B = "/brands/{brand}"
NOWHERE = {"serve", "worker", "mcp", "restore", "demo", "doctor", "key", "plan --writer"}
"""What belongs to the machine: the description of the document names each."""
READER = {"--folder", "--brand", "--language", "--json", "--output", "--out", "--timezone",
          "--ask", "--by", "--force", "--yes", "--strategy"}  # fmt: skip
"""Options that no address needs: the path says of whom, the token who, and nothing is asked."""
AS = {
    "report --from": "start", "report --to": "end", "import --map": "mapping",
    "person --owner": "email", "tag --export": "field", "tag --import": "tags",
    "ideas --starter": "slug",
}  # fmt: skip
"""Options by another name."""
LEFT = {
    "learn --seed": "the posts are the same whoever asks: so is what is learnt",
    "report --clients": "a program asks for each of `GET /brands`",
    "import --outcome": "the mapping that is sent names it",
    "refine --all": "a program is given all",
    "check --past": "a draft is held against the rules; its sound is told by the command line",
    "check --format": "a program is given JSON",
}
"""Options that no address has, and why."""
ROUTES: dict[str, str | tuple[str, ...]] = {
    "init": ("POST /strategy/draft", "POST /brands"),
    "init --form": "POST /strategy/draft/roadmap",
    "ideas": "GET /starters/{slug}/ideas",
    "import": f"POST {B}/imports", "import --how": "GET /exports",
    "import --clients": "POST /imports/clients",
    "import --suggest": f"POST {B}/imports/suggest",
    "audit": f"GET {B}/audit",
    "learn": (f"POST {B}/learn", f"GET {B}/estimates"),
    "learn --post": f"GET {B}/explanations/{{post_uid}}",
    "report": (f"GET {B}/report", f"GET {B}/insights", f"POST {B}/reports"),
    "report --beside": f"PUT {B}/beside/allowance",
    "plan": f"POST {B}/plan", "plan --form": f"GET {B}/plan/files/{{form}}",
    "plan --template": f"POST {B}/plan/files/{{form}}",
    "plan --approve": f"POST {B}/plan/approve", "plan --skip": f"POST {B}/plan/skip",
    "refine": (f"GET {B}/refinement", f"POST {B}/refinement/decisions"),
    "refine --review": f"GET {B}/review", "refine --next": f"GET {B}/refinement/next",
    "tag": (f"GET {B}/tags", f"POST {B}/tags"),
    "tag --accept-all-above": f"POST {B}/tags/accept",
    "competitors": f"GET {B}/competition", "competitors grid": f"GET {B}/competition/grid",
    "check": (f"POST {B}/drafts/check", f"POST {B}/strategy/check"),
    "person": f"POST {B}/people", "person --owner": "POST /people", "backup": "POST /backup",
}  # fmt: skip


def there() -> dict[str, set[str]]:
    """Give each address with the fields that it takes."""
    told, found = document(), {}
    for path, methods in told["paths"].items():
        for method, one in methods.items():
            names = {each["name"] for each in one.get("parameters", ())}
            for form in one.get("requestBody", {}).get("content", {}).values():
                schema = form["schema"]
                if "$ref" in schema:
                    schema = told["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
                names |= {*schema.get("properties", {})}
            found[f"{method.upper()} {path.removeprefix(ROOT)}"] = names
    return found


def commands(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield f"{before}{name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} ")


COMMANDS = dict(commands(cli.balise))


def routes(verb: str) -> tuple[str, ...]:
    found = ROUTES[verb]
    return (found,) if isinstance(found, str) else found


def test_every_verb_has_its_address_and_every_address_is_there() -> None:
    assert {*COMMANDS} - NOWHERE == {verb for verb in ROUTES if "--" not in verb}
    known = there()
    for verb in ROUTES:
        assert {*routes(verb)} <= {*known}, verb


@pytest.mark.parametrize("verb", sorted({*COMMANDS} - NOWHERE))
def test_every_option_is_a_field_or_has_an_address_of_its_own(verb: str) -> None:
    known = there()
    fields = set().union(*(known[route] for route in routes(verb)))
    for option in COMMANDS[verb].params:
        if not isinstance(option, click.Option) or READER & {*option.opts}:
            continue
        said = f"{verb} {option.opts[-1]}"
        name = AS.get(said, option.opts[-1].lstrip("-").replace("-", "_"))
        if said in {*ROUTES, *LEFT, *NOWHERE}:
            continue
        is_answer = verb == "init" and "answers" in fields
        assert name in fields or is_answer, said


def test_what_has_no_address_is_named_in_the_document() -> None:
    said = document()["info"]["description"]
    for name in NOWHERE:
        assert f"`{name}`" in said, name


def test_every_form_of_the_plan_comes_as_a_file(robot: Program) -> None:
    for form, one in FORMS.items():
        answer = robot.ask("GET", f"/api/v1/brands/{A}/plan/files/{form}")
        assert answer.status_code == (400 if one.needs_template else 200), form
        if answer.headers["Content-Type"] == "application/zip":
            assert len(zipfile.ZipFile(io.BytesIO(answer.content)).namelist()) > 1


@pytest.mark.parametrize("page", ["roadmap", "week"])
def test_the_pages_of_the_plan_come_as_files(robot: Program, page: str) -> None:
    answer = robot.ask("GET", f"/api/v1/brands/{A}/plan/pages/{page}?language=fr")
    assert answer.content.lower().startswith(b"<!doctype html>")
    assert 'lang="fr"' in answer.content.decode()


def test_a_post_is_tried_elsewhere_then_moved(robot: Program, kept: Workspace) -> None:
    slot = robot.get(f"/brands/{A}/plan")["slots"][1]
    at = (datetime.now(UTC) + timedelta(days=40)).replace(microsecond=0).isoformat()
    where = f"/brands/{A}/plan/slots/{slot['slot_id']}/move"
    status, tried = robot.refused("POST", where, {"at": at, "dry_run": True})
    assert status == 200
    assert tried["was"]["publish_at"] != tried["slot"]["publish_at"]
    assert len(tried["said"]["breaches"]) == len(tried["breaches"])
    assert robot.get(f"/brands/{A}/plan/slots/{slot['slot_id']}")["slot"]["touch"] == ""
    assert robot.refused("POST", where, {"at": at})[0] == 200
    told = robot.get(f"/brands/{A}/plan/slots/{slot['slot_id']}")
    assert told["slot"]["touch"] == "moved"
    assert [one.by for one in kept.slot_log(A, slot["slot_id"])][-1] == "robot"
    status, told = robot.refused("POST", where, {"at": "2020-01-01T10:00:00Z"})
    assert (status, told["code"]) == (400, "moment_past")


def test_a_post_is_written_and_what_stands_in_its_way_is_told(robot: Program) -> None:
    slot = robot.get(f"/brands/{A}/plan")["slots"][1]["slot_id"]
    where = f"/brands/{A}/plan/slots/{slot}/content"
    status, told = robot.refused("PUT", where, {"text": "Come and see", "hashtags": ["garden"]})
    assert status == 200
    assert told["content"]["text"] == "Come and see"
    assert told["content"]["hashtags"] == ["#garden"]
    assert all(one["message"] for one in told["findings"])
    assert robot.refused("PUT", where, {"text": "a", "link": "javascript:alert(1)"})[0] == 400


def test_who_may_edit_asks_for_a_yes_and_gives_none(robot: Program, kept: Workspace) -> None:
    robot.carries = "bal_default"
    where, now = f"/brands/{A}/plan/ask", datetime.now(UTC)
    over = next(one.slot for one in kept.cards(A) if one.slot.state == "planned")
    assert over.publish_at < now
    status, told = robot.refused("POST", where, {"slots": [over.slot_id]})
    assert (status, told["code"]) == (400, "moment_past")
    new = {"network": "facebook", "account": "garden", "kind": "image"}
    slots = [
        robot.refused("POST", f"/brands/{A}/plan/slots", {**new, "at": at.isoformat()})[1]["slot"]
        ["slot_id"]
        for at in (now + timedelta(days=51), now + timedelta(days=52))
    ]  # fmt: skip
    status, told = robot.refused("POST", where, {"slots": slots[:1]})
    assert (status, told["code"]) == (400, "slot_unwritten")
    for slot in slots:
        kept.write_content(A, Content(slot_id=slot, text="Roses"), by="ana")
    assert robot.refused("POST", where, {"slots": []})[0] == 422
    assert robot.refused("POST", where, {"slots": slots, "by": "boss"})[0] == 422
    assert robot.refused("POST", where, {"slots": slots, "line": "x" * 501})[0] == 422
    assert robot.refused("POST", where, {"slots": slots, "line": "By noon?"})[0] == 200
    told = robot.get(f"/brands/{A}/plan/slots/{slots[0]}")
    assert (told["ready"]["by"], told["ready"]["text"]) == ("robot", "By noon?")
    assert (told["slot"]["state"], told["approval"], told["asked"]) == ("planned", None, None)


def test_one_more_post_is_tried_then_added(robot: Program) -> None:
    at = (datetime.now(UTC) + timedelta(days=41)).replace(microsecond=0, tzinfo=None).isoformat()
    asked = {"at": at, "network": "facebook", "account": "garden", "kind": "image"}
    where, before = f"/brands/{A}/plan/slots", len(robot.get(f"/brands/{A}/plan")["slots"])
    assert robot.refused("POST", where, {**asked, "dry_run": True})[0] == 200
    assert len(robot.get(f"/brands/{A}/plan")["slots"]) == before
    status, told = robot.refused("POST", where, asked)
    assert (status, told["was"]) == (201, None)
    assert len(robot.get(f"/brands/{A}/plan")["slots"]) == before + 1
    assert robot.refused("POST", where, {**asked, "account": "nobody"})[0] == 404


def test_the_next_strategy_is_one(robot: Program) -> None:
    text = robot.get(f"/brands/{A}/refinement/next")["text"]
    status, _ = robot.refused("POST", f"/brands/{A}/strategy/check", {"text": text})
    assert status == 200
    assert robot.refused("GET", f"/brands/{A}/refinement?as_of=2999-01-01T00:00:00Z")[0] == 422


def test_followers_are_told_by_hand(robot: Program) -> None:
    audited = robot.get(f"/brands/{A}/audit")["accounts"]
    account = f"{audited[0]['network']}:{audited[0]['handle']}"
    assert robot.get(f"/brands/{A}/audit?followers={account}=1234")
    for wrong in ("nobody=3", "x", f"{account}=-1", f"{account}=many", "=5"):
        assert robot.refused("GET", f"/brands/{A}/audit?followers={wrong}")[0] == 422, wrong


def test_ideas_starters_and_ways_to_exports(robot: Program) -> None:
    assert "restaurant" in robot.get("/starters")
    told = robot.get("/starters/restaurant/ideas?most=3&language=fr")
    assert len(told["ideas"]) == 3
    assert robot.refused("GET", "/starters/nothing/ideas")[0] == 400
    assert robot.get("/exports")[0]["steps"]
    draft = {"answers": {"starter": "restaurant", "name": "The Heron", "target": "200"}}
    text = robot.refused("POST", "/strategy/draft", draft)[1]["text"]
    assert "The Heron" in text


@pytest.fixture
def master(empty: Workspace) -> Program:
    known = {
        "bal_all": Who(name="mia", is_master=True, scopes=frozenset(Right)),
        "bal_edit": Who(name="mia", is_master=True, scopes=frozenset({Right.EDIT})),
    }
    space = TokenSpace(empty.store, empty.place, known)
    return Program(Site(space=space, port=PORT))


def test_an_owner_of_the_installation_makes_a_brand_and_a_backup(master: Program) -> None:
    asked = {"name": "New one", "strategy": STRATEGY}
    assert master.refused("POST", "/brands", asked)[0] == 201
    assert master.refused("POST", "/brands", asked)[1]["code"] == "brand_there"
    for name in ("competitor\x1fGarden\x1fx", "\u200b", " "):
        assert master.refused("POST", "/brands", {**asked, "name": name})[0] == 422, name
    assert master.refused("POST", "/brands", {"name": "b", "strategy": "x = 1"})[0] == 400
    assert [one["name"] for one in master.get("/brands")] == ["New one"]
    answer = master.ask("POST", "/api/v1/backup")
    names = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))).namelist()
    assert any(name.endswith("balise.db") for name in names)
    assert not any(name.endswith("key") for name in names)
    master.carries = "bal_edit"
    for where, given in (("/brands", asked), ("/backup", None), ("/people", {"email": "a@b.be"})):
        assert master.refused("POST", where, given)[0] == 403


def boxed(files: dict[str, bytes]) -> SimpleUploadedFile:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as box:
        for name, data in files.items():
            box.writestr(name, data)
    return SimpleUploadedFile("clients.zip", packed.getvalue())


def test_each_folder_of_a_zip_is_a_client(tmp_path: Path) -> None:
    told = {"North/a.csv": b"1", "North/more/b.csv": b"2", "Été/c.csv": b"3", "beside.csv": b"4",
            "__MACOSX/North/x": b"",
            ".git/x": b"", "/etc/passwd": b"", "../up/d.csv": b"5"}  # fmt: skip
    found = clients.unpacked(tmp_path, boxed(told))
    assert {*found} == {"North", "Été"}
    for paths in found.values():
        assert all((tmp_path / path).is_file() for path in paths)
    assert [(tmp_path / one).read_bytes() for one in found["North"]] == [b"1", b"2"]


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04" + b"\0" * 99, b"a,b\n1,2\n"])
def test_what_is_no_zip_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(BaliseError):
        clients.unpacked(tmp_path, SimpleUploadedFile("x.zip", data))


def test_a_zip_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacked, "MOST_UNPACKED", 1_000)
    with pytest.raises(ArchiveRefusedError):
        clients.unpacked(tmp_path, boxed({"North/a.csv": b"0" * 2_000}))
