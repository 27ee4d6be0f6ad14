"""What is told to the outside, and cannot be."""

from __future__ import annotations

from balise.errors.input import InputError


class HookAddressError(InputError):
    """An address that is not called."""

    template = (
        "{url} cannot be called. Give an address that begins with https://, holds no password and "
        "leads to the public network."
    )


class HooksTooManyError(InputError):
    """More addresses than a brand calls."""

    template = "A brand calls {most} addresses at most. Remove one first."
