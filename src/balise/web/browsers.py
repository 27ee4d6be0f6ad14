"""Browsers in words: of what a browser says of itself, the two things that its owner knows."""

from __future__ import annotations

from balise.words import Speech, mark

_BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"),
    ("Vivaldi", "Vivaldi"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"),
    ("Chrome", "Chrome"), ("Chromium", "Chromium"), ("Safari", "Safari"), ("curl", "curl"),
)  # fmt: skip
"""What is looked for, the more special first: most say that they are others as well."""
_SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"),
    ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Macintosh", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


def browser_of(agent: str, s: Speech) -> str:
    """Name a browser and its system; what is not known is said to be unknown.

    Examples
    --------
    >>> agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    >>> browser_of(agent, Speech("en")), browser_of("", Speech("en"))
    ('Firefox on Linux', 'Another browser')
    """
    browser, system = _first(_BROWSERS, agent), _first(_SYSTEMS, agent)
    if browser and system:
        return s.text(mark("{browser} on {system}"), browser=browser, system=system)
    return browser or system or s.text(mark("Another browser"))


def _first(known: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for sign, name in known if sign in agent), "")
