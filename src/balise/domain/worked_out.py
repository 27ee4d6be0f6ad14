"""What was worked out once from many posts, kept so that a page only reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedOut:
    """One answer as it was kept.

    Parameters
    ----------
    shelf
        What kind of answer it is: `posts` (told from the files alone), `look` (a look back).
    name
        To which question.
    mark
        What it was told from: with another mark it holds no more.
    data
        The answer, as the one who kept it writes it.
    """

    shelf: str
    name: str
    mark: str
    data: bytes
    made_at: datetime


class WorkedOutStore(Protocol):
    """What is asked of a store about answers that were worked out."""

    def keep_worked_out(self, brand: str, made: WorkedOut) -> None:
        """Keep an answer in place of the one to the same question; older ones give way."""
        ...

    def worked_out(self, brand: str, shelf: str, name: str) -> WorkedOut | None:
        """Give the answer to a question, whatever it was told from."""
        ...

    def worked_out_marks(self, brand: str, shelf: str) -> dict[str, str]:
        """Tell from what each answer of a shelf was told, without reading it."""
        ...
