"""For the tests: fixed keys, quick passwords, and a database server of their own."""

import os

from helhed.config.settings.base import *  # noqa: F403
from helhed.config.testing import database_settings

SECRET_KEY = "only-for-tests"  # noqa: S105
HELHED_CPR_KEY = b"only-for-tests: cpr key, 32 byte"
HELHED_CPR_INDEX_KEY = b"only-for-tests: index key, 32 by"

DATABASES = {"default": database_settings(os.environ)}
# Tests sign in to the database as its owner; a page's connection changes to the application's role,
# so that row-level security holds in a test as it does at work.
HELHED_JOBS_ROLE = "helhed_jobs"
HELHED_REQUEST_ROLE = "helhed_app"
HELHED_PUBLIC_ROLE = "helhed_public"

HELHED_DEMO = True
HELHED_SECOND_FACTOR_REQUIRED = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = ""
WHITENOISE_USE_FINDERS = True
# Looks a file up when asked; otherwise each test client would list every file first.
WHITENOISE_AUTOREFRESH = True
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in ("default", "local")
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
