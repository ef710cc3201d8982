"""The next appointment stands on the papers the citizen carries, and tells no more than it must."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from helhed.contacts.models import Appointment
from helhed.core import clock

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


@pytest.fixture
def appointment(karen, lene):
    return Appointment.objects.create(
        citizen=karen,
        at=datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
        worker=lene,
        place="Lindevej 4",
        what="Samtale om medicin",
    )


def paper(client, user, name, citizen) -> str:
    client.force_login(user)
    with clock.frozen(NOW):
        answer = client.get(reverse(f"plans:{name}", args=[citizen.pk]))
    pages = PdfReader(BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_page_says_when_what_where_and_with_whom(client, amira, karen, appointment):
    text = paper(client, amira, "a4-pdf", karen)

    assert "Tirsdag 24. november kl. 10.00: Samtale om medicin" in text
    assert "Lene · Lindevej 4" in text


def test_the_card_says_only_when_and_with_whom(client, amira, karen, appointment):
    text = paper(client, amira, "pocket-pdf", karen)

    assert "Tirsdag 24. november kl. 10.00" in text
    assert "med Lene" in text
    assert "medicin" not in text
    assert "Lindevej" not in text
