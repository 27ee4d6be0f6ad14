"""The steps by which the tables came to be as they are."""

from __future__ import annotations

import pkgutil

from balise.store import migrations


def known() -> frozenset[str]:
    """Name the steps that this version knows.

    Examples
    --------
    >>> "0001_initial" in known()
    True
    """
    return frozenset(found.name for found in pkgutil.iter_modules(migrations.__path__))
