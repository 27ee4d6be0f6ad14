"""The command line as a user runs it: a process of its own, its streams and its exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.e2e

HEADER = "Post id,Date,Post text,Post Link,Impressions,Likes,Bookmarks,Replies,Reposts\n"


def run(*words: str, cwd: Path, language: str = "en") -> subprocess.CompletedProcess[str]:
    """Run balise with nothing of this machine's settings."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(cwd),
        "BALISE_LANGUAGE": language,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PYTHONUTF8": "1",
        "TZ": "Europe/Brussels",
    }
    command = [sys.executable, "-m", "balise.cli.main", *words]
    return subprocess.run(  # noqa: S603 - the words are written in this file
        command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """Run the demo once."""
    folder = tmp_path_factory.mktemp("demo")
    return folder, run("demo", cwd=folder)


def export(folder: Path, rows: int = 30) -> Path:
    """Write a small X export, made up."""
    path = folder / "posts.csv"
    first = 1_902_622_306_553_184_746
    lines = [
        f'{first + i * 60_000_000_000_000},"Thu Mar 20 2025",Made up {i} #Essai,'
        f"https://x.com/made_up/status/{first + i * 60_000_000_000_000},{100 + i},{i % 7},0,1,0\n"
        for i in range(rows)
    ]
    path.write_text(HEADER + "".join(lines), encoding="utf-8")
    return path


def test_it_runs_the_demo_from_exports_to_a_labelled_report(
    demo: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    folder, done = demo
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    page = (folder / "balise-demo" / "report.html").read_text(encoding="utf-8")
    assert "made up" in done.stdout.lower()
    assert "made-up" in page.lower() or "made up" in page.lower()
    assert len(list((folder / "balise-demo" / "exports").iterdir())) >= 4


def test_it_answers_in_french(demo: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, _ = demo
    done = run(
        "report", "--folder", "balise-demo", "--output", "fr.html", cwd=folder, language="fr"
    )
    assert done.returncode == 0, done.stderr
    assert '<html lang="fr"' in (folder / "fr.html").read_text(encoding="utf-8")
    assert "appel à l" in done.stdout.lower()


def test_it_never_replaces_a_folder_that_no_demo_wrote(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("keep me", encoding="utf-8")
    done = run("demo", "--folder", "mine", cwd=tmp_path)
    assert done.returncode == 2
    assert (tmp_path / "mine" / "thesis.txt").read_text(encoding="utf-8") == "keep me"


def test_it_writes_estimates_with_interval_and_count_as_json(
    demo: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    folder, _ = demo
    done = run("learn", "--folder", "balise-demo", "--json", cwd=folder)
    estimates = json.loads(done.stdout)
    assert {"kind", "network", "hashtag"} <= {e["factor"] for e in estimates}
    assert all(e["low"] <= e["multiplier"] <= e["high"] and e["n"] >= 0 for e in estimates)


def test_it_reads_an_export_and_then_changes_nothing_the_second_time(tmp_path: Path) -> None:
    path = export(tmp_path)
    first = json.loads(run("import", str(path), "--json", cwd=tmp_path).stdout)[0]
    again = json.loads(run("import", str(path), "--json", cwd=tmp_path).stdout)[0]
    assert (first["posts"], first["readings"], first["rows"]) == (30, 30, 30)
    assert again["already_imported"]


def test_it_says_in_one_line_what_is_wrong_with_a_file(tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text("shopping,price\nmilk,2\n", encoding="utf-8")
    for words in (("import", "nowhere.csv"), ("import", "notes.csv"), ("report",)):
        done = run(*words, cwd=tmp_path)
        said = done.stderr + done.stdout
        assert done.returncode == 1, said
        assert "Traceback" not in said
        assert len(said.strip().splitlines()) <= 3


def test_it_keeps_good_files_where_another_is_bad(tmp_path: Path) -> None:
    export(tmp_path)
    (tmp_path / "notes.csv").write_text("shopping,price\nmilk,2\n", encoding="utf-8")
    done = run("import", ".", "--folder", "store", "--json", cwd=tmp_path)
    reports = {r["source"]: r for r in json.loads(done.stdout)}
    assert done.returncode == 0
    assert reports["posts.csv"]["posts"] == 30
    assert "notes.csv" in reports["notes.csv"]["error"]
    assert run("import", "posts.csv", "notes.csv", cwd=tmp_path).returncode == 1


def test_it_tells_wrong_usage_apart(tmp_path: Path) -> None:
    assert run("frobnicate", cwd=tmp_path).returncode == 2
    assert run("import", cwd=tmp_path).returncode == 2
    assert run("--help", cwd=tmp_path).returncode == 0


def test_it_says_what_to_do_where_the_database_is_none(tmp_path: Path) -> None:
    (tmp_path / "balise").mkdir()
    (tmp_path / "balise" / "balise.db").write_bytes(b"no database at all" * 300)
    done = run("doctor", cwd=tmp_path)
    assert done.returncode == 1
    assert "--folder" in done.stdout


def test_it_examines_itself(tmp_path: Path) -> None:
    done = run("doctor", "--json", cwd=tmp_path)
    checks = {check["name"]: check for check in json.loads(done.stdout)}
    assert done.returncode == 0, done.stdout
    assert checks["django"]["state"] == "ok"


@pytest.mark.parametrize(
    ("form", "name", "start"),
    [
        ("html", "report.html", b"<!doctype html>"),
        ("pdf", "report.pdf", b"%PDF-"),
        ("csv", "report.zip", b"PK\x03\x04"),
        ("json", "report.json", b"{"),
    ],
)
def test_it_writes_the_report_in_each_form(
    demo: tuple[Path, subprocess.CompletedProcess[str]],
    tmp_path: Path,
    form: str,
    name: str,
    start: bytes,
) -> None:
    folder = demo[0] / "balise-demo"
    done = run("report", "--folder", str(folder), "--form", form, cwd=tmp_path, language="fr")
    assert done.returncode == 0, done.stderr
    assert (folder / name).read_bytes().lower().startswith(start.lower())


def test_it_says_how_to_get_what_makes_a_pdf(
    demo: tuple[Path, subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    (tmp_path / "typst.py").write_text("raise ImportError", encoding="utf-8")
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); "
        "from balise.cli.main import main; main()"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code, "report", "--folder", str(demo[0] / "balise-demo"),
         "--form", "pdf"],
        cwd=tmp_path, env={**os.environ, "BALISE_LANGUAGE": "fr"}, capture_output=True, text=True,
        timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert 'installez ce qui le produit : pip install "balise[pdf]"' in " ".join(
        done.stderr.replace("\u202f", " ").replace("\u00a0", " ").split()
    )
    assert not (tmp_path / "report.pdf").exists()


@pytest.mark.parametrize(("language", "said"), [("en", "No change"), ("fr", "Aucun changement")])
def test_it_looks_back_in_any_state_of_the_folder(tmp_path: Path, language: str, said: str) -> None:
    nothing = run("refine", cwd=tmp_path, language=language)
    assert nothing.returncode == 1
    assert len(nothing.stderr.strip().splitlines()) == 1
    run("import", str(export(tmp_path, 60)), cwd=tmp_path)
    assert "balise init" in run("refine", cwd=tmp_path, language=language).stderr
    (tmp_path / "strategy.toml").write_text(
        '[strategy]\nname = "Shop"\n[[objectives]]\nname = "seen"\nstage = "awareness"\n'
        'kpi = "impressions"\ntarget = 9000\nstarts = 2025-04-01\nends = 2025-06-30\n'
        '[[accounts]]\nnetwork = "x"\nhandle = "made_up"\n',
        encoding="utf-8",
    )
    done = run("refine", "--as-of", "2025-04-20", cwd=tmp_path, language=language)
    assert done.returncode == 0, done.stderr
    assert "balise plan" in done.stdout
    assert said in done.stdout
    assert run("refine", "--accept", "7", cwd=tmp_path).returncode == 2
