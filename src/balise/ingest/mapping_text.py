"""A suggestion written as TOML for its reader: a comment on each line says why, and how sure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING

from balise.domain.account import NETWORKS
from balise.domain.post import KINDS
from balise.ingest.guesses import shown
from balise.ingest.mapping import FIELDS
from balise.words import Speech, mark

if TYPE_CHECKING:
    from balise.ingest.suggestion import ColumnGuess, Guess, Suggestion

_SURE = {
    "sure": mark("sure"),
    "likely": mark("likely"),
    "unknown": mark("not known: please check"),
}
_WHY = {
    "layout": mark("as in an export that Balise knows"),
    "header": mark("known header"),
    "like": mark("like a known header"),
    "cells": mark("as the cells look"),
    "name": mark("from the name of the file"),
    "usual": mark("usual where nothing tells"),
}
_MEANING = {
    "kind": mark("what a row is: posts, days (of an account) or outcome (sales, tickets, answers)"),
    "network": mark("one of: {choices}"),
    "account": mark("handle of the account, where no column and no link has it"),
    "name": mark("name of the outcome: till, tickets, survey …"),
    "currency": mark("currency of money that is written without one"),
    "timezone": mark("zone of the times; without this line: the zone given at the import"),
    "date_order": mark("day or month: which comes first in 03/04/2026"),
    "decimal": mark('"," or ".": the decimal sign'),
    "sheet": mark("sheet of the workbook"),
    "header_row": mark("line of the header; 0: there is none, columns are #1, #2 …"),
    "basis": mark("lifetime: figures since publication; period: of the time of the export"),
    "period": mark("day, week or month: what a date in a row stands for"),
}
_EXAMPLES = {
    "account": "my.account", "timezone": "Europe/Brussels", "currency": "EUR",
    "date_order": "day", "decimal": ",", "basis": "lifetime", "period": "day",
}  # fmt: skip
_BY_KIND = {
    "posts": ("network", "account", "timezone", "date_order", "decimal", "sheet", "header_row",
              "basis"),
    "days": ("network", "account", "date_order", "decimal", "sheet", "header_row"),
    "outcome": ("name", "currency", "timezone", "date_order", "decimal", "sheet", "header_row",
                "period"),
}  # fmt: skip
_NUMBERS = ("header_row",)
_WIDTH = 96


def toml(suggestion: Suggestion, speech: Speech, command: str) -> str:
    """Write a mapping that can be used as it is, or edited first; `command` uses it."""
    return "\n".join(_lines(suggestion, speech, command)) + "\n"


def _lines(found: Suggestion, s: Speech, command: str) -> Iterator[str]:
    about = s.text("What Balise recognised in {file}.", file=shown(found.file))
    yield _comment(about)
    if found.format:
        known = s.text(
            "Balise knows this table as {format} and reads it without a mapping.",
            format=found.format,
        )
        yield _comment(known)
    yield _comment(s.text("Change what is wrong, then: {command}", command=shown_whole(command)))
    yield ""
    yield _setting("kind", _text(found.kind), s.text(_MEANING["kind"]))
    for name in _BY_KIND[found.kind]:
        yield from _one(name, found.settings.get(name), s)
    yield from _columns(found, s)
    yield from _words("kinds", found.kinds, KINDS, s)
    yield from _words("networks", found.networks, NETWORKS, s)
    if found.scales:
        yield from ("", _comment(s.text("What figures are multiplied by.")), "[scales]")
        yield from (f"{name} = {scale:g}" for name, scale in found.scales.items())


def _one(name: str, guess: Guess | None, s: Speech) -> Iterator[str]:
    """Write a setting; one that is not known is written as an example behind a `#`."""
    meaning = s.text(_MEANING[name], choices=", ".join(NETWORKS))
    if guess is None:
        if name in _EXAMPLES:
            yield _comment(_setting(name, _text(_EXAMPLES[name]), meaning))
        return
    value = guess.value if name in _NUMBERS else _text(guess.value)
    yield _setting(name, value, f"{_reason(guess.sure, guess.why, s)}; {meaning}")


def _columns(found: Suggestion, s: Speech) -> Iterator[str]:
    fields = ", ".join(dict.fromkeys(FIELDS[found.kind]))
    yield ""
    told = s.text(
        "Column of the table = what it is. What a column may be: {fields}.", fields=fields
    )
    yield from map(_comment, wrap(told, _WIDTH, break_long_words=False, break_on_hyphens=False))
    if found.kind == "outcome":
        yield _comment(s.text("Money in a currency of its own: amount.EUR, amount.CHF …"))
    yield "[columns]"
    for column in found.columns:
        yield _setting(_text(column.key), _text(column.field), _about(column, s))


def _about(column: ColumnGuess, s: Speech) -> str:
    samples = ", ".join(_text(sample) for sample in column.samples)
    told = s.text("cells: {samples}", samples=samples) if samples else s.text("all cells empty")
    header = f"{shown(column.header)}: " if column.key.startswith("#") and column.header else ""
    if column.sure == "unknown":
        return f"{header}{s.text('not recognised, left out')}; {told}"
    if column.field == "ignored":
        return f"{header}{s.text('nothing that Balise uses')}; {told}"
    return f"{header}{_reason(column.sure, column.why, s)}; {told}"


def _words(table: str, words: object, allowed: tuple[str, ...], s: Speech) -> Iterator[str]:
    if not isinstance(words, dict) or not words:
        return
    title = s.text("Words of the table = one of: {choices}.", choices=", ".join(allowed))
    yield from ("", _comment(title), f"[{table}]")
    for word, guess in words.items():
        yield _setting(_text(word), _text(guess.value), s.text(_SURE[guess.sure]))


def _reason(sure: str, why: str, s: Speech) -> str:
    said = s.text(_SURE[sure])
    return f"{said} ({s.text(_WHY[why])})" if why else said


def _setting(name: str, value: str, comment: str) -> str:
    return f"{name} = {value}  # {comment}"


def _comment(text: str) -> str:
    return f"# {text}"


def shown_whole(command: str) -> str:
    """Write a command on one line, whole."""
    return "".join(c if c.isprintable() else "\ufffd" for c in command)


def _text(value: str) -> str:
    """Write a TOML string. JSON escapes all that TOML wants escaped but DEL and lone surrogates."""
    whole = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007F")
