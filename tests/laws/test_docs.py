"""The documents say what is so: diagrams in step, names that exist, words in order."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from cpms.accounts.permissions import Role
from cpms.casework import architecture
from cpms.records.transitions import record_models
from cpms.timescales.packs import known_numbers

ROOT = Path(settings.BASE_DIR)
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
PACKAGES = "cpms|conferences|plans|core_groups|enquiries"
DOTTED = re.compile(rf"`((?:{PACKAGES})(?:\.\w+)+)[`(]")
PATHS = re.compile(rf"`((?:{PACKAGES}|tests|bin|templates|docs)/[^`*]+)`")
NUMBERS = re.compile(r"\b(?:ST|CF|PL|CG|EN|MV|LA|CO|FA|MG)-\d\d\b")
GLOSSARY = (DOCS / "glossary.md").read_text()
ENTRIES = re.findall(r"^- \*\*(.+?)\*\*", GLOSSARY, flags=re.MULTILINE)


def name(path):
    return str(path.relative_to(DOCS))


def is_there(dotted):
    """Say whether a module has this name, or holds what its last part names."""
    package, _, last = dotted.rpartition(".")
    try:
        return hasattr(import_module(package), last) or bool(import_module(dotted))
    except ModuleNotFoundError:
        return False


@pytest.fixture
def document(monkeypatch, tmp_path):
    """A copy of the document that a test may spoil."""
    copy = tmp_path / "architecture.md"
    copy.write_text(architecture.DOCUMENT.read_text())
    monkeypatch.setattr(architecture, "DOCUMENT", copy)
    return copy


def test_the_diagrams_are_in_step_with_the_code():
    call_command("draw_architecture", check=True)


def test_a_diagram_out_of_step_is_noticed_and_drawn_anew(document):
    drawn = document.read_text()
    document.write_text(drawn.replace("[*] --> requested : request", "[*] --> held : hold"))

    with pytest.raises(CommandError, match="out of step with the code"):
        call_command("draw_architecture", check=True)
    call_command("draw_architecture")

    assert document.read_text() == drawn


def test_a_document_without_a_place_for_a_diagram_is_told(document):
    document.write_text(document.read_text().replace("<!-- end: states -->", ""))

    with pytest.raises(CommandError, match="must stand in it once"):
        call_command("draw_architecture")


def test_every_layer_and_every_kind_of_record_is_drawn():
    text = architecture.DOCUMENT.read_text()

    assert "cpms.records · Moves, guards and the chronology" in text
    assert [m.__name__ for m in record_models() if f"### {m.__name__}\n" not in text] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_module_that_a_document_names_is_there(page):
    assert [dotted for dotted in DOTTED.findall(page.read_text()) if not is_there(dotted)] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_file_that_a_document_names_is_there(page):
    named = PATHS.findall(page.read_text())

    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_law_of_names_sees_what_is_not_there():
    assert is_there("cpms.records.moves.perform")
    assert not is_there("cpms.records.moves.prefer")
    assert not is_there("cpms.registers.moves")


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_register_number_that_a_document_cites_exists(page):
    assert set(NUMBERS.findall(page.read_text())) <= known_numbers()


def test_the_glossary_is_in_alphabetic_order():
    words = [entry.casefold() for entry in ENTRIES]

    assert len(words) > 80
    assert words == sorted(words)


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_every_role_is_in_the_glossary(role):
    entry = rf"^- \*\*{role.label}(?: \(\w+\))?\*\* \(role\)"

    assert re.search(entry, GLOSSARY, flags=re.MULTILINE)


def test_every_kind_of_record_is_in_the_glossary():
    assert [m.__name__ for m in record_models() if f"(`{m.__name__}`)" not in GLOSSARY] == []


def test_decisions_are_numbered_without_a_gap():
    numbers = [int(path.name[:4]) for path in sorted((DOCS / "adr").glob("*.md"))]

    assert numbers == list(range(1, len(numbers) + 1))
