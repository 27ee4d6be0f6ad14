"""The owner of a brand lets its sums be compared: of many posts a worker makes them."""

from __future__ import annotations

from balise.domain.team import Who
from balise.web.site import Site

_KIND = "beside"


def allow(site: Site, brand: str, *, by: Who) -> None:
    """Let the sums of a brand be compared; what is allowed already stays as it is.

    Allowed again, sums of many posts that were never made are begun again.
    """
    space = site.space
    is_many = brand in space.brands() and site.desk.is_large(brand) and space.has_worker()
    if not is_many:
        space.allow_beside(brand, by=by)
        return
    is_new = space.allowed(brand) is None
    if is_new:
        space.allow_beside(brand, by=by, is_summed=False)
    if is_new or not (space.beside_own(brand) or is_summing(site, brand)):
        space.start_job(_KIND, brand=brand, by=by.name)


def is_summing(site: Site, brand: str) -> bool:
    """Tell whether a worker is still to make the sums."""
    return any(one.kind == _KIND and not one.is_over for one in site.space.jobs(brand))


def is_stopped(site: Site, brand: str) -> bool:
    """Tell whether the sums were to be made last, and were not: it failed or was called off."""
    last = next((one for one in site.space.jobs(brand) if one.kind == _KIND), None)
    return last is not None and last.state in {"failed", "cancelled"}
