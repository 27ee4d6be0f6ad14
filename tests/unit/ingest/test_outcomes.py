"""Tables that no network sees: tills, ticket offices, donations, surveys. All of it is made up."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.unit.ingest import exports_made as made

from balise.errors import FormatUnknownError
from balise.ingest import open_export
from balise.ingest.layout import Context
from balise.ingest.mapping import TableMapping
from balise.ingest.mapping_check import parse
from balise.ingest.outcomes import name_of

if TYPE_CHECKING:
    from balise.domain.outcome import Outcome
    from balise.domain.reading import Batch

BRUSSELS = "Europe/Brussels"


def batches(
    folder: Path,
    data: str | bytes,
    *,
    name: str = "till.csv",
    mapping: TableMapping | None = None,
    zone: str = BRUSSELS,
) -> list[Batch]:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(open_export(path, mapping).batches(Context.of((), timezone=zone)))


def outcomes(found: list[Batch]) -> list[Outcome]:
    return [outcome for batch in found for outcome in batch.outcomes]


def codes(found: list[Batch]) -> list[str]:
    return [one.code for batch in found for one in batch.findings]


def told(found: list[Batch]) -> dict[tuple[str, ...], dict[str, float]]:
    """Give the figures by day and parts."""
    return {
        (one.starts.isoformat(), *(part for part in one.parts if part is not None)): dict(
            one.values
        )
        for one in outcomes(found)
    }


TABLES = {
    "fr": "Date;Nombre de ventes;Montant TTC\n01/05/2026;12;1 234,50 €\n02/05/2026;9;88,00 €\n",
    "en": "Date,Orders,Revenue (EUR)\n2026-05-01,12,1234.50\n2026-05-02,9,88\n",
    "es": "Fecha;Pedidos;Importe\n01/05/2026;12;1.234,50 €\n02/05/2026;9;88 €\n",
    "de": "Datum;Anzahl;Umsatz in EUR\n01.05.2026;12;1.234,50\n02.05.2026;9;88,00\n",
    "nl": "Datum;Aantal;Bedrag\n01-05-2026;12;€ 1.234,50\n02-05-2026;9;€ 88,00\n",
    "it": "Data;Ordini;Importo\n01/05/2026;12;EUR 1.234,50\n02/05/2026;9;EUR 88,00\n",
}


@pytest.mark.parametrize("language", TABLES)
def test_a_till_is_read_in_the_language_of_its_keeper(language: str, tmp_path: Path) -> None:
    assert told(batches(tmp_path, TABLES[language])) == {
        ("2026-05-01",): {"count": 12, "amount.EUR": 1234.5},
        ("2026-05-02",): {"count": 9, "amount.EUR": 88},
    }


@pytest.mark.parametrize(
    ("header", "row", "values"),
    [
        ("Date,Visitors", "2026-05-01,40", {"count": 40}),
        ("Jour;CA", "01/05/2026;40,5", {"amount": 40.5}),
        ("Date,NPS", "2026-05-01,-12", {"score": -12}),
        ("Fecha;Entradas;Nota media", "13/05/2026;4;8,5", {"count": 4, "score": 8.5}),
        ("Date,Currency,Amount", "2026-05-01,chf,12.-", {"amount.CHF": 12}),
        ("Date,Amount (USD),Amount (CAD)", "2026-05-01,1,2", {"amount.USD": 1, "amount.CAD": 2}),
        ("Date,Responses,Score", "2026-05-01,30,4/5", {"answers": 30, "score": 4}),
    ],
)
def test_any_of_count_amount_and_mark_will_do(
    header: str, row: str, values: dict[str, float], tmp_path: Path
) -> None:
    (found,) = outcomes(batches(tmp_path, f"{header}\n{row}\n"))
    assert found.values == values


def test_single_sales_are_added_up_by_local_day_and_counted_and_a_refund_is_no_sale(
    tmp_path: Path,
) -> None:
    table = (
        "Date & time,Amount,Coupon code\n"
        "2026-05-01 10:00,3.50,SPRING\n2026-05-01 10:00,3.50,SPRING\n2026-05-01 18:00,2,\n"
        "2026-05-02T22:30:00Z,10,\n2026-05-03 09:00,(4.00),\n"
    )
    assert told(batches(tmp_path, table)) == {
        ("2026-05-01", "SPRING"): {"amount": 7, "count": 2},  # twice in a minute is two sales
        ("2026-05-01", ""): {"amount": 2, "count": 1},
        ("2026-05-03", ""): {"amount": 6, "count": 1},  # half past midnight in Brussels
    }


def test_the_lines_of_one_receipt_are_one_sale(tmp_path: Path) -> None:
    rows = ("Datum;Belegnummer;Artikel;Betrag", "01.05.2026;7;Tee;3,5", "01.05.2026;7;Tasse;9")
    table = "\n".join((*rows, "01.05.2026;8;Tee;3,5"))
    assert told(batches(tmp_path, table)) == {("2026-05-01",): {"amount": 16, "count": 2}}


def test_sums_by_product_are_no_number_of_sales(tmp_path: Path) -> None:
    table = "Date,Product,Amount\n2026-05-01,Tea,30\n2026-05-01,Cup,9\n2026-05-02,Tea,9\n"
    found = batches(tmp_path, table)
    assert told(found) == {("2026-05-01",): {"amount": 39}, ("2026-05-02",): {"amount": 9}}
    assert "day-on-several-rows" in codes(found)


def test_a_day_that_stands_twice_word_for_word_is_counted_once(tmp_path: Path) -> None:
    table = "Date,Count\n2026-05-01,5\n2026-05-01,5\n2026-05-02,1\n2026-05-02,2\n"
    found = batches(tmp_path, table)
    assert told(found) == {("2026-05-01",): {"count": 5}, ("2026-05-02",): {"count": 3}}
    assert codes(found) == ["row-twice", "day-on-several-rows"]


def test_answers_to_a_survey_are_averaged_and_never_added(tmp_path: Path) -> None:
    table = (
        "Horodateur,Note sur 10,Commentaire\n01/05/2026 10:00:01,8,bien\n01/05/2026 10:10:01,9,\n"
        "01/05/2026 10:20:01,4,\n14/05/2026 10:00:01,7,\n"
    )
    found = told(batches(tmp_path, table))
    assert found["2026-05-01",] == {"score": 7, "answers": 3, "score_sd": pytest.approx(7**0.5)}
    assert found["2026-05-14",] == {"score": 7, "answers": 1}


def test_marks_of_days_without_their_answers_are_levels(tmp_path: Path) -> None:
    found = batches(tmp_path, "Date,Score\n2026-05-01,8\n2026-05-02,9\n")
    assert told(found) == {("2026-05-01",): {"score": 8}, ("2026-05-02",): {"score": 9}}


@pytest.mark.parametrize(
    ("table", "span"),
    [
        ("Month,Orders\n2026-02,9\n", ("2026-02-01", "2026-02-28")),
        ("Mois;Commandes\nmai 2026;9\n", ("2026-05-01", "2026-05-31")),
        ("Monat;Bestellungen\n01.05.2026;9\n", ("2026-05-01", "2026-05-31")),
        ("Week,Orders\n2026-W01,9\n", ("2025-12-29", "2026-01-04")),
        ("Semaine;Commandes\nS21 2026;9\n", ("2026-05-18", "2026-05-24")),
        ("Week,Orders\n2026-05-06,9\n", ("2026-05-04", "2026-05-10")),
        ("Start date,End date,Orders\n2026-05-01,2026-05-15,9\n", ("2026-05-01", "2026-05-15")),
    ],
)
def test_a_week_or_a_month_is_kept_as_a_whole(
    table: str, span: tuple[str, str], tmp_path: Path
) -> None:
    (found,) = outcomes(batches(tmp_path, table))
    assert (found.starts.isoformat(), found.ends.isoformat()) == span
    assert not found.is_daily


def test_every_row_that_is_left_out_is_told(tmp_path: Path) -> None:
    table = (
        "Start date,End date,Count\n2026-05-01,2026-05-02,3\n2026-05-03,2026-05-04,3\n"
        "2026-05-05,2026-05-06,3\n2026-05-09,2026-05-01,3\n"
        "soon,,3\n2026-05-03,,\n2026-05-04,,many\n,,9\nTotal,,18\n"
    )
    found = batches(tmp_path, table)
    dropped = [one.code for batch in found for one in batch.findings if one.drops_row]
    assert dropped == [
        "period-turned", "time-unreadable", "figure-missing", "figure-missing", "row-foreign",
        "totals-row",
    ]  # fmt: skip
    assert sum(batch.rows for batch in found) == 9
    assert len(outcomes(found)) == 3


def test_a_missing_figure_is_not_nought(tmp_path: Path) -> None:
    found = told(batches(tmp_path, "Date,Orders,Amount\n2026-05-01,0,\n2026-05-02,,5\n"))
    assert found == {("2026-05-01",): {"count": 0}, ("2026-05-02",): {"amount": 5}}


def test_codes_and_campaigns_keep_their_case(tmp_path: Path) -> None:
    table = "Date,Code,Campaign,Orders\n2026-05-01,MAI,Spring_26,1\n2026-05-01,mai,spring_26,2\n"
    assert told(batches(tmp_path, table)) == {
        ("2026-05-01", "MAI", "Spring_26"): {"count": 1},
        ("2026-05-01", "mai", "spring_26"): {"count": 2},
    }


def test_it_says_so_where_day_and_month_cannot_be_told_apart(tmp_path: Path) -> None:
    french = batches(tmp_path, "Jour;Nombre\n03/04/2026;1\n")
    assert outcomes(french)[0].starts == date(2026, 4, 3)
    assert codes(french) == ["day-first-assumed"]
    english = batches(tmp_path, "Day,Count\n03/04/2026,1\n")
    assert outcomes(english)[0].starts == date(2026, 3, 4)
    assert codes(english) == ["month-first-assumed"]


def test_a_workbook_is_read_as_a_text_file_is(tmp_path: Path) -> None:
    rows = [("Date", "Nombre", "Montant"), (datetime(2026, 5, 1), 3, 12.5)]  # noqa: DTZ001 - so do workbooks
    found = batches(tmp_path, made.xlsx(Caisse=rows), name="caisse 2026.xlsx")
    (one,) = outcomes(found)
    assert (one.name, one.values) == ("caisse", {"count": 3, "amount": 12.5})


@pytest.mark.parametrize(
    "table",
    [
        "Date,Sales\n2026-05-01,3\n",  # a number or a sum: the user says
        "Date,Name\n2026-05-01,3\n",
        "Date,Count\nsoon,3\n",
        "Date,Count\n2026-05-01,many\n",
        "Date,Count,Followers\n2026-05-01,3,900\n",  # a word that no till has
        "Count,Amount\n3,4\n",
    ],
)
def test_what_is_not_clear_is_not_guessed(table: str, tmp_path: Path) -> None:
    with pytest.raises(FormatUnknownError):
        batches(tmp_path, table)


def test_remarks_are_no_marks(tmp_path: Path) -> None:
    found = batches(tmp_path, "Date;Nombre;Note\n01/05/2026;3;rien à dire\n02/05/2026;4;pluie\n")
    assert [one.values for one in outcomes(found)] == [{"count": 3}, {"count": 4}]


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("caisse-2026-05.csv", "caisse"),
        ("Ventes boutique (1).xlsx", "Ventes boutique"),
        ("export_till_20260501.csv", "till"),
        ("2026.csv", "outcome"),
        ("reach.csv", "reach (table)"),
        ("box.zip/2026/tickets.csv", "tickets"),
        ("till.xlsx [Mai]", "till"),
    ],
)
def test_an_outcome_has_the_name_of_its_file_without_dates(file: str, name: str) -> None:
    assert name_of(file) == name


def test_a_mapping_names_the_outcome_and_what_its_words_leave_open(tmp_path: Path) -> None:
    text = """
kind = "outcome"
name = "till"
currency = "CHF"
period = "week"
date_order = "day"
[columns]
Tag = "day"
Sales = "amount"
Bons = "count"
Aktion = "code"
"""
    table = "Tag,Sales,Bons,Aktion\n06/05/2026,12.5,3,MAI\n"
    (one,) = outcomes(batches(tmp_path, table, mapping=parse(text)))
    assert (one.name, one.code, dict(one.values)) == (
        "till",
        "MAI",
        {"amount.CHF": 12.5, "count": 3},
    )
    assert (one.starts, one.ends) == (date(2026, 5, 4), date(2026, 5, 10))
    (named,) = outcomes(
        batches(tmp_path, "Date,Count\n2026-05-01,3\n", mapping=TableMapping.naming("door"))
    )
    assert named.name == "door"


def test_the_day_of_the_export_is_that_of_the_name_of_the_file(tmp_path: Path) -> None:
    found = batches(tmp_path, "Date,Count\n2026-05-01,3\n", name="till_2026-05-31.csv")
    assert outcomes(found)[0].as_of == datetime(2026, 6, 1, tzinfo=UTC)
