from __future__ import annotations

import ast
import re
from datetime import date
from importlib.resources import files
from string import Formatter

import pytest
from tests.unit.plan.built import START, at, presence, shop, slot

from balise.domain.plan import Breach
from balise.plan.rules import breaches
from balise.words import Speech
from balise.words.plan_breaches import BREACHES, told

ROOM = files("balise.plan")
RULES = re.compile(r"rules\w*\.py")


def codes_of_the_rules() -> set[str]:
    """Read every code that a rule gives from its source."""
    found = set()
    for file in ROOM.iterdir():
        if not RULES.fullmatch(file.name):
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                said = [k.value for k in node.keywords if k.arg == "rule"]
                said += node.args[:1] if name == "breach" else []
                found |= {str(one.value) for one in said if isinstance(one, ast.Constant)}
    return found


def test_every_rule_has_its_sentence() -> None:
    codes = codes_of_the_rules()
    assert len(codes) > 40
    assert codes <= BREACHES.keys()
    by_a_name = {"pillar", "cta", "objective", "audience", "pillar-share", "stage-share"}
    assert BREACHES.keys() - codes == by_a_name | {"week-most", "week-reserve"}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_sentence_tells_the_place_the_figures_and_what_to_do(language: str) -> None:
    strategy = shop(presence(posts_per_week=(2, 3), min_gap_hours=6))
    found = breaches(strategy, [slot(0, 9), slot(0, 14.9)], start=START, weeks=2)
    week, gap = (next(one for one in found if one.rule == rule) for rule in ("week-least", "gap"))
    said = told(gap, Speech(language))
    assert "instagram:shop" in said
    assert ("22 mars 2027" if language == "fr" else "22 March 2027") in said
    assert "14:54" in said
    assert ("5,9" if language == "fr" else "5.9") in said
    assert "`min_gap_hours`" in said
    assert ("29 mars 2027" if language == "fr" else "29 March 2027") in told(week, Speech(language))


def test_the_two_languages_differ_and_hold_the_same_places() -> None:
    for code, sentence in BREACHES.items():
        places = {name for _, name, _, _ in Formatter().parse(sentence) if name}
        params = dict.fromkeys(places - {"where"}, "<it>")
        one = Breach(rule=code, what="<it>", day=date(2027, 3, 22), params=params)
        french, english = (told(one, Speech(language)) for language in ("fr", "en"))
        assert french != english, code
        assert french.count("<it>") == english.count("<it>"), code


def test_a_figure_just_below_its_limit_is_not_rounded_to_it() -> None:
    close = [slot(0, 9), slot(0, publish_at=at(0, 14.9999), slot_id="b", content_id="b")]
    (gap,) = breaches(shop(presence(min_gap_hours=6)), close, start=START, weeks=1)
    assert "5.99" in told(gap, Speech("en"))


def test_names_of_a_user_cannot_break_a_sentence() -> None:
    odd = Breach(rule="series-missing", what="{where}\n{0}", day=date(2027, 3, 22))
    assert "{where} {0}" in told(odd, Speech("en"))


def test_kinds_networks_and_days_are_named_in_the_language() -> None:
    (one,) = breaches(shop(), [slot(0, kind="document")], start=START, weeks=1)
    assert "Instagram" in told(one, Speech("fr"))
    assert "document" in told(one, Speech("fr")).lower()
