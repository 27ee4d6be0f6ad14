"""A mapping does not say how to read a table."""

from __future__ import annotations

from balise.errors.input import InputError


class MappingError(InputError):
    """A mapping of the columns of a table that cannot be used."""

    template = "{file}: this mapping cannot be used."


class MappingSyntaxError(MappingError):
    """A mapping that is no TOML."""

    template = "{file}, line {line}, column {column}: this is not written as TOML ({reason})."


class MappingKeyError(MappingError):
    """A setting that does not exist."""

    template = (
        "{file}, line {line}, column {column}: there is no setting {key} here. Settings: {allowed}."
    )


class MappingValueError(MappingError):
    """A setting with a value that it cannot have."""

    template = (
        "{file}, line {line}, column {column}: {key} cannot be {value}. Write one of: {allowed}."
    )


class MappingLackError(MappingError):
    """A mapping that leaves out what its kind of table needs."""

    template = (
        "{file}, line {line}: no column is named as {lacking}, and kind = {kind} needs one. "
        "Write it after the name of the column that holds it."
    )


class MappingColumnError(MappingError):
    """A mapping of another table than the one that it is used on."""

    template = "{file}, line {line}: {table} has no column {column}. Its columns are: {columns}."


class MappingThereError(MappingError):
    """A mapping that would be written over one that is there, and may have been edited."""

    template = (
        "{file} is there already and was left as it is. Use it with --map, "
        "or move it away for a new one."
    )
