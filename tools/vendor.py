"""Fetch what others wrote for the page of the report, as `vendor.toml` names it.

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
TARGET = ROOT / "src/balise/report/vendor"
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
        raw, licence = member(archive, entry["member"]), member(archive, "package/LICENSE")
        archive.close()
    found = hashlib.sha256(raw).hexdigest()
    if found != entry["sha256"]:
        print(f"{entry['target']}: sha256 is {found}")
        return False
    (TARGET / entry["target"]).write_bytes(shaped(raw, entry.get("wrap", [])))
    (TARGET / f"LICENSE.{entry['package']}").write_bytes(licence)
    print(f"{entry['target']}: {entry['version']}")
    return True


def main() -> int:
    """Bring every file of `vendor.toml`."""
    TARGET.mkdir(parents=True, exist_ok=True)
    entries = tomllib.loads((ROOT / "vendor.toml").read_text(encoding="utf-8"))["files"]
    refused = [entry for entry in entries if not vendor(entry)]
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
