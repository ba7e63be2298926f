"""The settings of the web application; they import with an empty environment.

The environment chooses: BENING_STATE (the folder of what the application keeps), BENING_DATABASE (a PostgreSQL address;
without it SQLite in that folder), BENING_SECRET_KEY (without it a file there) and BENING_OLD_SECRET_KEYS (those of
before), BENING_HOSTS (names with commas), BENING_HTTPS (`1` behind HTTPS), BENING_DEBUG_PAGES (`1` for a developer).
"""

import os
from pathlib import Path
from typing import Any

from bening.config.environment import database, secret_key, state_folder
from bening.config.logs import LOGGING as LOGGING  # noqa: PLC0414 - a setting

STATE = state_folder(os.environ)
SECRET_KEY = secret_key(os.environ, STATE)
SECRET_KEY_FALLBACKS = [key for key in os.environ.get("BENING_OLD_SECRET_KEYS", "").split(",") if key]
DEBUG = os.environ.get("BENING_DEBUG_PAGES") == "1"
ALLOWED_HOSTS = os.environ.get("BENING_HOSTS", "localhost,127.0.0.1").split(",")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_cotton",
    "django_htmx",
    "bening.web",
    "bening.kernel.daily",
    "bening.kernel.ledger",
    "bening.kernel.people",
    "bening.kernel.evidence",
    "bening.kernel.measures",
    "bening.kernel.inbox",
    "bening.systems.assessment",
    "bening.systems.oversight",
    "bening.portal",
    "bening.config.mark",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "bening.portal.pages.PublicPages",
    "bening.config.typed.WithoutNul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "bening.config.language.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "bening.config.typed.FormsWithoutNul",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "bening.kernel.people.middleware.SessionLimits",
    "bening.kernel.people.middleware.SecondFactor",
]
ROOT_URLCONF = "bening.config.urls"
WSGI_APPLICATION = "bening.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bening.config.shell.shell",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django_cotton.cotton_loader.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton", "django.templatetags.i18n"],
        },
    }
]
FORM_RENDERER = "bening.web.forms.Renderer"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
BENING_IS_DEMO = "bening.config.demo.is_demo"
LOGIN_URL = "/masuk/"
LOGIN_REDIRECT_URL = "/kerja/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is confirmed by its invitation
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_ADAPTER = "bening.kernel.people.adapters.AccountAdapter"
MFA_ADAPTER = "bening.kernel.people.adapters.MFAAdapter"
BENING_SECOND_FACTOR_REQUIRED = "bening.config.demo.is_second_factor_required"
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("BENING_PROXIES", "0"))
# Attempts and used codes are counted in the cache: all processes share one.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": STATE / "cache"}}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Bening"

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

EMAIL_BACKEND = "bening.config.mail.Backend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATIC_URL = "/static/"
STATIC_ROOT = STATE / "static"
MEDIA_ROOT = STATE / "files"  # the evidence; served through its own door alone

DATABASES: dict[str, dict[str, Any]] = {"default": database(os.environ, STATE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Indonesia"), ("en", "English")]
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
LOCALE_PATHS = [Path(__file__).parent / "locale"]

_HTTPS = os.environ.get("BENING_HTTPS") == "1"
SESSION_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = _HTTPS
SECURE_REDIRECT_EXEMPT = [r"^sehat/$"]
# Believed only from a proxy that is counted: whoever reaches the server past it could write the header.
_BEHIND_PROXY = _HTTPS and ALLAUTH_TRUSTED_PROXY_COUNT > 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
