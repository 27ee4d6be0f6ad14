"""What an audit of past posts finds: habits, results beside those of others, and what is missing.

An audit is what `balise init` begins with where data were imported. Every figure has its posts;
what is not known is `None`, and says how many more posts would settle it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from balise.domain.estimate import Estimate
from balise.domain.ranking import Citation
from balise.domain.strategy import CallToAction, Hashtags, Pillar, Presence, Stage

Position = Literal["above", "below", "no clear difference", "cannot tell"]
Tick = Literal["yes", "no", "ask"]
Lack = Literal["followers", "parts", "posts", "published", "size"]
Measure = Literal["engagement", "reach"]
PROFILE = ("name", "picture", "bio", "link", "pinned", "contact")
"""What a profile should have, in the order in which a visitor meets it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A figure with its 90 % interval, from `n` posts.

    `value` is `None` where it cannot be told yet; `more` is how many more posts would settle it,
    `None` where it is settled or no number of posts would.
    """

    n: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    more: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """`n` of `of` posts have it: the share, and the 90 % interval of the habit behind it."""

    name: str
    n: int
    of: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Days without a post between two that had one."""

    days: int
    after: date
    before: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How often and when an account publishes.

    Parameters
    ----------
    n, weeks
        Posts, and the whole weeks (Monday to Sunday) between the first and the last of them.
    per_week
        Mean posts of such a week.
    quartiles
        A quarter of the weeks have at most the first, half the second, three quarters the third.
    empty
        Weeks without any post.
    first, last, silent
        Days of the first and the last post, and days from then to when the posts were read.
    gap, longest
        Days from one day with posts to the next: the median, and the longest ones.
    weekdays, hours
        Shares of posts by weekday, and by local hour where it is known.
    window
        Fewest hours in a row, half open, that hold four posts in five.
    """

    n: int
    weeks: int
    per_week: Amount
    quartiles: tuple[float, float, float] | None = None
    empty: int = 0
    first: date | None = None
    last: date | None = None
    silent: int | None = None
    gap: float | None = None
    longest: tuple[Gap, ...] = ()
    weekdays: tuple[Share, ...] = ()
    hours: tuple[Share, ...] = ()
    window: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A call to action that posts make.

    `stage` is where it stands on the way to a purchase, `None` where that is not known. `phrases`
    are the words really used in the latest of these posts, with how often, the most frequent first.
    """

    name: str
    stage: Stage | None
    share: Share
    phrases: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What the posts ask of their readers.

    `none` are the posts that ask nothing, `stages` those that ask something of each stage. A post
    counts once, for the ask that is nearest to a purchase. `unread` are posts in a language of
    which there is no list of asks; they are not counted.
    """

    none: Share
    asks: tuple[Ask, ...] = ()
    stages: tuple[Share, ...] = ()
    unread: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TagUse:
    """A hashtag, `#` included. `is_brand` where it holds the name of the brand or of an account."""

    name: str
    share: Share
    is_brand: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagging:
    """The hashtags: the most used first. `quartiles` are of hashtags a post, `none` posts without.

    `distinct` counts all different ones, `once` those used a single time.
    """

    none: Share
    per_post: Amount
    quartiles: tuple[float, float, float] | None = None
    tags: tuple[TagUse, ...] = ()
    distinct: int = 0
    once: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A pillar that past posts propose: words that go together, and how many posts use them.

    `hold` tells how far two halves of the posts agree on it: 1 wholly, 0 as chance would.
    """

    name: str
    share: Share
    keywords: tuple[str, ...] = ()
    hold: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Yardstick:
    """A published rate to compare with, as a share: 0.01 is 1 %.

    Parameters
    ----------
    row
        Its row of the reference table.
    kind, industry
        `all` or a kind of post; `all` or an industry.
    statistic
        `median` or `average`.
    measure, parts, denominator
        What the rate is of, the metrics that are added for that, and what that is divided by.
    low, high
        Followers of the accounts in it; `None` where the source does not tell.
    is_vague
        The source does not say which interactions it counts.
    """

    row: str
    kind: str
    industry: str
    statistic: str
    measure: Measure
    parts: tuple[str, ...]
    denominator: str
    value: float
    source: Citation
    is_vague: bool = False
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """An account's rate beside a published one of the same measure and denominator.

    Parameters
    ----------
    account, measure, denominator, kind
        `<network>:<handle>`; what the rate is of; `followers`, `impressions`, `reach` or `views`;
        `all` or a kind of post.
    own
        The same statistic over own posts; a share: 0.01 is 1 %.
    wide
        Where the source does not say which interactions it counts: the same with all that the files
        count (saves, clicks, the network's own sum); `None` where they count no others.
    against
        What it is compared with; `None`: there is no comparable figure, and `lack` says why.
    ratio
        Own figure through the published one, with its interval.
    position
        Where the source does not say what it counts, only what holds either way.
    """

    account: str
    denominator: str
    kind: str
    measure: Measure
    own: Amount
    wide: Amount | None = None
    against: Yardstick | None = None
    ratio: Amount | None = None
    position: Position = "cannot tell"
    lack: Lack | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """What is claimed of the KPI: `best` and `worst` effects, strongest first, of `compared`.

    `open` are those that fewest posts would settle. All are empty where nothing could be learnt.
    """

    kpi: str
    best: tuple[Estimate, ...] = ()
    worst: tuple[Estimate, ...] = ()
    open: tuple[Estimate, ...] = ()
    compared: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileItem:
    """One thing to look at on a profile; `why` is a code of what tells it, with `n` posts or days.

    `ask`: no import tells it, so it is to be looked up.
    """

    item: str
    tick: Tick
    why: str = ""
    n: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountAudit:
    """One account: its rhythm, formats and profile.

    `timezone` is where hours are told. `followers` is the latest figure known, on `followers_on`
    where its day is known. `is_guest`: a handful of posts beside a main account of the network,
    most likely posts that others share with it.
    """

    network: str
    handle: str
    timezone: str
    rhythm: Rhythm
    formats: tuple[Share, ...] = ()
    languages: tuple[Share, ...] = ()
    followers: float | None = None
    followers_on: date | None = None
    profile: tuple[ProfileItem, ...] = ()
    is_guest: bool = False

    @property
    def id(self) -> str:
        """Name the account as posts do: `<network>:<handle>`."""
        return f"{self.network}:{self.handle}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """All that past posts tell before a strategy is written.

    Parameters
    ----------
    brand, kpi, is_made_up
        Whose posts, what they are judged by, and whether the brand is invented.
    start, end
        First and last local day of what is audited; `None` where there is no post.
    posts, earlier, set_aside
        Posts audited; those before `start`; replies and others' posts repeated, which are not.
    accounts
        The most active first.
    themes
        Pillars that the posts propose; `None` where nobody looked for any.
    pieces
        Different pieces a week by kind: the same text on several networks counts once.
    """

    brand: str
    kpi: str
    posts: int
    accounts: tuple[AccountAudit, ...]
    asking: Asking
    tagging: Tagging
    worked: Worked
    formats: tuple[Share, ...] = ()
    themes: tuple[Theme, ...] | None = None
    comparisons: tuple[Comparison, ...] = ()
    pieces: Mapping[str, float] = field(default_factory=dict)
    start: date | None = None
    end: date | None = None
    earlier: int = 0
    set_aside: int = 0
    industry: str = ""
    is_made_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefill:
    """What an audit proposes for the answers of the interview, in the nouns of a strategy.

    What is not known is empty. `per_week` are mean posts a week by account (`<network>:<handle>`);
    `capacity` is pieces a week by kind, as `[capacity]` has it.
    """

    language: str = ""
    timezone: str = ""
    accounts: tuple[Presence, ...] = ()
    per_week: Mapping[str, float] = field(default_factory=dict)
    capacity: Mapping[str, float] = field(default_factory=dict)
    calls_to_action: tuple[CallToAction, ...] = ()
    hashtags: Hashtags = field(default_factory=Hashtags)
    pillars: tuple[Pillar, ...] = ()
