"""Bytes of a file -> YAML nodes that know their places.

Nothing is guessed from how a scalar looks (`012` is text, `no` is not false), so no implicit types are resolved.
Foreign tags, deep nesting and aliases within aliases have no use in a record and are how YAML bombs are built: they
are refused. A single alias, as programs write it, is read.
"""

import contextlib
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import yaml
from yaml.composer import Composer
from yaml.nodes import Node

from danvan_cli.domain import rules
from danvan_cli.domain.problem import Place, ProblemLog

_DEEPEST = 20
_MOST_REPEATED = 100_000  # letters that all aliases stand for together
# YAML's own types, as programs write them; what a value is, its key decides.
_HARMLESS_TAGS = (
    None,
    *(f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "timestamp", "seq", "map")),
)
_LONG, _MOST_MARKS = 4096, 30
# What git leaves in column 1 where two changes meet (`|||||||`: with merge.conflictStyle diff3). No text of
# a record stands there: blocks are indented.
_CONFLICT_BEGINS = "<<<<<<<"
_CONFLICT = re.compile(r"^<{7,}(?=[ \r\n]|\Z)", re.MULTILINE)
_LEFT_OF_CONFLICT = re.compile(r"^(?:[|>]{7,}(?=[ \r\n]|\Z)|={7,}(?=[\r\n]|\Z))", re.MULTILINE)
_NO_LETTERS = re.compile(r"[^\w\s\x00-\x7f]{30,}")  # combining marks are no letters
BOM = "\ufeff"
_PARSER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


class _TooDeep(Exception):  # noqa: N818 - it never leaves this module
    def __init__(self, place: Place) -> None:
        self.place = place


class _NoTypes:
    """The hooks of PyYAML's composers; one that resolves nothing and counts how deep it is."""

    depth = 0

    def descend_resolver(self, parent: Node | None, index: object) -> None:  # noqa: ARG002 - PyYAML's hook
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _TooDeep(place_of(parent) if parent else Place(1, 1))

    def ascend_resolver(self) -> None:
        self.depth -= 1

    def resolve(self, kind: type, value: object, implicit: object) -> str:  # noqa: ARG002 - PyYAML's hook
        return ""


if yaml.__with_libyaml__:
    from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs leave it out

    class _Loader(_NoTypes, CParser):
        pass

    class _ItemComposer(_NoTypes, Composer, CParser):  # libyaml composes only whole documents
        def __init__(self, text: str) -> None:
            CParser.__init__(self, text)
            Composer.__init__(self)

else:  # pragma: no cover - wheels of PyYAML bring libyaml; a build without it still has to work
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class _Loader(_NoTypes, Reader, Scanner, Parser, Composer):  # type: ignore[no-redef]
        def __init__(self, text: str) -> None:
            Reader.__init__(self, text)
            Scanner.__init__(self)
            Parser.__init__(self)
            Composer.__init__(self)

    class _ItemComposer(_Loader):  # type: ignore[no-redef]
        pass


def place_of(node: Any) -> Place:  # noqa: ANN401 - a node, or one of PyYAML's untyped events
    """Return the place where a node starts."""
    mark = node.start_mark
    return Place(mark.line + 1, mark.column + 1)


def compose(data: bytes, log: ProblemLog) -> Node | None:
    """Return the root node, or None when the log says why there is none."""
    text = _safe_text(data, log)
    if text is None:
        return None
    with _logging_faults(text, log):
        root = _Loader(text).get_single_node()
        if root is None:
            log.add(rules.EMPTY_FILE)
        return root
    return None


def compose_items(data: bytes, log: ProblemLog) -> Iterator[Node]:
    """Yield the nodes of a file that is a list one by one, so that a long one is never all in memory.

    Where the log says why there are no more, those given before are not to be trusted either.
    """
    text = _safe_text(data, log)
    if text is None:
        return
    with _logging_faults(text, log):
        composer: Any = _ItemComposer(text)  # PyYAML's composers are untyped
        composer.depth = 1  # in the list
        composer.get_event()  # of the stream
        if composer.check_event(yaml.StreamEndEvent):
            log.add(rules.EMPTY_FILE)
            return
        composer.get_event()  # of the document
        if not composer.check_event(yaml.SequenceStartEvent):
            log.add(rules.NOT_ENTRIES, place_of(composer.peek_event()))
            return
        composer.get_event()
        while not composer.check_event(yaml.SequenceEndEvent):
            yield composer.compose_node(None, None)
        composer.get_event()
        composer.get_event()  # the document's end
        if not composer.check_event(yaml.StreamEndEvent):
            log.add(rules.YAML_SYNTAX, place_of(composer.peek_event()))


def _safe_text(data: bytes, log: ProblemLog) -> str | None:
    """Return the text that may be composed, or None when the log says why there is none."""
    text = decode(data, log)
    # Looking for a fixed text first is a tenth of the time; an index is built of very many files.
    if text is None or (_CONFLICT_BEGINS in text and _has_markers(_CONFLICT, text, log)):
        return None
    return text if _is_harmless(text, log) else None


@contextlib.contextmanager
def _logging_faults(text: str, log: ProblemLog) -> Iterator[None]:
    """Log what keeps a text from being read."""
    try:
        yield
    except _TooDeep as error:
        log.add(rules.TOO_DEEP, error.place)
    except yaml.reader.ReaderError as error:
        place = _place_at(text, _character_index(text, error.position))
        log.add(rules.CONTROL_CHARACTER, place, character=f"U+{int(error.character):04X}")
    except yaml.MarkedYAMLError as error:
        if not _has_markers(_LEFT_OF_CONFLICT, text, log):
            log.add(rules.YAML_SYNTAX, _place_of_error(error, text))


def _has_markers(pattern: re.Pattern[str], text: str, log: ProblemLog) -> bool:
    """Whether git's markers of a conflict stand in a text; each is noted."""
    places = [_place_at(text, marker.start()) for marker in pattern.finditer(text)]
    for place in places:
        log.add(rules.CONFLICT_MARKERS, place)
    return bool(places)


def decode(data: bytes, log: ProblemLog) -> str | None:
    """Return the file's text in NFC and without a BOM, or None when the log says why there is none."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        log.add(rules.NOT_UTF8, _place_at(before, len(before)), byte=f"0x{data[error.start]:02X}")
        return None
    if "\r" in text:
        log.add(rules.CRLF, Place(1, 1))
    if text.startswith(BOM):
        log.add(rules.BOM, Place(1, 1))
        text = text[1:]
    heap = heap_of_marks(text)
    if heap is not None:
        log.add(rules.CONTROL_CHARACTER, _place_at(text, heap), character=f"U+{ord(text[heap]):04X}")
        return None
    if not unicodedata.is_normalized("NFC", text):
        log.add(rules.NFD, _place_of_first_nfd(text))
        text = unicodedata.normalize("NFC", text)
    return text


def heap_of_marks(text: str) -> int | None:
    """Return the position where more marks are heaped on a letter than any language has, None where that is nowhere.

    NFC takes hours over long heaps.
    """
    for run in _NO_LETTERS.finditer(text) if len(text) > _LONG else ():
        marks = 0
        for position, character in enumerate(run[0], run.start()):
            marks = marks + 1 if unicodedata.combining(character) else 0
            if marks > _MOST_MARKS:
                return position
    return None


def _place_of_first_nfd(text: str) -> Place:
    lines = enumerate(text.split("\n"), 1)
    return Place(next(number for number, line in lines if not unicodedata.is_normalized("NFC", line)), 1)


def _is_harmless(text: str, log: ProblemLog) -> bool:
    """Whether a text has no foreign tags, and no aliases that could multiply; the log has the first that it has.

    Only a text that holds their signs is looked at closely.
    """
    if not ("&" in text or "*" in text or "!" in text):
        return True
    anchors = _Anchors()
    for event in events(text):
        if anchors.multiply(event) or getattr(event, "tag", None) not in _HARMLESS_TAGS:
            log.add(rules.YAML_ALIAS, Place(event.start_mark.line + 1, event.start_mark.column + 1))
            return False
        if len(anchors.open) > _DEEPEST:
            break  # composing meets it again and reports it
    return True


def events(text: str) -> Iterator[Any]:
    """Yield PyYAML's events of a text, as far as it is YAML."""
    with contextlib.suppress(yaml.YAMLError):  # composing meets it again, too
        yield from yaml.parse(text, Loader=_PARSER)


def tokens(text: str) -> Iterator[Any]:
    """Yield PyYAML's tokens of a text that is YAML."""
    return yaml.scan(text, Loader=_PARSER)


class _Anchors:
    """How much the aliases of a text stand for."""

    def __init__(self) -> None:
        self.open: list[Any] = []
        self._sizes: dict[str | None, int] = {}
        self._repeated = 0

    def multiply(self, event: Any) -> bool:  # noqa: ANN401 - PyYAML's events are untyped
        """Take an event in; return whether it repeats what itself repeats, or too much of the text."""
        if isinstance(event, yaml.AliasEvent):
            self._repeated += self._sizes.get(event.anchor, 0)
            return self._repeated > _MOST_REPEATED or any(start.anchor for start in self.open)
        start = event
        if isinstance(event, yaml.CollectionStartEvent):
            self.open.append(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            start = self.open.pop()
        if getattr(start, "anchor", None):
            self._sizes[start.anchor] = event.end_mark.index - start.start_mark.index
        return False


def _place_of_error(error: yaml.MarkedYAMLError, text: str) -> Place:
    """Return the place where reading stopped; where it ran to the end, that of what was left open."""
    mark = error.problem_mark or error.context_mark
    if mark and mark.index >= len(text) and error.context_mark:
        mark = error.context_mark
    if mark is None or mark.index >= len(text):
        return _place_at(text, max(0, len(text.rstrip()) - 1))
    return Place(mark.line + 1, mark.column + 1)


def _character_index(text: str, position: int) -> int:
    """Return a position in characters, where libyaml counts bytes."""
    return len(text.encode()[:position].decode()) if yaml.__with_libyaml__ else position


def _place_at(text: str, position: int) -> Place:
    before = text[:position]
    return Place(before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1)
