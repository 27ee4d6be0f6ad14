"""What came of it, in words: rates beside those of others, what worked, and the profiles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from balise.domain.audit import PROFILE, Audit, Comparison, Lack, Position, Yardstick
from balise.domain.estimate import Estimate
from balise.report.auditing import saying
from balise.report.blocks import Block, Row
from balise.report.names import account, capital, of, posts
from balise.report.sentences import claim
from balise.strategy.ranking_words import source
from balise.words import Speech, mark

POSITIONS: Mapping[Position, str] = {
    "above": mark("above"),
    "below": mark("below"),
    "no clear difference": mark("no clear difference"),
    "cannot tell": mark("cannot tell"),
}
STATISTICS = {"median": mark("median"), "average": mark("average")}
_LACKS: Mapping[Lack, str] = {
    "followers": mark("its followers are not known: tell them with --followers"),
    "parts": mark("the files do not tell all that the published figure counts"),
    "posts": mark("too few posts whose figures have settled"),
    "published": mark("none is published that states how it is computed"),
    "size": mark("those published are of accounts of another size"),
}
ITEMS: Mapping[str, str] = {
    "name": mark("name"),
    "picture": mark("picture"),
    "bio": mark("bio"),
    "link": mark("link"),
    "pinned": mark("pinned post"),
    "contact": mark("contact"),
}
_YEARS = 1
TICKS = {"yes": "☑", "no": "☒", "ask": "☐"}


def results(s: Speech, found: Audit) -> Block:
    """Say where each account stands beside published rates."""
    told = [one for one in found.comparisons if one.against and one.own.value is not None]
    return Block(
        title=s.text("Your results beside those of others"),
        sentences=(
            *([s.text("Compared by account and by denominator, never across them. A published "
                      "figure has no interval of its own, and is not of your accounts.")]
              if told else []),
            *_by_hand(s, found, told),
            *_old(s, found, told),
            *_open(s, found, told),
            *_lacking(s, found),
            *_sources(s, told),
        ),
        columns=(
            s.text("Posts"), s.text("Yours"), s.text("90 % interval"), s.text("Published rate"),
            s.text("Of"), s.text("Position"),
        ),
        rows=tuple(_compared(s, found, one) for one in told),
    )  # fmt: skip


def _compared(s: Speech, found: Audit, one: Comparison) -> Row:
    own, against = one.own, one.against
    if against is None or own.value is None or own.low is None or own.high is None:
        return Row(label="", cells=())
    bounds = saying.between(s, saying.rate(s, own.low), saying.rate(s, own.high))
    return Row(
        label=f"{saying.short(s, found, one.account)} – {measured(s, one)}",
        cells=(
            s.number(own.n), saying.rate(s, own.value), bounds, saying.rate(s, against.value),
            group(s, against), s.text(POSITIONS[one.position]),
        ),
    )  # fmt: skip


def measured(s: Speech, one: Comparison) -> str:
    """Name what is compared: the rate, its statistic and the format."""
    told = [_rate(s, one)] if one.kind == "all" else [_rate(s, one), s.term("kinds", one.kind)]
    if one.against:
        told.append(s.text(STATISTICS[one.against.statistic]))
    return ", ".join(told)


def _rate(s: Speech, one: Comparison) -> str:
    if one.measure == "reach":
        return s.text("reach rate by followers")
    if one.denominator == "followers":
        return s.text("engagement rate by followers")
    return s.term("metric", f"engagement_rate_by_{one.denominator}")


def group(s: Speech, one: Yardstick) -> str:
    """Say whose rate it is: publisher, year, size and industry."""
    told = [f"{one.source.publisher} {one.source.year}", _size(s, one)]
    if one.industry == "all":
        told.append(s.text("all industries"))
    else:
        told.append(s.term("industry", one.industry))
    return ", ".join(told)


def _size(s: Speech, one: Yardstick) -> str:
    if one.low is None and one.high is None:
        return s.text("size not said")
    if one.high is None:
        return s.text("from {low} followers", low=s.number(one.low or 0))
    low, high = s.number(one.low or 0), s.number(one.high)
    return s.text("{low} to {high} followers", low=low, high=high)


def _by_hand(s: Speech, found: Audit, told: Iterable[Comparison]) -> Iterator[str]:
    """Say where a rate rests on followers that were told by hand."""
    used = {one.account for one in told if one.denominator == "followers"}
    for one in found.accounts:
        if one.id in used and one.followers and one.followers_on is None:
            yield s.text(
                "{account}: {n} followers as you told them, taken for every day.",
                account=saying.short(s, found, one.id),
                n=s.number(one.followers),
            )


def _old(s: Speech, found: Audit, told: Iterable[Comparison]) -> Iterator[str]:
    """Say where the posts are of another time than the figure they are compared with."""
    years = sorted({one.against.source.year for one in told if one.against})
    if found.end and years and years[-1] - found.end.year > _YEARS:
        yield s.text(
            "These figures are of {year}, your posts of {mine}: rates moved meanwhile.",
            year=years[-1],
            mine=found.end.year,
        )


def _open(s: Speech, found: Audit, told: Iterable[Comparison]) -> Iterator[str]:
    for one in told:
        if one.position == "no clear difference" and one.ratio and one.ratio.more:
            yield s.text(
                "{account}: {what}, no clear difference; {more} would settle it if the difference "
                "is as large as it looks.",
                account=saying.short(s, found, one.account),
                what=measured(s, one),
                more=saying.more(s, one.ratio.more),
            )


def _lacking(s: Speech, found: Audit) -> Iterator[str]:
    """Say where there is no comparable figure, once for each account and reason."""
    groups: dict[tuple[str, Lack], list[Comparison]] = {}
    for one in found.comparisons:
        if one.lack:
            groups.setdefault((one.account, one.lack), []).append(one)
    for (name, lack), several in groups.items():
        rates = s.listed(list(dict.fromkeys(_own(s, one) for one in several)))
        why = s.text(_LACKS[lack])
        if lack == "posts":
            more = max(one.own.more or 0 for one in several)
            why = s.text("{why}, {more} would do", why=why, more=saying.more(s, more))
        yield s.text(
            "{account}: no comparable figure for {rates}: {why}.",
            account=saying.short(s, found, name),
            rates=rates,
            why=why,
        )


def _own(s: Speech, one: Comparison) -> str:
    """Name a rate that cannot be compared, with what it is."""
    name, own = _rate(s, one), one.own
    if one.against or own.value is None or own.low is None or own.high is None:
        return name
    return s.text(
        "{name} (yours: {value}, from {low} to {high}, {posts})",
        name=name,
        value=saying.rate(s, own.value),
        low=saying.rate(s, own.low),
        high=saying.rate(s, own.high),
        posts=posts(s, own.n),
    )


def _sources(s: Speech, told: Iterable[Comparison]) -> Iterator[str]:
    against = [one.against for one in told if one.against]
    vague = dict.fromkeys(one.source.publisher for one in against if one.is_vague)
    if vague:
        yield s.text(
            "{publishers}: which interactions are counted is not said. Yours are reactions, "
            "comments and shares; a position is told only where it holds with saves, clicks and "
            "all else that your files count too.",
            publishers=s.listed(list(vague)),
        )
    yield from dict.fromkeys(source(one.source, s) for one in against)


def worked(s: Speech, found: Audit) -> Block:
    """Say what is claimed of the KPI, and nothing else."""
    w = found.worked
    sentences = [s.text("Measured by: {kpi}.", kpi=s.term("metric", w.kpi))]
    for title, claims in ((mark("More than usual:"), w.best), (mark("Less than usual:"), w.worst)):
        sentences += [f"{s.text(title)} {claimed(s, one)}" for one in claims]
    if not w.compared:
        sentences.append(s.text("Nothing could be learnt yet: there are too few posts with it."))
    elif not (w.best or w.worst):
        sentences.append(
            s.plural(
                "Nothing is claimed: the {n} effect that was looked at is not clear.",
                "Nothing is claimed: none of the {n} effects that were looked at is clear.",
                w.compared,
            )
        )
    sentences += [
        s.text(
            "{factor} – {what}: cannot tell yet; {more} of it would settle it if the effect is as "
            "large as it looks.",
            factor=capital(s.term("factor", one.factor)),
            what=of(s, one),
            more=saying.more(s, one.more_posts or 0),
        )
        for one in w.open
    ]
    return Block(title=s.text("What worked"), sentences=tuple(sentences))


def claimed(s: Speech, one: Estimate) -> str:
    """Say an effect with the name of its factor, without which few levels tell anything."""
    return f"{capital(s.term('factor', one.factor))} – {claim(s, one, what=of(s, one))}"


def profiles(s: Speech, found: Audit) -> Block:
    """List what each profile should have, with what the files tell ticked."""
    accounts = saying.hosts(found)
    names = [s.text(ITEMS[item]) for item in PROFILE]
    return Block(
        title=s.text("Your profiles"),
        sentences=(
            *([s.text("☑ told by your files; ☐ not told by any: look it up and tick it.")]
              if accounts else []),
            *_hints(s, found),
        ),
        columns=tuple(capital(name) for name in names),
        rows=tuple(
            Row(
                label=saying.name(s, one),
                cells=tuple(
                    next((TICKS[each.tick] for each in one.profile if each.item == item), "–")
                    for item in PROFILE
                ),
            )
            for one in accounts
        ),
    )  # fmt: skip


def _hints(s: Speech, found: Audit) -> Iterator[str]:
    accounts = saying.hosts(found)
    for one in accounts:
        for item in one.profile:
            if item.why == "sent":
                yield s.plural(
                    "{account}: {n} post sends its readers to the profile for a link. See that it "
                    "is there, and leads where it is said to.",
                    "{account}: {n} posts send their readers to the profile for a link. See that "
                    "it is there, and leads where it is said to.",
                    item.n,
                    account=saying.short(s, found, one.id),
                )
    handles = {one.handle for one in accounts if one.handle not in {"", one.network}}
    if len(handles) > 1:
        yield s.text(
            "Your accounts go by different names: {names}. One name everywhere is found more "
            "easily.",
            names=s.listed(sorted(handles)),
        )
    guests = [account(s, one.id) for one in found.accounts if one.is_guest]
    if guests:
        yield s.text(
            "Left out of this list, for they have a handful of posts beside a main account: "
            "{names}. They are most likely partners who share posts with you.",
            names=s.listed(guests),
        )
