"""What the reference tells of the pages and of who may do what, taken from the program itself."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from inspect import getdoc
from typing import Any

from django.urls import URLPattern, URLResolver

import balise.web.configured  # noqa: F401 - the addresses need Django set up
from balise.domain.hook import TOLD, Event
from balise.domain.team import RIGHTS, Right, Role, Who
from balise.domain.token import SCOPES
from balise.mcp.server import server
from balise.web import urls
from balise.web.access import Circle, need_of
from balise.web.api.paths import PREFIX
from balise.web.api.urls import document
from balise.words.team import DUTIES, RIGHTS as SAID
from balise.worker.doing import KINDS
from balise.workspace import Workspace

Row = tuple[str, ...]
VARIABLES = {
    "BALISE_DATABASE_URL": "Where the posts lie, in place of the folder: `postgres://NAME:"
    "PASSWORD@HOST:5432/DATABASE` (extra `postgres`).",
    "BALISE_FOLDER": "The folder of Balise, in place of `./balise`; `--folder` comes before it.",
    "BALISE_KEY": "The key that seals secrets, in place of the file `key`. Two, separated by a "
    "comma: the new one, then the old one.",
    "BALISE_KEY_FILE": "The file that the key is in.",
    "BALISE_LANGUAGE": "`en` or `fr`, in place of the language of the terminal (`LC_ALL`, "
    "`LC_MESSAGES`, `LANG`).",
    "BALISE_TOKEN": "For whom `balise mcp` asks, where people log in.",
    "BALISE_WRITE_KEY": "The key of the service that proposes texts, where one is set up "
    "(extra `write`).",
}
_LET_IN = {
    Circle.OPEN: "everybody",
    Circle.INSIDE: "who is logged in",
    Circle.MASTER: "an owner of the installation",
}
_STEP = re.compile(r"<(?:\w+:)?(\w+?)_?>|\(\?P<(\w+)>[^)]*\)")


def pages() -> Iterator[Row]:
    """Give each address of the pages, what it is, and what it needs to be read and sent to."""
    for address, view in _addresses(urls.urlpatterns):
        need = need_of(view)
        if need is None:
            raise LookupError(address)  # a view that says nothing is closed: nobody sees it
        sent = _who(need.post) if need.post else "–"
        yield f"`{_written(address)}`", _told(view), _who(need.read), sent


def _written(address: str) -> str:
    r"""Write an address as people read it.

    Examples
    --------
    >>> _written("<brand:brand>/post"), _written(r"^batches/(?P<batch>[0-9a-f]{32})/a\.zip$")
    ('/BRAND/post', '/batches/BATCH/a.zip')
    """
    named = _STEP.sub(lambda one: (one[1] or one[2]).upper(), address)
    return "/" + named.strip("^$").replace("\\.", ".")


def _addresses(
    found: Sequence[URLPattern | URLResolver], before: str = ""
) -> Iterator[tuple[str, Callable[..., Any]]]:
    for one in found:
        here = f"{before}{one.pattern}"
        if here.startswith("api/"):
            continue
        if isinstance(one, URLResolver):
            yield from _addresses(one.url_patterns, here)
        else:
            yield here, one.callback


def _who(need: Right | Circle) -> str:
    return _LET_IN[need] if isinstance(need, Circle) else f"`{need}`"


def _told(of: object) -> str:
    return (getdoc(of) or "").partition("\n")[0].replace("|", r"\|")


def roles() -> Iterator[Row]:
    """Give what each role may do."""
    for role in Role:
        may = ("yes" if right in RIGHTS[role] else "" for right in Right)
        yield f"`{role}`", DUTIES[role], *may


def scopes() -> Iterator[Row]:
    """Give what a token can be given."""
    for right in Right:
        yield f"`{right}`", SAID[right], "yes" if right in SCOPES else ""


def calls() -> Iterator[Row]:
    """Give each call of the API."""
    for address, methods in document()["paths"].items():
        for method, told in methods.items():
            right = told.get("x-right", "–")
            need = _who(Circle(right)) if right in set(Circle) else f"`{right}`"
            where = address.removeprefix(PREFIX.rstrip("/"))
            about = told.get("description", "").partition("\n")[0] or told.get("summary", "")
            yield f"`{method.upper()} {where}`", about, need


def events() -> Iterator[Row]:
    """Give what another program can be told of."""
    return ((f"`{event}`", TOLD[event]) for event in Event)


def tools() -> Iterator[Row]:
    """Give what an assistant can ask for."""
    with tempfile.TemporaryDirectory() as folder:
        space = Workspace.open(folder)
        found = asyncio.run(server(space, Who(name="you", is_master=True)).list_tools())
    for tool in found:
        takes = ", ".join(f"`{name}`" for name in tool.input_schema.get("properties", {}))
        does = "looks" if tool.annotations and tool.annotations.read_only_hint else "changes"
        about = (tool.description or "").strip().partition("\n")[0]
        yield f"`{tool.name}`", about, takes or "–", does


def kinds() -> Iterator[Row]:
    """Give what a worker can do."""
    for kind, module in KINDS.items():
        about = import_module(f"balise.worker.kinds.{module}").__doc__ or ""
        yield f"`{kind}`", " ".join(about.split())


def variables() -> Iterator[Row]:
    """Give what is taken from the environment."""
    return ((f"`{name}`", about) for name, about in sorted(VARIABLES.items()))
