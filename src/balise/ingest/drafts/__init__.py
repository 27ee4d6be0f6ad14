"""Drafts to check: `drafts.toml`, the same keys as a JSON list, or a table with one row a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from balise.domain.draft import Draft
from balise.domain.reading import Finding, Severity
from balise.errors import FileDeniedError, FileMissingError, NotAFileError, TooLargeError
from balise.ingest.drafts.entries import Entry, UnreadableError, of_csv, of_json, of_toml
from balise.ingest.drafts.settings import BESIDE, SETTINGS, MeantError, in_utc, meant, taken
from balise.reference.network_rules import networks
from balise.words.drafts import said_of
from balise.words.unreadable import why_unreadable

MOST_BYTES = 32 << 20
MOST_DRAFTS = 20_000
_SHOWN = 60
_FORMS: Mapping[str, tuple[str, Callable[[str], Iterator[Entry]]]] = {
    ".toml": ("TOML", of_toml),
    ".json": ("JSON", of_json),
    ".csv": ("CSV", of_csv),
    ".tsv": ("CSV", of_csv),
}


@dataclass(frozen=True, slots=True)
class Drafts:
    """The drafts of a file, and what is wrong in how they are written."""

    drafts: tuple[Draft, ...]
    findings: tuple[Finding, ...] = ()


def read_drafts(path: Path, *, timezone: str = "UTC") -> Drafts:
    """Read a file of drafts.

    Parameters
    ----------
    path
        A `.toml`, `.json` or `.csv` file; any other ending is read as TOML.
    timezone
        Zone of the times that have no offset.

    Raises
    ------
    FileMissingError, FileDeniedError, NotAFileError, TooLargeError
        Where the file cannot be read at all.
    """
    return parse_drafts(_text(path), name=str(path), timezone=timezone)


def _text(path: Path) -> str:
    if not path.exists():
        raise FileMissingError(file=path)
    if not path.is_file():
        raise NotAFileError(file=path)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise TooLargeError(file=path, what=path.name, megabytes=MOST_BYTES >> 20)
        written = path.read_bytes()
    except OSError as error:
        raise FileDeniedError(file=path, reason=error.strerror or type(error).__name__) from error
    return decoded(written)


def decoded(written: bytes) -> str:
    r"""Read bytes as UTF-8, by their mark as UTF-16, else as a spreadsheet of Western Europe.

    Examples
    --------
    >>> decoded("é".encode()), decoded("é".encode("cp1252")), decoded("é".encode("utf-16"))
    ('é', 'é', 'é')
    """
    if written.startswith((b"\xff\xfe", b"\xfe\xff")):
        return written.decode("utf-16", "replace")
    try:
        said = written.decode("utf-8-sig")
    except UnicodeDecodeError:
        said = written.decode("cp1252", "replace")
    return said.replace("\r\n", "\n")


def parse_drafts(text: str, *, name: str = "drafts.toml", timezone: str = "UTC") -> Drafts:
    r"""Read drafts from a text; the ending of `name` tells how they are written.

    Examples
    --------
    >>> read = parse_drafts('[[drafts]]\nnetwork = "x"\ntext = "Hello"\nsize = 3\n')
    >>> read.drafts[0].text, read.findings[0].line, read.findings[0].message
    ('Hello', 4, 'There is no setting size in a draft.')
    """
    ending = Path(name).suffix.lower()
    form, entries = _FORMS.get(ending, _FORMS[".toml"])
    drafts: list[Draft] = []
    tell = _Telling(name)
    try:
        for entry in islice(entries(text), MOST_DRAFTS + 1):
            if len(drafts) == MOST_DRAFTS:
                tell("drafts-many", 0, limit=MOST_DRAFTS)
                break
            draft = None if _is_stray(entry, tell) else _draft(entry, tell, timezone)
            if draft is not None:
                drafts.append(draft)
    except UnreadableError as error:
        told = {"form": form, "reason": why_unreadable(error.reason)}
        if ending in _FORMS:
            tell("drafts-unreadable", error.line, severity="error", **told)
        else:
            tell("drafts-form", 0, severity="error", value=_shown(ending or Path(name).name))
    if not drafts and not tell.findings:
        tell("drafts-none", 0, severity="error")
    return Drafts(tuple(drafts), tuple(tell.findings))


class _Telling:
    """Gathers findings of one file; what can be said once is said once."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.findings: list[Finding] = []
        self.once: set[tuple[str, str]] = set()

    def __call__(
        self,
        code: str,
        line: int,
        *,
        severity: Severity = "warning",
        column: str = "",
        **params: object,
    ) -> None:
        told = {
            key: value if isinstance(value, str) else str(value) for key, value in params.items()
        }
        finding = Finding(
            file=self.name, line=line, column=column, code=code, message=said_of(code, told),
            params=told, severity=severity,
        )  # fmt: skip
        self.findings.append(finding)

    def first(self, code: str, value: str) -> bool:
        """Whether this was not said yet."""
        known = (code, value) in self.once
        self.once.add((code, value))
        return not known


def _is_stray(entry: Entry, tell: _Telling) -> bool:
    """Tell what is no draft: a table may be one whose heading was written wrong."""
    if entry.stray:
        is_table = isinstance(entry.values, dict | list)
        severity: Severity = "error" if is_table else "warning"
        tell("drafts-stray", entry.line, severity=severity, value=_shown(entry.stray))
    return bool(entry.stray)


def _draft(entry: Entry, tell: _Telling, timezone: str) -> Draft | None:
    if not isinstance(entry.values, dict):
        tell("draft-no-table", entry.line, severity="error")
        return None
    said: dict[str, Any] = {}
    for written, value in entry.values.items():
        key = str(written)
        if key in SETTINGS:
            _take(key, value, said, tell, entry.places.get(key, entry.line))
        elif key not in BESIDE and tell.first("draft-key-unknown", key):
            _unknown(key, entry, tell)
    if "publish_at" in said:
        said["publish_at"] = _moment(said["publish_at"], tell, entry, timezone)
    places = tuple((str(key), line) for key, line in entry.places.items())
    return _whole(said, tell, Draft(network="", file=tell.name, line=entry.line, places=places))


def _unknown(key: str, entry: Entry, tell: _Telling) -> None:
    """Tell of a setting that there is not, with the one that is meant."""
    line = entry.places.get(key, entry.head or entry.line)
    if near := meant(key):
        tell("draft-key-near", line, column=key, value=_shown(key), near=near)
    else:
        allowed = ", ".join(SETTINGS)
        tell("draft-key-unknown", line, column=key, value=_shown(key), allowed=allowed)


def _take(key: str, value: Any, said: dict[str, Any], tell: _Telling, line: int) -> None:
    try:
        said[key] = taken(key, value)
    except MeantError as error:
        told = {"key": error.key, "value": _shown(error.value), "wanted": error.wanted}
        tell("draft-value-wrong", line, severity="error", column=key, **told)


def _moment(moment: Any, tell: _Telling, entry: Entry, timezone: str) -> Any:
    if moment.tzinfo is None and tell.first("draft-time-local", ""):
        line = entry.places.get("publish_at", entry.line)
        told = {"value": moment.isoformat(" ", "minutes"), "zone": timezone}
        tell("draft-time-local", line, severity="info", column="publish_at", **told)
    return in_utc(moment, timezone)


def _whole(said: dict[str, Any], tell: _Telling, place: Draft) -> Draft:
    """Make the draft; one that does not say its network is held against what holds everywhere."""
    known = ", ".join(networks())
    where: dict[str, Any] = {"file": place.file, "line": place.line, "places": place.places}
    name = said.setdefault("network", "")
    if not name:
        tell("draft-network-missing", place.line, severity="error", allowed=known)
    elif name not in networks() and tell.first("draft-network-unknown", name):
        line = place.line_of("network")
        tell("draft-network-unknown", line, column="network", value=_shown(name), allowed=known)
    if not said.get("text", "").strip() and not said.get("media") and not said.get("title"):
        tell("draft-empty", place.line)
    return Draft(**said, **where)


def _shown(value: object) -> str:
    said = " ".join((value if isinstance(value, str) else repr(value)).split())
    return said if len(said) <= _SHOWN else said[: _SHOWN - 1] + "…"
