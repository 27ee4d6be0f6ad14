"""`balise`: the verbs, and how errors reach the user."""

from __future__ import annotations

import logging
import sys
import traceback
from io import TextIOWrapper
from tempfile import NamedTemporaryFile
from typing import NoReturn

import click

from balise import __version__
from balise.cli.printing import speak, speech, stderr
from balise.cli.verbs import Verbs
from balise.errors import BaliseError, DefectError
from balise.words import mark

EXAMPLES = mark("Start with: balise init, or: balise demo, or: balise report YOUR-EXPORTS/")


@click.group(
    cls=Verbs,
    help=speech().text(mark("From your networks' exports to what works, and how sure it is.")),
    epilog=speech().text(EXAMPLES),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="balise")
@click.option(
    "--verbose", is_flag=True, help=speech().text(mark("Tell on standard error what is done."))
)
def balise(*, verbose: bool) -> None:
    """Hold the verbs."""
    speak(None)
    if verbose:
        logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(name)s: %(message)s")


def main() -> None:
    """Run a verb. Exit status: 0 done, 1 the input is at fault, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal without a sign for a letter shows `?`
            stream.reconfigure(errors="replace")
    try:
        balise.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.exceptions.Abort:
        sys.exit(130)
    except BaliseError as error:
        _say(error)
    except BrokenPipeError:  # the reader of a pipe (head) had enough
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 - the last resort: no traceback reaches a user
        _say(DefectError(reason=f"{type(error).__name__}", details=_kept(error)))


def _say(error: BaliseError) -> NoReturn:
    stderr().print(speech().error(error), style="bold red", markup=False, highlight=False)
    sys.exit(1)


def _kept(error: Exception) -> str:
    """Write the traceback where it can be found again."""
    with NamedTemporaryFile("w", prefix="balise-", suffix=".txt", delete=False) as file:
        traceback.print_exception(error, file=file)
    return file.name


if __name__ == "__main__":
    main()
