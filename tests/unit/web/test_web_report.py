"""Reports by the page: made, kept, shared, scheduled, dressed, with the words of an analyst."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from tests.unit.web.conftest import close
from tests.unit.web.reader import PORT, Reader
from tests.unit.web.sending import send

from balise.domain.kept_report import PARTS, KeptReport
from balise.domain.report_schedule import ReportSchedule
from balise.domain.team import Role, Who
from balise.report import html
from balise.web.pages.report.served import policy
from balise.web.site import ENVIRON, Site
from balise.worker.doing import do
from balise.workspace import Workspace

NOW = datetime.now(UTC)
SOON = (NOW + timedelta(days=9)).date()


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Workspace]:
    found = Workspace.open(tmp_path)
    for brand in ("Park", "Other"):
        found.start_job("learn", brand=brand)
    yield found
    close(found)


def inside(space: Workspace, role: Role | None = None) -> Reader:
    site = Site(space=space, port=PORT)
    who = Who(name="ana", roles={"Park": role}) if role else site.user
    return Reader(replace(site, user=who)).inside()


def a_page(script: str = "draw()") -> bytes:
    """Write a report as reports are written; its body holds what nobody of us wrote."""
    head = html.head("Park", "b { color: red }", [script])
    return f"<html>{head}<script>{script}</script><script>evil()</script></html>".encode()


def keep(space: Workspace, form: str = "html", content: bytes = b"") -> KeptReport:
    made = KeptReport(
        brand="Park", form=form, language="en", kpi="engagement", start=date(2026, 3, 1),
        end=date(2026, 3, 31), made_at=NOW, by="ana", digest="d" * 64, size=2048,
    )  # fmt: skip
    return space.store.keep_report(made, content or a_page())


def test_a_report_is_asked_for_made_and_fetched(
    brand: tuple[Workspace, str], reader: Reader
) -> None:
    space, name = brand
    where = reverse("report", kwargs={"brand": name})
    assert "Make a report" in reader.read(where).page
    sent = {"form": "csv", "kpi": "engagement", "language": "fr", "start": "", "end": ""}
    answer = send(reader, where, sent)
    assert answer.status_code == 302
    job = re.findall(r"job=(\w+)", answer.headers["Location"])[0]
    waiting = reader.read(f"{where}?job={job}").page
    assert "Call it off" in waiting
    assert 'hx-trigger="load delay:1s"' in waiting
    do(space, job, Event())
    page = reader.read(f"{where}?job={job}").page
    assert "The report is ready" in page
    file = reader.ask(re.findall(r'href="([^"]*/report/kept/\d+\?save)"', page)[0])
    assert file.status_code == 200
    assert file.content.startswith(b"PK")
    way, _, called = file.headers["Content-Disposition"].partition("; ")
    assert way == "attachment"
    assert called.startswith("filename*=utf-8''Quincaillerie-du-Parc-donn%C3%A9es-invent%C3%A9es")
    assert called.endswith("-fr.zip")
    assert space.reports(name)[0].digest in page


def test_what_a_report_tells_besides_posts_is_chosen_on_the_page(
    brand: tuple[Workspace, str], reader: Reader
) -> None:
    space, name = brand
    where = reverse("report", kwargs={"brand": name})
    page = reader.read(where).page
    assert len(re.findall(r'name="parts" value="\w+"[^>]* checked', page)) == len(PARTS)
    sent = {"form": "json", "kpi": "engagement", "language": "fr", "start": "", "end": ""}
    for given, asked in (({"parts": ["pillars", "funnel"]}, "pillars,funnel"), ({}, "")):
        answer = send(reader, where, {**sent, **given})
        job = re.findall(r"job=(\w+)", answer.headers["Location"])[0]
        assert space.job(name, job).asked["parts"] == asked
    wrong = send(reader, where, {**sent, "parts": ["weather"]})
    assert wrong.status_code == 400


@pytest.mark.parametrize(
    "wrong",
    [{"form": "exe"}, {"kpi": "x' OR 1"}, {"language": "de"}, {"start": "soon"}, {"form": ""},
     {"start": "2026-03-02", "end": "2026-03-01"}, {"end": "9999-99-99"}],
)  # fmt: skip
def test_what_cannot_be_asked_of_a_report_is_said(space: Workspace, wrong: dict[str, str]) -> None:
    sent = {"form": "pdf", "kpi": "reach", "language": "en", **wrong}
    assert send(inside(space), "/Park/report", sent).status_code == 400
    assert [job.kind for job in space.jobs("Park")] == ["learn"]


def test_a_link_is_shown_once_with_its_end_and_leads_a_stranger_to_its_report(
    space: Workspace,
) -> None:
    kept, reader = keep(space), inside(space)
    where = f"/Park/report/kept/{kept.id}/share"
    assert reader.read(where)
    page = send(reader, where, {"until": SOON.isoformat()}).content.decode()
    link = re.findall(r'value="http://[^/]+(/shared/[\w-]+)"', page)[0]
    assert link not in reader.read("/Park/report/links").page
    stranger = Reader(Site(space=space, port=PORT))
    shown = stranger.ask(link)
    assert shown.status_code == 200
    assert shown.content == a_page()
    assert "noindex" in shown.headers["X-Robots-Tag"]
    assert shown.headers["Cache-Control"] == "no-store"
    assert stranger.ask("/Park/report").status_code == 403
    listed = reader.read("/Park/report/links").page
    assert "<b>1</b>" in listed
    assert (
        send(
            reader, f"/Park/report/links/{space.shares('Park')[0].id}/end", {"sure": "yes"}
        ).status_code
        == 302
    )
    assert stranger.ask(link).status_code == 404


def test_a_link_that_nobody_else_can_open_says_so_and_offers_the_file(space: Workspace) -> None:
    kept, reader = keep(space), inside(space)
    where, only = f"/Park/report/kept/{kept.id}/share", "works on this computer only"
    for page in (
        reader.read(where).page,
        send(reader, where, {"until": SOON.isoformat()}).content.decode(),
    ):
        assert only in page
        assert f'href="/Park/report/kept/{kept.id}?save"' in page
    site = replace(reader.site, public="https://balise.example.org")
    said = replace(reader, site=site).ask(where, HTTP_COOKIE=_cookie(reader)).content.decode()
    assert "Share by a link" in said
    assert only not in said


def _cookie(reader: Reader) -> str:
    """Give the session by the name that it has through TLS."""
    (one,) = [value.value for name, value in reader.client.cookies.items() if "csrf" not in name]
    return f"__Host-balise={one}"


def test_ended_and_unknown_links_are_one_answer(space: Workspace) -> None:
    kept = keep(space)
    share = space.share_report(
        "Park", kept.id, until=NOW - timedelta(days=1), now=NOW - timedelta(days=2)
    )
    stranger = Reader(Site(space=space, port=PORT))
    ended = stranger.ask(f"/shared/{share.token}")
    assert ended.status_code == 404
    for token in ("x", "a" * 5000, "%00", "é", "..%2f..", "' OR 1=1"):
        assert stranger.ask(f"/shared/{token}").status_code == 404
    never = stranger.ask("/shared/never")
    assert _main(ended) == _main(never)
    fr = stranger.ask("/shared/x", HTTP_ACCEPT_LANGUAGE="fr").content.decode()
    assert "leads nowhere" not in fr


def _main(answer: Any) -> str:
    return str(answer.content.decode().partition("<main")[2])


@pytest.mark.parametrize(
    "until", ["", "soon", "2020-01-01", "2999-01-01", "9999-12-31", "0001-01-01"]
)
def test_a_link_needs_an_end_that_can_be(space: Workspace, until: str) -> None:
    answer = send(inside(space), f"/Park/report/kept/{keep(space).id}/share", {"until": until})
    assert answer.status_code == 400
    assert space.shares("Park") == ()


def test_only_the_blocks_that_a_report_was_written_with_may_run(space: Workspace) -> None:
    kept, reader = keep(space), inside(space)
    said = reader.ask(f"/Park/report/kept/{kept.id}").headers["Content-Security-Policy"]
    assert html.digest("draw()") in said
    assert html.digest("evil()") not in said
    assert html.digest("b { color: red }") in said
    assert "unsafe" not in said
    assert "sandbox" in said
    assert "frame-ancestors 'none'" in said


@pytest.mark.parametrize("said", ["script-src *", "script-src 'unsafe-inline'", ""])
def test_nothing_runs_of_a_report_whose_policy_is_not_ours(said: str) -> None:
    page = f'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; {said}">'
    assert policy(page.encode()).startswith("default-src 'none'; base-uri")
    assert policy(a_page().replace(b"img-src data:", b"img-src *")).startswith(
        "default-src 'none'; base-uri"
    )


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_schedule_is_added_told_and_removed(space: Workspace, language: str) -> None:
    reader, where = inside(space), "/Park/report/schedules"
    sent = {"when": "week.0", "hour": "7", "form": "pptx", "kpi": "reach", "language": "fr"}
    assert send(reader, where, sent).status_code == 302
    page = reader.read(where, HTTP_ACCEPT_LANGUAGE=language).page
    assert ("Lundi" if language == "fr" else "Monday") in page
    assert ("Aucun" if language == "fr" else "No mail is sent") in page
    (one,) = space.report_schedules("Park")
    assert (one.every, one.day, one.hour, one.form) == ("week", 0, 7, "pptx")
    assert send(reader, f"{where}/{one.id}/remove", {}).status_code == 302
    assert space.report_schedules("Park") == ()
    for wrong in ({"when": "week.7"}, {"when": "month.0"}, {"hour": "24"}, {"when": "x"}):
        assert send(reader, where, sent | wrong).status_code == 400


def test_why_the_last_report_could_not_be_made_is_said(space: Workspace) -> None:
    made = ReportSchedule(brand="Park", every="month", day=1, made_at=NOW)
    space.keep_schedule(made, now=NOW - timedelta(days=70))
    assert space.make_due_reports(NOW) == ()
    assert "could not be made" in inside(space).read("/Park/report/schedules").page


def picture(width: int = 40, height: int = 20) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "PNG")
    return out.getvalue()


def dress(reader: Reader, logo: bytes | None = None, file: str = "logo.png", **fields: str) -> Any:
    told: Any = {ENVIRON: reader.site, "HTTP_HOST": f"127.0.0.1:{PORT}"}
    sent = {"name": "", "accent": "#1f5f8b", **fields}
    files = {} if logo is None else {"logo": SimpleUploadedFile(file, logo)}
    return reader.client.post("/Park/report/look", {**sent, **files}, **told)


def test_a_look_is_kept_and_its_logo_drawn_anew(space: Workspace) -> None:
    reader = inside(space)
    hidden = picture() + b"<script>evil()</script>"
    assert dress(reader, hidden, name="Parc", accent="#004400").status_code == 302
    kept = space.branding("Park")
    assert (kept.name, kept.accent) == ("Parc", "#004400")
    logo = reader.ask("/Park/report/look/logo")
    assert logo.headers["Content-Type"] == "image/png"
    assert b"evil" not in logo.content
    assert dress(reader, name="Parc").status_code == 302
    assert space.branding("Park").logo is not None
    assert dress(reader, no_logo="on").status_code == 302
    assert reader.ask("/Park/report/look/logo").status_code == 404


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("file", "logo"),
    [("logo.svg", SVG), ("logo.png", SVG), ("a.png", b"\x00" * 2_100_000),
     ("a.png", picture()[:40]),
     ("a.gif", b"GIF89a" + b"\x00" * 50), ("a.html", b"<script>"), ("a.png", picture(9000, 9000))],
)  # fmt: skip
def test_no_hostile_file_becomes_a_logo(space: Workspace, file: str, logo: bytes) -> None:
    answer = dress(inside(space), logo, file)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert space.branding("Park").logo is None


def test_a_colour_that_cannot_be_read_is_refused_with_the_nearest_that_can(
    space: Workspace,
) -> None:
    answer = dress(inside(space), accent="#ffcc00")
    assert answer.status_code == 400
    assert "#8f7200" in answer.content.decode()
    assert dress(inside(space), accent="url(x)").status_code == 400
    assert dress(inside(space), name="x" * 300).status_code == 400


def test_notes_are_previewed_kept_and_removed(space: Workspace) -> None:
    reader, where = inside(space), "/Park/report/notes"
    text = "We **won**.\r\n\r\n- <script>alert(1)</script>\r\n- a fair"
    sent = {"section": "posts", "text": text, "about": ""}
    seen = send(reader, f"{where}/preview", sent)
    assert seen.status_code == 200
    assert "<strong>won</strong>" in seen.content.decode()
    assert "<script>alert" not in seen.content.decode()
    assert space.remarks("Park") == ()
    assert send(reader, where, sent).status_code == 302
    (note,) = space.remarks("Park")
    assert "\r" not in note.text
    assert "<strong>won</strong>" in reader.read(f"{where}?section=posts").page
    assert send(reader, where, sent | {"text": ""}).status_code == 302
    assert space.remarks("Park") == ()
    for wrong in ({"section": "nothing"}, {"text": "x" * 15_000}, {"about": "x"}, {"section": ""}):
        assert send(reader, where, sent | wrong).status_code == 400


def test_who_may_see_reads_and_only_who_may_edit_changes(space: Workspace) -> None:
    kept = keep(space)
    client, editor = inside(space, Role.CLIENT), inside(space, Role.EDITOR)
    assert client.ask("/Park/report").status_code == 200
    assert client.ask(f"/Park/report/kept/{kept.id}?save").status_code == 200
    assert "/share" not in client.ask("/Park/report").content.decode()
    changes = (
        "", "/schedules", "/schedules/1/remove", "/look", "/notes", "/notes/preview",
        "/links/1/end", f"/kept/{kept.id}/remove", f"/kept/{kept.id}/share", "/jobs/x/cancel",
    )  # fmt: skip
    for rest in changes:
        assert send(client, f"/Park/report{rest}", {}).status_code == 403, rest
        assert send(editor, f"/Other/report{rest}", {}).status_code == 404, rest
    for rest in ("/schedules", "/look", "/notes", "/links"):
        assert client.ask(f"/Park/report{rest}").status_code == 403


def test_nothing_of_one_brand_is_reached_through_another(space: Workspace) -> None:
    kept = keep(space)
    share = space.share_report("Park", kept.id, until=SOON)
    plan = space.keep_schedule(ReportSchedule(brand="Park", made_at=NOW))
    job = space.start_job("report", brand="Park")
    reader = inside(space)
    assert reader.ask(f"/Other/report/kept/{kept.id}").status_code == 404
    for rest in (f"/kept/{kept.id}/remove", f"/kept/{kept.id}/share", f"/links/{share.id}/end",
                 f"/schedules/{plan.id}/remove", f"/jobs/{job.id}/cancel"):  # fmt: skip
        assert send(reader, f"/Other/report{rest}", {"until": SOON.isoformat()}).status_code == 404
    assert space.report_file("Park", kept.id)
    assert space.shares("Park")[0].state(NOW) == "open"
    assert space.report_schedules("Park")
    assert space.job("Park", job.id).state == "waiting"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_tab_can_be_read_and_leads_to_the_others(space: Workspace, language: str) -> None:
    keep(space)
    for rest in ("", "/links", "/schedules", "/look", "/notes", "/notes?section=method"):
        page = inside(space).read(f"/Park/report{rest}", HTTP_ACCEPT_LANGUAGE=language)
        assert sum("/Park/report" in link.href for link in page.links) >= 5
