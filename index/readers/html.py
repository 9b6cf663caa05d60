"""HTML to readable text: what a reader of the page sees, in order."""

import re
from itertools import islice

from lxml import etree

from index.errors import ReadError
from index.readers.blocks import Block, assemble, clean
from index.readers.encoding import decode
from index.records import Content

MEDIA_TYPE = "text/html"

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl"}
    | {"dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "legend", "li", "main", "menu"}
    | {"nav", "ol", "p", "pre", "search", "section", "summary", "table", "ul", *_HEADINGS}
)
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_CELLS = frozenset({"tr", "td", "th"})
# Not content, or not on the screen. ``aria-hidden`` is kept: it hides from screen readers only. ``alt`` texts are not text.
_DROPPED = frozenset(
    {"audio", "button", "canvas", "datalist", "embed", "head", "iframe", "map", "noframes", "noscript", "object", "rp"}
    | {"script", "select", "style", "svg", "template", "textarea", "video"}
)
_HIDDEN_STYLE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?:font-size|opacity)\s*:\s*0*\.?0+(?:[a-z%]*)\s*(?:!|;|$))",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[ \t\n\r\f\u00a0]+")
_DECLARED = re.compile(rb"""<(?:meta[^>]{0,300}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_KNOWN_ENCODING = re.compile(
    r"utf-?8|windows-(?:125\d|874)|cp125\d|iso-8859-\d{1,2}|koi8-[ru]|gbk?|gb2312|gb18030|big5|euc-(?:jp|kr)|shift_jis|ibm866|macintosh"
)


def parse(data: bytes, name: str) -> Content:
    """Text of an HTML or XHTML page, with a section for each heading.

    Raises:
        ReadError: the bytes are no text.
    """
    return from_markup(decode(data, name, _declared_encoding(data)), name, MEDIA_TYPE)


def from_markup(markup: str, name: str, media_type: str, title: str | None = None) -> Content:
    """As ``parse``, from characters. ``title`` goes before the page's own."""
    root = _tree(markup, name)
    if root is None:
        return Content("", media_type, title)
    own = root.findtext("head/title") or root.findtext("body/title")
    return assemble(_Page(root).blocks, media_type, title or own)


def _declared_encoding(data: bytes) -> str | None:
    match = _DECLARED.search(data[:4096])
    declared = match.group(1).decode("ascii", errors="replace").lower() if match else ""
    if declared in ("iso-8859-1", "us-ascii", "latin1"):
        return "cp1252"  # as browsers read it
    return declared if _KNOWN_ENCODING.fullmatch(declared) else None


def _tree(markup: str, name: str) -> "etree._Element | None":
    """``None`` for a page without any element or text."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = etree.fromstring(clean(markup).encode("utf-8"), parser)
    except etree.XMLSyntaxError:  # lenient as the parser is, only a page without any content is too little for it
        return None
    if any(fault.type_name == "ERR_RESOURCE_LIMIT" for fault in parser.error_log):  # the rest would be missing
        raise ReadError("{name} is nested too deeply to be read as HTML.", "Save the page as plain text or as PDF.", name=name)
    return root


class _Page:
    """One walk over the elements of a page, gathering blocks. Not recursive: nesting may be deep."""

    def __init__(self, root: "etree._Element") -> None:
        self.blocks: list[Block] = []
        self._pieces: list[str] = []
        self._prefix = ""
        self._closely = False
        self._level = 0
        self._pre = 0
        self._tables: list[bool] = []  # the tables around us: whether each holds data
        self._before_table = 0  # blocks before the table of data that we are in
        self._counters: list[int] = []  # of the lists around us
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "end":
                self._leave(element)
            elif _is_unseen(element):
                walker.skip_subtree()
            else:
                self._enter(element)
        self._flush()

    def _enter(self, element: "etree._Element") -> None:
        tag = element.tag
        in_grid = any(self._tables)  # cells of data do not break lines
        if tag == "br":
            self._pieces.append(" " if in_grid else "\n")
        elif tag in _BLOCKS or (tag in _CELLS and not in_grid):
            self._begin_block(element, in_grid)
        elif tag == "tr":
            self._flush()
            self._closely = len(self.blocks) > self._before_table
        elif tag in _CELLS:
            self._pieces.append(" | " if element.getprevious() is not None else "")
        elif tag == "sup" and _is_power(self._pieces, element):
            self._pieces.append("^")
        elif tag == "q":
            self._pieces.append("“")
        if tag == "table":
            self._tables.append(_is_grid(element))
            self._before_table = len(self.blocks)
        elif tag in _LISTS:
            self._counters.append(_first_number(element))
        self._pre += tag == "pre"
        self._add(element.text)

    def _leave(self, element: "etree._Element") -> None:
        tag = element.tag
        if not _is_unseen(element):
            if tag == "q":
                self._pieces.append("”")
            elif tag == "table":
                self._tables.pop()
            elif tag in _LISTS:
                self._counters.pop()
            if tag in _BLOCKS and not any(self._tables):
                self._flush()
            if tag in _HEADINGS:
                self._level = 0
            elif tag in ("li", "dd", "table"):
                self._prefix, self._closely = "", False
            self._pre -= tag == "pre"
        self._add(element.tail)

    def _begin_block(self, element: "etree._Element", in_grid: bool) -> None:
        if in_grid:
            self._pieces.append(" ")
            return
        self._flush()
        if element.tag in _HEADINGS:
            self._level = _HEADINGS[element.tag]
        elif element.tag == "li":
            self._prefix = self._bullet(element)
            self._closely = element.getprevious() is not None or len(self._counters) > 1
        elif element.tag == "dd":
            self._closely = True

    def _bullet(self, item: "etree._Element") -> str:
        parent = item.getparent()
        if not self._counters or parent is None or parent.tag != "ol":
            return "- "
        self._counters[-1] += 1
        return f"{self._counters[-1]}. "

    def _add(self, text: str | None) -> None:
        if text:
            self._pieces.append(text if self._pre else _SPACES.sub(" ", text))

    def _flush(self) -> None:
        """End the block that was being gathered; a bullet waits for the first block that has text."""
        text = "".join(self._pieces)
        self._pieces.clear()
        text = clean(text).strip("\n") if self._pre else _tidy(text)
        if not text.strip(" |\n\t"):
            return
        if self._level:
            text = " ".join(text.split())
        self.blocks.append(Block(self._prefix + text, self._level, follows_closely=self._closely))
        self._prefix, self._closely = "", False


def _tidy(text: str) -> str:
    text = re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", clean(text)))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _is_unseen(element: "etree._Element") -> bool:
    if not isinstance(element.tag, str) or element.tag in _DROPPED or element.get("hidden") is not None:
        return True
    if element.tag == "dialog" and element.get("open") is None:
        return True
    style = element.get("style")
    return bool(style and _HIDDEN_STYLE.search(style))


def _is_grid(table: "etree._Element") -> bool:
    """A table of data, not one that lays out the page: no cell holds a table, a heading, a list or two paragraphs."""
    if table.get("role") in ("presentation", "none"):
        return False
    holds = (child.tag for child in table.iter("table", "h1", "h2", "h3", "h4", "ul", "ol") if child is not table)
    return next(holds, None) is None and all(len(list(islice(cell.iter("p"), 2))) < 2 for cell in table.iter("td"))


def _is_power(pieces: list[str], sup: "etree._Element") -> bool:
    """``10<sup>6</sup>`` must not read 106."""
    before = next((piece for piece in reversed(pieces) if piece), "")
    inside = (sup.text or "".join(sup.itertext())).strip()
    return before[-1:].isdigit() and inside[:1].isdigit()


def _first_number(listing: "etree._Element") -> int:
    """One less than what the first item is numbered with."""
    start = listing.get("start", "")
    return int(start) - 1 if re.fullmatch(r"\d{1,6}", start) else 0
