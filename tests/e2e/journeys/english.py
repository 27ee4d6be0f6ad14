"""English where a page speaks French: sentences of the program that were not translated."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import balise.words

_MO = Path(balise.words.__file__).parent / "locale" / "fr" / "LC_MESSAGES" / "django.mo"
_BLANK = re.compile(r"\{[^}]*\}")
_WORDS = 3
"""So many words in a row are no accident: a sentence is looked for within what is said."""

SHOWN = """() => {
  const said = [document.title], lang = document.documentElement.lang;
  const foreign = (el) => {
    const near = el.closest("[lang]");
    return (near && near.lang !== lang) || el.closest("script, style, bdi, code, pre, textarea");
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode())
    if (node.data.trim() && !foreign(node.parentElement)) said.push(node.data);
  for (const el of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]"))
    if (!foreign(el))
      for (const name of ["aria-label", "title", "placeholder", "alt"])
        if (el.getAttribute(name)) said.push(el.getAttribute(name));
  return said;
}"""
"""Gives what a page says: texts and names, but for code, names of others and other languages."""


def plain(said: str) -> str:
    return " ".join(said.split())


@cache
def known() -> tuple[frozenset[str], tuple[str, ...]]:
    """List the English messages that are other words in French: whole ones, and long pieces."""
    with _MO.open("rb") as file:
        told: dict[object, str] = vars(gettext.GNUTranslations(file))["_catalog"]
    pairs = [(one[0] if isinstance(one, tuple) else str(one), fr) for one, fr in told.items()]
    french = {plain(fr) for _, fr in pairs}
    told_apart = {plain(en) for en, fr in pairs if en and en != fr} - french
    whole = {one for one in told_apart if len(one) > len("mar")}  # "Mar" is a Tuesday in French
    whole -= {"English"}  # a language is chosen by its own name
    every = {plain(piece) for en in whole for piece in _BLANK.split(en)}
    in_french = "\n".join(french)
    long = (one for one in every if len(one.split()) >= _WORDS and len(one) > len("so many of"))
    return frozenset(whole), tuple(one for one in long if one not in in_french)


def english(said: Iterable[str]) -> list[str]:
    """Name what is said in English.

    Examples
    --------
    >>> english(["Ce qui a changé", "Your brands", "Save"])
    ['Save', 'Your brands']
    """
    whole, pieces = known()
    texts = {plain(one) for one in said}
    body = "\n".join(texts)
    return sorted((texts & whole) | {piece for piece in pieces if piece in body})
