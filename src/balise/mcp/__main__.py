"""`python -m balise.mcp`: answers one assistant over standard input and output."""

from __future__ import annotations

import os
import sys

from balise.mcp.server import server
from balise.mcp.user import user_of
from balise.workspace import Workspace


def main(folder: str | None = None, language: str = "en") -> None:
    """Answer until the assistant goes away."""
    space = Workspace.open(folder)
    who = user_of(space, os.environ.get("BALISE_TOKEN", ""))
    server(space, who, language=language).run("stdio")


if __name__ == "__main__":
    main(*sys.argv[1:3])
