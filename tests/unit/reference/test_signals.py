from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from balise.domain.account import NETWORKS
from balise.domain.metric import METRICS
from balise.reference import signals
from balise.reference.signals import Statement
from balise.words import Speech

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[3]
EACH = pytest.mark.parametrize("one", signals.statements(), ids=lambda one: one.id)


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("networks_tool", ROOT / "tools/networks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@EACH
def test_a_statement_is_dated_sourced_and_said_in_both_languages(one: Statement) -> None:
    assert one.network in NETWORKS
    assert re.fullmatch(r"20\d\d(-\d\d){0,2}|", one.since)
    assert re.fullmatch(r"20\d\d(-\d\d){1,2}", one.verified)
    assert one.source_url.startswith("http")
    assert one.confidence in {"official", "reported", "secondary"}
    assert one.said("fr") != one.said("en")
    assert one.said("fr").endswith(".")
    assert one.said("en").endswith(".")


@EACH
def test_what_it_implies_is_a_canonical_metric(one: Statement) -> None:
    names = {*METRICS, "engagement"}
    assert {one.kpi, one.per} - {""} <= names
    assert one.kpi or not one.per


@EACH
def test_rules_for_machines_are_told_apart_from_signals(one: Statement) -> None:
    ruled = {"must", "must_not", "allowed"}
    assert (one.effect in ruled) == (one.kind == "automation")


def test_of_instagram_it_names_watching_sends_saves_likes_and_originality() -> None:
    watched = signals.kpis("instagram")
    assert {"avg_watch_s", "shares per reach", "saves per reach", "reactions per reach"} <= set(
        watched
    )
    assert "ig-original" in watched["reach"]


def test_ids_are_their_own() -> None:
    ids = [one.id for one in signals.statements()]
    assert len(ids) == len(set(ids))


def test_the_pages_are_as_the_tool_writes_them() -> None:
    assert tool().stale() == []


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("network", signals.networks())
def test_a_page_holds_every_statement_with_its_address(network: str, language: str) -> None:
    page = tool().page(network, language)
    for one in signals.statements():
        held = one.said(language) in page and one.source_url in page
        assert held or one.network != network
    assert Speech(language).term("network", network) in page
    # A cell that held a bar would break its table.
    rows = [line for line in page.splitlines() if line.startswith("| ")]
    assert {line.count("|") for line in rows} == {7}
