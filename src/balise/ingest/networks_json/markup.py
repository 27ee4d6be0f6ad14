"""The text of a post that is written in HTML."""

from __future__ import annotations

import html
import re

# Every part is possessive and none crosses a `<`: the time grows with the length alone. The parser
# of the standard library takes minutes for 100 kB of tags that never end.
_TAG = re.compile(r"<(?:(/?)([a-zA-Z][\w-]*+)(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+|[!?][^<>]*+)>")
_BLANKS = re.compile(r"\n{3,}+")


def plain(content: str) -> str:
    r"""Give the text: paragraphs a blank line apart, addresses whole.

    Examples
    --------
    >>> plain(
    ...     '<p>Pain &amp; sel<br>Lire <a href="x"><span>https://</span>a.example</a></p><p>B</p>'
    ... )
    'Pain & sel\nLire https://a.example\n\nB'
    """
    return _BLANKS.sub("\n\n", html.unescape(_TAG.sub(_instead, content))).strip()


def _instead(tag: re.Match[str]) -> str:
    name = (tag[2] or "").lower()
    if name == "br":
        return "\n"
    if tag[1]:
        return {"p": "\n\n", "blockquote": "\n\n", "li": "\n", "pre": "\n\n"}.get(name, "")
    return ""
