"""Which post a row tells of: its id, rebuilt where a spreadsheet damaged it, and its account."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from balise.ingest.layout import Context, Row
    from balise.ingest.posts import PostTable

_SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
Find = Callable[..., None]
"""Notes a finding by its code, the row and the column."""


class Identity:
    """Names the posts and the accounts of one table."""

    def __init__(self, layout: PostTable, file: str, context: Context, find: Find) -> None:
        self._layout, self._context, self._find = layout, context, find
        self._in_name = layout.handle_in_name.search(file) if layout.handle_in_name else None
        self._file = file
        self._same_facts: dict[str, int] = {}

    def native_id(self, row: Row) -> str:
        """Give the network's own id; empty where the row has none that is whole."""
        native = self._layout.native_id(row)
        if native and not _SCIENTIFIC.fullmatch(native):
            return native
        pattern = self._layout.id_in_url
        match = pattern.search(row["url"]) if pattern else None
        if native:
            code = "id-damaged" if match or row["url"] else "id-lost"
            self._find(code, row, "id", value=native)
        return match[1] if match else ""

    def uid(self, row: Row, native: str, at: datetime) -> str:
        """Give `<network>:<native id>`, else by link, else by account, time and text."""
        network = self._layout.network
        if native:
            return f"{network}:{native}"
        if row["url"]:
            return f"{network}:url:{_digest(row['url'].split('?')[0].rstrip('/'))}"
        digest = _digest(f"{self.account(row)}|{at.isoformat()}|{self._layout.text_of(row)}")
        # Posts that nothing tells apart are still several: the order of the rows is kept.
        count = self._same_facts[digest] = self._same_facts.get(digest, 0) + 1
        return f"{network}:hash:{digest}" + (f"-{count}" if count > 1 else "")

    def account(self, row: Row) -> str:
        """Give the account that a row names, else the file's."""
        pattern = self._layout.handle_in_url
        match = pattern.search(row["url"]) if pattern and row["url"] else None
        named = (match[1] if match else "") or self._layout.account_of(row)
        return named.lstrip("@'") or self._of_file()

    def _of_file(self) -> str:
        if self._in_name:
            return self._in_name[1]
        return self._context.account_of(self._layout.network, self._file)


def _digest(facts: str) -> str:
    return hashlib.sha1(facts.encode(), usedforsecurity=False).hexdigest()
