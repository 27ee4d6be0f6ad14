"""Write docs/networks and docs/reseaux from the statements of the networks; `--check` compares."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from balise.reference import signals
from balise.reference.signals import Kind, Statement
from balise.words import Speech

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = {"en": ROOT / "docs" / "networks", "fr": ROOT / "docs" / "reseaux"}
# The pages are documents of the project, not sentences of the program: their words stand here.
WORDS: dict[str, dict[str, str | tuple[str, ...]]] = {
    "en": {
        "title": "What {network} says of itself",
        "lead": "Statements of the network in our words, not measurements of ours. Last read: "
        "{last}. Your own figures decide: `balise report` shows them.",
        "signal": "How posts are ranked",
        "automation": "What machines may do",
        "none": "Nothing that we could read and cite.",
        "head": ("what is said", "it counts", "watch", "since", "read", "source"),
        "head automation": ("what is said", "rule", "watch", "since", "read", "source"),
        "positive": "for", "negative": "against", "neutral": "not", "info": "–",
        "must": "must", "must_not": "must not", "allowed": "may",
        "official": "own page", "reported": "relay", "secondary": "relay of a relay",
        "made": "Written by `tools/networks.py` from `ranking_signals.toml`: change that file.",
    },
    "fr": {
        "title": "Ce que {network} dit de lui-même",
        "lead": "Déclarations du réseau dans nos mots, non des mesures de notre part. Dernière "
        "lecture : {last}. Vos propres chiffres décident : `balise report` les montre.",
        "signal": "Comment les publications sont classées",
        "automation": "Ce que les machines peuvent faire",
        "none": "Rien que nous ayons pu lire et citer.",
        "head": ("ce qui est dit", "cela compte", "à suivre", "depuis", "lu", "source"),
        "head automation": ("ce qui est dit", "règle", "à suivre", "depuis", "lu", "source"),
        "positive": "pour", "negative": "contre", "neutral": "non", "info": "–",
        "must": "il faut", "must_not": "interdit", "allowed": "permis",
        "official": "page du réseau", "reported": "relais", "secondary": "relais d’un relais",
        "made": "Écrit par `tools/networks.py` d’après `ranking_signals.toml` : c’est ce fichier "
        "qu’il faut changer.",
    },
}  # fmt: skip


def page(network: str, language: str) -> str:
    """Compose the page of a network."""
    words, speech = WORDS[language], Speech(language)
    told = [one for one in signals.statements() if one.network == network]
    last = max(one.verified for one in told)
    name = speech.term("network", network)
    parts = [
        f"# {_word(words, 'title').format(network=name)}\n",
        _word(words, "lead").format(last=last),
    ]
    kinds: tuple[Kind, ...] = ("signal", "automation")
    for kind in kinds:
        parts += ["", f"## {_word(words, kind)}\n", *_table(signals.of(network, kind), language)]
    return "\n".join([*parts, "", _word(words, "made"), ""])


def _word(words: dict[str, str | tuple[str, ...]], key: str) -> str:
    return str(words[key])


def _table(told: tuple[Statement, ...], language: str) -> Iterator[str]:
    words = WORDS[language]
    if not told:
        yield _word(words, "none")
        return
    head = words["head automation" if told[0].kind == "automation" else "head"]
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for one in told:
        source = f"[{one.source_title}]({one.source_url}) ({_word(words, one.confidence)})"
        cells = (
            one.said(language), _word(words, one.effect), _watch(one, language), one.since or "?",
            one.verified, source,
        )  # fmt: skip
        yield f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _watch(one: Statement, language: str) -> str:
    speech = Speech(language)
    names = [speech.term("metric", name) for name in (one.kpi, one.per) if name]
    return " / ".join(names) or "–"


def pages() -> dict[Path, str]:
    """Compose all pages."""
    return {
        folder / f"{network}.md": page(network, language)
        for language, folder in FOLDERS.items()
        for network in signals.networks()
    }


def stale() -> list[Path]:
    """List pages that are not as they would be written, or that no network has."""
    wanted = pages()
    there = {path for folder in FOLDERS.values() for path in folder.glob("*.md")}
    old = [
        path
        for path, text in wanted.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    return sorted([*old, *(there - set(wanted))])


if __name__ == "__main__":
    if "--check" in sys.argv:
        STALE = stale()
        print("\n".join(str(path.relative_to(ROOT)) for path in STALE))
        sys.exit(bool(STALE))
    for PATH, TEXT in pages().items():
        PATH.parent.mkdir(parents=True, exist_ok=True)
        PATH.write_text(TEXT, encoding="utf-8")
