"""A YAML text -> which stretch of it each node takes, and where its comments are.

PyYAML's marks of block collections and block scalars run on over the comments and blank lines that follow; a piece
ends where its own last letter does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NamedTuple

import yaml

from danvan_cli.domain.nodes import events, tokens
from danvan_cli.text.fold import nfc

_BREAKS = "\r\n\x85\u2028\u2029"
_BREAK = re.compile(f"\r\n|[{_BREAKS}]")
_END_OF_LINE = re.compile(f"(?=[{_BREAKS}])|\\Z")
_COMMENT = re.compile(f"#[^{_BREAKS}]*")
_OPAQUE = (yaml.ScalarToken, yaml.AliasToken, yaml.AnchorToken, yaml.TagToken, yaml.DirectiveToken)


@dataclass(slots=True)
class YamlPiece:
    """A node from its anchor or tag to its last letter. A mapping has pairs, a list items, a scalar its text."""

    kind: Literal["scalar", "alias", "list", "mapping"]
    start: int
    end: int
    flow: bool = False
    text: str = ""
    pairs: "list[YamlPair]" = field(default_factory=list)
    items: "list[YamlPiece]" = field(default_factory=list)

    def pair(self, key: str) -> "YamlPair | None":
        """Return the pair of a mapping whose key reads so, None where there is none."""
        return next((pair for pair in self.pairs if pair.reads(key)), None)


class YamlPair(NamedTuple):
    """A key, its value, and where the value may begin: behind the colon; None where there is no colon."""

    start: int
    key: YamlPiece
    after: int | None
    value: YamlPiece

    @property
    def end(self) -> int:
        """Return where its last letter ends."""
        return max(self.key.end, self.after or 0, self.value.end)

    def reads(self, key: str) -> bool:
        """Whether its key reads so."""
        return nfc(self.key.text) == key


class Span(NamedTuple):
    """A stretch of the text."""

    start: int
    end: int


class YamlText:
    """A text with its pieces. `code` is the text with blanks for comments, so that signs can be looked for in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.comments = list(_comments(text))
        self.code = _blanked(text, self.comments)
        line_break = _BREAK.search(text)
        self.line_break = line_break[0] if line_break else "\n"

    @cached_property
    def root(self) -> YamlPiece:
        """Return the document's node."""
        return _root(self)

    def line_start(self, at: int) -> int:
        """Return where the line begins in which `at` lies."""
        return max(self.text.rfind(char, 0, at) for char in _BREAKS) + 1

    def line_end(self, at: int) -> int:
        """Return where that line ends, before its break."""
        match = _END_OF_LINE.search(self.text, at)
        return match.start() if match else len(self.text)

    def next_line(self, at: int) -> int:
        """Return where the next line begins."""
        match = _BREAK.match(self.text, self.line_end(at))
        return match.end() if match else len(self.text)

    def column(self, at: int) -> int:
        """Count the characters before `at` in its line."""
        return at - self.line_start(at)

    def begins_line(self, at: int) -> bool:
        """Whether nothing but blanks stands before `at` in its line."""
        return not self.text[self.line_start(at) : at].strip(" ")

    def comments_in(self, start: int, end: int) -> list[str]:
        """Return the texts of the comments that begin in a stretch."""
        comments = (comment for comment in self.comments if start <= comment.start < end)
        return [self.text[comment.start : comment.end].rstrip() for comment in comments]

    def spliced(self, *edits: tuple[int, int, str]) -> str:
        """Return the text with each stretch (start, end) replaced; stretches do not overlap."""
        text = self.text
        for start, end, new in sorted(edits, reverse=True):
            text = text[:start] + new + text[end:]
        return text


def _comments(text: str) -> Iterator[Span]:
    """Yield the comments: a `#` begins one wherever no scalar, name or directive is."""
    at = 0
    for token in (*tokens(text), None) if "#" in text else ():
        if token is None or isinstance(token, _OPAQUE):
            start = token.start_mark.index if token else len(text)
            yield from _comments_between(text, at, start)
            at = _body_start(text, token) if token else at
            if token and at < token.end_mark.index:  # the line of a block's `|` may end in a comment
                yield from _comments_between(text, start, at)
                at = token.end_mark.index


def _comments_between(text: str, start: int, end: int) -> Iterator[Span]:
    while match := _COMMENT.search(text, start, end):
        yield Span(*match.span())
        start = match.end()


def _body_start(text: str, token: Any) -> int:  # noqa: ANN401 - PyYAML's tokens are untyped
    """Return where a block scalar's first line ends; any other token as a whole is no place for comments."""
    end: int = token.end_mark.index
    if getattr(token, "style", None) not in ("|", ">"):
        return end
    match = _END_OF_LINE.search(text, token.start_mark.index)
    return min(match.start(), end) if match else end


def _blanked(text: str, comments: list[Span]) -> str:
    parts, at = [], 0
    for start, end in comments:
        parts += [text[at:start], " " * (end - start)]
        at = end
    return "".join((*parts, text[at:]))


def _root(page: YamlText) -> YamlPiece:
    stream = events(page.text)
    return _piece(page, next(event for event in stream if isinstance(event, yaml.NodeEvent)), stream)


def _piece(page: YamlText, event: Any, stream: Iterator[Any]) -> YamlPiece:  # noqa: ANN401 - PyYAML's events are untyped
    start, end = event.start_mark.index, event.end_mark.index
    if isinstance(event, yaml.AliasEvent):
        return YamlPiece("alias", start, end)
    if isinstance(event, yaml.ScalarEvent):
        return YamlPiece("scalar", start, _end_of_scalar(page, event), text=event.value or "")
    is_list = isinstance(event, yaml.SequenceStartEvent)
    piece = YamlPiece("list" if is_list else "mapping", start, end, bool(event.flow_style))
    closing = _fill(page, piece, stream)
    piece.end = closing.end_mark.index if piece.flow else (piece.pairs or piece.items)[-1].end
    return piece


def _fill(page: YamlText, piece: YamlPiece, stream: Iterator[Any]) -> Any:  # noqa: ANN401 - PyYAML's events are untyped
    """Add what is inside a collection; return the event that closes it."""
    at = piece.start
    while not isinstance(event := next(stream), yaml.CollectionEndEvent):
        inner = _piece(page, event, stream)
        if piece.kind == "list":
            piece.items.append(inner)
        else:
            piece.pairs.append(_pair(page, at, inner, _piece(page, next(stream), stream)))
            at = piece.pairs[-1].end
    return event


def _end_of_scalar(page: YamlText, event: Any) -> int:  # noqa: ANN401 - PyYAML's events are untyped
    start: int = event.start_mark.index
    end: int = event.end_mark.index
    return start + len(page.text[start:end].rstrip()) if event.style in ("|", ">") else end


def _pair(page: YamlText, at: int, key: YamlPiece, value: YamlPiece) -> YamlPair:
    """Put a pair together; PyYAML puts a value that is not there anywhere before what comes next."""
    question = page.code.rfind("?", at, key.start)
    colon = page.code.find(":", key.end, value.start)
    after = None if colon < 0 else colon + 1
    if value.kind == "scalar" and value.start == value.end:
        value.start = value.end = after or key.end
    return YamlPair(key.start if question < 0 else question, key, after, value)
