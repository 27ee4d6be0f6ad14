"""Confirming proposals batch by batch: a screen of posts of one value, and one line of answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import click
from rich.text import Text

from balise.cli.printing import speech, stdout
from balise.domain.ports import MeasuredPost
from balise.domain.tag import Proposed, Tag, TagProposal
from balise.report.best_worst import excerpt
from balise.report.tag_words import reason
from balise.words import mark

BATCH = 10
SURE = 0.9
_WIDTH = 110
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
    _say_keys("dim")
    done, left_out = 0, ""
    names: dict[str, str] = {}
    for whole, place, total in _batches(found.proposals):
        if whole[0].value == left_out:
            continue
        batch = [replace(one, value=names.get(one.value, one.value)) for one in whole]
        console = stdout()
        console.print()
        console.print(f"{batch[0].value}  {place}/{total}", style="bold", markup=False)
        show(batch, posts, is_grouped=found.is_grouped)
        answer = _answer(len(batch))
        if answer.stop == "all":
            break
        left_out = whole[0].value if answer.stop == "value" else ""
        if answer.name and len(answer.rows) == len(batch):
            names[whole[0].value] = answer.name  # a group that got a name keeps it
        done += confirm(tuple(_tags(batch, answer))) if answer.rows else 0
    return done


def _say_keys(style: str) -> None:
    stdout().print(speech().text(KEYS).replace(" · ", "\n"), style=style, markup=False)


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
        _say_keys("yellow")


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


def show(batch: Sequence[TagProposal], posts: Posts, *, is_grouped: bool = False) -> None:
    """Print proposals: what the post says and how sure the tag is, and why on a second line.

    Groups have the same reason for all of their posts, and no score of their own.
    """
    console, tongue = stdout(), speech()
    width = min(console.width, _WIDTH)
    for place, one in enumerate(batch, 1):
        post = posts[one.uid].post
        line = Text(f"{place:>4}  ", style="dim")
        if not is_grouped:
            line.append(f"{tongue.number(one.score, 2)}  ", style=_style(one.score))
        line.append(excerpt(post.text or post.title) or post.uid, style="default")
        line.truncate(width, overflow="ellipsis")
        console.print(line, no_wrap=True)
        if not is_grouped:
            when = f"{post.published_at:%Y-%m-%d}"
            network = tongue.term("network", post.network)
            why = Text(f"            {reason(tongue, one, posts)} · {network} · {when}")
            why.truncate(width, overflow="ellipsis")
            console.print(why, style="dim", no_wrap=True)


def _style(score: float) -> str:
    return "not dim green" if score >= SURE else "not dim"
