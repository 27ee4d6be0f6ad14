"""Every number of Home and Insights leads to the rows behind it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

import pytest
from tests.unit.web.reader import Reader, Text

DAY = r"\d{1,2} [A-Z][a-z]+ \d{4}( at \d+:\d\d)?"
NO_ROWS = re.compile(
    rf"""(?x: {DAY.replace(" ", "[ ]")}
    | \d+:00–\d+:00                               # an hour of the day is a name
    | the[ ]28[ ]days[ ]before                    # how long a period is
    | \d+[ ]more[ ]such[ ]posts?[ ]would[ ]settle  # posts that are not published yet
    | \d+[ ](weeks?|months?)(,[ ]would|[ ]at[ ]the[ ]present[ ]pace)
    | by[ ]20% | after[ ]about[ ]\d+[ ]posts? | not[ ]within[ ]\d+[ ]posts
    | [Oo]ver[ ]\d+[ ]posts
    | a[ ]difference[ ]of[ ][+\u2212]\d+%[ ]or[ ]more
    | \b\d[ ]hashtags?([ ]or[ ]more)?             # a level by its name
    | about[ ]\d+[ ]there | 9[ ]outcomes[ ]in[ ]10 | 9[ ]times[ ]in[ ]10  # what chance would do
    | \d+[ ]other[ ]comparisons | \d+[ ]more[ ]ha(s|ve)[ ]not[ ]enough   # comparisons, not rows
    )"""
)
SAID = re.compile(r"^ (p\.lead|dd|b|li|span)|^(changed|decisions|posts|kind|network|cta|hashtag|"
                  r"time|growth|pillar|unknown|outcomes|findings|"
                  r"funnel) (p|li|dd|span|b)\b")  # fmt: skip


def places(reader: Reader) -> tuple[str]:
    home = reader.read("/")
    where = next(link.href for link in home.links if link.href.endswith("/insights"))
    return (f"{where}?topic=all",)


@pytest.fixture(scope="module")
def pages(reader: Reader) -> list[Text]:
    return [reader.read(where) for where in places(reader)]


def test_no_number_of_a_sentence_stands_without_its_rows(pages: list[Text]) -> None:
    for page in pages:
        for place, said in page.loose.items():
            left = [NO_ROWS.sub("", text) for text in said] if SAID.search(place) else []
            if place == " span.":  # the name of the model
                continue
            assert [text for text in left if re.search(r"\d", text)] == [], place


def test_each_row_of_a_table_leads_to_what_it_was_told_from(pages: list[Text]) -> None:
    for page in pages:
        bodies = re.findall(r"<tbody>(.*?)</tbody>", page.page, re.DOTALL)
        assert bodies
        for row in re.findall(r"<tr>(.*?)</tr>", "".join(bodies), re.DOTALL):
            assert 'class="rows"' in row, row


def test_the_rows_are_there_and_as_many_as_was_said(reader: Reader, pages: list[Text]) -> None:
    counted = 0
    every = sorted({(link.href, link.said) for page in pages for link in page.rows()})
    days = [each for each in every if "/days" in each[0]]
    for href, said in [*(each for each in every if "/days" not in each[0]), *days[::20]]:
        title = reader.read(href).titled("table-title")
        is_cell = said.isdigit() and "factor=" in href
        n = re.search(r"(\d+)$" if is_cell else r"([\d,]+) posts?( so far)?$", said)
        if n:
            counted += 1
            assert title in {f"{n[1]} posts", f"{n[1]} post"}, (href, said)
        elif not href.partition("?")[0].endswith("/post"):
            assert re.match(r"[1-9]|0 posts", title), href
    assert counted > 60


def test_a_mark_of_a_chart_leads_where_its_row_does(pages: list[Text]) -> None:
    for page in pages:
        drawn = page.page.partition('id="charts">')[2].partition("</script>")[0]
        leads = set(_hrefs(json.loads(drawn)))
        assert leads
        assert leads <= {link.href for link in page.rows()}


def _hrefs(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("href"), str):
            yield value["href"]
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _hrefs(each)


def test_a_sum_of_the_week_counts_posts_of_that_hour(reader: Reader, pages: list[Text]) -> None:
    cells = [link for link in pages[-1].rows() if "factor=weekday" in link.href]
    assert len(cells) > 10
    for cell in cells[::9]:
        if cell.said.isdigit():
            title = reader.read(cell.href).titled("table-title")
            assert title.split()[0] == cell.said, cell.href


def test_the_posts_outside_their_interval_are_as_many_as_was_said(
    reader: Reader, pages: list[Text]
) -> None:
    (link,) = [link for link in pages[-1].rows() if "unusual=1" in link.href]
    page = reader.read(link.href)
    assert page.titled("table-title").split()[0] == link.said
    assert "outside the interval" in page.page


def test_the_figures_of_a_till_lead_to_its_days(reader: Reader, pages: list[Text]) -> None:
    till = [link for link in pages[-1].rows() if "/outcomes" in link.href]
    assert till
    assert reader.read(till[0].href).titled("table-title") == "56 rows"


def test_the_files_are_as_many_as_home_says(reader: Reader) -> None:
    (link,) = [link for link in reader.read("/").rows() if link.href.endswith("/files")]
    page = reader.read(link.href)
    assert page.titled("table-title") == link.said
    for found in page.links:
        if "/findings" in found.href:
            n = reader.read(found.href).titled("table-title").split()[0]
            assert n == found.said, found.href


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_pages_say_the_sentences_of_the_report(
    reader: Reader, brand: tuple[object, str], language: str
) -> None:
    from balise.report import blocks  # noqa: PLC0415 - after Django is set up

    answers = reader.site.desk.answers(brand[1], "engagement")
    page = reader.read(places(reader)[0], HTTP_ACCEPT_LANGUAGE=language).page
    plain = squeezed(html.unescape(re.sub(r"<[^>]+>", "", page)))
    for block in blocks(answers, language):
        for sentence in block.sentences:
            name, _, said = re.sub(r"^\d\. \w+ – ", "", sentence).partition(":")
            assert squeezed(said or name) in plain, sentence


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
