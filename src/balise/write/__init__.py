"""Drafts by a language model, for a person to read, change and approve. Off unless set up.

Nothing here can publish: a draft is text with what `balise.check` found in it, and that is all.
"""

from __future__ import annotations

from balise.write.drafts import Written, drafts
from balise.write.settings import Settings, settings

__all__ = ["Settings", "Written", "drafts", "settings"]
