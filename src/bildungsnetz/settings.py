"""Settings of the program, all read from the environment through typed readers.

Every variable begins with ``BILDUNGSNETZ_``. A secret may also come from a file named by ``<NAME>_FILE``.
A missing or odd value stops the start with a sentence that says what to do; ``.env.example`` and the
operator's guide list the same names (kept equal by a test).
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

PREFIX = "BILDUNGSNETZ_"


def text(name: str, default: str | None = None) -> str:
    """Read a text; without default the variable is required."""
    if file := os.environ.get(f"{PREFIX}{name}_FILE"):
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as problem:
            raise ImproperlyConfigured(f"{PREFIX}{name}_FILE names {file}, which cannot be read: {problem}.") from None
    value = os.environ.get(PREFIX + name, default)
    if value is None:
        raise ImproperlyConfigured(f"Please set {PREFIX}{name} (see the operator's guide, chapter Settings).")
    return value


def flag(name: str, default: bool) -> bool:
    """Read yes or no, written 1 or 0."""
    value = text(name, "1" if default else "0")
    if value not in ("0", "1"):
        raise ImproperlyConfigured(f"{PREFIX}{name} is {value!r}; please write 1 (yes) or 0 (no).")
    return value == "1"


def number(name: str, default: int) -> int:
    """Read a whole number."""
    value = text(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{PREFIX}{name} is {value!r}; please write a whole number.")
    return int(value)


def choice(name: str, default: str, *, among: tuple[str, ...]) -> str:
    """Read one of several words."""
    value = text(name, default)
    if value not in among:
        raise ImproperlyConfigured(f"{PREFIX}{name} is {value!r}; please choose one of: {', '.join(among)}.")
    return value


def listed(name: str, default: str = "") -> list[str]:
    """Read words separated by commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def origin_of(address: str) -> str:
    """Return scheme, host and port of a web address."""
    parts = urlsplit(address)
    if not (parts.scheme in ("http", "https") and parts.netloc):
        raise ImproperlyConfigured(f"{address!r} is no web address; please begin it with https://.")
    return f"{parts.scheme}://{parts.netloc}"


def existing_file(name: str) -> Path | None:
    """Read the path of a file that must be there; empty means that there is none."""
    value = text(name, "")
    if value and not Path(value).is_file():
        raise ImproperlyConfigured(f"{PREFIX}{name} names {value}, which is no file; please correct or remove it.")
    return Path(value) if value else None


PACKAGE_DIR = Path(__file__).resolve().parent
MODE = choice("MODE", "production", among=("production", "demo", "development"))
DEMO = MODE == "demo"
DEBUG = False

DATA_DIR = Path(text("DATA", "data")).resolve()
SECRET_KEY = text("SECRET_KEY", None if MODE == "production" else "only-for-demonstration-and-development")
ALLOWED_HOSTS = listed("HOSTS", "" if MODE == "production" else "localhost,127.0.0.1,[::1]")
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured(f"Please set {PREFIX}HOSTS to the name of your site, for example netz.example.org.")
PUBLIC_URL = text("PUBLIC_URL", f"https://{ALLOWED_HOSTS[0]}" if MODE == "production" else "http://localhost:8000")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL.startswith("https://") else []

INSTALLED_APPS = [
    "bildungsnetz.api",
    "bildungsnetz.desk",
    "bildungsnetz.portal",
    "bildungsnetz.strategy",
    "bildungsnetz.transition",
    "bildungsnetz.inclusion",
    "bildungsnetz.media",
    "bildungsnetz.monitoring",
    "bildungsnetz.governance",
    "bildungsnetz.partners",
    "bildungsnetz.networks",
    "bildungsnetz.documents",
    "bildungsnetz.intake",
    "bildungsnetz.post",
    "bildungsnetz.journal",
    "bildungsnetz.accounts",
    "bildungsnetz.design",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "ninja",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "bildungsnetz.accounts.middleware.LanguageOfPerson",
    "bildungsnetz.accounts.middleware.KeptByNobody",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "bildungsnetz.accounts.middleware.SecondFactorIfRequired",
]

ROOT_URLCONF = "bildungsnetz.urls"
WSGI_APPLICATION = "bildungsnetz.wsgi.application"

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
                "bildungsnetz.design.context.frame",
                "bildungsnetz.portal.context.public_frame",
                "bildungsnetz.accounts.context.signed_in",
                "bildungsnetz.desk.context.working_frame",
                "bildungsnetz.desk.context.demo_logins",
            ],
        },
    },
]

FORM_RENDERER = "bildungsnetz.design.fields.KernRenderer"

# Data: SQLite unless told otherwise; PostgreSQL in production.
SQLITE_OPTIONS = {
    # IMMEDIATE: a writer takes the lock when the transaction begins, so two writers queue instead of failing.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;"
    "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-20000;PRAGMA temp_store=MEMORY",
}


def database(url: str) -> dict[str, Any]:
    """Turn a database address into Django's settings, with what each database needs."""
    config: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60))
    if "sqlite" in config["ENGINE"]:
        config["OPTIONS"] = {**config.get("OPTIONS", {}), **SQLITE_OPTIONS}
    return config


DATABASE_URL = text("DATABASE_URL", f"sqlite:///{DATA_DIR / 'bildungsnetz.sqlite3'}")
DATABASES = {"default": database(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # Shared by all processes, so that rate limits hold across them.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
}

MEDIA_ROOT = DATA_DIR / "files"
ATTACHMENT_LIMIT = number("ATTACHMENT_LIMIT_MB", 20) * 1024 * 1024  # bytes

# Documents: the operator's seal, and whose signatures on uploaded files are trusted.
SEAL_P12 = existing_file("SEAL_P12")
SEAL_PASSWORD = text("SEAL_PASSWORD", "")
SIGNATURE_ROOTS = existing_file("SIGNATURE_ROOTS")

STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

# Language and time
LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Berlin"

# Signing in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/schreibtisch"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "bildungsnetz.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Whoever asks for a new password for an unknown address sees the same page, and no mail goes to strangers.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Sign-ins end with the browser (or after SESSION_HOURS): desks in offices and staff rooms are shared.
ACCOUNT_SESSION_REMEMBER = False
# Counted in the database cache, for all processes together; docs/decisions/0003-rate-limits-by-allauth.md.
# What counts per network address is generous: a whole school, or a training with forty people, may sit behind one.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "20/m/ip,5/5m/key", "reset_password": "20/m/ip,3/5m/key"}
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
ACCOUNT_FORMS = {
    "login": "bildungsnetz.accounts.forms.SignInForm",
    "change_password": "bildungsnetz.accounts.forms.ChangePasswordForm",
    "set_password": "bildungsnetz.accounts.forms.SetPasswordForm",
    "reset_password": "bildungsnetz.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "bildungsnetz.accounts.forms.NewPasswordForm",
    "reauthenticate": "bildungsnetz.accounts.forms.ConfirmByPasswordForm",
}
REQUIRE_SECOND_FACTOR = flag("REQUIRE_SECOND_FACTOR", False)
# Rooms whose pages are public, or change only how pages look.
PAGES_WITHOUT_SECOND_FACTOR = ["design", "portal"]
MFA_ADAPTER = "bildungsnetz.accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# One step of 30 seconds before and after: the clocks of telephones and servers differ.
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "Bildungsnetz"
# Addresses are given by the office and proved by the invitation; nobody adds one.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "bildungsnetz.accounts.forms.SecondFactorForm",
    "reauthenticate": "bildungsnetz.accounts.forms.ConfirmBySecondFactorForm",
    "activate_totp": "bildungsnetz.accounts.forms.ConnectAppForm",
    "add_webauthn": "bildungsnetz.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "bildungsnetz.accounts.forms.RenamePasskeyForm",
}
# How many proxies stand before the program. Only their entries in X-Forwarded-For are believed; 0 believes none.
ALLAUTH_TRUSTED_PROXY_COUNT = number("TRUSTED_PROXIES", 0)

# Signing in over the operator's own service (OpenID Connect), if there is one
OIDC_ISSUER = text("OIDC_ISSUER", "").rstrip("/")
OIDC_PROVIDER_ID = "zentral"
SOCIALACCOUNT_ADAPTER = "bildungsnetz.accounts.adapter.SocialAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if OIDC_ISSUER:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": OIDC_PROVIDER_ID,
                "name": text("OIDC_NAME", "Zentrale Anmeldung"),
                "client_id": text("OIDC_CLIENT_ID"),
                "secret": text("OIDC_CLIENT_SECRET"),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ],
    }

# Safety
HTTPS = PUBLIC_URL.startswith("https://")
# Passkeys need a safe origin; browsers count localhost as one, the library only with this word.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = number("SESSION_HOURS", 10) * 3600
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# The proxy in front ends TLS and says so in this header; it must strip what a visitor sends in it.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # the operator's other subdomains are not ours to bind
    "security.W008",  # the proxy in front redirects to HTTPS; the program is not reachable past it
    "security.W021",  # the browsers' preload list concerns the operator's whole domain
]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # Browsers hold the redirect to the operator's sign-in service against this rule too.
        "form-action": [SELF, origin_of(OIDC_ISSUER)] if OIDC_ISSUER else [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

# What the law asks of a public site: imprint, privacy notice, accessibility statement. Outside demonstration and
# development all of it is required.
INVENTED = None if MODE == "production" else "(Beispielangabe)"
LEGAL = {
    "operator": text("IMPRINT_OPERATOR", INVENTED),
    "address": text("IMPRINT_ADDRESS", INVENTED),
    "represented_by": text("IMPRINT_REPRESENTED_BY", INVENTED),
    "email": text("IMPRINT_EMAIL", INVENTED and "impressum@example.org"),
    "phone": text("IMPRINT_PHONE", INVENTED),
    "privacy_contact": text("PRIVACY_CONTACT", INVENTED),
    "accessibility_email": text("ACCESSIBILITY_EMAIL", INVENTED and "barriere@example.org"),
    "ombuds_url": text("ACCESSIBILITY_OMBUDS_URL", INVENTED and "https://example.org/ombudsstelle"),
}

# Web server: processes, and requests that one process answers at once (each may hold a database connection).
WEB_WORKERS = number("WORKERS", 2)
WEB_THREADS = number("THREADS", 4)

# Mail
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if MODE == "production"
    else "django.core.mail.backends.locmem.EmailBackend"
)
EMAIL_HOST = text("EMAIL_HOST", "localhost")
EMAIL_PORT = number("EMAIL_PORT", 25)
EMAIL_HOST_USER = text("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = text("EMAIL_PASSWORD", "")
EMAIL_USE_TLS = flag("EMAIL_TLS", False)
EMAIL_TIMEOUT = 30  # seconds; without it a silent mail server would hold up the worker for good
DEFAULT_FROM_EMAIL = text("EMAIL_FROM", "bildungsnetz@localhost")

# Jobs: done by the worker, in development at once, so that nothing but the server need run.
TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if MODE == "development"
        else "django_tasks_db.DatabaseBackend"
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": text("LOG_LEVEL", "INFO")},
}
