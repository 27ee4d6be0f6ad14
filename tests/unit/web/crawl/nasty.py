"""What nobody types by accident: texts, numbers, days and files that break what trusts them."""

from __future__ import annotations

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

SCRIPT = "<script>alert(1)</script>"
HANDLER = '" onfocus=alert(1) x="'
TEXTS = (
    f'"><svg/onload=alert(1)>{SCRIPT}',
    f"{HANDLER}' onfocus=alert(1) y='",
    "\x00",
    "a\x00b\x1f\x7f",
    "9" * 400,
    "-1",
    "0",
    "1e999",
    "NaN",
    "2147483648",
    "9223372036854775808",
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "0001-01-01T00:00",
    "9999-12-31T23:59",
    "99:99",
    "'; DROP TABLE balise_person; --",
    "../../../../etc/passwd",
    "/nowhere/at/all.zip",
    "..\\..\\windows",
    "x\r\nX-Evil: 1\r\n\r\n",
    "\u202egnp.exe\u2066",
    "👩‍👩‍👧‍👦" * 40,
    "Z\u0351" * 300,
    "{{ 7*7 }}{% debug %}%(x)s{0.__class__}",
    "javascript:alert(1)",
    "https://127.0.0.1/\u0660",
    "é" * 9_000,
    "[" * 2_000,
    '= "\n[[objectives]]\n',
    "\ud800",
    "٣٤",
    " ",
)
MISSING, TWICE = "missing", "twice"


def zipped(name: str, content: bytes) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, content)
    return into.getvalue()


FILES = (
    ("empty.csv", b""),
    ("../../evil.csv", b"a;b\n1;2\n"),
    ("nul\x00.csv", b"\x00" * 500),
    ("x" * 300 + ".csv", b'"' * 4_000),
    ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 90),
    ("drawn.svg", f'<svg xmlns="http://www.w3.org/2000/svg">{SCRIPT}</svg>'.encode()),
    ("page.html", SCRIPT.encode()),
    ("book.xlsx", zipped("xl/workbook.xml", b"<!DOCTYPE a [<!ENTITY b '" + b"c" * 99 + b"'>]>")),
    ("out.zip", zipped("../../out.csv", b"a;b\n")),
    ("noise.pdf", bytes(range(256)) * 8),
)


def file(n: int) -> SimpleUploadedFile:
    """Make one of them."""
    name, content = FILES[n % len(FILES)]
    made = SimpleUploadedFile("x", content)
    setattr(made, "_name", name)  # noqa: B010 - what a browser says, whatever Django would make of it
    return made
