"""A post that cannot be written, moved or agreed to as it was asked."""

from __future__ import annotations

from balise.errors.input import InputError

__all__ = [
    "ContentChangedError",
    "ContentError",
    "ContentLinkError",
    "ContentLongError",
    "DocumentActiveError",
    "HourSkippedError",
    "MediumBrokenError",
    "MediumError",
    "MediumLargeError",
    "MomentPastError",
    "PictureError",
    "PictureLargeError",
    "PictureMovingError",
    "SlotAgreedError",
    "SlotClosedError",
    "SlotUnwrittenError",
    "SubtitlesError",
    "SubtitlesLoneError",
]


class ContentError(InputError):
    """What was asked of a slot or of its content cannot be done."""


class ContentLongError(ContentError):
    """More of something than any network takes."""

    template = "{what} has {found} signs or entries, and {most} are the most. Shorten it."


class ContentLinkError(ContentError):
    """A link that is no address of the web."""

    template = "{link} is no address of a page. Write it whole, such as https://example.org/shop"


class ContentChangedError(ContentError):
    """An approval of a content that was changed meanwhile."""

    template = (
        "The post {name} was changed since you read it, and was not approved. Read it again, then "
        "approve it."
    )


class SlotClosedError(ContentError):
    """A change of a slot that is out, or left out."""

    template = "The post {name} is {state}: it cannot be changed. Choose another post."


class SlotAgreedError(ContentError):
    """A yes asked for where there is one."""

    template = "The post {name} is approved already: there is nothing to ask for."


class SlotUnwrittenError(ContentError):
    """A yes asked for where there is nothing to agree to."""

    template = "The post {name} says nothing yet. Write it first, then ask for its approval."


class MomentPastError(ContentError):
    """A time at which nothing can be published any more: of a move, or of a yes asked for."""

    template = "{moment} is past: nothing can be published then. Choose a later time."


class HourSkippedError(ContentError):
    """A time that no clock shows."""

    template = (
        "On {day} the clocks of {zone} go forward over {time}: there is no such time. "
        "Choose another."
    )


class PictureError(ContentError):
    """A file that is no picture that can be kept."""

    template = "{file} cannot be read as a picture. Save it as JPEG, PNG or WebP, and add it again."


class PictureLargeError(PictureError):
    """A picture beyond what any network takes."""

    template = "{file} is too large: {what}, and {most} are the most. Make it smaller, then add it."


class PictureMovingError(PictureError):
    """A picture that moves."""

    template = "{file} is an animation, and only still pictures are kept. Add a single picture."


class MediumError(ContentError):
    """A file that is nothing that a post can carry."""

    template = (
        "{file} is neither a picture, a video, a document nor subtitles that can be read. Save it "
        "as JPEG, PNG, WebP, MP4, MOV, PDF, SRT or WebVTT, and add it again."
    )


class MediumBrokenError(MediumError):
    """A video or document that ends too early, or contradicts itself."""

    template = "{file} is broken or cut short: {what}. Export it anew, then add it again."


class MediumLargeError(MediumError):
    """A file beyond what is taken at once."""

    template = "{file} is too large: {what}, and {most} are the most. Make it smaller, then add it."


class DocumentActiveError(MediumError):
    """A document that does something, or is locked."""

    template = (
        "{file} holds {what}, and only documents that are merely read are kept. Print it to PDF, "
        "then add that."
    )


class SubtitlesError(MediumError):
    """Subtitles that cannot be read."""

    template = "{file}, line {line}: {what}. Correct it, then add the subtitles again."


class SubtitlesLoneError(SubtitlesError):
    """Subtitles without the video that they are of."""

    template = "{file} are subtitles, and there is no video. Add the video first."
