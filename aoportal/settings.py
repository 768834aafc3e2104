"""Settings of the portal: read from the environment, the same code everywhere.

`AOPORTAL_ENV` is `production` unless it says otherwise, so that a forgotten variable can only make
the portal stricter. Nothing here starts a process or opens a connection.
"""

import sys
from datetime import timedelta
from pathlib import Path

import pghistory
from django.utils.translation import gettext_lazy as _

from aoportal import env
from aoportal.seams import *
from core.logging import logging_config

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENT = env.choice("AOPORTAL_ENV", env.ENVIRONMENTS, "production")
PRODUCTION = ENVIRONMENT == "production"

DEBUG = env.boolean("DEBUG", False)
SECRET_KEY = env.text("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
FIELD_KEYS = env.key_ring("FIELD_KEYS")
INDEX_KEY = env.key32("INDEX_KEY", env.text("INDEX_KEY"))
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "" if PRODUCTION else "127.0.0.1,localhost,testserver")
PUBLIC_URL = env.url(
    "PUBLIC_URL", schemes=("https", "http"), port=443,
    default=None if PRODUCTION else "http://127.0.0.1:8000",
).rstrip("/")  # fmt: skip
HTTPS = PUBLIC_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if HTTPS else []
TRUSTED_PROXIES = env.integer("TRUSTED_PROXIES", 1 if PRODUCTION else 0, low=0, high=5)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "template_partials",
    "core",
    "core.outbox",
    "org",
    "products",
    "prospects",
    "documents",
    "offers",
    "followups",
    "reports",
    "aoportal",
]

MIDDLEWARE = [
    "core.health.HealthMiddleware",
    "core.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.middleware.PackMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "core.middleware.PlainTextMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "org.access.middleware.AccessMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.history.HistoryMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "aoportal.urls"
WSGI_APPLICATION = "aoportal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "aoportal.navigation.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "core.templatetags.ao",
            ],
        },
    }
]

# --- data ---------------------------------------------------------------------------------------
# Migrations and the like run as the owner of the tables; web and workers as a role that cannot
# change tables and can only add to the audit trail.
OWNER_COMMANDS = {
    *("migrate", "sqlmigrate", "flush", "dbshell", "seed_load", "pgtrigger"),
    *("backup", "restore"),
}
_as_owner = ENVIRONMENT == "test" or (len(sys.argv) > 1 and sys.argv[1] in OWNER_COMMANDS)
_database = env.address(
    "DATABASE_OWNER_URL" if _as_owner and env.text("DATABASE_OWNER_URL", "") else "DATABASE_URL",
    schemes=("postgres", "postgresql"),
    port=5432,
)
IS_WORKER = env.boolean("AOPORTAL_WORKER", False)
STATEMENT_TIMEOUT = env.integer(
    "STATEMENT_TIMEOUT", 60 if IS_WORKER else 5, low=1, high=3600
)  # seconds
_no_limit = _as_owner or (len(sys.argv) > 1 and sys.argv[0].endswith("manage.py"))
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": _database.host,
        "PORT": _database.port,
        "NAME": _database.path,
        "USER": _database.user,
        "PASSWORD": _database.password,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 3,
            "options": "-c timezone=UTC"
            + ("" if _no_limit else f" -c statement_timeout={STATEMENT_TIMEOUT * 1000}"),
        },
    }
}
# Counters of sign-in, replay guards and rate limits must survive a flushed broker.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        # Beyond this many entries the oldest third goes; replay guards live a minute and a half.
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
# host:port of the malware scanner (INSTREAM); empty: files read "not scanned".
SCANNER_ADDRESS = env.text("SCANNER_ADDRESS", "")
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(BASE_DIR / ".local" / "media")))

BACKUP_KEY = env.text("BACKUP_KEY", "")  # only where `manage.py backup` and `restore` run

# --- jobs ---------------------------------------------------------------------------------------
OUTBOX_CELERY_APP = "aoportal.celery.app"
OUTBOX_TIME_SCALE = 1  # tests divide leases and back-offs by it
OUTBOX_CRASH_LIMIT = 3
if ENVIRONMENT == "test":
    OUTBOX_KINDS += tuple(env.words("OUTBOX_EXTRA_KINDS"))
    OUTBOX_PLANNERS += tuple(env.words("OUTBOX_EXTRA_PLANNERS"))
    OUTBOX_TIME_SCALE = env.integer("OUTBOX_TIME_SCALE", 1, low=1, high=3600)
    OUTBOX_CRASH_LIMIT = env.integer("OUTBOX_CRASH_LIMIT", 3, low=1, high=1000)
REDIS_URL = env.url("REDIS_URL", schemes=("redis", "rediss"), port=6379)
CELERY_BROKER_URL = REDIS_URL
# Past a connection pooler, for LISTEN; empty when DATABASE_URL is direct already.
DATABASE_DIRECT_URL = env.url(
    "DATABASE_DIRECT_URL", schemes=("postgres", "postgresql"), port=5432, default=""
)

# --- mail ---------------------------------------------------------------------------------------
_mail = env.address("EMAIL_URL", schemes=("smtp",), port=25)
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_TLS = _mail.options.get("tls") == "starttls"
EMAIL_USE_SSL = _mail.options.get("tls") == "ssl"
EMAIL_TIMEOUT = env.integer("EMAIL_TIMEOUT", 20, low=1, high=120)
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "AO Portal <portal@aoportal.example>")
MAIL_SENDING = env.boolean("MAIL_SENDING", True)
REPORT_MAIL = env.choice("REPORT_MAIL", ("attach", "attach_locked", "link"), "attach")
MAILBOX = env.text("AOPORTAL_MAILBOX", "") if ENVIRONMENT == "development" else ""

# Where customers answer a letter by a one-time link: https and a host of the bank's own for it.
# Empty: no such links.
LETTER_LINK_URL = env.text("LETTER_LINK_URL", "").rstrip("/")

# --- holds --------------------------------------------------------------------------------------
HOLD_DAYS = env.integer("HOLD_DAYS", 30, low=1, high=3650)
HOLD_GRACE_DAYS = env.integer("HOLD_GRACE_DAYS", 7, low=0, high=365)

# --- suggestions --------------------------------------------------------------------------------
# For how many days a product that the customer refused is not suggested again.
SUGGEST_AGAIN_DAYS = env.integer("SUGGEST_AGAIN_DAYS", 90, low=1, high=3650)

# --- people -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "org.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "org.access.backend.PortalBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher"
    if ENVIRONMENT == "test"
    else "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
SESSION_COOKIE_NAME = "__Host-aoportal" if HTTPS else "aoportal"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 10 * 3600  # the absolute end of a session, in seconds
SESSION_IDLE_SECONDS = env.integer("SESSION_IDLE_MINUTES", 15, low=1, high=600) * 60
SESSION_ABSOLUTE_SECONDS = env.integer("SESSION_ABSOLUTE_HOURS", 10, low=1, high=24) * 3600
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "core.error_pages.csrf_failure"

# --- language and time --------------------------------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"
DATE_INPUT_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d"]

# --- what the browser gets ----------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static", BASE_DIR / "build" / "static"]
# Hashed and compressed files, made by `collectstatic`; tests and the bare development server read
# the sources instead.
COLLECTED = env.text("STATIC_ROOT", "")
STATIC_ROOT = Path(COLLECTED) if COLLECTED else BASE_DIR / "build" / "collected"
IS_COLLECTED = PRODUCTION or bool(COLLECTED)
WHITENOISE_USE_FINDERS = not IS_COLLECTED
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "core.staticfiles.ModuleManifestStorage"
        if IS_COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-src": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_SSL_REDIRECT = HTTPS and env.boolean("SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- sign-in ------------------------------------------------------------------------------------
ACCOUNT_ADAPTER = "org.access.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/login/"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # seconds a proof stays fresh
ACCOUNT_SESSION_REMEMBER = False
# Wrong passwords are counted by axes in PostgreSQL; a branch shares one address, so allauth's own
# limits per address are wide.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "",
    "login": "120/m/ip",
    "reset_password": "20/m/ip,5/h/key",
    "activate": "60/h/ip,10/h/key",  # codes of activation slips
}
# Detail pages of persons one user may open in an hour; more is refused and told the auditor.
READS_AN_HOUR = env.integer("READS_AN_HOUR", 300, low=10, high=1_000_000)
API_TOKEN_DAYS = env.integer("API_TOKEN_DAYS", 90, low=1, high=365)
API_REQUESTS_A_MINUTE = env.integer("API_REQUESTS_A_MINUTE", 60, low=1, high=6000)
PASSWORD_RESET_TIMEOUT = 3 * 86400  # seconds a mailed link to choose a password works
MFA_ADAPTER = "org.access.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "AO Portal"
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds a clock may be off
MFA_RECOVERY_CODE_COUNT = 10
MFA_RECOVERY_CODE_DIGITS = 10
MFA_FORMS = {
    "authenticate": "org.access.second_factor.PortalAuthenticateForm",
    "reauthenticate": "org.access.second_factor.PortalReauthenticateForm",
}
# Days without use after which an account is closed; administrators read of it seven days before.
IDLE_ACCOUNT_DAYS = env.integer("IDLE_ACCOUNT_DAYS", 90, low=14, high=3650)
TOTP_ROLES = env.words("TOTP_ROLES")  # roles that must set up a second factor
AUDITOR_ROLE_IN_USE = ENVIRONMENT != "test"  # the test database belongs to one role
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"org.access.passwords.{name}"}
    for name in ("LengthValidator", "NotCommonValidator", "NotTheBankValidator")
]
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True  # our own audit trail has it
AXES_FAILURE_LIMIT = "org.access.lockout.failure_limit"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "org.access.lockout.counted_name"
AXES_CLIENT_IP_CALLABLE = "org.access.address.client_ip"
AXES_LOCKOUT_CALLABLE = "org.access.lockout.locked_response"
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_SENSITIVE_PARAMETERS = ["login", "username", "ip_address", "password", "code"]

LOGGING = logging_config(ENVIRONMENT)
