"""The pages cannot be served."""

from __future__ import annotations

from balise.errors.base import BaliseError

__all__ = [
    "JobUnknownError",
    "LoginsMissingError",
    "PagesStoppedError",
    "PortDeniedError",
    "PortTakenError",
    "PublicAddressError",
    "PublicUnsaidError",
    "ServeError",
    "UploadOutsideError",
    "WorkerDiedError",
    "WorkerStoppedError",
]


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


class PublicAddressError(ServeError):
    """An address for browsers that is none, or one whose sessions could be overheard."""

    template = (
        "--public must be the address in full by which browsers reach Balise through TLS, such as "
        "https://balise.example.org; it is {address}."
    )


class PublicUnsaidError(ServeError):
    """Other machines are to be answered, and it is not said by which name they call."""

    template = (
        "To answer other machines ({address}), say by which address their browsers reach Balise: "
        "--public https://balise.example.org"
    )


class LoginsMissingError(ServeError):
    """Other machines are to be answered, and anybody on them would be let in."""

    template = (
        "Nobody has a login yet, so Balise answers this computer only. Make the first login with: "
        "balise person YOU@EXAMPLE.ORG --owner"
    )


class PagesStoppedError(ServeError):
    """The process of the pages ended, and nobody had asked it to."""

    template = (
        "The pages have stopped by themselves ({reason}). Nothing was lost; start them again with "
        "balise serve."
    )


class WorkerStoppedError(ServeError):
    """The process that does long work ended, and nobody had asked it to."""

    template = (
        "The worker has stopped by itself ({reason}). Nothing was lost; start it again with "
        "balise worker."
    )


class WorkerDiedError(ServeError):
    """A job of which one worker after the other died."""

    template = (
        "This work was given up: {times} times the worker stopped in the middle of it, perhaps "
        "for want of memory. Nothing half done was kept."
    )


class JobUnknownError(ServeError):
    """A job of a kind that this version does not do."""

    template = "This version of Balise does not know how to do this: {kind}."


class UploadOutsideError(ServeError):
    """A job is to read a file that nobody uploaded."""

    template = "{file} is none of the files that were uploaded."
