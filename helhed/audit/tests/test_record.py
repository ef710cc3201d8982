import pytest

from helhed.audit import verbs as audit
from helhed.audit.models import Event

pytestmark = pytest.mark.django_db


def test_a_nul_that_somebody_sent_does_not_stop_the_log():
    audit.record("audit.tried", by=None, system_actor="reader", what="a\0b", asked=["\0"])

    assert Event.objects.get().details == {
        "what": "a\N{REPLACEMENT CHARACTER}b",
        "asked": ["\N{REPLACEMENT CHARACTER}"],
    }
