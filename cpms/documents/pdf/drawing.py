"""Drawing a document: no network, no file but the fonts, the same bytes each time."""

import json
import tempfile
import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import typst

LAYOUT = Path(__file__).with_name("letter.typ")
FONTS = str(files("font_source_sans_pro") / "files")
UA: Final = "ua-1"  # tagged for screen readers; the compiler refuses what breaks the standard
# Signs that the font is known to have; any other is tried once.
PLAIN = frozenset(map(chr, [10, *range(32, 127), *range(160, 383)])) - {"\u00ad"}
SIGN = (
    b'#set document(title: "x")\n#set text(lang: "en", font: "Source Sans Pro")\n#sys.inputs.sign'
)


def draw(document: dict[str, Any]) -> bytes:
    """Return the PDF of a document (see letter.typ for its parts).

    What people typed is data and never markup. The compiler has an empty folder as its whole
    world, and the document's own day as its clock.
    """
    data = json.dumps(_printable(document), ensure_ascii=True, sort_keys=True)
    return _compiled(LAYOUT.read_bytes(), letter=data)


def _compiled(source: bytes, **inputs: str) -> bytes:
    layout: Any = source  # the package's own types want the root in the type of the source
    return typst.compile(
        layout,
        format="pdf",
        root=_nothing(),
        package_path=_nothing(),
        package_cache_path=_nothing(),
        font_paths=[FONTS],
        ignore_system_fonts=True,
        pdf_standards=[UA],
        sys_inputs=inputs,
        timestamp=0,
    )


@cache
def _nothing() -> str:
    """Return an empty folder: all that the compiler can read."""
    return tempfile.mkdtemp(prefix="cpms-nothing-")


def _printable(value: Any) -> Any:
    """Return the document with every sign that no font has written out in words."""
    if isinstance(value, str):
        return "".join(sign if sign in PLAIN else _shown(sign) for sign in value)
    if isinstance(value, dict):
        return {key: _printable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(one) for one in value]
    return value


@cache
def _shown(sign: str) -> str:
    """Return the sign if it can be printed, else its name: "[grinning face]"."""
    if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn"}:
        return " " if sign in "\t\r\v\f" else ""
    try:
        _compiled(SIGN, sign=sign)
    except typst.TypstError:
        return f"[{unicodedata.name(sign, 'sign').lower()}]"
    return sign
