"""The pages on handing a plan over say what the forms do."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.unit.handoff.making import plan, slot

from balise.handoff import FORMS, NOT_OFFERED, hand_off
from balise.handoff.buffer import SHEET as BUFFER
from balise.handoff.highlevel import SHEET as HIGHLEVEL
from balise.handoff.metricool import SHEET as METRICOOL
from balise.handoff.postfast import SHEET as POSTFAST

HOW_TO = Path(__file__).resolve().parents[2] / "docs/how-to"
PAGES = ("hand-off.md", "remettre-le-plan.md")
READ = {"markdown", "csv", "json"}


def row(page: str, form: str) -> str:
    (found,) = re.findall(rf"^\| `{form}` \|.*$", page, re.MULTILINE)
    return str(found)


@pytest.mark.parametrize("name", PAGES)
def test_the_page_tells_of_every_form_its_source_its_date_and_its_limit(name: str) -> None:
    page = (HOW_TO / name).read_text("utf-8")
    for code, form in FORMS.items():
        if code in READ:
            assert f"- `{code}`" in page
            continue
        told = row(page, code)
        assert told.endswith(f"| {form.checked.isoformat()} |")
        assert form.url in told
        assert bool(re.search(r"\| (told|dit) ?:", told.replace("\u202f", " "))) is form.verified
    for sheet in (BUFFER, HIGHLEVEL, METRICOOL, POSTFAST):
        assert re.search(rf"\b{sheet.most} (rows|lignes)", row(page, sheet.code))
    assert all(program in page for program in NOT_OFFERED)


@pytest.mark.parametrize("name", PAGES)
def test_what_the_page_shows_runs(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    later = datetime(2099, 3, 2, 17, 30, tzinfo=UTC)
    of = plan(slot("w1-parc-1", publish_at=later), slot("w1-parc-2", publish_at=later))
    (file,) = hand_off(of, (), form="json", language="en", now=datetime.now(UTC))
    Path("plan.json").write_bytes(file.data)
    (block,) = re.findall(r"```python\n(.*?)```", (HOW_TO / name).read_text("utf-8"), re.DOTALL)
    exec(block, {})  # noqa: S102 - the page's own words
    assert Path("buffer-instagram-parc.Europe-Brussels.csv").exists()
    assert "w1-parc-2" in capsys.readouterr().out
