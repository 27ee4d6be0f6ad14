"""A large export is read in a process of its own, and nobody can tell by what comes of it."""

from __future__ import annotations

import pickle
import subprocess
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from balise.domain.post import Link, Post
from balise.domain.reading import Reading
from balise.errors import FileChangedError, FileMissingError, FormatUnknownError, ReaderStoppedError
from balise.ingest import Context, Export, beside, open_export
from balise.simulate import World, exports

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from balise.domain.reading import Batch

HEADER = "Post id,Post Link,Post text,Impressions,Bookmarks,Likes\n"
FIRST = 1_902_622_306_553_184_746


def x_export(folder: Path, rows: int) -> Path:
    file = folder / "posts.csv"
    lines = (
        f"{FIRST + i},https://x.com/made_up/status/{FIRST + i},Bonjour à tous #été {i},{i},0,{i}\n"
        for i in range(rows)
    )
    file.write_text(HEADER + "".join(lines), encoding="utf-8")
    return file


@pytest.fixture(autouse=True)
def every_file_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "LARGE", 0)
    monkeypatch.setattr("os.cpu_count", lambda: 2)


def test_the_other_process_gives_what_this_one_would(tmp_path: Path) -> None:
    export = open_export(x_export(tmp_path, 12_000))
    here, there = Context(), Context()
    expected = list(export.batches(here))
    assert list(beside.batches(export, there)) == expected
    assert there == here
    assert there.accounts == {"x": "made_up"}


def test_what_was_known_before_goes_along(tmp_path: Path) -> None:
    for name, data in exports(World(3, weeks=6)).items():
        (file := tmp_path / Path(name).name).write_bytes(data)
        try:
            export = open_export(file)
        except FormatUnknownError:  # the note that says that all is made up
            continue
        context = Context(accounts={"facebook": "a.page"}, timezone="Europe/Brussels")
        twin = Context(accounts={"facebook": "a.page"}, timezone="Europe/Brussels")
        assert list(beside.batches(export, context)) == list(export.batches(twin))


def gone(path: Path) -> Export:
    raise FileMissingError(file=path.name)


def stopped(_path: Path) -> Export:
    raise SystemExit(9)


class Half:
    """An export of which a file is changed after its first batch."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def batches(self, context: Context) -> Iterator[Batch]:
        yield next(open_export(self.path).batches(context))
        raise FileChangedError(file=self.path.name)


@pytest.mark.parametrize(("again", "error"), [(gone, FileMissingError), (Half, FileChangedError)])
def test_an_error_over_there_is_an_error_here(
    tmp_path: Path,
    again: Callable[[Path], Any],
    error: type[Exception],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = x_export(tmp_path, 20)
    export = with_reader(file, again, monkeypatch)
    with pytest.raises(error, match=r"posts\.csv"):
        list(beside.batches(export, Context()))


def test_a_reader_that_ends_too_soon_is_an_error_and_no_short_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = with_reader(x_export(tmp_path, 20), stopped, monkeypatch)
    with pytest.raises(ReaderStoppedError, match=r"posts\.csv"):
        list(beside.batches(export, Context()))


def with_reader(
    file: Path, again: Callable[[Path], Any], monkeypatch: pytest.MonkeyPatch
) -> Export:
    """Give an export that the other process opens in a way of ours."""
    from dataclasses import replace  # noqa: PLC0415

    # The other process finds the functions of this file by its folder.
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    monkeypatch.setattr(again, "__module__", Path(__file__).stem)
    import sys  # noqa: PLC0415

    monkeypatch.setitem(sys.modules, Path(__file__).stem, sys.modules[__name__])
    return replace(open_export(file), again=partial(again, file))


def test_an_asker_who_stops_early_leaves_no_process_behind(tmp_path: Path) -> None:
    started = []
    popen = subprocess.Popen

    def watched(*args: Any, **how: Any) -> subprocess.Popen[bytes]:
        started.append(popen(*args, **how))
        return started[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subprocess, "Popen", watched)
        found = beside.batches(open_export(x_export(tmp_path, 20_000)), Context())
        assert next(found) is not None
        found.close()  # type: ignore[attr-defined]
    assert [process.poll() is not None for process in started] == [True]


def test_a_post_and_a_reading_survive_the_way_between_processes() -> None:
    at = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    link = Link(url="https://example.org/?utm_source=x", utm=(("utm_source", "x"),))
    post = Post(uid="x:1", network="x", account="a", published_at=at, links=(link,), cta="book")
    reading = Reading(post_uid="x:1", as_of=at, values={"reactions": 2.0}, day=at.date())
    assert pickle.loads(pickle.dumps((post, reading))) == (post, reading)  # noqa: S301 - our own
