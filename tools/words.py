"""List the sentences of the program that have no French: `python tools/words.py`."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, TypeGuard

from babel.messages.pofile import read_po

from balise.reference.export_paths import paths, short_of_any
from balise.words.findings import SENTENCES
from balise.words.glossary import TERMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Catalog

ROOT = Path(__file__).resolve().parents[1]
NAMES = {said for (group, code), said in TERMS.items() if group == "network" and code != "other"}
"""Names of networks are the same in every language."""
SPOKEN = {"mark", "text", "plural", "_", "gettext", "gettext_lazy", "ngettext"}
"""Names of functions whose sentences are translated."""
SAID = re.compile(r'{%\s*say\s+"([^"]+)"')
"""A sentence of a template."""


class _Text(ast.Constant):
    """A constant that is text, for the type checker."""

    value: str


def sentences(source: str) -> Iterator[tuple[int, str]]:
    """Give the line and the words of each sentence that a module marks, says, or raises."""
    nodes = list(ast.walk(ast.parse(source)))
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    # The second sentence of `plural` is no key of the catalogue: it is kept with the first.
    seconds = {id(arg) for call in calls if _name(call.func) == "plural" for arg in call.args[1:]}
    for node in nodes:
        if isinstance(node, ast.Call) and _name(node.func) in SPOKEN and id(node) not in seconds:
            yield from ((node.lineno, arg.value) for arg in node.args[:1] if _is_text(arg))
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            yield from _template(node)


def said(template: str) -> Iterator[tuple[int, str]]:
    """Give the line and the words of each sentence of a template."""
    for number, line in enumerate(template.splitlines(), 1):
        yield from ((number, found[1]) for found in SAID.finditer(line))


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _is_text(argument: ast.expr) -> TypeGuard[_Text]:
    return isinstance(argument, ast.Constant) and isinstance(argument.value, str)


def _template(node: ast.Assign | ast.AnnAssign) -> Iterator[tuple[int, str]]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    named = any(isinstance(target, ast.Name) and target.id == "template" for target in targets)
    if named and node.value is not None and _is_text(node.value):
        yield node.lineno, node.value.value


def spoken(root: Path = ROOT) -> dict[str, str]:
    """Give every sentence of the program and where it stands."""
    found = dict.fromkeys(SENTENCES.values(), "words/findings.py")
    found |= dict.fromkeys(TERMS.values(), "words/glossary.py")
    found |= {said: "export_paths.toml" for way in paths() for said in way.sentences()}
    found[short_of_any()] = "export_paths.toml"
    source = root / "src/balise"
    for path in sorted([*source.rglob("*.py"), *source.rglob("templates/**/*.html")]):
        find = said if path.suffix == ".html" else sentences
        for line, sentence in find(path.read_text("utf-8")):
            if re.search(r"[^\W\d_]", sentence):
                found.setdefault(sentence, f"{path.relative_to(root)}:{line}")
    return {sentence: where for sentence, where in found.items() if sentence not in NAMES}


def french(root: Path = ROOT) -> Catalog:
    """Read the French catalogue."""
    with (root / "src/balise/words/locale/fr/LC_MESSAGES/django.po").open("rb") as file:
        return read_po(file, locale="fr")


def places(sentence: str) -> set[str]:
    """Name the places of a sentence that are filled when it is said."""
    return {name.split(".")[0] for _, name, _, _ in Formatter().parse(sentence) if name}


def missing(root: Path = ROOT) -> dict[str, str]:
    """Give the sentences without a translation that has the same places, and why."""
    catalogue = french(root)
    faults = {}
    for sentence, where in spoken(root).items():
        message = catalogue.get(sentence)
        strings = [] if message is None else _strings(message.string)
        if not strings or not all(strings):
            faults[sentence] = f"{where}: no French"
        elif message is not None and message.fuzzy:
            faults[sentence] = f"{where}: fuzzy"
        elif any(places(said) - {"n"} != places(sentence) - {"n"} for said in strings):
            faults[sentence] = f"{where}: other places"
    return faults


def _strings(said: str | list[str] | tuple[str, ...] | None) -> list[str]:
    return [said] if isinstance(said, str) else list(said or ())


if __name__ == "__main__":
    FAULTS = missing()
    for SENTENCE, WHY in FAULTS.items():
        print(f"{WHY}: {SENTENCE!r}")
    sys.exit(bool(FAULTS))
