"""`python -m balise.worker`: the process of long work, as `balise serve` starts it.

It is told where the brands are in one line of JSON on its standard input, and tells in one line on
its standard output what it does: it works, it waits for another worker to end, it is paused because
this is a copy, or why it cannot work. It ends with the one who started it: when its standard input
does.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
import time
from threading import Event, Thread
from typing import Any

from balise.errors import BaliseError
from balise.errors.defects import defect_of
from balise.store.address import address_of
from balise.worker.post import Post, place_of, take, unpaused
from balise.workspace import Workspace

_PATIENCE_S = 6.0


def main() -> None:
    """Work until the one who started us goes away."""
    logging.getLogger("dbos").setLevel(logging.CRITICAL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is meant for the one who started us
    stopping = Event()
    signal.signal(signal.SIGTERM, lambda _number, _frame: stopping.set())
    asked = sys.stdin.readline()
    if not asked:
        return
    Thread(target=_watch, args=(stopping,), daemon=True).start()
    status = 0
    try:
        _work(stopping, **json.loads(asked))
    except BrokenPipeError:  # who started us went away meanwhile
        pass
    except BaliseError as error:
        status = _tell_error(error)
    except Exception as error:  # noqa: BLE001 - the last resort: no traceback reaches a user
        status = _tell_error(defect_of(error))
    os._exit(status)  # threads of the engine would keep the process for as long as they like


def _work(stopping: Event, folder: str | None = None) -> None:
    space = Workspace.open(folder)
    store, address = space.store, address_of(space.place)
    place = place_of(address)
    if not store.take_post(place):
        _tell(state="waiting")
        if not take(store, place, stopping):
            return
    try:
        if space.is_paused():
            _tell(state="paused")
        if unpaused(space, stopping):
            _work_at(Post(space=space, address=address, place=place, stopping=stopping))
    finally:
        store.leave_post(place)


def _work_at(post: Post) -> None:
    _tell(state="working")
    post.work()


def _watch(stopping: Event) -> None:
    """Wait until the one who started us goes away, however that comes about."""
    sys.stdin.read()
    stopping.set()
    time.sleep(_PATIENCE_S)
    os._exit(0)  # what cannot be stopped is begun anew by the next worker


def _tell_error(error: BaliseError) -> int:
    _tell(error=type(error).__name__, facts={name: str(v) for name, v in error.facts.items()})
    return 1


def _tell(**facts: Any) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
