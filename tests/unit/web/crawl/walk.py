"""Goes to every address, opens every page, and sends every form with what nobody expects."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import Resolver404, URLPattern, URLResolver, resolve
from tests.unit.web.crawl import nasty
from tests.unit.web.crawl.forms import Form, Found, asked
from tests.unit.web.reader import Reader

RARELY = 500
"""Of how many sendings one is made by those who see little that others do not."""
FORM = "application/x-www-form-urlencoded"
Send = Mapping[str, Any]


def patterns(those: Sequence[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    """Give every pattern of the pages; the API has a crawl of its own."""
    for one in those:
        if isinstance(one, URLPattern):
            yield one
        elif not str(one.pattern).startswith("api/"):
            yield from patterns(one.url_patterns)


def name_of(path: str) -> str:
    """Name the pattern that an address is of; empty where it is of none."""
    try:
        return resolve(path).url_name or ""
    except Resolver404:
        return ""


@dataclass
class Crawl:
    """One who walks through the pages.

    Parameters
    ----------
    again
        Logs in once more; forms end sessions, change passwords, remove people.
    share
        Of how many sendings one is made: all where it is 1.
    read, sent, filled
        How often each address was asked for and sent to, by the name of its pattern; and those
        whose form was found on a page.
    """

    again: Callable[[], Reader]
    share: int = 1
    read: dict[str, int] = field(default_factory=dict)
    sent: dict[str, int] = field(default_factory=dict)
    filled: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    asked: int = 0
    forms: dict[tuple[str, str, tuple[str, ...]], Form] = field(default_factory=dict)
    _ways: dict[tuple[str, tuple[str, ...]], str] = field(default_factory=dict)
    _new: list[str] = field(default_factory=list)
    _turn: int = 0

    def __post_init__(self) -> None:
        self.reader = self.again()

    def walk(self, starts: Sequence[str], odd: Sequence[str]) -> None:
        """Read what the starts lead to, then send every form, and what those lead to."""
        self._new = list(starts)
        self._read_on()
        done = set[tuple[str, str, tuple[str, ...]]]()
        while waiting := [key for key in self.forms if key not in done]:
            for key in waiting:
                done.add(key)
                self._fill(self.forms[key])
            self._read_on()
        if self.share >= RARELY:
            return
        for address in list(self._ways.values()):
            self._query(address)
        empty = body(Form("", "post"), {})
        for address in starts:
            self._look("POST", address, self.ask("POST", address, **empty))
        for address in odd[:: 1 if self.share == 1 else 5]:
            self._look("GET", address, self.ask("GET", address))
            self._look("POST", address, self.ask("POST", address, **empty))

    def _read_on(self) -> None:
        while self._new:
            path, every = asked(self._new.pop())
            given = [(name, said) for name, said in every if name != "lang"]
            address = f"{path}?{urlencode(given)}" if given else path
            key = (name_of(path), tuple(sorted({name for name, _ in given})))
            if address.startswith("/") and key[0] and key not in self._ways:
                self._ways[key] = address
                self._look("GET", address, self.ask("GET", address))

    def ask(self, method: str, address: str, **more: Any) -> Any:
        """Ask for one page, logged in."""
        self.asked += 1
        answer = self.reader.ask(address, method, **more)
        if answer.headers.get("Location", "").startswith("/login") or self._is_out(answer):
            self.reader = self.again()
            answer = self.reader.ask(address, method, **more)
        return answer

    @staticmethod
    def _is_out(answer: Any) -> bool:
        return answer.status_code == 403 and b"You are logged out" in answer.getvalue()

    def _look(self, method: str, address: str, answer: Any) -> None:
        """Take the forms and links of an answer, and look whether it is sound."""
        path = asked(address)[0]
        counted = self.read if method == "GET" else self.sent
        counted[name_of(path)] = counted.get(name_of(path), 0) + 1
        content = b"".join(answer) if answer.streaming else answer.content
        kind = answer.headers.get("Content-Type", "")
        said = content.decode("utf-8", "replace") if kind.startswith("text/") else ""
        self._judge(f"{method} {address}"[:300], answer, kind, said)
        if place := answer.headers.get("Location", ""):
            self._new.append(place)
        if "html" in kind and not is_report(path):
            found = Found(said, path)
            self._new += found.links
            for form in found.forms:
                where = asked(form.action)[0]
                if form.method == "post":
                    self.forms.setdefault((name_of(where), form.method, form.shape), form)
                else:
                    self._new.append(f"{where}?{urlencode(form.standing, doseq=True)}")

    def _judge(self, what: str, answer: Any, kind: str, said: str) -> None:
        faults = faults_of(answer, kind, said)
        if any(faults):
            self.wrong.append(f"{what} -> {answer.status_code} {faults}")

    def _fill(self, form: Form) -> None:
        """Send one form: with nothing, with all wrong, and each field wrong by itself."""
        path = asked(form.action)[0]
        self.filled.add(name_of(path))
        for n, told in enumerate(self._sendings(form)):
            if n < 2 or (n + self._turn) % self.share == 0:
                self._look("POST", form.action, self.ask("POST", form.action, **body(form, told)))
        self._turn += 1
        if name_of(path):
            self._new.append(path)

    def _sendings(self, form: Form) -> Iterator[Send]:
        names, texts = list(form.fields), nasty.TEXTS
        start = self._turn
        yield {name: wrong(form, name, start + n) for n, name in enumerate(names)}
        yield {}
        for name in names:
            yield {key: value for key, value in form.standing.items() if key != name}
            yield {**form.standing, name: [*form.standing.get(name, []), texts[start % 20], "x"]}
            for n in range(len(texts)):
                yield {**form.standing, name: wrong(form, name, start + n)}
        yield form.standing

    def _query(self, address: str) -> None:
        path, given = asked(address)
        for n, text in enumerate(nasty.TEXTS):
            if given and (n + self._turn) % self.share == 0:
                for name in {name for name, _ in given}:
                    told = [(key, text if key == name else said) for key, said in given]
                    where = f"{path}?{urlencode(told, errors='surrogatepass')}"
                    self._look("GET", where, self.ask("GET", where))
        self._turn += 1


def is_report(path: str) -> bool:
    """Tell whether a page is a report that was made: it holds charts, and no forms of ours."""
    return name_of(path) in {"shared", "report_file"}


def wrong(form: Form, name: str, n: int) -> Any:
    """Give what does not belong into a field."""
    if form.fields[name].kind == "file":
        return nasty.file(n)
    return nasty.TEXTS[n % len(nasty.TEXTS)]


def body(form: Form, told: Send) -> dict[str, Any]:
    """Write what is sent: in parts where the form holds files."""
    if not any(one.kind == "file" for one in form.fields.values()):
        data = urlencode(told, doseq=True, errors="surrogatepass")
        return {"data": data, "content_type": FORM}
    clean = {name: sound(value) for name, value in told.items()}
    return {"data": encode_multipart(BOUNDARY, clean), "content_type": MULTIPART_CONTENT}


def sound(value: Any) -> Any:
    """Give what can be written in parts: half a sign cannot."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    return [sound(one) for one in value] if isinstance(value, list) else value


def faults_of(answer: Any, kind: str, said: str) -> list[bool]:
    """Look whether an answer is sound, whatever was sent."""
    return [
        answer.status_code >= 500,
        "Traceback (most" in said,
        "html" in kind and nasty.SCRIPT in said,
        "html" in kind and nasty.HANDLER in said,
        "html" in kind and "' onfocus=alert(1) y='" in said,
        "X-Evil" in answer.headers,
        bool(re.match(r"(?:https?:)?//|/\\", answer.headers.get("Location", ""))),
    ]
