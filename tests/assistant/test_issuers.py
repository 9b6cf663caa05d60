"""Names at the head of a press statement: bodies of every kind, and headlines that only stand there like names."""

import pytest

from assistant.attribution import issuer, speaker

_HEADS = (
    (
        "The Harbour Pilots' Guild — press statement\n\nThe port authority closed the channel. The pilots lost a day.\n",
        "The Harbour Pilots' Guild",
    ),
    (
        "Harbour Pilots’ Guild — press statement\n\nThe channel was closed on Monday. Two days of work were lost.",
        "Harbour Pilots’ Guild",
    ),
    ("PRESS STATEMENT\nOrrin Valley Growers\n\nWater was cut on Monday. Two days of work were lost.", "Orrin Valley Growers"),
    ("Press release: Brightwater Conservancy\n\nThe eels are back in the river. Forty were counted.", "Brightwater Conservancy"),
    ("Lakeside Ombudsman | Press statement\n\nThe buses were late in March. Forty complaints came.", "Lakeside Ombudsman"),
    ("Statement\nThe Kestrel Alliance\n\nThe tower was built in 2019. It leans.", "The Kestrel Alliance"),
    ("Tidewrights — press statement\n\nThe channel was closed on Monday.", "Tidewrights"),
    ("Sons of the Estuary — press release\n\nThe channel was closed on Monday.", "Sons of the Estuary"),
    ("NIGHT SHIFT\nPress statement\n\nThe bakers worked until six on Monday.", "NIGHT SHIFT"),
    ("The Lantern Circle — news release\n\nThe circle welcomes the opening of the baths.", "The Lantern Circle"),
    ("Northern Channel Closed — Press Statement\n\nThe channel was closed on Monday.", None),
    ("Harbour closed for two days — press statement\n\nThe channel was closed on Monday.", None),
    ("Fishermen Win Case — press statement\n\nThe fishermen won their case on Monday.", None),
    ("PRESS STATEMENT\nA New Roof for the Baths\n\nThe baths will have a new roof by May.", None),
    ("Eels Return to River — press release\n\nForty eels were counted in the river.", None),
    ("The Harbour Gazette — press review\n\nThe Guild was on strike on Monday.", None),
    ("نقابة مرشدي الميناء — بيان صحفي\n\nأغلقت القناة الشمالية يوم الاثنين. ضاع يومان من العمل.", "نقابة مرشدي الميناء"),
    ("حلف أصدقاء النهر - بيان صحفي\n\nعاد السمك. أحصي منه أربعون.", "حلف أصدقاء النهر"),
    ("كونفدرالية الملاحين\nبيان صحفي\n\nأغلقت القناة يوم الاثنين.", "كونفدرالية الملاحين"),
    ("أبناء الضفة — بيان صحفي\n\nيأسف أبناء الضفة لإغلاق القناة يوم الاثنين.", "أبناء الضفة"),
    ("حراس الغابة — بيان صحفي\n\nنأسف لإغلاق الغابة يوم الاثنين.", "حراس الغابة"),
    ("إغلاق القناة الشمالية — بيان صحفي\n\nأغلقت القناة يوم الاثنين.", None),
    ("عودة الأسماك إلى النهر — بيان صحفي\n\nأحصي أربعون سمكة في النهر.", None),
    ("قناة الشمال — بيان صحفي\n\nأغلقت القناة يوم الاثنين.", None),
    ("أبناء الضفة — بيان صحفي\n\nأعلن الأبناء إغلاق القناة يوم الاثنين.", "أبناء الضفة"),
)


@pytest.mark.parametrize(("text", "name"), _HEADS)
def test_whose_press_statement_it_is(text: str, name: str | None) -> None:
    found = issuer(text, "ar" if any("\u0600" <= letter <= "\u06ff" for letter in text) else "en")
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("The Harbour Pilots' Guild said the channel was closed.", "the channel was closed", "Harbour Pilots' Guild"),
        ("The Harbour Pilots’ Guild said the channel was closed.", "the channel was closed", "Harbour Pilots’ Guild"),
        (
            "The Guild of Rope Makers said the mill was safe. It added that rope was cheap.",
            "rope was cheap",
            "Guild of Rope Makers",
        ),
        ("The bakers' federation told Mr Holt that bread would cost more.", "bread would cost more", "The bakers' federation"),
    ],
)
def test_a_body_of_many_speaks(text: str, words: str, name: str) -> None:
    at = text.index(words)
    found = speaker(text, at, at + len(words), "en")
    assert found is not None
    assert found.name == name
