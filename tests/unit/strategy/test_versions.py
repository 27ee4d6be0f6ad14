from __future__ import annotations

import pytest
from tests.unit.strategy.written import LEAST

import balise
from balise.errors import StrategyError
from balise.strategy.versions import CURRENT, migrated

DRAFT = """\
# a first draft
[strategy]
name = "Shop"
version = 0     # before there were several

[objective]     # the only one
name = "clicks"
stage = "conversion"
kpi = "link_clicks"
aggregate = "total"
target = 1200
starts = 2026-12-01
ends = 2027-02-28

[[accounts]]
network = "instagram"
handle = "shop"

["audience"]
name = "neighbours [objective]"
"""


def test_a_draft_of_one_objective_is_read_and_said() -> None:
    ours = balise.Strategy.parse(DRAFT)
    assert [aim.name for aim in ours.objectives] == ["clicks"]
    assert ours.audiences[0].name == "neighbours [objective]"
    assert ours.identity.version == CURRENT
    assert [(one.code, one.line, one.severity) for one in ours.findings] == [
        ("strategy-migrated", 4, "info")
    ]


def test_a_migrated_text_keeps_its_comments_and_is_of_today() -> None:
    text = balise.Strategy.parse(DRAFT).text
    assert "version = 1     # before there were several" in text
    assert "[[objectives]]     # the only one" in text
    assert balise.Strategy.parse(text).findings == ()


def test_a_migration_keeps_every_line_where_it_is() -> None:
    assert migrated(DRAFT, 0).count("\n") == DRAFT.count("\n")
    wrong = DRAFT.replace("target = 1200", "target = 0")
    with pytest.raises(StrategyError) as caught:
        balise.Strategy.parse(wrong)
    errors = [one for one in caught.value.findings if one.severity == "error"]
    assert [one.line for one in errors] == [11]


def test_the_old_layout_without_its_number_is_not_guessed() -> None:
    with pytest.raises(StrategyError) as caught:
        balise.Strategy.parse(DRAFT.replace("version = 0", "version = 1"))
    assert {one.code for one in caught.value.findings} >= {"strategy-key-near"}


def test_a_file_that_names_no_version_is_of_the_first() -> None:
    assert balise.Strategy.parse(LEAST).identity.version == 1


@pytest.mark.parametrize("version", ["2", "10_000", "0x10", "999999999999999999999999"])
def test_a_later_version_is_refused_with_nothing_else_said(version: str) -> None:
    text = LEAST.replace('name = "Shop"', f'name = "Shop"\nversion = {version}\nnew_key = 1')
    with pytest.raises(StrategyError) as caught:
        balise.Strategy.parse(text)
    assert [(one.code, one.line) for one in caught.value.findings] == [("strategy-later", 3)]


@pytest.mark.parametrize("version", ["0", "0x0", "+0", "0_0"])
def test_any_way_to_write_the_number_is_replaced(version: str) -> None:
    text = DRAFT.replace("version = 0 ", f"version = {version} ")
    if version == "0_0":
        with pytest.raises(StrategyError, match="TOML"):
            balise.Strategy.parse(text)
    else:
        assert "version = 1 " in balise.Strategy.parse(text).text
