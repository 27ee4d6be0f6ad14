"""The owner of a brand lets its sums be compared: of many posts a worker makes them."""

from __future__ import annotations

from balise.domain.team import Who
from balise.web.site import Site

_KIND = "beside"


def allow(site: Site, brand: str, *, by: Who) -> None:
    """Let the sums of a brand be compared; what is allowed already stays as it is."""
    space = site.space
    is_many = brand in space.brands() and site.desk.is_large(brand) and space.has_worker()
    if not is_many:
        space.allow_beside(brand, by=by)
    elif space.allowed(brand) is None:
        space.allow_beside(brand, by=by, is_summed=False)
        space.start_job(_KIND, brand=brand, by=by.name)


def is_summing(site: Site, brand: str) -> bool:
    """Tell whether a worker is still to make the sums."""
    return any(one.kind == _KIND and not one.is_over for one in site.space.jobs(brand))
