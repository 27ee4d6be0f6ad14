"""`balise report --clients FOLDER`: a report of every brand, each in a file of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from balise import report as reporting
from balise.cli.printing import keep, stdout
from balise.domain.client import file_stem
from balise.domain.kept_report import SUFFIXES, ReportAsked
from balise.errors import BaliseError
from balise.words import Speech, mark
from balise.workspace import Workspace

_LINE = mark("{brand}: {said}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of one client: the file, or why there is none."""

    brand: str
    file: Path | None = None
    error: BaliseError | None = None


def write(space: Workspace, folder: Path, asked: ReportAsked) -> list[Written]:
    """Write a report of every brand; what goes wrong with one is told in its place."""
    taken: set[str] = set()
    found = []
    for brand in space.brands():
        name = file_stem(brand, taken)
        taken.add(name.casefold())
        found.append(_one(space, brand, folder / name, asked))
    return found


def plain(done: Sequence[Written], tongue: Speech) -> dict[str, object]:
    """Write it as plain values."""
    return {
        "clients": [
            {
                "brand": one.brand,
                "file": str(one.file.resolve()) if one.file else None,
                "error": tongue.error(one.error) if one.error else None,
            }
            for one in done
        ]
    }


def show(done: Sequence[Written], tongue: Speech) -> None:
    """Print a line a client."""
    for one in done:
        said = tongue.error(one.error) if one.error else str(one.file and one.file.resolve())
        line = tongue.text(_LINE, brand=one.brand, said=said)
        stdout().print(line, style="red" if one.error else None, markup=False, soft_wrap=True)


def _one(space: Workspace, brand: str, stem: Path, asked: ReportAsked) -> Written:
    file = stem.with_name(f"{stem.name}.{SUFFIXES.get(asked.form, asked.form)}")
    try:
        answers, look = space.compose(brand, asked)
        keep(file, reporting.render(answers, language=asked.language, form=asked.form, look=look))
    except BaliseError as error:
        return Written(brand=brand, error=error)
    return Written(brand=brand, file=file)
