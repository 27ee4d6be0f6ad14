"""Run every benchmark, or the short form of each with --quick."""

from __future__ import annotations

import sys

import importing
import learning

if __name__ == "__main__":
    quick = "--quick" in sys.argv[1:]
    importing.main(10_000 if quick else 100_000)
    learning.main(worlds=2 if quick else 12)
