"""Taking questions apart: small talk, several questions in one, questions that lean on earlier ones, what is wanted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.questions import Kind, SmallTalk, Wanted, asks_whether, holds, understand, wanted


@pytest.mark.parametrize(
    ("said", "talk"),
    [
        ("Hello!", SmallTalk.GREETING),
        ("good morning", SmallTalk.GREETING),
        ("السلام عليكم", SmallTalk.GREETING),
        ("مرحباً!", SmallTalk.GREETING),
        ("Thanks a lot.", SmallTalk.THANKS),
        ("شكراً جزيلاً", SmallTalk.THANKS),
        ("What can you do?", SmallTalk.ABOUT),
        ("من أنت؟", SmallTalk.ABOUT),
        ("Which documents do you have?", SmallTalk.LISTING),
        ("ما هي الوثائق المتاحة؟", SmallTalk.LISTING),
    ],
)
def test_small_talk_is_known_in_both_languages(said: str, talk: SmallTalk) -> None:
    assert understand(said).small_talk is talk


@pytest.mark.parametrize(
    "question",
    [
        "Who said hello to the ambassador?",
        "What can the commission do about the delay?",
        "Which documents did the ministry destroy?",
        "من شكر الوزير؟",
        "ما هي الوثائق التي أحرقتها البلدية؟",
    ],
)
def test_a_question_to_the_documents_is_none(question: str) -> None:
    assert understand(question).small_talk is None


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Who closed the tunnel and when did it reopen?", ["Who closed the tunnel?", "when did it reopen?"]),
        ("How many were hurt? Who counted them?", ["How many were hurt?", "Who counted them?"]),
        ("كم جريحاً سقط ومن أعلن ذلك؟", ["كم جريحاً سقط؟", "من أعلن ذلك؟"]),
        ("Who says that the tunnel was closed, and when?", ["Who says that the tunnel was closed, and when?"]),
        ("What do the mayor and the council want?", ["What do the mayor and the council want?"]),
        ("ما موقف الوزارة والنقابة من القرار؟", ["ما موقف الوزارة والنقابة من القرار؟"]),
    ],
)
def test_questions_joined_in_one_are_taken_apart(question: str, parts: list[str]) -> None:
    assert [part.words for part in understand(question).parts] == parts


def test_the_second_of_two_questions_keeps_what_its_pronoun_means() -> None:
    second = understand("Who closed the tunnel and when did it reopen?").parts[1]
    assert "tunnel" in second.text
    alone = understand("How many were hurt? Where is the harbour of Vasil?").parts[1]
    assert alone.text == alone.words


@pytest.mark.parametrize("question", ["And how many of them were children?", "Why?", "وكم منهم أطفال؟", "ومتى حدث ذلك؟"])
def test_a_question_that_leans_takes_the_one_before_along(question: str) -> None:
    asked = understand(question, ["What burned in Vasil?", "How many were hurt in the fire?"])
    assert asked.text == f"How many were hurt in the fire? {question}"
    assert asked.parts[0].words == question


@pytest.mark.parametrize(
    "question", ["Where is the new harbour of Port Vasil to be built?", "من بنى ميناء فاسل الجديد على الساحل الشرقي؟"]
)
def test_a_question_that_stands_by_itself_takes_nothing_along(question: str) -> None:
    assert understand(question, ["How many were hurt in the fire?"]).text == question


def test_a_chain_of_leaning_questions_reaches_back_to_what_they_are_about() -> None:
    asked = understand("And of those?", ["How many were hurt in the great fire of Vasil?", "How many of them were children?"])
    assert asked.text.startswith("How many were hurt in the great fire of Vasil?")


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What happened at the harbour?", Kind.OVERVIEW),
        ("ماذا حدث في الميناء؟", Kind.OVERVIEW),
        ("What happened?", Kind.GIST),
        ("Summarise the documents", Kind.GIST),
        ("What are these reports about?", Kind.GIST),
        ("So what happened here?", Kind.GIST),
        ("ماذا حدث؟", Kind.GIST),
        ("لخّص الوثائق", Kind.GIST),
        ("عمّ تتحدث هذه التقارير؟", Kind.GIST),
        ("What is the harbour about?", Kind.FACT),
        ("Do the two sides agree on the cause?", Kind.COMPARISON),
        ("هل تتفق الروايتان على السبب؟", Kind.COMPARISON),
        ("List the ships that burned.", Kind.LIST),
        ("ما هي مطالب النقابة؟", Kind.LIST),
        ("When did the ship burn?", Kind.FACT),
    ],
)
def test_the_kind_of_question(question: str, kind: Kind) -> None:
    assert understand(question).parts[0].kind is kind


@given(st.text(max_size=200), st.lists(st.text(max_size=60), max_size=3))
def test_whatever_is_asked_is_kept(question: str, history: list[str]) -> None:
    asked = understand(question, history)
    assert asked.parts
    assert all(part.text.endswith(part.words) for part in asked.parts)
    assert asked.text.endswith(question.strip())


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many ships burned?", Wanted.NUMBER),
        ("كم سفينة احترقت؟", Wanted.NUMBER),
        ("When did it burn?", Wanted.MOMENT),
        ("في أي يوم احترقت؟", Wanted.MOMENT),
        ("Who set fire to it?", Wanted.OTHER),
        ("من أشعل النار؟", Wanted.OTHER),
    ],
)
def test_what_a_question_wants(question: str, kind: Wanted) -> None:
    assert wanted(question) is kind


@pytest.mark.parametrize(
    ("question", "whether"),
    [
        ("Did the council agree?", True),
        ("And was it paid?", True),
        ("Didn't the council agree?", True),
        ("According to the ministry, were the sirens heard?", True),
        ("Does anyone say whether it was paid?", True),
        ("هل وافق المجلس؟", True),
        ("وهل دُفع الثمن؟", True),
        ("بحسب الوزارة، هل سُمعت الصفارات؟", True),
        ("ألم يوافق المجلس؟", True),
        ("أليس السد قديماً؟", True),
        ("Why did the council agree?", False),
        ("Who was paid?", False),
        ("What has the ministry done?", False),
        ("In which month did it happen?", False),
        ("لماذا وافق المجلس؟", False),
        ("من استقال؟", False),
        ("لم استقال المهندس؟", False),
        ("أهالي القرية كم عددهم؟", False),
        ("كم أهلك الجراد من الزرع؟", False),
    ],
)
def test_what_asks_whether_something_is_so_is_known_by_its_words(question: str, whether: bool) -> None:
    assert asks_whether(question) is whether


@pytest.mark.parametrize(
    ("kind", "text", "there"),
    [
        (Wanted.NUMBER, "It burned with 14 ships.", True),
        (Wanted.NUMBER, "احترقت سفينتان.", True),
        (Wanted.NUMBER, "It burned down to the water.", False),
        (Wanted.MOMENT, "It burned on 3 May.", True),
        (Wanted.MOMENT, "احترقت فجراً.", True),
        (Wanted.MOMENT, "It burned down to the water.", False),
        (Wanted.OTHER, "It burned down to the water.", True),
    ],
)
def test_whether_words_hold_what_is_wanted(kind: Wanted, text: str, there: bool) -> None:
    assert holds(kind, text) is there
