"""The rules are data: each is sourced, dated, and either enforced or told."""

from __future__ import annotations

import ast
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.unit.check.drafts_made import TODAY, draft, found

from balise.check.checks import EACH, TOGETHER
from balise.check.limits import MEASURES
from balise.reference import network_rules
from balise.reference.network_rules import STALE_DAYS, Rule, by_id, rules

SOURCE = Path(__file__).resolve().parents[3] / "src/balise"
LIMITS = {"at_most", "at_least"}
AT_CAP = datetime(2025, 12, 19, 12, tzinfo=UTC)
NAMED = re.compile(r"^[A-Z0-9]+(?:_[A-Z0-9]+)+$")


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_a_rule_is_enforced_by_a_named_check_or_marked_info(rule: Rule) -> None:
    assert rule.check == "info" or rule.check in EACH or rule.check in TOGETHER
    if rule.check in LIMITS:
        assert rule.measure in MEASURES
        assert rule.value is not None
    if rule.check == "quota":
        assert rule.value is not None
        assert rule.hours is not None


def test_every_check_enforces_a_rule() -> None:
    assert {*EACH, *TOGETHER} == {rule.check for rule in rules()} - {"info"}


def test_every_measure_is_held_against_a_rule() -> None:
    used = {rule.measure for rule in rules() if rule.measure}
    assert set(MEASURES) == used


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_a_rule_has_its_source_its_day_and_both_languages(rule: Rule) -> None:
    assert rule.title
    assert rule.url.startswith(("http", "docs/"))
    assert date(2020, 1, 1) <= rule.checked <= TODAY
    assert rule.confidence in {"official", "reported", "secondary", "own"}
    assert rule.severity in {"error", "warning", "info"}
    assert rule.en
    assert rule.fr
    assert rule.en != rule.fr
    assert rule.statement("fr") == rule.fr


def test_no_two_rules_have_the_same_name() -> None:
    assert len(by_id()) == len(rules())


def test_the_code_names_no_rule_that_the_data_does_not_have() -> None:
    named = {
        node.value
        for folder in ("check", "cli", "ingest/drafts")
        for path in (SOURCE / folder).glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and NAMED.match(node.value)
    }
    prefixes = {rule.id.split("_")[0] for rule in rules()}
    assert {name for name in named if name.split("_")[0] in prefixes} <= by_id().keys()


def test_a_finding_names_a_rule_of_the_data() -> None:
    text = "LIKE si tu aimes ! https://bit.ly/a #love #2026 " + "a" * 600
    for network in network_rules.networks():
        assert {one.rule for one in found(draft(text, network))} <= by_id().keys()


def test_a_rule_of_another_network_is_not_held_against_a_draft() -> None:
    own = {"all", "house", "mastodon"}
    assert {by_id()[one.rule].network for one in found(draft("a" * 5000, "mastodon"))} <= own


def test_a_rule_that_was_looked_at_long_ago_says_so() -> None:
    checked = by_id()["BSKY_TEXT"].checked
    fresh = found(draft("a" * 301, "bluesky"), today=checked + timedelta(days=STALE_DAYS))
    stale = found(draft("a" * 301, "bluesky"), today=checked + timedelta(days=STALE_DAYS + 1))
    assert not any("may have changed" in one.message for one in fresh)
    said = next(one for one in stale if one.rule == "BSKY_TEXT")
    assert said.message.endswith(f"The rule was checked on {checked} and may have changed.")
    assert said.params["stale"] == checked.isoformat()


def test_a_rule_does_not_hold_for_what_was_published_before_it() -> None:
    tags = " ".join(f"#Tag{letter}" for letter in "abcdefg")
    before, after = (
        draft(f"Bonjour {tags}", "instagram", publish_at=AT_CAP + timedelta(days=days))
        for days in (-1, 1)
    )
    assert "IG_HASHTAGS" not in {one.rule for one in found(before)}
    assert "IG_HASHTAGS" in {one.rule for one in found(after)}
