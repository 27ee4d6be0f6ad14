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
    │   ├── ContentError
    │   │   ├── ContentLongError
    │   │   ├── ContentLinkError
    │   │   ├── ContentChangedError
    │   │   ├── SlotClosedError
    │   │   ├── SlotAgreedError
    │   │   ├── SlotUnwrittenError
    │   │   ├── MomentPastError
    │   │   ├── HourSkippedError
    │   │   ├── PictureError
    │   │   │   ├── PictureLargeError
    │   │   │   └── PictureMovingError
    │   │   └── MediumError
    │   │       ├── MediumBrokenError
    │   │       ├── MediumLargeError
    │   │       ├── DocumentActiveError
    │   │       └── SubtitlesError
    │   │           └── SubtitlesLoneError
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
    │   ├── PresentError
    │   │   ├── ColourError
    │   │   ├── ColourFaintError
    │   │   ├── LogoError
    │   │   ├── BrandingNameError
    │   │   ├── NoteSectionError
    │   │   ├── NoteLongError
    │   │   ├── ReportFormError
    │   │   ├── ShareEndError
    │   │   └── ScheduleTimeError
    │   ├── HookAddressError
    │   ├── HooksTooManyError
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
    │   ├── PublicAddressError
    │   ├── PublicUnsaidError
    │   ├── LoginsMissingError
    │   ├── PagesStoppedError
    │   ├── WorkerStoppedError
    │   ├── WorkerDiedError
    │   ├── JobUnknownError
    │   └── UploadOutsideError
    ├── TeamError
    │   ├── LoginRefusedError
    │   ├── LoginsTooManyError
    │   ├── PasswordError
    │   │   ├── PasswordShortError
    │   │   ├── PasswordLongError
    │   │   └── PasswordCommonError
    │   ├── PasswordWrongError
    │   ├── CodeWrongError
    │   ├── EmailError
    │   ├── PersonThereError
    │   ├── PersonUnknownError
    │   ├── PersonWaitingError
    │   ├── LastMasterError
    │   ├── NotAllowedError
    │   ├── InvitationOverError
    │   ├── TokenScopeError
    │   ├── TimeUpError
    │   ├── LanguageUnknownError
    │   ├── KeyFileError
    │   │   ├── KeyMissingError
    │   │   ├── KeyExposedError
    │   │   ├── KeyBrokenError
    │   │   ├── KeyOtherError
    │   │   └── KeyGivenError
    │   └── FirstOwnerError
    ├── ApiError
    │   ├── TokenUnknownError
    │   ├── RightMissingError
    │   ├── FieldsError
    │   ├── BodyError
    │   ├── BodySizeError
    │   ├── TooManyRequestsError
    │   ├── AddressUnknownError
    │   ├── MethodError
    │   ├── BrandThereError
    │   ├── BrandNameError
    │   └── PageStaleError
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
    ├── BackupError
    │   ├── BackupServerError
    │   ├── BackupWriteError
    │   ├── BackupBrokenError
    │   ├── BackupFolderError
    │   ├── BackupBusyError
    │   ├── BackupHalfwayError
    │   ├── BackupGoneError
    │   ├── BackupLockedError
    │   └── BackupClosedError
    └── DefectError

An error carries facts, not a sentence: `template` is the English sentence with places for the
facts, and `balise.words` says the same in the reader's language.
"""

from __future__ import annotations

from balise.errors import api, backup, content, present, serve, team, write
from balise.errors.api import *  # noqa: F403 - what its __all__ names
from balise.errors.backup import *  # noqa: F403 - what its __all__ names
from balise.errors.base import (
    BaliseError,
    DefectError,
    Said,
    Several,
)
from balise.errors.content import *  # noqa: F403 - what its __all__ names
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
from balise.errors.outward import (
    HookAddressError,
    HooksTooManyError,
)
from balise.errors.plan import PlanConflictError, PlanTangleError, PlanTimeError, WeeksError
from balise.errors.present import *  # noqa: F403 - what its __all__ names
from balise.errors.serve import *  # noqa: F403 - what its __all__ names
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
from balise.errors.team import *  # noqa: F403 - what its __all__ names
from balise.errors.write import *  # noqa: F403 - what its __all__ names

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
    "HookAddressError",
    "HooksTooManyError",
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
    "PeriodError",
    "PlanConflictError",
    "PlanFieldsError",
    "PlanFormatError",
    "PlanMissingError",
    "PlanTangleError",
    "PlanTimeError",
    "PlanValueError",
    "PostUnknownError",
    "PostsIncompleteError",
    "PostsTooRecentError",
    "ProposalStaleError",
    "ReaderStoppedError",
    "RecordNotFoundError",
    "Said",
    "SchemaTooNewError",
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
]
__all__ += backup.__all__
__all__ += serve.__all__
__all__ += write.__all__
__all__ += present.__all__
__all__ += content.__all__
__all__ += api.__all__
__all__ += team.__all__
