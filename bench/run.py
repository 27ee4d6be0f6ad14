"""Run every benchmark, or the short form of each with --quick."""

from __future__ import annotations

import sys
from importlib import import_module

import learning

if __name__ == "__main__":
    quick = "--quick" in sys.argv[1:]
    importing = import_module("import")  # the name is a keyword
    importing.main(*((30_000, 30_000) if quick else ()))
    learning.main(worlds=2 if quick else 12)
