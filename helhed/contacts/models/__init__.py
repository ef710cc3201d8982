"""Outreach, visits and appointments: tried, held, missed; and the enquiries that come to us."""

from helhed.contacts.models.enquiries import Enquiry, EnquiryStep
from helhed.contacts.models.occasions import Appointment, Contact, Loose, Promise

__all__ = ["Appointment", "Contact", "Enquiry", "EnquiryStep", "Loose", "Promise"]
