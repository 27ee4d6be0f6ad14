"""What exports are, and the clicks that lead to them, in words of readers and networks."""

from __future__ import annotations

from balise.reference.export_paths import ExportPath, Step, paths
from balise.words import Speech, mark


def said(step: Step, one: ExportPath, tongue: Speech) -> str:
    """Say a step, with the network's words in the reader's language and in the other.

    Examples
    --------
    >>> from balise.reference.export_paths import path
    >>> one = path("youtube")
    >>> said(one.steps[1], one, Speech("en"))
    'Click “Analytics › Advanced mode” (in French: “Données analytiques › Mode avancé”).'
    """
    template = tongue.text(step.say, menu="{menu}", address="{address}")
    return template.format(menu=_menu(step, tongue), address=one.address)


def format_said(s: Speech, codes: str) -> str:
    """Name what a file is as people know it, by the codes of the tables in it.

    Examples
    --------
    >>> format_said(Speech("en"), "meta.instagram.posts"), format_said(Speech("en"), "mapping")
    ('Instagram: the posts of a professional account', 'A table of your own')
    >>> format_said(Speech("en"), "youtube.daily, youtube.videos")
    'YouTube: the videos of a channel'
    """
    said = (_format(s, code) for code in codes.split(", ") if code)
    return " · ".join(dict.fromkeys(said))


def _format(s: Speech, code: str) -> str:
    if "mapping" in code:
        return s.text(mark("A table of your own"))
    ways = ((one, start) for one in paths() for start in one.formats if code.startswith(start))
    found = max(ways, key=lambda each: len(each[1]), default=None)
    return s.text(found[0].title) if found else code


def _menu(step: Step, tongue: Speech) -> str:
    """Quote the network's words; where those of the reader's language are not known, the others."""
    own, other = (step.fr, step.en) if tongue.language == "fr" else (step.en, step.fr)
    if not own or not other or own == other:
        return tongue.text(mark("“{menu}”"), menu=own or other)
    return tongue.text(mark("“{own}” (in French: “{other}”)"), own=own, other=other)
