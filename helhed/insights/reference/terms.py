"""Choice and terms of homes, complaints and costs (methods.md 2 and 10)."""

from helhed.insights.records import Asked, Complaint, Facts, Tenancy
from helhed.insights.reference.figures import Line, Reference


def housing_terms(facts: Facts, asked: Asked) -> list[Line]:
    """Who chose, what was tied to offers, and where home and help are two things."""
    lines = []
    for home in facts.tenancies:
        if home.moved_in_on is not None and asked.first <= home.moved_in_on <= asked.last:
            lines.append(Line("choice", home.person, int(_chose(facts, home)), 1))
    for offer in facts.offers:
        if asked.first <= offer.offered_on <= asked.last:
            lines.append(Line("no_conditions", offer.person, int(not offer.conditions), 1))
            lines.append(Line("conditions", offer.person, offer.conditions))
    for home in facts.tenancies:
        if _lived_in(home, asked):
            lines.append(_separate(home))
    return lines


def _chose(facts: Facts, home: Tenancy) -> bool:
    assert home.moved_in_on is not None  # noqa: S101 - only those who moved in are asked about
    beds = {
        offer.bed
        for offer in facts.offers
        if offer.person == home.person and offer.offered_on <= home.moved_in_on
    }
    said = [
        wish
        for wish in facts.wished
        if wish.person == home.person and wish.said_on <= home.moved_in_on
    ]
    return len(beds) > 1 or bool(said)


def _lived_in(home: Tenancy, asked: Asked) -> bool:
    begun = home.moved_in_on is not None and home.moved_in_on <= asked.on
    return begun and (home.ended_on is None or home.ended_on > asked.on)


def _separate(home: Tenancy) -> Line:
    if home.demands_support:
        return Line("separate", home.person, 0, 1)
    if home.landlord_helps is None:
        return Line("separate", home.person, 0, 0, 1)
    return Line("separate", home.person, int(not home.landlord_helps), 1)


def reversal_rate(facts: Facts, asked: Asked) -> list[Line]:
    """What the board and we ourselves changed."""
    lines = []
    for one in facts.complaints:
        if one.result_on is not None and asked.first <= one.result_on <= asked.last:
            lines += _decided(one)
        sent = one.sent_on is not None and asked.first <= one.sent_on <= asked.last
        if sent and (one.result_on is None or one.result_on > asked.on):
            lines.append(Line("board", one.person, 0, 0, 1))
        if one.reassessed_on is not None and asked.first <= one.reassessed_on <= asked.last:
            lines.append(Line("ourselves", one.person, int(one.reassessed != "upheld"), 1))
    return lines


def _decided(one: Complaint) -> list[Line]:
    """Dismissed ones were not decided on merits."""
    if one.result == "dismissed":
        return []
    return [Line("board", one.person, int(one.result != "upheld"), 1)]


def cost_per_payer(facts: Facts, asked: Asked) -> list[Line]:
    """Øre of each line of the ledger, and a hundred for each citizen of a row."""
    lines = []
    people = set()
    for one in facts.postings:
        if asked.first <= one.month <= asked.last:
            row = f"{'committed' if one.kind == 'commitment' else 'paid'}_{one.payer}"
            lines.append(Line(row, one.person, one.oere))
            people.add((row, one.person))
    return lines + [Line(row, person, 0, 100) for row, person in people]


REFERENCES: dict[str, Reference] = {
    "housing_terms": housing_terms,
    "reversal_rate": reversal_rate,
    "cost_per_payer": cost_per_payer,
}
