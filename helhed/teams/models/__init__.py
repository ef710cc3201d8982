"""Workers, teams, rota, caseloads, enrolments and duties."""

from helhed.teams.models.duties import BoardLine, Duty, DutyStep
from helhed.teams.models.enrolments import (
    Caseload,
    Enrolment,
    Handover,
    LegalBasisPeriod,
    MeetingAgreement,
    Relation,
    TrustedWorker,
)
from helhed.teams.models.teams import Absence, Membership, Organisation, Shift, Team

__all__ = [
    "Absence",
    "BoardLine",
    "Caseload",
    "Duty",
    "DutyStep",
    "Enrolment",
    "Handover",
    "LegalBasisPeriod",
    "MeetingAgreement",
    "Membership",
    "Organisation",
    "Relation",
    "Shift",
    "Team",
    "TrustedWorker",
]
