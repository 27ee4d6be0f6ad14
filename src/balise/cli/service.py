"""The pages and the worker of `balise serve`, through a restore that the pages ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from subprocess import Popen
from typing import Any

from balise import errors
from balise.backup import placing, staging
from balise.cli.printing import speech, stderr, stdout
from balise.cli.supervised import Kept, end, error_of, heard, started
from balise.cli.worker import tell_of_worker
from balise.words import mark
from balise.workspace import default_folder

_PLACED = mark(
    "The backup of {day} is in place. Go on in your browser. What was there before is kept: {kept}"
)
_FAILED = mark("The backup was not put in place, and the pages are there again. {reason}")


@dataclass(slots=True, kw_only=True)
class Service:
    """The process of the pages and that of the worker, which end together.

    Parameters
    ----------
    asked
        What the pages are told: their folder, their port, their language.
    """

    asked: dict[str, Any]
    _pages: Popen[str] | None = field(default=None, init=False)
    _worker: Kept | None = field(default=None, init=False)

    def begin(self) -> dict[str, Any]:
        """Start the pages, and hear where they are.

        A restore that the machine itself has stopped halfway is taken back first.

        Raises
        ------
        BaliseError
            What kept them from starting.
        """
        folder = Path(self.asked["folder"] or default_folder()).expanduser()
        placing.recover(folder)
        if not placing.is_open(folder):  # else somebody may be looking at what is staged
            staging.clear(folder)
        return self._begun()

    def work(self) -> None:
        """Start the worker."""
        self._worker = Kept(
            module="balise.worker", asked={"folder": self.asked["folder"]}, told=tell_of_worker
        )
        self._worker.start()

    def watch(self) -> int:
        """Do what the pages ask for until they end by themselves; gives their status."""
        while self._pages is not None and (told := heard(self._pages)):
            if "restore" in told:
                self._restore(told["restore"])
        return self._pages.wait() if self._pages is not None else 0

    def close(self) -> None:
        """End both, the worker first: what it does, it does for the pages."""
        if self._worker is not None:
            self._worker.close()
        if self._pages is not None:
            end(self._pages)
        self._worker = self._pages = None

    def _begun(self, **more: Any) -> dict[str, Any]:
        self._pages = started("balise.web", {**self.asked, **more})
        told = heard(self._pages)
        if (error := error_of(told)) is not None:
            raise error
        if "address" not in told:
            raise errors.PagesStoppedError(reason=self._pages.wait())
        self.asked["port"] = told["port"]  # the browser finds them there again
        return told

    def _restore(self, asked: Mapping[str, str]) -> None:
        """End the pages and the worker, put a backup in place, and start both again."""
        self.close()
        folder, now = Path(asked["folder"]), datetime.now(UTC)
        told: dict[str, Any] = {
            "made_at": asked["made_at"], "at": now.isoformat(), "by": asked["by"], "kept": "",
        }  # fmt: skip
        try:
            self._replace(folder, asked, {**told, "at": now})
        except errors.BaliseError as error:
            self.close()
            facts = {name: str(value) for name, value in error.facts.items()}
            failed = {**told, "error": type(error).__name__, "facts": facts}
            self._begun(session=asked["session"], restored=failed)
            said = speech().text(_FAILED, reason=speech().error(error))
            stderr().print(said, markup=False, highlight=False, soft_wrap=True)
        staging.clear(folder)
        self.work()

    def _replace(self, folder: Path, asked: Mapping[str, str], told: dict[str, Any]) -> None:
        """Put it in place, and see that the pages start with it."""
        at: datetime = told["at"]
        kept = placing.place(Path(asked["staged"]), folder, at=at)
        told = {**told, "at": at.isoformat(), "kept": str(kept)}
        try:
            self._begun(session=asked["session"], restored=told)
            placing.settle(folder, kept)
        except BaseException:
            self.close()
            if placing.undo(folder):  # else it is settled, and `kept` is all there is of before
                kept.unlink(missing_ok=True)
            raise
        day = speech().day(datetime.fromisoformat(asked["made_at"]).date())
        said = speech().text(_PLACED, day=day, kept=kept)
        stdout().print(said, markup=False, soft_wrap=True)
