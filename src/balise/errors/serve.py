"""The pages cannot be served."""

from __future__ import annotations

from balise.errors.base import BaliseError


class ServeError(BaliseError):
    """The pages cannot be served."""


class PortTakenError(ServeError):
    """A port on which another program listens."""

    template = (
        "Port {port} is in use, perhaps by Balise itself. Choose another with --port, "
        "or any free one with --port 0."
    )


class PortDeniedError(ServeError):
    """A port that the system does not give."""

    template = "Port {port} cannot be used: {reason}. Choose another with --port."


class PagesStoppedError(ServeError):
    """The process of the pages ended, and nobody had asked it to."""

    template = (
        "The pages have stopped by themselves ({reason}). Nothing was lost; start them again with "
        "balise serve."
    )
