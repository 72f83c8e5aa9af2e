"""What the browser is told to allow, and what production refuses to start without."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

SHORTEST_SECRET = 40

FEWEST_DIFFERENT_LETTERS = 10
SECRET_REFUSAL = (
    "CPMS_SECRET_KEY must be a secret of this installation, at least 40 random letters: "
    "`python -c 'import secrets; print(secrets.token_urlsafe(50))'` makes one."
)
WANTED = {
    "DATABASE_URL": "a PostgreSQL database",
    "CACHE_URL": "a cache all web processes share (dbcache or Redis)",
    "CELERY_BROKER_URL": "a Redis broker",
    "EMAIL_URL": "an SMTP server",
}
FIT_FOR_PRODUCTION = {
    "DATABASE_URL": ("postgresql",),
    "CACHE_URL": ("DatabaseCache", "redis"),
    "CELERY_BROKER_URL": ("redis://", "rediss://"),
    "EMAIL_URL": ("smtp",),
}


def content_security_policy(sign_in_server: str) -> dict[str, Any]:
    """Nothing inline and nothing from elsewhere; one form leads to the council's sign-in."""
    where = urlsplit(sign_in_server)
    elsewhere = [f"{where.scheme}://{where.netloc}"] if where.netloc else []
    return {
        "DIRECTIVES": {
            "default-src": ["'self'"],
            "script-src": ["'self'"],
            "style-src": ["'self'"],
            "img-src": ["'self'", "data:"],
            "object-src": ["'none'"],
            "base-uri": ["'none'"],
            "form-action": ["'self'", *elsewhere],
            "frame-ancestors": ["'none'"],
        },
    }


def single_sign_on(
    server: str, name: str, client: str, secret: str, domains: Sequence[str]
) -> dict[str, Any]:
    """Return the council's sign-in as the library is told of it; nothing without a server.

    `domains` are those whose e-mail addresses it vouches for, where the token does not say
    that an address is verified (Entra ID does not).
    """
    if not server:
        return {}
    app = {
        "provider_id": "single_sign_on",
        "name": name,
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": server, "verified_email": list(domains)},
    }
    return {"single_sign_on": {"APPS": [app]}}


def demonstration_secret(folder: Path) -> str:
    """Return this installation's own secret, made once and kept in its data folder."""
    path = folder / "secret"
    if not path.exists():
        path.write_text(get_random_secret_key())
        path.chmod(0o600)
    return path.read_text()


def require_production_settings(
    *,
    debug: bool,
    secret: str,
    hosts: Sequence[str],
    service_url: str,
    backends: Mapping[str, str],
) -> None:
    """Refuse to start in production on a setting that would not be safe there."""
    faults = [
        (debug, "CPMS_DEBUG is on; switch it off."),
        (not _is_own_secret(secret), SECRET_REFUSAL),
        (not hosts or "*" in hosts, "CPMS_ALLOWED_HOSTS must name the hosts that are served."),
        (
            not service_url.startswith("https://"),
            "CPMS_SERVICE_URL must be the address people use, beginning with https://.",
        ),
        *_unfit(backends),
    ]
    found = [sentence for is_wrong, sentence in faults if is_wrong]
    if found:
        raise ImproperlyConfigured("Not safe for production. " + " ".join(found))


def _is_own_secret(secret: str) -> bool:
    """Tell a secret somebody made from one that was left out, shortened or copied."""
    return (
        len(secret) >= SHORTEST_SECRET
        and len(set(secret)) >= FEWEST_DIFFERENT_LETTERS
        and not secret.startswith("django-insecure-")
    )


def _unfit(backends: Mapping[str, str]) -> list[tuple[bool, str]]:
    """Name the backends of the demonstration that must not serve in production."""
    return [
        (
            not any(fit in backends[name] for fit in FIT_FOR_PRODUCTION[name]),
            f"{name} must name {what}.",
        )
        for name, what in WANTED.items()
    ]
