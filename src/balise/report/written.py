"""What was worked out, as text that keeps, and back: the same values, checked as they are read."""

from __future__ import annotations

import json
import zlib
from collections.abc import Hashable
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from balise.report.index import Index

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_Kind = TypeVar("_Kind")


def to_bytes(kind: type[_Kind], value: _Kind) -> bytes:
    """Write a value of a type as JSON; what is infinite or no number stays so.

    Examples
    --------
    >>> from_bytes(tuple[int, ...], to_bytes(tuple[int, ...], (1, 2)))
    (1, 2)
    """
    if isinstance(value, Index):  # 100,000 posts are better kept as columns
        return value.to_bytes()
    # As plain values first: written by pydantic itself, what is no number would become null.
    plain = _adapter(cast("Hashable", kind)).dump_python(value, warnings="error")
    return zlib.compress(json.dumps(plain, default=_said, separators=(",", ":")).encode(), 1)


def from_bytes(kind: type[_Kind], data: bytes) -> _Kind:
    """Read a value of a type.

    Raises
    ------
    ValueError
        It was written by another version, which told other things.
    """
    if kind is Index:
        return cast("_Kind", Index.from_bytes(data))
    try:
        return cast("_Kind", _adapter(cast("Hashable", kind)).validate_json(zlib.decompress(data)))
    except zlib.error as error:
        raise ValueError(str(error)) from error


def _said(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else sorted(value)


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    # Only a worker and the pages ask for it: imported here, the others do not wait for it.
    from pydantic import TypeAdapter  # noqa: PLC0415

    from balise.report.outcomes import OutcomeAnswer  # noqa: PLC0415 - it names values, they it

    made: TypeAdapter[Any] = TypeAdapter(cast("type[Any]", kind))
    made.rebuild(force=True, _types_namespace={"OutcomeAnswer": OutcomeAnswer})
    return made
