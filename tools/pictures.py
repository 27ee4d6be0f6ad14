"""Make the pictures of the docs small, and put those that docs show in their place."""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image

TARGET = Path(__file__).resolve().parents[1] / "docs" / "pictures"
COLOURS = 64


def main(taken: Path) -> None:
    """Take over what a run has kept in a folder for each language."""
    for file in sorted(taken.glob("*/*.png")):
        target = TARGET / file.parent.name / file.name
        target.parent.mkdir(parents=True, exist_ok=True)
        with Image.open(file) as picture:
            small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
            small.save(target, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
