"""Small faults put into the source one at a time, by the operators of Cosmic Ray.

A site is a place and a kind of fault; one fault is drawn for each site that is drawn, because a
sign has eleven replacements and would weigh eleven times what a condition weighs. Left out are
faults that change nothing a program can see: annotations, names of types, blocks for the checker
of types, what only declares a dataclass, caches, `strict=` of zip, `is` in the place of `==`.
"""

from __future__ import annotations

import ast
import difflib
import random
import warnings
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

SAME = ("Eq_Is", "Is_Eq", "NotEq_IsNot", "IsNot_NotEq")
DECLARES = {"eq", "frozen", "kw_only", "order", "repr", "slots"}
KEEPS = {"cache", "cached_property", "lru_cache", "override", "overload", "runtime_checkable"}
DULL = {"endmarker", "name", "newline", "string"}  # leaves that no operator changes
Span = tuple[tuple[int, int], tuple[int, int]]
Fault = tuple[str, int]  # an operator and which of its places in the file


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where a fault may be, and the faults of one kind that may be there."""

    path: str
    line: int
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A file with one fault."""

    path: str
    line: int
    source: str
    change: str


def sites(root: Path, rooms: tuple[str, ...]) -> list[Site]:
    """Give every site of the rooms, in the order of files and lines."""
    paths = [path for room in rooms for path in sorted((root / room).rglob("*.py"))]
    return [site for path in paths for site in _of_file(path, str(path.relative_to(root)))]


def draw(root: Path, found: list[Site], n: int, seed: int) -> Iterator[Mutant]:
    """Draw sites at equal steps from a random start, so that each module has its share."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    step = max(len(found) / n, 1)
    start = chance.uniform(0, step)
    for k in range(min(n, len(found))):
        place = int(start + k * step)
        near = (_mutant(root, site, chance) for site in (*found[place:], *found[:place]))
        yield from islice(filter(None, near), 1)  # of the next site where nothing differs here


def _of_file(path: Path, name: str) -> Iterator[Site]:
    source = path.read_text(encoding="utf-8")
    spans, lines = list(_unseen(ast.parse(source))), source.splitlines()
    seen: dict[str, int] = defaultdict(int)
    kinds: dict[tuple[int, int, str], list[Fault]] = defaultdict(list)
    for node in ast_nodes(get_ast(source)):
        mark = node.type == "operator" and node.parent.type == "parameters"  # the * of f(*, x)
        for operator, made in () if mark or node.type in DULL else _operators():
            for (line, column), _ in made.mutation_positions(node):
                fault = (operator, seen[operator])
                seen[operator] += 1
                place = (line, len(lines[line - 1][:column].encode()))
                if not any(first <= place < last for first, last in spans):
                    kinds[*place, operator.split("_")[0]].append(fault)
    for (line, _, _), faults in sorted(kinds.items()):
        if told := tuple(f for f in faults if not f[0].endswith(SAME)):
            yield Site(path=name, line=line, faults=told)


@cache
def _operators() -> tuple[tuple[str, Any], ...]:
    classes = ((name, get_operator(name)) for name in operator_names())
    return tuple((name, made()) for name, made in classes if not any(made.arguments()))


def _mutant(root: Path, site: Site, chance: random.Random) -> Mutant | None:
    source = (root / site.path).read_text(encoding="utf-8")
    for operator, place in chance.sample(site.faults, len(site.faults)):
        try:
            made = mutate_code(source, get_operator(operator)(), place)
        except AttributeError:  # it cannot replace an exception with a dotted name
            continue
        if made is not None and _differs(source, made):
            change = _change(source, made)
            return Mutant(path=site.path, line=site.line, source=made, change=change)
    return None


def _differs(source: str, made: str) -> bool:
    """Say whether it is another program: one that Python reads without a warning."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            compile(made, "mutant", "exec")
    except (SyntaxError, SyntaxWarning):
        return False
    return ast.dump(ast.parse(source)) != ast.dump(ast.parse(made))


def _change(source: str, made: str) -> str:
    lines = list(difflib.ndiff(source.splitlines(), made.splitlines()))
    before, after = (
        " ".join(line[2:].strip() for line in lines if line.startswith(sign)) for sign in "-+"
    )
    return f"{before}  ->  {after or 'nothing'}"


def _unseen(tree: ast.Module) -> Iterator[Span]:
    """Give where a fault changes nothing that a program can see."""
    aliases = [n.value for n in tree.body if isinstance(n, ast.Assign) and _is_type(n.value)]
    nodes = [part for node in ast.walk(tree) for part in _unseen_parts(node)]
    for node in (*aliases, *nodes):
        end = (node.end_lineno or node.lineno, node.end_col_offset or 0)
        yield ((node.lineno, max(node.col_offset - 1, 0)), end)  # with the @ of a decorator


def _unseen_parts(node: ast.AST) -> list[Any]:  # noqa: PLR0911 - a kind of node each
    match node:
        case ast.AnnAssign(annotation=said):
            return [said]
        case ast.arg(annotation=said) if said:
            return [said]
        case ast.FunctionDef(returns=said, decorator_list=over):
            return [*([said] if said else []), *(d for d in over if _called(d) in KEEPS)]
        case ast.ClassDef(decorator_list=over):
            return [k for d in over for k in _keywords(d, DECLARES)]
        case ast.If(test=test) if _called(test) == "TYPE_CHECKING":
            return [node]
        case ast.Call() if _called(node) == "zip":
            return list(_keywords(node, {"strict"}))
        case ast.Call(args=[said, *_]) if _called(node) == "cast":
            return [said]
    return []


def _keywords(node: ast.AST, names: set[str]) -> Iterator[ast.keyword]:
    if isinstance(node, ast.Call):
        yield from (k for k in node.keywords if k.arg in names)


def _called(node: ast.AST) -> str:
    if isinstance(node, ast.Call):
        return _called(node.func)
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _is_type(node: ast.AST) -> bool:
    match node:
        case ast.BinOp(op=ast.BitOr(), left=left, right=right):
            return _is_type(left) and _is_type(right)
        case ast.Subscript(value=ast.Name(id=name)):
            return name in {"tuple", "list", "dict", "set", "frozenset", "type"} or name.istitle()
        case ast.Name(id=name):
            return name in {"str", "int", "float", "bool", "bytes"} or name[0].isupper()
        case ast.Constant(value=None):
            return True
    return False
