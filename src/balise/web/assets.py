"""Style, scripts and images, all of them in the wheel and none of them from elsewhere."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from balise.report import html

PREFIX = "/static/"
STYLE = "app.css"
"""Every sheet of the pages in one file, each in its layer."""
LAYERS = ("report", "reading", "tokens", "base", "layout", "components", "pages")
"""A later layer outranks an earlier one, however its rules are written."""
SCRIPTS = tuple(name.rpartition("/")[2] for name in html.SCRIPTS)
"""What draws the charts of a page, in this order."""
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "home": ("home", "portfolio"),
    "portfolio": ("home", "portfolio"),
    "start": ("start", "strategy"),
    "strategy": ("start", "strategy"),
    "login": ("login", "account", "approve", "settings"),
    "settings": ("settings", "account", "login", "approve"),
}
"""Sheets that several pages share; every other holds for its own page alone."""
_FRAMES = re.compile(r"@keyframes[^{]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}\n?")
_KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_OWN = files("balise.web") / "static"
_YEAR_S = 365 * 24 * 3600


def _below(folder: str) -> Iterator[str]:
    """Name the files of a folder of ours, and of the folders in it."""
    for one in sorted(_OWN.joinpath(folder).iterdir(), key=lambda found: found.name):
        path = f"{folder}/{one.name}"
        if one.is_dir():
            yield from _below(path)
        elif one.name.rpartition(".")[2] in _KINDS:
            yield path


ASSETS: Mapping[str, tuple[str, str]] = {
    **{name: ("balise.report", path) for name, path in zip(SCRIPTS, html.SCRIPTS, strict=True)},
    **{
        path: ("balise.web", f"static/{path}")
        for folder in ("img", "js", "vendor")
        for path in _below(folder)
    },
    STYLE: ("balise.web", ""),
}
"""Name in an address -> package and file. What is not named here cannot be asked for."""


def is_asset(path: str) -> bool:
    """Tell whether a path is that of an asset: those tell nothing of the brands."""
    return path.startswith(PREFIX) and path.removeprefix(PREFIX) in ASSETS


class AssetPath:
    """The steps of a path that name an asset."""

    regex = "|".join(re.escape(name) for name in ASSETS)

    def to_python(self, value: str) -> str:
        """Read the name."""
        return value

    def to_url(self, value: str) -> str:
        """Write the name."""
        return value


def address(name: str) -> str:
    """Write where an asset is; another content has another address, so each can be kept."""
    return f"{reverse('asset', kwargs={'name': name})}?v={_digest(name)}"


def asset(request: HttpRequest, name: str) -> HttpResponse:
    """Give one file; a browser keeps it for as long as its address is that of its content."""
    kind = _KINDS[name.rpartition(".")[2]]
    response = HttpResponse(_content(name), content_type=f"{kind}; charset=utf-8")
    if request.GET.get("v") == _digest(name):
        response.headers["Cache-Control"] = f"public, max-age={_YEAR_S}, immutable"
    return response


@cache
def _digest(name: str) -> str:
    return hashlib.sha256(_content(name)).hexdigest()[:12]


@cache
def _content(name: str) -> bytes:
    if name == STYLE:
        return _style().encode()
    package, path = ASSETS[name]
    return files(package).joinpath(path).read_bytes()


def _style() -> str:
    """Put every sheet into its layer."""
    report = files("balise.report").joinpath("static/report.css").read_text(encoding="utf-8")
    sheets = [f"@layer {', '.join(LAYERS)};", f"@layer report {{\n{report}}}"]
    for path in _below("css"):
        name = path.rpartition("/")[2].removesuffix(".css")
        text = _OWN.joinpath(path).read_text(encoding="utf-8")
        layer, held = ("pages", _inside(name, text)) if "/pages/" in path else (name, text)
        sheets.append(f"@layer {layer} {{\n{held}}}")
    return "\n".join(sheets)


def _inside(name: str, text: str) -> str:
    """Let a sheet hold for its page alone: two pages may have the same word for other things."""
    frames = "".join(_FRAMES.findall(text))  # they cannot stand inside of anything
    those = ", ".join(f".in-{one}" for one in FAMILIES.get(name, (name,)))
    return f"{frames}:is({those}) {{\n{_FRAMES.sub('', text)}}}\n"
