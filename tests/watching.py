"""What a page in a browser does that a test should know of."""

from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, Dialog, Page, Response


@dataclass
class Watch:
    """What a page did that the test should know of."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    expected: str = ""  # a complaint that the test itself provokes

    def over(self, page: Page) -> None:
        """Listen to a page."""

        def dialog(opened: Dialog) -> None:
            self.complaints.append(f"dialog: {opened.message}")
            opened.dismiss()

        def answered(answer: Response) -> None:
            if answer.status >= 400:
                self.complaints.append(f"{answer.status} {answer.url}")

        def said(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"}:
                self.complaints.append(message.text)

        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        page.on("dialog", dialog)
        page.on("response", answered)
        page.on("console", said)
