"""Signing in: local accounts with a second factor, or the municipality's own sign-in by OIDC."""

from helhed.config import env

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/home/"
ACCOUNT_ADAPTER = "helhed.config.signin.AccountAdapter"
ACCOUNT_FORMS = {"login": "helhed.config.signin_forms.SignIn"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_UNIQUE_EMAIL = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_PREVENT_ENUMERATION = "strict"
# Counted by account ("key") and by the client's true address, see ALLAUTH_TRUSTED_PROXY_COUNT.
# A whole team may sit behind one address, so the account's limit is the strict one.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/300s/key",
    "reset_password": "20/m/ip,5/m/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("HELHED_TRUSTED_PROXIES", 0)

MFA_ADAPTER = "helhed.config.signin.SecondFactorAdapter"
MFA_FORMS = {"authenticate": "helhed.config.signin_forms.SecondFactor"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Helhed"
# Without a second factor a local account reaches nothing but the page that sets one up.
HELHED_SECOND_FACTOR_REQUIRED = env.flag("HELHED_SECOND_FACTOR_REQUIRED", True)

SOCIALACCOUNT_ADAPTER = "helhed.config.signin.MunicipalSignInAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False
HELHED_OIDC_USERNAME_CLAIM = env.text("HELHED_OIDC_USERNAME_CLAIM", "preferred_username")


def oidc_apps() -> list[dict[str, object]]:
    """The municipality's own sign-in, when HELHED_OIDC_SERVER names one."""
    server = env.text("HELHED_OIDC_SERVER", "")
    if not server:
        return []
    return [
        {
            "provider_id": "municipality",
            "name": env.text("HELHED_OIDC_NAME", "Kommunens log ind"),
            "client_id": env.text("HELHED_OIDC_CLIENT_ID"),
            "secret": env.secret("HELHED_OIDC_SECRET"),
            "settings": {"server_url": server},
        }
    ]


SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": oidc_apps()},
}
