"""A colour on cells that need mending, which is taken off again when they are marked anew."""

from danvan_cli.spreadsheet.annotation.xml_edits import Edit, Node, edited, inserted, tree, with_attribute

# Nobody's own light red, so that ours is known again.
RED = "FFFFC9C7"
_NO_COLOUR = {"indexed": "64"}
_SOLID = "solid"
_FROM_LIBRE_OFFICE = b"LibreOffice"


class CellColours:
    """The styles of a workbook, and those that are added to them.

    A solid pattern has a second colour, which nobody sees: there the colour is kept that the cell had before. Other
    patterns are not kept. LibreOffice writes colours of its own there, so what it wrote is not believed.
    """

    def __init__(self, xml: bytes, application: bytes = b"") -> None:
        self._xml = xml
        self._root = tree(xml)
        self._keeps_second_colours = _FROM_LIBRE_OFFICE not in application
        self._fill_list, self._style_list = self._list("fills"), self._list("cellXfs")
        self._fills = [self._raw(fill) for fill in self._fill_list.children]
        self._styles = [self._raw(style) for style in self._style_list.children]
        self._given_numbers = len(self._fills), len(self._styles)
        self._plain: dict[int, int] = {}
        self._marked: dict[int, int] = {}

    def _list(self, name: str) -> Node:
        return next(child for child in self._root.children if child.name == name)

    def _raw(self, node: Node) -> bytes:
        return self._xml[node.start : node.end]

    @property
    def has_ours(self) -> bool:
        """Whether any style has our colour."""
        return any(self._is_ours(at) for at in range(len(self._fills)))

    def plain(self, style: int) -> int:
        """Return the number of the style that a cell has without our colour."""
        if style not in self._plain:
            self._plain[style] = self._uncoloured(style)
        return self._plain[style]

    def _uncoloured(self, style: int) -> int:
        fill = self._fill_of(style)
        if not self._is_ours(fill):
            return style
        before = self._colour_before(fill)
        pattern = self._pattern(before, _NO_COLOUR) if before else None
        return self._with_fill(style, _put(self._fills, pattern) if pattern else 0)

    def marked(self, style: int) -> int:
        """Return the number of the style that a cell has with our colour."""
        if style not in self._marked:
            self._marked[style] = self._coloured(style)
        return self._marked[style]

    def _coloured(self, style: int) -> int:
        plain = self.plain(style)
        kind, colour, _ = self._fill_parts(self._fill_of(plain))
        ours = self._pattern({"rgb": RED}, colour if kind == _SOLID else _NO_COLOUR)
        return self._with_fill(plain, _put(self._fills, ours))

    def xml(self) -> bytes:
        """Return the part of the styles, with those that were added."""
        lists = (
            (self._fill_list, self._fills, self._given_numbers[0]),
            (self._style_list, self._styles, self._given_numbers[1]),
        )
        edits: list[Edit] = []
        for node, pieces, before in lists:
            if len(pieces) > before:
                edits.append(inserted(self._xml, node, b"".join(pieces[before:])))
                tag = with_attribute(self._xml[node.start : node.inside], "count", len(pieces))
                edits.append((node.start, node.inside, tag))
        return edited(self._xml, edits)

    def _fill_of(self, style: int) -> int:
        return int(tree(self._styles[style]).attributes.get("fillId", 0))

    def _with_fill(self, style: int, fill: int) -> int:
        raw = with_attribute(with_attribute(self._styles[style], "fillId", fill), "applyFill", 1)
        return _put(self._styles, raw)

    def _fill_parts(self, fill: int) -> tuple[str, dict[str, str], dict[str, str]]:
        """Return a fill's pattern and its two colours, in front and behind."""
        pattern = tree(self._fills[fill]).first("patternFill")
        if pattern is None:
            return "", {}, {}
        front, back = (
            {} if (colour := pattern.first(name)) is None else colour.attributes for name in ("fgColor", "bgColor")
        )
        return pattern.attributes.get("patternType", ""), front, back

    def _is_ours(self, fill: int) -> bool:
        kind, front, _ = self._fill_parts(fill)
        return kind == _SOLID and front.get("rgb", "").upper() == RED

    def _colour_before(self, fill: int) -> dict[str, str]:
        back = self._fill_parts(fill)[2]
        return back if self._keeps_second_colours and back != _NO_COLOUR else {}

    def _pattern(self, front: dict[str, str], back: dict[str, str]) -> bytes:
        prefix = self._fill_list.prefix
        colours = _colour(f"{prefix}fgColor", front) + _colour(f"{prefix}bgColor", back or _NO_COLOUR)
        solid = f'<{prefix}patternFill patternType="{_SOLID}">{colours}</{prefix}patternFill>'
        return f"<{prefix}fill>{solid}</{prefix}fill>".encode()


def _colour(name: str, attributes: dict[str, str]) -> str:
    return f"<{name} " + " ".join(f'{key}="{value}"' for key, value in attributes.items()) + "/>"


def _put(pieces: list[bytes], piece: bytes) -> int:
    """Return the place of a piece among others, which it joins if it is none of them."""
    if piece not in pieces:
        pieces.append(piece)
    return pieces.index(piece)
