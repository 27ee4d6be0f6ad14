"""A strategy together with the text that states it."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Self

from balise.domain import strategy as domain
from balise.domain.reading import Finding
from balise.errors import FileDeniedError, FileMissingError, NotAFileError
from balise.strategy.changes import Change, diff
from balise.strategy.reading import FILE, MOST_BYTES, Read, read, refused
from balise.strategy.sheet import fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy(domain.Strategy):
    r"""A strategy as `strategy.toml` states it, with its comments and its order.

    It is a `balise.domain.strategy.Strategy` with the text it was read from. Two are equal where
    they say the same, whatever their comments.

    Parameters
    ----------
    text
        The file in today's layout.
    findings
        What is worth knowing though it does not stand in the way: warnings and notes.

    Examples
    --------
    >>> ours = Strategy.parse('''
    ... [strategy]
    ... name = "Shop"
    ... [[objectives]]
    ... name = "clicks"
    ... stage = "conversion"
    ... kpi = "link_clicks"
    ... aggregate = "total"
    ... target = 1200  # as in spring
    ... starts = 2026-12-01
    ... ends = 2027-02-28
    ... [[accounts]]
    ... network = "instagram"
    ... handle = "shop"
    ... ''')
    >>> ours.objectives[0].target, ours.accounts[0].id, ours.findings
    (1200.0, 'instagram:shop', ())
    >>> more = ours.with_value("objectives.clicks.target", 1500)
    >>> more.diff(ours)
    (Change(path='objectives.clicks.target', action='changed', before=1500.0, after=1200.0),)
    >>> "target = 1500  # as in spring" in more.dump()
    True
    """

    text: str = field(default="", repr=False, compare=False)
    findings: tuple[Finding, ...] = field(default=(), repr=False, compare=False)

    @classmethod
    def parse(cls, toml_text: str, *, file: str = FILE) -> Self:
        """Read the text of a strategy; `file` is how findings name it.

        Raises
        ------
        StrategyError
            Where anything is wrong: its `findings` tell every mistake with its line.
        """
        return cls._of(read(toml_text, file=file))

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Self:
        """Read the file of a strategy.

        Raises
        ------
        FileMissingError, FileDeniedError, NotAFileError
            Where it cannot be read.
        StrategyError
            Where anything in it is wrong.
        """
        place = Path(path)
        data = _bytes(place)
        if len(data) > MOST_BYTES:
            raise refused([fault("strategy-large", place.name, 1, most=1)])
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            raise refused([fault("strategy-utf8", place.name, line)]) from error
        return cls.parse(text, file=place.name)

    @classmethod
    def of(cls, values: domain.Strategy) -> Self:
        """Write the text of a strategy that was put together by a program, and check it."""
        from balise.strategy.writing import written  # noqa: PLC0415 - writers alone need tomlkit

        return cls.parse(written(values))

    @classmethod
    def _of(cls, found: Read) -> Self:
        values = {name: getattr(found.strategy, name) for name in domain.Strategy.__slots__}
        return cls(**values, text=found.text, findings=found.findings)

    @property
    def digest(self) -> str:
        """The SHA-256 of the text, by which a version is known."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def dump(self) -> str:
        """Give the text with its comments and its order; one that was never read is written."""
        if self.text:
            return self.text
        from balise.strategy.writing import written  # noqa: PLC0415 - writers alone need tomlkit

        return written(self)

    def save(self, path: str | PathLike[str]) -> None:
        """Write the text to a file, whole or not at all.

        Raises
        ------
        FileDeniedError
            Where the system does not let us.
        """
        place = Path(path)
        try:
            with NamedTemporaryFile("wb", dir=place.parent, prefix=".", delete=False) as file:
                file.write(self.dump().encode())
            mode = stat.S_IMODE(place.stat().st_mode) if place.exists() else 0o644
            Path(file.name).chmod(mode)
            os.replace(file.name, place)  # noqa: PTH105 - the one that is there is replaced
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise FileDeniedError(file=place.name, reason=reason) from error

    def diff(self, other: domain.Strategy) -> tuple[Change, ...]:
        """List what has to change in this one to get the other."""
        return diff(self, other)

    def with_value(self, path: str, value: Any) -> Self:
        """Change one value in the text, its comments kept; `None` takes the key out.

        `path` is `plan.reserve`, or `objectives.spring-sales.target`.

        Raises
        ------
        StrategyPathError
            Where there is no such table or entry.
        StrategyError
            Where the value is wrong there.
        """
        from balise.strategy.writing import changed  # noqa: PLC0415 - writers alone need tomlkit

        return self.parse(changed(self.dump(), path, value))


def _bytes(place: Path) -> bytes:
    """Read a regular file, and not more of it than a strategy has."""
    try:
        is_file = stat.S_ISREG(place.stat().st_mode)
        data = _start(place) if is_file else b""
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileMissingError(file=place.name) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise FileDeniedError(file=place.name, reason=reason) from error
    if not is_file:  # a pipe would never end
        raise NotAFileError(file=place.name)
    return data


def _start(place: Path) -> bytes:
    with place.open("rb") as file:
        return file.read(MOST_BYTES + 1)
