"""The doors of the night: name -> (method, names of its keys). Tried in test_night.py."""

DOORS = {
    "night": ("get", ()),
    "free-beds": ("get", ()),
    "night-handover": ("get", ()),
    "print-handover": ("get", ()),
    "book-bed": ("get", ("bed",)),
    "take-bed": ("post", ("bed", "citizen")),
    "arrive": ("post", ("bed",)),
    "change-bed": ("get", ("stay",)),
    "move-into-home": ("get", ("tenancy",)),
    "lose-tenancy": ("get", ("tenancy",)),
}
