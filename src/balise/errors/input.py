"""What the user gave cannot be used."""

from __future__ import annotations

from balise.errors.base import BaliseError


class InputError(BaliseError, ValueError):
    """What the user gave cannot be used."""


class FileMissingError(InputError):
    """A path that leads nowhere."""

    template = "{file}: there is no such file."


class FileDeniedError(InputError):
    """A file that the system does not let us read or write."""

    template = "{file} cannot be read or written: {reason}."


class NotAFileError(InputError):
    """A folder, a pipe or a device where a file is needed."""

    template = "{file} is no file but a folder, a pipe or a device. Give the file itself."


class AddressError(InputError):
    """The address of a page where a file is needed."""

    template = (
        "{file} is the address of a page, not a file. Download {export} first; "
        "where to click: {command}"
    )


class FolderEmptyError(InputError):
    """Folders without a file that could be an export."""

    template = "{folder}: there is no file to read in this folder."


class ClientsMissingError(InputError):
    """A folder of clients in which there is no folder."""

    template = (
        "{folder} holds no folders. Make one for each client in it, named after the client, "
        "and put the client's exports there."
    )


class FormatUnknownError(InputError):
    """A readable file whose columns belong to no known export."""

    template = (
        "{file}: this is not an export that Balise knows. Its columns are: {headers}. "
        "Download the export of your posts from the network itself, or say what the columns of "
        "your own table are: balise import --suggest"
    )


class TableMissingError(FormatUnknownError):
    """A file with no table in it at all: an image, a program, nothing."""

    template = (
        "{file}: there is no table in this file. Balise reads the CSV, XLS, XLSX, ODS, JSON, ZIP "
        "and tweets.js files that networks export."
    )


class FileEmptyError(FormatUnknownError):
    """A file without a byte, or with nothing but blanks."""

    template = "{file} is empty. Download {export} again; where to click: {command}"


class OtherFileError(FormatUnknownError):
    """A file of a kind that is known and is no export: a picture, a calendar, a web page."""

    template = (
        "{file} is {what}, not an export. Download {export} instead; where to click: {command}"
    )


class NumbersFileError(FormatUnknownError):
    """A document of Numbers, whose format is Apple's own."""

    template = (
        "{file} is a Numbers document, which only Numbers reads. "
        "In Numbers choose File › Export To › CSV, then import that file."
    )


class PackedFileError(FormatUnknownError):
    """An archive of another kind than ZIP."""

    template = (
        "{file} is packed in a way that Balise does not open ({kind}). "
        "Unpack it, then import the folder."
    )


class FormatRefusedError(InputError):
    """A file that must not be read, such as private messages."""

    template = (
        "{file}: this file holds private messages, which Balise does not read. "
        "Download {export} instead; where to click: {command}"
    )


class FileBrokenError(InputError):
    """A file that cannot be opened as what it claims to be."""

    template = "{file}: the file is damaged or is not complete ({reason}). Download it again."


class FileLockedError(InputError):
    """A file that opens with a password only."""

    template = "{file} is protected by a password. Save it without one, then try again."


class FileChangedError(InputError):
    """A file that another program wrote to while it was read."""

    template = (
        "{file} changed while it was read, and nothing of it was imported. "
        "Try again when the other program has finished with it."
    )


class ReaderStoppedError(InputError):
    """A large file whose reading process ended before it was done."""

    template = (
        "{file} was not read to its end, and nothing of it was imported: the process that read it "
        "was stopped, perhaps for want of memory. Try again."
    )


class TooLargeError(InputError):
    """A file, or what it unpacks to, beyond what any account exports."""

    template = (
        "{file} is too large to be read: {what} may have at most {megabytes} MB. "
        "Export a shorter period and try again."
    )


class TooManyRowsError(InputError):
    """A table with more rows than any account exports."""

    template = (
        "{file} has more than {most} rows, which is more than an export of such figures has. "
        "Export a shorter period and try again."
    )


class LineTooLongError(InputError):
    """A line, or a cell, beyond what any network writes."""

    template = (
        "{file}: from line {line} on, one line or cell has more than {most} letters. "
        "This is not a table that a network exports. Download it again."
    )


class ArchiveRefusedError(InputError):
    """An archive that unpacks to far more than it should."""

    template = (
        "{file}: {member} would unpack to far more than an export holds, and was not opened. "
        "Download it again from the network itself."
    )


class ColumnMissingError(InputError):
    """A post frame without a column that is needed."""

    template = "The posts have no column {column}. It is needed to {purpose}."


class CellError(InputError, ValueError):
    """A cell of a post frame that cannot be meant: `wanted` says what belongs there."""

    template = (
        "The posts have {cell} in the column {column}, which is not {wanted}. "
        "Correct it, or leave it empty where it is not known."
    )


class EvidenceError(InputError, ValueError):
    """What an experiment is said to have found, and cannot have."""

    template = (
        "The experiment on {factor} {level} tells a log effect of {effect} with a standard "
        "deviation of {sd}. The effect must lie within {largest} of 0, the deviation between "
        "{least} and {most}."
    )


class ActiveColumnsError(InputError):
    """Posts whose list of columns does not fit the design that they are said to have."""

    template = (
        "Posts of {account} have a column that the design does not have, or the same one twice."
    )


class PostsIncompleteError(InputError):
    """A table of posts with holes where every post must have a value."""

    template = "Some posts of the table have no {column}. Every post must have one."


class TimeZoneUnknownError(InputError):
    """A name that the time zone database does not have."""

    template = "{timezone} is not a time zone. Write for example Europe/Brussels."


class PeriodError(InputError):
    """A period whose end comes before its start."""

    template = "The period ends on {end}, before it starts on {start}."


class BackendMissingError(InputError):
    """A data frame is asked for where no data frame library is installed."""

    template = "No data frame library is installed. Install one: pip install pandas"


class ExtraMissingError(InputError):
    """Something is asked for that an optional package does."""

    template = 'For {what}, install what makes it: pip install "balise[{extra}]"'


class ArmsError(InputError):
    """Arms of a test that cannot be compared."""

    template = "These arms cannot be compared: {reason}."


class TagTableError(InputError):
    """A table of tags without the columns that say which post is meant and what was decided."""

    template = (
        "{file}: this is no table of tags: it needs the columns uid and decision, as "
        "balise tag --export writes them."
    )


class GridForeignError(InputError):
    """A monitoring grid of competitors that is imported as posts of the brand itself."""

    template = (
        "{file}: this is a grid of a competitor's posts. Import it with "
        "balise import --competitor NAME, so that it never counts as yours."
    )


class FileThereError(InputError):
    """A file that would be written over one that is there, and may have been filled in."""

    template = "{file} is there already and was left as it is. Choose another name."
