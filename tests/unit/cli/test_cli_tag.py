"""`balise tag`: proposals, batches, and the table that is edited and brought back."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from balise.cli.tag import tag
from balise.cli.tag_asking import parse
from balise.errors import FileMissingError, FileThereError, StrategyError, TagTableError
from balise.workspace import Workspace

if TYPE_CHECKING:
    from click.testing import Result

LEAST = """
[strategy]
name = "Atelier"
[[objectives]]
name = "visits"
stage = "conversion"
kpi = "link_clicks"
target = 400
starts = 2026-04-01
ends = 2026-06-30
[[accounts]]
network = "pinterest"
handle = "atelier"
"""
STRATEGY = f"""{LEAST}
[[pillars]]
name = "how-to"
keywords = ["tuto"]
[[pillars]]
name = "shop"
keywords = ["arrivage"]
"""
TEXTS = ("Un tuto : le rabot", "Arrivage de bulbes", "=1+1 tuto", "Bonjour")
N = 24


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BALISE_FOLDER", str(tmp_path / "store"))
    monkeypatch.setenv("BALISE_LANGUAGE", "en")
    rows = ["Date;Network;Link;Caption;Format;Nb of likes"]
    rows += [
        f"{n + 1:02}/05/2026 18:30;Pinterest;https://www.pinterest.com/pin/90{n:02}/;"
        f"{TEXTS[n % 4]} {n};Pin;{n}"
        for n in range(N)
    ]
    (tmp_path / "pins.csv").write_text("\n".join(rows), encoding="utf-8")
    mapping = (
        'kind = "posts"\n[columns]\n"Date" = "published"\n"Network" = "network"\n"Link" = "url"\n'
        '"Caption" = "text"\n"Format" = "kind"\n"Nb of likes" = "reactions"\n'
    )
    (tmp_path / "m.toml").write_text(mapping, encoding="utf-8")
    (tmp_path / "strategy.toml").write_text(STRATEGY, encoding="utf-8")
    (report,) = Workspace.open().import_([tmp_path / "pins.csv"], mapping=tmp_path / "m.toml")
    assert report.posts == N
    return tmp_path


def run(*words: str, answers: str = "") -> Result:
    return CliRunner().invoke(tag, words, input=answers)


def told(*words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(*words, "--json").stdout)
    return found


def confirmed() -> dict[str, str]:
    return {one.uid: one.value for one in Workspace.open().store.tags("brand")}


@pytest.mark.usefixtures("folder")
def test_what_is_proposed_says_that_nothing_is_confirmed() -> None:
    found = told()
    assert len(found["proposals"]) == 18
    assert len(found["untold"]) == 6
    assert (found["confirmed"], found["is_probability"]) == (0, False)
    said = run().output
    assert "18 proposed, not confirmed · 6 nothing to go by · 0 confirmed" in said
    assert "no probability" in said
    assert "says “tuto”" in said
    assert confirmed() == {}


@pytest.mark.usefixtures("folder")
def test_all_above_a_score_are_confirmed_and_marked_as_not_looked_at() -> None:
    low = min(one["score"] for one in told()["proposals"])
    assert told("--accept-all-above", str(low))["newly_confirmed"] == 18
    assert {one.is_seen for one in Workspace.open().store.tags("brand")} == {False}
    found = told()
    assert (found["proposals"], found["confirmed"]) == ([], 18)
    assert found["is_probability"] is False
    assert told("--accept-all-above", "0")["newly_confirmed"] == 0


@pytest.mark.usefixtures("folder")
def test_a_score_beyond_one_and_two_ways_at_once_are_wrong_usage() -> None:
    assert run("--accept-all-above", "90").exit_code == 2
    assert run("--export", "a.csv", "--accept-all-above", "0.9").exit_code == 2
    assert not Path("a.csv").exists()


@pytest.mark.usefixtures("folder")
def test_batches_are_confirmed_as_they_are_answered() -> None:
    done = run("--ask", answers="1 3-4\n?\n2 = people\na =\nq\n")
    assert done.exit_code == 0
    values = list(confirmed().values())
    assert sorted(values) == sorted(["how-to"] * 3 + ["people"] + [""] * 6)
    assert "10 tags confirmed" in done.output


@pytest.mark.usefixtures("folder")
def test_leaving_at_the_first_question_confirms_nothing() -> None:
    for answers in ("q\n", "", "n\nn\n", "s\ns\n"):
        run("--ask", answers=answers)
        assert confirmed() == {}


@pytest.mark.parametrize("said", ["0", "11", "3-1", "1-99", "b", "a b", "= x", "1 =x y = z", "1.5"])
def test_what_is_no_answer_is_asked_again(said: str) -> None:
    answer = parse(said, 10)
    assert answer is None or answer.name == "x y = z"


def test_a_table_goes_out_and_comes_back_with_what_was_decided(folder: Path) -> None:
    run("--export", "tags.csv")
    rows = list(csv.DictReader((folder / "tags.csv").read_text("utf-8-sig").splitlines()))
    assert len(rows) == N
    assert all(row["decision"] == "" for row in rows)
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())
    assert told("--import", "tags.csv")["newly_confirmed"] == 0  # nothing was decided yet
    decisions = ["yes", "OUI", "no", "people", "", *[""] * (N - 5)]
    for row, decision in zip(rows, decisions, strict=True):
        row["decision"] = decision
    for sign, encoding in ((",", "utf-8"), (";", "cp1252")):
        with (folder / "back.csv").open("w", encoding=encoding, errors="replace") as file:
            writer = csv.DictWriter(file, list(rows[0]), delimiter=sign)
            writer.writeheader()
            writer.writerows(rows)
        told("--import", "back.csv")
        found = [confirmed().get(row["uid"]) for row in rows[:5]]
        assert found == [rows[0]["proposed"], rows[1]["proposed"], "", "people", None]


@pytest.mark.usefixtures("folder")
def test_a_table_with_posts_and_names_of_nobody_is_read_as_far_as_it_goes() -> None:
    uid = min(one.post.uid for one in Workspace.open().store.posts("brand"))
    rows = (
        f"uid,decision\n{uid},other\nx:gone,yes\n{uid}x,{'a' * 300}\n{uid},{'b' * 300}\n\n{uid}\n"
    )
    Path("odd.csv").write_text(rows, encoding="utf-8")
    found = told("--import", "odd.csv")
    assert (found["decisions"], found["newly_confirmed"]) == (1, 1)
    assert found["unknown"] == ["x:gone", f"{uid}x"]
    assert found["too_long"] == [5]
    assert found["not_in_strategy"] == ["other"]
    assert confirmed() == {uid: "other"}
    said = run("--import", "odd.csv").output
    assert "x:gone" in said


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "content", [b"", b"a,b\n1,2\n", b"\x00\xff\xfe", b'uid,"dec', b"uid\n" * 9]
)
def test_what_is_no_table_of_tags_is_told(content: bytes) -> None:
    Path("no.csv").write_bytes(content)
    assert isinstance(run("--import", "no.csv").exception, TagTableError)


@pytest.mark.usefixtures("folder")
def test_a_cell_beyond_any_limit_is_told_and_confirms_nothing() -> None:
    Path("no.csv").write_text("uid,decision\nx:1," + "a" * 2_000_000, encoding="utf-8")
    done = run("--import", "no.csv")
    assert done.exit_code == 1 or "0 tags" in done.output
    assert confirmed() == {}


@pytest.mark.usefixtures("folder")
def test_a_table_or_a_strategy_that_is_missing_or_broken_is_told() -> None:
    assert isinstance(run("--import", "gone.csv").exception, FileMissingError)
    assert isinstance(run("--strategy", "gone.toml").exception, FileMissingError)
    Path("bad.toml").write_text("[[pillars", encoding="utf-8")
    assert isinstance(run("--strategy", "bad.toml").exception, StrategyError)
    Path("odd.toml").write_text("pillars = 3\n[strategy]\npositioning = 2", encoding="utf-8")
    assert isinstance(run("--strategy", "odd.toml").exception, StrategyError)


@pytest.mark.usefixtures("folder")
def test_without_a_strategy_few_posts_make_no_pillars() -> None:
    Path("strategy.toml").unlink()
    assert "Cannot tell" in run().output
    assert told("--accept-all-above", "0")["newly_confirmed"] == 0


@pytest.mark.usefixtures("folder")
def test_what_a_terminal_obeys_is_not_obeyed() -> None:
    pillar = '[[pillars]]\nname = "\\u001b[31m[bold]x"\nkeywords = ["tuto"]'
    Path("s.toml").write_text(LEAST + pillar, encoding="utf-8")
    done = run("--strategy", "s.toml")
    assert isinstance(done.exception, StrategyError)  # no such name gets any further
    assert "\x1b[31m" not in done.output


@pytest.mark.usefixtures("folder")
def test_a_whole_batch_under_another_name_hands_the_name_on_to_the_next_batches() -> None:
    done = run("--ask", answers="a = Savoir-faire\na\nq\n")
    assert set(confirmed().values()) == {"Savoir-faire"}
    assert len(confirmed()) == 12
    assert "Savoir-faire  2/2" in done.output


@pytest.mark.usefixtures("folder")
def test_decisions_that_somebody_wrote_are_never_written_over() -> None:
    Path("tags.csv").write_text("mine", encoding="utf-8")
    assert isinstance(run("--export", "tags.csv").exception, FileThereError)
    assert Path("tags.csv").read_text(encoding="utf-8") == "mine"
