"""The pages that gather everything ask the database as little as their parts allow."""

import pytest
from django.urls import reverse

from helhed.contacts import verbs as contacts
from helhed.core import clock
from helhed.core.ids import new_id
from helhed.plans import verbs as plans
from helhed.stays import verbs as stays


@pytest.fixture
def told_of(karen, amira, syd):
    """A citizen with a plan, nights and contacts."""
    today = clock.today()
    plan = plans.start_plan(karen, by=amira, on=today)
    hope = plans.write_hope(plan, by=amira, words="Et sted at bo", on=today)
    plans.set_goal(plan, by=amira, hope=hope, wording="Have en dør", on=today)
    stays.begin_stay(karen, by=amira, kind="own_home", from_night=today)
    for _time in range(3):
        contacts.note_contact(
            karen, by=amira, contact_id=new_id(), outcome="met", at=clock.now(), team=syd
        )
    return karen


# Nobody is on call here, so the header looks for the night line: one more than on a working day.
@pytest.mark.parametrize(
    ("who", "name", "at_most"),
    [
        ("amira", "board", 16),
        ("kasper", "board", 16),
        ("pernille", "leader", 23),
        ("amira", "citizen", 32),
        ("kasper", "citizen", 36),
        ("lene", "citizen", 38),
    ],
)
def test_a_page_asks_little(
    client, request, told_of, django_assert_max_num_queries, who, name, at_most
):
    client.force_login(request.getfixturevalue(who))
    address = reverse(f"desk:{name}", args=[told_of.pk] if name == "citizen" else [])
    client.get(address)

    with django_assert_max_num_queries(at_most):
        assert client.get(address).status_code == 200
