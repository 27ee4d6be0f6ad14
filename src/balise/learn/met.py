"""Words that were met before: most words of a text have been, so each is read once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain

_MOST, _LONGEST = 50_000, 40


class Met(dict[str, tuple[str, ...]]):
    """What was found in each word that was met; at most `_MOST` short ones are kept."""

    def __init__(self, find: Callable[[str], Iterable[str]]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, word: str) -> tuple[str, ...]:
        found = tuple(self._find(word))
        if len(word) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[word] = found
        return found

    def among(self, words: Iterable[str]) -> Iterable[str]:
        """Give what is found in words, in their order."""
        return chain.from_iterable(map(self.__getitem__, words))
