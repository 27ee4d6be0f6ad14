"""What a brand did, in words: rhythm, formats, asks, hashtags and themes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from balise.domain.audit import AccountAudit, Audit, Rhythm, Share, TagUse, Theme
from balise.report.auditing import saying
from balise.report.auditing.tallies import LEAST
from balise.report.blocks import Block, Row
from balise.report.names import capital, posts
from balise.strategy.groups import LEAST_POSTS
from balise.words import Speech

SILENT = 21
"""Days without a post, when the files were made, from which that is said."""
WIDE = 12
"""Hours from which four posts in five are not in any part of the day."""
_PARTS = 3
_ASKS = 10
_TAGS = 12
_HALF = 0.5


def rhythm(s: Speech, found: Audit) -> Block:
    """Say how often and when each account publishes."""
    accounts = [one for one in saying.hosts(found) if one.rhythm.n]
    return Block(
        title=s.text("How often and when you publish"),
        sentences=(
            s.text("Whole weeks, Monday to Sunday, between the first post and the last."),
            *(said for one in accounts for said in _paces(s, found, one)),
            *_silent(s, found, accounts),
        ),
        columns=(
            s.text("Posts"), s.text("Posts a week"), s.text("Half of the weeks"),
            s.text("Weeks without"), s.text("Last post"),
        ),
        rows=tuple(_rhythm(s, one) for one in accounts),
    )  # fmt: skip


def _rhythm(s: Speech, one: AccountAudit) -> Row:
    r = one.rhythm
    middle = "–"
    if r.quartiles:
        low, high = (saying.figure(s, value) for value in (r.quartiles[0], r.quartiles[2]))
        middle = saying.between(s, low, high)
    empty = s.text("{n} of {weeks}", n=r.empty, weeks=r.weeks) if r.weeks else "–"
    last = s.day(r.last) if r.last else "–"
    return Row(
        label=saying.name(s, one),
        cells=(s.number(r.n), saying.amount(s, r.per_week), middle, empty, last),
    )


def _paces(s: Speech, found: Audit, one: AccountAudit) -> Iterator[str]:
    r, name = one.rhythm, saying.short(s, found, one.id)
    if r.first is None:
        yield s.text("{account}: its files do not tell the days of its posts.", account=name)
    elif r.per_week.value is None:
        yield s.text(
            "{account}: cannot tell its posts a week yet; {more} would tell, at its pace.",
            account=name,
            more=saying.more(s, r.per_week.more or 1),
        )
    told = [*_hours(s, r), *_days(s, r)]
    if told:
        yield s.text("{account}: {told}.", account=name, told=s.listed(told))
    if r.longest:
        gap = r.longest[0]
        yield s.text(
            "{account}: longest time without a post, {days} days, from {start} to {end}.",
            account=name,
            days=s.number(gap.days),
            start=s.day(gap.after),
            end=s.day(gap.before),
        )


def _silent(s: Speech, found: Audit, accounts: Sequence[AccountAudit]) -> Iterator[str]:
    """Name the accounts without a post of late, once where that is so of all of them."""
    quiet = [one for one in accounts if (one.rhythm.silent or 0) >= SILENT]
    if quiet and len(quiet) == len(accounts):
        yield s.text(
            "No post in the {days} days before the files were made. Either the exports end there, "
            "or nothing comes out any more.",
            days=s.number(min(one.rhythm.silent or 0 for one in quiet)),
        )
        return
    for one in quiet:
        yield s.text(
            "{account}: no post in the {days} days before its file was made. Either the export "
            "ends there, or the account is asleep.",
            account=saying.short(s, found, one.id),
            days=s.number(one.rhythm.silent or 0),
        )


def _hours(s: Speech, r: Rhythm) -> list[str]:
    if r.window is None:
        return []
    n = sum(one.n for one in r.hours)
    if r.window[1] - r.window[0] > WIDE:
        return [s.text("at all hours ({posts} whose hour is known)", posts=posts(s, n))]
    inside = sum(one.n for one in r.hours if r.window[0] <= int(one.name) < r.window[1])
    return [
        s.text(
            "{share} of the posts come out between {hours} ({posts} whose hour is known)",
            share=s.percent(inside / n),
            hours=saying.span(s, r.window),
            posts=posts(s, n),
        )
    ]


def _days(s: Speech, r: Rhythm) -> list[str]:
    """Name the days that are used clearly more, or hardly, than one day in seven."""
    usual = 1 / len(r.weekdays) if r.weekdays else 0.0
    often = [one for one in r.weekdays if one.low > usual]
    rare = [one for one in r.weekdays if one.high < usual]
    told = []
    if often:
        told.append(s.text("most often on {days}", days=_named(s, often)))
    if rare:
        told.append(s.text("seldom on {days}", days=_named(s, rare)))
    return told


def _named(s: Speech, days: list[Share]) -> str:
    return s.listed([
        s.text("{day} ({share})", day=s.term("weekday", one.name), share=s.percent(one.share))
        for one in days
    ])  # fmt: skip


def formats(s: Speech, found: Audit) -> Block:
    """Say which formats are used, and how that differs between accounts."""
    accounts = [one for one in saying.hosts(found) if one.formats]
    sentences = [s.text("Shares of the posts, with the interval of the habit behind them.")]
    if len(accounts) > 1:
        sentences += [
            s.text(
                "{account}: {told}.",
                account=saying.short(s, found, one.id),
                told=_parts(s, one.formats),
            )
            for one in accounts
        ]
    return Block(
        title=s.text("Which formats you use"),
        sentences=tuple(sentences),
        columns=(s.text("Posts"), s.text("Share"), s.text("90 % interval")),
        rows=tuple(
            Row(label=saying.kinds(s, one.name), cells=saying.cells(s, one))
            for one in found.formats
        ),
    )


def _parts(s: Speech, shares: tuple[Share, ...]) -> str:
    told = [
        s.text(
            "{what} {share} ({n} of {of})",
            what=s.term("kinds", one.name),
            share=s.percent(one.share),
            n=s.number(one.n),
            of=s.number(one.of),
        )
        for one in shares[:_PARTS]
    ]
    return s.listed(told)


def asks(s: Speech, found: Audit) -> Block:
    """Say what posts ask, in which words, and how many ask nothing."""
    a = found.asking
    return Block(
        title=s.text("What you ask of your readers"),
        sentences=tuple(_asks(s, found)),
        columns=(
            s.text("Posts"), s.text("Share"), s.text("90 % interval"), s.text("Stage"),
            s.text("In your words"),
        ),
        rows=tuple(
            Row(
                label=capital(s.term("cta", one.name)),
                cells=(
                    *saying.cells(s, one.share),
                    s.term("stage", one.stage) if one.stage else "–",
                    ", ".join(_quoted(s, words) for words, _ in one.phrases) or "–",
                ),
            )
            for one in a.asks[:_ASKS]
        ),
    )  # fmt: skip


def _quoted(s: Speech, words: str) -> str:
    return s.text("“{words}”", words=words)


def nothing(s: Speech, found: Audit) -> str:
    """Say how many posts ask nothing, or that nobody can tell."""
    a = found.asking
    if a.none.of < LEAST:
        return s.text(
            "Posts that ask nothing: cannot tell. {n} could be read in French or in English; "
            "{more} would tell.",
            n=posts(s, a.none.of),
            more=saying.more(s, LEAST - a.none.of),
        )
    return s.text("Posts that ask nothing: {share}.", share=saying.part(s, a.none))


def _asks(s: Speech, found: Audit) -> Iterator[str]:
    a = found.asking
    yield nothing(s, found)
    told = [
        s.text(
            "{stage} {share}", stage=s.term("stage", one.name), share=saying.percent(s, one.share)
        )
        for one in a.stages
    ]
    if a.asks:
        yield s.text(
            "By the stage of what they ask: {told} ({posts}).",
            told=s.listed(told),
            posts=posts(s, a.none.of),
        )
    absent = [s.term("stage", one.name) for one in a.stages if not one.n]
    if a.asks and absent:
        yield s.text("Nothing asks for: {stages}.", stages=s.listed(absent))
    if a.unread:
        yield s.plural(
            "{n} post could not be read: without text, or neither in French nor in English.",
            "{n} posts could not be read: without text, or neither in French nor in English.",
            a.unread,
        )
    if a.none.of:
        yield s.text("Asks are recognised by a list of phrases; one in other words is not seen.")


def hashtags(s: Speech, found: Audit) -> Block:
    """Say which hashtags are used."""
    t = found.tagging
    shown = [one for one in t.tags if one.share.n > 1][:_TAGS]
    shown += [one for one in t.tags if one.is_brand and one not in shown]
    return Block(
        title=s.text("Which hashtags you use"),
        sentences=tuple(_hashtags(s, found)),
        columns=(s.text("Posts"), s.text("Share"), s.text("90 % interval"), ""),
        rows=tuple(_tag(s, one) for one in shown),
    )


def _tag(s: Speech, one: TagUse) -> Row:
    note = s.text("your name") if one.is_brand else ""
    return Row(label=one.name, cells=(*saying.cells(s, one.share), note))


def _hashtags(s: Speech, found: Audit) -> Iterator[str]:
    t = found.tagging
    if not t.none.of:
        yield s.text("Cannot tell which hashtags: the files hold no text.")
        return
    yield s.text("Posts without any hashtag: {share}.", share=saying.part(s, t.none))
    if t.quartiles and t.per_post.value is not None and t.quartiles[2] > t.quartiles[0]:
        yield s.text(
            "Hashtags a post: {mean} on average, half of the posts have {low} to {high} ({posts}).",
            mean=saying.amount(s, t.per_post),
            low=saying.figure(s, t.quartiles[0]),
            high=saying.figure(s, t.quartiles[2]),
            posts=posts(s, t.none.of),
        )
    if t.once:
        yield s.plural(
            "{n} different hashtag, of which {once} used a single time.",
            "{n} different hashtags, of which {once} used a single time.",
            t.distinct,
            once=s.number(t.once),
        )
    if t.distinct and not any(one.is_brand for one in t.tags):
        yield s.text("None holds the name of the brand.")


def themes(s: Speech, found: Audit) -> Block:
    """Say which pillars the posts propose."""
    told = found.themes
    if told is None:
        return Block(title="", sentences=())
    return Block(
        title=s.text("What you speak of"),
        sentences=tuple(_themes(s, found, told)),
        columns=(s.text("Posts"), s.text("Share"), s.text("90 % interval"), s.text("Words")),
        rows=tuple(
            Row(label=one.name, cells=(*saying.cells(s, one.share), ", ".join(one.keywords)))
            for one in told
        ),
    )


def _themes(s: Speech, found: Audit, told: Sequence[Theme]) -> Iterator[str]:
    groups = [one for one in told if one.keywords]
    if not told and found.posts < LEAST_POSTS:
        yield s.text(
            "Cannot tell themes yet: {more} would be enough to look for groups of like posts.",
            more=saying.more(s, LEAST_POSTS - found.posts),
        )
    elif not told:
        yield s.text(
            "No groups of like posts that hold were found in {posts}.",
            posts=posts(s, found.posts),
        )
    elif groups:
        yield s.text("Groups of posts whose words are alike, to be named by you as pillars.")
    else:
        yield s.text("By the pillars that your posts have.")
    if groups and groups[0].hold is not None:
        yield s.text(
            "Two halves of the posts agree on them by {hold}, where 100% is wholly and 0% as by "
            "chance.",
            hold=s.percent(groups[0].hold),
        )
    rest = found.posts - sum(one.share.n for one in told)
    if told and rest:
        yield s.plural("{n} post belongs to none.", "{n} posts belong to none.", rest)
