"""`[write]`: which model, and where. The key is read from the environment when it is used."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, urlsplit

from balise.errors import Said, WriterSettingError, WriterUnsetError
from balise.words import mark

NO_KEY = "none"
"""What is sent where no key is set: a model on one's own machine asks for none."""
_LONGEST, _MOST_RETRIES = 600.0, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Which model writes, and where it is.

    Parameters
    ----------
    model, base_url
        The name that the provider has for it, and the address of its chat completions without
        `/chat/completions`: `https://api.mistral.ai/v1`, `http://localhost:11434/v1`.
    key_variable
        Name of the environment variable that holds the key. The key itself is kept nowhere.
    timeout
        Seconds to wait for one draft.
    retries
        How often to ask again where the provider is busy or fails.
    """

    model: str
    base_url: str
    key_variable: str = "BALISE_WRITE_KEY"
    timeout: float = 60.0
    retries: int = 2

    @property
    def host(self) -> str:
        """Where the model is, as messages name it."""
        return urlsplit(self.base_url).netloc

    def key(self) -> str:
        """Read the key from the environment.

        Raises
        ------
        WriterSettingError
            Where it cannot be a key.
        """
        found = os.environ.get(self.key_variable, "").strip()
        if not found.isascii() or not found.isprintable() or " " in found:
            reason = Said(mark("this environment variable holds signs that no key has"))
            raise WriterSettingError(key=self.key_variable, reason=reason)
        return found or NO_KEY


def settings(table: Mapping[str, Any]) -> Settings:
    """Read the table `[write]`.

    Raises
    ------
    WriterUnsetError
        Where it does not name a model and an address.
    WriterSettingError
        Where a setting cannot be used; a key is refused, and not repeated.

    Examples
    --------
    >>> settings({"model": "qwen3", "base_url": "http://localhost:11434/v1"}).host
    'localhost:11434'
    """
    known = {one.name for one in fields(Settings)}
    for name in table:
        if name not in known:
            raise WriterSettingError(key=_shown(name), reason=_unknown(name))
    for name in ("model", "base_url"):
        if not table.get(name):
            raise WriterUnsetError(lack=name)
    made = _typed(table)
    _address(made.base_url)
    _name(made.key_variable)
    return made


def _unknown(name: str) -> Said:
    if any(part in name.casefold() for part in ("key", "token", "secret", "password")):
        return Said(mark("keys are read from the environment only, never from a file"))
    return Said(mark("there is no such setting"))


def _shown(name: str) -> str:
    return name[:40]


def _typed(table: Mapping[str, Any]) -> Settings:
    for name in ("model", "base_url", "key_variable"):
        value = table.get(name, "")
        if not isinstance(value, str) or not value.isprintable():
            raise WriterSettingError(key=name, reason=Said(mark("it is a text on one line")))
    made = Settings(**table)
    for name, least, most in (("timeout", 1, _LONGEST), ("retries", 0, _MOST_RETRIES)):
        value = getattr(made, name)
        is_number = isinstance(value, int if name == "retries" else int | float)
        if isinstance(value, bool) or not is_number or not _is_within(value, least, most):
            raise WriterSettingError(key=name, reason=Said(_RANGES[name]))
    return made


_RANGES = {
    "timeout": mark("it is a number of seconds from 1 to 600"),
    "retries": mark("it is a whole number from 0 to 5"),
}


def _is_within(value: float, least: float, most: float) -> bool:
    return math.isfinite(value) and least <= value <= most


def _address(base_url: str) -> None:
    """Refuse an address that is none, that holds a secret, or that would send texts in the open."""
    try:
        parts = urlsplit(base_url)
        is_one = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_one = False
    if not is_one:
        reason = mark("it is an address such as https://api.mistral.ai/v1")
        raise WriterSettingError(key="base_url", reason=Said(reason))
    if parts.username or parts.password or parts.query:
        reason = mark("it holds a name, a password or a query; a key belongs in the environment")
        raise WriterSettingError(key="base_url", reason=Said(reason))
    if parts.scheme == "http" and not _is_near(parts):
        reason = mark("only a machine of your own network is reached without https")
        raise WriterSettingError(key="base_url", reason=Said(reason))


def _is_near(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    try:
        return ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith((".localhost", ".local", ".internal"))


def _name(variable: str) -> None:
    """Refuse what is no name of an environment variable: somebody may have put the key there."""
    if not variable.isidentifier() or not variable.isupper():
        reason = mark("it is the name of an environment variable in capitals, not the key itself")
        raise WriterSettingError(key="key_variable", reason=Said(reason))
