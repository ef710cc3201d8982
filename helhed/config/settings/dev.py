"""For demo, development and a pilot: an embedded database, and keys made at first start."""

from helhed.config import env
from helhed.config.settings.base import *  # noqa: F403

SECRETS = env.home() / "secrets"
SECRET_KEY = env.kept_secret("HELHED_SECRET_KEY", SECRETS)
HELHED_CPR_KEY = env.key("HELHED_CPR_KEY", env.kept_secret("HELHED_CPR_KEY", SECRETS))
HELHED_CPR_INDEX_KEY = env.key(
    "HELHED_CPR_INDEX_KEY", env.kept_secret("HELHED_CPR_INDEX_KEY", SECRETS)
)

DEBUG = env.flag("HELHED_DEBUG", False)
HELHED_SECOND_FACTOR_REQUIRED = env.flag("HELHED_SECOND_FACTOR_REQUIRED", False)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
# Mails of a demo go to nobody: they lie here, one file for each.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = env.home() / "mail"
