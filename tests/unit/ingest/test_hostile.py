"""Hostile files end with one clear line or are read, within 500 MB."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import tracemalloc
import zipfile
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from tests.unit.ingest.hostile_made import (
    CELL,
    FIRST,
    HOSTILE,
    X_HEAD,
    Hostile,
    cell,
    commas,
    findings,
    workbook,
    x_row,
    x_sheet,
)
from tests.unit.ingest.reads import read_bytes, read_file

from balise import errors
from balise.errors import (
    FileChangedError,
    FileLockedError,
    FileMissingError,
    NotAFileError,
    PackedFileError,
)
from balise.ingest import Context, open_export
from balise.ingest.limits import MOST_FINDINGS
from balise.ingest.tables import normal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST_MB = 500
PATIENCE_S = 300
READER = Path(__file__).with_name("hostile_reader.py")
needs_pipes = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


def told(path: Path) -> dict[str, Any]:
    """Read a file in a process of its own."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, str(READER), str(path)],
        capture_output=True,
        check=False,
        timeout=PATIENCE_S,
    )
    assert done.returncode == 0, done.stderr.decode()
    said: dict[str, Any] = json.loads(done.stdout)
    return said


@pytest.fixture(scope="module")
def reader() -> Iterator[Callable[[Path], dict[str, Any]]]:
    """Read one file after the other in one process; where a file ended it, in another."""
    running: list[subprocess.Popen[str]] = []

    def begun() -> subprocess.Popen[str]:
        if not running or running[-1].poll() is not None:
            words = [sys.executable, str(READER)]
            running.append(
                subprocess.Popen(  # noqa: S603 - our own program
                    words, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
                )
            )
        return running[-1]

    def read(path: Path) -> dict[str, Any]:
        process = begun()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{path}\n")
        process.stdin.flush()
        if not select.select([process.stdout], [], [], PATIENCE_S)[0]:
            process.kill()
        said: dict[str, Any] = json.loads(process.stdout.readline())
        return said

    yield read
    for process in running:
        process.kill()
        process.communicate()


@pytest.mark.skipif(sys.platform == "win32", reason="the peak of a process is asked of Unix")
@pytest.mark.parametrize("one", [*HOSTILE, *CELL], ids=lambda one: one.name)
def test_it_ends_with_one_line_or_reads_within_bounds(
    tmp_path: Path, one: Hostile, reader: Callable[[Path], dict[str, Any]]
) -> None:
    path = tmp_path / one.name
    one.make(path)
    done = reader(path)
    path.unlink()
    assert (done["error"], done["posts"]) == (one.error, one.posts), done["said"]
    assert "\n" not in done["said"]
    assert done["peak_mb"] < MOST_MB


def test_it_keeps_no_cells_that_no_title_names(tmp_path: Path) -> None:
    path = tmp_path / "commas.csv"
    commas(path, 200)
    assert told(path)["peak_mb"] < 140


def test_it_does_not_remember_long_cells() -> None:
    tracemalloc.start()
    try:
        for n in range(100):
            normal(f"{n}" + "a" * 1_000_000)
        now, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert now < 10_000_000


def test_it_tells_the_first_findings_and_counts_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "findings.csv"
    findings(path, 3 * MOST_FINDINGS)
    read = read_file(path)
    assert read.codes.count("number-unreadable") == MOST_FINDINGS
    (rest,) = [found for found in read.findings if found.code == "findings-more"]
    assert (rest.params["n"], rest.params["kind"]) == (str(2 * MOST_FINDINGS), "number-unreadable")
    assert len(read.posts) == read.rows == 3 * MOST_FINDINGS


@needs_pipes
def test_it_does_not_wait_for_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "posts.csv")
    with pytest.raises(NotAFileError, match=r"posts\.csv"):
        open_export(tmp_path / "posts.csv")


@needs_pipes
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_it_does_not_read_a_device(device: str) -> None:
    with pytest.raises(NotAFileError):
        open_export(Path(device))


def test_it_does_not_take_a_folder_for_a_file(tmp_path: Path) -> None:
    (tmp_path / "posts.csv").mkdir()
    with pytest.raises(NotAFileError):
        open_export(tmp_path / "posts.csv")


@needs_pipes
def test_it_follows_a_link_to_a_file_and_no_circle(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text(X_HEAD + x_row(1), encoding="utf-8")
    (tmp_path / "link.csv").symlink_to("real.csv")
    (tmp_path / "lost.csv").symlink_to("nowhere.csv")
    (tmp_path / "circle.csv").symlink_to("circle.csv")
    assert len(read_file(tmp_path / "link.csv").posts) == 1
    with pytest.raises(FileMissingError):
        open_export(tmp_path / "lost.csv")
    with pytest.raises(errors.FileDeniedError):
        open_export(tmp_path / "circle.csv")


@pytest.mark.parametrize(
    "change",
    [
        lambda path: path.write_text(X_HEAD + x_row(7), encoding="utf-8"),
        lambda path: path.unlink(),
        lambda path: os.utime(path, (1, 1)),
    ],
    ids=["written", "removed", "touched"],
)
def test_it_keeps_nothing_of_a_file_that_changed_meanwhile(
    tmp_path: Path, change: Callable[[Path], object]
) -> None:
    path = tmp_path / "posts.csv"
    path.write_text(X_HEAD + "".join(x_row(n) for n in range(3)), encoding="utf-8")
    batches = open_export(path).batches(Context.of(()))
    next(batches)
    change(path)
    with pytest.raises((FileChangedError, FileMissingError)):
        list(batches)


def test_it_says_that_a_password_is_needed(tmp_path: Path) -> None:
    path = tmp_path / "posts.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("posts.csv", X_HEAD + x_row(1))
    data = bytearray(path.read_bytes())
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + place] |= 1
    path.write_bytes(bytes(data))
    with pytest.raises(FileLockedError, match=r"posts\.zip"):
        open_export(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_it_opens_no_archive_that_unpacks_without_a_bound(tmp_path: Path, method: int) -> None:
    path = tmp_path / "posts.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("posts.csv", X_HEAD + x_row(1))
    with pytest.raises(PackedFileError):
        open_export(path)


def test_it_reads_no_link_in_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "posts.zip"
    link = zipfile.ZipInfo("passwords.csv")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("posts.csv", X_HEAD + x_row(1))
    assert (len(read_file(path).posts), read_file(path).findings) == (1, [])


def test_it_writes_nothing_where_a_name_climbs_out(tmp_path: Path) -> None:
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    path = inside / "posts.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../climbed.csv", X_HEAD + x_row(1))
    assert len(read_file(path).posts) == 1
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["posts.zip"]


FORMULAS = ('=HYPERLINK("https://example.org";"win")', "=cmd|' /C calc'!A0", "@SUM(1+1)", "+1+1")


@pytest.mark.parametrize("formula", FORMULAS)
def test_it_keeps_a_formula_as_text(tmp_path: Path, formula: str) -> None:
    quoted = '"' + formula.replace('"', '""') + '"'
    assert read_bytes(tmp_path, (X_HEAD + x_row(1, quoted)).encode()).posts[0].text == formula


def test_it_reads_what_a_formula_of_a_workbook_gave_and_does_not_work_it_out(
    tmp_path: Path,
) -> None:
    rows = x_sheet("FORMULA").replace(
        cell("C2", "FORMULA"), '<c r="C2" t="str"><f>HYPERLINK("x")</f><v>given</v></c>'
    )
    workbook(tmp_path / "posts.xlsx", rows)
    (post,) = read_file(tmp_path / "posts.xlsx").posts
    assert (post.uid, post.text) == (f"x:{FIRST}", "given")


def test_it_reads_one_archive_in_several_threads(tmp_path: Path) -> None:
    path = tmp_path / "posts.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("posts.csv", X_HEAD + "".join(x_row(n) for n in range(2000)))
    found: list[int] = []
    threads = [Thread(target=lambda: found.append(len(read_file(path).posts))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [2000] * 3
