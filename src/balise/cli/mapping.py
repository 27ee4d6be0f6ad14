"""`balise import --suggest`, `--map` and `--outcome`: tables whose columns the user names."""

from __future__ import annotations

import shlex
import sys
from dataclasses import replace
from pathlib import Path

import click

from balise import ingest
from balise.cli.printing import keep, print_json, speech, stdout
from balise.domain.metric import METRICS
from balise.errors import BaliseError, MappingThereError, NotAFileError
from balise.ingest.mapping_text import toml
from balise.ingest.suggestion import Suggestion
from balise.words import mark

ENDING = ".mapping.toml"
_METRIC = mark("{name} is the name of a metric; choose another one.")

suggest_option = click.option(
    "--suggest",
    "to_suggest",
    is_flag=True,
    help=speech().text(
        mark("Import nothing: write beside each file what Balise takes its columns to be.")
    ),
)
mapping_option = click.option(
    "--map",
    "mapping",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=speech().text(mark("What the columns are: a file that --suggest wrote, edited.")),
)
outcome_option = click.option(
    "--outcome",
    metavar="NAME",
    help=speech().text(
        mark("Name of what a table of sales, tickets or answers tells (default: its file's).")
    ),
)


def mapping_of(mapping: Path | None, outcome: str | None) -> ingest.TableMapping | None:
    """Read the mapping, and name the outcome.

    Raises
    ------
    MappingError
        Where the mapping is wrong.
    click.BadParameter
        Where an outcome would have the name of a metric.
    """
    said = ingest.load_mapping(mapping) if mapping else None
    if outcome is None:
        return said
    name = outcome.strip()
    if not name or name in METRICS or name == "engagement":
        raise click.BadParameter(speech().text(_METRIC, name=outcome), param_hint="--outcome")
    return replace(said, name=name) if said else ingest.TableMapping.naming(name)


def suggest(paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Write a mapping beside each file; one that is there is left as it is, and said."""
    told: list[dict[str, object]] = []
    for path in paths:
        try:
            told.append(_suggested(path, is_shown=not as_json))
        except BaliseError as error:
            said = speech().error(error)
            told.append({"file": str(path), "error": said})
            if not as_json:
                stdout().print(said, style="red", markup=False, soft_wrap=True)
    if as_json:
        print_json(told)
    if any("error" in one for one in told):
        sys.exit(1)


def _suggested(path: Path, *, is_shown: bool) -> dict[str, object]:
    if path.is_dir():
        raise NotAFileError(file=path.name)
    target = path.with_name(path.name + ENDING)
    if target.exists():
        raise MappingThereError(file=target)
    found = ingest.suggest(path)
    command = f"balise import {shlex.quote(str(path))} --map {shlex.quote(str(target))}"
    keep(target, toml(found, speech(), command).encode())
    if is_shown:
        _show(found, target, command)
    return _plain(found, path, target)


def _show(found: Suggestion, target: Path, command: str) -> None:
    console, tongue = stdout(), speech()
    known = [column for column in found.columns if column.sure != "unknown"]
    unknown = [column.header or column.key for column in found.columns if column.sure == "unknown"]
    unsure = [name for name, guess in found.settings.items() if guess.sure == "unknown"]
    said = [
        tongue.text(
            mark("{file}: {n} of {m} columns recognised."),
            file=found.file,
            n=tongue.number(len(known)),
            m=tongue.number(len(found.columns)),
        )
    ]
    if found.format:
        template = mark("Balise knows this table as {format} and reads it without a mapping.")
        said.append(tongue.text(template, format=found.format))
    if unknown:
        said.append(tongue.text(mark("Left out: {columns}."), columns=", ".join(unknown[:12])))
    if unsure:
        said.append(tongue.text(mark("Please check: {settings}."), settings=", ".join(unsure)))
    said.append(tongue.text(mark("Written: {path}"), path=target))
    said.append(tongue.text(mark("When it is right: {command}"), command=command))
    for line in said:
        console.print(line, markup=False, soft_wrap=True)


def _plain(found: Suggestion, path: Path, target: Path) -> dict[str, object]:
    return {
        "file": str(path),
        "mapping": str(target),
        "kind": found.kind,
        "format": found.format,
        "settings": {
            name: {"value": guess.value, "sure": guess.sure}
            for name, guess in found.settings.items()
        },
        "columns": [
            {"column": c.key, "field": c.field, "sure": c.sure, "samples": list(c.samples)}
            for c in found.columns
        ],
    }
