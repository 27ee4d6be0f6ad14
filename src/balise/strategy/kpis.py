"""Whether the figures of an objective add up as it says, and are figures at all."""

from __future__ import annotations

from balise.domain.kpi import KPIS, SHARES, Kpi
from balise.domain.metric import RATES
from balise.strategy.parts import Entry, Parts
from balise.strategy.sheet import near, plain, shown

_MEANT = {
    "clicks": "link_clicks",
    "click": "link_clicks",
    "likes": "reactions",
    "like": "reactions",
    "fans": "followers",
    "subscribers": "followers",
    "plays": "views",
    "engagement_rate": "engagement_rate_by_impressions",
    "ctr": "ctr_impressions",
    "click_through_rate": "ctr_impressions",
}
"""Words of the trade for metrics that have another name here."""
_USUAL = (
    "sales", "tickets", "till", "visits", "donations", "orders", "bookings", "survey", "calls",
    "phone calls", "phone_calls", "phone-calls", "applications",
)  # fmt: skip
"""Usual names of outcomes, some of them written much like a metric."""


def kpis(parts: Parts) -> None:
    """Check the KPI of each objective."""
    for entry in parts.all("objectives", "kpi", "aggregate"):
        kpi = Kpi(name=entry.noun.kpi, aggregate=entry.noun.aggregate)
        if kpi.source == "metric" or not _is_refused(parts, entry, kpi.name):
            _adds_up(parts, entry, kpi)
    for entry in parts.all("objectives", "kpi", "aggregate", "target"):
        aim = entry.noun
        if aim.aggregate == "rate" and aim.kpi in SHARES and aim.target > 1:
            at = ("objectives", entry.n, "target")
            parts.sheet.tell("strategy-rate-high", at, value=f"{aim.target:g}")
    for entry in parts.all("objectives", "target", "baseline"):
        aim = entry.noun
        if aim.baseline is not None and aim.target <= aim.baseline:
            parts.sheet.tell("strategy-baseline", ("objectives", entry.n, "target"))


def _is_refused(parts: Parts, entry: Entry, name: str) -> bool:
    """Tell of a name that is nearly that of a metric; one that can be nothing else is refused."""
    at = ("objectives", entry.n, "kpi")
    meant = _certain(name)
    if meant:
        parts.sheet.tell("strategy-kpi", at, value=shown(name), near=meant)
        return True
    outcome = name.partition(".")[0]
    if outcome not in _USUAL and (meant := near(outcome, KPIS, cutoff=0.75)):
        parts.sheet.tell("strategy-kpi-near", at, value=shown(name), near=meant)
    return False


def _certain(name: str) -> str | None:
    said = plain(name)
    bare = {_bare(kpi): kpi for kpi in KPIS}
    return _MEANT.get(said) or bare.get(_bare(said))


def _bare(name: str) -> str:
    return name.replace("_", "").removesuffix("s")


def _adds_up(parts: Parts, entry: Entry, kpi: Kpi) -> None:
    at = ("objectives", entry.n, "aggregate")
    tell = parts.sheet.tell
    if kpi.aggregate == "total" and not kpi.adds_up:
        code = "strategy-total-people" if kpi.counts_people else "strategy-total-ratio"
        tell(code, at, kpi=shown(kpi.name), aggregate=kpi.natural)
    elif kpi.aggregate == "rate" and kpi.source == "metric" and kpi.natural != "rate":
        tell("strategy-rate", at, kpi=kpi.name, rates=", ".join((*RATES, "ctr_impressions")))
    elif kpi.aggregate == "level" and kpi.source == "metric" and kpi.adds_up:
        tell("strategy-level", at, kpi=kpi.name)
