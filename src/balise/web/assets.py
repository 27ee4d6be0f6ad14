"""Style, scripts and images, all of them in the wheel and none of them from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from django.http import HttpRequest, HttpResponse

from balise.report import html

PREFIX = "/static/"
_KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
SCRIPTS = tuple(name.rpartition("/")[2] for name in html.SCRIPTS)
"""What draws the charts of a page, in this order."""
ASSETS: Mapping[str, tuple[str, str]] = {
    **{name: ("balise.report", path) for name, path in zip(SCRIPTS, html.SCRIPTS, strict=True)},
    "report.css": ("balise.report", "static/report.css"),
    "web.css": ("balise.web", "static/css/web.css"),
    "balise.svg": ("balise.web", "static/img/balise.svg"),
}
"""Name in an address -> package and file. What is not named here cannot be asked for."""


def is_asset(path: str) -> bool:
    """Tell whether a path is that of an asset: those tell nothing of the brands."""
    return path.startswith(PREFIX) and path.removeprefix(PREFIX) in ASSETS


class AssetPath:
    """One step of a path that names an asset."""

    regex = "|".join(re.escape(name) for name in ASSETS)

    def to_python(self, value: str) -> str:
        """Read the name."""
        return value

    def to_url(self, value: str) -> str:
        """Write the name."""
        return value


def asset(_request: HttpRequest, name: str) -> HttpResponse:
    """Give one file."""
    kind = _KINDS[name.rpartition(".")[2]]
    return HttpResponse(_content(name), content_type=f"{kind}; charset=utf-8")


@cache
def _content(name: str) -> bytes:
    package, path = ASSETS[name]
    return files(package).joinpath(path).read_bytes()
