"""The engine of long work: the one room that knows DBOS.

It holds names only, never what the work is about: our own tables are the truth, and an engine that
was lost is filled again from them. DBOS takes more than a second to import: `running` does it when
a worker starts, and nobody else needs it.
"""

from __future__ import annotations

from balise.engine.running import Engine

__all__ = ["Engine"]
