"""Details of a defect of ours: kept in a file, told to nobody."""

from __future__ import annotations

import traceback
from tempfile import NamedTemporaryFile

from balise.errors.base import DefectError


def defect_of(error: BaseException) -> DefectError:
    """Keep where an error arose, and give the error that a reader is told."""
    with NamedTemporaryFile("w", prefix="balise-", suffix=".txt", delete=False) as file:
        traceback.print_exception(error, file=file)
    return DefectError(reason=type(error).__name__, details=file.name)
