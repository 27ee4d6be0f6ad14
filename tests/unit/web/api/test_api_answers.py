"""What programs are answered."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from threading import Event
from typing import Any
from urllib.parse import quote

import pytest
from tests.unit.web.api.kit import A, B, Program, site
from tests.unit.web.reader import Reader

from balise.report import Material
from balise.studying import Wanted
from balise.web import desk
from balise.worker.doing import do
from balise.workspace import Workspace

GARDEN = f"/brands/{A}"
READS = (
    "/me", "/brands", GARDEN, f"{GARDEN}/posts", f"{GARDEN}/imports", f"{GARDEN}/findings",
    f"{GARDEN}/insights", f"{GARDEN}/estimates", f"{GARDEN}/audit", f"{GARDEN}/tags",
    f"{GARDEN}/competition", f"{GARDEN}/strategy", f"{GARDEN}/strategy/versions",
    f"{GARDEN}/strategy/versions/1", f"{GARDEN}/strategy/diff", f"{GARDEN}/ranking",
    f"{GARDEN}/plan", f"{GARDEN}/plans", f"{GARDEN}/forecasts", f"{GARDEN}/plan/files",
    f"{GARDEN}/refinement", f"{GARDEN}/hooks", f"{GARDEN}/feeds",
)  # fmt: skip


@pytest.mark.parametrize("where", READS)
def test_every_question_has_an_answer_in_json(robot: Program, where: str) -> None:
    assert robot.get(where) is not None


def test_a_post_says_what_is_stored_of_it(robot: Program, kept: Workspace) -> None:
    told = robot.get(f"{GARDEN}/posts?per_page=1")
    (first,) = told["items"]
    newest = list(kept.store.posts(A))[-1]
    assert (first["post_uid"], first["metrics"]) == (newest.post.uid, newest.values)
    assert told["total"] == len(list(kept.store.posts(A)))
    assert robot.get(f"{GARDEN}/posts/{first['post_uid']}") == first


def test_pages_of_posts_hold_each_once(robot: Program) -> None:
    total = robot.get(f"{GARDEN}/posts")["total"]
    uids = [
        one["post_uid"]
        for page in range(1, total // 20 + 2)
        for one in robot.get(f"{GARDEN}/posts?page={page}&per_page=20")["items"]
    ]
    assert len(uids) == len({*uids}) == total


def test_posts_are_those_that_are_asked_for(robot: Program) -> None:
    told = robot.get(f"{GARDEN}/posts?network=facebook&since=2026-01-01&per_page=500")["items"]
    assert {one["network"] for one in told} <= {"facebook"}
    assert robot.get(f"{GARDEN}/posts?network=nowhere")["items"] == []


def test_a_page_of_posts_reads_no_others(robot: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    where = f"{GARDEN}/posts?per_page=7&page=2&order=oldest"
    first = [one["post_uid"] for one in robot.get(f"{GARDEN}/posts?order=oldest")["items"]]
    monkeypatch.setattr(type(robot.site.space.store), "posts", None)
    assert [one["post_uid"] for one in robot.get(where)["items"]] == first[7:14]


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00"])
def test_a_moment_that_no_calendar_has_in_utc_is_before_or_after_all(
    robot: Program, at: str
) -> None:
    total = robot.get(f"{GARDEN}/posts")["total"]
    assert robot.get(f"{GARDEN}/posts?since={at}")["total"] == (total if at < "1" else 0)
    assert robot.get(f"{GARDEN}/posts?until={at}")["total"] == (0 if at < "1" else total)


def test_of_many_posts_a_worker_proposes_tags_and_programs_read_the_same(
    robot: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = f"{GARDEN}/tags?field=theme"
    at_once = robot.ask("GET", f"/api/v1{where}").content
    monkeypatch.setattr(desk, "AT_ONCE", 10)
    assert robot.ask("GET", f"/api/v1{where}").content == at_once, "no worker is there to do it"
    space = robot.site.space
    assert space.store.take_post("one")
    try:
        status, job = robot.refused("GET", where)
        assert (status, job["kind"], job["state"]) == (202, "tags", "waiting")
        do(space, job["id"], Event())
        monkeypatch.setattr(Workspace, "propose_tags", None)  # nothing may be parsed any more
        assert robot.ask("GET", f"/api/v1{where}").content == at_once
    finally:
        space.store.leave_post("one")


def test_proposals_that_were_called_off_are_begun_again_where_a_program_says_so(
    robot: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "AT_ONCE", 10)
    space, where = robot.site.space, f"{GARDEN}/tags?field=campaign"
    assert space.store.take_post("one")
    try:
        _, job = robot.refused("GET", where)
        space.cancel_job(job["brand"], job["id"])
        status, told = robot.refused("GET", where)
        assert (status, told["id"], told["state"]) == (202, job["id"], "cancelled")
        status, told = robot.refused("GET", f"{where}&again=true")
        assert (status, told["state"]) == (202, "waiting")
        assert told["id"] != job["id"]
        assert robot.refused("GET", f"{where}&again=true")[1]["id"] == told["id"], "under way"
        space.cancel_job(told["brand"], told["id"])
    finally:
        space.store.leave_post("one")


def test_of_many_posts_programs_read_the_estimates_that_a_worker_kept(
    robot: Program, kept: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = robot.get(f"{GARDEN}/estimates")
    assert at_once
    monkeypatch.setattr(desk, "AT_ONCE", 10)
    kept.study(A, Wanted())
    fresh = Program(site(kept))
    for name in ("gather", "learnt"):
        monkeypatch.setattr(Workspace, name, None)  # nothing may be read or fitted any more
    assert fresh.get(f"{GARDEN}/estimates") == at_once


def test_the_reasons_of_a_post_multiply_to_what_was_expected(robot: Program) -> None:
    uid = robot.get(f"{GARDEN}/posts?per_page=1&order=oldest")["items"][0]["post_uid"]
    told = robot.get(f"{GARDEN}/explanations/{uid}")
    assert told["post_uid"] == uid
    assert told["low"] <= told["expected"] <= told["high"]
    assert told["reasons"]


@pytest.mark.parametrize(("form", "begins"), [("html", b"<!doctype"), ("json", b"{"),
                                               ("csv", b"PK")])  # fmt: skip
def test_a_report_comes_as_a_file(robot: Program, form: str, begins: bytes) -> None:
    answer = robot.ask("GET", f"/api/v1{GARDEN}/report?form={form}&language=fr")
    assert answer.status_code == 200
    assert answer.content.lower().startswith(begins.lower())
    assert "attachment" in answer.headers["Content-Disposition"]


@pytest.mark.usefixtures("robot")
def test_a_report_that_is_asked_for_learns_once_and_writes_nothing(
    kept: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    learn = Workspace.learnt

    def learnt(space: Workspace, material: Material, *, kpi: str = "engagement") -> Material:
        asked.append(kpi)
        return learn(space, material, kpi=kpi)

    plan = kept.store.latest_plan(A)
    assert plan is not None
    first = plan.plan.slots[-1]
    kept.skip_slots(A, [first.slot_id], by="Ana")
    try:
        assert kept.standing(A, now=datetime.now(UTC)).is_outdated
        monkeypatch.setattr(Workspace, "learnt", learnt)
        monkeypatch.setattr(Workspace, "foretell", None)  # nothing may be told anew, and kept
        fresh = Program(site(kept))
        for form in ("json", "html", "json"):
            answer = fresh.ask("GET", f"/api/v1{GARDEN}/report?form={form}")
            assert answer.status_code == 200
        assert asked == ["engagement"]
        assert json.loads(answer.content)["objectives"]["aims"]
    finally:
        kept.unskip_slots(A, [first.slot_id], by="Ana")


def test_of_many_posts_a_worker_learns_before_a_report_is_written(
    robot: Program, kept: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = json.loads(robot.ask("GET", f"/api/v1{GARDEN}/report?form=json").content)
    monkeypatch.setattr(desk, "AT_ONCE", 10)
    where = f"{GARDEN}/report?form=json&start=2020-01-01&end=2020-02-01"
    assert kept.store.take_post("one")
    try:
        status, job = Program(site(kept)).refused("GET", where)
        assert (status, job["kind"], job["state"]) == (202, "learn", "waiting")
        kept.study(A, Wanted())
        monkeypatch.setattr(Workspace, "learnt", None)  # nothing may be fitted any more
        answer = Program(site(kept)).ask("GET", f"/api/v1{GARDEN}/report?form=json")
        assert json.loads(answer.content) == at_once
    finally:
        kept.store.leave_post("one")


def test_a_plan_comes_as_a_calendar(robot: Program) -> None:
    answer = robot.ask("GET", f"/api/v1{GARDEN}/plan/files/ics")
    assert answer.content.startswith(b"BEGIN:VCALENDAR")
    assert robot.refused("GET", f"{GARDEN}/plan/files/nothing")[0] == 400


def test_a_strategy_is_kept_once_and_only_over_the_version_it_came_from(robot: Program) -> None:
    now = robot.get(f"{GARDEN}/strategy")
    text = now["text"].replace("target = 500", f"target = {600 + now['number']}")
    status, told = robot.refused("PUT", f"{GARDEN}/strategy", {"text": text, "base": 0})
    assert (status, told["code"]) == (409, "proposal_stale")
    put = robot.refused("PUT", f"{GARDEN}/strategy", {"text": text, "base": now["number"]})
    assert put[0] == 200
    assert put[1]["number"] == now["number"] + 1
    assert robot.get(f"{GARDEN}/strategy")["text"] == text
    changed = robot.get(f"{GARDEN}/strategy/diff")
    assert [one["path"] for one in changed] == ["objectives.reach more.target"]


def test_mistakes_of_a_strategy_are_told_with_their_lines(robot: Program) -> None:
    wrong = {"text": '[strategy]\nname = "x"\n'}
    for method, where in (("PUT", "strategy"), ("POST", "strategy/check")):
        status, told = robot.refused(method, f"{GARDEN}/{where}", wrong)
        assert (status, told["code"]) == (400, "strategy")
        assert told["findings"][0]["message"]


def test_drafts_are_checked_and_the_rule_is_named(robot: Program) -> None:
    given = {"drafts": [{"network": "bluesky", "text": "a" * 301}]}
    status, told = robot.refused("POST", f"{GARDEN}/drafts/check", given)
    assert status == 200
    assert "BSKY_TEXT" in {one["rule"] for one in told["findings"]}


def test_a_post_of_the_plan_is_left_out(robot: Program) -> None:
    slot = robot.get(f"{GARDEN}/plan")["slots"][0]["slot_id"]
    status, told = robot.refused("POST", f"{GARDEN}/plan/skip", {"slots": [slot]})
    assert status == 200
    assert {one["slot_id"]: one["state"] for one in told["slots"]}[slot] == "skipped"
    assert robot.refused("POST", f"{GARDEN}/plan/skip", {"slots": ["none"]})[0] == 404
    assert robot.site.space.slot_log(A, slot)[-1].by == "robot"


def test_decisions_are_about_what_was_shown(robot: Program) -> None:
    shown = robot.get(f"{GARDEN}/refinement")
    n = len(shown["proposals"]) + 1
    for given in ({"accept": [n]}, {"accept": [0]}, {"refuse": [-1]}):
        status, told = robot.refused(
            "POST", f"{GARDEN}/refinement/decisions", {"as_of": shown["as_of"], **given}
        )
        assert (status, told["code"]) == (422, "fields")
    old = {"as_of": "2020-01-01T00:00:00Z", "accept": []}
    assert robot.refused("POST", f"{GARDEN}/refinement/decisions", old)[0] == 422


def test_tags_are_those_of_posts_that_are_there(robot: Program) -> None:
    uid = robot.get(f"{GARDEN}/posts?per_page=1")["items"][0]["post_uid"]
    said = {"field": "theme", "tags": [{"post_uid": uid, "value": "roses"}]}
    assert robot.refused("POST", f"{GARDEN}/tags", said) == (200, {"newly_confirmed": 1})
    assert robot.refused("POST", f"{GARDEN}/tags", said) == (200, {"newly_confirmed": 0})
    said["tags"] = [{"post_uid": "x:none", "value": "roses"}]
    assert robot.refused("POST", f"{GARDEN}/tags", said)[0] == 404


def test_a_brand_with_a_slash_is_one_step_of_the_path(robot: Program) -> None:
    robot.carries = "bal_other"
    step = quote(B.replace("%", "%25").replace("/", "%2F"), safe="")
    assert robot.get(f"/brands/{step}")["name"] == B


def test_what_is_wrong_is_told_in_the_language_that_is_wished(robot: Program) -> None:
    in_french = robot.refused("GET", "/brands/Nope", HTTP_ACCEPT_LANGUAGE="fr-BE")[1]
    in_english = robot.refused("GET", "/brands/Nope")[1]
    assert in_french["code"] == in_english["code"] == "record_not_found"
    assert in_french["message"] != in_english["message"]
    assert in_english["facts"]["name"] == "Nope"


@pytest.mark.parametrize(
    ("method", "where", "given"),
    [
        ("GET", f"{GARDEN}/posts?unknown=1", None),
        ("GET", f"{GARDEN}/posts?page=0", None),
        ("GET", f"{GARDEN}/posts?per_page=501", None),
        ("GET", f"{GARDEN}/insights?start=yesterday", None),
        ("PUT", f"{GARDEN}/strategy", {"text": "", "more": 1}),
        ("PUT", f"{GARDEN}/strategy", {"text": "a\0"}),
        ("POST", f"{GARDEN}/plan/skip", {"slots": []}),
        ("POST", f"{GARDEN}/hooks", {"url": "https://example.org", "events": ["made.up"]}),
    ],
)
def test_fields_that_cannot_be_used_are_refused(
    robot: Program, method: str, where: str, given: Any
) -> None:
    status, told = robot.refused(method, where, given)
    assert (status, told["code"]) == (422, "fields")
    assert told["facts"]["fields"]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[]", b"null", b'{"text": 1e999}'])
def test_a_body_that_is_none_is_refused(robot: Program, body: bytes) -> None:
    status, told = robot.refused("PUT", f"{GARDEN}/strategy", body)
    assert (status, told["code"]) in {(400, "body"), (422, "fields")}


def test_a_body_that_is_too_large_is_refused(robot: Program) -> None:
    status, told = robot.refused("PUT", f"{GARDEN}/strategy", json.dumps({"text": "a" * 3_000_000}))
    assert (status, told["code"]) == (413, "body_size")


def test_what_is_not_there_and_what_cannot_be_done_are_told_in_json(robot: Program) -> None:
    assert robot.refused("GET", "/nothing")[1]["code"] == "address_unknown"
    assert robot.refused("GET", "/")[1]["code"] == "address_unknown"
    status, told = robot.refused("DELETE", GARDEN)
    assert (status, told["code"]) == (405, "method")
    assert "GET" in told["facts"]["known"]


def test_a_defect_is_told_without_its_details(
    robot: Program, monkeypatch: pytest.MonkeyPatch, kept: Workspace
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(kept.folder))
    monkeypatch.setattr(Workspace, "zone", lambda *_: 1 / 0)
    status, told = robot.refused("GET", GARDEN)
    assert (status, told["code"]) == (500, "defect")
    assert "Traceback" not in json.dumps(told)
    assert "details" not in told["facts"]


def test_the_page_of_the_api_needs_no_script_and_nothing_from_elsewhere(kept: Workspace) -> None:
    reader = Reader(site(kept)).inside()
    page = reader.read("/api/v1/docs").page
    assert "/api/v1/brands/{brand}/strategy" in page
    assert "http://127.0.0.1:8765/api/v1/brands" in page
    sources = re.findall(r'(?:src|href)="([^"]*)"', page)
    assert all(one.startswith(("/", "?", "#")) for one in sources), sources
    assert 'lang="fr"' in reader.read("/api/v1/docs?lang=fr").page


def test_two_versions_are_a_list_of_two(robot: Program) -> None:
    for where in ("hooks", "feeds"):
        given = {"url": "https://example.org", "events": ["plan.made"]} if where == "hooks" else {}
        for _ in range(2):
            assert robot.refused("POST", f"{GARDEN}/{where}", given)[0] == 201
        assert len(robot.get(f"{GARDEN}/{where}")) == 2


def test_an_address_with_a_line_feed_is_answered_as_programs_read_it(robot: Program) -> None:
    for where in ("posts", "explanations"):
        status, told = robot.refused("GET", f"{GARDEN}/{where}/a%0Ab")
        assert status == 404
        assert told["code"]
