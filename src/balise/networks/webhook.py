"""A call of another program: signed, over TLS, and to public addresses only.

The name is looked up once, every address it has is checked, and the connection is made to one of
the checked addresses: a name that answers otherwise a moment later changes nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, ip_address
from threading import Timer
from typing import Final
from urllib.parse import SplitResult, urlsplit

from balise.domain.hook import HookCall, Sent
from balise.errors import HookAddressError

_ANSWER_S: Final = 10.0
_MOST_BYTES: Final = 16 << 10
_HTTPS: Final = 443
_LONGEST: Final = 2_000
_GONE: Final = frozenset({400, 401, 403, 404, 405, 410, 413, 415, 422, 501})
"""Answers that another attempt would not change."""
_NUMBER: Final = re.compile("[0-9]+|0[xX][0-9a-fA-F]*")
Ip = IPv4Address | IPv6Address
LookUp = Callable[[str, int], Iterable[str]]
Judge = Callable[[Ip], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """How a call goes out; all but the defaults are for tests.

    Parameters
    ----------
    look_up
        A name and a port -> the addresses of it.
    is_allowed
        Whether an address may be called.
    context
        The certificates that are trusted.
    answer_s
        The most that a call takes, from the look-up to the end of the answer.
    """

    look_up: LookUp
    is_allowed: Judge
    context: ssl.SSLContext | None = None
    answer_s: float = _ANSWER_S


def looked_up(host: str, port: int) -> list[str]:
    """Ask the system for the addresses of a name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


def is_public(address: Ip) -> bool:
    """Tell whether an address is of the public network: of no house, no host and no cloud's own.

    Examples
    --------
    >>> [is_public(ip_address(one)) for one in ("8.8.8.8", "10.0.0.1", "::ffff:127.0.0.1")]
    [True, False, False]
    """
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or _translated(address)
        if inner is not None:
            return is_public(inner)
        if address.teredo is not None:
            return False
    return address.is_global and not address.is_multicast


def _translated(address: IPv6Address) -> IPv4Address | None:
    """Give the address that a translator would reach (64:ff9b::/96, RFC 6052)."""
    is_translated = address.packed[:12] == bytes.fromhex("0064ff9b") + bytes(8)
    is_compatible = address.packed[:12] == bytes(12)
    return IPv4Address(address.packed[12:]) if is_translated or is_compatible else None


PUBLIC: Final = Line(look_up=looked_up, is_allowed=is_public)


def checked(url: str) -> SplitResult:
    """Read the address of another program.

    Raises
    ------
    HookAddressError
        Where it is none of TLS, names a password or a fragment, or is an address within.
    """
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError:
        raise HookAddressError(url=url[:200]) from None
    is_plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= _LONGEST
    has_more = parts.username is not None or parts.password is not None or bool(parts.fragment)
    if parts.scheme != "https" or not host or port == 0 or has_more or not is_plain:
        raise HookAddressError(url=url[:200])
    try:
        is_called = is_public(ip_address(host))
    except ValueError:
        is_called = not is_number(host)
    if not is_called:
        raise HookAddressError(url=url[:200])
    return parts


def is_number(host: str) -> bool:
    """Tell whether a host is an address in some form of numbers, as `inet_aton` reads them.

    Systems take `127.1`, `2130706433`, `0x7f.1` and `0177.0.0.1` for 127.0.0.1. Every such form
    ends in a number, and no name of the public network does (RFC 3696, 2).

    Examples
    --------
    >>> [is_number(one) for one in ("0", "127.1", "0x7f000001", "127.0.0.1.", "0xcafe.org")]
    [True, True, True, True, False]
    """
    last = host.removesuffix(".").rpartition(".")[2]
    return _NUMBER.fullmatch(last) is not None


def signature(secret: str, at: int, body: bytes) -> str:
    """Sign a body with the moment at which it is sent: HMAC-SHA256 over `<moment>.<body>`.

    Examples
    --------
    >>> signature("s", 1, b"{}")[:18]
    't=1,v1=b253639bcd7'
    """
    signed = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={signed}"


def send(url: str, secret: str, call: HookCall, *, line: Line = PUBLIC) -> Sent:
    """Call another program once; what goes wrong is told and never raised."""
    try:
        parts = checked(url)
        host, port = str(parts.hostname), parts.port or _HTTPS
        addresses = list(line.look_up(host, port))
    except HookAddressError:
        return Sent(error="address", is_lasting=True)
    except (OSError, UnicodeError):
        return Sent(error="name")
    if not addresses or not all(line.is_allowed(ip_address(one)) for one in addresses):
        return Sent(error="private", is_lasting=bool(addresses))
    return _sent(parts, addresses[0], secret, call, line)


class _Pinned(HTTPSConnection):
    """A connection to an address that was checked, for the name that it was looked up by.

    It is cut when its time is over: one who answers letter by letter holds nobody up.
    """

    def __init__(self, host: str, port: int, address: str, line: Line) -> None:
        self._tls = line.context or ssl.create_default_context()
        self._address, self._ends = address, time.monotonic() + line.answer_s
        self._end: Timer | None = None
        super().__init__(host, port, timeout=line.answer_s, context=self._tls)

    def connect(self) -> None:
        """Connect to the address, and see that its certificate is for the name."""
        raw = socket.create_connection((self._address, self.port), max(self.left(), 0.001))
        self._copy = raw.dup()
        self._end = Timer(max(self.left(), 0.0), _cut, (self._copy,))
        self._end.daemon = True
        self._end.start()
        try:
            self.sock = self._tls.wrap_socket(raw, server_hostname=self.host)
        except BaseException:
            raw.close()
            raise

    def left(self) -> float:
        """Give the seconds that are left for the call."""
        return self._ends - time.monotonic()

    def close(self) -> None:
        """Close the connection."""
        super().close()
        if self._end is not None:
            self._end.cancel()
            self._copy.close()


def _cut(raw: socket.socket) -> None:
    """End a connection, whoever waits for it."""
    with suppress(OSError):
        raw.shutdown(socket.SHUT_RDWR)


def _sent(parts: SplitResult, address: str, secret: str, call: HookCall, line: Line) -> Sent:
    body, at = call.body.encode(), int(time.time())
    connection = _Pinned(str(parts.hostname), parts.port or _HTTPS, address, line)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Balise",
        "Balise-Event": call.event,
        "Balise-Call": call.call_id,
        "Balise-Signature": signature(secret, at, body),
        "Connection": "close",
    }
    try:
        connection.request("POST", target, body, headers)
        status = connection.getresponse().status
        if connection.left() <= 0:
            return Sent(error="slow")
    except (OSError, HTTPException, ValueError) as error:
        is_slow = isinstance(error, TimeoutError) or connection.left() <= 0
        is_refused = isinstance(error, ssl.SSLCertVerificationError)
        return Sent(error="slow" if is_slow else "certificate" if is_refused else "connection")
    finally:
        connection.close()
    # A redirect is no answer, and is never followed.
    return Sent(status=status, is_lasting=status in _GONE or 300 <= status < 400)  # noqa: PLR2004
