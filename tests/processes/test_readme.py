"""The README says what is so."""

import re
from pathlib import Path

import yaml
from django.conf import settings

from cpms.accounts.demonstration import ACCOUNTS, DEMONSTRATION_PASSWORD

ROOT = Path(settings.BASE_DIR)
README = (ROOT / "README.md").read_text()


def test_every_setting_is_in_the_table():
    read = re.findall(
        r'env\.\w+\(\s*"([A-Z_]+)"', (ROOT / "cpms" / "settings.py").read_text()
    ) + re.findall(r'environ\.get\("([A-Z_]+)"', (ROOT / "bin" / "gunicorn.conf.py").read_text())

    assert len(read) > 20
    assert [name for name in read if f"`{name}`" not in README] == []


def test_every_variable_of_the_compose_file_is_in_the_table():
    text = (ROOT / "docker-compose.yml").read_text()

    asked = re.findall(r"(?<!\$)\$\{([A-Z_]+)", text)
    given = yaml.safe_load(text)["x-service"]["environment"]

    assert [name for name in [*asked, *given] if f"`{name}`" not in README] == []


def test_every_account_of_the_demonstration_is_named_with_the_password():
    assert [account.username for account in ACCOUNTS if f"`{account.username}`" not in README] == []
    assert f"`{DEMONSTRATION_PASSWORD}`" in README


def test_every_way_in_is_there():
    ways = set(re.findall(r"`?(\.?(?:bin|\.ci)/[a-z-]+)(?=[ `\n])", README))

    assert {"bin/run", "bin/test", "bin/check", "bin/bench", ".ci/run"} <= ways
    assert [way for way in sorted(ways) if not (ROOT / way).exists()] == []


def test_the_sections_come_in_the_order_a_newcomer_needs_them():
    assert re.findall(r"^## (.+)$", README, flags=re.MULTILINE) == [
        "Run it",
        "Sign in as",
        "The life of a case",
        "Where things are",
        "Test it",
        "Deploy it",
        "Settings",
        "Sources",
    ]
