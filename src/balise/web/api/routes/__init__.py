"""The addresses of the API, one file a subject."""

from __future__ import annotations

from ninja import Router


def every() -> tuple[Router, ...]:
    """Give the routers, each with what is asked of its subject."""
    from balise.web.api.routes import (  # noqa: PLC0415 - each needs Django set up
        beginning,
        besides,
        brands,
        checking,
        feeds,
        hooks,
        insights,
        installation,
        jobs,
        plans,
        posts,
        refining,
        reports,
        slots,
        strategies,
        tags,
    )

    rooms = (
        brands,
        beginning,
        posts,
        insights,
        reports,
        besides,
        tags,
        strategies,
        checking,
        plans,
        slots,
        refining,
        jobs,
        hooks,
        feeds,
        installation,
    )
    return tuple(one.router for one in rooms)
