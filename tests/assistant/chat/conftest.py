"""A running chat over a real library, and a real browser before it.

Every page is watched: a request to another origin, or a complaint in the console, fails the test.
"""

import queue
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, HttpCredentials, Page, expect

from assistant.chat.handlers import Asker
from assistant.chat.server import listen, server
from assistant.chat.users import Users
from index.config import IndexSettings
from index.indexing import index_paths
from index.library import Library
from index.retrieval import Retriever
from tests.assistant.chat.scripted import ScriptedAssistant
from tests.watching import Watch

PEOPLE = ("layla", "طارق")
PASSWORD = "كلمة سر طويلة"
SEEDS = Path(__file__).parents[3] / "seeds"
expect.set_options(timeout=30_000)  # a busy machine; what is there sooner is seen sooner


@dataclass
class Chat:
    """A chat that is being served."""

    url: str
    library: Library
    assistant: ScriptedAssistant


OpenPage = Callable[..., Page]


def serving(
    library: Library, users: Users | None = None, assistant: Asker | None = None, host: str = "127.0.0.1"
) -> Iterator[Chat]:
    """Serve a chat over ``library``, scripted unless told, in a thread; the same server as ``dossier chat`` runs."""
    scripted = ScriptedAssistant(library)
    answering = assistant or scripted
    addresses: queue.SimpleQueue[str] = queue.SimpleQueue()
    running: list[object] = []

    def run() -> None:
        with listen(host, 0) as listener:
            made = server(lambda: answering, library, listener, addresses.put, users)
            running.append(made)
            made.run(sockets=[listener])

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield Chat(addresses.get(timeout=60), library, scripted)
    finally:
        for made in running:
            made.should_exit = True  # type: ignore[attr-defined]
        thread.join()


@pytest.fixture(scope="module")
def chat_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of the two seed documents, to be copied."""
    home = tmp_path_factory.mktemp("chat") / "home"
    documents = home.parent / "documents"
    shutil.copytree(SEEDS, documents)
    with Library.open(home) as library:
        index_paths(library, [documents])
        Retriever(library).search("warm")  # what is worked out once for a library is in each copy
    return home


@pytest.fixture(scope="module")
def chat(chat_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    """A chat over the seeds, shared by the tests of a module; none of them may change its library."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(tmp_path_factory.mktemp("incoming")))
        with Library.open(chat_home) as library:
            yield from serving(library)


@pytest.fixture
def own_home(chat_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the seeds' library, for a chat that may change it."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "incoming"))
    return Path(shutil.copytree(chat_home, tmp_path / "home"))


@pytest.fixture
def own_chat(own_home: Path) -> Iterator[Chat]:
    """A chat over a copy of the seeds' library, for tests that change it. It takes files of up to 1 MB."""
    with Library.open(own_home, IndexSettings(max_file_mb=1)) as library:
        yield from serving(library)


@pytest.fixture
def shared_chat(own_home: Path) -> Iterator[Chat]:
    """A chat over a copy of the seeds' library, for several people, whose password is all the same."""
    with Library.open(own_home) as library:
        users = Users(library.home)
        for name in PEOPLE:
            users.add(name, PASSWORD)
        yield from serving(library, users)


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens pages of a chat. At the end, no page may have asked anything of another origin, or complained of anything."""
    pages: list[tuple[Page, Watch, str]] = []

    def open_page(
        chat: Chat,
        query: str = "",
        width: int = 1440,
        height: int = 900,
        locale: str = "en-GB",
        expected: str = "",
        person: str = "",
    ) -> Page:
        known = HttpCredentials(username=person, password=PASSWORD) if person else None
        context = browser.new_context(viewport={"width": width, "height": height}, locale=locale, http_credentials=known)
        page, watch = context.new_page(), Watch(expected=expected)
        page.set_default_timeout(15_000)
        watch.over(page)
        pages.append((page, watch, chat.url))
        page.goto(f"{chat.url}{query}")
        page.wait_for_selector("body.ready")
        return page

    yield open_page
    for page, watch, url in pages:
        outside = [asked for asked in watch.requests if not asked.startswith((url, "data:", "blob:"))]
        page.context.close()
        assert watch.requests
        assert not outside, f"requests to other origins: {outside}"
        complaints = [said for said in watch.complaints if not (watch.expected and watch.expected in said)]
        assert not complaints, complaints


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Gradio 6.31 sums up its queue with two pandas calls that pandas 3 has deprecated."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"))
            item.add_marker(pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"))
