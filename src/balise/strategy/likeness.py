"""How alike posts are by their words: TF-IDF, cosines, and the nearest of some posts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from balise.domain.tag import Document

_AT_ONCE = 400
_HASHTAG = "#"

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Documents as rows of unit length; `names` are the words of the columns."""

    rows: Any
    names: tuple[str, ...]


def weighed(documents: Sequence[Document], *, least: int = 2) -> Words:
    """Weigh the words of documents by how few use them (TF-IDF), each row to unit length.

    Parameters
    ----------
    documents
        Their `words` and `hashtags` are what counts, each once.
    least
        Fewest documents that a word must be in.

    Returns
    -------
    Words
        A sparse matrix, one row a document; a document without any word is a row of zeros.

    Examples
    --------
    >>> two = [Document(uid="a", words=("oak",)), Document(uid="b", words=("oak", "ash"))]
    >>> weighed(two, least=1).names
    ('ash', 'oak')
    """
    bags = [_bag(document) for document in documents]
    counts: Counter[str] = Counter()
    for bag in bags:
        counts.update(bag)
    names = tuple(sorted(word for word, n in counts.items() if n >= least))
    place = {word: i for i, word in enumerate(names)}
    held = [[place[word] for word in bag if word in place] for bag in bags]
    ends = np.cumsum([0, *map(len, held)])
    index = np.array([i for one in held for i in one], np.int64)
    idf = np.log((1 + len(bags)) / (1 + np.array([counts[word] for word in names]))) + 1
    data = idf[index] if names else np.zeros(0)
    shape = (len(bags), len(names))
    rows = sparse.csr_matrix((data, index, ends), shape=shape)
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    scale = np.divide(1.0, length, out=np.zeros_like(length), where=length > 0)
    return Words(rows=sparse.diags_array(scale) @ rows, names=names)


def nearest(
    rows: Any, known: NDArray[np.int64], asked: NDArray[np.int64], *, n: int
) -> Iterator[tuple[int, NDArray[np.int64], Floats]]:
    """Find the `n` known rows most alike each row asked for, itself left out.

    Yields
    ------
    asked, known, cosine
        Rows that share no word are left out; of equals the first known comes first.
    """
    if not len(known):
        yield from ((int(row), known, np.zeros(0)) for row in asked)
        return
    turned = rows[known].T.tocsc()
    for start in range(0, len(asked), _AT_ONCE):
        some = asked[start : start + _AT_ONCE]
        for row, cosines in zip(some, (rows[some] @ turned).toarray(), strict=True):
            cosines[known == row] = 0.0
            best = np.argsort(-cosines, kind="stable")[:n]
            best = best[cosines[best] > 0]
            yield int(row), known[best], cosines[best]


def _bag(document: Document) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*document.words, *(_HASHTAG + tag for tag in document.hashtags))))
