"""Puts checked claims into words, in the language of the question. The claims' own words are not touched."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.questions import SmallTalk
from index.language import direction


@dataclass(frozen=True, slots=True)
class Phrases:
    """What the assistant itself says, in one language."""

    said_by: str
    foreign: str
    foreign_said_by: str
    abstained: str
    abstained_empty: str
    untold: str
    corrected: str
    differ: str
    against: str
    talk: dict[SmallTalk, str]
    languages: dict[str, str]


PHRASES = {
    "en": Phrases(
        said_by="According to {speaker}: {quote}",
        foreign="In the words of the {language} source: {quote}",
        foreign_said_by="According to {speaker}, in the words of the {language} source: {quote}",
        abstained="The documents do not tell. The nearest passages are shown below.",
        abstained_empty="The documents do not tell.",
        untold="Nothing sure enough was found for: {questions}",
        corrected="The question may take something for granted that the documents tell otherwise:",
        differ="The accounts differ here: {accounts}.",
        against=" against ",
        talk={
            SmallTalk.GREETING: "Hello! Ask me anything about your documents: "
            "every sentence of an answer shows the words that it rests on.",
            SmallTalk.THANKS: "You are welcome. Ask on whenever you like.",
            SmallTalk.ABOUT: "I answer questions about the documents in this library, in English and Arabic, on your machine. "
            "Each sentence cites the words that it rests on, and says whose claim it is. "
            "Where the documents do not tell, I say so.",
            SmallTalk.LISTING: "These documents are in the library: {documents}",
        },
        languages={"ar": "Arabic", "en": "English", "fa": "Persian", "ur": "Urdu", "he": "Hebrew", "ru": "Russian"},
    ),
    "ar": Phrases(
        said_by="بحسب {speaker}: {quote}",
        foreign="بنص المصدر {language}: {quote}",
        foreign_said_by="بحسب {speaker}، بنص المصدر {language}: {quote}",
        abstained="لا تذكر الوثائق جواباً عن هذا السؤال. أقرب المقاطع إليه معروضة أدناه.",
        abstained_empty="لا تذكر الوثائق جواباً عن هذا السؤال.",
        untold="لم يُعثر على جواب مؤكَّد عن: {questions}",
        corrected="قد يفترض السؤال أمراً تذكر الوثائق خلافه:",
        differ="تختلف الروايات هنا: {accounts}.",
        against=" مقابل ",
        talk={
            SmallTalk.GREETING: "مرحباً! اسألني عمّا تشاء من وثائقك، وستجد مع كل جملة في الجواب الكلمات التي تستند إليها.",
            SmallTalk.THANKS: "على الرحب والسعة. اسأل متى شئت.",
            SmallTalk.ABOUT: "أجيب عن الأسئلة المتعلقة بوثائق هذه المكتبة، بالعربية والإنجليزية، على جهازك أنت. "
            "كل جملة تذكر الكلمات التي تستند إليها وصاحب القول، وحين لا تذكر الوثائق جواباً أقول ذلك.",
            SmallTalk.LISTING: "هذه الوثائق موجودة في المكتبة: {documents}",
        },
        languages={
            "ar": "العربي", "en": "الإنجليزي", "fa": "الفارسي", "ur": "الأردي", "he": "العبري", "ru": "الروسي",
        },
    ),
}  # fmt: skip


def phrases(language: str) -> Phrases:
    """The phrases of ``language``; English ones where there are none."""
    return PHRASES.get(language, PHRASES["en"])


def quoted(text: str, language: str) -> str:
    """``text`` in the quotation marks of its language."""
    opening, closing = ("«", "»") if direction(language) == "rtl" else ("“", "”")
    return f"{opening}{' '.join(text.split())}{closing}"


def verbatim(text: str, source_language: str, speaker: str | None, language: str) -> str:
    """A sentence that shows the sources' own words, with the speaker where the words do not name one themselves."""
    says = phrases(language)
    quote = quoted(text, source_language)
    foreign = source_language != language
    if not foreign:
        return says.said_by.format(speaker=speaker, quote=quote) if speaker else quote
    name = says.languages.get(source_language, source_language)
    if speaker:
        return says.foreign_said_by.format(speaker=speaker, language=name, quote=quote)
    return says.foreign.format(language=name, quote=quote)


def differ(markers: Sequence[str], language: str) -> str:
    """A sentence that says that accounts, given by their markers, differ."""
    says = phrases(language)
    return says.differ.format(accounts=says.against.join(markers))


def talk(kind: SmallTalk, language: str, documents: Sequence[str] = ()) -> str:
    """A short reply to what was no question to the documents."""
    separator = "، " if direction(language) == "rtl" else ", "
    return phrases(language).talk[kind].format(documents=separator.join(documents) or "–")


def with_markers(text: str, numbers: tuple[int, ...]) -> str:
    """``text`` with its citation markers, before nothing and after everything."""
    return f"{text} {''.join(f'[{number}]' for number in numbers)}"
