"""Every form and every link that a page holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

BUTTONS = frozenset({"submit", "image", "button", "reset"})


@dataclass
class Field:
    """One field as it stands: its kind, what is in it, what it offers."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)


@dataclass
class Form:
    """What is sent where, as a browser would."""

    action: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)

    @property
    def standing(self) -> dict[str, list[str]]:
        """Give the fields as they stand."""
        return {one.name: one.values for one in self.fields.values() if one.kind != "file"}

    @property
    def shape(self) -> tuple[str, ...]:
        """Name what makes it another form than those of the same address; more rows do not."""
        return tuple(sorted({re.sub(r"\d+", "n", name) for name in self.fields}))


class Found(HTMLParser):
    """The forms of a page and the addresses that it leads to."""

    def __init__(self, page: str, base: str) -> None:
        super().__init__()
        self.base, self.forms, self.links = base, list[Form](), list[str]()
        self._named: dict[str, Form] = {}
        self._form: Form | None = None
        self._into: Field | None = None
        self._said: list[str] = []
        self._elsewhere: list[tuple[str, Form]] = []
        self.feed(page)
        for action, form in self._elsewhere:  # a button that sends its form somewhere else
            self.forms.append(Form(action, form.method, form.fields))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        for name in ("href", "hx-get"):
            if name in given and tag != "link":
                self.links.append(urljoin(self.base, given[name]))
        if tag == "form":
            action = urljoin(self.base, given.get("action", "") or self.base)
            self._form = Form(action, given.get("method", "get").lower())
            self.forms.append(self._form)
            self._named[given.get("id", "")] = self._form
        form = self._named.get(given["form"]) if "form" in given else self._form
        if form is not None:
            self._take(tag, given, form)

    def _take(self, tag: str, given: dict[str, str], form: Form) -> None:
        name, kind = given.get("name", ""), given.get("type", tag)
        if way := given.get("formaction") or given.get("hx-post"):
            self._elsewhere.append((urljoin(self.base, way), form))
        if tag == "option" and self._into is not None:
            if "selected" in given or not self._into.values:
                self._into.values[:] = [given.get("value", "")]
        elif tag in {"input", "select", "textarea"} and name and kind not in BUTTONS:
            into = form.fields.setdefault(name, Field(name, kind))
            is_box = kind in {"checkbox", "radio"}
            if tag == "input" and (not is_box or "checked" in given):
                into.values.append(given.get("value", "on" if is_box else ""))
            self._into = into if tag in {"select", "textarea"} else None
            self._said = []
        elif tag == "button" and name:
            form.fields.setdefault(name, Field(name, "button", [given.get("value", "")]))

    def handle_data(self, data: str) -> None:
        if self._into is not None and self._into.kind == "textarea":
            self._said.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag in {"select", "textarea"} and self._into is not None:
            if tag == "textarea":
                self._into.values[:] = ["".join(self._said).removeprefix("\n")]
            self._into = None


def asked(address: str) -> tuple[str, list[tuple[str, str]]]:
    """Part an address into its path and its parameters."""
    parts = urlsplit(address)
    return parts.path, parse_qsl(parts.query, keep_blank_values=True)
