"""What programs ask of the API and do not get."""

from __future__ import annotations

from balise.errors.base import BaliseError

__all__ = [
    "AddressUnknownError",
    "ApiError",
    "BodyError",
    "BodySizeError",
    "BrandNameError",
    "BrandThereError",
    "FieldsError",
    "MethodError",
    "PageStaleError",
    "RightMissingError",
    "TokenUnknownError",
    "TooManyRequestsError",
]


class ApiError(BaliseError):
    """A request that the API does not answer."""


class TokenUnknownError(ApiError):
    """A request without a token, or with one that is not known or was taken back."""

    template = "This needs a token that is known here: Authorization: Bearer bal_…"


class RightMissingError(ApiError):
    """Something that the one who asks may not do with this brand."""

    template = "This needs the right “{right}”, which this token or this person does not have."


class FieldsError(ApiError):
    """Fields that are not known, lack, or hold what they cannot."""

    template = "These fields cannot be used: {fields}."


class BodyError(ApiError):
    """A body that is not what the address takes."""

    template = "The body of the request cannot be read as {form}."


class BodySizeError(ApiError):
    """More than is taken at once."""

    template = "The request is larger than {megabytes} MB, the most that is taken at once."


class TooManyRequestsError(ApiError):
    """A token that asks more often than is answered."""

    template = "Too many requests. Ask again in {seconds} s."


class AddressUnknownError(ApiError):
    """An address at which nothing is."""

    template = "Nothing is at this address. What there is: /api/v1/openapi.json"


class MethodError(ApiError):
    """A method that an address does not answer."""

    template = "This address does not answer {method}. It answers: {known}."


class PageStaleError(ApiError):
    """A change that a browser sends without the proof that a page of ours asked for it."""

    template = "The header X-CSRFToken is missing or old: a page of Balise has to send it."


class BrandThereError(ApiError):
    """A brand that is made a second time."""

    template = "There is a brand named {name} already."


class BrandNameError(ApiError):
    """What cannot be the name of a brand."""

    template = "A brand needs a name of letters that can be seen, 200 at most."
