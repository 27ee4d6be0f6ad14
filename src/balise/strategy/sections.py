r"""Lines put into a TOML text or cut out of it, comments left with what they stand above.

A section is what stands from a header to the next one. Its last lines, where these are blank or
comments alone, belong to the header below.
"""

from __future__ import annotations

from collections.abc import Sequence

from balise.domain.toml_place import headers


def after(text: str, table: str, n: int | None, lines: Sequence[str]) -> str:
    r"""Put lines behind the n-th section of a table, or, where it has none, at the end.

    Examples
    --------
    >>> after("[[a]]\nx = 1\n\n# of b\n[b]\n", "a", 0, ["[[a]]"])
    '[[a]]\nx = 1\n[[a]]\n\n# of b\n[b]\n'
    """
    end = len(text.rstrip()) if n is None else _span(text, table, n)[1]
    return _put(text, end, lines)


def inside(text: str, table: str, n: int, line: str) -> str:
    r"""Put a line at the end of the n-th section of a table, before tables inside it.

    Examples
    --------
    >>> inside("[a]\nx = 1  # one\n[a.b]\n", "a", 0, "y = 2")
    '[a]\nx = 1  # one\ny = 2\n[a.b]\n'
    """
    return _put(text, _span(text, table, n, is_whole=False)[1], [line])


def without(text: str, table: str, n: int) -> str:
    r"""Cut out the n-th section of a table with the tables inside it.

    Examples
    --------
    >>> without("[[a]]\nx = 1\n\n# second\n[[a]]\nx = 2\n\n# of b\n[b]\n", "a", 1)
    '[[a]]\nx = 1\n\n# second\n\n# of b\n[b]\n'
    """
    start, end = _span(text, table, n)
    above, below = text[:start], text[end:]
    return above.rstrip(" \t\r\n") + below if not below.strip() else _joined(above, below)


def start_of(text: str, table: str, n: int) -> int:
    """Tell where the n-th section of a table starts."""
    return _span(text, table, n)[0]


def newline(text: str) -> str:
    r"""Tell how lines end.

    Examples
    --------
    >>> newline("a = 1\r\n") == "\r\n", newline("") == "\n"
    (True, True)
    """
    return "\r\n" if "\r\n" in text else "\n"


def _joined(above: str, below: str) -> str:
    """Leave one blank line where two would meet."""
    below = below.lstrip("\r") if above.endswith("\n") else below
    if not above.strip() or above.endswith(("\n\n", "\r\n\r\n")):
        return above + below.lstrip("\r\n")
    return above + below.removeprefix("\r\n").removeprefix("\n")


def _put(text: str, at: int, lines: Sequence[str]) -> str:
    end = newline(text)
    put = "".join(f"{end}{line}" for line in lines)
    return f"{text[:at]}{put}{text[at:] or end}"


def _span(text: str, table: str, n: int, *, is_whole: bool = True) -> tuple[int, int]:
    """Tell where a section starts, and where its last line with a setting ends."""
    every = headers(text)
    mine = [i for i, one in enumerate(every) if one.name == table]
    first = mine[n]
    rest = every[first + 1 :]
    if is_whole:
        rest = [one for one in rest if not one.name.startswith(f"{table}.")]
    end = rest[0].start if rest else len(text)
    return every[first].start, every[first].start + _content(text[every[first].start : end])


def _content(section: str) -> int:
    """Tell where the last line ends that is neither blank nor a comment."""
    end = at = 0
    for line in section.splitlines(keepends=True):
        at += len(line)
        if line.strip() and not line.lstrip().startswith("#"):
            end = at - (len(line) - len(line.rstrip("\r\n")))
    return end
