"""A check: docker-compose.yml is well formed, complete, and holds no secret.

There may be no container engine where this runs, so the file's structure is read.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from workshop.places import BIN, ROOT
from workshop.words import say

SERVICES = {"migrate", "web", "worker", "beat", "postgres", "redis"}
WITH_HEALTH_CHECK = {"web", "worker", "postgres", "redis"}
SECRETS = ("PASSWORD", "SECRET", "EMAIL_URL", "DATABASE_URL")
FROM_OUTSIDE = re.compile(r"\$\{[A-Z_]+:\?[^}]+\}")


def main() -> None:
    """Name each fault of the file."""
    whole: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    services: dict[str, Any] = whole["services"]
    faults = [*_missing(services), *_dangling(whole), *_secrets(services), *_unknown(services)]
    for fault in faults:
        say(fault)
    say(f"{len(services)} services read, {len(faults)} faults")
    raise SystemExit(bool(faults))


def _missing(services: dict[str, Any]) -> Iterator[str]:
    for name in sorted(SERVICES ^ set(services)):
        yield f"{name}: the services are {', '.join(sorted(SERVICES))}"
    for name in sorted(WITH_HEALTH_CHECK & set(services)):
        if "healthcheck" not in services[name]:
            yield f"{name}: has no health check"


def _dangling(whole: dict[str, Any]) -> Iterator[str]:
    """What is named must exist: services waited for, volumes, the file of the image."""
    for name, service in whole["services"].items():
        for other in set(service.get("depends_on", {})) - set(whole["services"]):
            yield f"{name}: waits for {other}, which is not there"
        for volume in service.get("volumes", []):
            if volume.partition(":")[0] not in whole["volumes"]:
                yield f"{name}: the volume {volume} is not declared"
        file = service.get("build", {}).get("dockerfile")
        if file and not (ROOT / file).is_file():
            yield f"{name}: {file} is not there"


def _secrets(services: dict[str, Any]) -> Iterator[str]:
    for name, service in services.items():
        for key, value in service.get("environment", {}).items():
            if any(word in key for word in SECRETS) and not FROM_OUTSIDE.search(str(value)):
                yield f"{name}: {key} must come from the environment, as ${{NAME:?what it is}}"


def _unknown(services: dict[str, Any]) -> Iterator[str]:
    """The processes a service starts are those of the Procfile."""
    known = {line.partition(":")[0] for line in (BIN / "Procfile").read_text().splitlines()}
    for name, service in services.items():
        command = service.get("command", [])
        if command[:1] == ["bin/start"] and command[1] not in known:
            yield f"{name}: the Procfile has no process {command[1]}"


if __name__ == "__main__":
    main()
