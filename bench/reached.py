"""Which tests reach a statement, from what the plugin `reach` wrote."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reach import ROOMS


@dataclass(frozen=True, slots=True, kw_only=True)
class Tests:
    """Which tests reach a line of a file, and the processor time that each needs."""

    seconds: dict[str, float]
    lines: dict[str, dict[int, set[str]]]
    importers: dict[str, set[str]]
    others: set[str]  # tests that start processes, in which no line is seen
    root: Path

    def reaching(self, path: str, line: int) -> dict[str, float]:
        """Give the tests that reach a statement, fastest first, with the seconds of each."""
        known = self.lines.get(path, {})
        wanted = _statement(self.root / path, line)
        if wanted is None:  # executed by the import, which every test of the module needs
            found = self._of_module(path)
        else:
            found = set().union(*(known.get(n, set()) for n in wanted)) or self.others
        return dict(sorted(((t, self.seconds[t]) for t in found), key=lambda pair: pair[1]))

    def _of_module(self, path: str) -> set[str]:
        """Give the tests that reach a module; words and figures alone are reached by importers."""
        todo, seen, found = {path}, {path}, set[str]()
        while todo and not found:
            for name in todo:
                found.update(*self.lines.get(name, {}).values())
            todo = set().union(*(self.importers.get(name, set()) for name in todo)) - seen
            seen |= todo
        return found


def together(told: Iterable[dict[str, Any]], root: Path, longest: float) -> Tests:
    """Read what several runs of the plugin wrote."""
    seconds: dict[str, float] = {}
    lines: dict[str, dict[int, set[str]]] = {}
    others: set[str] = set()
    for one in told:
        passed = {
            name: test
            for name, test in one["tests"].items()
            if test["passed"] and test["seconds"] <= longest
        }
        others |= {name for name, test in passed.items() if test["starts"]}
        seconds |= {name: test["seconds"] for name, test in passed.items()}
        users: dict[str, set[str]] = {name: {name} for name in passed}
        for name, test in passed.items():
            for shared in test["shared"]:
                users.setdefault(shared, set()).add(name)
        for path, by_line in one["lines"].items():
            kept = lines.setdefault(path, {})
            for line, contexts in by_line.items():
                reached = set().union(*(users.get(name, set()) for name in contexts))
                kept.setdefault(int(line), set()).update(reached)
    importers = _importers(root)
    return Tests(seconds=seconds, lines=lines, importers=importers, others=others, root=root)


def _importers(root: Path) -> dict[str, set[str]]:
    """Say which files of the rooms import a file."""
    found: dict[str, set[str]] = {}
    for room in ROOMS:
        for path in (root / room).rglob("*.py"):
            name = str(path.relative_to(root))
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and node.module:
                    base = f"src/{node.module.replace('.', '/')}"
                    parts = [f"{base}/{alias.name}" for alias in node.names]
                    for said in (base, *parts):
                        found.setdefault(f"{said}.py", set()).add(name)
                        found.setdefault(f"{said}/__init__.py", set()).add(name)
    return found


def _statement(path: Path, line: int) -> range | None:
    """Give the lines of the statement around a line, none where the import executes it."""
    best: ast.stmt | None = None
    inside = False
    todo: list[tuple[ast.AST, bool]] = [(ast.parse(path.read_text(encoding="utf-8")), False)]
    while todo:
        node, within = todo.pop()
        function = isinstance(node, ast.FunctionDef)
        if isinstance(node, ast.stmt) and line in _lines(node):
            best, inside = node, within
        todo += [
            (child, within or (function and child in getattr(node, "body", ())))
            for child in ast.iter_child_nodes(node)
            if not hasattr(child, "lineno") or _touches(child, line)
        ]
    return _head(best, line) if best is not None and inside else None


def _lines(node: ast.AST) -> range:
    decorators = [d.lineno for d in getattr(node, "decorator_list", ())]
    first, last = getattr(node, "lineno", 0), getattr(node, "end_lineno", 0)
    return range(min([first, *decorators]), last + 1)


def _touches(node: ast.AST, line: int) -> bool:
    return not isinstance(node, ast.stmt) or line in _lines(node)


def _head(node: ast.stmt, line: int) -> range:
    """Give the lines of a statement without the statements in it."""
    inner = [child.lineno for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt)]
    last = min([n - 1 for n in inner if n > line], default=_lines(node)[-1])
    return range(_lines(node)[0], max(last, line) + 1)
