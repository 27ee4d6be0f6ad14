"""The interview: ten questions at most, each with a proposal and the reason for it.

Nothing here asks or prints: `STEPS` say in their order what is proposed and how an answer is taken,
so that a terminal, options and tests go the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache

from balise.domain.kpi import Kpi
from balise.domain.ranking import Capacity, Ranking
from balise.domain.strategy import Audience, Objective
from balise.errors import AnswerError, Said, StrategyError
from balise.reference.public_holidays import country_of
from balise.strategy import kinds as kind, spoken
from balise.strategy.answers import HOURS, Answers, Background, Holding
from balise.strategy.reading import read
from balise.strategy.rhythm import takes
from balise.strategy.starter import OTHER, Starter, slugs, starter
from balise.strategy.wants import WANTS, Want, target_of
from balise.words import Speech

MOST_NETWORKS = 3
"""So many networks are proposed at most: a team without data keeps no more well. Ours."""
_SMALL = """
[strategy]
name = "x"
[[objectives]]
name = "x"
stage = "conversion"
kpi = {kpi}
target = 0.05
starts = 2027-01-01
ends = 2027-02-01
[[accounts]]
network = "x"
handle = "x"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A question: its name, what is proposed where nothing was said, and how an answer is taken."""

    name: str
    propose: Callable[[Answers, Background], Answers]
    take: Callable[[Answers, str], Answers]
    is_needed: bool = False


def model(answers: Answers) -> Starter:
    """Give the starter that the answers chose."""
    return starter(answers.starter or OTHER, answers.language)


def want(answers: Answers) -> Want:
    """Give what is wanted."""
    return WANTS[answers.want]


def kpis(answers: Answers) -> tuple[str, ...]:
    """Give what it can be measured by, the proposal first."""
    one = model(answers)
    usual = want(answers).kpis
    main = str(one.given["objectives"][0]["kpi"])
    if one.slug != OTHER and one.wants[0] == answers.want:
        usual = (main, *usual)
    return tuple(dict.fromkeys(usual))


def audiences(answers: Answers) -> tuple[Audience, ...]:
    """Give the audiences: those of the starter with the ages and countries that were said."""
    rows = model(answers).given["audiences"]
    told = [
        Audience(
            name=row["name"],
            ages=(row["ages"][0], row["ages"][1]),
            genders=tuple(row.get("genders", ())),
            countries=answers.countries or tuple(row["countries"]),
            languages=tuple(row["languages"]),
            interests=tuple(row["interests"]),
            needs=tuple(row["needs"]),
        )
        for row in rows
    ]
    ages = answers.ages or told[0].ages
    if answers.people and answers.people != told[0].name:
        return (replace(told[0], name=answers.people, ages=ages, interests=(), needs=()),)
    return (replace(told[0], ages=ages), *told[1:])


def ranking(answers: Answers, background: Background) -> Ranking:
    """Rank the networks for whom it is meant, within the hours that there are."""
    return _ranked(answers, _Same(background))


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A background as a key: the same only where it is the same object."""

    background: Background

    def __hash__(self) -> int:
        return id(self.background)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.background is self.background


@lru_cache(maxsize=8)
def _ranked(answers: Answers, same: _Same) -> Ranking:
    from balise.strategy.rank import rank_networks  # noqa: PLC0415 - numpy, when it is needed

    made = dict.fromkeys(model(answers).given["capacity"], 1.0)
    aim = Objective(
        name="x", stage="conversion", kpi=answers.kpi, aggregate="total", target=1.0,
        starts=answers.starts, ends=answers.ends,
    )  # fmt: skip
    return rank_networks(
        audiences(answers),
        accounts=same.background.accounts,
        objectives=[aim],
        capacity=Capacity(hours=answers.hours, pieces=made),
        own=same.background.own,
        followers=same.background.followers,
        year=answers.made.year,
    )


def _chosen(answers: Answers, background: Background) -> tuple[Holding, ...]:
    """Propose the accounts that there are, else the networks that are worth most and fit."""
    if background.accounts:
        return tuple(_held(answers, background))
    names = _fitting(answers, background) or ["facebook"]
    return tuple(Holding(network=name) for name in names[:MOST_NETWORKS])


def _held(answers: Answers, background: Background) -> Iterator[Holding]:
    """Give the accounts that there are, best first, but for those that are better given up."""
    order = {
        one.name: (place, one) for place, one in enumerate(ranking(answers, background).ranked)
    }
    made = [one for one in background.accounts if _makes(answers, one.network)]
    there = sorted(made or background.accounts, key=lambda one: order[one.network][0])
    worth = [one for one in there if order[one.network][1].verdict != "drop"]
    for one in worth or there[:1]:
        yield Holding(
            network=one.network,
            handle=one.handle,
            followers=one.followers,
            per_week=background.per_week.get(one.id),
        )


def _fitting(answers: Answers, background: Background) -> list[str]:
    """Choose networks that fit the hours, best first: those that the starter's ideas are made for.

    Where none of these is worth its while, it is the best choice of the ranking.
    """
    order = ranking(answers, background)
    made_for = {row["network"] for row in model(answers).given["accounts"]}
    left, fits = answers.hours, []
    for one in order.ranked:
        if one.name in made_for and one.verdict != "drop" and one.hours <= left:
            fits.append(one.name)
            left -= one.hours
    chosen = fits or [one.name for one in order.ranked if one.name in order.choice]
    return [one for one in chosen if _makes(answers, one)]


def _makes(answers: Answers, network: str) -> bool:
    return any(takes(network, kind_) for kind_ in model(answers).given["capacity"])


def _starter(answers: Answers, _known: Background) -> Answers:
    return answers if answers.starter else replace(answers, starter=OTHER)


def _take_starter(answers: Answers, text: str) -> Answers:
    names = {slug: starter(slug, answers.language).title for slug in (*slugs(), OTHER)}
    return replace(answers, starter=spoken.one_of(text, tuple(names), names))


def _name(answers: Answers, known: Background) -> Answers:
    return replace(answers, name=answers.name or known.name or model(answers).title)


def _take_name(answers: Answers, text: str) -> Answers:
    return replace(answers, name=spoken.fit(kind.NAME, text))


def _want(answers: Answers, _known: Background) -> Answers:
    return replace(answers, want=answers.want or model(answers).wants[0])


def _take_want(answers: Answers, text: str) -> Answers:
    names = {code: Speech(answers.language).text(one.said) for code, one in WANTS.items()}
    return replace(answers, want=spoken.one_of(text, order_of(answers), names))


def order_of(answers: Answers) -> tuple[str, ...]:
    """Give what may be wanted, what the starter serves first."""
    return tuple(dict.fromkeys((*model(answers).wants, *WANTS)))


def _kpi(answers: Answers, _known: Background) -> Answers:
    return replace(answers, kpi=answers.kpi or kpis(answers)[0])


def _take_kpi(answers: Answers, text: str) -> Answers:
    names = {code: Speech(answers.language).counted(code) for code in kpis(answers)}
    try:
        chosen = spoken.one_of(text, kpis(answers), names)
    except AnswerError:
        chosen = _outcome(text)
    return replace(answers, kpi=chosen)


def _outcome(text: str) -> str:
    """Take a metric, or the name of an outcome, as `strategy.toml` does: without a warning."""
    name = spoken.fit(kind.NAME, text)
    if name.isdecimal():
        raise AnswerError(answer=name, expected=spoken.ONE_OF)
    import tomlkit  # noqa: PLC0415 - writers alone need it

    try:
        found = read(_SMALL.format(kpi=tomlkit.item(name).as_string())).findings
    except StrategyError as error:
        found = error.findings
    if found:
        near = str(found[0].params.get("near") or "link_clicks")
        raise AnswerError(answer=name, expected=Said(near))
    return name


def _target(answers: Answers, known: Background) -> Answers:
    before = known.baselines.get(answers.kpi)
    if answers.baseline is None and before is not None:
        answers = replace(answers, baseline=round(before * answers.weeks, 1))
    if answers.target:
        return answers
    if answers.baseline:
        return replace(answers, target=_more(answers.baseline))
    same = [row for row in model(answers).given["objectives"] if row["kpi"] == answers.kpi]
    if not same:
        return replace(answers, target=target_of(answers.kpi))
    weeks = int(same[0]["weeks"])
    ends = answers.starts + timedelta(weeks=weeks, days=-1)
    said = "target" in answers.said
    return replace(answers, target=float(same[0]["target"]), ends=answers.ends if said else ends)


def _more(baseline: float) -> float:
    """Propose a fifth more than before, on a round figure."""
    asked = baseline * 1.2
    if asked < 1:
        return round(asked, 4)
    digits = min(0, 2 - len(str(int(asked))))
    rounded = float(round(asked, digits))
    return rounded if rounded > baseline else float(int(baseline) + 1)


def _take_target(answers: Answers, text: str) -> Answers:
    aim = spoken.aim(text, answers.starts)
    is_rate = Kpi(name=answers.kpi, aggregate="total").natural == "rate"
    baseline = aim.baseline if aim.baseline is not None else answers.baseline
    too_high = is_rate and aim.target > 1
    if too_high or (aim.baseline is not None and aim.target <= aim.baseline):
        raise AnswerError(answer=text, expected=spoken.TARGET)
    if baseline is not None and baseline >= aim.target:
        baseline = None
    return replace(answers, target=aim.target, ends=aim.ends or answers.ends, baseline=baseline)


def _audience(answers: Answers, known: Background) -> Answers:
    country = country_of(answers.timezone or known.timezone or "UTC")
    first = audiences(answers)[0]
    return replace(
        answers,
        people=answers.people or first.name,
        ages=answers.ages or first.ages,
        countries=answers.countries or ((country,) if country else first.countries),
    )


def _take_audience(answers: Answers, text: str) -> Answers:
    said = spoken.meant(text)
    return replace(
        answers,
        people=said.people or answers.people,
        ages=said.ages or answers.ages,
        countries=said.countries or answers.countries,
    )


def _hours(answers: Answers, known: Background) -> Answers:
    """Propose the hours that what was published takes, where known."""
    usual = float(max(round(known.per_week_hours), 1)) if known.per_week_hours else HOURS
    return answers if answers.hours not in {0, HOURS} else replace(answers, hours=usual)


def _take_hours(answers: Answers, text: str) -> Answers:
    return replace(answers, hours=spoken.hours(text))


def _accounts(answers: Answers, known: Background) -> Answers:
    return replace(answers, accounts=answers.accounts or _chosen(answers, known))


def _take_accounts(answers: Answers, text: str) -> Answers:
    said = spoken.accounts(text)
    if not any(_makes(answers, one.network) for one in said):
        raise AnswerError(answer=text, expected=spoken.ACCOUNTS)
    return replace(answers, accounts=said)


def names_of_pillars(answers: Answers) -> tuple[str, ...]:
    """Name the pillars of the starter."""
    return tuple(row["name"] for row in model(answers).given["pillars"])


def _pillars(answers: Answers, _known: Background) -> Answers:
    return replace(answers, pillars=answers.pillars or names_of_pillars(answers))


def _take_pillars(answers: Answers, text: str) -> Answers:
    return replace(answers, pillars=spoken.several(text, names_of_pillars(answers)))


def _voice(answers: Answers, known: Background) -> Answers:
    tone = answers.tone or str(model(answers).given["voice"]["tone"])
    return replace(answers, tone=tone, hashtags=answers.hashtags or known.hashtags)


def _take_voice(answers: Answers, text: str) -> Answers:
    said = spoken.manner(text)
    return replace(
        answers,
        tone=spoken.fit(kind.NAME, said.tone) if said.tone else answers.tone,
        hashtags=said.hashtags or answers.hashtags,
        competitors=said.competitors or answers.competitors,
    )


STEPS: tuple[Step, ...] = (
    Step(name="starter", propose=_starter, take=_take_starter, is_needed=True),
    Step(name="name", propose=_name, take=_take_name, is_needed=True),
    Step(name="want", propose=_want, take=_take_want),
    Step(name="kpi", propose=_kpi, take=_take_kpi),
    Step(name="target", propose=_target, take=_take_target),
    Step(name="audience", propose=_audience, take=_take_audience),
    Step(name="hours", propose=_hours, take=_take_hours),
    Step(name="accounts", propose=_accounts, take=_take_accounts),
    Step(name="pillars", propose=_pillars, take=_take_pillars),
    Step(name="voice", propose=_voice, take=_take_voice),
)
"""The questions in their order: ten, and never more."""


def answered(step: Step, answers: Answers, text: str, known: Background) -> Answers:
    """Take an answer; an empty one leaves the proposal.

    Raises
    ------
    AnswerError
        Where it cannot be used, with what to write instead.
    """
    proposed = step.propose(answers, known)
    if not text.strip():
        return proposed
    taken = step.take(proposed, text.strip())
    return replace(taken, said=taken.said | {step.name})


def complete(
    answers: Answers, texts: Mapping[str, str], known: Background | None = None
) -> Answers:
    """Go through all questions with the answers that there are, by the name of the question.

    Examples
    --------
    >>> from datetime import date
    >>> begun = Answers.begun(language="en", today=date(2026, 11, 26))
    >>> done = complete(begun, {"starter": "restaurant", "name": "The Heron", "target": "200"})
    >>> done.kpi, done.target, done.ends
    ('bookings', 200.0, datetime.date(2027, 2, 21))
    """
    there = known or Background()
    for step in STEPS:
        answers = answered(step, answers, texts.get(step.name, ""), there)
    return answers
