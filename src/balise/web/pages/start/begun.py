"""What takes longer than a page may: a worker does it, and a page tells how far it is."""

from __future__ import annotations

from django.http import HttpRequest

from balise.domain.job import Job
from balise.web.access import who_of
from balise.web.language import speech_of
from balise.web.site import site_of


def begin_demo(request: HttpRequest) -> Job | None:
    """Have the made-up brand made, unless that is under way; None where it is there."""
    space = site_of(request).space
    brand = space.made_up()
    several = space.jobs(brand)
    under_way = next((one for one in several if one.kind == "demo" and not one.is_over), None)
    if under_way is not None or space.is_shown():
        return under_way
    asked = {"language": speech_of(request).language}
    return space.start_job("demo", brand=brand, asked=asked, by=who_of(request).name)
