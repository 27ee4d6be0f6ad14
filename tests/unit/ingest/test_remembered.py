"""A table with the header of one whose columns somebody named is read in the same way."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from balise.domain.kept_mapping import KeptMapping
from balise.errors import FormatUnknownError
from balise.ingest import open_exports, suggest
from balise.ingest.layout import Context
from balise.ingest.mapping_check import parse
from balise.ingest.mapping_text import toml
from balise.ingest.remembered import open_remembering, suggestion
from balise.words import Speech

MADE = datetime(2026, 4, 2, 9, tzinfo=UTC)
HEADER = ("Jour du billet", "Coeurs", "Ville", "Coeurs")
SAID = {
    "kind": "days",
    "network": "facebook",
    "account": "park",
    "date_order": "day",
    "columns": {"Jour du billet": "day", "#2": "views", "#3": "ignored", "#4": "reach"},
}


def kept(header: Sequence[str] = HEADER, **said: object) -> KeptMapping:
    columns = tuple(name.casefold() for name in header)
    return KeptMapping(file="03.csv", columns=columns, said={**SAID, **said}, made_at=MADE)


def table(folder: Path, lead: str = "", header: Sequence[str] = HEADER) -> Path:
    path = folder / "april.csv"
    path.write_text(f"{lead}{';'.join(header)}\n03/04/2026;5;x;7\n04/04/2026;6;y;8\n", "utf-8")
    return path


def figures(path: Path, *those: KeptMapping) -> list[dict[str, float]]:
    export = open_remembering(path, those)
    batches = export.batches(Context.of((), timezone="UTC"))
    return [dict(one.values) for batch in batches for one in batch.readings]


def test_the_header_may_stand_lower_than_it_did(tmp_path: Path) -> None:
    read = [{"views": 5.0, "reach": 7.0}, {"views": 6.0, "reach": 8.0}]
    assert figures(table(tmp_path), kept(header_row=3)) == read
    assert figures(table(tmp_path, "Rapport\n\nAvril\n"), kept(header_row=1)) == read


def test_what_a_file_was_read_with_is_found_in_it_also_when_it_is_opened_anew(
    tmp_path: Path,
) -> None:
    export = open_remembering(table(tmp_path), (kept(),))
    assert export.again is not None
    for one in (export, export.again()):
        [told] = [found for found in one.findings if found.code == "mapping-kept"]
        said = Speech("fr").finding(told)
        assert said.startswith("Lu avec la table de correspondance établie le 2 avril 2026 pour")


@pytest.mark.parametrize("header", [HEADER[:2], (*HEADER, "Budget"), HEADER[::-1]])
def test_a_table_with_other_columns_is_not_taken_for_it(
    tmp_path: Path, header: tuple[str, ...]
) -> None:
    with pytest.raises(FormatUnknownError):
        open_remembering(table(tmp_path, header=header), (kept(),))
    with pytest.raises(FormatUnknownError):
        open_remembering(table(tmp_path, header=header), ())


def test_of_several_sheets_the_one_of_that_name_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])  # an empty sheet breaks the oldest reader of workbooks
    for n, name in enumerate(("Paid", "Organic"), 1):
        sheet = book.create_sheet(name)
        sheet.append(["Rayon", "Coeurs"])
        sheet.append(["2026-04-03", 10 * n])
    path = tmp_path / "april.xlsx"
    book.save(path)
    said = {"columns": {"Rayon": "day", "Coeurs": "views"}}
    for sheet, value in (("Organic", 20.0), ("Paid", 10.0), ("March", 10.0)):
        assert figures(path, kept(("Rayon", "Coeurs"), sheet=sheet, **said)) == [{"views": value}]


def test_what_balise_knows_is_read_without_a_mapping(tmp_path: Path) -> None:
    path = tmp_path / "till.csv"
    path.write_text("Date,Amount\n2026-04-03,5\n", "utf-8")
    wrong = kept(("Date", "Amount"), columns={"Date": "day", "Amount": "views"})
    assert "mapping" not in open_remembering(path, (wrong,)).format


def test_columns_whose_mapping_is_refused_today_are_asked_about_anew(
    tmp_path: Path,
) -> None:
    (tmp_path / "till.csv").write_text("Date,Amount\n2026-04-03,5\n", "utf-8")
    table(tmp_path)
    exports, [refused] = open_exports(tmp_path, None, (kept(colour="red"),))
    assert [one.source for one in exports] == ["till.csv"]
    assert type(refused.error) is FormatUnknownError


def test_what_is_kept_of_a_suggestion_is_shown_as_it_was_said(tmp_path: Path) -> None:
    found = suggest(table(tmp_path))
    text = toml(found, Speech("en"), "balise import")
    said = tomllib.loads(text)
    shown = suggestion(KeptMapping(file=found.file, columns=found.header, said=said, made_at=MADE))
    assert tomllib.loads(toml(shown, Speech("fr"), "balise import")) == said
    assert parse(text).digest == parse(toml(shown, Speech("fr"), "x")).digest
    assert [one.header for one in shown.columns][1] == "coeurs"
