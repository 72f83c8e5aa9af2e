"""The diagrams of docs/architecture.md, drawn from the code so that they are always true.

The layers come from the contract that import-linter holds, the states from the
transitions themselves. Both are Mermaid, which is plain text and drawn where it is read.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings

from cpms.records.models import Record
from cpms.records.transitions import record_models, state_field, transitions_of

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "architecture.md"

# One line for each package, and the layers close together.
WIDE = '%%{init: {"flowchart": {"wrappingWidth": 800, "rankSpacing": 20}}}%%'

Moves = dict[tuple[str, str], list[str]]


class MarkerMissingError(ValueError):
    """The document has no place for one of the diagrams."""


def redrawn(text: str) -> str:
    """Return the document with every diagram drawn anew between its markers."""
    for name, draw in DRAWINGS.items():
        text = _replaced(text, name, draw())
    return text


def _replaced(text: str, name: str, drawing: str) -> str:
    begin, end = f"<!-- drawn: {name} -->", f"<!-- end: {name} -->"
    pattern = re.compile(f"{re.escape(begin)}\n.*?{re.escape(end)}", flags=re.DOTALL)
    made, count = pattern.subn(lambda _: f"{begin}\n\n{drawing}\n\n{end}", text)
    if count != 1:
        raise MarkerMissingError(f"The lines “{begin}” and “{end}” must stand in it once.")
    return made


def layers() -> str:
    """Draw the layers, top to bottom, each with what its packages are."""
    boxes = [
        f'    layer{number}["{"<br/>".join(_told(name) for name in names)}"]'
        for number, names in enumerate(_contract())
    ]
    arrows = [f"    layer{number} --> layer{number + 1}" for number in range(len(boxes) - 1)]
    return _mermaid(f"{WIDE}\nflowchart TD", [*boxes, *arrows])


def _contract() -> list[list[str]]:
    project = tomllib.loads((Path(settings.BASE_DIR) / "pyproject.toml").read_text())
    (contract,) = project["tool"]["importlinter"]["contracts"]
    return [re.split(r"\s*[|:]\s*", layer) for layer in contract["layers"]]


def _told(name: str) -> str:
    """Return a package with the sentence its app says of itself."""
    known: dict[str, AppConfig] = {config.name: config for config in apps.get_app_configs()}
    words = (known[name].__doc__ or "").strip().rstrip(".") if name in known else ""
    return f"{name} · {words}" if words else name


def states() -> str:
    """Draw the states and moves of every kind of record, in the order of a case."""
    return "\n\n".join(_record(model) for model in record_models())


def _record(model: type[Record]) -> str:
    moves = _moves(model)
    parts = [
        f"### {model.__name__}",
        f"`{model.__module__}`. {_first_line(model)}",
        _mermaid("stateDiagram-v2", [*_named_states(model), *_arrows(model, moves)]),
    ]
    if staying := _staying(model, moves):
        parts.append(f"Moves that keep the state. {staying}")
    return "\n\n".join(parts)


def _first_line(model: type[Record]) -> str:
    return (model.__doc__ or "").strip().splitlines()[0]


def _states(model: type[Record]) -> dict[str, str]:
    """Return the states, by value and in words; the first is that of a record not yet made."""
    field: Any = state_field(model)
    return {str(value): str(label) for value, label in field.choices}


def _moves(model: type[Record]) -> Moves:
    """Return the moves by the states they lead from and to, in the order of the states."""
    found: Moves = defaultdict(list)
    for transition in transitions_of(model):
        source = str(transition.source)
        found[source, str(transition.target or source)].append(transition.name)
    order = list(_states(model))
    by_states = sorted(found, key=lambda pair: (order.index(pair[0]), order.index(pair[1])))
    return {pair: sorted(found[pair]) for pair in by_states}


def _named_states(model: type[Record]) -> Iterator[str]:
    _, *made = _states(model).items()
    for value, label in made:
        yield f'    state "{label}" as {value}'


def _arrows(model: type[Record], moves: Moves) -> Iterator[str]:
    """Yield what changes the state; a record that is not made yet is where all begins."""
    unmade = next(iter(_states(model)))
    for (source, target), names in moves.items():
        if source != target:
            start = "[*]" if source == unmade else source
            yield f"    {start} --> {target} : {', '.join(names)}"


def _staying(model: type[Record], moves: Moves) -> str:
    """Return what may be done without leaving a state, states with the same moves together."""
    labels_of: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for (source, target), names in moves.items():
        if source == target:
            labels_of[tuple(names)].append(_states(model)[source])
    return " ".join(
        f"{' / '.join(labels)}: {', '.join(f'`{name}`' for name in names)}."
        for names, labels in labels_of.items()
    )


def _mermaid(kind: str, lines: list[str]) -> str:
    return "\n".join(["```mermaid", kind, *lines, "```"])


DRAWINGS: dict[str, Callable[[], str]] = {"layers": layers, "states": states}
