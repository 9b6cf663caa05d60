"""Accounts that differ as HTML: side by side, each with who gives it, its words and what they rest on. Pure functions."""

from collections.abc import Sequence

from assistant.chat import markup
from assistant.chat.citing import gloss, marker, quote_direction, quotes_in, run
from assistant.chat.strings import Direction, Strings
from assistant.records import Answer, Citation, Claim, Conflict
from assistant.wording import quoted


def conflicts(answer: Answer, words: Strings) -> str:
    """Each point on which accounts differ."""
    return "".join(_conflict(conflict, answer, words) for conflict in answer.conflicts)


def announces(line: str, answer: Answer) -> bool:
    """Whether a line of the answer only says that accounts differ: it has no claim, and their markers."""
    if any(claim.text in line for claim in answer.claims):
        return False
    numbers = {citation.number for citation in answer.citations if f"[{citation.number}]" in line}
    return any(numbers == _numbers(conflict) for conflict in answer.conflicts)


def _numbers(conflict: Conflict) -> set[int]:
    return {number for account in conflict.accounts for number in account.citations}


def _conflict(conflict: Conflict, answer: Answer, words: Strings) -> str:
    accounts = "".join(_account(account, answer, words) for account in conflict.accounts)
    return (
        f'<section class="conflict"><h3>{markup.text(words.conflicts)}</h3>{_topic(conflict.topic, answer, words)}'
        f'<ul role="list">{accounts}</ul></section>'
    )


def _topic(topic: str, answer: Answer, words: Strings) -> str:
    """What they differ on, unless that is the whole question."""
    if topic.strip() in {"", answer.question.strip()}:
        return ""
    return f'<p class="topic" dir="{markup.direction(topic, words.direction)}">{markup.text(topic)}</p>'


def _account(account: Claim, answer: Answer, words: Strings) -> str:
    """One account, set in the direction of its words."""
    cited = [citation for citation in answer.citations if citation.number in account.citations]
    said, direction = _words(account, cited, words)
    documents = " · ".join(markup.file_name(name) for name in dict.fromkeys(citation.document for citation in cited))
    who = markup.name(account.speaker) if account.speaker else documents
    reported = f'<cite class="document">{documents}</cite>' if account.speaker else ""
    translated = gloss(account.gloss, answer.language) if account.gloss else ""
    markers = "".join(marker(citation, words) for citation in cited)
    return f'<li dir="{direction}"><h4>{who}</h4>{reported}<p dir="{direction}">{said} {markers}</p>{translated}</li>'


def _words(account: Claim, cited: Sequence[Citation], words: Strings) -> tuple[str, Direction]:
    """The cited words themselves where the claim is no more than them; its speaker stands above them."""
    quotes = list(quotes_in(account.text, cited).values()) if account.verbatim else []
    if not quotes:
        return run(account.text, cited, words), markup.direction(account.text, words.direction)
    quote, direction = quotes[0], quote_direction(quotes[0])
    said = markup.text(quoted(quote.quote, quote.language))
    return f'<bdi class="said" dir="{direction}" lang="{markup.attribute(quote.language)}">{said}</bdi>', direction
