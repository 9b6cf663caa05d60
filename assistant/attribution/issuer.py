"""Whose statement a whole document is: a press release, minutes, an institute's report, an open letter in "we".

A newspaper's report is nobody's: what it says in its own voice has no speaker. So two signs are wanted: a body named at
the head of the document (or by "we", or under it), and the kind of paper ("press statement", "محضر", "note", "we").
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex

from assistant.attribution.issuer_names import WORD, arabic_name, bare, english_name, head_noun, is_party, unquoted
from assistant.attribution.issuer_signs import (
    BY,
    CLOSING,
    CONTACT,
    DATELINE,
    KINDS,
    MINUTES,
    NEWS,
    PAPERS,
    PRESS,
    SELF,
    SIGNED,
    WE,
    WE_THE,
    WISHES,
)
from assistant.attribution.lexicon import AR_BODIES, EN_BODIES
from assistant.attribution.records import Span, Speaker, Stance
from assistant.quantities.tokens import fold

_HEAD_LINES = 6
_HEAD_WORDS = 2  # of a line with a stop at its end, at most
_LABEL_WORDS = 8
_LINE = regex.compile(r"[^\n]*[^\s]")


@lru_cache(maxsize=64)
def issuer(text: str, language: str) -> Speaker | None:
    """The body (or the signatories) whose statement the document is; ``None`` of a newspaper's, and where no sign tells."""
    if language not in KINDS:
        return None
    head, body = _head(text)
    if _is_news(text, head, body, language):
        return None
    span = _by_line(text, head, language) or _we_the(text, language) or _name_line(text, head, body, language)
    span = span or _signature(text, body, language) or _for_the_press(text, head, body, language)
    if span is None:
        return None
    start, end = _as_written_below(text, span, body)
    return Speaker(text[start:end], start, end, Stance.SAID)


def is_minutes(text: str) -> bool:
    """Whether the document keeps what was said at a meeting."""
    head, _ = _head(text)
    return any(MINUTES.search(text, *line) for line in head)


def head_end(text: str) -> int:
    """Where title, date and names are over."""
    return _head(text)[1]


@lru_cache(maxsize=64)
def _head(text: str) -> tuple[tuple[Span, ...], int]:
    """The lines before the text proper, and where that begins."""
    head: list[Span] = []
    for match in _LINE.finditer(text):
        words = len(match.group().split())
        closed = match.group().rstrip()
        sentence = (words > _HEAD_WORDS and closed.endswith((".", "؟", "!"))) or (words > _LABEL_WORDS and closed.endswith(":"))
        if sentence or words > 20 or len(head) == _HEAD_LINES:
            return tuple(head), match.start()
        head.append((match.start() + len(match.group()) - len(match.group().lstrip()), match.end()))
    return tuple(head), len(text)


def _is_news(text: str, head: Sequence[Span], body: int, language: str) -> bool:
    if any(PAPERS.search(text, *line) for line in head) or NEWS.search(text):
        return True
    press = any(PRESS[language].search(text, *line) for line in head)
    datelines = (body, *(start for start, end in head[1:] if not KINDS[language].search(text, start, end)))
    return not press and any(DATELINE.match(text, place) for place in datelines)


# --- names


def _by_line(text: str, head: Sequence[Span], language: str) -> Span | None:
    """ "Statement by X on …", "بيان صادر عن X", "محضر اجتماع لجنة …"."""
    for line in head:
        for pattern in BY[language]:
            match = pattern.search(text, *line)
            if match and _may_issue(match["name"], language):
                return match.span("name")
    return None


def _may_issue(name: str, language: str) -> bool:
    words = [fold(word) for word in WORD.findall(name)]
    if not 0 < len(words) <= 12:
        return False
    return language == "en" or bare(words[0]) in AR_BODIES


def _name_line(text: str, head: Sequence[Span], body: int, language: str) -> Span | None:
    """A line that is a body's name, in a document of a kind that bodies issue; the last one before the line with the kind."""
    named = [
        (line, span) for line in head for part in _parts(text, line, language) for span in _names_in(text, part, body, language)
    ]
    named = named or list(_beside_press(text, head, body, language))
    if not named:
        return None
    whole = [entry for entry in named if not _is_desk(text[slice(*entry[1])], language)]
    named = whole or named
    kinds = [line for line in head if KINDS[language].search(text, *line)]
    voiced = bool(WE[language].search(unquoted(text[body:]))) or bool(SELF[language].search(text, body))
    if not (kinds or voiced or any(_begins_with(text, span, body) for _, span in named)):
        return None
    before = [span for line, span in named if kinds and line[0] <= kinds[0][0]]
    return before[-1] if before else named[0][1]


def _beside_press(text: str, head: Sequence[Span], body: int, language: str) -> Iterator[tuple[Span, Span]]:
    """Names of no known kind of body, beside "press statement" or on the line beside it: "Tidewrights — press release"."""
    for n, line in enumerate(head):
        parts = _parts(text, line, language)
        marked = parts != [line] and PRESS[language].search(text, *line)
        around = [text[slice(*other)].strip(" :") for other in (*head[max(0, n - 1) : n], *head[n + 1 : n + 2])]
        if not marked and not any(PRESS[language].fullmatch(other) for other in around):
            continue
        for start, end in parts:
            name = text[start:end]
            if not KINDS[language].search(name) and not regex.search(r"[\d:]", name) and is_party(text, name, body, language):
                yield line, (start, end)


def _is_desk(name: str, language: str) -> bool:
    """Whether a name is that of a body's own office: "Press Office", "المكتب الإعلامي"."""
    words = fold(name).split()
    return words[0].startswith("ال") if language == "ar" else bool({"press", "media", "communications"} & set(words))


def _parts(text: str, line: Span, language: str) -> list[Span]:
    """The line; if it names the kind of paper beside a dash or a bar, what these divide: "The Institute — press statement"."""
    label = regex.match(r"[^:\n]+:\s+", text[line[0] : line[1]])
    if label and PRESS[language].fullmatch(label.group().strip(" :")):  # "Press release: The Institute"
        return [(line[0] + label.end(), line[1])]
    cuts = [match.span() for match in regex.finditer(r" [-–—|] ", text[line[0] : line[1]])]
    if not cuts or not KINDS[language].search(text, *line):
        return [line]
    starts = [line[0], *(line[0] + end for _, end in cuts)]
    ends = [*(line[0] + start for start, _ in cuts), line[1]]
    return list(zip(starts, ends, strict=True))


def _names_in(text: str, line: Span, body: int, language: str) -> Iterator[Span]:
    start, end = line
    colon = text.find(":", start, end)
    if colon > 0 and KINDS[language].search(text, colon, end):  # "The Institute: a note on …"
        end = colon
    name = text[start:end]
    if KINDS[language].search(name) or any(letter.isdigit() for letter in name):
        return
    if language == "ar":
        if arabic_name(name):
            yield start, end
        return
    cut = regex.search(r", | [-–—|] ", name)
    whole = english_name(name.replace(",", " "))
    tail = cut is not None and head_noun(name[cut.end() :]) not in EN_BODIES
    if cut is not None and tail:
        name, end = name[: cut.start()], start + cut.start()
        whole = english_name(name)
    if whole and (head_noun(name) in EN_BODIES or _begins_with(text, (start, end), body)):
        yield start, end


def _begins_with(text: str, span: Span, body: int) -> bool:
    """Whether the first sentence begins with the name and goes on as statements do: "Orbis regrets …"."""
    name = regex.escape(text[span[0] : span[1]].strip())
    match = regex.match(rf"\s*(?:the )?{name}[^.\n]{{0,60}}? (?P<verb>\w+)", text[body : body + 400], regex.IGNORECASE)
    after = regex.match(rf"\s*(?:the )?{name}(?:,[^,\n]*,)? (?P<verb>\w+)", text[body : body + 400], regex.IGNORECASE)
    return bool(match and after and fold(after["verb"]) in WISHES)


def _we_the(text: str, language: str) -> Span | None:
    """ "We, the teachers of Elm Street,": those who speak in "we"."""
    match = WE_THE[language].search(text)
    if match is None or not (_plain(match["name"], language) or match["signed"]):
        return None
    return match.span("name")


def _plain(name: str, language: str) -> bool:
    """Whether what follows "we" names people, rather than going on with a verb."""
    words = [fold(word) for word in WORD.findall(name)]
    if language == "ar":
        return bool(words) and (words[0].startswith("ال") or bare(words[0]) in AR_BODIES or words[0].endswith(("و", "ي", "ين")))
    return bool(words) and words[0] == "the" and len(words) > 1


def _signature(text: str, body: int, language: str) -> Span | None:
    """Who signs a letter, or a statement in "we"."""
    closing = CLOSING[language].search(text, body)
    if closing:
        end = text.find("\n", closing.end())
        line = text[closing.end() : end if end >= 0 else len(text)]
        name = regex.split(r"[,،]", line)[0].rstrip(". ")
        if 0 < len(name.split()) <= 8:
            return closing.end(), closing.end() + len(name)
    if not WE[language].search(unquoted(text[body:])):
        return None
    signed = SIGNED[language].search(text, max(body, len(text) - 300))
    if signed and (language == "en" or bare(fold(signed["name"].split()[0])) in AR_BODIES):
        return signed.span("name")
    last = next((match for match in reversed(list(_LINE.finditer(text, body)))), None)
    if last is None or last.group().rstrip().endswith((".", "؟", "!")):
        return None
    start = last.start() + len(last.group()) - len(last.group().lstrip())
    spans = list(_names_in(text, (start, last.end()), body, language))
    return spans[0] if spans else None


def _for_the_press(text: str, head: Sequence[Span], body: int, language: str) -> Span | None:
    """Of a text that closes with a contact for the press: the name with which both its head and its first sentence begin."""
    if not head or not CONTACT[language].search(text, max(body, len(text) - 400)):
        return None
    title = [match.group() for match in WORD.finditer(text[head[0][0] : head[0][1]])]
    for match in regex.finditer(rf"(?:^|[.\-–—:،,]\s+){regex.escape(title[0])}\b", text[body : body + 300]):
        start = body + match.end() - len(title[0])
        length = 0
        words = list(WORD.finditer(text, start, start + 120))
        while (
            length < min(len(title), len(words))
            and words[length].group() == title[length]
            and (language == "ar" or title[length][0].isupper())
        ):
            length += 1
        if (length and (length > 1 or language == "en") and title[0][0] != title[0][0].lower()) or length > 1:
            return start, words[length - 1].end()
    return None


def _as_written_below(text: str, span: Span, body: int) -> Span:
    """A name in capitals as the text writes it: "The Ministry of Health" for "MINISTRY OF HEALTH"."""
    name = text[span[0] : span[1]]
    if not name.isupper():
        return span
    match = regex.compile(regex.escape(name), regex.IGNORECASE).search(text, body)
    return match.span() if match else span
