"""From the kept piece of page to the blocks of a PDF: the few elements that letters use.

Page and PDF are made of the same text, so that what a reader may not learn is in neither.
An element that is not known here is an error and never left out: a letter that lacks a
sentence on paper is worse than one that cannot be made.
"""

from html.parser import HTMLParser
from typing import Any

Block = dict[str, Any]
Run = dict[str, Any]

BOLD, ITALIC = {"b", "strong"}, {"i", "em"}
HEADINGS = {"h2": 2, "h3": 3, "h4": 4}
LISTS = {"ul": "list", "ol": "steps"}
HOLDERS = {"div", "section", "article", "blockquote"}  # hold blocks, are none themselves
INLINE = BOLD | ITALIC | {"span", "a"}
CELLS = {"td", "th"}


class NotPrintable(ValueError):  # noqa: N818  said of the text
    """The text holds an element of which nobody has said how it is printed."""


def blocks_of(text: str) -> list[Block]:
    """Return the blocks of a letter's text, in their order."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.finished()


class _Reader(HTMLParser):
    """Reads element by element; a method `start_NAME` or `end_NAME` for each that it knows."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.holders: list[list[Block]] = [[]]  # where blocks go: the letter, or an item
        self.runs: list[Run] = []
        self.open: list[str] = []
        self.is_typed = False
        self.level = 1

    def finished(self) -> list[Block]:
        """Return the blocks, when everything that was opened is closed."""
        self._flush()
        if self.open:
            raise NotPrintable(f"<{self.open[-1]}> is not closed.")
        return self.holders[0]

    # What HTMLParser calls

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if tag == "br":
            self.runs.append(self._run("\n"))
            return
        start = getattr(self, f"start_{_family(tag)}", None)
        if start is None:
            raise NotPrintable(f"<{tag}> has no form on paper.")
        self.open.append(tag)
        start(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last."""
        if not self.open or self.open.pop() != tag:
            raise NotPrintable(f"</{tag}> closes nothing.")
        getattr(self, f"end_{_family(tag)}")(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take `<br/>` as `<br>`."""
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        """Keep words; line ends count only where somebody typed them."""
        words = data if self.is_typed else _one_line(data)
        if words.strip() or (words and self.runs):
            self.runs.append(self._run(words))

    # Elements

    def start_paragraph(self, tag: str, attrs: dict[str, str | None]) -> None:
        self._flush()
        self.is_typed = "typed" in (attrs.get("class") or "").split()

    def end_paragraph(self, tag: str) -> None:
        self._flush()
        self.is_typed = False

    def start_heading(self, tag: str, attrs: dict[str, str | None]) -> None:
        self._flush()

    def end_heading(self, tag: str) -> None:
        """Add a heading no more than one level below the one before it, as readers expect."""
        self.level = min(HEADINGS[tag], self.level + 1)
        self._add("heading", level=self.level, runs=self._taken())

    def start_list(self, tag: str, attrs: dict[str, str | None]) -> None:
        self._flush()
        self.holders.append(self._add(LISTS[tag], items=[])["items"])

    def end_list(self, tag: str) -> None:
        self._flush()
        self.holders.pop()

    def start_item(self, tag: str, attrs: dict[str, str | None]) -> None:
        item: list[Block] = []
        self.holders[-1].append(item)  # type: ignore[arg-type]
        self.holders.append(item)

    def end_item(self, tag: str) -> None:
        self._flush()
        self.holders.pop()

    def start_facts(self, tag: str, attrs: dict[str, str | None]) -> None:
        self._flush()
        self._add("facts", rows=[])

    def end_facts(self, tag: str) -> None:
        self.runs = []

    def start_term(self, tag: str, attrs: dict[str, str | None]) -> None:
        self.runs = []

    def end_term(self, tag: str) -> None:
        rows = self.holders[-1][-1]["rows"]
        if tag == "dt":
            rows.append({"term": self._taken(), "words": []})
        else:
            rows[-1]["words"] += [*([self._run("\n")] if rows[-1]["words"] else []), *self._taken()]

    def start_table(self, tag: str, attrs: dict[str, str | None]) -> None:
        self._flush()
        self._add("table", head=[], rows=[], caption=[])

    def end_table(self, tag: str) -> None:
        self.runs = []

    def start_part(self, tag: str, attrs: dict[str, str | None]) -> None:
        self.runs = []

    def end_part(self, tag: str) -> None:
        table = self.holders[-1][-1]
        if tag == "caption":
            table["caption"] = self._taken()
        self.runs = []

    def start_row(self, tag: str, attrs: dict[str, str | None]) -> None:
        self.runs = []
        self.holders[-1][-1]["rows"].append([])

    def end_row(self, tag: str) -> None:
        table = self.holders[-1][-1]
        if "thead" in self.open:
            table["head"] = table["rows"].pop()

    def start_cell(self, tag: str, attrs: dict[str, str | None]) -> None:
        self.runs = []

    def end_cell(self, tag: str) -> None:
        runs = self._taken()
        if tag == "th" and "thead" not in self.open:
            runs = [{**run, "bold": True} for run in runs]
        self.holders[-1][-1]["rows"][-1].append(runs)

    def start_holder(self, tag: str, attrs: dict[str, str | None]) -> None:
        self._flush()

    def end_holder(self, tag: str) -> None:
        self._flush()

    def start_inline(self, tag: str, attrs: dict[str, str | None]) -> None:
        """Bold and the like take effect through `open`; the words come by themselves."""

    def end_inline(self, tag: str) -> None:
        """Nothing: the words are there."""

    # Words and blocks

    def _run(self, words: str) -> Run:
        opened = set(self.open)
        return {"text": words, "bold": bool(opened & BOLD), "italic": bool(opened & ITALIC)}

    def _taken(self) -> list[Run]:
        runs, self.runs = _trimmed(self.runs), []
        return runs

    def _flush(self) -> None:
        """Close the paragraph that is being read, if it says anything."""
        if runs := self._taken():
            self._add("paragraph", runs=runs)

    def _add(self, kind: str, **parts: Any) -> Block:
        block = {"kind": kind, **parts}
        self.holders[-1].append(block)
        return block


FAMILIES = {
    "p": "paragraph",
    "li": "item",
    "dl": "facts",
    "dt": "term",
    "dd": "term",
    "table": "table",
    "thead": "part",
    "tbody": "part",
    "caption": "part",
    "tr": "row",
    **dict.fromkeys(HEADINGS, "heading"),
    **dict.fromkeys(LISTS, "list"),
    **dict.fromkeys(CELLS, "cell"),
    **dict.fromkeys(HOLDERS, "holder"),
    **dict.fromkeys(INLINE, "inline"),
}


def _family(tag: str) -> str:
    return FAMILIES.get(tag, "unknown")


def _one_line(words: str) -> str:
    """Return the words with every space and line end as one space, as a browser shows them."""
    joined = " ".join(words.split())
    before = " " if words[:1].isspace() else ""
    after = " " if joined and words[-1:].isspace() else ""
    return before + joined + after


def _trimmed(runs: list[Run]) -> list[Run]:
    """Return the runs without blanks before the first word and behind the last."""
    if not any(run["text"].strip() for run in runs):
        return []
    kept = [dict(run) for run in runs]
    while not kept[0]["text"].strip():
        kept.pop(0)
    while not kept[-1]["text"].strip():
        kept.pop()
    kept[0]["text"] = kept[0]["text"].lstrip()
    kept[-1]["text"] = kept[-1]["text"].rstrip()
    return kept
