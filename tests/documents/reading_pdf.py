"""Reading a PDF as somebody would who wants to find what it hides: every object, every page."""

import io
import re

import pikepdf

_ONE = re.compile(rb"<(\w+)>\s*<(\w+)>")
_RANGE = re.compile(rb"<(\w+)>\s*<(\w+)>\s*<(\w+)>")


def opened(content):
    """Return the document of these bytes."""
    return pikepdf.open(io.BytesIO(content))


def pages_of(content):
    """Return the words of each page, as they are drawn."""
    with opened(content) as document:
        return [_words(page) for page in document.pages]


def text_of(content):
    """Return the words of all pages, in one line."""
    return " ".join(" ".join(pages_of(content)).split())


def everything_in(content):
    """Return all that the file holds, words, names, metadata and streams unpacked, as bytes."""
    parts = [content, text_of(content).encode()]
    with opened(content) as document:
        for one in document.objects:
            parts.append(
                one.read_bytes() if isinstance(one, pikepdf.Stream) else repr(one).encode()
            )
    return b"\n".join(parts)


def _words(page):
    fonts, shown, font = _fonts(page), [], None
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "Tf":
            font = fonts.get(str(operands[0]))
        elif name in {"Tj", "TJ"} and font is not None:
            parts = operands[0] if name == "TJ" else [operands[0]]
            strings = [bytes(one) for one in parts if isinstance(one, pikepdf.String)]
            shown.append("".join(_decoded(one, font) for one in strings))
        elif name in {"ET", "BT", "BDC"}:
            shown.append(" ")
    return "".join(shown)


def _fonts(page):
    resources = page.resources.get("/Font", {})
    return {name: _map(font.ToUnicode.read_bytes()) for name, font in resources.items()}


def _map(cmap):
    """Return which sign each glyph stands for."""
    found = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, sign in _ONE.findall(block):
            found[int(code, 16)] = _sign(sign)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, sign in _RANGE.findall(block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = chr(int(sign, 16) + step)
    return found


def _sign(code):
    return bytes.fromhex(code.decode()).decode("utf-16-be")


def _decoded(raw, font):
    return "".join(
        font.get(int.from_bytes(raw[place : place + 2], "big"), "")
        for place in range(0, len(raw), 2)
    )
