"""Settings of Liuxin. What an installation may choose is read in `environment`."""

import os
from pathlib import Path

from csp.constants import SELF

from liuxin.config import environment

environment.keep_small_matrices_on_one_thread()

PACKAGE = Path(__file__).resolve().parent.parent
WEB = PACKAGE / "interfaces" / "web"
HOME = environment.home()

SECRET_KEY = environment.secret(HOME, "django")
SEAL_KEY = environment.secret(HOME, "seal")
MAIL_KEY = environment.secret(HOME, "mail")
DEBUG = environment.flag("LIUXIN_DEBUG", default=False)
ALLOWED_HOSTS = [host for host in os.environ.get("LIUXIN_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if host]
PUBLIC_ADDRESS = environment.address("LIUXIN_ADDRESS", default="http://127.0.0.1:8000")
FACTS_ROOT = HOME / "facts"
FILES_ROOT = HOME / "files"
ENGINE_THREADS = environment.number("LIUXIN_ENGINE_THREADS", default=2)
ENGINE_MEMORY = environment.memory("LIUXIN_ENGINE_MEMORY", default="768MB")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "template_partials",
    "liuxin.config",
    "liuxin.desk.history",
    "liuxin.desk.search",
    "liuxin.desk.files",
    "liuxin.desk.organisation",
    "liuxin.desk.surveys",
    "liuxin.desk.customers",
    "liuxin.desk.communication",
    "liuxin.desk.cases",
    "liuxin.desk.quality",
    "liuxin.performance.agreement",
    "liuxin.performance.dialogue",
    "liuxin.performance.plan",
    "liuxin.performance.indicators",
    "liuxin.performance.evaluators",
    "liuxin.performance.evaluation",
    "liuxin.performance.feedback",
    "liuxin.performance.outcomes",
    "liuxin.interfaces.web.kit",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "liuxin.interfaces.web.organisation.middleware.OwnSessions",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "csp.middleware.CSPMiddleware",
    "axes.middleware.AxesMiddleware",
    "liuxin.interfaces.web.kit.middleware.LargestBody",
    "liuxin.interfaces.web.kit.middleware.ErrorPages",
]

LARGEST_BODY = 128 * 1024 * 1024  # bytes; twice what the files of one message may weigh, and more

ROOT_URLCONF = "liuxin.config.urls"
WSGI_APPLICATION = "liuxin.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted(WEB.glob("*/templates")),
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "liuxin.interfaces.web.kit.context.shell",
            ],
        },
    }
]

DATABASES = {"default": environment.database(HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

FORM_RENDERER = "liuxin.interfaces.web.kit.widgets.Renderer"

AUTH_USER_MODEL = "organisation.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "organisation:sign-in"
LOGIN_REDIRECT_URL = "start"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "liuxin.interfaces.web.organisation.lockout.locked_out"
AXES_DISABLE_ACCESS_LOG = True

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = sorted((PACKAGE / "interfaces" / "wording" / "locale").glob("*"))
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [folder for folder in sorted(WEB.glob("*/static")) if folder.parent.name != "kit"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "frame-ancestors": ["'none'"],
        "base-uri": [SELF],
        "form-action": [SELF],
        "object-src": ["'none'"],
    }
}
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "liuxin.interfaces.web.kit.views.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

(HOME / "log").mkdir(exist_ok=True)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {
        "terminal": {"class": "logging.StreamHandler", "formatter": "line", "level": "ERROR"},
        # Written by several processes, so it is only ever appended to; the system's log rotation may move it away.
        "file": {
            "class": "logging.handlers.WatchedFileHandler",
            "filename": HOME / "log" / "liuxin.log",
            "formatter": "line",
            "level": "WARNING",
            "delay": True,
            "encoding": "utf-8",
        },
    },
    "root": {"handlers": ["terminal", "file"], "level": "WARNING"},
}
