"""Every measure once more in plain Python, slow and easy to read, to check the fast ones against.

Written from the definitions alone; shares no code with `helhed.insights.measures`.
"""

from helhed.insights.reference import contacts, fidelity, homelessness, homes, moves, terms, waiting
from helhed.insights.reference.figures import Reference

REFERENCES: dict[str, Reference] = {
    **homelessness.REFERENCES,
    **homes.REFERENCES,
    **moves.REFERENCES,
    **contacts.REFERENCES,
    **fidelity.REFERENCES,
    **terms.REFERENCES,
    **waiting.REFERENCES,
}

__all__ = ["REFERENCES", "Reference"]
