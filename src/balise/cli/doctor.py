"""`balise doctor`: what is installed, where the folder is, what fails and what to do."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Literal

import click
from packaging.requirements import Requirement
from rich.table import Table

from balise import __version__
from balise.cli.printing import folder_option, json_option, print_json, speech, stdout
from balise.errors import BaliseError
from balise.words import LANGUAGES, mark
from balise.words.catalogue import catalogue
from balise.workspace import Workspace, default_folder, local_zone

State = Literal["ok", "warning", "failure"]
_SIGNS = {"ok": ("✓", "green"), "warning": ("!", "yellow"), "failure": ("✗", "red")}
_LEAST_FREE_MB = 200
_ASK_SERVER = mark("Check that the server runs and that BALISE_DATABASE_URL is right.")
_MOVE_AWAY = mark(
    "Move balise.db away or give another --folder, then bring your exports in again: "
    "nothing is lost that they do not hold."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at, what was seen, and what to do where it is not well."""

    name: str
    state: State
    seen: str
    remedy: str = ""


@click.command(
    "doctor", help=speech().text(mark("Tell what is installed, where things are and what to mend."))
)
@folder_option
@json_option
def doctor(*, folder: str | None, as_json: bool) -> None:
    """Run all checks; exit status 1 where one fails."""
    checks = [check for look in _LOOKS for check in look(folder)]
    if as_json:
        print_json([asdict(check) for check in checks])
    else:
        _show(checks)
    if any(check.state == "failure" for check in checks):
        sys.exit(1)


def _show(checks: list[Check]) -> None:
    table = Table(box=None, show_header=False, pad_edge=False)
    for check in checks:
        sign, colour = _SIGNS[check.state]
        table.add_row(f"[{colour}]{sign}[/{colour}]", check.name, check.seen)
        if check.remedy:
            table.add_row("", "", f"[{colour}]{check.remedy}[/{colour}]")
    stdout().print(table)


def _python(_folder: str | None) -> Iterator[Check]:
    yield Check(name="balise", state="ok", seen=__version__)
    yield Check(name="Python", state="ok", seen=f"{platform.python_version()} ({sys.executable})")


def _packages(_folder: str | None) -> Iterator[Check]:
    for line in _requirements():
        wanted = Requirement(line)
        extra = "extra ==" in line
        if wanted.marker and not extra and not wanted.marker.evaluate():
            continue
        yield from _package(wanted, optional=extra)


def _requirements() -> list[str]:
    try:
        return requires("balise") or []
    except PackageNotFoundError:  # run from a source tree that is not installed
        return []


def _package(wanted: Requirement, *, optional: bool) -> Iterator[Check]:
    remedy = f'pip install "{wanted.name}{wanted.specifier}"'
    try:
        found = version(wanted.name)
    except PackageNotFoundError:
        if not optional:
            said = speech().text(mark("not installed"))
            yield Check(name=wanted.name, state="failure", seen=said, remedy=remedy)
        return
    fits = wanted.specifier.contains(found, prereleases=True)
    yield Check(
        name=wanted.name,
        state="ok" if fits else "failure",
        seen=found,
        remedy="" if fits else remedy,
    )


def _languages(_folder: str | None) -> Iterator[Check]:
    tongue = speech()
    try:
        for language in LANGUAGES:
            catalogue(language)
    except OSError:
        yield Check(
            name=tongue.text(mark("languages")),
            state="failure",
            seen=tongue.text(mark("the French catalogue is missing")),
            remedy="pip install --force-reinstall balise",
        )
        return
    yield Check(name=tongue.text(mark("languages")), state="ok", seen=", ".join(LANGUAGES))


def _zone(_folder: str | None) -> Iterator[Check]:
    yield Check(name=speech().text(mark("time zone")), state="ok", seen=local_zone())


def _store(folder: str | None) -> Iterator[Check]:
    if not _is_server(folder):
        where = Path(folder) if folder else default_folder()
        name = speech().text(mark("folder"))
        if not where.exists():
            seen = speech().text(mark("{path} (not made yet)"), path=where.resolve())
            yield Check(name=name, state="ok", seen=seen)
            return
        yield _space(name, where)
    yield _posts(folder)


def _is_server(folder: str | None) -> bool:
    """Whether posts lie on a server: an address was given, or the environment names one."""
    return (folder or "").startswith("postgres") or bool(os.environ.get("BALISE_DATABASE_URL"))


def _posts(folder: str | None) -> Check:
    tongue = speech()
    try:
        space = Workspace.open(folder)
        brands = {brand: sum(1 for _ in space.store.posts(brand)) for brand in space.brands()}
    except BaliseError as error:
        remedy = _ASK_SERVER if _is_server(folder) else _MOVE_AWAY
        return Check(
            name=tongue.text(mark("database")),
            state="failure",
            seen=tongue.error(error),
            remedy=tongue.text(remedy),
        )
    counts = [f"{tongue.term('brand', b)}: {tongue.number(n)}" for b, n in brands.items()]
    return Check(
        name=tongue.text(mark("posts")),
        state="ok" if counts else "warning",
        seen=", ".join(counts) or tongue.text(mark("no posts yet")),
        remedy="" if counts else tongue.text(mark("Bring in your exports: balise import FILES")),
    )


def _space(name: str, where: Path) -> Check:
    tongue = speech()
    free = shutil.disk_usage(where).free // 2**20
    if free >= _LEAST_FREE_MB:
        return Check(name=name, state="ok", seen=str(where.resolve()))
    seen = tongue.text(mark("{path}, only {mb} MB free"), path=where.resolve(), mb=free)
    return Check(
        name=name, state="warning", seen=seen, remedy=tongue.text(mark("Make room on this disk."))
    )


_LOOKS: tuple[Callable[[str | None], Iterator[Check]], ...] = (
    _python, _packages, _languages, _zone, _store,
)  # fmt: skip
