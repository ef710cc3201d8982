from datetime import date

import pytest

from helhed.contacts.tests.moments import moment
from helhed.contacts.times import choices, meant_by
from helhed.core.days import working_days_after


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (moment(date(2026, 3, 3), 10), ["I aften", "I morgen", "Mandag"]),
        (moment(date(2026, 3, 3), 22), ["I morgen", "Mandag"]),
        # On a Sunday Monday is tomorrow, so the third choice is the day after.
        (moment(date(2026, 3, 8), 10), ["I aften", "I morgen", "Tirsdag"]),
        (moment(date(2026, 3, 6), 10), ["I aften", "I morgen", "Mandag"]),
    ],
)
def test_the_next_time_is_offered_as_it_is_said(at, words):
    assert [when.words for when in choices(at)] == words


def test_each_choice_lies_where_its_words_say():
    meant = {when.code: when.at for when in choices(moment(date(2026, 3, 6), 10))}

    assert meant["tonight"] == moment(date(2026, 3, 6), 19)
    assert meant["tomorrow"] == moment(date(2026, 3, 7), 12)
    assert meant["later"] == moment(date(2026, 3, 9), 12)
    assert meant_by("nonsense", moment()) is None


def test_working_days_skip_weekends_and_danish_holidays():
    assert working_days_after(date(2026, 4, 1), 1) == date(2026, 4, 7)
    assert working_days_after(date(2026, 6, 4), 1) == date(2026, 6, 8)
    assert working_days_after(date(2026, 12, 23), 1) == date(2026, 12, 28)
