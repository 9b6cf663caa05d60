"""From visual order (left to right on the page) back to logical order (as read), one line at a time.

The Unicode Bidirectional Algorithm (UAX #9) turns logical into visual order. This is its inverse for what stands in
documents: letters of one main direction, with words of the other and numbers among them.
"""

import unicodedata

import regex

_RTL = r"\p{Bidi_Class=R}\p{Bidi_Class=AL}"
_LTR = r"\p{Bidi_Class=L}"
_DIGIT = r"\p{Bidi_Class=EN}\p{Bidi_Class=AN}"
_RTL_LETTER = regex.compile(f"[{_RTL}]")
_LTR_LETTER = regex.compile(f"[{_LTR}]")

# What keeps its left-to-right order inside right-to-left text: a stretch from one left-to-right letter to the last one or
# digit (rules N1 and W7), or a number with single separators inside (rule W4). A sign or a percent mark at its edge is not
# part of the number: after an Arabic letter, digits are Arabic numbers (rule W2), to which W4 and W5 do not bind them.
_KEPT = regex.compile(
    rf"(?:[{_DIGIT}][^\s{_RTL}]*)?[{_LTR}](?:[^{_RTL}]*[{_LTR}{_DIGIT}])?"
    rf"|[{_DIGIT}]+(?:[\p{{Bidi_Class=CS}}٫٬][{_DIGIT}]+)*"
)
_RTL_STRETCH = regex.compile(
    rf"(?P<opening>[(\[{{«]?)(?P<inner>[{_RTL}](?:[^{_LTR}]*[{_RTL}\p{{Bidi_Class=NSM}}])?)(?P<closing>[)\]}}»]?)"
)

_ARTICLE_FIRST = regex.compile(r"\b(?:ال|ﺍﻟ)\p{L}{2,}|\p{L}[ةىﺔﺓﻰﻯ]\b")
_ARTICLE_LAST = regex.compile(r"\p{L}{2,}(?:لا|ﻟﺍ)\b|\b[ةىﺔﺓﻰﻯ]\p{L}")

Placed = tuple[int, str]  # where a character stands in a line as it is seen, and the character as it is read

_OPENING = "([{«‹<"
_CLOSING = ")]}»›>"
_MIRRORED = str.maketrans(_OPENING + _CLOSING, _CLOSING + _OPENING)


def has_rtl(text: str) -> bool:
    """Whether ``text`` has a letter of a right-to-left script."""
    return _RTL_LETTER.search(text) is not None


def is_mostly_rtl(text: str, default: bool) -> bool:
    """Whether a line of these letters runs from right to left; ``default`` where neither kind is clearly more."""
    rtl, ltr = len(_RTL_LETTER.findall(text)), len(_LTR_LETTER.findall(text))
    return default if rtl * 2 >= ltr and ltr * 2 >= rtl else rtl > ltr


def was_never_turned(visual: str) -> bool:
    """Whether Arabic stands on the page from left to right, as programs without right-to-left layout write it.

    The article ال begins words and never ends them; ة and ى end words and never begin them.
    """
    as_read = len(_ARTICLE_FIRST.findall(visual))
    turned = len(_ARTICLE_LAST.findall(visual))
    return as_read > turned


def logical(visual: str, *, rtl: bool) -> str:
    """The line as it is read.

    Args:
        visual: its characters from left to right; marks stand after the letter that they belong to.
        rtl: whether the line as a whole runs from right to left.
    """
    return "".join(character for _, character in ordered(visual, rtl=rtl))


def ordered(visual: str, *, rtl: bool) -> list[Placed]:
    """The characters of ``logical``, each with its place in ``visual``."""
    shapes = true_shapes(visual)
    if rtl:
        return _reversed(shapes, 0)
    read: list[Placed] = []
    position = 0
    for stretch in _RTL_STRETCH.finditer(shapes):
        read += [*_kept(shapes[position : stretch.start()], position), *_reversed_stretch(stretch)]
        position = stretch.end()
    return [*read, *_kept(shapes[position:], position)]


def _reversed_stretch(stretch: regex.Match[str]) -> list[Placed]:
    """A bracket at the edge goes along if its partner is inside (rule N0)."""
    opening, inner, closing = stretch.group("opening", "inner", "closing")
    begin, end = stretch.span("inner")
    if opening and _nesting_faults(opening + inner) < _nesting_faults(inner):
        begin = stretch.start()
    elif closing and _nesting_faults(inner + closing) < _nesting_faults(inner):
        end = stretch.end()
    before, after = stretch.string[stretch.start() : begin], stretch.string[end : stretch.end()]
    return [*_kept(before, stretch.start()), *_reversed(stretch.string[begin:end], begin), *_kept(after, end)]


def _reversed(visual: str, at: int) -> list[Placed]:
    """From right to left, but the stretches that keep their order; brackets outside of these are turned round."""
    pieces: list[list[Placed]] = []
    position = 0
    for kept in _KEPT.finditer(visual):
        pieces += [_backwards(visual[position : kept.start()], at + position), _kept(kept.group(), at + kept.start())]
        position = kept.end()
    pieces.append(_backwards(visual[position:], at + position))
    return [placed for piece in reversed(pieces) for placed in piece]


def _kept(text: str, at: int) -> list[Placed]:
    return list(enumerate(text, at))


def _backwards(text: str, at: int) -> list[Placed]:
    clusters = [_kept(cluster.group(), at + cluster.start()) for cluster in regex.finditer(r"\X", text.translate(_MIRRORED))]
    return [placed for cluster in reversed(clusters) for placed in cluster]


def true_shapes(visual: str) -> str:
    """Brackets by how they look on the page.

    Some PDFs give each bracket the character that was typed, which in right-to-left text looks the other way round. Seen from
    left to right an opening one then comes after its closing one, which no true line does.
    """
    turned = regex.sub(r"[(\[{«‹<>›»}\])]", lambda match: match.group().translate(_MIRRORED), visual)
    return turned if _nesting_faults(turned) < _nesting_faults(visual) else visual


def _nesting_faults(text: str) -> int:
    faults = 0
    awaited: list[str] = []
    for character in text:
        if character in "([{«":
            awaited.append(character.translate(_MIRRORED))
        elif character in ")]}»":
            faults += not awaited or awaited.pop() != character
    return faults + len(awaited)


def fold_presentation_forms(text: str) -> str:
    """Letters for glyph shapes: Arabic presentation forms (U+FB50–FDFF, U+FE70–FEFC) and Latin ligatures (U+FB00–FB06).

    NFKC on these characters only. Forms of single vowel marks, which NFKC puts on a space or a kashida, become the mark.
    """
    return regex.sub("[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc]", lambda match: _folded(match.group()), text)


def _folded(form: str) -> str:
    folded = unicodedata.normalize("NFKC", form)
    return folded[1:] if len(folded) > 1 and folded[0] in " \u0640" and unicodedata.combining(folded[1]) else folded
