"""What the local model servers share: a real HTTP server in a thread, on a free loopback port."""

import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


class Handler(BaseHTTPRequestHandler):
    """Chunked replies over HTTP/1.1, as Go's and Python's model servers give them."""

    protocol_version = "HTTP/1.1"
    server: "LocalServer"

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output clean."""

    def body(self) -> dict[str, Any]:
        parsed: dict[str, Any] = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        return parsed

    def reply(self, status: int, content: object, media_type: str = "application/json; charset=utf-8") -> None:
        data = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def begin(self, media_type: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def send(self, data: bytes) -> None:
        """One chunk. Notes it when the client has hung up."""
        try:
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()
        except (BrokenPipeError, ConnectionResetError):
            self.server.hung_up.set()
            raise

    def end(self) -> None:
        self.wfile.write(b"0\r\n\r\n")

    def die(self) -> None:
        """As a server that crashes: the connection is gone in the middle of a reply."""
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)


class LocalServer(ThreadingHTTPServer):
    """Runs within ``with``.

    Attributes:
        requests: path and body of every request, in order.
        headers: of every request, in order.
        hung_up: set when a client closed the connection in the middle of a reply.
    """

    daemon_threads = True

    def __init__(self, handler: type[Handler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.requests: list[tuple[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.hung_up = threading.Event()
        self.released = threading.Event()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no error of the server."""

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self.shutdown()
        self.server_close()
