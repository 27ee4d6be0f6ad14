"""A part of an audience, and how a figure that is told of it is named in a reading."""

from __future__ import annotations

from dataclasses import dataclass

DIMENSIONS = (
    "age", "gender", "age_gender", "country", "city", "location", "page", "job_title",
    "job_function", "seniority", "industry", "company", "company_size", "traffic_source",
    "device", "operating_system", "subscription", "hour",
)  # fmt: skip
"""By what networks divide an audience. `location` is LinkedIn's, which mixes cities and regions."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A figure told of one part of an audience, written `<metric>.<dimension>.<name>`.

    Parameters
    ----------
    metric
        What the figure is: `audience` (share of the people, 0 to 1), `audience_count` (people), or
        any metric within the segment, such as `views`.
    dimension
        One of `DIMENSIONS`.
    name
        The segment: ages as `25-34` and `65+`, genders as `women`, `men`, `other` and `unknown`,
        both as `25-34 women`; all others as the export writes them.

    Examples
    --------
    >>> str(Segment("audience", "age_gender", "25-34 women"))
    'audience.age_gender.25-34 women'
    >>> Segment.read("audience_count.city.St. Vith")
    Segment(metric='audience_count', dimension='city', name='St. Vith')
    """

    metric: str
    dimension: str
    name: str

    def __str__(self) -> str:
        return f"{self.metric}.{self.dimension}.{self.name}"

    @classmethod
    def read(cls, written: str) -> Segment | None:
        """Read the name of a figure; `None` where it is told of the whole."""
        parts = written.split(".", 2)
        return cls(*parts) if len(parts) == 3 else None  # noqa: PLR2004 - the three parts
