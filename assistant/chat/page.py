"""Gradio's index page, made fit for a page that asks for nothing outside: our style and script in, its adverts out."""

import re

FOLDER = "/dossier"  # where our own files are served
_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='7'"
    " fill='%231f6660'/%3E%3Cpath d='M9 9h14M9 15h14M9 21h8' stroke='white' stroke-width='2.6'"
    " stroke-linecap='round'/%3E%3C/svg%3E"
)
_HEAD = (
    f'<link rel="stylesheet" href="{FOLDER}/chat.css" />'
    f'<link rel="stylesheet" href="{FOLDER}/panels.css" />'
    f'<link rel="stylesheet" href="{FOLDER}/sheets.css" />'
    f'<link rel="stylesheet" href="{FOLDER}/briefing.css" />'
    f'<link rel="icon" href="{_ICON}" />'
    f'<script src="{FOLDER}/panels.js"></script>'
    f'<script src="{FOLDER}/chat.js"></script>'
    f'<script src="{FOLDER}/briefing.js"></script></head>'
)
_ADVERT = re.compile(r'<meta\s+(?:property="og:|name="twitter:)[^>]*>')
_MANIFEST = re.compile(r'<link rel="manifest"[^>]*>')
_SCRIPT = re.compile(r"<script\b")


def rewrite(html: str, nonce: str) -> str:
    """The page with our head, and ``nonce`` on each of its scripts.

    Every literal ``<script`` is Gradio's own: it escapes ``<`` in the configuration that it writes into the page.
    """
    html = _MANIFEST.sub("", _ADVERT.sub("", html))
    html = html.replace("</head>", _HEAD, 1)
    return _SCRIPT.sub(f'<script nonce="{nonce}"', html)


def policy(nonce: str) -> str:
    """The Content-Security-Policy of the page.

    Gradio compiles templates and event code in the browser (``unsafe-eval``) and styles elements in place; inline
    scripts and handlers run only with the nonce, so markup that slipped through would still be inert.
    """
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'unsafe-eval' 'nonce-{nonce}'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "frame-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        )
    )
