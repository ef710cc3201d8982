"""What the browser may do with our pages, and how long a session lives."""

from urllib.parse import urlsplit

from helhed.config import env

ALLOWED_HOSTS = env.words("HELHED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("HELHED_ORIGINS")
# What links in mails begin with: never taken from a request, whose host a stranger may choose.
HELHED_ADDRESS = env.text("HELHED_ADDRESS", "http://127.0.0.1:8000/")
# Where whoever found a hole may write: told at /.well-known/security.txt.
HELHED_SECURITY_CONTACT = env.text("HELHED_SECURITY_CONTACT", "")
CSRF_FAILURE_VIEW = "helhed.config.errors.csrf_failure"

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = env.number("HELHED_SESSION_HOURS", 8) * 3600
HELHED_SESSION_IDLE_SECONDS = env.number("HELHED_SESSION_IDLE_MINUTES", 30) * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

OIDC_SERVER = env.text("HELHED_OIDC_SERVER", "")
# Browsers apply form-action to the whole chain of redirects, and signing in by OIDC leaves us.
OIDC_ORIGIN = ["{0.scheme}://{0.netloc}".format(urlsplit(OIDC_SERVER))] if OIDC_SERVER else []

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'", *OIDC_ORIGIN],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    },
}
