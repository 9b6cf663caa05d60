"""Plain text: encodings, newlines, control characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers import parse

ARABIC = [
    "مرحبا بكم",
    "السلام عليكم ورحمة الله",
    "خطاب الرئيس",
    "وصل الوزير إلى العاصمة صباح اليوم.",
    "شركة Google أعلنت عن منتج جديد",
    "The minister (الوزير) arrived in Cairo on Monday and met the ambassador.",
    "Report: التقرير السنوي 2021",
    "قال المتحدث باسم الشركة إن الأرباح ارتفعت بنسبة 12% خلال الربع الثالث، مقارنة بالعام الماضي؛ فهل تستمر؟",
    "تعليم\nصحة\nثقافة\nرياضة",
    "وأوضح التقرير أن عدد المسافرين عبر المطار بلغ 1,250 مسافراً في اليوم.\nوتوقعت الإدارة أن يزداد العدد في الصيف. " * 20,
]


@pytest.mark.parametrize("text", ARABIC)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1256"])
def test_arabic_comes_out_right(text: str, encoding: str) -> None:
    assert parse(text.encode(encoding), "a.txt").text == text


@pytest.mark.parametrize("text", ["بيان", "نص", "قصة", "مدرسة", "مرحبا", "اجتماع", "شكراً"])
def test_single_arabic_words_in_windows_1256(text: str) -> None:
    assert parse(text.encode("cp1256"), "a.txt").text == text


@pytest.mark.parametrize("text", [text for text in ARABIC if len(text) > 15])
def test_arabic_in_iso_8859_6(text: str) -> None:
    assert parse(text.encode("iso8859_6"), "a.txt").text == text


def test_typographic_signs_in_windows_1256() -> None:
    text = "«خبر عاجل» – قناة “الجزيرة”… قالت: ‘نعم’"
    assert parse(text.encode("cp1256"), "a.txt").text == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", ["Hello there, world", "وصل الوزير إلى العاصمة", "Both: سلام عليكم"])
def test_wide_encodings_without_a_mark(text: str, encoding: str) -> None:
    assert parse(text.encode(encoding), "a.txt").text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Le café était fermé à Noël", "cp1252"),
        ("Größe und Maße, schön", "cp1252"),
        ("He said “hello” – it’s fine", "cp1252"),
        ("price £5, 20° and ½ cup ©2020", "cp1252"),
        ("naïve", "cp1252"),
        ("Привет, как дела сегодня?", "cp1251"),
        ("Россия и соседи ведут переговоры", "koi8_r"),
        ("Καλημέρα κόσμε, τι κάνεις σήμερα", "cp1253"),
        ("שלום עולם, היום יום יפה מאוד", "cp1255"),
        ("这是一个中文句子，用于测试。", "gb18030"),
        ("これは日本語の文章です。", "shift_jis"),
    ],
)
def test_other_encodings(text: str, encoding: str) -> None:
    assert parse(text.encode(encoding), "a.txt").text == text


def test_one_broken_byte_does_not_turn_a_utf8_text_into_gibberish() -> None:
    data = ("وصل الوزير إلى العاصمة. " * 20).encode()
    text = parse(data[:100] + b"\xff" + data[100:], "a.txt").text
    assert text.replace("�", "").startswith("وصل الوزير إلى العاصمة.")
    assert text.count("�") <= 3


def test_newlines_and_control_characters() -> None:
    text = parse("\ufeffa\r\nb\rc\u2028d\x0ce\x85f\x1b[1m\x07g\u200fh\u00a0i\tj\U000e0041".encode(), "a.txt").text
    assert text == "a\nb\nc\nd\ne\nf[1mg\u200fh\u00a0i\tj"


def test_text_is_not_normalised() -> None:
    text = "ﷺ ﻻ ﬁ ① Ａ e\u0301 سَلَامٌ ـــ  two  spaces\n\n\n\nend "
    assert parse(text.encode(), "a.txt").text == text


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1))
def test_clean_utf8_is_kept_character_for_character(text: str) -> None:
    marked = f"x{text}"
    unseen = {0x2028: "\n", 0x2029: "\n", 0xAD: None, 0xFEFF: None, **dict.fromkeys(range(0xE0000, 0xE0080))}
    assert parse(marked.encode(), "a.txt").text == marked.translate(unseen)
