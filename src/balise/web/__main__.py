"""`python -m balise.web`: the process of the pages, as `balise serve` starts it.

It is told where the brands are in one line of JSON on its standard input, and tells the start
address, or why there is none, in one line on its standard output; in another one, later, that a
backup is to be put in place. It ends with the one who started
it: when its standard input does.
"""

from __future__ import annotations

import gc
import json
import logging
import signal
import sys
from _thread import interrupt_main
from collections.abc import Mapping
from contextlib import suppress
from threading import Thread
from typing import Any

from django.urls import get_resolver
from waitress.server import BaseWSGIServer

import balise.web.configured  # noqa: F401 - before anything of Django is used
from balise.errors import BaliseError
from balise.errors.defects import defect_of
from balise.web.key import Key
from balise.web.reach import settle
from balise.web.restores import Restores, last_of
from balise.web.serving import listen, server
from balise.web.site import LOOPBACK, Site
from balise.workspace import Workspace


def main() -> None:
    """Serve until the one who started us goes away."""
    for name in ("django", "waitress"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # a page says what went wrong
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is meant for the one who started us
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit())
    asked = sys.stdin.readline()
    if not asked:
        return
    try:
        running = _start(**json.loads(asked))
    except BrokenPipeError:  # who started us went away meanwhile
        sys.stdout = None
    except BaliseError as error:
        _tell_error(error)
    except Exception as error:  # noqa: BLE001 - the last resort: no traceback reaches a user
        _tell_error(defect_of(error))
    else:
        Thread(target=_watch, daemon=True).start()
        Thread(target=_settle_in, daemon=True).start()
        running.run()


def _start(  # noqa: PLR0913 - what a start is told, each by its name
    folder: str | None,
    *,
    port: int,
    language: str,
    address: str = LOOPBACK,
    public: str = "",
    session: str = "",
    restored: Mapping[str, Any] | None = None,
) -> BaseWSGIServer:
    space = Workspace.open(folder)
    settle(space, address=address, public=public)
    taken = listen(port, address)
    site = Site(
        space=space,
        port=taken.getsockname()[1],
        language=language,
        public=public.rstrip("/"),
        key=Key(session),
        restores=Restores(ask=_ask, last=last_of(restored)),
    )
    running = server(site, taken)
    is_team = bool(public) or space.has_people()
    _tell(address=site.address, port=site.port, has_posts=bool(space.brands()), is_team=is_team)
    return running


def _ask(asked: Mapping[str, str]) -> None:
    """Have the one who started us put a backup in place, for which this process is to end."""
    with suppress(BrokenPipeError):  # it has ended, and so do we
        _tell(restore=asked)


def _settle_in() -> None:
    """Bring in what all pages need before the first is asked for, and leave it out of the sweep.

    To look through it for what nobody needs any more took 150 ms, in which no page is made.
    """
    get_resolver().url_patterns  # noqa: B018 - it imports them
    gc.collect()
    gc.freeze()


def _watch() -> None:
    """Wait until the one who started us goes away, however that comes about."""
    sys.stdin.read()
    interrupt_main(signal.SIGTERM)


def _tell_error(error: BaliseError) -> None:
    _tell(error=type(error).__name__, facts={name: str(v) for name, v in error.facts.items()})


def _tell(**facts: Any) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
