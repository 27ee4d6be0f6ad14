from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.strategy.written import FULL, LEAST

import balise
from balise.strategy import Alignment, align

if TYPE_CHECKING:
    from balise.domain.reading import Finding


def aligned(text: str) -> Alignment:
    return align(balise.Strategy.parse(text), text=text)


def tie(text: str, name: str, objective: str) -> str:
    (row,) = [row for row in aligned(text).rows if row.name == name]
    return row.serves[objective]


def told(text: str) -> list[tuple[str, str]]:
    return [(one.code, one.params["name"]) for one in aligned(text).findings]


def one(text: str, code: str) -> Finding:
    (found,) = [each for each in aligned(text).findings if each.code == code]
    return found


def test_a_strategy_that_holds_together_has_no_gap() -> None:
    assert told(FULL) == []


@pytest.mark.parametrize(
    ("name", "sales", "known"),
    [
        ("offers", "direct", "none"),  # its stage
        ("how-to", "indirect", "direct"),  # known leads to sales
        ("visit", "direct", "none"),
        ("Mardi astuce", "indirect", "direct"),  # through its pillar
        ("Journées du jardin", "direct", "none"),
        ("balconies", "indirect", "direct"),  # named by known
        ("gardens", "open", "none"),  # sales names nobody
        ("instagram:serre.du.lac", "indirect", "direct"),
        ("facebook:serredulac", "open", "open"),
    ],
)
def test_each_element_serves_what_the_file_says(name: str, sales: str, known: str) -> None:
    assert (tie(FULL, name, "sales"), tie(FULL, name, "known")) == (sales, known)


def test_an_earlier_stage_serves_a_later_one_only_where_the_funnel_asks_for_it() -> None:
    alone = FULL.replace('supports = "sales"\n', "")
    assert tie(alone, "how-to", "sales") == "indirect"
    unasked = alone.replace("awareness = 0.6", "awareness = 0")
    assert tie(unasked, "how-to", "sales") == "none"
    assert tie(alone, "offers", "known") == "none"  # a later stage never serves an earlier one


def test_a_pillar_that_serves_nothing_is_told_with_its_line() -> None:
    text = FULL.replace('stage = "awareness"\nkeywords', "keywords")
    found = one(text.replace('pillar = "how-to"', 'pillar = "offers"'), "strategy-serves-none")
    assert found.message.startswith("pillar “how-to” serves no objective. Give it the `stage`")
    assert found.line == text[: text.index('[[pillars]]\nname = "how-to"')].count("\n") + 1
    assert found.severity == "warning"


def test_a_series_of_an_idle_pillar_is_idle_too() -> None:
    text = FULL.replace('stage = "awareness"\nkeywords', "keywords")
    codes = [code for code in told(text) if code[0] == "strategy-serves-none"]
    assert codes == [("strategy-serves-none", "how-to"), ("strategy-serves-none", "Mardi astuce")]


def test_an_event_for_nothing_is_told() -> None:
    assert told(FULL.replace('objective = "sales"\n', "")) == [
        ("strategy-serves-none", "Journées du jardin")
    ]


def test_a_call_to_action_without_a_stage_serves_the_event_that_asks_it() -> None:
    text = FULL.replace('phrases = ["Venez nous voir"]\nstage = "conversion"\n', "")
    assert tie(text, "visit", "sales") == "direct"
    assert tie(text.replace('objective = "sales"\n', ""), "visit", "sales") == "none"


def test_an_objective_that_nothing_serves_is_told() -> None:
    assert told(LEAST) == [("strategy-unserved", "clicks")]
    pillar = '[[pillars]]\nname = "offers"\nstage = "conversion"\n'
    assert told(LEAST + pillar) == []
    assert told(LEAST + pillar.replace("conversion", "loyalty")) == [
        ("strategy-unserved", "clicks"),
        ("strategy-serves-none", "offers"),
    ]


def test_an_audience_that_no_account_speaks_to_is_told() -> None:
    text = FULL.replace(
        'handle = "serredulac"\n', 'handle = "serredulac"\naudiences = ["balconies"]\n', 1
    )
    assert told(text) == [("strategy-unspoken", "gardens")]


def test_an_objective_whose_audience_no_account_speaks_to_is_told() -> None:
    text = FULL.replace(
        'handle = "serredulac"\n', 'handle = "serredulac"\naudiences = ["balconies"]\n', 1
    ).replace(
        'supports = "sales"\naudiences = ["balconies"]',
        'supports = "sales"\naudiences = ["gardens"]',
    )
    assert ("strategy-unreached", "known") in told(text)
    assert ("strategy-serves-none", "instagram:serre.du.lac") not in told(text)


def test_what_leads_on_leads_all_the_way() -> None:
    further = FULL.replace("value = 0.8", 'value = 0.8\nsupports = "loved"')
    further += (
        '[[objectives]]\nname = "loved"\nstage = "loyalty"\nkpi = "saves"\naggregate = "total"\n'
    )
    further += "target = 9\nvalue = 1\nstarts = 2026-12-01\nends = 2027-02-28\n"
    further = further.replace("[funnel]\nawareness = 0.6\nconversion = 0.4\n", "")
    assert tie(further, "how-to", "loved") == "indirect"
    assert tie(further, "Journées du jardin", "loved") == "indirect"


def test_without_the_text_findings_have_the_first_line() -> None:
    found = align(balise.Strategy.parse(LEAST))
    assert [each.line for each in found.findings] == [1]


def test_what_serves_an_objective_directly_is_not_lessened_by_another_way() -> None:
    text = FULL.replace('stage = "awareness"\nkpi', 'stage = "conversion"\nkpi')
    assert (tie(text, "offers", "sales"), tie(text, "offers", "known")) == ("direct", "direct")
