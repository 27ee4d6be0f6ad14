"""A look back in sentences: what its forms print, in the reader's language."""

from __future__ import annotations

import math
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from balise.domain.post import KNOWS_HOUR
from balise.domain.review import Interval, Movement, Review, Standing
from balise.report.answers import format_of
from balise.report.best_worst import excerpt, web_address
from balise.report.names import account, amount, capital, posts
from balise.report.review.decided_words import decided, decided_said, questions, questions_said
from balise.report.review.page import Changes, Line, Page, Stood
from balise.report.review.plan_words import forecasts, kept, moment
from balise.words import Speech, mark

EXCERPT = 74
TONES = {"better": "good", "worse": "bad"}
_WIDEST = (0.8, 1.25)
_FARTHEST = (0.1, 10.0)
_LEADS = {
    "better": mark("Posts did better than in the period before: {change} (from {low} to {high})."),
    "worse": mark(
        "Posts did less well than in the period before: {change} (from {low} to {high})."
    ),
    "no clear difference": mark(
        "No clear change from the period before: {change} (from {low} to {high})."
    ),
}
_VERDICTS = {
    "better": mark("a clear rise"),
    "worse": mark("a clear fall"),
    "no clear difference": mark("no clear change"),
    "not enough data": mark("too few posts"),
}


def page(found: Review, language: str) -> Page:
    """Say a look back."""
    s = Speech(language)
    made = found.made_at.astimezone(ZoneInfo(found.timezone)).date()
    return Page(
        language=s.language,
        name=s.term("brand", found.brand),
        kicker=s.text(
            mark("Look back: {starts} to {ends}"),
            starts=s.day(found.now.starts),
            ends=s.day(found.now.ends),
        ),
        lead=_lead(s, found),
        label=s.text(mark("Made-up data: this organisation does not exist."))
        if found.is_made_up
        else "",
        changes=_changes(s, found),
        kept=kept(s, found.execution),
        forecasts=forecasts(s, found.calibration),
        best=tuple(_stood(s, one, found) for one in found.best),
        worst=tuple(_stood(s, one, found) for one in found.worst),
        stood_said=_stood_said(s, found),
        decided=tuple(decided(s, found)),
        decided_said=decided_said(s, found),
        questions=tuple(questions(s, found)),
        questions_said=questions_said(s, found),
        method=s.text(
            mark(
                "Figures of young posts are brought to full age with what that leaves open. "
                "Intervals hold the truth 9 times in 10. “Same mix” sets each post against what "
                "its account, format, hour and words let expect."
            )
        ),
        made=s.text(mark("Made with Balise on {day}."), day=s.day(made)),
    )


def _lead(s: Speech, found: Review) -> str:
    whole = found.movements[0]
    if whole.verdict == "not enough data":
        return s.text(
            mark("Too few posts to tell a change: {n} in this period, {before} in the one before."),
            n=posts(s, whole.n),
            before=s.number(whole.n_before),
        )
    return s.text(_LEADS[whole.verdict], **_between(s, whole.ratio))


def _between(s: Speech, told: Interval) -> dict[str, str]:
    return {
        name: s.change(value) for name, value in zip(("change", "low", "high"), told, strict=True)
    }


def _changes(s: Speech, found: Review) -> Changes:
    whole = found.movements[0]
    known = [one for one in found.movements if math.isfinite(one.ratio[0])]
    ends = _axis(known)
    kpi = s.counted(found.kpi)
    is_known = math.isfinite(whole.ratio[0])
    return Changes(
        figure=s.change(whole.ratio[0]) if is_known else "",
        unit=s.text(mark("{kpi} of a post, same mix"), kpi=kpi),
        tone=TONES.get(whole.verdict, ""),
        said=tuple(_said(s, found, whole)),
        lines=tuple(_line(s, one, _of(s, found, one.account), ends) for one in found.movements),
        even=_place(1.0, ends),
    )


def _said(s: Speech, found: Review, whole: Movement) -> Iterator[str]:
    yield s.text(
        mark("{n} against {before} from {starts} to {ends}."),
        n=posts(s, whole.n),
        before=s.number(whole.n_before),
        starts=s.day(found.before.starts),
        ends=s.day(found.before.ends),
    )
    if math.isfinite(whole.raw[0]):
        yield s.text(
            mark("As the posts are: {change} (from {low} to {high})."), **_between(s, whole.raw)
        )
    if _is_clear(whole.raw) and not _is_clear(whole.ratio):
        yield s.text(
            mark("That is mostly another mix of accounts, formats and hours, not better posts.")
            if whole.raw[0] > 1
            else mark("That is mostly another mix of accounts, formats and hours, not worse posts.")
        )
    if any(_is_clear(m.ratio) and m.verdict not in TONES for m in found.movements):
        yield s.text(
            mark("Of several accounts one stands out by chance: only what allows for that is told.")
        )


def _is_clear(told: Interval) -> bool:
    return told[1] > 1 or told[2] < 1


def _axis(known: list[Movement]) -> tuple[float, float]:
    """Take in every interval, within limits."""
    low = min([_WIDEST[0], *(one.ratio[1] for one in known)])
    high = max([_WIDEST[1], *(one.ratio[2] for one in known)])
    return max(low * 0.95, _FARTHEST[0]), min(high * 1.05, _FARTHEST[1])


def _place(value: float, ends: tuple[float, float]) -> float:
    low, high = ends
    return math.log(min(max(value, low), high) / low) / math.log(high / low)


def _of(s: Speech, found: Review, identity: str) -> str:
    return _name(s, found, identity) if identity else s.text(mark("All accounts"))


def _line(s: Speech, one: Movement, name: str, ends: tuple[float, float]) -> Line:
    middle, low, high = one.ratio
    is_known = math.isfinite(middle)
    return Line(
        code=one.account.partition(":")[0],
        name=name,
        change=s.change(middle) if is_known else "–",
        between=s.text(mark("{low} to {high}"), low=s.change(low), high=s.change(high))
        if is_known
        else "–",
        posts=s.text(mark("{n} / {before}"), n=s.number(one.n), before=s.number(one.n_before)),
        raw=s.change(one.raw[0]) if math.isfinite(one.raw[0]) else "–",
        verdict=s.text(_VERDICTS[one.verdict]),
        tone=TONES.get(one.verdict, ""),
        places=(_place(low, ends), _place(middle, ends), _place(high, ends)) if is_known else None,
    )


def _name(s: Speech, found: Review, identity: str) -> str:
    """Name an account by its network alone where it is the only one there."""
    network = identity.partition(":")[0]
    alone = sum(one.account.startswith(f"{network}:") for one in found.movements) == 1
    return s.term("network", network) if alone else account(s, identity)


def _stood(s: Speech, one: Standing, found: Review) -> Stood:
    unit = format_of(found.kpi)
    return Stood(
        code=one.account.partition(":")[0],
        head=s.text(
            mark("{where}, {when}, {kind}"),
            where=_name(s, found, one.account),
            when=moment(s, one.at, with_hour=one.precision in KNOWS_HOUR),
            kind=s.term("kind", one.kind),
        ),
        text=excerpt(one.text, EXCERPT) or s.text(mark("(without a text)")),
        url=web_address(one.url),
        change=s.change(one.ratio),
        figures=s.text(
            mark("{actual} against {expected} expected"),
            actual=_actual(s, one, found.kpi),
            expected=amount(s, one.expected, unit),
        ),
    )


def _actual(s: Speech, one: Standing, kpi: str) -> str:
    unit = format_of(kpi)
    if one.low == one.high or not math.isfinite(one.low):
        return amount(s, one.actual, unit)
    return s.text(
        mark("{actual} at full age ({low} to {high})"),
        actual=amount(s, one.actual, unit),
        low=amount(s, one.low, unit),
        high=amount(s, one.high, unit),
    )


def _stood_said(s: Speech, found: Review) -> str:
    if not found.compared:
        return s.text(mark("No post of this period has figures: none stood out."))
    return s.text(
        mark(
            "Of {n}, each against what was expected of it; the part that chance explains is "
            "taken off. {kpi}."
        ),
        n=posts(s, found.compared),
        kpi=capital(s.counted(found.kpi)),
    )
