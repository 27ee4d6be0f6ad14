"""Say why there is no plan, in the user's words."""

from __future__ import annotations

import math
from typing import Any

from balise.domain.reading import Finding
from balise.errors import PlanConflictError, PlanTangleError, PlanTimeError, Several
from balise.plan.conflict import Relaxation, conflict
from balise.plan.model import Model
from balise.plan.rows import Rule
from balise.plan.solve import SECONDS
from balise.words.findings import finding


def refused(model: Model) -> PlanConflictError | PlanTimeError:
    """Give the error that names the fewest rules in conflict, and each change that is enough."""
    found = conflict(model)
    if not found:
        return PlanTimeError(seconds=int(SECONDS))
    rules = Several(_rule(one.rule) for one in found)
    helps = [one for one in found if one.amount is not None]
    if not helps:
        return PlanTangleError(rules=rules)
    return PlanConflictError(rules=rules, remedies=Several(_remedy(one) for one in helps))


def _rule(rule: Rule) -> Finding:
    if rule.week < 0:
        return finding(f"plan-{rule.key}", file="strategy.toml", what=rule.what)
    return finding(
        f"plan-{rule.key}-week", file="strategy.toml", what=rule.what, week=rule.week + 1
    )


def _remedy(one: Relaxation) -> Finding:
    by: dict[str, Any] = {"by": math.ceil(one.amount)} if one.amount else {"by": 1}
    return finding(f"relax-{one.rule.key}", file="strategy.toml", what=one.rule.what, **by)
