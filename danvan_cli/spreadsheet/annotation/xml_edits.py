"""XML that is changed in a few places only: every other byte stays what it was.

A library that reads a workbook and writes it again loses what it does not know: text boxes, pictures, buttons, lists
to choose from on other sheets, results of formulas. Here bytes are put in, and nothing is written again.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

_TAG = re.compile(rb"""<[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>""")
_DECLARED = re.compile(r"""(<\?xml[^>]*encoding=["'])[^"']*""")
_WIDE = (b"\xff\xfe", b"\xfe\xff")


@dataclass(slots=True)
class Node:
    """An element: its name without the prefix, and where its bytes are: tags from start to `inside`, `close` to end."""

    name: str
    prefix: str
    attributes: dict[str, str]
    start: int
    inside: int
    close: int = 0
    end: int = 0
    text: str = ""
    children: "list[Node]" = field(default_factory=list)

    def all(self, name: str) -> "Iterator[Node]":
        """Yield the elements of a name within, in their order."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.all(name)

    def first(self, name: str) -> "Node | None":
        """Return the first element of a name within."""
        return next(self.all(name), None)


Edit = tuple[int, int, bytes]


def in_utf8(xml: bytes) -> bytes:
    """Return XML in UTF-8, in which all but nothing is written anyway."""
    if not xml.startswith(_WIDE):
        return xml
    return _DECLARED.sub(r"\g<1>UTF-8", xml.decode("utf-16"), count=1).encode()


def tree(xml: bytes) -> Node:
    """Read a small part whole."""
    top = Node("", "", {}, 0, 0, len(xml), len(xml))
    open_nodes = [top]

    def start(node: Node) -> None:
        open_nodes[-1].children.append(node)
        open_nodes.append(node)

    def end(_: str, close: int, after: int) -> None:
        node = open_nodes.pop()
        node.close, node.end = close, after

    def text(characters: str) -> None:
        open_nodes[-1].text += characters

    scan(xml, start, end, text)
    return top.children[0]


def scan(
    xml: bytes, start: Callable[[Node], None], end: Callable[[str, int, int], None], text: Callable[[str], None]
) -> None:
    """Call `start` with each element, `end` with its name, the place of its closing tag and the one behind it.

    An element without content has no closing tag: both places are behind its only one.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    insides: list[int] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        at = parser.CurrentByteIndex
        prefix, colon, local = name.rpartition(":")
        insides.append(tag_end(xml, at))
        start(Node(local, prefix + colon, attributes, at, insides[-1]))

    def finish(name: str) -> None:
        inside = insides.pop()
        has_no_content = xml[inside - 2 : inside] == b"/>"
        close = inside if has_no_content else parser.CurrentByteIndex
        end(name.rpartition(":")[2], close, inside if has_no_content else tag_end(xml, close))

    def refuse(*_: object) -> None:
        raise ValueError

    parser.StartDoctypeDeclHandler = refuse  # entities of one's own, and what grows out of them
    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    parser.CharacterDataHandler = text
    parser.Parse(xml, True)  # noqa: FBT003 - expat takes no keywords


def tag_end(xml: bytes, start: int) -> int:
    """Return the place behind a tag."""
    match = _TAG.match(xml, start)
    if not match:
        raise ValueError(start)
    return match.end()


def edited(xml: bytes, edits: list[Edit]) -> bytes:
    """Put bytes into the places of others; those put into the same place stay in their order."""
    pieces: list[bytes] = []
    done = 0
    for start, end, instead in sorted(edits, key=lambda edit: edit[:2]):
        pieces += (xml[done:start], instead)
        done = end
    return b"".join((*pieces, xml[done:]))


def inserted(xml: bytes, node: Node, content: bytes) -> Edit:
    """Return the edit that puts content at the end of an element, be it one without a closing tag."""
    if node.close < node.end:
        return node.close, node.close, content
    opened = xml[node.start : node.inside].removesuffix(b"/>").rstrip()
    return node.start, node.end, opened + b">" + content + f"</{node.prefix}{node.name}>".encode()


def escaped(text: str) -> str:
    """Return a text as XML holds it, between tags or double quotes; xml.sax brings half of urllib for this."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def without_attribute(tag: bytes, name: str) -> bytes:
    """Return a tag without an attribute."""
    return re.sub(rb"""\s%s\s*=\s*("[^"]*"|'[^']*')""" % name.encode(), b"", tag, count=1)


def with_attribute(tag: bytes, name: str, value: str | int) -> bytes:
    """Return a tag, or an element that begins with it, with another value of an attribute."""
    end = tag_end(tag, 0)
    head, written = tag[:end], f' {name}="{escaped(str(value))}"'.encode()
    pattern = re.compile(rb"""\s%s\s*=\s*("[^"]*"|'[^']*')""" % name.encode())
    if pattern.search(head):
        return pattern.sub(lambda _: written, head, count=1) + tag[end:]
    word = re.match(rb"<[^\s/>]+", head)
    at = word.end() if word else 1
    return head[:at] + written + head[at:] + tag[end:]
