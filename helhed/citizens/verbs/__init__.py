"""What can happen to what we know of a person."""

from helhed.citizens.verbs.around import (
    add_good_to_know,
    add_network_member,
    add_way_to_reach,
    agree_what_to_tell,
    end_way_to_reach,
    remove_good_to_know,
    remove_network_member,
)
from helhed.citizens.verbs.consents import give_consent, withdraw_consent
from helhed.citizens.verbs.people import (
    add_street_name,
    change_details,
    create_citizen,
    give_name,
    protect,
    remove_street_name,
    stop_protecting,
)
from helhed.citizens.verbs.standing import add_remark, hold, lift_hold

__all__ = [
    "add_good_to_know",
    "add_network_member",
    "add_remark",
    "add_street_name",
    "add_way_to_reach",
    "agree_what_to_tell",
    "change_details",
    "create_citizen",
    "end_way_to_reach",
    "give_consent",
    "give_name",
    "hold",
    "lift_hold",
    "protect",
    "remove_good_to_know",
    "remove_network_member",
    "remove_street_name",
    "stop_protecting",
    "withdraw_consent",
]
