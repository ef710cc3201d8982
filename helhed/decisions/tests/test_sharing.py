"""The sharing matrix of law.md 12.3, row by row."""

from datetime import date, timedelta

import pytest

from helhed.access import door
from helhed.access.may import May
from helhed.citizens.models import Consent
from helhed.decisions.sharing import Default, flow, matrix, may_tell
from helhed.decisions.tests.conftest import TODAY

# giver, receiver: without anything, with a ground, with the citizen's wish, with the consent
ROWS = {
    ("authority", "provider"): (True, True, True, True),
    ("authority", "department"): (False, True, False, True),
    ("municipality", "psychiatry"): (True, True, True, True),
    ("health", "social"): (False, True, False, True),
    ("team", "volunteers"): (False, False, False, True),
    ("outreach", "authority"): (False, False, True, False),
    ("anonymous_treatment", "authority"): (False, False, False, False),
    ("municipality", "police"): (False, True, False, False),
    ("team", "child_services"): (True, True, True, True),
    ("team", "relatives"): (False, False, False, True),
    ("team", "statistics"): (False, False, False, False),
}


def consent(citizen, kind, **more):
    return Consent.objects.create(
        citizen=citizen, kind=kind, purpose="x", parties="y", how="oral", given_on=TODAY, **more
    )


@pytest.mark.parametrize("pair", ROWS, ids="-".join)
def test_law_12_3(karen, pair):
    by_default, by_ground, by_wish, by_consent = ROWS[pair]

    assert may_tell(*pair, citizen=karen, on=TODAY) is by_default
    assert may_tell(*pair, citizen=karen, on=TODAY, ground="§ 11 c, fare for liv") is by_ground
    assert may_tell(*pair, citizen=karen, on=TODAY, wished=True) is by_wish
    for kind in Consent.Kind.values:
        consent(karen, kind)
    assert may_tell(*pair, citizen=karen, on=TODAY) is by_consent


def test_every_row_of_the_matrix_is_tried_here():
    assert {flow(*pair) for pair in ROWS} == set(matrix())
    assert all(row.basis for row in matrix())


def test_a_consent_to_something_else_opens_nothing(karen):
    consent(karen, "photo_survey")

    assert not may_tell("team", "relatives", citizen=karen, on=TODAY)


def test_a_withdrawn_consent_opens_nothing(karen):
    consent(karen, "relative_involvement", withdrawn_on=TODAY + timedelta(days=1))

    assert may_tell("team", "relatives", citizen=karen, on=TODAY)
    assert not may_tell("team", "relatives", citizen=karen, on=TODAY + timedelta(days=1))


def test_what_nobody_has_thought_of_is_closed(karen):
    assert not may_tell("team", "newspaper", citizen=karen, on=date(2026, 1, 1))
    assert {row.default for row in matrix()} <= set(Default)


def test_outreach_workers_and_nurses_read_no_decisions_by_role(karen, mads, lene, case):
    """The database holds the matrix too: their roles give no way to the area of decisions."""
    for user in (mads, lene):
        assert karen not in door.citizens_open_to(user, May.READ_DECISIONS)
