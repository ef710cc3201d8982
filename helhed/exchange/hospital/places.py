"""What to call the hospital and the department of a notification."""

from helhed.exchange.fhir.envelope import Address
from helhed.exchange.hospital.notice import Notice


def hospital_of(notice: Notice) -> str:
    """The sender: a hospital or one of its departments."""
    return _named(notice.sender)


def department_of(notice: Notice) -> str:
    """The unit below the sender where the citizen is; empty where that is the sender itself."""
    return _named(notice.provider) if notice.provider.sor != notice.sender.sor else ""


def _named(place: Address) -> str:
    # A name is optional in MedCom's messages.
    return place.name or (f"SOR {place.sor}" if place.sor else "")
