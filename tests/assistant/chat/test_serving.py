"""Before the page: who gets in, to what, and how the server starts."""

import http.client
import re
import signal
import socket
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from assistant.chat import guard, serve
from assistant.chat.page import rewrite
from assistant.chat.users import Users
from assistant.config import ChatSettings, Settings
from index.errors import ConfigurationError
from index.library import Library
from tests.assistant.chat.conftest import PASSWORD, Chat, serving


def status(chat: Chat, path: str = "/", method: str = "GET", **headers: str) -> int:
    """A request with exactly these headers: an HTTP client would correct the host."""
    at = urlsplit(chat.url)
    connection = http.client.HTTPConnection(at.hostname or "", at.port or 0, timeout=10)
    connection.putrequest(method, path, skip_host="host" in headers)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    answer.close()
    connection.close()
    return answer.status


def test_only_a_loopback_host_with_our_port_is_answered(chat: Chat) -> None:
    port = urlsplit(chat.url).port
    for host in (f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}"):
        assert status(chat, host=host) == 200
    for host in ("evil.example", f"evil.example:{port}", f"127.0.0.1.evil.example:{port}", "127.0.0.1", "localhost:1", ""):
        assert status(chat, host=host) == 403


def test_requests_of_other_sites_are_refused(chat: Chat) -> None:
    own = chat.url.rstrip("/")
    assert status(chat, "/config", origin=own) == 200
    for origin in ("https://evil.example", "null", "http://127.0.0.1:1", f"{own}.evil.example"):
        assert status(chat, "/config", origin=origin) == 403
    assert status(chat, "/config", sec_fetch_site="cross-site", sec_fetch_mode="no-cors") == 403
    assert status(chat, "/", sec_fetch_site="cross-site", sec_fetch_mode="navigate") == 200


@pytest.mark.parametrize(
    "path",
    [
        "/docs", "/openapi.json", "/gradio_api/openapi.json", "/monitoring", "/monitoring/summary", "/login", "/logout",
        "/gradio_api/file=/etc/passwd", "/gradio_api/proxy=https://a.hf.space/", "/gradio_api/call/answer",
        "/gradio_api/deep_link", "/gradio_api/vibe-edit", "/gradio_api/runs", "/gradio_api/component_server",
        "/gradio_api/process_recording", "/gradio_api/api/predict", "/robots.txt", "/manifest.json",
        "/dossier/server.py", "/dossier/fonts/../server.py", "/dossier/%2e%2e/config.py",
    ],
)  # fmt: skip
def test_what_the_chat_does_not_use_is_not_there(chat: Chat, path: str) -> None:
    assert status(chat, path) == 404
    assert status(chat, path, "POST") in {404, 405}


def test_no_endpoint_is_public_and_the_queue_cannot_be_passed_by(chat: Chat) -> None:
    info = httpx.get(f"{chat.url}gradio_api/info").json()
    assert info["named_endpoints"] == {}
    config = httpx.get(f"{chat.url}config").json()
    queued = [dependency["id"] for dependency in config["dependencies"] if dependency["queue"] is not False]
    # Asking, a suggested question, asking again, adding, indexing again or removing, a briefing, and the closing of a page.
    assert len(queued) == 7
    for number in queued:
        answer = httpx.post(f"{chat.url}gradio_api/run/predict", json={"data": [], "fn_index": number, "session_hash": "x"})
        assert answer.status_code == 404


def test_every_answer_carries_its_policy(chat: Chat) -> None:
    page = httpx.get(chat.url)
    policy = page.headers["content-security-policy"]
    nonce = re.search(r"'nonce-([^']+)'", policy)
    assert nonce
    assert "unsafe-inline" not in policy.split("script-src", 1)[1].split(";")[0]
    assert page.text.count("<script") == page.text.count(f'<script nonce="{nonce[1]}"') > 3
    assert httpx.get(chat.url).headers["content-security-policy"] != policy
    for path in ("config", "dossier/chat.js", "nothing"):
        assert "default-src 'none'" in httpx.get(f"{chat.url}{path}").headers["content-security-policy"]
        assert httpx.get(f"{chat.url}{path}").headers["x-content-type-options"] == "nosniff"


def test_the_page_names_no_other_origin(chat: Chat) -> None:
    html = httpx.get(chat.url).text
    head = re.sub(r"window\.gradio_(?:config|api_info) = .*?;</script>", "", html, flags=re.DOTALL)
    assert "window.gradio_config" in html
    assert re.findall(r"(?:src|href|content)=[\"'](?:https?:)?//[^\"']*", head) == []
    assert "googleapis" not in html
    theme = httpx.get(f"{chat.url}theme.css").text
    assert re.findall(r"url\((?![\"']?data:)[^)]*://|@import", theme) == []


def test_the_rewriting_finds_what_it_looks_for() -> None:
    page = rewrite('<head><meta property="og:url" content="https://x/"/></head><script>a()</script>', "N")
    assert "og:url" not in page
    assert '<script nonce="N">a()</script>' in page
    assert '<script nonce="N" src="/dossier/briefing.js"></script></head>' in page


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "example.org", "::", ""])
def test_where_others_can_reach_it_there_must_be_users(host: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"it has no users.*dossier user add"):
        serve(Settings(home=tmp_path, chat=ChatSettings(host=host, port=0)))


@pytest.fixture
def open_chat(library: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Chat]:
    """A chat on every address of this machine."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "incoming"))
    monkeypatch.setattr(guard, "WAIT", 0.0)
    users = Users(library.home)
    users.add("layla", PASSWORD)
    yield from serving(library, users, host="0.0.0.0")


def test_beyond_this_machine_only_who_has_the_password_gets_in(open_chat: Chat) -> None:
    right, wrong = (b64encode(f"layla:{password}".encode()).decode() for password in (PASSWORD, "wrong"))
    for path in ("/", "/config", "/dossier/chat.js", "/gradio_api/info"):
        assert status(open_chat, path) == status(open_chat, path, authorization=f"Basic {wrong}") == 401
        assert status(open_chat, path, authorization=f"Basic {right}") == 200
    assert status(open_chat, host="reports.example", authorization=f"Basic {right}") == 200, "by whatever name it is reached"
    assert status(open_chat, "/config", origin="https://evil.example", authorization=f"Basic {right}") == 403
    refused = httpx.get(open_chat.url.replace("0.0.0.0", "127.0.0.1"))
    assert refused.headers["www-authenticate"].startswith("Basic ")
    assert "default-src 'none'" in refused.headers["content-security-policy"]


def test_a_taken_port_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ConfigurationError, match=f"127.0.0.1:{port}.*--port 0"):
            serve(Settings(home=tmp_path, chat=ChatSettings(port=port)))


def test_the_command_serves_and_ends_quietly(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from assistant.cli import main; main()", "chat", "--home", str(tmp_path), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", line)
        try:
            assert address, line
            assert httpx.get(address[0]).status_code == 200
            with httpx.stream("GET", f"{address[0]}gradio_api/heartbeat/abc") as open_page:
                assert next(open_page.iter_lines())
                process.send_signal(signal.SIGINT)
                assert process.wait(timeout=60) == 0
        finally:
            process.kill()
        assert process.stderr is not None
        assert process.stderr.read() == ""
    assert not list(tmp_path.glob(".incoming-*"))
