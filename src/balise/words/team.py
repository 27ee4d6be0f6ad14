"""Roles and rights by name, and what they are for."""

from __future__ import annotations

from balise.domain.team import Right, Role
from balise.words.catalogue import mark

ROLES = {
    Role.OWNER: mark("owner"),
    Role.EDITOR: mark("editor"),
    Role.APPROVER: mark("approver"),
    Role.CLIENT: mark("client"),
    Role.READER: mark("reader"),
}
"""Role to its English name, the key of the catalogue."""
DUTIES = {
    Role.OWNER: mark("Everything, also the team, tokens and settings of the brand."),
    Role.EDITOR: mark("Changes the strategy, the plan and the texts; does not approve them."),
    Role.APPROVER: mark("Sees everything and says yes or no to posts."),
    Role.CLIENT: mark("Sees the calendar and the results, and says yes or no to posts."),
    Role.READER: mark("Sees everything and changes nothing."),
}
"""Role to what it is for, in a sentence."""
RIGHTS = {
    Right.SEE: mark("see calendar and results"),
    Right.INSPECT: mark("look into strategy, files and rows"),
    Right.APPROVE: mark("approve posts"),
    Right.EDIT: mark("change strategy, plan and texts"),
    Right.OWN: mark("manage team and settings"),
}
"""Right to what it allows, as a token or a page names it."""
