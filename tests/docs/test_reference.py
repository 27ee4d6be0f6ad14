"""The reference: what it takes from the program is all that there is."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.docs.shown import PAGES
from tests.docs.told import DOCS, ROOT

from balise.domain.hook import TOLD, Event

PAGE = PAGES["docs/reference.md"]
SOURCE = ROOT / "src" / "balise"


def named() -> Iterator[str]:
    for file in SOURCE.rglob("*.py"):
        yield from re.findall(r"\bBALISE_[A-Z_]+\b", file.read_text(encoding="utf-8"))


def section(head: str) -> str:
    return PAGE.partition(f"## {head}\n")[2].partition("\n## ")[0]


def test_every_variable_that_the_program_reads_is_told_and_no_other() -> None:
    told = re.findall(r"^\| `(BALISE_\w+)`", section("Environment"), re.MULTILINE)
    assert sorted(set(named())) == told


def test_every_event_is_told_of() -> None:
    assert set(TOLD) == set(Event)


@pytest.mark.parametrize("event", Event)
def test_what_an_event_tells_besides_is_what_is_sent(event: Event) -> None:
    where = {
        Event.POST_APPROVAL_ASKED: "asking.py",
        Event.POST_APPROVED: "drafting.py",
        Event.POST_CHANGES_ASKED: "drafting.py",
        Event.PROPOSAL_ACCEPTED: "refining.py",
    }.get(event, "worker/doing.py")
    source = (SOURCE / where).read_text(encoding="utf-8")
    for fact in re.findall(r"`(\w+)`", TOLD[event]):
        assert f'"{fact}": ' in source, f"{event}: {fact}"


@pytest.mark.parametrize(
    ("head", "some"),
    [
        ("Roles", "| `client` |"),
        ("Scopes of tokens", "| `inspect` |"),
        ("Pages", "| `/BRAND/strategy/text` | Show the text, or take it. | `edit` | `edit` |"),
        ("API", "| `PUT /brands/{brand}/strategy` |"),
        ("Events of webhooks", "| `job.failed` |"),
        ("Tools of assistants (MCP)", "| `explain` |"),
        ("Kinds of long work", "| `learn` |"),
        ("Verbs", "| 130 |"),
    ],
)
def test_it_tells_what_those_who_run_a_team_look_up(head: str, some: str) -> None:
    assert some in section(head)


def test_no_address_stands_there_as_a_pattern() -> None:
    for address in re.findall(r"^\| `(/[^`]*)`", section("Pages"), re.MULTILINE):
        assert re.fullmatch(r"/[\w/.-]*", address), address


def anchors(page: str) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_links_to_a_part_of_a_page_lead_to_a_heading() -> None:
    for page, text in PAGES.items():
        for file, part in re.findall(r"\]\(([^)#\s]*)#([^)\s]+)\)", text):
            if not file.startswith("http"):
                there = ((ROOT / page).parent / file).resolve() if file else ROOT / page
                name = there.relative_to(ROOT).as_posix()
                assert part in anchors(PAGES[name]), f"{page}: {file}#{part}"


def test_the_tool_writes_addresses_as_people_read_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(DOCS.parent / "tools"))
    import doctest  # noqa: PLC0415

    import reference_pages  # noqa: PLC0415 - a script's own folder

    assert doctest.testmod(reference_pages).failed == 0
    assert Path(sys.modules["reference_pages"].__file__ or "").parent.name == "tools"
