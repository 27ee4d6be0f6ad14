"""What an answer rests on, said beside what it was narrowed to: not all of it is narrowed."""

from __future__ import annotations

from collections.abc import Iterator

from balise.report.names import account
from balise.report.one_account import USED, is_its_own
from balise.report.values import Answers
from balise.words import Speech, mark

_NARROWED = frozenset({"posts", "growth", "funnel"})
"""Topics that follow the period and the account that were chosen."""
_PERIOD = mark(
    "The period changes nothing here: this answer rests on all posts since {day}. The period "
    "decides what changed, the best and the worst posts, growth and the funnel."
)


def grounds(s: Speech, answers: Answers, topic: str, chosen: str) -> Iterator[str]:
    """Say of a topic what the account and the period that were chosen do not change.

    Parameters
    ----------
    s
        The reader's language.
    answers
        Those that are shown.
    topic
        Its code; of all of them on one page, each says by itself whose posts it rests on.
    chosen
        The account, `<network>:<handle>`, or nothing.
    """
    if topic in _NARROWED:
        return
    if topic == "competitors":
        yield s.text(mark(
            "The period and the account change nothing here: brands are compared over all their "
            "posts that are known."
        ))  # fmt: skip
        return
    if chosen and topic not in {"overview", "all"}:
        yield of_account(s, answers, topic, chosen)
    if answers.head.span is None:
        return
    whole = _PERIOD if topic not in {"overview", "all"} else mark(
        "The period decides what changed, the best and the worst posts, growth and the funnel. "
        "What to do now and the other answers rest on all posts since {day}."
    )  # fmt: skip
    yield s.text(whole, day=s.day(answers.head.span.start))


def of_account(s: Speech, answers: Answers, topic: str, chosen: str) -> str:
    """Say whose posts an answer rests on, where one account was chosen."""
    name = account(s, chosen)
    asked = next((one for one in answers.questions if one.subject == topic), None)
    if topic == "network":
        return s.text(mark(
            "This compares the networks of all accounts with one another; that {account} was "
            "chosen changes nothing here."
        ), account=name)  # fmt: skip
    if asked is not None and is_its_own(asked, chosen):
        return s.text(mark("These are the own effects of {account}, of its posts alone."),
                      account=name)  # fmt: skip
    if topic in USED:
        return s.text(mark(
            "Not of {account} alone, which has too few posts to tell: the effects below are those "
            "of all accounts together. Only what {account} ever used is listed."
        ), account=name)  # fmt: skip
    return s.text(mark(
        "Not of {account} alone, which has too few posts to tell: this is the answer for all "
        "accounts together."
    ), account=name)  # fmt: skip
