"""`balise check` on drafts: for people, for programs, and for code hosts."""

from __future__ import annotations

import io
import json
import time
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from rich.console import Console
from tests.unit.strategy.written import LEAST

from balise.check import check
from balise.cli.checked_drafts import MOST_DRAFTS, show
from balise.cli.checking_drafts import past_texts
from balise.cli.main import balise
from balise.cli.sarif import sarif
from balise.ingest.drafts import parse_drafts
from balise.reference.network_rules import by_id
from balise.words import Speech

TODAY = date(2026, 11, 26)
TOML = '''[[drafts]]
network = "x"
account = "parc"
text = """Inscrivez-vous : https://example.org
LIKEZ [bold]si vous aimez[/bold]"""
media = [{ file = "a b.jpg" }]

[[drafts]]
network = "instagram"
text = "Un clou #aa #bb #cc #dd #ee #ff"
color = "red"
'''


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("mes brouillons.toml")
    path.write_text(TOML, encoding="utf-8")
    return path


def run(*words: str) -> tuple[int, str]:
    ran = CliRunner().invoke(balise, ["check", *words])
    return ran.exit_code, ran.output


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "on Instagram at most 5"), ("fr", "sur Instagram, 5 au plus")],
)
def test_it_tells_people_what_is_wrong_and_what_to_do(file: Path, language: str, said: str) -> None:
    status, output = run(str(file), "--language", language)
    assert status == 1
    assert said in output.replace("\u202f", " ")
    assert "→" in output
    assert "IG_HASHTAGS" in output
    assert "mes brouillons.toml:8" in output


def test_the_texts_of_drafts_are_shown_as_they_are(file: Path) -> None:
    assert "LIKEZ [bold]si vous" in run(str(file))[1]


def test_drafts_with_nothing_wrong_end_well(tmp_path: Path) -> None:
    path = tmp_path / "d.toml"
    path.write_text('[[drafts]]\nnetwork = "x"\ntext = "Bonjour à tous"\n', encoding="utf-8")
    status, output = run(str(path), "--language", "en")
    assert (status, output.strip()) == (0, "1 draft checked · nothing found")


def test_json_has_each_finding_with_its_remedy_and_its_source(file: Path) -> None:
    status, output = run(str(file), "--format", "json", "--language", "fr")
    told = json.loads(output)
    one = next(one for one in told["findings"] if one["rule"] == "IG_HASHTAGS")
    assert status == 1
    assert told["drafts"] == 2
    assert told["counts"]["error"] == 1
    assert (one["line"], one["severity"]) == (10, "error")
    assert one["remedy"].startswith("Gardez")
    assert one["source"]["url"].startswith("https://")
    assert one["source"]["checked"] == by_id()["IG_HASHTAGS"].checked.isoformat()


def test_a_file_that_is_missing_is_told(tmp_path: Path) -> None:
    ran = CliRunner().invoke(balise, ["check", str(tmp_path / "none.toml")])
    assert "no such file" in str(ran.exception)


def test_a_zone_that_does_not_exist_is_told(file: Path) -> None:
    ran = CliRunner().invoke(balise, ["check", str(file), "--timezone", "Mars/Olympus"])
    assert "is not a time zone" in str(ran.exception)


def assert_sarif(log: dict[str, Any]) -> None:
    """What the schema of SARIF 2.1.0 requires of what we write, and its fixed values."""
    assert set(log) <= {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    assert urlsplit(log["$schema"]).scheme == "https"
    for run in log["runs"]:
        assert run["columnKind"] in {"utf16CodeUnits", "unicodeCodePoints"}
        driver = run["tool"]["driver"]
        assert driver["name"]
        ids = [rule["id"] for rule in driver["rules"]]
        assert len(ids) == len(set(ids))
        for rule in driver["rules"]:
            assert rule["shortDescription"]["text"]
            level = rule.get("defaultConfiguration", {}).get("level", "warning")
            assert level in {"none", "note", "warning", "error"}
            assert urlsplit(rule.get("helpUri", "https://a")).scheme in {"http", "https"}
        for result in run["results"]:
            assert result["message"]["text"]
            assert result["level"] in {"none", "note", "warning", "error"}
            assert ids[result["ruleIndex"]] == result["ruleId"]
            for place in result["locations"]:
                uri = place["physicalLocation"]["artifactLocation"]["uri"]
                assert uri == uri.strip()
                assert " " not in uri
                assert place["physicalLocation"].get("region", {"startLine": 1})["startLine"] >= 1


@pytest.mark.parametrize("language", ["fr", "en"])
def test_sarif_has_what_its_schema_requires(file: Path, language: str) -> None:
    status, output = run(str(file), "--format", "sarif", "--language", language)
    log = json.loads(output)
    assert status == 1
    assert_sarif(log)
    results = log["runs"][0]["results"]
    assert {"IG_HASHTAGS", "draft-key-unknown"} <= {one["ruleId"] for one in results}
    place = results[0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "mes%20brouillons.toml"


def test_sarif_of_nothing_and_of_a_whole_file_holds_too() -> None:
    assert_sarif(sarif([], Speech("en")))
    log = sarif(parse_drafts("", name="/drafts/a b.toml").findings, Speech("en"))
    assert_sarif(log)
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "file:///drafts/a%20b.toml"
    assert "region" not in place


def test_more_drafts_than_fit_a_screen_are_counted() -> None:
    drafts = parse_drafts(
        '[[drafts]]\nnetwork = "x"\ntext = "PORTES OUVERTES CHAQUE MARDI"\n' * 60
    ).drafts
    out = io.StringIO()
    show(check(drafts, today=TODAY), drafts, Speech("en"), Console(file=out, width=100))
    assert f"{60 - MOST_DRAFTS} more drafts have findings" in out.getvalue()


def test_past_posts_are_read_out_of_exports_in_their_order(tmp_path: Path) -> None:
    head = "Post id,Post Link,Post text,Impressions,Bookmarks,Likes\n"
    ids = [(n, 1902622306553184746 + n * (86_400_000 << 22)) for n in (3, 1, 2)]
    rows = [f"{one},https://x.com/parc/status/{one},Texte {n},33,0,4" for n, one in ids]
    (tmp_path / "x.csv").write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    assert past_texts([tmp_path / "x.csv"]) == {"x:parc": ["Texte 1", "Texte 2", "Texte 3"]}
    assert past_texts([]) == {}


def test_what_is_wrong_stands_below_the_draft_that_it_is_of(tmp_path: Path) -> None:
    file = tmp_path / "drafts.toml"
    file.write_text(
        '[[drafts]]\nnetwork = "x"\ntext = "Bonjour"\n'
        '[[drafts]]\ntexte = "Bonsoir"\n[[draft]]\nnetwork = "x"\n',
        encoding="utf-8",
    )
    said = run(str(file))[1].replace("\n", "")  # a long path folds the line
    assert f"{file}:1" not in said
    assert f"{file}:4" in said
    assert f"{file}:6" in said
    assert "draft-" not in said


def test_hours_are_those_of_the_strategy(tmp_path: Path) -> None:
    strategy, file = tmp_path / "strategy.toml", tmp_path / "drafts.toml"
    strategy.write_text(
        LEAST.replace("[strategy]", '[strategy]\ntimezone = "Pacific/Auckland"'), encoding="utf-8"
    )
    file.write_text(
        '[[drafts]]\nnetwork = "x"\ntext = "a :-)"\npublish_at = 2027-07-01T00:00:00Z\n',
        encoding="utf-8",
    )
    said = run(str(file), "--strategy", str(strategy), "--language", "en")[1]
    assert "1 July 2027, 12:00" in " ".join(said.split())  # a long path folds the line


def test_the_findings_of_thousands_of_drafts_are_shown_in_no_time() -> None:
    text = '[[drafts]]\nnetwork = "x"\ntext = "a :-)"\n' * 8_000
    drafts = parse_drafts(text).drafts
    found = check(drafts, today=TODAY)
    start = time.process_time()
    show(found, drafts, Speech("en"), Console(file=io.StringIO(), width=80))
    assert time.process_time() - start < 2
