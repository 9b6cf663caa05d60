"""Plain text."""

from index.readers.blocks import clean
from index.readers.encoding import decode
from index.records import Content

MEDIA_TYPE = "text/plain"


def parse(data: bytes, name: str) -> Content:
    """The text as it is in the file, newlines as ``\\n``; it has no title and no sections.

    Raises:
        ReadError: the bytes are no text.
    """
    return Content(clean(decode(data, name)), MEDIA_TYPE)
