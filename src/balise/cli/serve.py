"""`balise serve`: the pages, in a process of their own that ends with this one."""

from __future__ import annotations

import json
import os
import signal
import sys
import webbrowser
from subprocess import PIPE, Popen, TimeoutExpired
from typing import Any

import click

from balise import errors
from balise.cli.printing import folder_option, speech, stdout, user_language
from balise.words import mark

ADDRESS = "127.0.0.1"
PORT = 8000
_PATIENCE_S = 8


@click.command(
    "serve",
    help=speech().text(
        mark("Show the answers as pages in your browser, with the posts behind every number.")
    ),
)
@folder_option
@click.option(
    "--port",
    default=PORT,
    show_default=True,
    type=click.IntRange(0, 65535),
    help=speech().text(mark("Port of this computer; 0 takes a free one.")),
)
@click.option(
    "--address",
    default=ADDRESS,
    show_default=True,
    help=speech().text(mark("Address to answer at: only this computer's own, for now.")),
)
@click.option(
    "--no-browser", is_flag=True, help=speech().text(mark("Show the address, open no browser."))
)
def serve(*, folder: str | None, port: int, address: str, no_browser: bool) -> None:
    """Start the pages and watch over them until Ctrl-C."""
    if address != ADDRESS:
        said = mark(
            "Balise answers on this computer only: --address can be {address} and no other."
        )
        raise click.UsageError(speech().text(said, address=ADDRESS))
    with _process() as process:
        try:
            asked = {"folder": folder, "port": port, "language": user_language()}
            _show(_begun(process, asked), browser=not no_browser)
            process.wait()
        except KeyboardInterrupt:
            stdout().print(speech().text(mark("The pages are closed.")))
            return
        finally:
            _end(process)
    raise errors.PagesStoppedError(reason=process.returncode)


def _process() -> Popen[str]:
    """Start the process of the pages; Ctrl-C is meant for us, and it never hears of it."""
    command = [sys.executable, "-P", "-m", "balise.web"]
    ours = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as it is when a process is made
    try:
        return Popen(command, stdin=PIPE, stdout=PIPE, text=True)  # noqa: S603 - our own
    finally:
        signal.signal(signal.SIGINT, ours)


def _begun(process: Popen[str], asked: dict[str, Any]) -> dict[str, Any]:
    """Tell the process what to serve, and hear where.

    Raises
    ------
    BaliseError
        What kept it from starting.
    """
    if process.stdin is None or process.stdout is None:
        raise TypeError(process)
    process.stdin.write(json.dumps(asked) + "\n")
    process.stdin.flush()
    told: dict[str, Any] = json.loads(process.stdout.readline() or "{}")
    if "address" in told:
        return told
    if "error" not in told:
        raise errors.PagesStoppedError(reason=process.wait())
    kind: type[errors.BaliseError] = getattr(errors, told["error"])
    raise kind(**told["facts"])


def _show(told: dict[str, Any], *, browser: bool) -> None:
    console, tongue = stdout(), speech()
    if not told["has_posts"]:
        said = mark(
            "No posts yet. Bring in exports: balise import FILES; or look at a made-up brand: "
            "balise demo."
        )
        console.print(tongue.text(said), soft_wrap=True)
    said = mark("Open this address in your browser; it works once. Ctrl-C closes the pages.")
    console.print(tongue.text(said), soft_wrap=True)
    console.print(told["address"], markup=False, soft_wrap=True)
    if browser and _has_screen():
        webbrowser.open(told["address"])


def _has_screen() -> bool:
    """Tell whether a browser has where to open: without a screen a text browser would answer."""
    is_linux = sys.platform.startswith("linux")
    return not is_linux or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _end(process: Popen[str]) -> None:
    """Let the process end: it does when nobody speaks to it any more."""
    if process.stdin is not None:
        process.stdin.close()
    try:
        process.wait(_PATIENCE_S)
    except TimeoutExpired:
        process.kill()
