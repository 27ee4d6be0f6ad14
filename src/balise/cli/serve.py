"""`balise serve`: the pages and the worker, in processes that end with this one."""

from __future__ import annotations

import os
import sys
import webbrowser
from typing import Any

import click

from balise import errors
from balise.cli.printing import folder_option, speech, stdout, user_language
from balise.cli.service import Service
from balise.cli.supervised import stoppable
from balise.words import mark

ADDRESS = "127.0.0.1"
PORT = 8000


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
    help=speech().text(
        mark("Address to answer at; another than this computer's own needs --public and logins.")
    ),
)
@click.option(
    "--public",
    default="",
    metavar="ADDRESS",
    help=speech().text(
        mark("Address by which browsers of a team reach Balise: https://balise.example.org")
    ),
)
@click.option(
    "--no-browser", is_flag=True, help=speech().text(mark("Show the address, open no browser."))
)
def serve(*, folder: str | None, port: int, address: str, public: str, no_browser: bool) -> None:
    """Start the pages and the worker, and watch over them until Ctrl-C."""
    where = {"port": port, "address": address, "public": public}
    with stoppable():
        _served(folder, where, browser=not no_browser)


def _served(folder: str | None, where: dict[str, Any], *, browser: bool) -> None:
    service = Service(asked={"folder": folder, "language": user_language(), **where})
    try:
        _show(service.begin(), browser=browser)
        service.work()
        status = service.watch()
    except KeyboardInterrupt:
        stdout().print(speech().text(mark("The pages are closed.")))
        return
    finally:
        service.close()
    raise errors.PagesStoppedError(reason=status)


def _show(told: dict[str, Any], *, browser: bool) -> None:
    console, tongue = stdout(), speech()
    if not told["has_posts"]:
        said = mark(
            "No posts yet. Bring in exports: balise import FILES; or look at a made-up brand: "
            "balise demo."
        )
        console.print(tongue.text(said), soft_wrap=True)
    once = mark("Open this address in your browser; it works once. Ctrl-C closes the pages.")
    team = mark("Open this address in your browser and log in. Ctrl-C closes the pages.")
    console.print(tongue.text(team if told.get("is_team") else once), soft_wrap=True)
    console.print(told["address"], markup=False, soft_wrap=True)
    if browser and _has_screen():
        webbrowser.open(told["address"])


def _has_screen() -> bool:
    """Tell whether a browser has where to open: without a screen a text browser would answer."""
    is_linux = sys.platform.startswith("linux")
    return not is_linux or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
