"""Values as JSON: what is not known is null."""

from __future__ import annotations

from collections.abc import Mapping, Set as AbstractSet
from datetime import date
from pathlib import PurePath
from typing import Any

import orjson
from django.http import HttpRequest
from ninja.renderers import BaseRenderer

_OPTIONS = orjson.OPT_NON_STR_KEYS | orjson.OPT_UTC_Z


def written(value: object) -> bytes:
    r"""Write JSON.

    Examples
    --------
    >>> written({"share": float("nan"), "of": ("a",)})
    b'{"share":null,"of":["a"]}'
    """
    return orjson.dumps(value, default=_other, option=_OPTIONS)


def _other(value: Any) -> Any:
    match value:
        case Mapping():
            return dict(value)
        case AbstractSet():
            return sorted(value)
        case date() | PurePath():
            return str(value)
        case str():
            return value.encode(errors="replace").decode()
        case _ if hasattr(value, "item"):
            return value.item()
        case _:
            raise TypeError(value)


class Written(BaseRenderer):
    """Writes answers."""

    media_type = "application/json"

    def render(self, _request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """Write one."""
        del response_status
        return written(data)
