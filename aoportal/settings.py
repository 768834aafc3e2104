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
# Every encrypted column, for `reseal_fields`.
SEALED_FIELDS: tuple[str, ...] = (
    "prospects.resealing.sealed_fields",
    "documents.resealing.sealed_fields",
)
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(BASE_DIR / ".local" / "media")))

BACKUP_KEY = env.text("BACKUP_KEY", "")  # only where `manage.py backup` and `restore` run

# --- jobs ---------------------------------------------------------------------------------------
# Each kind of job or mail that leaves through the outbox, and each planner that finds what is due.
OUTBOX_KINDS: tuple[str, ...] = (
    "org.mails.PasswordReset",
    "org.mails.Invitation",
    "org.mails.HandOver",
    "org.mails.IdleAccounts",
    "prospects.mails.CuriosityMail",
    "prospects.mails.HarvestMail",
    "prospects.mails.TransferAskedMail",
    "prospects.mails.TransferEscalatedMail",
    "prospects.exports.services.MakeExport",
    "prospects.exports.mails.ExportApprovalMail",
    "prospects.bulk.running.BulkWork",
    "prospects.bulk.running.BulkUndo",
    "prospects.imports.jobs.CheckFile",
    "prospects.imports.jobs.ImportRows",
    "prospects.imports.undoing.UndoImport",
    "documents.jobs.ProcessFile",
    "documents.mails.DueMail",
    "documents.mails.OverdueMail",
    "offers.letters.sending.LetterMail",
    "prospects.privacy.jobs.ErasePerson",
    "prospects.privacy.jobs.RunRetention",
    "followups.mails.AgendaMail",
    "followups.mails.ReminderMail",
    "followups.mails.HandoverMail",
    "reports.mails.WeeklyReportMail",
    "reports.privacy.CopyOfData",
    "reports.privacy.PrintAgain",
    "reports.memo.MemoPaper",
    "reports.letters.LetterPaper",
)
OUTBOX_PLANNERS: tuple[str, ...] = (
    "prospects.transfers.plan_escalations",
    "followups.planners.plan_agendas",
    "followups.planners.plan_reminders",
    "followups.planners.plan_handovers",
    "reports.planning.plan",
)
# What a person or a branch holds: counted before an account or a branch is closed.
HOLDINGS: tuple[str, ...] = (
    "prospects.holdings.Prospects",
    "prospects.holdings.Opportunities",
    "followups.holdings.FollowUps",
    "documents.holdings.PapersDue",
    "prospects.holdings.Imports",
)
# Who may say that a row cannot be changed by anybody now: (row) -> sentence, empty when it may.
WRITE_LOCKS: tuple[str, ...] = ("prospects.restriction.why_locked",)
# Where signed consent sheets are brought and read: (prospect, user) -> prospects.proofs.Papers.
PROOFS = "documents.proofs.SheetsOf"
# Why a person's data must be kept although he asks for erasure: (person) -> sentence or empty.
LEGAL_HOLDS: tuple[str, ...] = (
    "prospects.privacy.holds.is_customer",
    "prospects.privacy.holds.has_open_file",
    "prospects.privacy.holds.has_money",
)
# Lists that survive a restore: who was erased is erased again in the older data.
KEPT_LISTS: tuple[str, ...] = ("prospects.privacy.replay.ErasedList",)
# What can be done to many rows of a list at once, in the order of the bar.
BULK_ACTIONS: tuple[str, ...] = (
    "prospects.bulk.people.Assign",
    "prospects.bulk.deals.MoveStage",
    "followups.bulk.PlanStep",
    "prospects.bulk.people.PutTag",
    "prospects.handover.action.HandOver",
)
# Where a new officer brings his list: the first of these addresses that is there.
BRING_LIST: tuple[str, ...] = ("prospects:import-start", "prospects:prospect-add")
# Names of addresses above products: from the simulator to a prospect, and of a prospect's own one.
SIMULATION_FOR = "offers:simulation-pick"
SIMULATOR_OF_PROSPECT = "offers:simulation-for"
# Blocks that other parts put on the page of a prospect or an opportunity, in desktop order.
PROSPECT_PANELS: tuple[str, ...] = (
    "prospects.opportunity_panel.OpportunitiesPanel",
    "followups.panels.NextStepPanel",
    "prospects.circle_panel.CirclePanel",
    "prospects.consent_panel.ConsentPanel",
    "prospects.reads_panel.ReadsPanel",
    "prospects.finance_panel.FinancePanel",
    "documents.panels.PapersPanel",
    "prospects.needs.panel.NeedsPanel",
    "offers.simulations.panel.SimulationsPanel",
    "followups.relation.RelationPanel",
    "prospects.network.panel.NetworkPanel",
)
OPPORTUNITY_PANELS: tuple[str, ...] = (
    "followups.panels.NextStepPanel",
    "prospects.finance_panel.FinancePanel",
    "prospects.partners.panel.PartnerPanel",
    "offers.letters.panel.LettersPanel",
    "documents.panels.DocumentsPanel",
    "offers.simulations.panel.SimulationsPanel",
    "offers.decisions.panel.DecisionsPanel",
    "offers.booking.panel.BookingPanel",
)
# What other parts warn of before an opportunity moves on; nothing of it stops the move.
MOVE_WARNINGS: tuple[str, ...] = ("documents.warnings.missing_papers",)
# The families of products: one file each.
PRODUCT_TYPES: tuple[str, ...] = (
    "products.types.kpr",
    "products.types.kpa",
    "products.types.takeover",
    "products.types.flpp",
    "products.types.kta",
    "products.types.kkb",
    "products.types.kur",
    "products.types.working_capital",
    "products.types.investment",
    "products.types.deposit",
    "products.types.term_savings",
    "products.types.savings",
    "products.types.giro",
)
# Who lives with the rates of a product when a new sheet begins: (user, product, today) -> Affected.
RATE_AFFECTED: tuple[str, ...] = ("prospects.affected.open_opportunities",)
# What must not be written: (opportunity, kind, today) before a milestone is recorded by hand, and
# (opportunity, product, amount) before they change; each raises ValidationError.
MILESTONE_RULES: tuple[str, ...] = ("offers.decisions.gate.decision_by_hand",)
DEAL_RULES: tuple[str, ...] = ("offers.decisions.gate.within_the_decision",)
# Tables whose rows belong to whoever holds the prospect, or the opportunity, that they name.
PROSPECT_FOLLOWERS: tuple[str, ...] = (
    "offers.Receipt",
    "offers.SavedSimulation",
    "prospects.BusinessFigures",
    "prospects.Consent",
    "prospects.ContactPerson",
    "prospects.DataRequest",
    "prospects.Facility",
    "prospects.FinanceLine",
    "prospects.Need",
    "prospects.ProspectLink",
    "prospects.ProspectPhone",
    "prospects.ProspectTag",
    "prospects.RelationshipPlan",
    "prospects.RivalOffer",
    "prospects.SlikCheck",
)
OPPORTUNITY_FOLLOWERS: tuple[str, ...] = (
    "documents.Document",
    "offers.Booking",
    "offers.CreditProposal",
    "offers.Decision",
    "offers.Letter",
    "prospects.Collateral",
    "prospects.MemoSection",
    "prospects.MemoVersion",
    "prospects.Proposal",
)
# Every column that points to a prospect and whose rows move when two records become one.
PROSPECT_MERGE_PARTS: tuple[str, ...] = (
    "documents.Document.prospect",
    "offers.Receipt.prospect",
    "offers.SavedSimulation.prospect",
    "offers.Letter.prospect",
    "prospects.BusinessFigures.prospect",
    "prospects.Collateral.prospect",
    "prospects.Consent.prospect",
    "prospects.ContactPerson.prospect",
    "prospects.DataRequest.prospect",
    "prospects.Facility.prospect",
    "prospects.FinanceLine.prospect",
    "prospects.MemoSection.prospect",
    "prospects.MemoVersion.prospect",
    "prospects.Need.prospect",
    "prospects.Opportunity.prospect",
    "prospects.Proposal.prospect",
    "prospects.ProspectLink.prospect",
    "prospects.ProspectLink.other",
    "prospects.ProspectTag.prospect",
    "prospects.RelationshipPlan.prospect",
    "prospects.RivalOffer.prospect",
    "prospects.SlikCheck.prospect",
    "prospects.TimelineEntry.prospect",
    "prospects.TransferRequest.prospect",
    "followups.FollowUp.prospect",
    "followups.HandoverNotice.prospect",
    "followups.Interaction.prospect",
)
# (path, seconds between two calls), and what is done once a night after 02.00.
OUTBOX_CHORES: tuple[tuple[str, int], ...] = (
    ("prospects.summary.fold_deltas", 5),
    ("org.audit.seal", 600),
)
OUTBOX_NIGHTLY: tuple[str, ...] = (
    "core.outbox.cleanup.clean",
    "prospects.cleanup.forget_searches",
    "prospects.summary.forget_zeros",
    "prospects.holds.review",
    "prospects.cleanup.forget_files",
    "prospects.privacy.jobs.plan_retention",
    "prospects.merging.forget",
    "prospects.exports.services.forget",
    "org.dormancy.review",
    "documents.planners.plan_due",
    "documents.cleanup.forget_halves",
    "documents.cleanup.forget_orphans",
    "offers.letters.expiry.expire",
)
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
