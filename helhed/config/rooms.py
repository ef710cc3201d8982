"""The rooms of the house, top to bottom, as the import contracts in pyproject.toml list them."""

ROOMS = (
    *("config", "demo"),
    *("desk", "portal", "public_site", "exchange"),
    "strategy",
    *("casework", "insights"),
    "money",
    "housing",
    *("contacts", "stays"),
    "plans",
    "decisions",
    *("assessments", "health"),
    "access",
    "teams",
    "citizens",
    "audit",
    "accounts",
    *("core", "design"),
)
