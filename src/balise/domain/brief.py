"""What whoever makes a post has to know."""

from __future__ import annotations

import re
from dataclasses import dataclass

from balise.domain.plan import Slot

_BLANK = re.compile(r"\[[^\[\]\n]{1,80}\]")


def blanks(text: str) -> tuple[str, ...]:
    """Give the blanks of a text, each once: facts that only who makes the post can know.

    Examples
    --------
    >>> blanks("[Name] has been here since [year].")
    ('[Name]', '[year]')
    """
    return tuple(dict.fromkeys(_BLANK.findall(text)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """One requirement of a network for a format, in words, with its source and day of checking."""

    text: str
    title: str = ""
    url: str = ""
    checked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A slot told to whoever makes it, in one language.

    `goal`, `audience` and `pillar` are sentences; `angle` and `hook` are of the idea library, empty
    where it has none that fits. `shots` are what to film or lay out, `ask` is how the call to
    action is worded, `specs` are those of the network for the format, `alt` reminds of the
    alternative text and is empty where nothing is shown. `occasion` names the series, the event and
    its phase, or the draft of the user's own that it belongs to; `copies` tells where else the same
    piece goes, and that no two texts of it may be the same.
    """

    slot: Slot
    goal: str
    audience: str
    pillar: str
    angle: str = ""
    hook: str = ""
    shots: tuple[str, ...] = ()
    ask: str = ""
    link: str = ""
    specs: tuple[Spec, ...] = ()
    hashtags: tuple[str, ...] = ()
    alt: str = ""
    reason: str = ""
    occasion: str = ""
    copies: str = ""

    @property
    def blanks(self) -> tuple[str, ...]:
        """What is to be filled in, wherever it stands in what a post would say or show."""
        return blanks("\n".join((self.angle, self.hook, *self.shots, self.ask)))
