"""Sentences, terms, numbers and dates in the reader's language."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from balise.domain.reading import Finding
from balise.errors import Said, Several
from balise.errors.base import one_line
from balise.words.catalogue import LANGUAGES, catalogue
from balise.words.findings import SENTENCES
from balise.words.glossary import MONTHS, TERMS, where

if TYPE_CHECKING:
    from balise.errors import BaliseError

_LONG = 10_000
_WORKED_OUT = frozenset({"sum", "gap", "total", "most", "per_day"})
"""Facts of findings that are figures of ours; a value is shown as it stands in the file."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DECIMAL = re.compile(r"\d{1,12}(?:\.\d{1,6})?")
NARROW = "\u202f"  # narrow no-break space: before ; : ! ? % and between thousands in French
_BEFORE = re.compile(r" ([;:!?%»])")
_AFTER = re.compile(r"« ")
_APART = re.compile(r"(?<=[\w)%»”’]);(?= )")


def capital(said: str) -> str:
    """Start with a capital, and leave the rest as it is.

    Examples
    --------
    >>> capital("été 2027, rue Haute")
    'Été 2027, rue Haute'
    """
    return said[:1].upper() + said[1:]


@dataclass(frozen=True, slots=True)
class Speech:
    r"""One language of the reader, `fr` or `en`.

    Examples
    --------
    >>> Speech("fr").number(12345.678, 1)
    '12\u202f345,7'
    >>> Speech("en").term("kind", "short_video")
    'short video'
    """

    language: str = "en"

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            object.__setattr__(self, "language", "en")

    def text(self, message: str, **params: object) -> str:
        """Say an English sentence in this language, its places filled."""
        return self._typeset(catalogue(self.language).gettext(message).format(**params))

    def plural(self, one: str, many: str, n: int, **params: object) -> str:
        """Say the sentence that fits the number `n`, which fills the place `{n}`."""
        said = catalogue(self.language).ngettext(one, many, n)
        return self._typeset(said.format(n=self.number(n), **params))

    def term(self, group: str, code: str) -> str:
        """Name a code of the glossary; a code that has no entry (a hashtag) is its own name."""
        message = TERMS.get((group, code))
        return self.text(message) if message else code

    def counted(self, kpi: str) -> str:
        """Name what is counted: an outcome of the usual names, a metric, or a name of a user."""
        message = TERMS.get(("counted", kpi))
        return self.text(message) if message else self.term("metric", kpi)

    def finding(self, finding: Finding) -> str:
        """Say what was found in a file."""
        template = SENTENCES.get(finding.code)
        if template is None:
            return finding.message
        params = {name: self._figure(name, v) for name, v in finding.params.items()}
        if "table" in params:
            params["where"] = where(finding.params["table"], finding.params["name"], self.text)
        return one_line(self.text(template, **params))

    def _figure(self, name: str, value: str) -> object:
        """Say a fact of a finding; a figure or a day of ours as the language has it."""
        if name == "made_on" and _DAY.fullmatch(value):
            return self.day(date.fromisoformat(value))
        if name not in _WORKED_OUT or not _DECIMAL.fullmatch(value):
            return self._fact(value)
        return self.number(float(value), len(value.partition(".")[2]))

    def error(self, error: BaliseError) -> str:
        """Say what an error means."""
        facts = {name: self._fact(value) for name, value in error.facts.items()}
        return one_line(self.text(error.template, **facts))

    def _fact(self, value: object) -> object:
        """Say a fact that is a phrase of the catalogue, or a number too long to be read at once."""
        if isinstance(value, Said):
            return self.text(value)
        if isinstance(value, Finding):
            return self.finding(value)
        if isinstance(value, Several):
            return self._typeset("; ".join(str(self._fact(one)) for one in value))
        return self.number(value) if isinstance(value, int) and abs(value) >= _LONG else value

    def number(self, value: float, digits: int = 0) -> str:
        """Write a number with its thousands apart; `n/a` where it is not known."""
        if not math.isfinite(value):
            return self.text("n/a")
        written = f"{round(value, digits) + 0.0:,.{digits}f}"  # + 0.0: no zero has a sign
        if self.language == "fr":
            written = written.replace(",", NARROW).replace(".", ",")
        return written.replace("-", "\u2212")

    def percent(self, share: float, digits: int = 0) -> str:
        """Write a share (0.12) as a percentage."""
        return self.number(100 * share, digits) + (NARROW if self.language == "fr" else "") + "%"

    def change(self, multiplier: float) -> str:
        """Write a multiplier (1.3) as a change with its sign (+30 %); twice or more as a factor.

        What rounds to nothing has no sign.
        """
        if multiplier >= 2:  # noqa: PLR2004 - beyond a doubling a factor reads better
            return "×" + self.number(multiplier, 1)
        sign = "+" if round(100 * (multiplier - 1)) > 0 else ""
        return sign + self.percent(multiplier - 1)

    def listed(self, names: Sequence[str]) -> str:
        """Write names one after the other, the last after an `and`."""
        if len(names) < 2:  # noqa: PLR2004 - nothing to join
            return "".join(names)
        return self.text("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])

    def day(self, day: date) -> str:
        """Write a date in words."""
        month = self.text(MONTHS[day.month - 1])
        if self.language == "fr":
            return f"{'1er' if day.day == 1 else day.day} {month} {day.year}"
        return f"{day.day} {month} {day.year}"

    def _typeset(self, said: str) -> str:
        if self.language != "fr":
            return said
        said = _APART.sub(NARROW + ";", said)  # what was listed with the sign of English
        return _AFTER.sub("«" + NARROW, _BEFORE.sub(NARROW + r"\1", said))
