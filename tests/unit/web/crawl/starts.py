"""Where a crawl begins: an address for every pattern, with what belongs in it and what does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from itertools import chain, islice
from typing import Any

from django.urls import NoReverseMatch, get_resolver, reverse
from tests.unit.web.crawl.conftest import BRAND, OTHER
from tests.unit.web.crawl.walk import patterns

from balise.web import urls
from balise.web.access import Need, need_of

HUGE = 10**25
ODD = ("x", "..", "%00", "\u202e", "a" * 3_000, "<script>alert(1)</script>", "a\r\nX-Evil: 1")
WORDS: dict[str, tuple[Any, ...]] = {
    "what": ("begin", "reset"), "form": ("ics", "md", "nothing"), "name": ("css/none.css",),
    "table": ("strategy", "accounts", "objectives", "nothing"), "number": (1, HUGE),
    "id_": (1, HUGE), "brand": (BRAND, OTHER, "Nobody"), "batch": ("0" * 32, "f" * 32),
    "room": ("0" * 16, "f" * 16),
}  # fmt: skip
OWN: dict[str, dict[str, tuple[Any, ...]]] = {"clients_sorted": {"name": ("0" * 32, "f" * 32)}}
"""Words that mean something else to one pattern than to the others."""


def named() -> dict[str, Need]:
    """Give the name of every pattern, and what it needs."""
    found = {}
    for one in patterns(urls.urlpatterns):
        need = need_of(one.callback)
        assert one.name, one
        assert need is not None
        found[one.name] = need
    return found


def starts() -> Iterator[str]:
    """Write an address of every pattern, with what belongs in it."""
    for name in named():
        yield from islice(_of(name, partial(_first, name)), 1)


def odd() -> Iterator[str]:
    """Write addresses that hold what does not belong there, one parameter after the other."""
    for name in named():
        those = (_of(name, partial(odd_word, name, n=n)) for n in range(len(ODD)))
        yield from dict.fromkeys(chain.from_iterable(those))


def _first(name: str, word: str) -> Any:
    return _words(name, word)[0]


def _words(name: str, word: str) -> tuple[Any, ...]:
    return OWN.get(name, WORDS).get(word) or WORDS.get(word, ODD)


def odd_word(name: str, word: str, *, n: int) -> Any:
    """Give the n-th of what does not belong there."""
    words = _words(name, word)
    return words[0] if word == "brand" and n else words[-1 - n % len(words)]


def _of(name: str, choose: Callable[[str], Any]) -> Iterator[str]:
    for ((_, words),), *_ in get_resolver().reverse_dict.getlist(name):
        with suppress(NoReverseMatch):
            yield reverse(name, kwargs={word: choose(word) for word in words})
