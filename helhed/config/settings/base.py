"""What is the same everywhere. `dev.py`, `test.py` and `prod.py` hold only the difference.

Every variable of the environment is explained in docs/settings.md. What a municipality decides
(names, deadlines, rates) is data in the database and not a setting.
"""

from typing import Any

from helhed.config import database, env, roles
from helhed.config.rooms import ROOMS
from helhed.config.settings.security import *  # noqa: F403
from helhed.config.settings.signin import *  # noqa: F403

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    # Ours come before the others so that our templates and words win.
    *(f"helhed.{room}" for room in ROOMS),
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "django_cotton",
    "csp",
    "pghistory",
    "pgtrigger",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "helhed.config.monitors.answer_monitors",
    "helhed.config.measuring.measured",
    "helhed.config.uploads.only_so_much",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    # Everybody's pages are answered here, before there is a session or a user.
    "helhed.public_site.middleware.PublicSiteMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "helhed.config.sessions.SessionEndMiddleware",
    "helhed.config.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "helhed.config.sessions.kept_by_no_browser",
    "helhed.access.middleware.DatabaseUserMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "helhed.config.second_factor.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "helhed.access.header.header",
    "helhed.design.middleware.vary_on_htmx",
    "helhed.config.errors.words_for_wrong_ways",
]

ROOT_URLCONF = "helhed.config.urls"
WSGI_APPLICATION = "helhed.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "helhed.design.context.shell",
            ],
        },
    },
]

FORM_RENDERER = "helhed.design.fields.HelhedRenderer"
# A component sees what it is given, and nothing else of the page around it.
COTTON_ISOLATE_BY_DEFAULT = True

DATABASES = {
    "default": database.settings_for_this_command(),
    # Messages are received in a page's process, but not with a page's rights.
    "jobs": database.settings_for(roles.JOBS),
    # The public site reads what is public, and nothing else.
    "public": database.settings_for(roles.PUBLIC),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# The database role a page's connection changes to; empty where it already signs in as that role.
HELHED_JOBS_ROLE = ""
HELHED_REQUEST_ROLE = ""
HELHED_PUBLIC_ROLE = ""

CACHES = {
    # In the database, so that every process counts the same failed sign-ins.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "helhed_cache",
    },
    # For what is dear to make and holds no person, such as charts; each process has its own.
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
TIME_ZONE = "Europe/Copenhagen"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = env.text("HELHED_STATIC_ROOT", str(env.home() / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# A picture that is missing shall not take the page with it.
WHITENOISE_MANIFEST_STRICT = False

# Where the pseudonymised snapshots lie that figures are counted from.
HELHED_SNAPSHOTS = env.text("HELHED_SNAPSHOTS", str(env.home() / "snapshots"))

# Who may read /metrics: whoever has the token, or asks straight from one of these networks.
HELHED_METRICS_TOKEN = env.secret("HELHED_METRICS_TOKEN", "")
HELHED_METRICS_FROM = env.networks("HELHED_METRICS_FROM")

# Invented people: "Syntetiske data" on every screen, and test CPR numbers are accepted.
HELHED_DEMO = env.flag("HELHED_DEMO", (env.home() / "demo").exists())
# A folder of instruments whose texts the municipality may use; before those we ship.
INSTRUMENTS = env.text("HELHED_INSTRUMENTS", "")

# How the server itself logs: its own way, unless production says otherwise.
HELHED_SERVER_LOGGING: dict[str, Any] | None = None

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "helhed.config.logs.WithoutPersonalData"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "helhed": {
            "handlers": ["console"],
            "level": env.text("HELHED_LOG_LEVEL", "INFO"),
            "propagate": False,
        },
        # A damaged file is told by us in a sentence, and not by the reader in a thousand lines.
        "pypdf": {"level": "ERROR"},
        # A line for every request is for production; see prod.py.
        "helhed.requests": {"level": "WARNING"},
    },
}
