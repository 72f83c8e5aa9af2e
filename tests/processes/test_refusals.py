"""What production refuses to start without, each fault by itself."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from cpms.security import demonstration_secret, require_production_settings

SAFE = {
    "debug": False,
    "secret": "uJ4nR8wq2LxT0vZb6YcKd9HgFm1sPe3aXoNi5QtV7BrC",
    "hosts": ["cpms.example.gov.uk"],
    "service_url": "https://cpms.example.gov.uk",
    "backends": {
        "DATABASE_URL": "django.db.backends.postgresql",
        "CACHE_URL": "django.core.cache.backends.db.DatabaseCache",
        "CELERY_BROKER_URL": "redis://redis:6379/0",
        "EMAIL_URL": "django.core.mail.backends.smtp.EmailBackend",
    },
}


def test_safe_settings_are_let_through():
    require_production_settings(**SAFE)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"debug": True}, "CPMS_DEBUG is on; switch it off."),
        ({"secret": ""}, "CPMS_SECRET_KEY must be a secret of this installation"),
        ({"secret": SAFE["secret"][:39]}, "at least 40 random letters"),
        ({"secret": "a" * 60}, "CPMS_SECRET_KEY must be a secret"),
        ({"secret": "django-insecure-" + SAFE["secret"]}, "CPMS_SECRET_KEY must be a secret"),
        ({"hosts": []}, "CPMS_ALLOWED_HOSTS must name the hosts"),
        ({"hosts": ["cpms.example.gov.uk", "*"]}, "CPMS_ALLOWED_HOSTS must name the hosts"),
        ({"service_url": "http://cpms.example.gov.uk"}, "CPMS_SERVICE_URL must be the address"),
    ],
)
def test_an_unsafe_setting_stops_the_start_with_a_sentence(change, sentence):
    with pytest.raises(ImproperlyConfigured, match=r"^Not safe for production\. ") as refusal:
        require_production_settings(**SAFE | change)

    assert sentence in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "of_the_demonstration", "sentence"),
    [
        ("DATABASE_URL", "django.db.backends.sqlite3", "must name a PostgreSQL database."),
        ("CACHE_URL", "django.core.cache.backends.locmem.LocMemCache", "all web processes share"),
        ("CELERY_BROKER_URL", "filesystem://localhost", "must name a Redis broker."),
        ("EMAIL_URL", "django.core.mail.backends.filebased.EmailBackend", "an SMTP server."),
    ],
)
def test_a_backend_of_the_demonstration_stops_the_start(name, of_the_demonstration, sentence):
    backends = SAFE["backends"] | {name: of_the_demonstration}

    with pytest.raises(ImproperlyConfigured) as refusal:
        require_production_settings(**SAFE | {"backends": backends})

    assert f"{name} must name" in str(refusal.value)
    assert sentence in str(refusal.value)


def test_all_faults_are_said_at_once():
    with pytest.raises(ImproperlyConfigured) as refusal:
        require_production_settings(**SAFE | {"debug": True, "secret": ""})

    assert "CPMS_DEBUG" in str(refusal.value)
    assert "CPMS_SECRET_KEY" in str(refusal.value)


def test_the_demonstration_has_one_secret_of_its_own_that_only_its_owner_reads(tmp_path):
    secret = demonstration_secret(tmp_path)

    assert len(secret) >= 40
    assert demonstration_secret(tmp_path) == secret
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0
