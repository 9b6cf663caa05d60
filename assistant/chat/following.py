"""Work in a thread that tells how far it is, for a page that shows it."""

import queue
import threading
from collections.abc import Callable, Iterator
from typing import TypeVar

T = TypeVar("T")


def follow(run: Callable[[Callable[[T], None]], None]) -> Iterator[T]:
    """Run something that reports through a callback in a thread, and yield its reports; its error is raised here.

    Closing the iterator does not stop the work.
    """
    reports: queue.SimpleQueue[T | BaseException | None] = queue.SimpleQueue()

    def work() -> None:
        try:
            run(reports.put)
        except BaseException as exc:  # whatever it is, it is raised in the thread that asked
            reports.put(exc)
        reports.put(None)

    threading.Thread(target=work, name="dossier-library").start()
    while (report := reports.get()) is not None:
        if isinstance(report, BaseException):
            raise report
        yield report
