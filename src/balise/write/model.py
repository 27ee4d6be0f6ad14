"""Ask a model, through the `openai` library: the one place that imports it.

Nearly every provider and every local server (Ollama, llama.cpp, vLLM, LM Studio) speaks its chat
completions, so that `base_url` alone chooses one. With all it needs it is 46 MB under Apache-2.0
(any-llm-sdk: 81 MB, it included; litellm: 356 MB), and kept by those who made the protocol.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from typing import Any

from balise.errors import (
    ExtraMissingError,
    Said,
    WriteError,
    WriterAnswerError,
    WriterBusyError,
    WriterFailedError,
    WriterKeyError,
    WriterRefusedError,
    WriterSlowError,
    WriterUnreachableError,
)
from balise.words import mark
from balise.write.prompt import Message
from balise.write.settings import Settings

MOST_BYTES = 1 << 20
"""Of an answer with all that is around its text; no post comes near it."""
_KEY, _BUSY, _OURS = frozenset({401, 403}), 429, 500
_DAY = 86_400


def library() -> Any:
    """Import what speaks to models.

    Raises
    ------
    ExtraMissingError
        Where it is not installed.
    """
    try:
        import openai  # noqa: PLC0415 - an extra
    except ImportError as error:
        what = Said(mark("drafts by a language model"))
        raise ExtraMissingError(what=what, extra="write") from error
    return openai


def ask(settings: Settings, told: Sequence[Message]) -> str:
    """Ask a model once, and give the text of its answer.

    The library's own errors may repeat a key or hold a request: none of them goes further.

    Raises
    ------
    WriteError
        Where there is no answer, or none that can be used.
    """
    lib = library()
    try:
        body = _body(lib, settings, told)
    except lib.APIStatusError as error:
        raise _refused(error, settings) from None
    except lib.APITimeoutError:
        raise _slow(settings) from None
    except lib.APIConnectionError:
        raise WriterUnreachableError(host=settings.host) from None
    except (lib.OpenAIError, OSError, ValueError):
        raise _unusable(settings, mark("it does not speak the protocol")) from None
    return _text(settings, body)


def _body(lib: Any, settings: Settings, told: Sequence[Message]) -> bytes:
    """Read an answer piece by piece, so that one without an end costs neither memory nor days."""
    ends = time.monotonic() + settings.timeout * (settings.retries + 1)
    found = bytearray()
    with _client(lib, settings) as client:
        asked = client.chat.completions.with_streaming_response
        with asked.create(model=settings.model, messages=list(told)) as response:
            for piece in _pieces(response, settings):
                found += piece
                if len(found) > MOST_BYTES:
                    raise _unusable(settings, mark("it is far longer than any post"))
                if time.monotonic() > ends:
                    raise _slow(settings)
    return bytes(found)


def _pieces(response: Any, settings: Settings) -> Iterator[bytes]:
    """Give an answer as it comes in; here errors are those of the library's own HTTP library."""
    try:
        yield from response.iter_bytes()
    except Exception as error:  # noqa: BLE001 - whatever a connection does in the midst of it
        if "Timeout" in type(error).__name__:
            raise _slow(settings) from None
        raise _unusable(settings, mark("it broke off")) from None


def _client(lib: Any, settings: Settings) -> Any:
    """Make a client of these settings alone: nothing of the environment, nothing of a redirect."""
    client = lib.OpenAI(
        api_key=settings.key(),
        base_url=settings.base_url,
        timeout=settings.timeout,
        max_retries=settings.retries,
        http_client=lib.DefaultHttpxClient(follow_redirects=False, timeout=settings.timeout),
    )
    client.organization = client.project = client.admin_api_key = None
    return client


def _refused(error: Any, settings: Settings) -> WriteError:
    status, host = int(error.status_code), settings.host
    if status in _KEY:
        return WriterKeyError(host=host, status=status, variable=settings.key_variable)
    if status == _BUSY:
        return WriterBusyError(host=host, wait=_wait(error.response.headers.get("retry-after")))
    if status >= _OURS:
        return WriterFailedError(host=host, status=status)
    return WriterRefusedError(host=host, status=status, model=settings.model)


def _wait(said: str | None) -> str:
    """Read `Retry-After` in seconds; what is no such number is a while."""
    try:
        seconds = float(said or "")
    except ValueError:
        seconds = 0.0
    return f"{seconds:.0f} s" if 1 <= seconds <= _DAY else Said(mark("a while"))


def _text(settings: Settings, body: bytes) -> str:
    try:
        choice = json.loads(body)["choices"][0]
        said, end = choice["message"]["content"], choice.get("finish_reason")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise _unusable(settings, mark("it does not speak the protocol")) from None
    if end == "length":
        raise _unusable(settings, mark("it was cut short"))
    if not isinstance(said, str) or not said.strip():
        raise _unusable(settings, mark("it is empty"))
    return said


def _slow(settings: Settings) -> WriterSlowError:
    return WriterSlowError(host=settings.host, seconds=f"{settings.timeout:g}")


def _unusable(settings: Settings, reason: str) -> WriterAnswerError:
    return WriterAnswerError(host=settings.host, reason=Said(reason))
