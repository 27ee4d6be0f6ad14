"""A strategy and its road map, for programs."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from balise.report import roadmap_forms as forms
from balise.report.roadmap import Roadmap
from balise.report.roadmap_drawn import made
from balise.strategy import Strategy
from balise.strategy.answers import Answers

_RANKED = ("name", "score", "low", "high", "p_first", "p_kept", "verdict", "hours")
__all__ = ["made", "told"]


def told(
    answers: Answers, strategy: Strategy, road: Roadmap, files: tuple[Path, Path]
) -> dict[str, object]:
    """Give all of it for programs."""
    said = {**asdict(answers), "said": sorted(answers.said)}
    return {
        "strategy": str(files[0]),
        "roadmap": str(files[1]),
        "answers": said,
        "per_week": road.per_week,
        "posts_per_week": road.posts,
        "ranking": [
            {name: getattr(one, name) for name in _RANKED}
            for one in road.ranking.ranked
        ],
        "page": asdict(forms.page(road, answers.language)),
        "findings": [asdict(one) for one in strategy.findings],
    }  # fmt: skip
