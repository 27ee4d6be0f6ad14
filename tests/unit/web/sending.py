"""Sends forms as a browser does: the fields that a page holds, some of them changed."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

from tests.unit.web.reader import Reader

FORM = "application/x-www-form-urlencoded"


class Fields(HTMLParser):
    """The fields of the form of a page that is sent to an address, as they stand."""

    def __init__(self, page: str, action: str = "") -> None:
        super().__init__()
        self.action, self.fields = action, {}
        self._is_in, self._select, self._area = False, "", ""
        self.feed(page)

    fields: dict[str, list[str]]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._is_in = given.get("method") == "post" and given.get("action", "") == self.action
        if not self._is_in:
            return
        name = given.get("name", "")
        if tag == "select":
            self._select = name
            self.fields[name] = [""]
        elif tag == "option" and self._select and "selected" in given:
            self.fields[self._select] = [given.get("value", "")]
        elif tag == "textarea":
            self._area = name
            self.fields[name] = [""]
        elif tag == "input" and name:
            is_box = given.get("type") in {"checkbox", "radio"}
            if not is_box or "checked" in given:
                self.fields.setdefault(name, []).append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        self._is_in = self._is_in and tag != "form"
        self._select = "" if tag == "select" else self._select
        self._area = "" if tag == "textarea" else self._area

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area] = [self.fields[self._area][0] + data.removeprefix("\n")]


def send(reader: Reader, where: str, fields: dict[str, Any], **environ: Any) -> Any:
    """Send fields to an address, as htmx and forms do."""
    body = urlencode(fields, doseq=True)
    return reader.client.generic(
        "POST", where, body, content_type=FORM, **{
            "balise.site": reader.site, "HTTP_HOST": f"127.0.0.1:{reader.site.port}", **environ,
        },
    )  # fmt: skip
