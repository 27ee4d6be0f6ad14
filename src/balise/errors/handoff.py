"""A plan cannot be handed to another program."""

from __future__ import annotations

from balise.errors.input import InputError


class HandoffError(InputError):
    """A plan that cannot be handed over, or read back."""


class FormUnsaidError(HandoffError):
    """A form of file that there is none of."""

    template = "There is no form {name}. There are: {known}."


class TemplateLackingError(HandoffError):
    """A program whose columns change, and whose own template was not given."""

    template = (
        "The columns of {program} change too often to be known here. Download the template that "
        "{program} offers where files are uploaded, and give it along: it is filled in as it is."
    )


class TemplateForeignError(HandoffError):
    """A template in which a column that is needed cannot be found."""

    template = (
        "The template has no column {lacking}. The columns of its first row are: {columns}. "
        "Download the template of {program} again."
    )


class PlanFormatError(HandoffError):
    """Something that is read as a plan and is none, or is of a later layout."""

    template = "This is no plan that this version of Balise can read ({place})."


class PlanFieldsError(PlanFormatError):
    """A table of a plan whose fields are not those that it has."""

    template = (
        "This plan cannot be read: {place} lacks the fields {lacking}, and has fields that do not "
        "exist: {strange}."
    )


class PlanValueError(PlanFormatError):
    """A value of a plan that is of another kind than its place holds; `wanted` is an example."""

    template = "This plan cannot be read: {place} is {value}. It should look like {wanted}."
