"""The server on its socket: every answer has the headers, and only this machine is let in."""

from __future__ import annotations

import contextlib
import io
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Thread
from typing import Any

import pytest

from balise.errors import PortDeniedError, PortTakenError
from balise.web import serving
from balise.web.site import Site
from balise.workspace import Workspace


@dataclass
class Line:
    """A server that listens, spoken to by hand."""

    site: Site

    def send(self, request: str) -> str:
        with socket.create_connection(("127.0.0.1", self.site.port), timeout=20) as client:
            client.sendall(request.encode("latin-1"))
            parts = []
            while part := client.recv(65536):
                parts.append(part)
        return b"".join(parts).decode("latin-1")

    def get(self, target: str, *headers: str, host: str = "") -> str:
        lines = [f"GET {target} HTTP/1.1", f"Host: {host or f'127.0.0.1:{self.site.port}'}"]
        return self.send("\r\n".join([*lines, *headers, "Connection: close", "", ""]))


@pytest.fixture(scope="module")
def line(brand: tuple[Workspace, str]) -> Iterator[Line]:
    taken = serving.listen(0)
    site = Site(space=brand[0], port=taken.getsockname()[1])
    running: Any = serving.server(site, taken)
    thread = Thread(target=running.run)
    thread.start()
    yield Line(site)
    running.close()  # the loop ends when nothing is left to listen to
    thread.join(10)
    assert not thread.is_alive()


def is_armoured(answer: str) -> bool:
    head = answer.partition("\r\n\r\n")[0].lower()
    return (
        "content-security-policy: default-src 'self'" in head
        and "x-content-type-options: nosniff" in head
        and "referrer-policy: same-origin" in head
        and "frame-ancestors 'none'" in head
    )


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ("NONSENSE\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nBad Header\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n", "501"),
        ("GET / HTTP/1.1\r\nA: ".ljust(4 * 8192 - 4, "a") + "\r\n\r\n", "431"),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999999\r\n\r\n", "413"),
        ("GET / HTTP/1.0\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nConnection: close\r\n\r\n", "400"),
        ("OPTIONS * HTTP/1.1\r\nConnection: close\r\n\r\n", "400"),
        ("CONNECT evil.example:443 HTTP/1.1\r\nConnection: close\r\n\r\n", "400"),
    ],
)
def test_what_is_no_request_of_ours_is_refused_with_every_header(
    line: Line, request_: str, status: str
) -> None:
    answer = line.send(request_)
    assert answer.split()[1] == status
    assert is_armoured(answer)
    assert "Traceback" not in answer
    assert "waitress" not in answer.partition("\r\n\r\n")[0].lower()


def test_an_address_in_full_of_another_host_gets_nothing(line: Line) -> None:
    for target in ("http://evil.example/", f"http://evil.example:{line.site.port}/static/app.css"):
        answer = line.get(target)
        assert answer.split()[1] == "400"
        assert answer.endswith("\r\n\r\n")
        assert is_armoured(answer)


def test_two_names_at_once_get_nothing(line: Line) -> None:
    assert line.get("/", "Host: evil.example").split()[1] == "400"


def test_a_path_of_two_slashes_leads_nowhere_else(line: Line) -> None:
    answer = line.get("//evil.example/%2e%2e")
    assert "location:" not in answer.lower()
    assert answer.split()[1] == "403"


@pytest.mark.parametrize("path", ["..%2f..%2fsettings.py", "%2e%2e/%2e%2e/settings.py", "../../x"])
def test_no_path_leads_out_of_the_assets(line: Line, path: str) -> None:
    answer = line.get(f"/static/{path}")
    assert answer.split()[1] in {"403", "404"}
    assert "INSTALLED_APPS" not in answer


def test_a_name_that_points_here_gets_nothing(line: Line) -> None:
    token = line.site.key.token
    answer = line.get(f"/?token={token}", host=f"rebound.example:{line.site.port}")
    assert (answer.split()[1], answer.partition("\r\n\r\n")[2]) == ("400", "")
    assert not line.site.key.is_used


def test_nothing_is_printed_or_logged_of_the_token(
    line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        line.get(f"/?token={line.site.key.token}x")
        line.get(f"/?token={line.site.key.token}")
    assert line.site.key.is_used
    assert line.site.key.token not in said.getvalue() + caplog.text


def test_it_listens_on_this_machine_only() -> None:
    taken = serving.listen(0)
    assert taken.getsockname()[0] == "127.0.0.1"
    taken.close()


def test_a_port_that_is_taken_is_told() -> None:
    taken = serving.listen(0)
    with pytest.raises(PortTakenError) as told:
        serving.listen(taken.getsockname()[1])
    assert told.value.facts["port"] == taken.getsockname()[1]
    taken.close()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere any port can be had")
def test_a_port_that_the_system_keeps_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_self: socket.socket, _where: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", refused)
    with pytest.raises(PortDeniedError):
        serving.listen(80)
