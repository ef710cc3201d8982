"""The colour and icon beside a status; the word itself stands there too."""

STATUS_LOOKS = {
    "on_track": ("green", "check"),
    "done": ("green", "check-circle"),
    "late": ("yellow", "schedule"),
    "at_risk": ("red", "warning"),
    "not_started": ("grey", "hourglass"),
    "in_operations": ("blue", "sync"),
    "merged": ("grey", "merge"),
    "continued": ("blue", "arrow-forward"),
    "postponed": ("yellow", "pause-circle"),
    "paused": ("yellow", "pause-circle"),
    "closed": ("grey", "cancel"),
    "not_followed": ("grey", "help"),
}
