"""How right `balise tag` is, and how far its scores hold: `python bench/tagging.py`.

The pillar to be found is a frequent hashtag, taken out of the text; of the trail organiser it is
the subject that the organiser noted. Data lie beside the project, where they are at all.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from balise.domain.hashtag import fold
from balise.domain.tag import Document, Proposed, Subject, Tag
from balise.learn import text as reading
from balise.strategy.groups import agreement, grouped
from balise.strategy.tagging import propose

DATA = Path(__file__).resolve().parents[2] / "shared/data"
AT = datetime(2026, 1, 1, tzinfo=UTC)
CLASSES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)
KEYWORDS = {
    "actonclimate": ("climate", "carbon", "clean energy", "global warming"),
    "doyourjob": ("senate", "supreme court", "nominee", "judge garland"),
    "immigrationaction": ("immigration", "immigrants"),
    "getcovered": ("health", "insurance", "covered"),
    "raisethewage": ("minimum wage", "wage"),
}
LEAST = 40
DRAWS = 10
TAKEN = 9
LEFT_OUT = ("sotu", "obamacare")
Truth = Mapping[str, str]


def documents(rows: Sequence[tuple[str, str]]) -> tuple[list[Document], dict[str, str]]:
    """Take the frequent hashtags out of texts; what has exactly one of them is kept."""
    tags = {uid: [fold(tag) for tag in reading.hashtags(text)] for uid, text in rows}
    counts = Counter(tag for found in tags.values() for tag in found)
    top = [tag for tag, n in counts.most_common(TAKEN) if n >= LEAST and tag not in LEFT_OUT]
    found, truth = [], {}
    for uid, text in rows:
        hit = [tag for tag in tags[uid] if tag in top]
        if len(hit) == 1:
            bare = re.sub(r"#\w+", " ", text)
            found.append(Document(uid=uid, text=bare, words=reading.words(bare)))
            truth[uid] = hit[0]
    return found, truth


def told(name: str, several: Sequence[Proposed], truth: Truth) -> None:
    """Print how right proposals are, over several draws of what was known."""
    proposals = [one for found in several for one in found.proposals]
    right = np.array([truth[one.uid] == one.value for one in proposals])
    score = np.array([one.score for one in proposals])
    place = np.digitize(score, CLASSES)
    off = sum(
        abs(score[place == one].mean() - right[place == one].mean()) * (place == one).mean()
        for one in np.unique(place)
    )
    sure = score >= 0.9  # noqa: PLR2004 - as the page says
    whole = len(proposals) + sum(len(found.untold) for found in several)
    print(
        f"{name:32} right {right.mean():.2f} of {len(right)}, found {right.sum() / whole:.2f}, "
        f"at 0.9 {right[sure].mean() if sure.any() else float('nan'):.2f} of {sure.sum()}, "
        f"score off by {off:.3f}"
    )


def drawn(posts: Sequence[Document], truth: Truth, n: int) -> list[list[Tag]]:
    """Draw which posts somebody looked at, ten times."""
    uids = [one.uid for one in posts]
    draws = [np.random.default_rng(seed).choice(uids, n, replace=False) for seed in range(DRAWS)]
    return [
        [Tag(uid=uid, field="pillar", value=truth[uid], confirmed_at=AT) for uid in some]
        for some in draws
    ]


def measure(name: str, posts: list[Document], truth: Truth, subjects: Sequence[Subject]) -> None:
    """Print the quality with nothing known, and with some posts looked at."""
    if subjects:
        told(f"{name}, keywords", [propose(posts, subjects=subjects)], truth)
    for n in (50, 100):
        if n > len(posts) * 2 // 3:
            continue
        tags = drawn(posts, truth, n)
        if subjects:
            both = [propose(posts, subjects=subjects, tags=some) for some in tags]
            told(f"{name}, keywords and {n}", both, truth)
        told(f"{name}, {n}", [propose(posts, tags=some) for some in tags], truth)
    groups = grouped(posts)
    if groups.proposals:
        codes: dict[str, int] = {}
        one = np.array([codes.setdefault(p.value, len(codes)) for p in groups.proposals])
        other = np.array([codes.setdefault(truth[p.uid], len(codes)) for p in groups.proposals])
        print(f"{name:32} groups: hold {groups.hold:.2f}, truth {agreement(one, other):.2f}")
    else:
        print(f"{name:32} groups: cannot tell, hold {groups.hold}")


def main() -> None:
    """Measure on what is there."""
    tweets = DATA / "organisations/fivethirtyeight_twitter/BarackObama.csv"
    if tweets.is_file():
        with tweets.open(encoding="latin-1", newline="") as file:
            texts = [(f"x:{n}", row["text"]) for n, row in enumerate(csv.DictReader(file))]
        found, truth = documents(texts)
        every = sorted(set(truth.values()))
        measure(
            "tweets", found, truth, [Subject(name=t, keywords=KEYWORDS.get(t, ())) for t in every]
        )
    trail = DATA / "organisations/ig_moe/insta_data.csv"
    if trail.is_file():
        lines = trail.read_text("utf-8-sig").splitlines()
        posts = {
            row["Lien"]: row for row in csv.DictReader(lines, delimiter=";") if row["Contenue"]
        }
        found = [
            Document(uid=uid, text=row["Titre"], words=reading.words(row["Titre"]))
            for uid, row in posts.items()
        ]
        truth = {uid: row["Contenue"] for uid, row in posts.items()}
        print(f"trail organiser: {len(found)} posts, {len(set(truth.values()))} subjects")
        measure("trail organiser", found, truth, ())


if __name__ == "__main__":
    main()
