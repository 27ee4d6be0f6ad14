"""What a report is to look like, or who is to see it, cannot be as it was asked for."""

from __future__ import annotations

from balise.errors.input import InputError

__all__ = [
    "BrandingNameError",
    "ColourError",
    "ColourFaintError",
    "LogoError",
    "NoteLongError",
    "NoteSectionError",
    "PresentError",
    "ReportFormError",
    "ScheduleTimeError",
    "ShareEndError",
]


class PresentError(InputError):
    """A look, a note, a link or a schedule that cannot be taken."""


class ColourError(PresentError):
    """Something that is no colour."""

    template = "{colour} is not a colour. Write six digits, such as #1f5f8b."


class ColourFaintError(PresentError):
    """A colour in which text could not be read."""

    template = (
        "{colour} is too faint to be read on white (contrast {contrast}, at least {least} is "
        "needed). The nearest that works is {nearest}."
    )


class LogoError(PresentError):
    """A file that cannot be a logo."""

    template = "This cannot be the logo: {reason}. Give a PNG or JPEG file of at most 2 MB."


class BrandingNameError(PresentError):
    """A name too long for a cover."""

    template = "The name has {n} characters. At most {most} fit on a cover."


class NoteSectionError(PresentError):
    """A note for a part that no report has."""

    template = "No report has a part named {section}. There are: {known}."


class NoteLongError(PresentError):
    """A note that would be a report of its own."""

    template = "The note has {n} characters. Write at most {most}."


class ReportFormError(PresentError):
    """A form in which a report cannot be kept or shared."""

    template = "A report cannot be made as {form} here. There are: {known}."


class ShareEndError(PresentError):
    """A link that would never end, or that ended before it began."""

    template = (
        "The link would end on {until}. Choose a moment that is to come, within a year at most."
    )


class ScheduleTimeError(PresentError):
    """A schedule on a day or an hour that there is not."""

    template = (
        "There is no such time: every {every}, day {day}, hour {hour}. Days of a week are 0 "
        "(Monday) to 6, of a month 1 to 31, hours 0 to 23."
    )
