"""A question to a store, asked in a process of its own."""

from __future__ import annotations

from balise.store import open_store


def answer(where: str, call: str) -> None:
    """Say what calls on `store` give; the store is left open, as by one that dies."""
    store = open_store(where)
    eval(f"print({call})", {"store": store})  # noqa: S307 - words of a test
