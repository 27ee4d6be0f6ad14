"""Fetch what others wrote for the report and the pages, as `vendor.toml` names it.

Run by a developer when a version changes; what it writes is committed, so that neither a build nor
a user needs the network. A file whose digest is not the one of `vendor.toml` is refused, and the
digest that was found is printed.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src/balise"
REPORT = "report/vendor"
_MAP = re.compile(r"\n?//# sourceMappingURL=\S+\s*$")


def fetch(package: str, version: str, folder: Path) -> tarfile.TarFile:
    """Download one version of an npm package."""
    said = subprocess.run(  # noqa: S603 - the names come from vendor.toml
        ["npm", "pack", "--silent", f"{package}@{version}"],  # noqa: S607
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    return tarfile.open(folder / said.stdout.split()[-1])


def member(archive: tarfile.TarFile, name: str) -> bytes:
    """Read one file of the archive."""
    held = archive.extractfile(name)
    if held is None:
        raise SystemExit(f"{name} is not a file of the package")
    return held.read()


def shaped(raw: bytes, wrap: list[list[str]]) -> bytes:
    """Turn a module into a script, and leave out the address of its source map."""
    text = _MAP.sub("\n", raw.decode())
    for before, after in wrap:
        if before not in text:
            raise SystemExit(f"not found, the package has changed: {before}")
        text = text.replace(before, after)
    return text.encode()


def vendor(entry: dict[str, Any]) -> bool:
    """Bring one file and its licence; false where its digest is another one."""
    with tempfile.TemporaryDirectory() as folder:
        archive = fetch(entry["package"], entry["version"], Path(folder))
        raw = member(archive, entry["member"])
        by_hand = entry.get("licence_by_hand", False)
        licence = b"" if by_hand else member(archive, "package/LICENSE")
        archive.close()
    found = hashlib.sha256(raw).hexdigest()
    if found != entry["sha256"]:
        print(f"{entry['target']}: sha256 is {found}")
        return False
    folder = SOURCE / entry.get("into", REPORT)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / entry["target"]).write_bytes(shaped(raw, entry.get("wrap", [])))
    if licence:
        (folder / f"LICENSE.{entry['package']}").write_bytes(licence)
    print(f"{entry['target']}: {entry['version']}")
    return True


def sprite(entry: dict[str, Any]) -> None:
    """Gather icons of one package into one file, each a symbol of its own name."""
    with tempfile.TemporaryDirectory() as temporary:
        archive = fetch(entry["package"], entry["version"], Path(temporary))
        drawn = {name: member(archive, f"package/icons/{name}.svg") for name in entry["icons"]}
        licence = member(archive, "package/LICENSE")
        archive.close()
    symbols = "\n".join(symbol(name, svg.decode()) for name, svg in sorted(drawn.items()))
    folder = SOURCE / entry["into"]
    (folder / entry["target"]).write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n', encoding="utf-8"
    )
    (folder / f"LICENSE.{entry['package']}").write_bytes(licence)
    print(f"{entry['target']}: {len(drawn)} icons of {entry['version']}")


def symbol(name: str, svg: str) -> str:
    """Take what an icon draws, in one line."""
    inside = svg.partition(">\n")[2] if svg.startswith("<svg") else svg.partition("<svg")[2]
    paths = re.findall(r"<(?:path|circle|rect|line|polyline|polygon|ellipse)\b[^>]*/>", inside)
    return f'<symbol id="{name}" viewBox="0 0 24 24">{"".join(paths)}</symbol>'


def main() -> int:
    """Bring every file of `vendor.toml`."""
    named = tomllib.loads((ROOT / "vendor.toml").read_text(encoding="utf-8"))
    refused = [entry for entry in named["files"] if not vendor(entry)]
    for entry in named["icons"]:
        sprite(entry)
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
