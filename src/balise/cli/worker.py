"""`balise worker`: one that does long work, for teams that want more than the one of `serve`."""

from __future__ import annotations

from getpass import getuser
from typing import Any

import click

from balise import errors
from balise.cli.printing import folder_option, speech, stderr, stdout
from balise.cli.supervised import end, error_of, heard, started, stoppable
from balise.words import mark
from balise.workspace import Workspace

_STATES = {
    "waiting": mark("Another worker is at work in this folder; this one waits until it ends."),
    "paused": mark(
        "This is a copy: nothing is done in it by itself, as the one it was made from may be at "
        "work. When that is at work no more: balise worker --resume"
    ),
    "working": mark("The worker is ready. Ctrl-C ends it."),
}
DIED = mark("The worker has stopped by itself ({status}). It is started again in {pause} s.")


@click.command(
    "worker",
    help=speech().text(
        mark("Do the long work that the pages ask for; balise serve has one worker already.")
    ),
)
@folder_option
@click.option(
    "--resume",
    is_flag=True,
    help=speech().text(
        mark("Work in a copied folder from now on: the one it was made from is at work no more.")
    ),
)
def worker(*, folder: str | None, resume: bool) -> None:
    """Start a worker and watch over it until Ctrl-C."""
    if resume:
        Workspace.open(folder).resume(getuser())
    with stoppable():
        _worked(folder)


def _worked(folder: str | None) -> None:
    process = started("balise.worker", {"folder": folder})
    try:
        while told := heard(process):
            if (error := error_of(told)) is not None:
                raise error
            stdout().print(speech().text(_STATES[told["state"]]), soft_wrap=True)
        raise errors.WorkerStoppedError(reason=process.wait())
    except KeyboardInterrupt:
        stdout().print(speech().text(mark("The worker has ended.")))
    finally:
        end(process)


def tell_of_worker(told: dict[str, Any]) -> None:
    """Say on standard error what the user of the pages is to know of the worker behind them."""
    error = error_of(told)
    if error is not None:
        said = speech().error(error)
    elif "died" in told:
        said = speech().text(DIED, status=told["died"], pause=round(told["pause"]))
    elif told["state"] == "paused":
        said = speech().text(_STATES["paused"])
    else:
        return
    stderr().print(said, markup=False, highlight=False, soft_wrap=True)
