"""One door to the library: a document in, a plan or a policy out."""

from collections.abc import Sequence

from helhed.strategy.reading.labels import Labels
from helhed.strategy.reading.plans import Plan, read_plan
from helhed.strategy.reading.policies import PolicyRead, read_policy
from helhed.strategy.reading.refusals import NothingFound
from helhed.strategy.reading.sources import lines_of, shown_name

Reading = Plan | PolicyRead


def read_document(
    content: bytes, name: str, labels: Labels, known_goals: Sequence[str] = ()
) -> Reading:
    """What the document holds. Raises a CannotRead that names it and says what to do.

    `known_goals`: the policy's goals, when they are known from elsewhere; else those the document
    prints before its cards are used.
    """
    shown = shown_name(name)
    lines = lines_of(content, shown)
    found = read_plan(lines, shown, labels, known_goals) or read_policy(lines, shown, labels)
    if found is None:
        raise NothingFound(shown)
    return found
