"""The card of a post: its files, its hashtags, words lent and found again, changes shown first."""

from __future__ import annotations

import io
from typing import Any

import pytest
from tests.unit.ingest.films import PDF, SRT, film, track
from tests.unit.web.test_web_calendar import (  # noqa: F401 - the fixture
    BRAND,
    FIRST,
    FR,
    NEXT,
    OTHER,
    Desk,
    at,
    desk,
    keep,
    slot,
    space,
)

from balise.domain.content import Content
from balise.domain.estimate import Estimate
from balise.domain.hashtag import TagChoice
from balise.domain.team import Role
from balise.web.pages.calendar.tagged import chips
from balise.words import Speech
from balise.workspace import Workspace

SECOND = {"slot": "instagram-heron-1"}


def send_files(reader: Desk, files: dict[str, tuple[str, bytes]], **fields: str) -> Any:
    edge = "edge"
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{said}\r\n'.encode()
        for name, said in fields.items()
    ]
    for name, (called, data) in files.items():
        head = (
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{called}"\r\n'
            "Content-Type: text/html\r\n\r\n"
        )
        parts.append(head.encode() + data + b"\r\n")
    body = b"".join([*parts, f"--{edge}--\r\n".encode()])
    told = {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": f"multipart/form-data; boundary={edge}"}  # fmt: skip
    return reader.ask(at("calendar-write", **FIRST), "POST", **told)


def with_film(space: Workspace, seconds: float = 20) -> Any:  # noqa: F811
    reader = desk(space)
    data = film(seconds, track(1080, 1920), data=bytes(600_000))
    assert send_files(reader, {"pictures": ("a.png", data)}, text="Soup").status_code == 302
    return space.content(BRAND, FIRST["slot"]).media[0], data


def test_a_video_is_given_from_here_to_there_and_never_as_a_page(space: Workspace) -> None:  # noqa: F811
    one, data = with_film(space)
    reader, where = desk(space), at("calendar-picture", digest=one.digest)
    whole = reader.ask(where)
    assert (whole.status_code, whole["Content-Type"]) == (200, "video/mp4")
    assert b"".join(whole.streaming_content) == data
    whole.close()
    assert (whole["Accept-Ranges"], whole["X-Content-Type-Options"]) == ("bytes", "nosniff")
    assert whole["Content-Security-Policy"] == "default-src 'none'; sandbox"
    part = reader.ask(where, HTTP_RANGE="bytes=10-29")
    assert (part.status_code, part.content) == (206, data[10:30])
    assert part["Content-Range"] == f"bytes 10-29/{len(data)}"
    assert reader.ask(where, HTTP_RANGE=f"bytes={len(data)}-").status_code == 416
    for odd in ("bytes=9-1", "bytes=1-2,4-5", "lines=1-2", "bytes=-", "x" * 4000):
        answer = reader.ask(where, HTTP_RANGE=odd)
        answer.close()
        assert answer.status_code == 200
    assert desk(space, brand=OTHER).ask(where).status_code == 404


def test_subtitles_go_with_the_video_and_a_document_is_only_saved(space: Workspace) -> None:  # noqa: F811
    one, _ = with_film(space)
    reader = desk(space)
    was = space.content(BRAND, FIRST["slot"]).content_hash
    files = {f"captions:{one.digest}": ("a.srt", SRT), "pictures": ("deck.html", PDF)}
    assert send_files(reader, files, text="Soup", was=was).status_code == 302
    video, deck = space.content(BRAND, FIRST["slot"]).media
    assert video.captions
    told = reader.ask(at("calendar-picture", digest=video.captions))
    assert (told["Content-Type"], told.content[:6]) == ("text/vtt", b"WEBVTT")
    saved = reader.ask(at("calendar-picture", digest=deck.digest))
    assert saved["Content-Type"] == "application/pdf"
    assert saved["Content-Disposition"].startswith("attachment")
    page = reader.read(at("calendar-card", **FIRST)).page
    assert '<track kind="captions"' in page
    assert "Instagram is not known to show any" in page
    assert "has no captions" not in page


@pytest.mark.parametrize(
    "data",
    [film()[:-9], b"GIF89a<script>", b"PK\x03\x04", PDF[:-9], SRT,
     PDF.replace(b"/Catalog", b"/JavaScript 1")],
)  # fmt: skip
def test_a_file_that_cannot_be_kept_is_said_so_and_the_words_stay(
    space: Workspace,  # noqa: F811
    data: bytes,
) -> None:
    answer = send_files(desk(space), {"pictures": ("a.mp4", data)}, text="My long words")
    assert answer.status_code == 400
    assert "My long words" in answer.content.decode()
    assert space.content(BRAND, FIRST["slot"]).revision == 0


def test_which_limit_of_which_network_a_video_breaks_is_said_with_its_source(
    space: Workspace,  # noqa: F811
) -> None:
    with_film(space, seconds=1_000)
    page = desk(space).read(at("calendar-card", **FIRST)).page
    assert "lasts 1,000 s; on Instagram at most 900" in page
    assert 'href="#files"' in page
    assert "Source: " in page


def test_files_are_put_in_order_by_a_button(space: Workspace) -> None:  # noqa: F811
    reader = desk(space)
    made = [space.keep_medium(BRAND, f"{n}.mp4", io.BytesIO(film(n + 1))) for n in range(3)]
    space.write_content(BRAND, Content(slot_id=FIRST["slot"], media=tuple(made)))
    was = space.content(BRAND, FIRST["slot"]).content_hash
    reader.send(at("calendar-write", **FIRST), later=made[0].digest, was=was)
    after = [one.digest for one in space.content(BRAND, FIRST["slot"]).media]
    assert after == [made[n].digest for n in (1, 0, 2)]
    was = space.content(BRAND, FIRST["slot"]).content_hash
    sent = {"earlier": made[1].digest, "was": was, f"drop:{made[2].digest}": "on"}
    reader.send(at("calendar-write", **FIRST), **sent)  # the first goes no further
    after = [one.digest for one in space.content(BRAND, FIRST["slot"]).media]
    assert after == [made[n].digest for n in (1, 0)]


def test_the_best_hashtags_come_first_and_what_is_not_known_last(
    space: Workspace,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def told(tag: str, verdict: str, multiplier: float) -> TagChoice:
        one = Estimate(
            factor="hashtag", level=tag, scope="all", n=9, multiplier=multiplier,
            low=multiplier / 2, high=multiplier * 2, p_better=0.5, verdict=verdict,  # type: ignore[arg-type]
            evidence="adjusted",
        )  # fmt: skip
        return TagChoice(tag=tag, effect=one)

    known = (
        told("#worse", "worse", 0.5),
        TagChoice(tag="#unknown", planned=9),
        told("#few", "not enough data", 3.0),
        told("#slightly", "no clear difference", 1.1),
        told("#better", "better", 1.4),
        told("#best", "better", 1.6),
    )
    monkeypatch.setattr(Workspace, "hashtag_choices", lambda *_: known)
    slot = space.card(BRAND, FIRST["slot"]).slot
    found = chips(Speech("en"), space, BRAND, slot, Content(slot_id="a", hashtags=("#mine",)))
    assert [one.tag for one in found] == [
        "#mine", "#best", "#better", "#slightly", "#worse", "#unknown", "#few"
    ]  # fmt: skip


def test_hashtags_are_ticked_or_typed_and_counted(space: Workspace) -> None:  # noqa: F811
    reader, where = desk(space), at("calendar-seen", **FIRST)
    ticked = [("tags", f"#t{n}") for n in range(4)]
    said = reader.send(where, *ticked, text="Soup", hashtags="t9 #t1 t8").content.decode()
    assert "6 of at most 5 hashtags" in said
    assert "too many" in said
    odd = reader.send(where, text="#hot Soup", hashtags="#a,b #<script> 2026").content.decode()
    assert "5 of at most 5 hashtags" in odd, "as the checks count: those in the text too"
    assert "#&lt;script&gt; is not a hashtag." in odd
    assert odd.count("is not a hashtag.") == 1
    reader.send(at("calendar-write", **FIRST), *ticked[:1], text="Soup", hashtags="soup")
    assert space.content(BRAND, FIRST["slot"]).hashtags == ("#t0", "#soup")
    page = reader.read(at("calendar-card", **FIRST)).page
    assert 'value="#soup" checked' in page


def test_words_are_lent_to_another_post_and_looked_over_before_they_are_kept(
    space: Workspace,  # noqa: F811
) -> None:
    reader = desk(space)
    space.write_content(BRAND, Content(slot_id=FIRST["slot"], text="Soup is on", hashtags=("#a",)))
    led = reader.ask(f"{at('calendar-copy', **FIRST)}?to={SECOND['slot']}")
    assert led.status_code == 302
    page = reader.read(led["Location"].partition("#")[0]).page
    assert "Nothing is saved yet" in page
    assert "Soup is on" in page
    assert space.content(BRAND, SECOND["slot"]).revision == 0
    client = desk(space, Role.CLIENT)
    assert client.ask(f"{at('calendar-copy', **FIRST)}?to={SECOND['slot']}").status_code == 403
    away = f"{at('calendar-card', brand=OTHER, slot='theirs')}?words={FIRST['slot']}"
    assert "Soup is on" not in desk(space, brand=OTHER).read(away).page
    assert reader.ask(f"{at('calendar-copy', **FIRST)}?to=nowhere").status_code == 302


def test_a_text_that_lost_its_post_is_found_and_put_into_another(space: Workspace) -> None:  # noqa: F811
    space.write_content(BRAND, Content(slot_id=FIRST["slot"], text="Find me"), by="ana")
    keep(space, BRAND, *(slot(n) for n in range(1, 4)))
    reader = desk(space)
    assert "Find me" in reader.read(at("calendar-texts")).page
    sent = {"text": "Find me, longer", "words": FIRST["slot"]}
    assert reader.send(at("calendar-write", **SECOND), **sent).status_code == 302
    page = reader.read(at("calendar-texts")).page
    assert "Find me" not in page
    assert "Every text has its post." in page
    assert desk(space, Role.CLIENT).send(at("calendar-texts"), slot="x").status_code == 403


def test_a_change_is_shown_before_it_is_kept(space: Workspace) -> None:  # noqa: F811
    reader, where = desk(space), at("calendar-change", **FIRST)
    page = reader.send(where, kind="carousel", pillar="kitchen", ask="answer").content.decode()
    assert "What this change does" in page
    assert "Change it so" in page
    assert space.card(BRAND, FIRST["slot"]).slot.kind == "image"
    sent = {"kind": "carousel", "pillar": "kitchen", "ask": "answer", "step": "keep"}
    assert reader.send(where, **sent).status_code == 302
    assert space.card(BRAND, FIRST["slot"]).slot.kind == "carousel"
    answer = reader.send(where, kind="opera")
    assert answer.status_code == 302


def test_many_are_moved_by_the_table_after_the_effect_was_shown(space: Workspace) -> None:  # noqa: F811
    reader, where = desk(space), at("calendar-shift")
    both = [("slot", FIRST["slot"]), ("slot", SECOND["slot"])]
    before = space.card(BRAND, FIRST["slot"]).slot.publish_at
    page = reader.send(where, *both, days="3").content.decode()
    assert "Keep them there" in page
    assert space.card(BRAND, FIRST["slot"]).slot.publish_at == before
    assert reader.send(where, *both, days="3", step="keep").status_code == 302
    assert (space.card(BRAND, FIRST["slot"]).slot.publish_at - before).days in {2, 3}
    for days in ("", "0", "x", "9999", "-365"):
        assert reader.send(where, *both, days=days).status_code == 302
    assert reader.send(where, days="1").status_code == 302
    assert reader.send(where, ("slot", "nobody"), days="1").status_code == 404
    assert desk(space, Role.CLIENT).send(where, *both, days="3").status_code == 403


def test_the_new_parts_speak_french(space: Workspace) -> None:  # noqa: F811
    with_film(space)
    page = desk(space).read(at("calendar-card", **FIRST), **FR).page
    for said in ("Images, vidéos, documents", "Autres hashtags", "Voir l’effet du changement"):
        assert said in page, said
    assert f"{NEXT:%Y}" in page
