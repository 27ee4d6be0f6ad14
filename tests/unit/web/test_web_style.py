"""The page of components shows every component that the stylesheet draws."""

from __future__ import annotations

import re
from importlib import resources

import pytest
from tests.unit.web.reader import Reader

STATES = frozenset({"htmx-indicator", "htmx-request"})
"""Classes that a library gives and takes: nothing to look at."""


def drawn(sheet: str) -> set[str]:
    """Name the classes that a stylesheet draws."""
    text = (resources.files("balise.web") / "static" / "css" / f"{sheet}.css").read_text("utf-8")
    bare = re.sub(r"/\*.*?\*/|url\([^)]*\)|\"[^\"]*\"", "", text, flags=re.DOTALL)
    selectors = re.findall(r"([^{}]+)\{", bare)
    return {name for one in selectors for name in re.findall(r"\.([a-zA-Z][\w-]*)", one)}


def shown(reader: Reader) -> set[str]:
    """Name the classes of the page."""
    page = reader.read("/style").page
    return {name for said in re.findall(r'class="([^"]*)"', page) for name in said.split()}


def test_every_component_of_the_stylesheet_is_shown(reader: Reader) -> None:
    missing = drawn("components") - STATES - shown(reader)
    assert not missing, f"/style does not show: {', '.join(sorted(missing))}"


@pytest.mark.parametrize("name", ["task", "door-steps", "pick", "changes"])
def test_parts_that_several_pages_borrow_are_shown(reader: Reader, name: str) -> None:
    assert name in shown(reader), f"/style does not show .{name}"
