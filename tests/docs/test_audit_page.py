"""The page on audits: what it shows is what happens."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from tests.docs.test_tagging_pages import BLOCK, ROOT, run

from balise.report.auditing.dated import DAYS
from balise.report.auditing.tallies import LEAST_WEEKS

PAGE = (ROOT / "docs/how-to/audit.md").read_text(encoding="utf-8")
WORDS = {4: "four"}


@pytest.mark.e2e
def test_what_the_page_shows_is_what_happens(tmp_path: Path) -> None:
    ran = 0
    for kind, file, body in BLOCK.findall(PAGE):
        if kind in {"csv", "toml"}:
            (tmp_path / file).write_text(body, encoding="utf-8")
            continue
        command, *shown = body.splitlines()
        said = run(shlex.split(command.removeprefix("$ balise ")), tmp_path)
        for line in shown:
            assert " ".join(line.split()) in said, said
        ran += 1
    assert ran == 2


def test_the_page_names_the_limits_that_hold() -> None:
    assert f"{DAYS} days" in PAGE
    assert f"Below {WORDS[LEAST_WEEKS]} such weeks" in PAGE
