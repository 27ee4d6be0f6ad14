"""Calls of other programs: to public addresses only, signed, once, and never for long."""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given, strategies as st

from balise.domain.hook import Event, HookCall
from balise.errors import HookAddressError
from balise.networks.webhook import Line, checked, is_public, send, signature

NAME, NOW = "hooks.example.org", datetime(2026, 11, 26, tzinfo=UTC)
CALL = HookCall(
    call_id="c1", hook_id=1, brand="Garden", event=Event.PLAN_MADE, body='{"a": 1}',
    made_at=NOW, due_at=NOW,
)  # fmt: skip
OK = b"HTTP/1.1 204 No Content\r\n\r\n"


@dataclass
class Other:
    """Another program, on this computer."""

    port: int
    context: ssl.SSLContext
    heard: list[bytes] = field(default_factory=list)
    answer: Callable[[ssl.SSLSocket], None] = lambda peer: peer.sendall(OK)

    def line(self, **more: object) -> Line:
        given: dict[str, object] = {
            "look_up": lambda _host, _port: ["127.0.0.1"], "is_allowed": lambda _ip: True,
            "context": self.context, "answer_s": 3.0, **more,
        }  # fmt: skip
        return Line(**given)  # type: ignore[arg-type]

    def url(self, path: str = "/hook?x=1") -> str:
        return f"https://{NAME}:{self.port}{path}"


def certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name)
        .public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    file = folder / "both.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


def whole(peer: ssl.SSLSocket) -> bytes:
    """Read a request with its body: who hangs up on the half of one is not heard either."""
    read = b""
    while not read.endswith(CALL.body.encode()) and (more := peer.recv(65_536)):
        read += more
    return read


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Other]:
    file = certificate(tmp_path)
    inside = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    inside.load_cert_chain(file)
    door = socket.create_server(("127.0.0.1", 0))
    made = Other(door.getsockname()[1], ssl.create_default_context(cafile=str(file)))

    def serve() -> None:
        while True:
            try:
                raw, _ = door.accept()
            except OSError:
                return
            with suppress(OSError), inside.wrap_socket(raw, server_side=True) as peer:
                made.heard.append(whole(peer))
                made.answer(peer)

    thread = Thread(target=serve, daemon=True)
    thread.start()
    yield made
    door.shutdown(socket.SHUT_RDWR)
    door.close()
    thread.join(5)


def test_a_call_is_signed_and_says_what_it_is(other: Other) -> None:
    assert send(other.url(), "secret", CALL, line=other.line()).is_taken
    (heard,) = other.heard
    head, _, body = heard.partition(b"\r\n\r\n")
    said = dict(line.split(": ", 1) for line in head.decode().splitlines()[1:])
    assert head.startswith(b"POST /hook?x=1 HTTP/1.1")
    assert said["Host"] == f"{NAME}:{other.port}"
    assert (said["Balise-Event"], said["Balise-Call"]) == ("plan.made", "c1")
    at = said["Balise-Signature"].partition(",")[0].removeprefix("t=")
    expected = hmac.new(b"secret", f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    assert said["Balise-Signature"] == f"t={at},v1={expected}"
    assert json.loads(body) == {"a": 1}


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "255.255.255.255", "224.0.0.1", "192.0.2.1", "198.18.0.1",  # noqa: S104
        "::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:10.0.0.1",
        "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::",
        "2002:a00:1::", "2001:0:53aa:64c::", "2001:db8::1",
    ],
)  # fmt: skip
def test_no_address_within_is_called(other: Other, address: str) -> None:
    assert not is_public(ip_address(address))
    said = send(
        other.url(), "s", CALL,
        line=other.line(look_up=lambda _h, _p: [address], is_allowed=is_public),
    )  # fmt: skip
    assert (said.error, said.is_lasting, other.heard) == ("private", True, [])
    shown = f"[{address}]" if ":" in address else address
    with pytest.raises(HookAddressError):
        checked(f"https://{shown}/")


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_public_addresses_are_called(address: str) -> None:
    assert is_public(ip_address(address))


def test_a_name_with_one_address_within_is_not_called(other: Other) -> None:
    line = other.line(look_up=lambda _h, _p: ["8.8.8.8", "10.0.0.1"], is_allowed=is_public)
    assert send(other.url(), "s", CALL, line=line).error == "private"


def test_a_name_that_answers_otherwise_a_moment_later_changes_nothing(
    other: Other, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    called: list[object] = []

    def look_up(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    create = socket.create_connection

    def connect(where: tuple[str, int], timeout: float) -> socket.socket:
        called.append(where)
        return create(where, timeout)

    monkeypatch.setattr(socket, "create_connection", connect)
    assert send(other.url(), "s", CALL, line=other.line(look_up=look_up)).is_taken
    assert asked == [NAME]
    assert called == [("127.0.0.1", other.port)]


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(other: Other, status: int) -> None:
    where = f"Location: {other.url('/elsewhere')}\r\nContent-Length: 0\r\n\r\n"
    other.answer = lambda peer: peer.sendall(f"HTTP/1.1 {status} There\r\n{where}".encode())
    said = send(other.url(), "s", CALL, line=other.line())
    assert (said.status, said.is_taken, said.is_lasting) == (status, False, True)
    assert len(other.heard) == 1


@pytest.mark.parametrize(("status", "is_lasting"), [(410, True), (404, True), (429, False),
                                                     (500, False), (503, False)])  # fmt: skip
def test_an_answer_tells_whether_another_attempt_is_worth_it(
    other: Other,
    status: int,
    is_lasting: bool,  # noqa: FBT001
) -> None:
    other.answer = lambda peer: peer.sendall(f"HTTP/1.1 {status} X\r\n\r\n".encode())
    assert send(other.url(), "s", CALL, line=other.line()).is_lasting is is_lasting


def test_one_who_answers_letter_by_letter_holds_nobody_up(other: Other) -> None:
    def drip(peer: ssl.SSLSocket) -> None:
        for letter in b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1_000:
            peer.sendall(bytes([letter]))
            time.sleep(0.05)

    other.answer = drip
    began = time.monotonic()
    said = send(other.url(), "s", CALL, line=other.line(answer_s=0.6))
    assert (said.error, said.is_lasting) == ("slow", False)
    assert time.monotonic() - began < 3


def test_one_who_never_answers_holds_nobody_up(other: Other) -> None:
    other.answer = lambda _peer: time.sleep(2)
    assert send(other.url(), "s", CALL, line=other.line(answer_s=0.5)).error == "slow"


@pytest.mark.parametrize("answer", [b"", b"nonsense\r\n\r\n", b"\x00" * 100, b"HTTP/1.1 abc\r\n"])
def test_nonsense_is_no_answer(other: Other, answer: bytes) -> None:
    other.answer = lambda peer: peer.sendall(answer) if answer else None
    said = send(other.url(), "s", CALL, line=other.line())
    assert (said.status, said.error, said.is_lasting) == (0, "connection", False)


def test_a_certificate_for_another_name_is_no_certificate(other: Other) -> None:
    url = other.url().replace(NAME, "elsewhere.example.org")
    assert send(url, "s", CALL, line=other.line()).error == "certificate"
    assert send(other.url(), "s", CALL, line=other.line(context=None)).error == "certificate"
    assert other.heard == []


def test_a_name_that_nobody_knows_is_tried_again() -> None:
    def unknown(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(-2, "unknown")

    said = send("https://x.example/", "s", CALL, line=Line(look_up=unknown, is_allowed=is_public))
    assert (said.error, said.is_lasting) == ("name", False)


@pytest.mark.parametrize(
    "url",
    [
        "", "http://example.org", "ftp://example.org", "https://", "https://user:pw@example.org",
        "https://example.org#x", "https://example.org:0/", "https://example.org:99999/",
        "https://[::1", "https://example.org/ a", "https://example.org/\r\nHost: x",
        "https://ex\u0430mple.org", "javascript:alert(1)", "https://127.0.0.1/",
        "https://example.org/" + "a" * 3_000, "https://0/", "https://127.1/", "https://0x/",
        "https://2130706433/", "https://0x7f000001:8443/", "https://0177.0.0.1/", "https://0/x.org",
        "https://127.0.0.1./", "https://10.0.1/", "https://0xA.0x0.0x1/", "https://8.8.8.8.8/",
    ],
)  # fmt: skip
def test_what_is_no_public_address_of_tls_is_refused(url: str) -> None:
    with pytest.raises(HookAddressError):
        checked(url)


@given(st.text(max_size=60), st.sampled_from(["https://", "", "https://[", "//"]))
def test_no_address_is_a_defect(said: str, begins: str) -> None:
    line = Line(look_up=lambda _h, _p: [], is_allowed=is_public)
    assert not send(begins + said, "s", CALL, line=line).is_taken


def test_another_moment_and_another_body_have_other_signatures() -> None:
    assert len({signature("s", at, body) for at in (1, 2) for body in (b"a", b"b")}) == 4


@given(st.integers(0, 2**32 - 1), st.integers(1, 4), st.sampled_from(["", "0x", "0"]))
def test_no_form_of_numbers_that_systems_read_as_an_address_is_taken(
    number: int, parts: int, base: str
) -> None:
    sizes = [8] * (parts - 1) + [8 * (5 - parts)]
    shown, left = list[str](), 32
    for size in sizes:
        left -= size
        shown.append(f"{base}{(number >> left) % 2**size:{ {'': 'd', '0x': 'x', '0': 'o'}[base] }}")
    host = ".".join(shown)
    assert socket.inet_aton(host) == number.to_bytes(4, "big")
    try:
        literal = ip_address(host)
    except ValueError:
        with pytest.raises(HookAddressError):
            checked(f"https://{host}/")
    else:
        assert is_public(literal) is not _is_refused(f"https://{host}/")


def _is_refused(url: str) -> bool:
    try:
        checked(url)
    except HookAddressError:
        return True
    return False


@pytest.mark.parametrize("host", ["example.org", "1e100.net", "0x.example", "xn--p1ai", "8.8.8.8"])
def test_names_with_numbers_in_them_are_names(host: str) -> None:
    assert checked(f"https://{host}/").hostname == host
