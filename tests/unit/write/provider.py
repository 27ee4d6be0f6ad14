"""A provider of language models on this machine: it speaks chat completions, well or badly."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

KEY = "sk-test-3f9a-never-shown"


class Reply(NamedTuple):
    """What it answers; `wait` seconds before, `pause` between two halves of the body."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    wait: float = 0.0
    pause: float = 0.0
    promised: int = 0


def says(text: Any, **choice: Any) -> Reply:
    """Answer with a text, as the protocol has it."""
    told = {
        "id": "1",
        "object": "chat.completion",
        "created": 0,
        "model": "fake",
        "choices": [
            {
                "index": 0,
                "finish_reason": "stop",
                "message": {"role": "assistant", "content": text},
                **choice,
            }
        ],
    }
    return Reply(body=json.dumps(told).encode())


def fails(status: int, *headers: tuple[str, str]) -> Reply:
    """Refuse, and repeat the key in the message as some providers do."""
    body = json.dumps({"error": {"message": f"Incorrect API key provided: {KEY}"}}).encode()
    return Reply(status=status, body=body, headers=headers)


class Provider:
    """What was asked of it, and what it answers next: the last reply goes on for ever."""

    def __init__(self, replies: list[Reply]) -> None:
        self.replies = replies
        self.asked: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.closing = threading.Event()
        self.url = ""

    def next(self) -> Reply:
        """Take the next reply."""
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


@contextmanager
def provider(*replies: Reply) -> Iterator[Provider]:
    """Serve replies on the loopback for as long as the block lasts."""
    one = Provider(list(replies))

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def do_POST(self) -> None:
            size = int(self.headers.get("Content-Length", 0))
            one.asked.append(json.loads(self.rfile.read(size)))
            one.paths.append(self.path)
            one.headers.append({name.lower(): value for name, value in self.headers.items()})
            try:
                self._answer(one.next())
            except OSError:
                self.close_connection = True  # whoever asked has gone

        def _answer(self, reply: Reply) -> None:
            one.closing.wait(reply.wait)
            self.send_response(reply.status)
            for name, value in (("Content-Type", "application/json"), *reply.headers):
                self.send_header(name, value)
            self.send_header("Content-Length", str(reply.promised or len(reply.body)))
            self.end_headers()
            half = len(reply.body) // 2
            self.wfile.write(reply.body[:half])
            self.wfile.flush()
            one.closing.wait(reply.pause)
            self.wfile.write(reply.body[half:])

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    one.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield one
    finally:
        one.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
