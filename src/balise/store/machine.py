"""Which machine this is, told apart from every other without naming it."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

_FILES = ("/etc/machine-id", "/var/lib/dbus/machine-id")
_MAC = ("/usr/sbin/ioreg", "-rd1", "-c", "IOPlatformExpertDevice")
_PATIENCE_S = 5


def machine() -> str:
    """Give a digest of the machine's own id; empty where it has none, as in many containers."""
    said = _said()
    return sha256(f"balise:{said}".encode()).hexdigest()[:32] if said else ""


def _said() -> str:
    match sys.platform:
        case "win32":
            return _windows()
        case "darwin":
            return _mac()
        case _:
            return next(filter(None, map(_read, _FILES)), "")


def _read(file: str) -> str:
    try:
        return Path(file).read_text("ascii").strip()
    except (OSError, ValueError):
        return ""


def _mac() -> str:
    try:
        told = subprocess.run(  # noqa: S603 - a tool of the system, by its full path
            _MAC, capture_output=True, text=True, timeout=_PATIENCE_S, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return ""
    return next((line for line in told.splitlines() if "IOPlatformUUID" in line), "").strip()


def _windows() -> str:
    if sys.platform != "win32":
        return ""
    import winreg  # noqa: PLC0415 - nowhere else

    try:
        with winreg.OpenKey(
            winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography"
        ) as opened:
            return str(winreg.QueryValueEx(opened, "MachineGuid")[0])
    except OSError:
        return ""
