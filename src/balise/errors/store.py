"""The workspace cannot keep or find something."""

from __future__ import annotations

from balise.errors.base import BaliseError


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


class PostUnknownError(StoreError, LookupError):
    """A post that the store does not hold, by its id or its address."""

    template = (
        "There is no post {name} here. Give its web address, or its id as `balise report --json` "
        "writes it (uid)."
    )


class RecordNotFoundError(StoreError, LookupError):
    """A brand, an account or a fit that the store does not hold."""

    template = "There is no {what} named {name} here. Known: {known}."


class NothingImportedError(RecordNotFoundError):
    """A question about posts where none was imported."""

    template = "Nothing was imported here yet. Start with: balise import YOUR-EXPORTS/"


class BrandUnsaidError(RecordNotFoundError):
    """A question that does not say of which of several brands."""

    template = "There are several brands here. Say which with --brand: {known}."


class StrategyMissingError(RecordNotFoundError):
    """A brand without a strategy."""

    template = "There is no strategy here yet. Draft one: balise init"


class PlanMissingError(RecordNotFoundError):
    """A look back where no plan was made."""

    template = "There is no plan to look back at yet. Make one: balise plan"
