from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from balise import errors
from balise.errors import BaliseError

SOURCES = Path(errors.__file__).parent.parent


def subclasses(base: type[BaliseError]) -> list[type[BaliseError]]:
    found = sorted(base.__subclasses__(), key=lambda one: _position(one.__name__))
    return [one for one in found if one.__module__.startswith(errors.__name__)]


def _position(name: str) -> int:
    """Where the docstring draws it; what it does not draw comes first."""
    return (errors.__doc__ or "").find(f"── {name}\n")


def every(base: type[BaliseError]) -> list[type[BaliseError]]:
    return [found for one in subclasses(base) for found in (one, *every(one))]


def drawn(base: type[BaliseError], indent: str = "") -> list[str]:
    lines = []
    below = subclasses(base)
    for one in below:
        last = one is below[-1]
        lines.append(f"{indent}{'└──' if last else '├──'} {one.__name__}")
        lines += drawn(one, indent + ("    " if last else "│   "))
    return lines


def raised() -> list[tuple[str, str, set[str], bool]]:
    """Give where, which and with what facts each error is made."""
    found = []
    for path in sorted(SOURCES.rglob("*.py")):
        source = path.read_text("utf-8")
        if not re.search(r"Error\s*\(", source):  # it makes none: to take it apart takes long
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                if isinstance(getattr(errors, name, None), type) and name.endswith("Error"):
                    facts = {keyword.arg for keyword in node.keywords}
                    where = f"{path.relative_to(SOURCES)}:{node.lineno}"
                    named = {fact for fact in facts if fact is not None}
                    found.append((where, name, named, None in facts))
    return found


def test_it_draws_every_error_in_the_docstring() -> None:
    tree = [line[4:] for line in (errors.__doc__ or "").splitlines() if re.search("[├└]", line)]
    assert tree == drawn(BaliseError)


@pytest.mark.parametrize("made", raised(), ids=lambda made: f"{made[0]} {made[1]}")
def test_it_gives_every_fact_that_the_sentence_names(
    made: tuple[str, str, set[str], bool],
) -> None:
    _, name, facts, more = made
    template = getattr(errors, name).template
    places = {place for _, place, _, _ in Formatter().parse(template) if place}
    assert more or facts >= places


def test_it_keeps_the_facts() -> None:
    error = errors.FileMissingError(file="posts.csv")
    assert error.facts == {"file": "posts.csv"}
    assert str(error) == "posts.csv: there is no such file."


def test_it_raises_each_error_somewhere() -> None:
    bases = {one.__name__ for one in every(BaliseError) if subclasses(one)}
    leaves = {one.__name__ for one in every(BaliseError)} - bases
    sources = [p.read_text("utf-8") for p in SOURCES.rglob("*.py") if p.parent.name != "errors"]
    made = re.compile(r"(\w+Error)(?:\(|\n| from)")
    assert leaves - {name for source in sources for name in made.findall(source)} == set()
