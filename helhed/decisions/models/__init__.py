"""Registers, cases, decisions, complaints and orders."""

from helhed.decisions.models.cases import (
    AnonymousTreatment,
    CaseFact,
    CaseFile,
    Collection,
    DelayNotice,
    Hearing,
    Representative,
)
from helhed.decisions.models.decisions import (
    Complaint,
    Decision,
    Delivery,
    LetterPrint,
    Outcome,
)
from helhed.decisions.models.mandates import Mandate
from helhed.decisions.models.orders import FollowUp, ProviderReport, ServiceOrder
from helhed.decisions.models.registers import (
    Authority,
    CaseTypeDeadline,
    Certainty,
    Facility,
    LegalBasis,
    Parameter,
    Price,
    Register,
    ServiceType,
)
from helhed.decisions.models.special import (
    Counselling,
    Earning,
    Expulsion,
    FreeCard,
    PlaceNotice,
    ResidenceFact,
    Responsibility,
    Transition,
    TransitionMeeting,
)

__all__ = [
    "AnonymousTreatment",
    "Authority",
    "CaseFact",
    "CaseFile",
    "CaseTypeDeadline",
    "Certainty",
    "Collection",
    "Complaint",
    "Counselling",
    "Decision",
    "DelayNotice",
    "Delivery",
    "Earning",
    "Expulsion",
    "Facility",
    "FollowUp",
    "FreeCard",
    "Hearing",
    "LegalBasis",
    "LetterPrint",
    "Mandate",
    "Outcome",
    "Parameter",
    "PlaceNotice",
    "Price",
    "ProviderReport",
    "Register",
    "Representative",
    "ResidenceFact",
    "Responsibility",
    "ServiceOrder",
    "ServiceType",
    "Transition",
    "TransitionMeeting",
]
