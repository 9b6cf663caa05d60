"""Finds a Chromium for the web chat's tests; as a program, gets one if there is none.

Order: what ``DOSSIER_BROWSER`` names, Playwright's own, one on the path; then Playwright's download, then the system's package.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> Path | None:
    """The executable of an installed Chromium."""
    from playwright.sync_api import sync_playwright

    named = os.environ.get("DOSSIER_BROWSER")
    if named:
        return Path(named)
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    if own.exists():
        return own
    return next((Path(found) for name in _NAMES if (found := shutil.which(name))), None)


def main() -> int:
    """Print where the browser is; get one first if there is none."""
    attempts = [
        [sys.executable, "-m", "playwright", "install", "chromium"],
        ["apt-get", "update", "--quiet=2"],
        ["apt-get", "install", "--yes", "--quiet=2", "chromium"],
    ]
    for command in attempts:
        if find():
            break
        if shutil.which(command[0]):
            subprocess.run(command, check=False, stdout=sys.stderr)
    found = find()
    if found is None:
        print(
            "No Chromium for the web chat's tests. Install one (Debian, Ubuntu: apt-get install chromium), "
            "or name one: DOSSIER_BROWSER=/path/to/chromium",
            file=sys.stderr,
        )
        return 1
    print(f"browser: {found}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
