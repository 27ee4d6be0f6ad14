"""Confirming proposals batch by batch: a screen of posts of one value, and one line of answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import click
from rich.markup import escape
from rich.table import Table

from balise.cli.printing import speech, stdout
from balise.cli.tag_words import reason
from balise.domain.ports import MeasuredPost
from balise.domain.tag import Proposed, Tag, TagProposal
from balise.report.best_worst import excerpt
from balise.words import mark

BATCH = 10
KEYS = mark(
    "a: all · 1 3-5: only these · a = NAME or 2 = NAME: another name (nothing after =: none) · "
    "s: skip · n: next value · q: stop"
)
_ANSWER = re.compile(r"\s*(?P<which>a|[\d\s,-]+)\s*(?P<is>=\s*(?P<name>.*))?", re.IGNORECASE)
_RANGE = re.compile(r"(\d{1,6})(?:\s*-\s*(\d{1,6}))?")
_LONGEST = 200
Posts = Mapping[str, MeasuredPost]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was answered: the rows that are confirmed, and under which name (`None`: as proposed).

    `stop` is what is left out next: nothing, the value, or all.
    """

    rows: tuple[int, ...] = ()
    name: str | None = None
    stop: str = ""


def parse(said: str, n: int) -> Answer | None:
    """Read an answer to `n` rows; `None` where it is none.

    Examples
    --------
    >>> parse("1 3-4", 10).rows, parse("a = people", 2)
    ((0, 2, 3), Answer(rows=(0, 1), name='people', stop=''))
    >>> parse("12", 10) is None, parse("q", 10).stop
    (True, 'all')
    """
    word = said.strip().casefold()
    if word in {"", "s", "n", "q"}:
        return Answer(stop={"n": "value", "q": "all"}.get(word, ""))
    match = _ANSWER.fullmatch(said)
    if match is None:
        return None
    rows = range(n) if match["which"].casefold() == "a" else _rows(match["which"], n)
    if rows is None:
        return None
    name = " ".join(match["name"].split())[:_LONGEST] if match["is"] else None
    return Answer(rows=tuple(rows), name=name)


def _rows(said: str, n: int) -> list[int] | None:
    if _RANGE.sub("", said).strip(" ,\t"):
        return None
    ends = [(int(a), int(b or a)) for a, b in _RANGE.findall(said)]
    if not ends or any(not 1 <= first <= last <= n for first, last in ends):
        return None
    return sorted({i - 1 for first, last in ends for i in range(first, last + 1)})


def ask(found: Proposed, posts: Posts, confirm: Callable[[Sequence[Tag]], int]) -> int:
    """Show each batch, and confirm at once what is answered; gives how many tags are news."""
    stdout().print(speech().text(KEYS), style="dim", markup=False)
    done, left_out = 0, ""
    for batch, place, total in _batches(found.proposals):
        if batch[0].value == left_out:
            continue
        _show(batch, posts, f"{batch[0].value}  {place}/{total}")
        answer = _answer(len(batch))
        if answer.stop == "all":
            break
        left_out = batch[0].value if answer.stop == "value" else ""
        done += confirm(tuple(_tags(batch, answer))) if answer.rows else 0
    return done


def _batches(
    proposals: Sequence[TagProposal],
) -> Iterator[tuple[Sequence[TagProposal], int, int]]:
    for _, same in groupby(proposals, key=lambda one: one.value):
        mine = list(same)
        total = -(-len(mine) // BATCH)
        for place in range(total):
            yield mine[place * BATCH : (place + 1) * BATCH], place + 1, total


def _answer(n: int) -> Answer:
    while True:
        said = click.prompt(speech().text(mark("Answer")), default="", show_default=False)
        answer = parse(said, n)
        if answer is not None:
            return answer
        stdout().print(speech().text(KEYS), style="yellow", markup=False)


def _tags(batch: Sequence[TagProposal], answer: Answer) -> Iterator[Tag]:
    for row in answer.rows:
        one = batch[row]
        is_other = answer.name is not None and answer.name != one.value
        yield Tag(
            uid=one.uid,
            field=one.field,
            value=one.value if answer.name is None else answer.name,
            source="hand" if is_other else one.source,
        )


def _show(batch: Sequence[TagProposal], posts: Posts, title: str) -> None:
    console = stdout()
    console.print()
    console.print(title, style="bold", markup=False)
    console.print(table(batch, posts, is_numbered=True))


def table(batch: Sequence[TagProposal], posts: Posts, *, is_numbered: bool = False) -> Table:
    """Lay out proposals: what the post says, how sure the tag is, and why."""
    tongue = speech()
    found = Table(box=None, pad_edge=False, header_style="dim", show_header=not is_numbered)
    found.add_column("", justify="right", style="dim", no_wrap=True)
    found.add_column(tongue.text(mark("Post")), no_wrap=True, overflow="ellipsis", ratio=3)
    found.add_column(tongue.text(mark("Score")), justify="right", no_wrap=True, min_width=5)
    found.add_column(
        tongue.text(mark("Why")), style="dim", no_wrap=True, overflow="ellipsis", ratio=2
    )
    for place, one in enumerate(batch, 1):
        post = posts[one.uid].post
        said = excerpt(post.text or post.title) or post.uid
        found.add_row(
            str(place) if is_numbered else "·",
            escape(said),
            tongue.number(one.score, 2),
            escape(reason(tongue, one, posts)),
        )
    return found
