"""What we ask on the pages of the plan."""

from helhed.plans.forms.authorities import (
    AuthorityAnswerForm,
    AuthorityForm,
    DropRequestForm,
    MoveRequestForm,
    ReceivedForm,
)
from helhed.plans.forms.goals import (
    AskLaterForm,
    DisagreementForm,
    EndGoalForm,
    GoalForm,
    HowFarForm,
    PointGoalForm,
    RewordGoalForm,
    StepForm,
)
from helhed.plans.forms.services import EndServiceForm, PauseForm, ServiceForm
from helhed.plans.forms.together import (
    CoordinatorForm,
    MeetingForm,
    MeetingHeldForm,
    ReviewForm,
    TogetherForm,
)
from helhed.plans.forms.words import CrisisPlanForm, HopeForm, RewordHopeForm, StrengthForm

__all__ = [
    "AskLaterForm",
    "AuthorityAnswerForm",
    "AuthorityForm",
    "CoordinatorForm",
    "CrisisPlanForm",
    "DisagreementForm",
    "DropRequestForm",
    "EndGoalForm",
    "EndServiceForm",
    "GoalForm",
    "HopeForm",
    "HowFarForm",
    "MeetingForm",
    "MeetingHeldForm",
    "MoveRequestForm",
    "PauseForm",
    "PointGoalForm",
    "ReceivedForm",
    "ReviewForm",
    "RewordGoalForm",
    "RewordHopeForm",
    "ServiceForm",
    "StepForm",
    "StrengthForm",
    "TogetherForm",
]
