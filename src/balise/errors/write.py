"""A language model wrote no draft. No message holds a key, nor what a provider said of one."""

from __future__ import annotations

from balise.errors.base import BaliseError

__all__ = [
    "WriteError",
    "WriterAnswerError",
    "WriterBusyError",
    "WriterFailedError",
    "WriterKeyError",
    "WriterRefusedError",
    "WriterSettingError",
    "WriterSlowError",
    "WriterUnreachableError",
    "WriterUnsetError",
]


class WriteError(BaliseError):
    """No draft was written."""


class WriterUnsetError(WriteError):
    """Drafts are asked for, and nobody said by which model."""

    template = "Drafts are written only where you say by which model: {lack} is missing in [write]."


class WriterSettingError(WriteError):
    """A setting that cannot be used."""

    template = "[write] {key}: {reason}."


class WriterKeyError(WriteError):
    """A provider that does not take the key."""

    template = (
        "{host} does not take the key (status {status}). It is read from the environment variable "
        "{variable}: look there."
    )


class WriterBusyError(WriteError):
    """A provider that asks to wait, or an account that is used up."""

    template = (
        "{host} takes no more requests for now. Try again in {wait}, or see what your account "
        "with it allows."
    )


class WriterRefusedError(WriteError):
    """A provider that does not understand what it is asked."""

    template = (
        "{host} refused the request (status {status}). Is there a model {model}, and is this the "
        "address of its chat completions?"
    )


class WriterFailedError(WriteError):
    """A provider with a fault of its own."""

    template = "{host} has a fault of its own (status {status}). Try again later."


class WriterUnreachableError(WriteError):
    """A provider that is not there."""

    template = "{host} cannot be reached. Is base_url right, and does the model run?"


class WriterSlowError(WriteError):
    """A provider that takes too long."""

    template = "{host} gave no whole answer within {seconds} s. A longer timeout may help."


class WriterAnswerError(WriteError):
    """An answer that is no text of a post."""

    template = "{host} gave an answer that is no text of a post: {reason}."
