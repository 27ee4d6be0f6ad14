"""The server: one address of this machine, a few threads, and an end that is clean."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable
from typing import Any

from django.core.wsgi import get_wsgi_application
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ErrorTask

from balise.errors import PortDeniedError, PortTakenError
from balise.web.middleware import HEADERS
from balise.web.site import ENVIRON, LOOPBACK, Site

_LARGEST_HEADER = 32_768
LARGEST_BODY = 512 << 20  # exports; the API measures each address for itself
_THREADS = 4

Application = Callable[[dict[str, Any], Any], Any]


class Refused(ErrorTask):
    """The answer to what is no HTTP: it has the same headers as every other."""

    def execute(self) -> None:
        """Write the answer."""
        self.response_headers = [*self.response_headers, *HEADERS.items()]
        super().execute()


class Channel(HTTPChannel):
    """A connection."""

    error_task_class = Refused


def listen(port: int, address: str = LOOPBACK) -> socket.socket:
    """Take a port of an address of this machine; 0 takes one that is free.

    Raises
    ------
    PortTakenError
        Another program listens there.
    PortDeniedError
        The system does not let us have it.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    # Elsewhere the option frees a port that has just been left; on Windows it would share it.
    option = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)
    taken.setsockopt(socket.SOL_SOCKET, option, 1)
    try:
        taken.bind((address, port))
        taken.listen()
    except OSError as error:
        taken.close()
        if error.errno == errno.EADDRINUSE:
            raise PortTakenError(port=port) from error
        raise PortDeniedError(port=port, reason=os.strerror(error.errno or 0)) from error
    return taken


def application(site: Site) -> Application:
    """Make the application of WSGI; each request is told which site it is for."""
    answer = get_wsgi_application()
    # What ends TLS before us speaks plainly to us: Django is to know how browsers came.
    scheme = {"wsgi.url_scheme": "https"} if site.is_secure else {}

    def answered(environ: dict[str, Any], start_response: Any) -> Any:
        return answer({**environ, **scheme, ENVIRON: site}, start_response)

    return answered


def server(site: Site, taken: socket.socket) -> BaseWSGIServer:
    """Make the server; `run` serves until it is interrupted."""
    # What ends TLS before us is on this machine, and alone may say for whom it asks.
    before: dict[str, Any] = (
        {"trusted_proxy": LOOPBACK, "trusted_proxy_headers": "x-forwarded-for"}
        if site.public
        else {}
    )
    made = create_server(
        application(site),
        sockets=[taken],
        threads=_THREADS,
        ident=None,
        max_request_header_size=_LARGEST_HEADER,
        max_request_body_size=LARGEST_BODY,
        **before,
    )
    if not isinstance(made, BaseWSGIServer):
        raise TypeError(made)
    made.channel_class = Channel
    return made
