"""The audit log in words: one sentence a code."""

from __future__ import annotations

from datetime import datetime

from balise.domain.note import Note
from balise.domain.team import Role
from balise.words.catalogue import mark
from balise.words.speech import Speech
from balise.words.team import RIGHTS, ROLES

NOTES = {
    "person-invited": mark("Invited {email}."),
    "link-of-invitation": mark("Made a link for {email} to come in by."),
    "link-of-password": mark("Made a link for {email} to choose a password anew."),
    "invitation-accepted": mark("Accepted the invitation."),
    "password-chosen": mark("Chose a password anew, by a link."),
    "password-changed": mark("Changed their password."),
    "role-given": mark("Gave {email} the role: {role}."),
    "role-taken": mark("Took from {email} the role: {role}."),
    "master-made": mark("Made {email} an owner of the installation."),
    "master-unmade": mark("Took the installation from {email}."),
    "person-removed": mark("Removed {email}."),
    "profile-changed": mark("Changed their profile."),
    "login": mark("Logged in."),
    "login-refused": mark("A login was refused."),
    "again-refused": mark("A password was refused that was asked for once more."),
    "logout": mark("Logged out."),
    "session-ended": mark("Ended one of their sessions."),
    "sessions-ended": mark("Ended their other sessions."),
    "factor-on": mark("Switched the second factor on."),
    "factor-off": mark("Switched the second factor off."),
    "factor-taken": mark("Switched off the second factor of {email}."),
    "recovery-renewed": mark("Made new recovery codes."),
    "recovery-used": mark("Used a recovery code."),
    "token-made": mark("Made the token “{token}”, which may: {scopes}."),
    "token-revoked": mark("Took back the token “{token}”."),
    "link-made": mark("Made a link for {link} to approve by, for {days} days."),
    "link-opened": mark("The link of {link} was opened."),
    "link-revoked": mark("Took back the link of {link}."),
    "approval-asked": mark("Asked for approval; posts: {n}."),
    "key-changed": mark("Changed the key; secrets sealed again: {n}."),
    "backup-made": mark("Made a backup."),
    "restore-asked": mark("Asked that the backup of {day} be put in place of this."),
    "restored": mark("Put the backup of {day} in place."),
    "brand-made": mark("Made this brand."),
    "beside-on": mark("Let the sums of this brand be compared with other brands here."),
    "beside-off": mark("Took back that the sums of this brand are compared."),
}
"""Code of a row to its English sentence, the key of the catalogue."""


def noted(note: Note, speech: Speech) -> str:
    """Say what a row of the audit log tells; one of a later version is told by its code.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> note = Note(code="login", by="ana@example.org", at=datetime(2027, 1, 4, tzinfo=UTC))
    >>> noted(note, Speech("en"))
    'Logged in.'
    """
    message = NOTES.get(note.code)
    if message is None:
        return note.code
    facts = {name: _fact(name, value, speech) for name, value in note.params.items()}
    try:
        return speech.text(message, **facts)
    except (KeyError, IndexError):  # a row that lacks a fact, or was changed
        return note.code


def _fact(name: str, value: object, speech: Speech) -> object:
    match name, value:
        case "role", str() if value in set(Role):
            return speech.text(ROLES[Role(value)])
        case "day", str():
            return speech.day(datetime.fromisoformat(value).date())
        case "scopes", str():
            known = {str(right): speech.text(said) for right, said in RIGHTS.items()}
            return ", ".join(known.get(one, one) for one in value.split(", "))
        case _:
            return value
