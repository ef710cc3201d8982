"""The nouns of policies, action plans, initiatives and what they are followed by."""

from helhed.strategy.models.drafts import ImportDraft, PrintedLabel
from helhed.strategy.models.following import Criterion, Lineage, Milestone
from helhed.strategy.models.funding import Funding
from helhed.strategy.models.grants import (
    GrantApplication,
    GrantAssessment,
    GrantDecision,
    GrantReport,
    GrantRound,
    GrantScheme,
    Instalment,
    Partnership,
)
from helhed.strategy.models.hearings import (
    Hearing,
    HearingPoint,
    HearingResponse,
    Proposal,
    Reply,
)
from helhed.strategy.models.indicators import Definition, Indicator, IndicatorValue
from helhed.strategy.models.initiatives import (
    CommitteeOfInitiative,
    ContactPerson,
    ImportedField,
    Initiative,
)
from helhed.strategy.models.keys import ReadingKey
from helhed.strategy.models.parties import AgendaItem, Committee, Party
from helhed.strategy.models.plans import ActionPlan
from helhed.strategy.models.policies import Crosswalk, Goal, Policy, Principle
from helhed.strategy.models.rounds import (
    DigestLink,
    FollowUpRound,
    PaperSection,
    Reminder,
    RoundAnswer,
    RoundSnapshot,
)

__all__ = [
    "ActionPlan",
    "AgendaItem",
    "Committee",
    "CommitteeOfInitiative",
    "ContactPerson",
    "Criterion",
    "Crosswalk",
    "Definition",
    "DigestLink",
    "FollowUpRound",
    "Funding",
    "Goal",
    "GrantApplication",
    "GrantAssessment",
    "GrantDecision",
    "GrantReport",
    "GrantRound",
    "GrantScheme",
    "Hearing",
    "HearingPoint",
    "HearingResponse",
    "ImportDraft",
    "ImportedField",
    "Indicator",
    "IndicatorValue",
    "Initiative",
    "Instalment",
    "Lineage",
    "Milestone",
    "PaperSection",
    "Partnership",
    "Party",
    "Policy",
    "Principle",
    "PrintedLabel",
    "Proposal",
    "ReadingKey",
    "Reminder",
    "Reply",
    "RoundAnswer",
    "RoundSnapshot",
]
