"""A text without end is read in no time: comparing stops where it would be waited for."""

from helhed.design.comparing import word_diff
from helhed.strategy.reading.labels import load_labels
from helhed.strategy.reading.strangers import most_alike
from helhed.strategy.reading.values import likeness

# Each of these took minutes, or would never have ended.
YES, NO = "ja da " * 60_000, "nej da " * 60_000


def test_two_endless_goals_are_compared_by_their_beginning():
    assert likeness(YES, YES + "!") == 1
    assert likeness(YES, NO) < 1


def test_an_endless_label_is_like_none():
    assert most_alike(YES, load_labels()) == ""


def test_two_endless_notes_are_told_as_different():
    assert word_diff(YES, NO) == ([(YES, True)], [(NO, True)])
