"""Why a file is not written in its form, in the reader's language: what parsers say in English."""

from __future__ import annotations

from balise.errors import Said
from balise.words.catalogue import mark

_TWICE = mark("a name or a heading stands twice")
_NAME = mark("a name is followed by =, and one with accents or blanks stands in quotes")
_QUOTES = mark("the quotes of a text are not closed; a text over several lines has three")
_BRACKET = mark("a bracket is not closed")
_HEADING = mark("a heading such as [plan] or [[drafts]] is not closed")
_VALUE = mark("a value is missing, or a text has no quotes")
_BACKSLASH = mark("a backslash in quotes begins a sign; write two for one")
_REASONS = {
    "Expected '='": _NAME,
    "Invalid initial character for a key part": _NAME,
    "Expected newline or end of document": mark(
        "something follows a value; decimals have a point, as in 0.02, and texts stand in quotes"
    ),
    "Invalid value": _VALUE,
    "Unclosed": _BRACKET,
    "Expected ']": _HEADING,
    "Cannot declare": _TWICE,
    "Cannot overwrite": _TWICE,
    "Cannot mutate": _TWICE,
    "Cannot redefine": _TWICE,
    "Duplicate": _TWICE,
    "Illegal character": _QUOTES,
    "Unterminated string": _QUOTES,
    'Expected "\'"': _QUOTES,
    "Expected '\"'": _QUOTES,
    "Unescaped '\\'": _BACKSLASH,
    "Invalid hex value": _BACKSLASH,
    "Escaped character": _BACKSLASH,
    "Invalid \\escape": _BACKSLASH,
    "Invalid \\uXXXX": _BACKSLASH,
    "Invalid date": mark("there is no such day or time"),
    "Expecting property name": mark("a name in double quotes is missing, or a comma is too much"),
    "Illegal trailing comma": mark("a name in double quotes is missing, or a comma is too much"),
    "Expecting value": _VALUE,
    "Expecting ','": mark("a comma or a bracket is missing"),
    "Expecting ':'": mark("a colon is missing after a name"),
    "Invalid control character": mark("a text runs over the end of its line"),
    "field larger": mark("a cell is too long"),
    "too deep": mark("lists or tables stand too deep in one another"),
    "File is not a zip file": mark("it is no ZIP, or its end is missing"),
    **dict.fromkeys(
        (
            "Bad CRC-32",
            "Bad magic number",
            "Compressed file ended",
            "Error -",
            "Corrupt",
            "Truncated file header",
            "Overlapped entries",
            "Bad offset for central directory",
            "Invalid CFB",
            "Xml error",
            "EOF",
            "Zip error",
            "invalid Zip archive",
        ),
        mark("a part of it is damaged or missing"),
    ),
    "the list does not end": mark("the list does not end"),
    "it does not begin with a list": mark("it does not begin with a list"),
}
"""How a message of `tomllib`, `json`, `csv`, `zipfile` or Balise begins, to what it means."""


def why_unreadable(said: str) -> str:
    """Give the meaning of what a parser says; what is not known stays as it is.

    Examples
    --------
    >>> why_unreadable("Invalid value (at line 3, column 2)")
    'a value is missing, or a text has no quotes'
    >>> why_unreadable("out of luck (at line 1, column 1)")
    'out of luck'
    """
    reason = said.partition(" (at ")[0].rstrip(".")
    meant = next((text for begins, text in _REASONS.items() if reason.startswith(begins)), None)
    return Said(meant) if meant else reason
