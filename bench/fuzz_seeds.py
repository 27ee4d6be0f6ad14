"""The files that the fuzz starts from: the made exports of the tests, one at least a layout."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))  # the tests are no package that is installed

from tests.unit.ingest import exports_made as made, test_tools as tools
from tests.unit.ingest.audience_made import AUDIENCE
from tests.unit.ingest.hostile_made import X_HEAD, workbook, x_row, x_sheet
from tests.unit.ingest.networks_json_made import NETWORKS_JSON
from tests.unit.ingest.test_ga4 import HEADER, preamble
from tests.unit.ingest.test_mapping import AGENCY
from tests.unit.ingest.test_outcomes import TABLES

from balise.ingest.layouts import LAYOUTS

if TYPE_CHECKING:
    from balise.ingest.layout import Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """A whole file: who reads it, what it is called, and the mapping that it is read by."""

    reader: str
    name: str
    data: bytes
    mapping: str = ""


@cache
def seeds() -> tuple[Seed, ...]:
    """Give every seed; a layout of which the tests make no export gets one of its own columns."""
    exports = (*made.MADE, *AUDIENCE, *NETWORKS_JSON)
    found = [Seed(reader=one.format, name=one.name, data=one.make()) for one in exports]
    found += [*_tools(), *_outcomes(), *_mapped(), *_workbooks(), _archive()]
    named = {name for one in found for name in one.reader.split(", ")}
    found += [_of_columns(layout) for layout in LAYOUTS if layout.name not in named]
    return tuple(found)


def _tools() -> Iterator[Seed]:
    url = "https://www.facebook.com/moulin/posts/901"
    hootsuite = ("2026-05-13 10:00", "Le Moulin", "611_901", url, "photo", "Pain #demo", "", "Mai",
                 "", 3, 1, 5, "0.6%", 100, 80, 7, 2)  # fmt: skip
    tweet = made.X_IDS[0]
    sprout = ("05/13/2026 06:30 pm", tweet, "X", "Post", "Photo", "'@moulin_demo", "",
              f"https://x.com/moulin_demo/status/{tweet}", "Salt", "", "295,379", "", "0.6%", 10,
              "", 9, 1, 2, "")  # fmt: skip
    traffic = f"{preamble()}Session default channel group{HEADER}Organic,100,60,0.6,41.5,4.2,4,3,1"
    for reader, name, text in (
        ("hootsuite.posts", "hootsuite.csv", made.table(tools.HOOTSUITE, [hootsuite] * 2)),
        ("sprout.posts", "sprout.csv", made.table(tools.SPROUT, [sprout, sprout])),
        ("pinterest.overview", "Pinterest overview 20260501-20260531.csv", tools.PINS),
        ("ga4.traffic", "Traffic_acquisition.csv", traffic),
    ):
        yield Seed(reader=reader, name=name, data=text.encode())


def _outcomes() -> Iterator[Seed]:
    sales = (
        "Date & time,Amount,Coupon code,Receipt\n2026-05-01 10:00,3.50,SPRING,1\n"
        "2026-05-02T22:30:00Z,10 €,,2\n2026-05-03 09:00,(4.00),,2\nTotal,9,,\n"
    )
    marks = "Week,Score,Answers,NPS\n2026-W21,4/5,30,-12\n2026-W22,3,9,\n"
    for name, text in {**TABLES, "sales": sales, "marks": marks}.items():
        yield Seed(reader="outcome", name=f"till-{name}.csv", data=text.encode())


def _mapped() -> Iterator[Seed]:
    posts = (
        'kind = "posts"\nnetwork = "pinterest"\ndate_order = "day"\n[columns]\nDate = "published"\n'
        '"Réseau" = "network"\nLien = "url"\n"Légende" = "text"\nFormat = "kind"\n'
        '"Nb de likes" = "reactions"\nCommentaires = "comments"\n'
        '"Impressions totales" = "impressions"\n"Coût" = "spend"\n'
    )
    days = 'kind = "days"\nnetwork = "x"\n[columns]\nJour = "day"\n"#2" = "views"\n"#3" = "follows"'
    tills = (
        'kind = "outcome"\nname = "till"\n[columns]\nWhen = "day"\nHow = "amount"\nCode = "code"'
    )
    table_days = "Jour;Vues;Abonnés\n01/05/2026;1.234;3\n02/05/2026;12;-1\n"
    table_tills = "When;How;Code\n13/05/2026 10:00;3,50 €;A\n14.05.2026;1 234,5;b\n"
    for kind, text, mapping in (
        ("posts", AGENCY, posts), ("days", table_days, days), ("outcome", table_tills, tills),
    ):  # fmt: skip
        name = f"mapped-{kind}.csv"
        yield Seed(reader=f"mapped.{kind}", name=name, data=text.encode(), mapping=mapping)


def _workbooks() -> Iterator[Seed]:
    """Give workbooks of tables that networks write as CSV, and one in plain XML."""
    for reader, name, data in (
        ("x.content", "posts.xlsx", made.xlsx(Posts=[X_HEAD.strip().split(","), *made.X_ROWS])),
        ("outcome", "till.xlsx", made.xlsx(Till=list(csv.reader(io.StringIO(TABLES["en"]))))),
    ):
        yield Seed(reader=f"{reader} (workbook)", name=name, data=data)
    yield Seed(reader="x.content (workbook)", name="plain.xlsx", data=_plain_workbook())


def _plain_workbook() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "plain.xlsx"
        workbook(path, x_sheet("Made up"))
        return path.read_bytes()


def _archive() -> Seed:
    """Give an archive in an archive, with tables of two networks."""
    table = (X_HEAD + x_row(1)).encode()
    inner = made.zipped(**{"posts.csv": table, "a.jpg": b"\xff\xd8\xff"})
    outer = made.zipped(**{"inner.zip": inner, "Table data.csv": made.youtube("fr").encode()})
    return Seed(reader="archive in archive", name="all.zip", data=outer)


_CELLS = {
    "id": "17900000000000001", "published": "05/26/2026 10:23", "day": "2026-05-26",
    "month": "5", "url": "https://x.com/moulin_demo/status/1902622306553184746", "text": "Pain",
    "title": "Pain", "kind": "Photo", "account": "moulin.demo", "time": "10:00", "network": "x",
}  # fmt: skip


def _of_columns(layout: Layout) -> Seed:
    """Write a table under the headers that a layout knows: all, or those that it needs."""
    wanted = (tuple(layout.columns), getattr(layout, "needs", ()))
    names = next((some for some in wanted if _taken_by(layout, _header(layout, some))), ())
    row = [_CELLS.get(name, "12") for name in names]
    out = io.StringIO()
    csv.writer(out).writerows([_header(layout, names), row, row])
    return Seed(reader=layout.name, name=f"{layout.name}.csv", data=out.getvalue().encode())


def _header(layout: Layout, names: Iterable[str]) -> list[str]:
    return [layout.columns[name][0] for name in names]


def _taken_by(layout: Layout, header: list[str]) -> bool:
    """Tell whether no other layout takes a table with this header."""
    first = next((one for one in LAYOUTS if one.header_in([(1, header)]) is not None), None)
    return first is layout
