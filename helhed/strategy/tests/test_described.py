"""Other programs are answered as the description says, whatever they ask and with whatever key."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helhed.core import clock
from helhed.strategy.api import api
from helhed.strategy.models import ReadingKey
from helhed.strategy.tests.factories import a_goal, a_milestone, a_plan, an_initiative
from helhed.strategy.tests.following import a_published_value, an_indicator
from helhed.strategy.tests.moments import TODAY
from helhed.strategy.verbs.keys import make_key, revoke_key
from tests.described import METHODS, as_described, description, questions

pytestmark = pytest.mark.django_db
DESCRIBED = description(api)
SCOPES = tuple(ReadingKey.Scope.values)
# Which key a path needs: by its last word, as the scopes are named.
NEEDS = {path: path.rstrip("/").rpartition("/")[2] for path in DESCRIBED["paths"]}
STANDS = str(uuid4())
widely = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def secrets(signe, amira):
    """A key for each scope, one that has ended and one that is revoked; and a plan to read."""
    plan = a_plan(pk=STANDS, title="Handleplan for alle")
    goal = a_goal(policy=plan.policy, title="Flere har et hjem")
    homes = an_initiative(plan=plan, number=1, title="Ti boliger", goals=[goal], owner=amira)
    a_milestone(initiative=homes, due_on=TODAY + timedelta(days=20))
    indicator = an_indicator(title="Uden hjem")
    indicator.initiatives.add(homes)
    a_published_value(indicator=indicator)
    until = TODAY + timedelta(days=30)

    def made(*scopes, expires_on=until, on=TODAY):
        return make_key("Overblik", by=signe, scopes=scopes, expires_on=expires_on, on=on)

    long_ago = TODAY - timedelta(days=90)
    gone, revoked = made(*SCOPES)
    revoke_key(gone, by=signe, at=clock.now())
    _key, ended = made(*SCOPES, expires_on=long_ago + timedelta(days=9), on=long_ago)
    return {**{scope: made(scope)[1] for scope in SCOPES}, "ended": ended, "revoked": revoked}


@widely
@given(
    question=questions(DESCRIBED, (STANDS,)),
    which=st.sampled_from((*SCOPES, "ended", "revoked", "")),
)
def test_every_operation_answers_as_described_and_to_its_own_key_alone(
    client, secrets, question, which
):
    bearer = {"Authorization": f"Bearer {secrets[which]}"} if which else {}

    answer = client.get(question.address, question.data, headers=bearer)

    assert as_described(answer, question, DESCRIBED), (answer.status_code, answer.content)
    assert (answer.status_code == 401) == (which != NEEDS[question.path])


@widely
@given(question=questions(DESCRIBED, (STANDS,)), junk=st.text(st.characters(max_codepoint=255)))
def test_a_key_that_is_none_opens_nothing(client, secrets, question, junk):
    for said in (junk, f"Bearer {junk}", f"Basic {secrets['plans']}"):
        answer = client.get(question.address, question.data, headers={"Authorization": said})

        assert answer.status_code == 401
        assert as_described(answer, question, DESCRIBED)


@pytest.mark.parametrize("method", [name for name in METHODS if name not in ("GET", "HEAD")])
def test_nothing_can_be_written(client, secrets, method):
    for path in DESCRIBED["paths"]:
        address = path.replace("{plan_id}", STANDS)
        bearer = {"Authorization": f"Bearer {secrets[NEEDS[path]]}"}
        assert client.generic(method, address, b"{}", headers=bearer).status_code == 405
