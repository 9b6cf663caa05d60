"""Other accounts: what other documents tell of the same thing, found by the first account."""

from pathlib import Path

import pytest

from assistant.accounts import ACCOUNTS, other_accounts
from assistant.verification import Draft, Span
from index.indexing import index_paths
from index.library import Library
from index.retrieval import Retriever

QUESTION = "How heavy was the load on the Orvel bridge?"
FIRST = "Engineers said the lorry that broke the Orvel bridge carried 41 tonnes of gravel."
OTHER = "وقالت شركة النقل إن الشاحنة التي عبرت جسر أورفل لم تحمل سوى ٢٦ طناً من الحصى."
FILLER = ("The weather in the valley stays mild until Sunday.", "A choir sang in the town hall of Belsund on Tuesday evening.")


@pytest.fixture
def bridge(library: Library, tmp_path: Path) -> Library:
    texts = {"engineers.txt": f"{FIRST}\n\nThe bridge opened in 1962.", "carrier.txt": f"{OTHER}\n\nتأسست الشركة عام ١٩٨٨."}
    texts |= {f"{n}.txt": text for n, text in enumerate(FILLER)}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    index_paths(library, [tmp_path])
    return library


def _others(library: Library, told: set[str]) -> list[str]:
    retriever = Retriever(library)
    draft = Draft(FIRST, Span("engineers.txt", 0, len(FIRST), FIRST, "en"))
    found = other_accounts(library, retriever, QUESTION, draft, frozenset(told))
    return [item.evidence.passage.document for item in found]


def test_the_other_account_comes_first_across_languages(bridge: Library) -> None:
    assert _others(bridge, {"engineers.txt"})[0] == "carrier.txt"


def test_documents_that_are_quoted_already_are_left_out(bridge: Library) -> None:
    assert not {"engineers.txt", "carrier.txt"} & set(_others(bridge, {"engineers.txt", "carrier.txt"}))


def test_the_sentence_is_found_that_tells_it(bridge: Library) -> None:
    retriever = Retriever(bridge)
    draft = Draft(FIRST, Span("engineers.txt", 0, len(FIRST), FIRST, "en"))
    found = other_accounts(bridge, retriever, QUESTION, draft, frozenset({"engineers.txt"}))
    assert found[0].sentence.span.text == OTHER
    assert [item.likeness for item in found] == sorted((item.likeness for item in found), reverse=True)


@pytest.mark.parametrize(
    ("question", "own", "said", "more"),
    [
        (
            "How many people does the dairy employ?",
            "It employs 63 people in the creamery.",
            '"It does not employ 63 people but 47," said the delegate Piet Hallan.',
            "The delegate Piet Hallan said that it employs 63 people.",
        ),
        (
            "كم طبيباً يعمل في المستوصف؟",
            "ويعمل فيه تسعة أطباء.",
            "وقالت رئيسة اللجنة سعاد المرّي إنه لا يعمل فيه تسعة أطباء بل أربعة.",
            "وقالت رئيسة اللجنة سعاد المرّي إن تسعة أطباء يعملون فيه.",
        ),
    ],
)
def test_who_denies_it_in_its_own_document_comes_first_and_is_marked(
    library: Library, tmp_path: Path, question: str, own: str, said: str, more: str
) -> None:
    for name, reply in {"a.txt": said, "b.txt": more}.items():
        (tmp_path / name).write_text(f"{own}\n\n{reply}\n", encoding="utf-8")
    index_paths(library, [tmp_path])
    for name, expected in {"a.txt": [said], "b.txt": []}.items():
        draft = Draft(own, Span(name, 0, len(own), own, "en" if own.isascii() else "ar"))
        found = other_accounts(library, Retriever(library), question, draft, frozenset({name}))
        assert [item.sentence.span.text for item in found if item.denies] == expected
        assert [item.denies for item in found] == sorted((item.denies for item in found), reverse=True)


def test_who_tells_another_figure_comes_first_and_is_left_to_the_model(library: Library, tmp_path: Path) -> None:
    own, said = "The bridge was opened in 1962.", "The engineer Paul Ost said that the bridge was opened in 1958."
    (tmp_path / "a.txt").write_text(f"{own}\n\n{said}\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("The bridge was opened in spring.", encoding="utf-8")
    index_paths(library, [tmp_path])
    draft = Draft(own, Span("a.txt", 0, len(own), own, "en"))
    found = other_accounts(library, Retriever(library), "When was the bridge opened?", draft, frozenset({"a.txt"}))
    assert [(item.sentence.span.text, item.denies) for item in found][:1] == [(said, False)]


def test_no_more_sentences_than_are_to_be_read(library: Library, tmp_path: Path) -> None:
    for number in range(ACCOUNTS + 3):
        (tmp_path / f"{number}.txt").write_text(f"Lorry number {number} crossed the Orvel bridge with {number} tonnes.")
    (tmp_path / "engineers.txt").write_text(FIRST)
    index_paths(library, [tmp_path])
    assert len(_others(library, {"engineers.txt"})) == ACCOUNTS
