"""The API as a whole: its routers, its document and its errors."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from balise import __version__
from balise.web.api import faults
from balise.web.api.rights import NOBODY
from balise.web.api.shapes import Problem
from balise.web.api.written import Written

_ABOUT = (
    "Everything that the command line does, for programs. Send a token: "
    "`Authorization: Bearer bal_…`. Errors are `code`, `message` (in the language of "
    "`Accept-Language`, en or fr) and `facts`. The name of a brand is one step of the path: "
    "a slash or a percent sign in it is encoded twice. Long work answers 202 with a job, to be "
    "looked at until it is over. What belongs to the machine has no address: `serve`, `worker` "
    "and `mcp` are processes, `restore` fills a folder that is empty, `demo` writes one, `doctor` "
    "looks at what is installed, `key` changes the key "
    "beside the database, and `plan --writer` needs the key of a language model; nor are "
    "passwords chosen by a token."
)


class Api(NinjaAPI):
    """An API whose document tells the right that each address needs, and how it fails."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Name an operation by its subject and what it does: `posts_findings`."""
        view = operation.view_func
        return f"{view.__module__.rpartition('.')[2]}_{view.__name__.rstrip('_')}"

    def get_openapi_schema(self, **asked: Any) -> OpenAPISchema:
        """Write the document."""
        schema = super().get_openapi_schema(**asked)
        problem = Problem.model_json_schema()
        schema["components"].setdefault("schemas", {})["Problem"] = problem
        said = {"$ref": "#/components/schemas/Problem"}
        for operations in schema["paths"].values():
            for one in operations.values():
                one["responses"]["default"] = {
                    "description": "Why it was not done",
                    "content": {"application/json": {"schema": said}},
                }
        return schema


def made() -> Api:
    """Make the API with all that this workspace can do."""
    from balise.web.api.routes import every  # noqa: PLC0415 - they are part of what is made

    api = Api(
        title="Balise",
        version=__version__,
        description=_ABOUT,
        docs_url=None,
        openapi_url=None,
        auth=[NOBODY],
        renderer=Written(),
        urls_namespace="api",
    )
    faults.told_by(api)
    for router in every():
        api.add_router("", router)
    return api
