"""What is found out together with the citizen, and how it changes."""

from helhed.assessments.models.answers import Answers
from helhed.assessments.models.assessments import Assessment, Gap, View
from helhed.assessments.models.conditions import Condition, Level, TargetGroup

__all__ = ["Answers", "Assessment", "Condition", "Gap", "Level", "TargetGroup", "View"]
