"""The settings of a plain AllianceAuth project with corptools and the bridge, on SQLite and a local Redis.

Environment: `CAPTRACK_TEST_DATABASE` (a file, default in memory), `CAPTRACK_TEST_TEMPLATE` (a file in which pytest
keeps its migrated database from one run to the next), `CAPTRACK_TEST_REDIS` (such as redis://127.0.0.1:6379),
`CAPTRACK_TEST_MARIADB` (the socket of a MariaDB to use instead), `CAPTRACK_TEST_POSTGRESQL` (the folder of one of a
PostgreSQL), `CAPTRACK_TEST_SITE` (what the site calls itself),
`CAPTRACK_TEST_LOG` (the level that is printed), `CAPTRACK_TEST_FASTER` (see below).
"""

import os
import tempfile
from importlib.util import find_spec
from pathlib import Path

from allianceauth.project_template.project_name.settings.base import *  # noqa: F403

_REDIS = os.environ.get("CAPTRACK_TEST_REDIS", "redis://127.0.0.1:6379")
_DATABASE = os.environ.get("CAPTRACK_TEST_DATABASE", ":memory:")

PROJECT_DIR = str(Path(__file__).parent)
BASE_DIR = str(Path(__file__).parent.parent)
SECRET_KEY = "only for tests"
ROOT_URLCONF = "testproject.urls"
WSGI_APPLICATION = None
DEBUG = False
ALLOWED_HOSTS = ["*"]

SITE_NAME = "Test Auth"
SITE_URL = os.environ.get("CAPTRACK_TEST_SITE", "https://auth.example.com")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "modeltranslation",
    *INSTALLED_APPS,  # noqa: F405
    "eve_sde",
    "corptools",
    "captrack_bridge",
]
# The plugin that the bridge takes snoozes and regions over from; its first migration needs eveuniverse.
if find_spec("captrack") and find_spec("eveuniverse"):
    INSTALLED_APPS += ["eveuniverse", "captrack"]

APPS_WITH_PUBLIC_VIEWS = ["captrack_bridge"]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": _DATABASE,
        "OPTIONS": {"timeout": 20},
        "TEST": {"NAME": os.environ.get("CAPTRACK_TEST_TEMPLATE", ":memory:")},
    }
}
if os.environ.get("CAPTRACK_TEST_MARIADB"):
    # What most servers run on: the socket of a MariaDB in which root may make databases.
    DATABASES["default"] = {
        "ENGINE": "django.db.backends.mysql",
        "NAME": "captrack_bridge",
        "USER": "root",
        "HOST": os.environ["CAPTRACK_TEST_MARIADB"],
        "OPTIONS": {"charset": "utf8mb4"},
    }
if os.environ.get("CAPTRACK_TEST_POSTGRESQL"):
    # The folder with the socket of a PostgreSQL.
    DATABASES["default"] = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "postgres",
        "USER": "captrack",
        "HOST": os.environ["CAPTRACK_TEST_POSTGRESQL"],
        "TEST": {"NAME": "test_captrack_bridge"},
    }
BROKER_URL = f"{_REDIS}/0"
CACHES = {"default": {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": f"{_REDIS}/1"}}
CELERY_ALWAYS_EAGER = True
# How much faster than in earnest the fast lane runs where it is measured.
_FASTER = int(os.environ.get("CAPTRACK_TEST_FASTER", "0"))
if _FASTER:
    CAPTRACK_BRIDGE_FAST_LANE_LOCATION_MINUTES = 10 / _FASTER
    CAPTRACK_BRIDGE_FAST_LANE_BUDGET = 60 * _FASTER
    CAPTRACK_BRIDGE_RATE_LIMIT = CAPTRACK_BRIDGE_WORK_LIMIT = (1_000_000, 60)

STATICFILES_DIRS: list[str] = []
STATIC_ROOT = str(Path(tempfile.gettempdir()) / "captrack-bridge-static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

ESI_SSO_CLIENT_ID = "none"
ESI_SSO_CLIENT_SECRET = "none"
ESI_SSO_CALLBACK_URL = f"{SITE_URL}/sso/callback"
ESI_USER_CONTACT_EMAIL = "nobody@example.com"
LOGIN_TOKEN_SCOPES = ["publicData"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {
        "console": {"class": "logging.StreamHandler", "level": os.environ.get("CAPTRACK_TEST_LOG", "WARNING")}
    },
    "loggers": {
        "extensions": {"handlers": ["console"], "level": "INFO"},
        "django": {"handlers": ["console"], "level": "ERROR"},
    },
}
