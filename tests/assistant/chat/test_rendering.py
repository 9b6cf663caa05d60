"""What the page shows of a conversation, as pure functions: markers, directions, speakers, and that text stays text."""

import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.chat import evidence as passages
from assistant.chat import markup, panels, rendering
from assistant.chat.conversation import Notice, Phase, Turn, advance, fail, history, stop
from assistant.chat.strings import AR, EN
from assistant.chat.uploads import Row, State
from assistant.records import (
    Answer,
    Citation,
    Claim,
    Conflict,
    EvidenceFound,
    Finished,
    Nearest,
    Outcome,
    Timings,
    Wording,
    Working,
)
from index.catalogue import DocumentInfo
from index.records import Evidence, Passage

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> \"' [x](javascript:alert(3)) \u202eabc\u0000"
QUOTE = Citation(1, "reports/a.txt", 4, 23, "He left at midnight", "en")
ARABIC = Citation(2, "تقرير.txt", 0, 12, "غادر منتصف الليل", "ar")
EVIDENCE = (Evidence(Passage("reports/a.txt", 0, 40, "So: He left at midnight, by car.", "en", "Night", 3), 0.9),)


def answer(text: str, **parts: object) -> Answer:
    whole = Answer(
        question="When did he leave?",
        language="en",
        outcome=Outcome.ANSWERED,
        text=text,
        claims=(),
        citations=(QUOTE, ARABIC),
        conflicts=(),
        evidence=EVIDENCE,
        model="m",
        timings=Timings(120.0, 900.0, 2300.0),
    )
    return replace(whole, **parts)  # type: ignore[arg-type]


def finished(text: str, **parts: object) -> Turn:
    return advance(Turn(1, "When did he leave?"), Finished(answer(text, **parts)))


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def one(within: Tag, selector: str) -> Tag:
    (found,) = within.select(selector)
    return found


def test_markers_of_known_citations_become_buttons_and_other_brackets_stay() -> None:
    page = soup(rendering.turn(finished("He left [1][2] as item [7] says."), EN))
    buttons = page.select(".wording button.cite")
    assert [button.text for button in buttons] == ["[1]", "[2]"]
    assert buttons[0]["data-document"] == "reports/a.txt"
    assert (buttons[0]["data-start"], buttons[0]["data-end"]) == ("4", "23")
    assert buttons[0]["aria-label"] == "Citation 1: reports/a.txt. He left at midnight"
    assert one(page, ".wording").get_text() == "AnswerHe left [1][2] as item [7] says."


def test_the_documents_that_report_a_claim_are_named_after_it() -> None:
    page = soup(rendering.turn(finished("“He left” [1][2]\nSo says reports/a.txt. [1]\nOf [1] nothing more."), EN))
    lines = page.select(".wording p")
    assert one(lines[0], ".document").get_text() == "reports/a.txt · تقرير.txt"
    assert not lines[1].select(".document")  # it names the document itself
    assert not lines[2].select(".document")


def test_figures_are_not_called_a_translation() -> None:
    claims = (Claim(f"«{ARABIC.quote}»", None, (2,), gloss="Figures in it: 17"),)
    page = soup(rendering.turn(finished(f"«{ARABIC.quote}» [2]", claims=claims), EN))
    assert one(page, ".gloss").get_text() == "Figures in it: 17"


def test_a_gloss_stands_below_its_quote_in_the_language_of_the_question() -> None:
    claims = (Claim(f"«{ARABIC.quote}»", None, (2,), gloss="He left in the middle of the night"),)
    text = f"«{ARABIC.quote}» [2]\n“He left at midnight” [1]"
    page = soup(rendering.turn(finished(text, claims=claims), AR))
    gloss = one(page, ".wording p:has(button) + .gloss")
    assert gloss.get_text() == "Translation by machine He left in the middle of the night"
    assert (gloss["dir"], gloss["lang"]) == ("ltr", "en")
    assert [element.name for element in one(page, ".wording").find_all(["p", "div"])] == ["p", "div", "p"]


def test_the_quotes_that_the_answer_does_not_show_stand_below_it_in_their_own_direction() -> None:
    page = soup(rendering.turn(finished("“He left at midnight” [1], as all say [2]."), EN))
    rows = page.select(".quotes li")
    assert not rows[0].select("blockquote")
    assert one(rows[1], "blockquote").get_text() == ARABIC.quote
    assert one(rows[1], "blockquote")["dir"] == "rtl"


def test_a_foreign_quote_is_kept_apart_with_its_quotation_marks_in_a_line_of_the_answers_direction() -> None:
    page = soup(rendering.turn(finished("بنص المصدر الإنجليزي: “He left at midnight” [1]", language="ar"), AR))
    line = one(page, ".wording p")
    assert line["dir"] == "rtl"
    said = one(line, "bdi.said")
    assert (said.get_text(), said["dir"], said["lang"]) == ("“He left at midnight”", "ltr", "en")


def test_the_speaker_is_shown_with_each_claim_once() -> None:
    claims = (Claim("he left at midnight.", "The driver", (1,)), Claim("The army says that he stayed.", "The army", (2,)))
    page = soup(rendering.turn(finished("he left at midnight. [1]\nThe army says that he stayed. [2]", claims=claims), EN))
    assert [speaker.get_text() for speaker in page.select(".speaker")] == ["According to The driver"]
    assert page.select(".wording p")[0].get_text() == "According to The driver he left at midnight. [1] reports/a.txt"


def test_the_speaker_is_named_in_the_language_of_the_answer_not_of_the_page() -> None:
    claims = (Claim("he left at midnight.", "The driver", (1,)),)
    page = soup(rendering.turn(finished("he left at midnight. [1]", claims=claims), AR))
    assert one(page, ".speaker").get_text() == "According to The driver"


MIDNIGHT = Claim("According to The driver: “He left at midnight”", "The driver", (1,))
FOREIGN = Claim(f"In the words of the Arabic source: «{ARABIC.quote}»", None, (2,), gloss="He left in the night")


def test_accounts_that_differ_each_have_their_speaker_or_document_their_words_and_their_markers() -> None:
    page = soup(rendering.turn(finished("", conflicts=(Conflict("When", (MIDNIGHT, FOREIGN)),)), EN))
    accounts = page.select(".conflict li")
    assert one(page, ".conflict h3").get_text() == "The accounts differ"
    assert one(page, ".conflict .topic").get_text() == "When"
    assert [one(account, "h4").get_text() for account in accounts] == ["The driver", "تقرير.txt"]
    assert [[name.get_text() for name in account.select(".document")] for account in accounts] == [["reports/a.txt"], []]
    said = [one(account, "bdi.said") for account in accounts]
    assert [words.get_text() for words in said] == ["“He left at midnight”", f"«{ARABIC.quote}»"]
    assert [(words["dir"], words["lang"]) for words in said] == [("ltr", "en"), ("rtl", "ar")]
    assert [one(account, "p")["dir"] for account in accounts] == ["ltr", "rtl"]
    assert [one(account, "button").get_text() for account in accounts] == ["[1]", "[2]"]
    assert one(accounts[1], ".gloss").get_text() == "Translation by machine He left in the night"


def test_a_worded_account_is_shown_as_it_is_worded() -> None:
    worded = Claim("He left before dawn, the guard says.", "The guard", (2,), verbatim=False)
    page = soup(rendering.turn(finished("", conflicts=(Conflict("", (MIDNIGHT, worded)),)), EN))
    account = page.select(".conflict li")[1]
    assert (one(account, "p").get_text(), one(account, "p")["dir"]) == ("He left before dawn, the guard says. [2]", "ltr")


def test_that_accounts_differ_is_told_once() -> None:
    text = f"{MIDNIGHT.text} [1]\n{FOREIGN.text} [2]\nThe accounts differ here: [1] against [2]."
    conflict = Conflict("When did he leave?", (MIDNIGHT, FOREIGN))
    turn = finished(text, claims=(MIDNIGHT, FOREIGN), conflicts=(conflict,))
    page = soup(rendering.turn(turn, EN))
    assert len(page.select(".wording > p")) == 2
    assert not page.select(".conflict .topic")  # it is the question, which stands above
    assert len(soup(rendering.turn(replace(turn, answer=None), EN)).select(".wording > p")) == 3


def test_small_talk_is_neither_an_abstention_nor_an_answer_with_evidence() -> None:
    talk = finished("Hello!", outcome=Outcome.ABSTAINED, citations=(), evidence=())
    page = soup(rendering.turn(talk, EN))
    assert one(page, ".wording p").get_text() == "Hello!"
    assert not page.select(".abstention, .card, .quotes, .notice, footer")


def test_only_answered_questions_are_taken_along() -> None:
    turns = (finished("Yes."), stop(Turn(2, "Stopped?")), fail(Turn(3, "Failed?"), Notice("No.")), Turn(4, "Waiting?"))
    assert history(turns) == ("When did he leave?",)


def test_an_abstention_looks_like_none_of_the_others() -> None:
    near = (Nearest(EVIDENCE[0], 4, 23),)
    page = soup(rendering.turn(finished("The documents do not tell.", outcome=Outcome.ABSTAINED, citations=(), nearest=near), EN))
    assert one(page, ".abstention > p").get_text() == "The documents do not tell."
    card = one(page, ".abstention .card")
    assert (card["data-document"], card["data-start"], card["data-end"]) == ("reports/a.txt", "4", "23")
    assert one(card, ".passage").get_text() == "So: He left at midnight, by car."
    assert one(card, ".passage mark").get_text() == "He left at midnight"
    assert not page.select(".wording, .quotes, .notice")


def test_evidence_names_page_and_heading_and_what_the_answer_cites_of_it() -> None:
    page = soup(passages.evidence(finished("He left [1]."), EN))
    card = one(page, ".card")
    assert one(card, ".place").get_text() == "Night · page 3"
    assert one(card, ".cited").get_text() == "Cited as [1]"
    assert one(card, ".passage").get_text() == EVIDENCE[0].passage.text


def test_what_it_is_doing_is_told_until_it_is_done() -> None:
    turn = Turn(1, "?")
    assert EN.waiting in rendering.turn(turn, EN)
    turn = advance(turn, EvidenceFound(EVIDENCE, 10.0))
    assert EN.preparing in rendering.turn(turn, EN)
    turn = advance(turn, Working("reading", 2, 5))
    assert "Reading the passages" in rendering.turn(turn, EN)
    assert "(2/5)" in rendering.turn(turn, EN)
    assert "Passages found: 1" in rendering.turn(turn, EN)
    turn = advance(advance(turn, Wording("He left [1]", (QUOTE,))), Wording(" at night.", (QUOTE,)))
    page = soup(rendering.turn(turn, EN))
    assert one(page, ".wording p").get_text() == "He left [1] at night."
    assert not page.select(".quotes")  # they come with the whole answer
    assert not soup(rendering.turn(stop(turn), EN)).select(".status")
    assert EN.stopped_midway in rendering.turn(stop(turn), EN)


def test_an_error_keeps_the_evidence_and_shows_commands_as_such() -> None:
    turn = fail(advance(Turn(1, "?"), EvidenceFound(EVIDENCE, 10.0)), Notice("No model.", "Run `dossier model fetch`."))
    page = soup(rendering.turn(turn, EN))
    assert one(page, "[role=alert] code").get_text() == "dossier model fetch"
    assert page.select("button.found")
    assert turn.phase is Phase.FAILED


def hostile_pages() -> list[str]:
    citation = Citation(1, HOSTILE, 0, 9, HOSTILE, HOSTILE)
    claim = Claim(HOSTILE, HOSTILE, (1,), gloss=HOSTILE)
    worded = replace(claim, verbatim=False, speaker=None)
    evidence = (Evidence(Passage(HOSTILE, 0, 9, HOSTILE, HOSTILE, HOSTILE, 1), 1.0),)
    parts = {
        "claims": (claim,),
        "citations": (citation,),
        "conflicts": (Conflict(HOSTILE, (claim, worded)),),
        "evidence": evidence,
        "nearest": (Nearest(evidence[0], 2, 7),),
    }
    turn = replace(finished(f"{HOSTILE} [1]", model=HOSTILE, **parts), question=HOSTILE)
    abstained = replace(finished(HOSTILE, outcome=Outcome.ABSTAINED, **parts), question=HOSTILE)
    info = DocumentInfo(HOSTILE, HOSTILE, HOSTILE, "text/plain", HOSTILE, 1, 1, 1, 1, (HOSTILE,))
    rows = [Row(HOSTILE, state, HOSTILE) for state in State]
    return [
        rendering.turn(turn, EN),
        rendering.turn(abstained, AR),
        rendering.turn(fail(turn, Notice(HOSTILE, HOSTILE)), EN),
        passages.evidence(turn, EN),
        panels.sources([info], EN),
        panels.uploads(rows, EN, HOSTILE),
    ]


@pytest.mark.parametrize("page", hostile_pages())
def test_text_of_others_never_becomes_markup(page: str) -> None:
    tree = soup(page)
    assert not tree.select("script, img, iframe, a, svg, style, link, form, input:not([type=checkbox][data-action=choose])")
    for element in tree.find_all(True):
        assert not [name for name in element.attrs if name.startswith("on") or name in {"href", "src", "style"}]
    assert "\u202e" not in tree.get_text()
    assert "<script>alert(1)</script>" in tree.get_text()


@given(st.text(max_size=200))
@example("\ufffe\uffff\r")
def test_whatever_the_text_it_comes_back_as_text(value: str) -> None:
    shown = soup(f'<p>{markup.text(value)}</p><b data-x="{markup.attribute(value)}"></b>')
    assert [element.name for element in shown.find_all(True)] == ["p", "b"]
    plain = re.sub("[\r\ufffe\uffff]", "\ufffd", value)  # what no page can hold
    kept = [c for c in plain if c in shown.get_text() or ord(c) < 160 or c in "\u202d\u202e"]
    assert len(kept) == len(plain)


@pytest.mark.parametrize(
    ("value", "default", "expected"),
    [
        ("He left.", "rtl", "ltr"),
        ("غادر.", "ltr", "rtl"),
        ("BBC قالت إن الجسر أُغلق", "ltr", "rtl"),
        ("In Arabic: غادر, that is left", "rtl", "ltr"),
        ("17 - 12", "rtl", "rtl"),
        ("", "ltr", "ltr"),
    ],
)
def test_direction_is_that_of_most_letters(value: str, default: str, expected: str) -> None:
    assert markup.direction(value, default) == expected  # type: ignore[arg-type]


def test_hidden_characters_of_a_name_are_shown() -> None:
    assert markup.name("invoice\u202egpj\u200b.exe") == "<bdi>invoice⟨U+202E⟩gpj⟨U+200B⟩.exe</bdi>"


def test_what_corrects_a_question_stands_between_the_refusal_and_the_nearest_passages_with_its_citation() -> None:
    claim = Claim("“He left at midnight”", None, (1,), corrects=True)
    parts = {"outcome": Outcome.ABSTAINED, "claims": (claim,), "evidence": EVIDENCE, "nearest": (Nearest(EVIDENCE[0], 0, 5),)}
    page = soup(rendering.turn(finished("Not told.\nIt may rest on this:\n“He left at midnight” [1]", **parts), EN))
    section = one(page, "section.abstention")
    assert [line.get_text() for line in section.select("p[dir]")][:2] == ["Not told.", "It may rest on this:"]
    assert one(section, "p:has(button) bdi.said").get_text() == "“He left at midnight”"
    quotes, nearest = one(section, ".quotes"), one(section, "h4")
    assert quotes.select("li cite")[0].get_text() == "reports/a.txt"
    order = [element for element in section.find_all(True) if element in (quotes, nearest)]
    assert order == [quotes, nearest]
    assert len(page.select(".quotes")) == 1
