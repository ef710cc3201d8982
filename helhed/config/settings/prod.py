"""For work with real people: nothing has a default that could be wrong quietly."""

from helhed.config import env, logs
from helhed.config.settings.base import *  # noqa: F403

SECRET_KEY = env.secret("HELHED_SECRET_KEY")
HELHED_CPR_KEY = env.key("HELHED_CPR_KEY", env.secret("HELHED_CPR_KEY"))
HELHED_CPR_INDEX_KEY = env.key("HELHED_CPR_INDEX_KEY", env.secret("HELHED_CPR_INDEX_KEY"))

DEBUG = False
ALLOWED_HOSTS = [host for host in env.text("HELHED_HOSTS").split(",") if host]

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.number("HELHED_HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
# What stands beside us under the same name is the municipality's to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-helhed"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
LANGUAGE_COOKIE_SECURE = True

EMAIL_HOST = env.text("HELHED_SMTP_HOST", "localhost")
EMAIL_PORT = env.number("HELHED_SMTP_PORT", 25)
DEFAULT_FROM_EMAIL = env.text("HELHED_MAIL_FROM", "helhed@localhost")

# One object of JSON a line, on the standard error, for the journal or whatever gathers it.
LOGGING["formatters"]["plain"] = {"()": "helhed.config.logs.JsonLines"}
LOGGING["loggers"]["helhed.requests"] = {"level": "INFO"}
HELHED_SERVER_LOGGING = {
    "formatters": LOGGING["formatters"],
    "handlers": LOGGING["handlers"],
    "loggers": {"_granian": {"handlers": ["console"], "propagate": False}},
}
logs.watch_over_faults()
