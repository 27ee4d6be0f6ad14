"""A frame of what own posts got, by network and format, as values that rankings take."""

from __future__ import annotations

import math
from typing import Any

import narwhals as nw

from balise.domain.ranking import Rate

COLUMNS = ("network", "kind", "n", "mean_log", "sd_log")


def rates(frame: Any) -> list[Rate]:
    """Read the rates of a frame; rows without a mean or with no posts are passed over.

    Parameters
    ----------
    frame
        Any dataframe that narwhals reads, with `network`, `kind`, `n` (posts), `mean_log` and
        `sd_log` (of the log of the KPI of single posts; one KPI throughout).

    Examples
    --------
    >>> import pyarrow as pa
    >>> table = pa.table(
    ...     {"network": ["x"], "kind": ["text"], "n": [9], "mean_log": [1.5], "sd_log": [1.0]}
    ... )
    >>> rates(table)
    [Rate(network='x', kind='text', n=9, mean=1.5, sd=1.0)]
    """
    asked = nw.from_native(frame, eager_only=True).select(*COLUMNS)
    return [
        Rate(network=network, kind=kind, n=int(n), mean=float(mean), sd=float(sd))
        for network, kind, n, mean, sd in asked.iter_rows()
        if all(_is_known(value) for value in (n, mean, sd)) and n > 0 and sd >= 0
    ]


def _is_known(value: float | None) -> bool:
    return value is not None and math.isfinite(value)
