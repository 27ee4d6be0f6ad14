"""What people, their logins and their rights do not allow."""

from __future__ import annotations

from balise.errors.base import BaliseError

__all__ = [
    "CodeWrongError",
    "EmailError",
    "FirstOwnerError",
    "InvitationOverError",
    "KeyBrokenError",
    "KeyExposedError",
    "KeyFileError",
    "KeyGivenError",
    "KeyMissingError",
    "KeyOtherError",
    "LanguageUnknownError",
    "LastMasterError",
    "LoginRefusedError",
    "LoginsTooManyError",
    "NotAllowedError",
    "PasswordCommonError",
    "PasswordError",
    "PasswordLongError",
    "PasswordShortError",
    "PasswordWrongError",
    "PersonThereError",
    "PersonUnknownError",
    "PersonWaitingError",
    "TeamError",
    "TimeUpError",
    "TokenScopeError",
]


class TeamError(BaliseError):
    """Something that a person may not do, or cannot do so."""


class LoginRefusedError(TeamError):
    """An address, a password or a code that is not right; which one is not told."""

    template = "The address, the password or the code is not right."


class LoginsTooManyError(TeamError):
    """More tries to log in than are answered."""

    template = "Too many tries. Try again in some minutes ({minutes} at most)."


class PasswordError(TeamError):
    """A password that is not taken."""


class PasswordShortError(PasswordError):
    """A password that is guessed in no time."""

    template = "A password has at least {least} characters; a few words in a row are easy to keep."


class PasswordLongError(PasswordError):
    """A text, not a password."""

    template = "A password has at most {most} characters."


class PasswordCommonError(PasswordError):
    """A password that is tried first."""

    template = "This password is among the first that are tried. Choose another."


class PasswordWrongError(TeamError):
    """The password of somebody who is logged in, and wants to change how they log in."""

    template = "The password is not right."


class CodeWrongError(TeamError):
    """A code of a second factor that is not right, or was used."""

    template = (
        "This code is not right, or was used already. Wait for the next one; the clock of the "
        "phone must be right."
    )


class EmailError(TeamError):
    """An email address that is none."""

    template = "“{email}” is not an email address."


class PersonThereError(TeamError):
    """Somebody who has a login already."""

    template = "{email} is here already."


class PersonUnknownError(TeamError, LookupError):
    """Somebody who is not here, or not any more."""

    template = "This person is not here any more."


class PersonWaitingError(TeamError):
    """Somebody who was invited by another and has not come yet."""

    template = (
        "{email} was invited and has not accepted yet. Once they have, they can be given more; or "
        "an owner of the installation invites them anew."
    )


class LastMasterError(TeamError):
    """The last person who can care for the installation."""

    template = (
        "{email} is the last to whom this installation belongs. Make somebody else its owner first."
    )


class NotAllowedError(TeamError):
    """Something that the one who asks may not do."""

    template = "This is for an owner: of the brand, or of the installation."


class InvitationOverError(TeamError):
    """A link of an invitation that was used, taken back, or is too old."""

    template = "This link was used already, or its time is up. Ask for another one."


class TokenScopeError(TeamError):
    """A token that would do more than the one who makes it, or nothing."""

    template = "A token can be given what you may do yourself, and at least one right: {known}."


class TimeUpError(TeamError):
    """A token or a link that would be over before it begins."""

    template = "The end must lie ahead, by {days} days at most."


class LanguageUnknownError(TeamError):
    """A language that Balise does not speak."""

    template = "There is no language “{language}” here. Known: {known}."


class KeyFileError(TeamError):
    """The key that secrets are sealed with is missing, or not as it should be."""


class KeyMissingError(KeyFileError):
    """A database without a folder of ours, and no key for it."""

    template = (
        "There is no key to seal secrets with. Name a file for it in BALISE_KEY_FILE, or give it "
        "in BALISE_KEY."
    )


class KeyExposedError(KeyFileError):
    """A key that others on the machine can read."""

    template = "{file} can be read by others. Take that away first: chmod 600 {file}"


class KeyBrokenError(KeyFileError):
    """Something else than a key."""

    template = "{where} holds no key of Balise: 32 bytes, in the letters of base64."


class KeyOtherError(KeyFileError):
    """Secrets that were sealed with another key."""

    template = (
        "A secret here was sealed with another key. Put the key back that belongs to this folder "
        "({where}), or have the second factors set up again."
    )


class KeyGivenError(KeyFileError):
    """A key of the environment, which we cannot change."""

    template = (
        "The key is given by BALISE_KEY: put a new one before the old one there, separated by a "
        "comma, and try again."
    )


class FirstOwnerError(TeamError):
    """Somebody who would be alone here, and could not care for the installation."""

    template = "The first person must be an owner of the installation: else nobody could add more."
