import pytest

from helhed.citizens.cpr import encrypt, index_of
from helhed.exchange import verbs
from helhed.exchange.tests.messages import CPR, TOWN


def give_number(citizen, cpr: str = CPR):
    """Give a citizen of the cast a CPR number, as `citizens` keeps it."""
    citizen.cpr_index, citizen.cpr_encrypted = index_of(cpr), encrypt(cpr)
    citizen.save(update_fields=["cpr_index", "cpr_encrypted"])
    return citizen


@pytest.fixture
def our_address(db):
    return verbs.answer_for(sor=TOWN[0], gln=TOWN[1], name=TOWN[2])


@pytest.fixture
def numbered(karen, our_address):
    """Karen, with the CPR number the messages carry, enrolled with legal basis."""
    return give_number(karen)
