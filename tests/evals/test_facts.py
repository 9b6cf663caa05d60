import pytest

from evals.facts import Rule, affirmed, find


@pytest.mark.parametrize(
    ("text", "group", "rule"),
    [
        ("21 houses burned.", ("21",), Rule.WORDS),
        ("Mayor LIND said so.", ("Lind",), Rule.WORDS),
        ("احترق ٢١ منزلاً.", ("21",), Rule.VALUE),
        ("17487 people", ("17,487",), Rule.VALUE),
        ("on March 14th, 2021", ("14 March 2021",), Rule.VALUE),
        ("في ١٤ آذار ٢٠٢١", ("14 March 2021",), Rule.VALUE),
        ("twenty-one houses", ("21",), Rule.VALUE),
        ("يوم الجمعة", ("Friday",), Rule.VALUE),
        ("قال يورون هالدت", ("Haldt",), Rule.TRANSLITERATION),
        ("The doctor is Samer al-Khatib.", ("الخطيب",), Rule.TRANSLITERATION),
        ("21 houses; واحد وعشرون", ("واحد وعشرون", "21"), Rule.WORDS),
    ],
)
def test_each_fact_is_found_by_a_rule_that_is_named(text: str, group: tuple[str, ...], rule: Rule) -> None:
    hit = find([text], group)
    assert hit is not None
    assert hit[0] is rule


@pytest.mark.parametrize(
    ("text", "alias"),
    [
        ("on 15 March 2021", "14 March 2021"),
        ("on 14 March", "14 March 2021"),
        ("في ١٤ أيار ٢٠٢١", "14 March 2021"),
        ("They were 2 of 9.", "two"),
        ("about 17,000 people", "17,487"),
        ("قال يورون كوفار", "Haldt"),
        ("The doctor is Samer Haddad.", "الخطيب"),
        ("The doctor is Samer Haddad.", "سامر الخطيب"),
        ("the last 24 hours", "=24"),
    ],
)
def test_another_value_or_name_is_not_taken_for_it(text: str, alias: str) -> None:
    assert find([text], (alias,)) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("It is not true that 21 houses burned.", False),
        ("The houses that burned weren't 21.", False),
        ("لم يحترق ٢١ منزلاً.", False),
        ("Not 12 but 21 houses burned.", True),
        ("No, 21 houses burned.", True),
        ("It is 21, not 12.", True),
        ("It is not known who did it: 21 houses burned.", True),
        ("Not only 21 houses burned.", True),
        ("ليس 12 بل 21 منزلاً.", True),
    ],
)
def test_what_is_denied_in_own_words_is_not_said(text: str, says: bool) -> None:
    assert (find([], ("21",), own=[text]) is not None) is says
    assert find([text], ("21",)) is not None, "words of documents count as they stand"


def test_an_alias_that_denies_is_looked_for_in_the_whole() -> None:
    assert find([], ("does not admit",), own=["It does not admit anything."]) == (Rule.WORDS, "does not admit")


def test_a_number_goes_on_over_its_own_points() -> None:
    assert affirmed("It is not 4.2 million, it is 5.").split() == ["It", "is", ",", "it", "is", "5."]
