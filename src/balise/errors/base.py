"""What every error of Balise has: facts, and a sentence with places for them."""

from __future__ import annotations

from typing import ClassVar


class Said(str):
    """A fact that is itself said in the reader's language: an English phrase of the catalogue."""

    __slots__ = ()


class Several(tuple[object, ...]):
    """Facts that are told one after the other."""

    __slots__ = ()

    def __str__(self) -> str:
        """Tell them in English."""
        return "; ".join(map(str, self))


def one_line(said: str) -> str:
    r"""Write what is said on one line, whatever was put into its places.

    Examples
    --------
    >>> one_line("Its columns are: Date, Caption\nof the post.")
    'Its columns are: Date, Caption of the post.'
    """
    return " ".join(said.splitlines())


class BaliseError(Exception):
    """Base of every error of this package.

    Parameters
    ----------
    **facts
        What the template names, kept as `facts`.

    Examples
    --------
    >>> from balise.errors import FileMissingError
    >>> str(FileMissingError(file="posts.csv"))
    'posts.csv: there is no such file.'
    """

    template: ClassVar[str] = "Something went wrong."

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(one_line(self.template.format(**facts)))

    def __reduce__(self) -> tuple[object, ...]:
        """Copy and pickle by the facts: the sentence alone would not make the error again."""
        return _remade, (type(self), self.facts)


def _remade(kind: type[BaliseError], facts: dict[str, object]) -> BaliseError:
    return kind(**facts)


class DefectError(BaliseError):
    """A fault of Balise itself, with what is needed to report it."""

    template = (
        "Balise has a defect: {reason}. Nothing was lost. Please report it with the file {details}."
    )
