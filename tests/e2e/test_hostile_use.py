"""What an enemy, a narrow terminal or a messy folder does to the command line."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

pytestmark = pytest.mark.e2e

COLUMNS = "Post id,Date,Post text,Post Link,Impressions,Likes,Bookmarks,Replies,Reposts\n"
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
HOSTILE = (
    "[bold]x[/bold] [/red]",
    "\x1b[31mred\x1b]0;title\x07",
    "\u202eesrever",
    "\x9b31mred",
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "{n} %s",
    "A" * 100_000,
)
FIRST = 1_902_622_306_553_184_746
X_BEGAN = datetime.fromtimestamp(1_288_834_974.657, UTC)


def run(*words: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Run balise with nothing of this machine's settings."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(cwd),
        "BALISE_LANGUAGE": "en",
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PYTHONIOENCODING": "utf-8",
        "TZ": "UTC",
        **variables,
    }
    command = [sys.executable, "-m", "balise.cli.main", *words]
    return subprocess.run(  # noqa: S603 - the words are written in this file
        command, cwd=cwd, env=environment, capture_output=True, timeout=300, check=False
    )


def export(path: Path, *, texts: tuple[str, ...] = ("Made up",), first: int = FIRST) -> Path:
    """Write a small X export, made up: posts 14 seconds or 4 hours apart."""
    step = 60_000_000_000_000 if first == FIRST else 60_000_000_000
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        file.write(COLUMNS)
        for i in range(40):
            post, text = first + i * step, f"{texts[i % len(texts)]} {i}"
            link = f"https://x.com/made_up/status/{post}"
            writer.writerow([post, "Thu, Mar 20, 2025", text, link, 100 + i, 7 * i % 31, 0, 1, 0])
    return path


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    """Give all that was printed; a traceback or a defect is never right here."""
    printed = (done.stdout + done.stderr).decode()
    assert "Traceback" not in printed
    assert "defect" not in printed
    return printed


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Import hostile posts once, from a file whose name is hostile as well."""
    folder = tmp_path_factory.mktemp("é [bold] 😀")
    path = export(folder / "[_red] \x1b[31m.csv", texts=HOSTILE)
    done = run("import", str(path), cwd=folder)
    assert done.returncode == 0, said(done)
    assert not OBEYED.search(said(done))
    return folder


def test_it_lets_no_post_command_the_terminal(hostile: Path) -> None:
    done = run("report", cwd=hostile)
    assert done.returncode == 0
    assert "[bold]x[/bold] [/red]" in said(done)
    assert not OBEYED.search(said(done))
    page = (hostile / "balise" / "report.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "latin-1"])
def test_it_writes_json_that_any_terminal_can_show(hostile: Path, encoding: str) -> None:
    done = run("report", "--json", cwd=hostile, PYTHONIOENCODING=encoding)
    assert done.returncode == 0, done.stderr
    written = done.stdout.decode(encoding)
    assert not OBEYED.search(written)
    excerpts = [post["excerpt"] for post in json.loads(written)["ranking"]["best"]]
    assert excerpts


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_it_answers_in_french_where_the_terminal_knows_few_letters(
    hostile: Path, encoding: str
) -> None:
    done = run("report", cwd=hostile, PYTHONIOENCODING=encoding, BALISE_LANGUAGE="fr")
    assert (done.returncode, done.stderr) == (0, b"")


def test_it_shows_every_count_in_a_narrow_terminal(tmp_path: Path) -> None:
    export(tmp_path / "a-rather-long-name-of-an-export.csv")
    width = (
        "from balise.cli import printing, import_ as verb, main; from rich.console import Console;"
    )
    code = f"{width} verb.stdout = lambda: printing.SafeConsole(width=40); main.main()"
    command = [sys.executable, "-c", code, "import", "a-rather-long-name-of-an-export.csv"]
    environment = {**os.environ, "BALISE_LANGUAGE": "en", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(  # noqa: S603 - the words are written in this file
        command, cwd=tmp_path, env=environment, capture_output=True, check=True, timeout=300
    )
    assert re.findall(r"\b\d+\b", done.stdout.decode().splitlines()[-1]) == ["40"] * 3 + ["0"] * 2


def test_it_sums_up_a_folder_of_junk_without_printing_it(tmp_path: Path) -> None:
    junk, random = tmp_path / "junk", Random(1)  # noqa: S311 - bytes to stumble over, no secret
    junk.mkdir()
    for i in range(30):
        (junk / f"a{i}.jpg").write_bytes(b"\xff\xd8\xff" + random.randbytes(500))
        (junk / f"b{i}.csv").write_bytes(random.randbytes(2000))
    (junk / "empty.csv").touch()
    (junk / "notes.csv").write_text("shopping,price\nmilk,2\n", encoding="utf-8")
    done = run("import", "junk", cwd=tmp_path)
    lines = said(done).splitlines()
    assert done.returncode == 1
    assert "shopping, price" in lines[0]
    assert lines[-1] == "… and 50 more files that could not be read; --json lists all."
    known = re.compile(r"there is no table in this file|is a picture|is empty")
    assert all(known.search(line) for line in lines[1:-1])


def test_it_says_that_a_folder_is_empty(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for verb in ("import", "report"):
        done = run(verb, "empty", cwd=tmp_path)
        assert done.returncode == 1
        assert said(done).strip() == "empty: there is no file to read in this folder."


def test_it_says_where_a_folder_is_needed_and_a_file_stands(tmp_path: Path) -> None:
    export(tmp_path / "posts.csv")
    done = run("import", "posts.csv", "--folder", "posts.csv", cwd=tmp_path)
    assert (done.returncode, "Not a directory" in said(done)) == (1, True)
    assert run("demo", "--folder", "posts.csv", cwd=tmp_path).returncode == 2


def test_it_says_which_page_cannot_be_written(hostile: Path) -> None:
    (hostile / "file").touch()
    done = run("report", "--output", "file/page.html", cwd=hostile)
    assert (done.returncode, len(said(done).splitlines())) == (1, 1)
    assert "page.html cannot be read or written" in said(done)
    assert run("report", "--output", ".", cwd=hostile).returncode == 2


@pytest.mark.parametrize(
    "period", [("--from", "0001-01-01", "--to", "9999-12-31"), ("--to", "0001-01-01")]
)
def test_it_takes_the_first_and_last_days_of_the_calendar(
    hostile: Path, period: tuple[str, ...]
) -> None:
    done = run("report", *period, cwd=hostile)
    assert done.returncode == 0, said(done)


def test_it_says_that_posts_are_too_recent_rather_than_missing(tmp_path: Path) -> None:
    age = datetime.now(UTC) - timedelta(hours=3) - X_BEGAN
    export(tmp_path / "posts.csv", first=int(age.total_seconds() * 1000) << 22)
    done = run("report", "posts.csv", cwd=tmp_path)
    assert done.returncode == 1
    assert "too soon after publication" in said(done)


@pytest.mark.parametrize("content", [b"garbage" * 3000, b"SQLite format 3\0" + b"\1" * 20_000])
def test_it_says_in_one_line_that_the_database_is_damaged(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "balise").mkdir()
    (tmp_path / "balise" / "balise.db").write_bytes(content)
    for verb in ("report", "learn"):
        done = run(verb, cwd=tmp_path)
        assert (done.returncode, len(said(done).splitlines())) == (1, 1)
