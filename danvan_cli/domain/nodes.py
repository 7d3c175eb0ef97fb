"""Bytes of a file -> YAML nodes that know their places.

Nothing is guessed from how a scalar looks (`012` is text, `no` is not false), so no implicit types are resolved.
Foreign tags, deep nesting and aliases within aliases have no use in a record and are how YAML bombs are built: they
are refused. A single alias, as programs write it, is read.
"""

import contextlib
import unicodedata
from typing import Any

import yaml
from yaml.nodes import Node

from danvan_cli.domain.problem import Place, ProblemLog

_DEEPEST = 20
_MOST_ALIASES = 100
# YAML's own types, as programs write them; what a value is, its key decides.
_HARMLESS_TAGS = (
    None,
    *(f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "timestamp", "seq", "map")),
)
_BOM = "\ufeff"


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

else:  # pragma: no cover - wheels of PyYAML bring libyaml; a build without it still has to work
    from yaml.composer import Composer
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class _Loader(_NoTypes, Reader, Scanner, Parser, Composer):  # type: ignore[no-redef]
        def __init__(self, text: str) -> None:
            Reader.__init__(self, text)
            Scanner.__init__(self)
            Parser.__init__(self)
            Composer.__init__(self)


def place_of(node: Node) -> Place:
    """Say where a node starts."""
    mark = node.start_mark
    return Place(mark.line + 1, mark.column + 1)


def compose(data: bytes, log: ProblemLog) -> Node | None:
    """Give the root node, or None when the log says why there is none."""
    text = _decode(data, log)
    if text is None or not _harmless(text, log):
        return None
    try:
        root = _Loader(text).get_single_node()
    except _TooDeep as error:
        log.add("too-deep", error.place)
    except yaml.reader.ReaderError as error:
        log.add("control-character", _place_at(text, error.position), character=f"U+{int(error.character):04X}")
    except yaml.MarkedYAMLError as error:
        log.add("yaml-syntax", _mark_of(error))
    else:
        if root is None:
            log.add("empty-file")
        return root
    return None


def _decode(data: bytes, log: ProblemLog) -> str | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        log.add("not-utf8", _place_at(before, len(before)), byte=f"0x{data[error.start]:02X}")
        return None
    if "\r" in text:
        log.add("crlf", Place(1, 1))
    if text.startswith(_BOM):
        log.add("bom", Place(1, 1))
        text = text[1:]
    if not unicodedata.is_normalized("NFC", text):
        log.add("nfd", _first_not_nfc(text))
        text = unicodedata.normalize("NFC", text)
    return text


def _first_not_nfc(text: str) -> Place:
    for number, line in enumerate(text.split("\n"), 1):
        if not unicodedata.is_normalized("NFC", line):
            return Place(number, 1)
    return Place(1, 1)


def _harmless(text: str, log: ProblemLog) -> bool:
    """Refuse foreign tags, and aliases that could multiply; only a text that holds their signs is looked at closely."""
    if not ("&" in text or "*" in text or "!" in text):
        return True
    anchored: list[bool] = []
    aliases = 0
    for event in _events(text):
        aliases += isinstance(event, yaml.AliasEvent)
        multiplies = isinstance(event, yaml.AliasEvent) and (any(anchored) or aliases > _MOST_ALIASES)
        if multiplies or getattr(event, "tag", None) not in _HARMLESS_TAGS:
            log.add("yaml-alias", Place(event.start_mark.line + 1, event.start_mark.column + 1))
            return False
        if isinstance(event, yaml.CollectionStartEvent):
            anchored.append(event.anchor is not None)
        elif isinstance(event, yaml.CollectionEndEvent):
            anchored.pop()
    return True


def _events(text: str) -> list[Any]:
    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    events: list[Any] = []
    with contextlib.suppress(yaml.YAMLError):  # composing meets it again and reports it
        events.extend(yaml.parse(text, Loader=loader))
    return events


def _mark_of(error: yaml.MarkedYAMLError) -> Place:
    mark = error.problem_mark or error.context_mark
    return Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)


def _place_at(text: str, position: int) -> Place:
    before = text[:position]
    return Place(before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1)
