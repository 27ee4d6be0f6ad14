"""What is read of a draft once, for all checks; and what the checks are told beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from balise.check import graphemes, text as reading
from balise.domain.draft import Draft
from balise.domain.reading import Finding, Severity
from balise.domain.strategy import Presence, Strategy
from balise.reference import cta
from balise.reference.network_rules import Rule
from balise.words.drafts import said_of
from balise.words.glossary import TERMS

_SPOKEN_IN = {"FR": "fr", "US": "en"}
"""Where nobody said for which country a draft is, its language tells whose law to remind of."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A draft, and what its text holds, read at the first question."""

    draft: Draft
    strategy: Strategy | None = None

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """Hashtags of the text and those beside it, once each."""
        every = (*reading.hashtags(self.draft.text), *self.draft.hashtags)
        return tuple({tag.casefold(): tag for tag in reversed(every)}.values())[::-1]

    @cached_property
    def mentions(self) -> tuple[str, ...]:
        """Handles that the text names."""
        return reading.mentions(self.draft.text)

    @cached_property
    def urls(self) -> tuple[str, ...]:
        """Addresses of the text."""
        return reading.urls(self.draft.text)

    @cached_property
    def emoji(self) -> list[str]:
        """Emoji of the text."""
        return graphemes.emoji(self.draft.text)

    @cached_property
    def folded(self) -> str:
        """The text in lower case, without accents."""
        return reading.folded(self.draft.text)

    @cached_property
    def asks(self) -> tuple[cta.Ask, ...]:
        """What the text asks of its reader."""
        return cta.matches(self.draft.text)

    @cached_property
    def presence(self) -> Presence | None:
        """The account of the strategy that the draft is for."""
        wanted = (self.draft.network, self.draft.account.lstrip("@").casefold())
        known = self.strategy.accounts if self.strategy else ()
        return next((a for a in known if (a.network, a.handle.casefold()) == wanted), None)

    @cached_property
    def language(self) -> str:
        """The language of the draft: as said, as read, as the strategy has it."""
        return self.draft.language or reading.language(self.draft.text) or self._usual

    @property
    def _usual(self) -> str:
        own = self.presence.language if self.presence else ""
        return own or (self.strategy.identity.language if self.strategy else "")

    @cached_property
    def countries(self) -> frozenset[str]:
        """Countries of its readers, where they are known."""
        if self.draft.country:
            return frozenset({self.draft.country.upper()})
        known = self.strategy.audiences if self.strategy else ()
        return frozenset(code.upper() for audience in known for code in audience.countries)

    def is_under(self, rule: Rule) -> bool:
        """Whether a rule holds for this draft: its network, its kind, its country."""
        if rule.network not in {"all", "house", self.draft.network}:
            return False
        if not rule.is_for(self.draft.form) or self._is_before(rule):
            return False
        if not rule.country:
            return True
        if self.countries:
            return rule.country in self.countries
        return _SPOKEN_IN.get(rule.country) == self.language

    def _is_before(self, rule: Rule) -> bool:
        """Whether it is published before a rule came into force."""
        at = self.draft.publish_at if rule.since else None
        return at is not None and at.date().isoformat() < rule.since


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the checks are told beside the drafts.

    `past` are texts that were published, by `<network>:<handle>`.
    """

    today: date
    strategy: Strategy | None = None
    past: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def found(
        self,
        rule: Rule,
        facts: Facts,
        code: str,
        *,
        column: str = "text",
        severity: Severity | None = None,
        **params: Any,
    ) -> Finding:
        """Make a finding of a rule; one that is old says when it was looked at."""
        draft = facts.draft
        network = TERMS.get(("network", draft.network), draft.network)
        told: dict[str, Any] = {
            "network": network,
            **{name: _written(value) for name, value in params.items()},
        }
        if rule.is_stale(self.today):
            told["stale"] = rule.checked.isoformat()
        return Finding(
            file=draft.file,
            line=draft.line_of(column),
            column=column,
            code=code,
            message=said_of(code, told),
            params=told,
            severity=severity or _severity(rule, facts),
            rule=rule.id,
        )


def _severity(rule: Rule, facts: Facts) -> Severity:
    """Give the severity of a rule; one of a country that was only guessed does not block."""
    if rule.country and not facts.countries and rule.severity == "error":
        return "warning"
    return rule.severity


def _written(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return value if isinstance(value, str) else str(value)


def place(of: Facts, seen_from: Facts) -> str:
    """Say on which line another draft begins, with its file where that is another.

    Examples
    --------
    >>> here, there = (Facts(draft=Draft(network="x", file=name, line=9)) for name in "ab")
    >>> place(here, here), place(there, here)
    ('9', '9 (b)')
    """
    draft = of.draft
    is_here = draft.file == seen_from.draft.file
    return str(draft.line) if is_here else f"{draft.line} ({draft.file})"


_MOST_DIGITS = 6
_NEARLY = 0.1


def figure(value: float, limit: float) -> str:
    """Write a figure with so few digits that it is still seen how far it is from its limit.

    Examples
    --------
    >>> figure(1.5, 3), figure(9.06, 8), figure(8.0004, 8), figure(300, 280)
    ('1.5', '9.1', '8.0004', '300')
    """
    allowed = _NEARLY * abs(value - limit) / 2
    digits = (n for n in range(_MOST_DIGITS) if abs(round(value, n) - value) <= allowed)
    said = f"{value:.{next(digits, _MOST_DIGITS)}f}"
    return said.rstrip("0").rstrip(".") if "." in said else said


_MOST_QUOTED = 60


def quoted(said: str) -> str:
    r"""Cut what is quoted of a text to one short line.

    Examples
    --------
    >>> quoted("a\n b"), len(quoted("a" * 100))
    ('a b', 60)
    """
    line = " ".join(said.split())
    return line if len(line) <= _MOST_QUOTED else line[: _MOST_QUOTED - 1] + "…"
