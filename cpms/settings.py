"""Every setting of the service, read from the environment (README, "Settings").

Without any environment the service is the demonstration: SQLite, files as broker and
outbox, a secret of its own kept in the data folder. In production (`CPMS_PRODUCTION=on`)
nothing is assumed: what is missing stops the service with one sentence.
"""

from pathlib import Path

import environ

from cpms import security
from cpms.logs import logging_settings
from cpms.security import demonstration_secret, require_production_settings

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

PRODUCTION = env.bool("CPMS_PRODUCTION", default=False)
DEMONSTRATION = env.bool("CPMS_DEMONSTRATION", default=not PRODUCTION)
DEBUG = env.bool("CPMS_DEBUG", default=False)
DATA_DIR = Path(env.str("CPMS_DATA_DIR", default=str(BASE_DIR / "var")))
if not PRODUCTION:
    DATA_DIR.mkdir(parents=True, exist_ok=True)

SECRET_KEY = env.str("CPMS_SECRET_KEY", default="") or (
    "" if PRODUCTION else demonstration_secret(DATA_DIR)
)
ALLOWED_HOSTS = env.list("CPMS_ALLOWED_HOSTS", default=[] if PRODUCTION else ["*"])
CSRF_TRUSTED_ORIGINS = env.list("CPMS_TRUSTED_ORIGINS", default=[])
PARTNERSHIP_NAME = env.str("CPMS_PARTNERSHIP_NAME", default="Exampleshire Safeguarding Partnership")
SERVICE_URL = env.str("CPMS_SERVICE_URL", default="http://localhost:8000")

INSTALLED_APPS = [
    "cpms.design",  # before django.forms: its field templates win
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "simple_history",
    "cpms.accounts",
    "cpms.accounts.single_sign_on",
    "cpms.records",
    "cpms.administration",
    "cpms.children",
    "cpms.timescales",
    "cpms.documents",
    "cpms.documents.calendars",
    "cpms.strategy_discussions",
    "conferences",
    "plans",
    "core_groups",
    "cpms.pathways",
    "enquiries",
    "cpms.casework",
    "cpms.oversight",
]

MIDDLEWARE = [
    "cpms.logs.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cpms.privacy.LeaveNothingBehind",
    "cpms.documents.attachments.intake.RefuseTooLarge",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cpms.accounts.session_limits.SessionLimits",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "cpms.accounts.second_step.DemandSecondStep",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "cpms.urls"
WSGI_APPLICATION = "cpms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "cpms.templating.environment",
            "context_processors": [
                "cpms.design.context.page",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
    {
        # allauth and Django's own e-mail texts that are not overridden
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {
    "default": env.db_url_config(
        env.str("DATABASE_URL", default="") or f"sqlite:///{DATA_DIR / 'cpms.sqlite3'}"
    ),
}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CPMS_CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # One writer at a time, readers never wait: measured in the ADR on the embedded default.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    # The journeys run against a real file, as people do, not against SQLite in memory.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
else:
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "cpms.accounts.adapter.AccountAdapter"
ACCOUNT_SESSION_REMEMBER = False  # desks are shared: the session ends with the browser
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody is written to who has no account
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60  # a joiner's link must outlast a weekend
# Wrong passwords are counted in the cache, which all web processes share; for a browser that
# the person has used before, apart from all others (cpms.accounts.devices).
# A whole office comes from one address, so that signing in as such is not counted.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "20/m/ip,10/15m/key",
    "login_failed_known": "10/15m/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("CPMS_PROXIES", default=1 if PRODUCTION else 0)
# The second step: demanded of "all", of some roles, or of nobody ("none").
SECOND_STEP = [
    who
    for who in env.list("CPMS_SECOND_STEP", default=["all"] if PRODUCTION else [])
    if who != "none"
]
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "cpms.accounts.second_step.SecondStepAdapter"
MFA_FORMS = {"add_webauthn": "cpms.accounts.forms.AddPasskeyForm"}
MFA_TOTP_TOLERANCE = 1
# The council's own sign-in, by OpenID Connect, if there is one.
SOCIALACCOUNT_ADAPTER = "cpms.accounts.single_sign_on.adapter.SocialAccountAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
OIDC_SERVER = env.str("CPMS_OIDC_SERVER", default="")
SINGLE_SIGN_ON_NAME = env.str("CPMS_OIDC_NAME", default="your work account") if OIDC_SERVER else ""
SOCIALACCOUNT_PROVIDERS = security.single_sign_on(
    OIDC_SERVER,
    SINGLE_SIGN_ON_NAME,
    env.str("CPMS_OIDC_CLIENT", default=""),
    env.str("CPMS_OIDC_SECRET", default=""),
    env.list("CPMS_OIDC_DOMAINS", default=[]),
)
SESSION_COOKIE_AGE = 12 * 60 * 60  # and longer for nobody, however busy
SESSION_IDLE_SECONDS = env.int("CPMS_IDLE_MINUTES", default=20) * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
# "__Host-": no other host of the council's domain can set or overwrite these.
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "csrf"
DEVICE_COOKIE_NAME = "__Host-device" if PRODUCTION else "device"
CSRF_FAILURE_VIEW = "cpms.design.errors.csrf_failure"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^health/"]
# The proxy in front ends HTTPS and must set this header itself, whatever it was sent.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = security.content_security_policy(OIDC_SERVER)

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("CPMS_STATIC_ROOT", default=str(BASE_DIR / "static" / "collected")))
STATICFILES_DIRS = [
    path for path in (BASE_DIR / "static" / "cpms", BASE_DIR / "static" / "build") if path.is_dir()
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION

FORM_RENDERER = "cpms.design.forms.GovUkRenderer"

CACHES = {
    "default": env.cache("CACHE_URL", default="dbcache://cache"),
}

EMAIL_CONFIG = env.email("EMAIL_URL", default=f"filemail:///{DATA_DIR / 'mail'}")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 30  # a mail server that says nothing must not outlast the lease
DEFAULT_FROM_EMAIL = env.str("CPMS_FROM_EMAIL", default="child.protection@example.gov.uk")

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="") or "filesystem://localhost"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
# A page must not wait for a broker that is down: one try, one second. The duty itself is
# a row in the database; the broker only wakes the worker.
CELERY_TASK_PUBLISH_RETRY = False
REDIS_OPTIONS: dict[str, object] = {
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
    "max_retries": 0,  # else kombu tries for six seconds, whatever the publisher asked
}
CELERY_BROKER_TRANSPORT_OPTIONS = REDIS_OPTIONS
if CELERY_BROKER_URL.startswith("filesystem"):
    _queue = DATA_DIR / "queue"
    (_queue / "messages").mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_queue / "messages"),
        "data_folder_out": str(_queue / "messages"),
        "control_folder": str(_queue / "control"),
    }

LOGGING = logging_settings(as_json=PRODUCTION, level=env.str("CPMS_LOG_LEVEL", default="INFO"))

# The enquiry desk: the unit's office hours, and how long a checked number holds good.
OFFICE_OPENS = env.str("CPMS_OFFICE_OPENS", default="08:45")
OFFICE_CLOSES = env.str("CPMS_OFFICE_CLOSES", default="17:15")
DIRECTORY_CHECK_MONTHS = env.int("CPMS_DIRECTORY_CHECK_MONTHS", default=12)

# Scheduling conferences: what is wished for, and when a conference can begin.
CONFERENCE_STARTS = env.list("CPMS_CONFERENCE_STARTS", default=["09:30", "13:00", "15:45"])
CONFERENCES_A_WEEK = env.int("CPMS_CONFERENCES_A_WEEK", default=4)
POLICE_NOTICE_DAYS = env.int("CPMS_POLICE_NOTICE_DAYS", default=7)
INTERPRETER_NOTICE_DAYS = env.int("CPMS_INTERPRETER_NOTICE_DAYS", default=5)
SCHOOL_OPENS = env.str("CPMS_SCHOOL_OPENS", default="08:45")
SCHOOL_CLOSES = env.str("CPMS_SCHOOL_CLOSES", default="15:30")
# Uploaded files: where they lie, how large one may be, and who looks through them for viruses.
ATTACHMENTS_DIR = Path(env.str("CPMS_FILES_DIR", default=str(DATA_DIR / "files")))
UPLOAD_BYTES = env.int("CPMS_UPLOAD_MB", default=20) * 1024 * 1024
CLAMD = env.str("CPMS_CLAMD", default="")
# For how long a file stays open to somebody who gave a reason for opening it.
ACCESS_HOURS = env.int("CPMS_ACCESS_HOURS", default=24)
# For how long a decision or minutes can be taken back after "send" (CF-25).
RECALL_MINUTES = env.int("CPMS_RECALL_MINUTES", default=10)
# If set, professionals are written to at these domains only; never at private mailboxes.
PROFESSIONAL_DOMAINS = env.list("CPMS_PROFESSIONAL_DOMAINS", default=[])

TIMESCALES_PACK = env.str("CPMS_TIMESCALES_PACK", default="bolton")
REMINDER_CARRIER = env.str("CPMS_CARRIER", default="")
REMINDER_LEASE_SECONDS = env.int("CPMS_LEASE_SECONDS", default=300)

if PRODUCTION:
    require_production_settings(
        debug=DEBUG,
        secret=SECRET_KEY,
        hosts=ALLOWED_HOSTS,
        service_url=SERVICE_URL,
        backends={
            "DATABASE_URL": DATABASES["default"]["ENGINE"],
            "CACHE_URL": CACHES["default"]["BACKEND"],
            "CELERY_BROKER_URL": CELERY_BROKER_URL,
            "EMAIL_URL": EMAIL_CONFIG["EMAIL_BACKEND"],
        },
    )
