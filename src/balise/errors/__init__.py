"""Every error that Balise raises on purpose.

::

    BaliseError
    ├── InputError
    │   ├── FileMissingError
    │   ├── FileDeniedError
    │   ├── NotAFileError
    │   ├── AddressError
    │   ├── FolderEmptyError
    │   ├── ClientsMissingError
    │   ├── FormatUnknownError
    │   │   ├── TableMissingError
    │   │   ├── FileEmptyError
    │   │   ├── OtherFileError
    │   │   ├── NumbersFileError
    │   │   └── PackedFileError
    │   ├── FormatRefusedError
    │   ├── FileBrokenError
    │   ├── FileLockedError
    │   ├── FileChangedError
    │   ├── ReaderStoppedError
    │   ├── TooLargeError
    │   ├── TooManyRowsError
    │   ├── LineTooLongError
    │   ├── ArchiveRefusedError
    │   ├── MappingError
    │   │   ├── MappingSyntaxError
    │   │   ├── MappingKeyError
    │   │   ├── MappingValueError
    │   │   ├── MappingLackError
    │   │   ├── MappingColumnError
    │   │   └── MappingThereError
    │   ├── PlanConflictError
    │   │   └── PlanTangleError
    │   ├── PlanTimeError
    │   ├── WeeksError
    │   ├── StrategyError
    │   ├── StrategyPathError
    │   ├── ProposalStaleError
    │   ├── StrategyThereError
    │   ├── StarterUnknownError
    │   ├── AnswerError
    │   ├── ColumnMissingError
    │   ├── CellError
    │   ├── EvidenceError
    │   ├── ActiveColumnsError
    │   ├── PostsIncompleteError
    │   ├── TimeZoneUnknownError
    │   ├── PeriodError
    │   ├── BackendMissingError
    │   ├── ExtraMissingError
    │   ├── ArmsError
    │   ├── TagTableError
    │   ├── GridForeignError
    │   ├── FileThereError
    │   └── HandoffError
    │       ├── FormUnsaidError
    │       ├── TemplateLackingError
    │       ├── TemplateForeignError
    │       └── PlanFormatError
    │           ├── PlanFieldsError
    │           └── PlanValueError
    ├── StoreError
    │   ├── StoreUnreachableError
    │   ├── SchemaTooNewError
    │   ├── ImportRunningError
    │   ├── PostUnknownError
    │   └── RecordNotFoundError
    │       ├── NothingImportedError
    │       ├── PlanMissingError
    │       ├── StrategyMissingError
    │       └── BrandUnsaidError
    ├── LearnError
    │   ├── KpiUnknownError
    │   ├── NotEnoughPostsError
    │   │   └── PostsTooRecentError
    │   ├── ConditionError
    │   └── FitFormatError
    ├── ServeError
    │   ├── PortTakenError
    │   ├── PortDeniedError
    │   └── PagesStoppedError
    ├── WriteError
    │   ├── WriterUnsetError
    │   ├── WriterSettingError
    │   ├── WriterKeyError
    │   ├── WriterBusyError
    │   ├── WriterRefusedError
    │   ├── WriterFailedError
    │   ├── WriterUnreachableError
    │   ├── WriterSlowError
    │   └── WriterAnswerError
    └── DefectError

An error carries facts, not a sentence: `template` is the English sentence with places for the
facts, and `balise.words` says the same in the reader's language.
"""

from __future__ import annotations

from balise.errors.base import (
    BaliseError,
    DefectError,
    Said,
    Several,
)
from balise.errors.handoff import (
    FormUnsaidError,
    HandoffError,
    PlanFieldsError,
    PlanFormatError,
    PlanValueError,
    TemplateForeignError,
    TemplateLackingError,
)
from balise.errors.input import (
    ActiveColumnsError,
    AddressError,
    ArchiveRefusedError,
    ArmsError,
    BackendMissingError,
    CellError,
    ClientsMissingError,
    ColumnMissingError,
    EvidenceError,
    ExtraMissingError,
    FileBrokenError,
    FileChangedError,
    FileDeniedError,
    FileEmptyError,
    FileLockedError,
    FileMissingError,
    FileThereError,
    FolderEmptyError,
    FormatRefusedError,
    FormatUnknownError,
    GridForeignError,
    InputError,
    LineTooLongError,
    NotAFileError,
    NumbersFileError,
    OtherFileError,
    PackedFileError,
    PeriodError,
    PostsIncompleteError,
    ReaderStoppedError,
    TableMissingError,
    TagTableError,
    TimeZoneUnknownError,
    TooLargeError,
    TooManyRowsError,
)
from balise.errors.learn import (
    ConditionError,
    FitFormatError,
    KpiUnknownError,
    LearnError,
    NotEnoughPostsError,
    PostsTooRecentError,
)
from balise.errors.mapping import (
    MappingColumnError,
    MappingError,
    MappingKeyError,
    MappingLackError,
    MappingSyntaxError,
    MappingThereError,
    MappingValueError,
)
from balise.errors.plan import PlanConflictError, PlanTangleError, PlanTimeError, WeeksError
from balise.errors.serve import (
    PagesStoppedError,
    PortDeniedError,
    PortTakenError,
    ServeError,
)
from balise.errors.store import (
    BrandUnsaidError,
    ImportRunningError,
    NothingImportedError,
    PlanMissingError,
    PostUnknownError,
    RecordNotFoundError,
    SchemaTooNewError,
    StoreError,
    StoreUnreachableError,
    StrategyMissingError,
)
from balise.errors.strategy import (
    AnswerError,
    ProposalStaleError,
    StarterUnknownError,
    StrategyError,
    StrategyPathError,
    StrategyThereError,
)
from balise.errors.write import (
    WriteError,
    WriterAnswerError,
    WriterBusyError,
    WriterFailedError,
    WriterKeyError,
    WriterRefusedError,
    WriterSettingError,
    WriterSlowError,
    WriterUnreachableError,
    WriterUnsetError,
)

__all__ = [
    "ActiveColumnsError",
    "AddressError",
    "AnswerError",
    "ArchiveRefusedError",
    "ArmsError",
    "BackendMissingError",
    "BaliseError",
    "BrandUnsaidError",
    "CellError",
    "ClientsMissingError",
    "ColumnMissingError",
    "ConditionError",
    "DefectError",
    "EvidenceError",
    "ExtraMissingError",
    "FileBrokenError",
    "FileChangedError",
    "FileDeniedError",
    "FileEmptyError",
    "FileLockedError",
    "FileMissingError",
    "FileThereError",
    "FitFormatError",
    "FolderEmptyError",
    "FormUnsaidError",
    "FormatRefusedError",
    "FormatUnknownError",
    "GridForeignError",
    "HandoffError",
    "ImportRunningError",
    "InputError",
    "KpiUnknownError",
    "LearnError",
    "LineTooLongError",
    "MappingColumnError",
    "MappingError",
    "MappingKeyError",
    "MappingLackError",
    "MappingSyntaxError",
    "MappingThereError",
    "MappingValueError",
    "NotAFileError",
    "NotEnoughPostsError",
    "NothingImportedError",
    "NumbersFileError",
    "OtherFileError",
    "PackedFileError",
    "PagesStoppedError",
    "PeriodError",
    "PlanConflictError",
    "PlanFieldsError",
    "PlanFormatError",
    "PlanMissingError",
    "PlanTangleError",
    "PlanTimeError",
    "PlanValueError",
    "PortDeniedError",
    "PortTakenError",
    "PostUnknownError",
    "PostsIncompleteError",
    "PostsTooRecentError",
    "ProposalStaleError",
    "ReaderStoppedError",
    "RecordNotFoundError",
    "Said",
    "SchemaTooNewError",
    "ServeError",
    "Several",
    "StarterUnknownError",
    "StoreError",
    "StoreUnreachableError",
    "StrategyError",
    "StrategyMissingError",
    "StrategyPathError",
    "StrategyThereError",
    "TableMissingError",
    "TagTableError",
    "TemplateForeignError",
    "TemplateLackingError",
    "TimeZoneUnknownError",
    "TooLargeError",
    "TooManyRowsError",
    "WeeksError",
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
