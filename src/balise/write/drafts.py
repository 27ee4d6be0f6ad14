"""A draft for each brief, with what is found in it. A person decides what becomes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from balise.check import check
from balise.domain.brief import Brief, blanks
from balise.domain.draft import Draft
from balise.domain.reading import Finding
from balise.domain.strategy import Strategy
from balise.errors import Said, WriterAnswerError
from balise.words import mark
from balise.write.model import ask, library
from balise.write.prompt import has_title, language_of, messages
from balise.write.settings import Settings

MOST = 20_000
"""Letters of a draft; longer ones are no post."""
_FENCE = re.compile(r"\A```\w*\n(.*?)\n?```\Z", re.DOTALL)
_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
"""Some local models think aloud before they answer."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Signs that no text needs, and that turn the direction of what is read."""
_QUOTES = (('"', '"'), ("“", "”"), ("«", "»"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A draft that a model wrote, and that nobody has read yet.

    Parameters
    ----------
    findings
        What `balise.check` found in it, alone and beside the drafts before it.
    open
        Blanks in square brackets: facts that the model did not have, to be filled in.
    model
        Who wrote it.
    """

    brief: Brief
    draft: Draft
    findings: tuple[Finding, ...]
    open: tuple[str, ...]
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    strategy: Strategy
    settings: Settings
    today: date
    past: Mapping[str, Sequence[str]]


def drafts(
    briefs: Sequence[Brief],
    strategy: Strategy,
    settings: Settings,
    *,
    today: date,
    past: Mapping[str, Sequence[str]] | None = None,
) -> Iterator[Written]:
    """Write a draft for each brief, one after the other; those that came are kept by whoever asks.

    Parameters
    ----------
    today, past
        As for `balise.check.check`.

    Raises
    ------
    ExtraMissingError
        At once, where `balise[write]` is not installed.
    WriteError
        While drafts are taken, where the model gives none.
    """
    library()
    settings.key()
    around = _Around(strategy=strategy, settings=settings, today=today, past=past or {})
    return _written(briefs, around)


def _written(briefs: Sequence[Brief], around: _Around) -> Iterator[Written]:
    before: list[Draft] = []
    for brief in briefs:
        said = ask(around.settings, messages(brief, around.strategy))
        draft = _draft(brief, _clean(said, around.settings), around.strategy)
        before.append(draft)
        found = check(before, today=around.today, strategy=around.strategy, past=around.past)
        yield Written(
            brief=brief,
            draft=draft,
            findings=tuple(one for one in found if one.file == draft.file),
            open=blanks(f"{draft.title} {draft.text}"),
            model=around.settings.model,
        )


def _draft(brief: Brief, said: str, strategy: Strategy) -> Draft:
    slot = brief.slot
    title, text = _parted(said) if has_title(brief) else ("", said)
    return Draft(
        network=slot.network,
        account=slot.account,
        kind=slot.kind,
        title=title,
        text=text,
        publish_at=slot.publish_at,
        hashtags=tuple(tag.removeprefix("#") for tag in brief.hashtags),
        link=brief.link,
        cta=slot.cta,
        objective=slot.objective,
        language=language_of(brief, strategy),
        file=slot.slot_id,
    )


def _parted(said: str) -> tuple[str, str]:
    """Part the title from the text: it is the first line where an empty one follows."""
    head, blank, rest = said.partition("\n\n")
    is_title = bool(blank) and "\n" not in head
    return (head.strip("# *"), rest.strip()) if is_title else ("", said)


def _clean(said: str, settings: Settings) -> str:
    """Take off what models put around a text."""
    text = _CONTROL.sub("", _THOUGHT.sub("", said.replace("\r\n", "\n"))).strip()
    fenced = _FENCE.match(text)
    text = fenced[1].strip() if fenced else text
    for opening, closing in _QUOTES:
        inner = text[1:-1]
        if text[:1] == opening and text[-1:] == closing and not {opening, closing} & set(inner):
            text = inner.strip()
    if not text:
        raise WriterAnswerError(host=settings.host, reason=Said(mark("it is empty")))
    if len(text) > MOST:
        reason = Said(mark("it is far longer than any post"))
        raise WriterAnswerError(host=settings.host, reason=reason)
    return text
