"""Query text: a table of posts as the model sees them, in the SQL of DuckDB.

The table has one row a post with the columns of `COLUMNS`. What only text can tell (hours, bins,
words) is in `active` already, so that no query reads text.
"""

from __future__ import annotations

from collections.abc import Iterable

from balise.errors import ColumnMissingError, Said
from balise.words import mark

COLUMNS = ("account", "week", "kind", "y", "active")
"""`<network>:<handle>`, ISO weeks since 0001-01-01, kind, outcome on the log scale, columns of the
design that the post has. A post whose outcome is not known (NULL or NaN) teaches nothing."""

WEIGHT = "weight"
"""Of a rate, a column more: the weight of each post (`balise.learn.exposure.weight`)."""

_NAMES = (
    "CREATE TYPE {name}_name AS ENUM "
    "(SELECT DISTINCT {name} FROM {table} WHERE {name} IS NOT NULL ORDER BY 1)"
)
_POSTS = """\
SELECT account::account_name, week, kind::kind_name, y::DOUBLE, active{weight}
FROM {table}
WHERE y IS NOT NULL AND NOT isnan(y::DOUBLE)
ORDER BY 1"""


def check(columns: Iterable[str]) -> None:
    """Hold the columns of a table against those that are needed.

    Raises
    ------
    ColumnMissingError
        One is not there.

    Examples
    --------
    >>> check(["account", "week", "kind", "y", "active", "anything"])
    """
    found = set(columns)
    for name in COLUMNS:
        if name not in found:
            raise ColumnMissingError(column=name, purpose=Said(mark("sum the posts")))


def names(table: str) -> tuple[str, ...]:
    """Write what makes `account_name` and `kind_name`: names as numbers that sort as they do.

    Examples
    --------
    >>> len(names("posts"))
    2
    """
    return tuple(_NAMES.format(name=name, table=table) for name in ("account", "kind"))


def posts(table: str, *, weighed: bool = False) -> str:
    """Write the query of all posts that teach something, account after account.

    `weighed` tells whether the table has weights, which come last then.

    Examples
    --------
    >>> posts("posts").splitlines()[-2]
    'WHERE y IS NOT NULL AND NOT isnan(y::DOUBLE)'
    """
    return _POSTS.format(table=table, weight=f", {WEIGHT}" if weighed else "")
