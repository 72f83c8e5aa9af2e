"""A check: every template of the service compiles, so that no page dies on a typing slip."""

import os

import django

from workshop.places import ROOT
from workshop.words import say


def main() -> None:
    """Compile each template under templates/ in the service's own Jinja environment."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cpms.settings")
    django.setup()
    from django.template import TemplateSyntaxError, engines

    engine = engines["jinja2"]
    folder = ROOT / "templates"
    names = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.*"))]
    faults = []
    for name in names:
        try:
            engine.get_template(name)
        except TemplateSyntaxError as fault:
            faults.append(f"templates/{name}: {fault}")
    for line in faults:
        say(line)
    say(f"{len(names)} templates compiled, {len(faults)} with faults")
    raise SystemExit(bool(faults))


if __name__ == "__main__":
    main()
