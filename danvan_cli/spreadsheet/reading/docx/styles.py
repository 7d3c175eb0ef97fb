"""What the styles of a document say of letters in an old encoding, and of tables whose borders are seen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

_BORDERS = {"tblBorders", "tcBorders"}
_NOT_SEEN = {"nil", "none"}
_THEME = "theme"  # a font that the document's theme names: none of an old encoding


@dataclass(slots=True)
class _Style:
    kind: str = ""
    parent: str = ""
    font: str = ""
    number: str = ""
    level: str = "0"
    borders: dict[str, bool] = field(default_factory=dict)


class Styles:
    """The styles of a document by their ids, read as its part streams by."""

    def __init__(self) -> None:
        self._styles: dict[str, _Style] = {}
        self._defaults: dict[str, str] = {}
        self._open = self._whole = _Style()
        self._path: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element."""
        local, parent = local_name(name), self._path[-1] if self._path else ""
        self._path.append(local)
        if local == "style":
            self._open = _Style(attribute(attributes, "type"))
            self._styles[attribute(attributes, "styleId")] = self._open
            if is_set(attribute(attributes, "default")):
                self._defaults[self._open.kind] = attribute(attributes, "styleId")
        elif local == "basedOn":
            self._open.parent = attribute(attributes, "val")
        elif local == "rFonts" and "tblStylePr" not in self._path:
            self._open.font = font_of(attributes)
        elif (parent, local) == ("numPr", "numId"):
            self._open.number = attribute(attributes, "val")
        elif (parent, local) == ("numPr", "ilvl"):
            self._open.level = attribute(attributes, "val")
        elif parent in _BORDERS:
            self._open.borders[local] = is_seen(attributes)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self._path.pop()
        if local_name(name) == "style":
            self._open = self._whole

    def font(self, run_style: str, paragraph_style: str) -> str:
        """Return the font of letters in a run and a paragraph of these styles, "" where none is said."""
        styles = (run_style, paragraph_style or self._defaults.get("paragraph", ""))
        fonts = (style.font for name in styles for style in self._with_parents(name))
        return next(filter(None, fonts), self._whole.font)

    def numbering(self, paragraph_style: str) -> tuple[str, str]:
        """Return the list that paragraphs of a style are part of, and the level of it; "" where they are of none."""
        lineage = self._with_parents(paragraph_style or self._defaults.get("paragraph", ""))
        return next(((style.number, style.level) for style in lineage if style.number), ("", "0"))

    def borders(self, table_style: str) -> dict[str, bool]:
        """Return which borders tables of a style have, each with whether it is seen."""
        lineage = [*self._with_parents(table_style or self._defaults.get("table", ""))]
        return {edge: seen for style in reversed(lineage) for edge, seen in style.borders.items()}

    def _with_parents(self, name: str) -> Iterator[_Style]:
        """Yield a style, and those that it is based on; in a circle, each once."""
        passed: set[str] = set()
        while name in self._styles and name not in passed:
            passed.add(name)
            yield self._styles[name]
            name = self._styles[name].parent


@lru_cache(maxsize=1 << 10)  # a document has few, and each of them thousands of times
def local_name(name: str) -> str:
    """Return an element's or attribute's name without its prefix, which differs from program to program."""
    return name.rpartition(":")[2]


def attribute(attributes: Mapping[str, str], name: str, otherwise: str = "") -> str:
    """Return the value of an attribute, whatever its prefix."""
    usual = attributes.get(f"w:{name}")
    if usual is not None:
        return usual
    return next((value for key, value in attributes.items() if local_name(key) == name), otherwise)


def is_set(value: str) -> bool:
    """Whether a property that is there says yes."""
    return value not in {"0", "false", "off"} if value else False


def is_on(attributes: Mapping[str, str]) -> bool:
    """Whether an element that stands for a property says yes, which it need not say."""
    return is_set(attribute(attributes, "val", "1"))


def is_seen(attributes: Mapping[str, str]) -> bool:
    """Whether a border is drawn."""
    return attribute(attributes, "val", "nil") not in _NOT_SEEN


def font_of(attributes: Mapping[str, str]) -> str:
    """Return the font of letters beyond ASCII, as a run or a style states it."""
    font = attribute(attributes, "hAnsi") or attribute(attributes, "ascii")
    return font or (_THEME if attribute(attributes, "hAnsiTheme") or attribute(attributes, "asciiTheme") else "")
