"""Scoring, skipping, and what is never computed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helhed.assessments import verbs
from helhed.assessments.instruments import instruments
from helhed.assessments.overview import filled_in

MONDAY = date(2026, 11, 16)
WHO5 = instruments()["who5"]


@given(st.lists(st.integers(0, 5), min_size=5, max_size=5))
def test_who5_is_the_sum_times_four(numbers):
    answers = {item.key: number for item, number in zip(WHO5.items, numbers, strict=True)}
    assert WHO5.score(answers) == Decimal(sum(numbers) * 4)


@given(st.sampled_from([item.key for item in WHO5.items]))
def test_one_item_left_alone_gives_no_score(key):
    answers = {item.key: 3 for item in WHO5.items}
    assert WHO5.score({**answers, key: None}) is None


@pytest.mark.parametrize("answers", [{"1": 6}, {"1": -1}, {"6": 1}])
def test_what_is_off_the_scale_is_refused(answers, karen, kasper):
    with pytest.raises(verbs.AnswersOffTheScale):
        verbs.answer(karen, by=kasper, instrument=WHO5, answers=answers, on=MONDAY)


def test_a_low_score_says_what_to_do_and_never_what_somebody_is():
    assert "læge" in WHO5.says(Decimal(20))
    assert WHO5.says(Decimal(50)) == ""
    assert WHO5.says(None) == ""


def test_licensed_texts_are_not_shipped():
    for key in ("who5", "ors", "srs"):
        assert all(item.text == "" for item in instruments()[key].items)
        assert instruments()[key].licence


def test_the_municipality_s_own_file_goes_first(settings, tmp_path):
    own = (tmp_path / "scale.json").open("w")
    own.write(
        '{"key": "scale", "edition": "2", "name": "Vores skala", "source": "", "licence": "",'
        ' "about": false, "intro": "", "items": [{"key": "a", "text": "?", "from": 1, "to": 3,'
        ' "low": "", "high": ""}], "score": {"sum_times": 1, "from": 1, "to": 3}, "marks": []}'
    )
    own.close()
    settings.INSTRUMENTS = str(tmp_path)
    instruments.cache_clear()
    try:
        assert instruments()["scale"].name == "Vores skala"
    finally:
        instruments.cache_clear()


def test_who_answers_for_the_citizen_is_written(karen, kasper):
    scale = instruments()["scale"]
    for number, proxy in ((3, ""), (5, "Søsteren")):
        verbs.answer(
            karen, by=kasper, instrument=scale, answers={"now": number}, proxy=proxy, on=MONDAY
        )
    wrong = verbs.answer(karen, by=kasper, instrument=scale, answers={"now": 9}, on=MONDAY)
    verbs.withdraw_answers(wrong, by=kasper, on=MONDAY)

    (filled,) = filled_in(karen.pk)

    assert [(row.score, row.proxy) for row in filled.rows] == [(3, ""), (5, "Søsteren")]
