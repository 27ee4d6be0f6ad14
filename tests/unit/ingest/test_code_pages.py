"""Text in a code page is read in the page that its language is written in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.ingest.hostile_made import X_HEAD, x_row
from tests.unit.ingest.reads import read_bytes

from balise.ingest.code_pages import latin_page

if TYPE_CHECKING:
    from pathlib import Path

SAID = (
    ("cp1252", "Une journée à la forêt, où l’on goûte le pain"),
    ("cp1252", "5 € l’entrée"),
    ("cp1252", "Dieser Käse ist größer als üblich"),
    ("cp1252", "El niño comió piña mañana. ¿Qué más?"),
    ("cp1252", "Città più bella, perché sì"),
    ("cp1252", "Ação não é pão"),
    ("cp1252", "Gör så här på måndag"),
    ("cp1252", "Blåbær på brød"),
    ("cp1252", "Patiënten en coördinatie"),
    ("cp1252", "Fermé dès midi à la forêt - heute früher geschlossen, Grüße"),
    ("cp1250", "Zażółć gęślą jaźń"),
    ("cp1250", "Příliš žluťoučký kůň"),
    ("cp1250", "Árvíztűrő tükörfúrógép"),
    ("cp1250", "Čokolada i šećer, đak"),
    ("cp1254", "Güneşli bir gün ışığında"),
    ("cp1251", "Добрый день, друзья мои, сегодня мы печём хлеб"),
    ("cp1253", "Καλημέρα σας φίλοι μου, φρέσκο ψωμί"),
    ("cp932", "今日は新しいパンを焼きました。ぜひお越しください"),
    ("gb18030", "今天我们烤了新的面包，欢迎光临，明天见"),
)


@pytest.mark.parametrize(("page", "text"), SAID)
def test_it_reads_a_text_in_the_page_of_its_language(tmp_path: Path, page: str, text: str) -> None:
    rows = "".join(x_row(n, f'"{text}"') for n in range(3))
    read = read_bytes(tmp_path, (X_HEAD + rows).encode(page))
    assert [post.text for post in read.posts] == [text] * 3
    (told,) = [found.params for found in read.findings if found.code == "encoding"]
    assert told["encoding"] in {page, "gb2312", "gbk"}


@pytest.mark.parametrize(("page", "text"), SAID)
def test_it_takes_no_other_script_for_a_latin_one(page: str, text: str) -> None:
    assert latin_page(text.encode(page)) in {"", page}
