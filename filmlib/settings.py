"""Every difference between machines is an environment variable, or a line of a `.env` file.

`docs/operations.md` has a row for each; a test compares the two.
"""

import contextlib
from pathlib import Path

import environ

from filmlib.media_settings import FOLDER, media_at

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".env")

# --- where things are, and who may ask -------------------------------------------------------

DATA_DIR = Path(env("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
with contextlib.suppress(OSError):  # what cannot be made is named when it is needed
    DATA_DIR.mkdir(parents=True, exist_ok=True)
SECRET_KEY_FILE = DATA_DIR / "secret_key"  # made once by the demo
SECRET_KEY = env("SECRET_KEY", default="") or (
    SECRET_KEY_FILE.read_text().strip() if SECRET_KEY_FILE.is_file() else ""
)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
MEDIA_DELIVERY = env("MEDIA_DELIVERY", default="app")
MEDIA_STORAGE_URL = env("MEDIA_STORAGE_URL", default=DATA_DIR.as_uri())
FETCH_FROM_LOOPBACK = env.bool("FETCH_FROM_LOOPBACK", default=False)  # for trials on one machine
QUEUE_URL = env("QUEUE_URL", default="")  # carries the numbers of work, see catalog/jobs

SAML_ENTITY_ID = env("SAML_ENTITY_ID", default="")
SAML_CONTACT = env("SAML_CONTACT", default="")
SAML_DISCOVERY_URL = env("SAML_DISCOVERY_URL", default="")

IS_HTTPS = SITE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [SITE_URL] if IS_HTTPS else []
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_NAME = "library_staff"  # visitors have another: streaming.access.visit
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# --- the house -------------------------------------------------------------------------------

INSTALLED_APPS = [
    "filmlib",
    "streaming",
    "catalog",
    "simple_history",
    "filmlib.admin_config.LibraryAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
]

MIDDLEWARE = [
    "filmlib.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "filmlib.middleware.ResponseHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "filmlib.middleware.RateLimits",
    "filmlib.middleware.StaffSession",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "filmlib.middleware.StaffAuthentication",
    "filmlib.middleware.BodySize",
    "filmlib.middleware.StaffCodes",
    "filmlib.middleware.StaffMessages",
    "filmlib.middleware.StaffHistory",
    "streaming.middleware.VisitorMiddleware",
]

ROOT_URLCONF = "filmlib.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
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

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # widgets of ours stand in templates/

# Where the apps meet in behaviour: plain lists, in order.
READY_LAWS = ["catalog.ready.law.LAW", "streaming.access.law.LAW"]
FILM_FACETS = [  # the last word of each is its name in an address
    "streaming.film_facets.availability",
    "catalog.search.facets.subject",
    "catalog.search.facets.decade",
    "catalog.search.facets.country",
    "catalog.search.facets.language",
    "streaming.film_facets.captions",
    "streaming.film_facets.accessibility",
    "catalog.search.facets.runtime",
    "catalog.search.facets.festival",
    "catalog.search.facets.award",
    "catalog.search.facets.distributor",
    "catalog.search.facets.collection",
    "catalog.search.facets.person",
]
FILM_ADMIN_INLINES = [
    "streaming.admin.film_inlines.LicenceInline",
    "streaming.admin.film_inlines.MediaInline",
]
FILM_ADMIN_COLUMNS = ["streaming.admin.film_column.watchable_now"]
FILM_ADMIN_ACTIONS = ["streaming.admin.grant.grant_for_films"]
FILM_ADMIN_CHECKS = [
    "catalog.admin.film_form.catalogue_checks",
    "streaming.admin.film_inlines.streaming_checks",
]
JOBS = {  # work that outlives a request, by lane, and the function that does it
    "quick": {
        "picture": "catalog.pictures.making.make",
        "plan_import": "catalog.exchange.desk.work.plan_import",
        "apply_import": "catalog.exchange.desk.work.apply_import",
    },
    "media": {"package": "streaming.media.packaging.package"},
}
JOBS_LEASE = 15  # seconds that a worker may be silent before another goes on with its work
JOBS_START_THEMSELVES = not QUEUE_URL  # whoever asks for work starts a worker where none runs
ADMIN_WORK_LISTS = [
    "catalog.admin.work_lists.without_poster",
    "streaming.admin.work_lists.without_captions",
    "streaming.admin.work_lists.without_a_check",
    "streaming.admin.work_lists.ending_soon",
    "streaming.admin.work_lists.course_systems_that_wait",
    "catalog.admin.work_lists.failed_work",
]

# --- data ------------------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'library.sqlite3'}")}
database = DATABASES["default"]
if database["ENGINE"] == "django.db.backends.sqlite3":
    # WAL lets readers pass a writer; IMMEDIATE takes the write lock at BEGIN, since a transaction
    # that reads first and then writes cannot wait for a lock: measured, 388 of 1,000 failed.
    # Pages are read where the system has them in memory, up to the most that SQLite will map.
    database["ENGINE"] = "filmlib.sqlite"
    database["CONN_MAX_AGE"] = None
    database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        # Seconds that a writer waits, in the queue (`filmlib/sqlite`) and at the lock.
        "timeout": 30,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
            "PRAGMA cache_size=-32000; PRAGMA mmap_size=2147418112;"
        ),
    }
elif database["ENGINE"] == "django.db.backends.postgresql":
    database["OPTIONS"] = {
        # PostgreSQL plans a sentence once a connection, from its fifth time on: measured, it took
        # longer to plan what reads a kept page than to read it.
        "server_side_binding": True,
        "prepare_threshold": 5,
        **database.get("OPTIONS", {}),
        "pool": {"min_size": 1, "max_size": 8, "timeout": 5},
    }

CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://")}
cache_options = {
    # Every address that asks much has an entry for a minute; Django's own 300 would lose some.
    "django.core.cache.backends.locmem.LocMemCache": {"MAX_ENTRIES": 20_000},
    # Seconds: a cache that is away holds nobody up.
    "django.core.cache.backends.redis.RedisCache": dict.fromkeys(
        ("socket_connect_timeout", "socket_timeout"), 1
    ),
}
CACHES["default"].setdefault("OPTIONS", cache_options.get(CACHES["default"]["BACKEND"], {}))
vars().update(env.email("EMAIL_URL", default="consolemail://"))

# Bytes that need a right, and pictures anyone may see, never share a folder.
media_folder, media_storage = None, {"BACKEND": FOLDER}
with contextlib.suppress(ValueError):  # `filmlib.checks` and the server refuse, and say why
    media_folder, media_storage = media_at(MEDIA_STORAGE_URL)
MEDIA_ROOT = media_folder or DATA_DIR / "media"
IMAGE_ROOT = DATA_DIR / "images"
STORAGES = {
    "default": media_storage,
    "images": {
        "BACKEND": "catalog.pictures.storage.WholeFiles",
        "OPTIONS": {"location": IMAGE_ROOT, "base_url": "/images/"},
    },
    "staticfiles": {
        "BACKEND": "filmlib.static_files.StaticFiles",
    },
}
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = DEBUG
FILE_UPLOAD_TEMP_DIR = DATA_DIR / "uploads"  # beside the media, so that nothing is copied
with contextlib.suppress(OSError):
    FILE_UPLOAD_TEMP_DIR.mkdir(mode=0o700, exist_ok=True)
LARGEST_UPLOAD = env.int("LARGEST_UPLOAD", default=20_480)  # MB, of a film or a staff request
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440  # bytes: of a form without its files, and of any visitor's
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000  # a film with a hundred of everything on one screen

# --- words -----------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]  # a second one brings Django's LocaleMiddleware with it
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["filmlib.formats"]  # 30 June 2027, where Django would write June 30, 2027
TIME_ZONE = env("TIME_ZONE", default="UTC")  # the site's own: weeks of featured films turn by it
USE_TZ = True

AUDIT_DAYS = env.int("AUDIT_DAYS", default=1_095)  # how long `sweep_audit` leaves lines

# --- staff -----------------------------------------------------------------------------------

LOGIN_URL = "admin:login"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # refuses one guess too many, before any is looked at
    "django.contrib.auth.backends.ModelBackend",
    "streaming.access.roles.MembershipBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AXES_HANDLER = "filmlib.staff.guesses.Guesses"
AXES_ENABLE_ADMIN = False  # it holds digests, for a quarter of an hour
SILENCED_SYSTEM_CHECKS = ["axes.W002", "axes.W006"]  # the sign-in page itself says when to wait
STAFF_CODES_REQUIRED = env.bool("STAFF_CODES_REQUIRED", default=False)
OTP_TOTP_ISSUER = "Film Library"
OTP_ADMIN_HIDE_SENSITIVE_DATA = True
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0  # codes are counted as guesses are
SIMPLE_HISTORY_REVERT_DISABLED = True  # a film's rows belong together: one alone is not put back

# --- what a browser may do -------------------------------------------------------------------

# `filmlib.middleware.ResponseHeaders` sends it; a view may name who frames its page.
CONTENT_SECURITY_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "media-src": "'self' blob:",  # the bytes that the HLS engine puts together
    "connect-src": "'self'",
    "font-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}

# How often one address may ask in a minute, by kind; a whole campus may be one address. No limit
# for 0, nor for anything that is not matched here: films, pictures and playback among it.
RATE_LIMITED = {
    "search": r"/films/(facets/[^/]+/)?\Z|/u/[^/]+/\Z",
    "suggestions": r"/films/suggest\Z",
    "finder": r"/universities/",
    "sign_on": r"/(saml2|oidc|lti|launch|access)/|/u/[^/]+/sign-(in|out)/",
}
RATE_LIMITS = {"search": 1_200, "suggestions": 3_000, "finder": 600, "sign_on": 1_200} | {
    kind: int(most)
    for kind, _is, most in (said.partition("=") for said in env.list("RATE_LIMITS", default=[]))
}

# --- logs ------------------------------------------------------------------------------------

LOG_FORMAT = env("LOG_FORMAT", default="json")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "structured": {"()": "filmlib.logs.formatter", "kind": LOG_FORMAT},
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "structured"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["stderr"], "level": env("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "axes": {"level": "ERROR"},  # it would name who came and from where; the audit trail tells
        "django.server": {"handlers": [], "propagate": True},
        "huey": {"level": "WARNING"},  # our own workers say what they do
        # It writes down whom it let in, and whole messages; what matters is in the audit.
        "saml2": {"handlers": ["nowhere"], "propagate": False},
        "xmlschema": {"handlers": ["nowhere"], "propagate": False},
    },
}
