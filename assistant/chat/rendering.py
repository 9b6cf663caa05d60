"""Turns as HTML: question, answer, abstention, small talk, error. Pure functions; all text passes through ``markup``."""

from collections.abc import Sequence

from assistant.chat import exporting, markup
from assistant.chat.accounts import announces, conflicts
from assistant.chat.citing import documents, gloss, language, lines, marker, quote_direction, quotes_in, run
from assistant.chat.conversation import MAX_NOTE, Phase, Turn, Turns, Verdict
from assistant.chat.evidence import card, nearest
from assistant.chat.strings import Direction, Strings, strings, tell
from assistant.records import Citation, Claim
from index.errors import Told

PREVIEWS = 2  # passages shown inside a turn that is still at work, where the evidence panel is hidden (phones)
NAMED = 3  # documents named of those that were asked


def thread(turns: Turns, words: Strings) -> str:
    """All the turns that are over and done with; the welcome where there are none."""
    return "".join(turn(item, words) for item in turns)


def welcome(words: Strings, suggested: Sequence[str] = ()) -> str:
    """What stands where no question has been asked."""
    return (
        f'<section class="welcome" dir="{words.direction}"><h2>{markup.text(words.welcome)}</h2>'
        f"<p>{markup.text(words.welcome_text)}</p>{_suggested(suggested, words)}</section>"
    )


def _suggested(questions: Sequence[str], words: Strings) -> str:
    """Questions that a click asks."""
    if not questions:
        return ""
    rows = "".join(
        f'<li><button type="button" class="suggestion" dir="{markup.direction(question, words.direction)}"'
        f' data-action="suggestion" data-question="{markup.attribute(question)}">{markup.text(question)}</button></li>'
        for question in questions
    )
    return f'<div class="suggested"><h3>{markup.text(words.suggested)}</h3><ul role="list">{rows}</ul></div>'


def turn(item: Turn, words: Strings, waiting: str = "") -> str:
    """One question with its answer so far.

    Args:
        waiting: what is said of a question that waits, in place of the usual.
    """
    asked = (
        f'<div class="question" dir="{markup.direction(item.question, words.direction)}">'
        f'<h2 class="hidden-label">{markup.text(words.you_asked)}</h2>{lines(item.question)}</div>{_asked_of(item, words)}'
    )
    return (
        f'<article class="turn" dir="{words.direction}" data-turn="{item.number}" data-phase="{item.phase}">{asked}'
        f'<div class="reply">{_reply(item, words, waiting)}</div></article>'
    )


def _asked_of(item: Turn, words: Strings) -> str:
    """The documents that were asked, where not all were."""
    said = exporting.asked_of(item, words, NAMED)
    return f'<p class="asked-of" dir="{words.direction}">{markup.text(said)}</p>' if said else ""


def _reply(item: Turn, words: Strings, waiting: str) -> str:
    answer = item.answer
    parts = [
        _abstention(item, words) if item.abstained else _wording(item, words),
        conflicts(answer, words) if answer else "",
        "" if item.abstained else _quotes(item, words),
        _status(item, words, waiting) if item.running else "",
        _previews(item, words) if item.running and not item.text else "",
        _note(item, words),
        "" if item.small_talk else _foot(item, words),
    ]
    return "".join(parts)


def _wording(item: Turn, words: Strings) -> str:
    if not item.text.strip():
        return ""
    return f'<div class="wording"><h3 class="hidden-label">{markup.text(words.answer)}</h3>{_paragraphs(item, words)}</div>'


def _paragraphs(item: Turn, words: Strings) -> str:
    """The wording, a paragraph a line. That accounts differ is told by their own section once it is there."""
    answer = item.answer
    shown = [line for line in item.text.split("\n") if line.strip() and not (answer and announces(line, answer))]
    return "".join(_paragraph(line, item, words) for line in shown)


def _paragraph(line: str, item: Turn, words: Strings) -> str:
    """A line with the documents that report it, and below it what its foreign quotes say."""
    claims = item.answer.claims if item.answer else ()
    code = item.answer.language if item.answer else words.code  # the speaker is named in the answer's language
    glosses = "".join(gloss(claim.gloss, code) for claim in claims if claim.gloss and claim.text and claim.text in line)
    return (
        f'<p dir="{_line_direction(line, item.citations, words)}">'
        f"{_line(line, claims, item.citations, words, strings(code))}{documents(line, item.citations)}</p>{glosses}"
    )


def _line_direction(line: str, citations: Sequence[Citation], words: Strings) -> Direction:
    """That of the line's own words; of the words that it quotes only where it has no others."""
    whole = markup.direction(line, words.direction)
    for quote in quotes_in(line, citations):
        line = line.replace(quote, "")
    return markup.direction(line, whole)


def _line(line: str, claims: Sequence[Claim], citations: Sequence[Citation], words: Strings, spoken: Strings) -> str:
    """A line with its markers as buttons, and the speaker before each claim that does not name its speaker itself."""
    out, rest = [], line
    for claim in claims:
        before, found, after = rest.partition(claim.text)
        if not (claim.text and found):
            continue
        out.append(run(before, citations, words))
        if claim.speaker and claim.speaker.casefold() not in f"{before} {found}".casefold():
            out.append(_speaker(claim.speaker, spoken))
        out.append(run(found, citations, words))
        rest = after
    return "".join(out) + run(rest, citations, words)


def _speaker(speaker: str, words: Strings) -> str:
    before, _, after = words.according_to.partition("{speaker}")
    label = f"{markup.text(before)}{markup.name(speaker)}{markup.text(after)}"
    return f'<span class="speaker">{label}</span> '


def _quotes(item: Turn, words: Strings) -> str:
    """Where each citation leads, with its exact words unless the answer shows them already."""
    if not item.citations or item.phase is Phase.WORKING:
        return ""
    accounts = [claim.text for conflict in item.answer.conflicts for claim in conflict.accounts] if item.answer else []
    shown = "\n".join((item.text, *accounts))
    rows = "".join(_quote(citation, shown, words) for citation in item.citations)
    return f'<section class="quotes"><h3>{markup.text(words.quotes)}</h3><ol role="list">{rows}</ol></section>'


def _quote(citation: Citation, shown: str, words: Strings) -> str:
    quote = (
        ""
        if quotes_in(shown, [citation])
        else f'<blockquote dir="{quote_direction(citation)}" lang="{markup.attribute(citation.language)}">'
        f"{lines(citation.quote)}</blockquote>"
    )
    return (
        f"<li>{marker(citation, words)}<div><cite>{markup.file_name(citation.document)}</cite> "
        f"{language(citation.language, words)}{quote}</div></li>"
    )


def _abstention(item: Turn, words: Strings) -> str:
    near = "".join(nearest(one, words) for one in item.answer.nearest) if item.answer else ""
    passages = f'<h4 dir="{words.direction}">{markup.text(words.nearest)}</h4>{near}' if near else ""
    return (
        f'<section class="abstention" role="note"><h3 class="hidden-label">{markup.text(words.abstained)}</h3>'
        f"{_paragraphs(item, words)}{_quotes(item, words)}{_suggested(item.suggested, words)}{passages}</section>"
    )


def _status(item: Turn, words: Strings, waiting: str) -> str:
    if item.phase is Phase.WAITING:
        doing = waiting or words.waiting
    elif item.working:
        doing = words.steps.get(item.working.step, item.working.step)
    else:
        doing = words.preparing if item.evidence else words.searching
    count = f" ({item.working.done}/{item.working.total})" if item.working and item.working.total > 1 else ""
    return (
        f'<p class="status" aria-live="off" dir="{words.direction}"><span class="pulse" aria-hidden="true"></span>'
        f'<span>{markup.text(doing)}<bdi dir="ltr">{count}</bdi></span>'
        f'<span class="elapsed" aria-hidden="true" data-unit="{markup.text(words.seconds)}"></span></p>'
    )


def _previews(item: Turn, words: Strings) -> str:
    cards = "".join(card(passage, words) for passage in item.evidence[:PREVIEWS])
    return f'<div class="previews" aria-live="off">{cards}</div>' if cards else ""


def _note(item: Turn, words: Strings) -> str:
    if item.phase is Phase.STOPPED:
        told = words.stopped_midway if item.text else words.stopped
        return f'<p class="stopped" role="status">{markup.text(told)}</p>'
    if item.notice is None:
        return ""
    return notice(words.failed, item.notice.told, item.notice.advice, words)


def notice(title: str, message: str | Told, hint: str | Told, words: Strings) -> str:
    """An error: what happened, and what to do next."""
    lines = "".join(
        f'<p dir="{markup.sentence_direction(told, words.direction)}"{attribute}>{markup.commands(told)}</p>'
        for line, attribute in ((message, ""), (hint, ' class="hint"'))
        if (told := tell(line, words))
    )
    return f'<section class="notice" role="alert"><h3>{markup.text(title)}</h3>{lines}</section>'


def _foot(item: Turn, words: Strings) -> str:
    parts = []
    if item.evidence:
        found = markup.text(words.found.format(count=len(item.evidence)))
        parts.append(
            f'<button type="button" class="found" data-action="evidence" data-turn="{item.number}"'
            f' title="{markup.text(words.show_evidence)}">{found}</button>'
        )
    if item.answer:
        timings = item.answer.timings
        told = words.timing.format(
            evidence=_seconds(timings.retrieval_ms), total=_seconds(timings.total_ms), model=f"\u2068{item.answer.model}\u2069"
        )
        parts.append(f"<span>{markup.text(told)}</span>")
    facts = f'<footer dir="{words.direction}">{"".join(parts)}</footer>' if parts else ""
    return facts + ("" if item.running else _actions(item, words))


def _actions(item: Turn, words: Strings) -> str:
    """What can be done with a turn that is over: copy, ask again, edit, and say what one thinks of it."""
    deeds = [_action("retry", item, words.retry), _action("edit", item, words.edit)]
    if item.answer is None:
        return f'<div class="deeds" dir="{words.direction}">{"".join(deeds)}</div>'
    copied = markup.attribute(exporting.answer(item, words))
    copy = _action("copy", item, words.copy, f' data-copy="{copied}" data-done="{markup.text(words.copied)}"')
    verdicts = "".join(
        _action(str(verdict), item, label, f' aria-pressed="{str(item.opinion.verdict is verdict).lower()}"')
        for verdict, label in ((Verdict.RIGHT, words.right), (Verdict.WRONG, words.wrong))
    )
    note = (
        f'<details class="note"><summary>{markup.text(words.note)}{" •" if item.opinion.note else ""}</summary>'
        f'<textarea dir="auto" maxlength="{MAX_NOTE}" aria-label="{markup.text(words.note_label)}"'
        f' placeholder="{markup.text(words.note_label)}">{markup.text(item.opinion.note)}</textarea>'
        f"{_action('note', item, words.save)}</details>"
    )
    return f'<div class="deeds" dir="{words.direction}">{copy}{"".join(deeds)}{verdicts}{note}</div>'


def _action(name: str, item: Turn, label: str, more: str = "") -> str:
    return (
        f'<button type="button" class="deed" data-action="{name}" data-turn="{item.number}"{more}>{markup.text(label)}</button>'
    )


def _seconds(milliseconds: float) -> str:
    return f"{milliseconds / 1000:.{2 if milliseconds < 1000 else 1}f}"
