"""Asks for pages as a browser does, and reads what they say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.conf import settings
from django.test import Client, override_settings

from balise.web import settings as of_web
from balise.web.configured import SETTINGS
from balise.web.site import ENVIRON, Site

PORT = 8765
EMPTY = frozenset({"meta", "link", "br", "hr", "img", "input", "track"})


@contextmanager
def dressed() -> Iterator[None]:
    """Give Django the settings of the pages, whoever has set it up first."""
    mine = {name: SETTINGS[name] for name in dir(of_web) if name.isupper()}
    if getattr(settings, "ROOT_URLCONF", "") == of_web.ROOT_URLCONF:
        yield
    else:
        with override_settings(**mine):
            yield


@dataclass
class Reader:
    """A browser without a screen."""

    site: Site
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def ask(self, where: str, method: str = "GET", **environ: Any) -> Any:
        told = {ENVIRON: self.site, "HTTP_HOST": f"127.0.0.1:{self.site.port}", **environ}
        return self.client.generic(method, where, **told)

    def inside(self) -> Reader:
        """Follow the start address."""
        assert self.ask(f"/?token={self.site.key.token}").status_code == 302
        return self

    def read(self, where: str, **environ: Any) -> Text:
        answer = self.ask(where, **environ)
        if where == "/" and answer.status_code == 302:  # of one brand the first page is its home
            answer = self.ask(answer.headers["Location"], **environ)
        assert answer.status_code == 200, (where, answer.status_code)
        return Text(answer.content.decode())


@dataclass
class Anchor:
    """A link: where it leads, its class, and its words."""

    href: str
    kind: str
    said: str = ""


class Text(HTMLParser):
    """The words of a page, those inside links apart."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.links: list[Anchor] = []
        self.loose: dict[str, list[str]] = {}
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in EMPTY:
            self._open.append((tag, given))
        if tag == "a":
            self.links.append(Anchor(given["href"] or "", given.get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1][0] == tag, (tag, self._open[-3:])
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if "a" in [tag for tag, _ in self._open]:
            self.links[-1].said += data
        elif self._open:
            tag, given = self._open[-1]
            path = f"{self._section()} {tag}.{given.get('class') or ''}"
            self.loose.setdefault(path, []).append(data)

    def _section(self) -> str:
        found = [a.get("id") or "" for tag, a in self._open if tag == "section"]
        return found[-1] if found else ""

    def rows(self) -> list[Anchor]:
        """List the links from numbers."""
        return [link for link in self.links if link.kind == "rows"]

    def titled(self, identifier: str) -> str:
        """Give the words of an element."""
        return self.page.partition(f'id="{identifier}">')[2].partition("<")[0]
