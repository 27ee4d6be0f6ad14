"""Every error that Balise raises on purpose.

::

    BaliseError
    ├── InputError
    │   ├── FileMissingError
    │   ├── FileDeniedError
    │   ├── FolderEmptyError
    │   ├── FormatUnknownError
    │   │   └── TableMissingError
    │   ├── FormatRefusedError
    │   ├── FileBrokenError
    │   ├── ColumnMissingError
    │   ├── TimeZoneUnknownError
    │   ├── PeriodError
    │   └── BackendMissingError
    ├── StoreError
    │   ├── StoreUnreachableError
    │   ├── SchemaTooNewError
    │   ├── ImportRunningError
    │   └── RecordNotFoundError
    ├── LearnError
    │   ├── KpiUnknownError
    │   ├── NotEnoughPostsError
    │   ├── PostsTooRecentError
    │   └── FitFormatError
    └── DefectError

An error carries facts, not a sentence: `template` is the English sentence with places for the
facts, and `balise.words` says the same in the reader's language.
"""

from __future__ import annotations

from typing import ClassVar


class BaliseError(Exception):
    """Base of every error of this package.

    Parameters
    ----------
    **facts
        What the template names, kept as `facts`.

    Examples
    --------
    >>> str(FileMissingError(file="posts.csv"))
    'posts.csv: there is no such file.'
    """

    template: ClassVar[str] = "Something went wrong."

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.template.format(**facts))

    def __reduce__(self) -> tuple[object, ...]:
        """Copy and pickle by the facts: the sentence alone would not make the error again."""
        return _remade, (type(self), self.facts)


def _remade(kind: type[BaliseError], facts: dict[str, object]) -> BaliseError:
    return kind(**facts)


class InputError(BaliseError, ValueError):
    """What the user gave cannot be used."""


class FileMissingError(InputError):
    """A path that leads nowhere."""

    template = "{file}: there is no such file."


class FileDeniedError(InputError):
    """A file that the system does not let us read or write."""

    template = "{file} cannot be read or written: {reason}."


class FolderEmptyError(InputError):
    """Folders without a file that could be an export."""

    template = "{folder}: there is no file to read in this folder."


class FormatUnknownError(InputError):
    """A readable file whose columns belong to no known export."""

    template = (
        "{file}: this is not an export that Balise knows. Its columns are: {headers}. "
        "Download the export of your posts from the network itself and try again."
    )


class TableMissingError(FormatUnknownError):
    """A file with no table in it at all: an image, a program, nothing."""

    template = (
        "{file}: there is no table in this file. Balise reads the CSV, XLS, XLSX, ZIP "
        "and tweets.js files that networks export."
    )


class FormatRefusedError(InputError):
    """A file that must not be read, such as private messages."""

    template = (
        "{file}: this file holds private messages, which Balise does not read. "
        "Give it the export of your posts."
    )


class FileBrokenError(InputError):
    """A file that cannot be opened as what it claims to be."""

    template = "{file}: the file is damaged or is not complete ({reason}). Download it again."


class ColumnMissingError(InputError):
    """A post frame without a column that is needed."""

    template = "The posts have no column {column}. It is needed to {purpose}."


class TimeZoneUnknownError(InputError):
    """A name that the time zone database does not have."""

    template = "{timezone} is not a time zone. Write for example Europe/Brussels."


class PeriodError(InputError):
    """A period whose end comes before its start."""

    template = "The period ends on {end}, before it starts on {start}."


class BackendMissingError(InputError):
    """A data frame is asked for where no data frame library is installed."""

    template = "No data frame library is installed. Install one: pip install pandas"


class StoreError(BaliseError):
    """The folder or the database cannot do what is asked."""


class StoreUnreachableError(StoreError):
    """The database does not answer."""

    template = "The database {database} cannot be opened: {reason}."


class SchemaTooNewError(StoreError):
    """A folder written by a later version of Balise."""

    template = "{database} was written by a later version of Balise. Update Balise, then try again."


class ImportRunningError(StoreError):
    """Another import of the same file is under way."""

    template = "{file}: another import of this file is running. Try again when it has finished."


class RecordNotFoundError(StoreError, LookupError):
    """A brand, an account or a fit that the store does not hold."""

    template = "There is no {what} named {name} here. Known: {known}."


class LearnError(BaliseError):
    """The model cannot answer."""


class KpiUnknownError(LearnError, ValueError):
    """A KPI that no post has."""

    template = "No post has the metric {kpi}. Metrics found: {known}."


class NotEnoughPostsError(LearnError):
    """Fewer posts than a fit needs."""

    template = (
        "There are {n} posts with the metric {kpi}; "
        "at least {needed} are needed to learn from them."
    )


class PostsTooRecentError(LearnError):
    """Posts whose figures were all read before they had settled."""

    template = (
        "All posts with the metric {kpi} ({n}) were exported too soon after publication to be "
        "compared. Export them again in a few days."
    )


class FitFormatError(LearnError, ValueError):
    """Bytes that are no saved fit, or one of a later version."""

    template = "This is not a fit that this version of Balise can read ({reason})."


class DefectError(BaliseError):
    """A fault of Balise itself, with what is needed to report it."""

    template = (
        "Balise has a defect: {reason}. Nothing was lost. Please report it with the file {details}."
    )
