"""An audit as sections of a page, for whichever page shows them."""

from __future__ import annotations

from balise.domain.audit import Audit
from balise.report.auditing.blocks import audit_blocks
from balise.report.blocks import Block
from balise.report.elements import section, table
from balise.report.markup import Markup, el


def audit_sections(found: Audit, language: str) -> tuple[Markup, ...]:
    """Render each part of an audit as a section with its heading, sentences and table.

    Examples
    --------
    >>> from balise.report.auditing import audit
    >>> from balise.report.values import Material
    >>> audit_sections(audit(Material(brand="shop", posts=[])), "en")[0][:56]
    '<section id="audit-short" aria-labelledby="audit-short-t'
    """
    return tuple(_section(name, block) for name, block in audit_blocks(found, language))


def _section(name: str, block: Block) -> Markup:
    said = [el("p", {}, each) for each in block.sentences]
    body = [*said[:1], _table(block), *said[1:]] if block.rows else said
    return section(name, block.title, *body)


def _table(block: Block) -> Markup:
    return table(block.title, ("", *block.columns), block.rows, is_plain=True)
