"""Random files as people and programs write them: every style of YAML, comments everywhere."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from danvan_cli.domain.editing import edit_entries
from danvan_cli.domain.values import Value

_WORDS = ("Tổ tự quản", "An Hòa", "012", "no", "it's", "a#b", "x: y", "🙂 vui")
_ITEMS = ("xanh", "012", "An Hòa", "no")


@dataclass(frozen=True)
class Part:
    """A key of a file: its lines, and what it states."""

    key: str
    lines: tuple[str, ...]
    value: Any

    def indented(self, margin: str) -> "Part":
        return replace(self, lines=tuple(margin + line if line else "" for line in self.lines))


@dataclass(frozen=True)
class HandMade:
    """A file and its keys."""

    data: bytes
    parts: tuple[Part, ...]

    @property
    def values(self) -> dict[str, Any]:
        """Return what the file states."""
        return {part.key: part.value for part in self.parts if part.value}


class _Pen:
    """Draws what a person might write, and numbers the comments so that each is found again."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.comments = 0

    def one(self, *choices: Any) -> Any:  # noqa: ANN401 - drawn
        return self.draw(st.sampled_from(choices))

    def comment(self) -> str:
        self.comments += 1
        return f"# ghi chú {self.comments}."

    def behind(self) -> str:
        return self.one("", "", " ", "   ") and f"  {self.comment()}"

    def above(self, margin: str) -> list[str]:
        how = self.one("", "", "#", "_", "_#_")
        return [{"#": f"{margin}{self.comment()}", "_": ""}[sign] for sign in how]

    def pair(self, key: str, value: str) -> list[str]:
        """Write key and a value of one line."""
        style = self.one("plain", "quoted", "spaced", "below", "asked", "tagged", "anchored")
        if style == "below":
            return [f"{key}:{self.behind()}", *self.above("  "), f"    {value}{self.behind()}"]
        if style == "asked":
            return [f"? {key}{self.behind()}", f": {value}{self.behind()}"]
        blank = self.one(" ", "    ", "\t")
        before = {
            "quoted": f'"{key}": ',
            "spaced": f"{key} : ",
            "tagged": f"{key}: !!str ",
            "anchored": f"{key}: &{key} ",
        }
        return [f"{before.get(style, f'{key}:{blank}')}{value}{self.behind()}"]

    def text(self, key: str) -> Part:
        word, style = self.one(*_WORDS), self.one("'", '"', '""', "", "  ")
        if style == '""':
            return self._part(key, f'"{word}\n\n     {word}"', f"{word}\n{word}")
        if style == '"' or (style.strip() == "" and ": " in word):
            return self._part(key, f'"{word}"', word)
        if style == "'":
            return self._part(key, "'" + word.replace("'", "''") + "'", word)
        return self._part(key, f"{word}\n     {word}" if style else word, f"{word} {word}" if style else word)

    def _part(self, key: str, value: str, stated: str) -> Part:
        return Part(key, tuple("\n".join(self.pair(key, value)).split("\n")), stated)

    def block(self, key: str) -> Part:
        word, style = self.one(*_WORDS), self.one("|", "|-", "|+", ">", ">-", ">+", "|2-", ">2")
        margin = "  " if "2" in style else self.one("  ", "     ")
        lines = [f"{key}: {style}{self.behind()}", f"{margin}{word}", "", f"{margin}# {word}"]
        gap = "\n\n" if style[0] == "|" else "\n"
        return Part(key, (*lines, *self.one((), ("",), ("", "", ""))), f"{word}{gap}# {word}")

    def nothing(self, key: str) -> Part:
        return Part(key, (self.one(f"{key}:", f"{key}:  ", f"{key}: ''", f"? {key}") + self.behind(),), None)

    def items(self, key: str) -> Part:
        items = self.draw(st.lists(st.sampled_from(_ITEMS), min_size=1, max_size=3))
        style = self.one("", "  ", "    ", "flow", "spread")
        if style == "flow":
            return Part(key, (f"{key}: [{', '.join(items)}{self.one('', ',')}]{self.behind()}",), items)
        if style == "spread":
            inner = [f"    {item},{self.behind()}" for item in items]
            return Part(key, (f"{key}: [ {self.comment()}", *inner, f"  ]{self.behind()}"), items)
        block = [line for item in items for line in (*self.above(style), f"{style}- {item}{self.behind()}")]
        return Part(key, (f"{key}:{self.behind()}", *block), items)

    def mapping(self, key: str) -> Part:
        names = self.draw(st.lists(st.sampled_from(("mã", "Số hiệu", "cũ")), min_size=1, max_size=3, unique=True))
        found = {name: self.one(*_ITEMS) for name in names}
        pairs = [f"{name}: {value}" for name, value in found.items()]
        style = self.one("block", "flow", "spread")
        if style == "flow":
            return Part(key, (f"{key}: {{{', '.join(pairs)}}}{self.behind()}",), found)
        if style == "spread":
            inner = [f"    {pair},{self.behind()}" for pair in pairs]
            return Part(key, (f"{key}: {{", *inner, f"  }}{self.behind()}"), found)
        block = [line for pair in pairs for line in (*self.above("  "), f"  {pair}{self.behind()}")]
        return Part(key, (f"{key}:{self.behind()}", *block), found)


_STYLES = {
    "title": (_Pen.text,),
    "unit": (_Pen.text,),
    "kind": (_Pen.text,),
    "place": (_Pen.text, _Pen.nothing),
    "source": (_Pen.text, _Pen.block, _Pen.nothing),
    "note": (_Pen.text, _Pen.block, _Pen.nothing),
    "goal": (_Pen.text, _Pen.block),
    "tags": (_Pen.items, _Pen.nothing),
    "partners": (_Pen.items,),
    "extra": (_Pen.mapping, _Pen.nothing),
}
REQUIRED = ("title", "unit", "kind")


@st.composite
def files(draw: st.DrawFn) -> HandMade:
    """Draw a model's file."""
    pen = _Pen(draw)
    optional = draw(st.sets(st.sampled_from([key for key in _STYLES if key not in REQUIRED])))
    keys = draw(st.permutations([*REQUIRED, *sorted(optional)]))
    margin = pen.one("", "  ")
    parts = tuple(pen.one(*_STYLES[key])(pen, key).indented(margin) for key in keys)
    lines = list(pen.one((), ("---",), (f"--- {pen.comment()}",), (pen.comment(), "")))
    for part in parts:
        lines += [*pen.above(margin), *part.lines]
    end = pen.one((), (), ("...",), ("", pen.comment()))
    text = pen.one("\n", "\n", "\r\n").join([*lines, *end]) + pen.one("", "\n")
    return HandMade((pen.one("", "", "\ufeff") + text).encode(), parts)


@st.composite
def flow_files(draw: st.DrawFn) -> HandMade:
    """Draw a model's file that is one `{…}`."""
    pen = _Pen(draw)
    optional = draw(st.sets(st.sampled_from(("place", "note", "tags", "extra"))))
    keys = draw(st.permutations([*REQUIRED, *sorted(optional)]))
    parts = [_flow_part(pen, key) for key in keys]
    lines = [pen.one("{", f"{{ {pen.comment()}", "--- {")]
    for part in parts:
        comma = pen.one(",", " ,", f" {pen.comment()}\n  ,") if part is not parts[-1] else pen.one("", ",")
        lines += [*pen.above("  "), *part.lines[:-1], f"{part.lines[-1]}{comma}{pen.one('', f' {pen.comment()}')}"]
    on_one_line = "#" not in "".join(lines) and all(len(part.lines) == 1 for part in parts)
    text = pen.one("\n", "" if on_one_line else "\n").join([*lines, "}"])
    return HandMade(text.encode(), tuple(parts))


def _flow_part(pen: _Pen, key: str) -> Part:
    word = pen.one(*_WORDS)
    if key in ("title", "unit", "kind", "note", "place"):
        name = pen.one(key, f'"{key}"')
        value = pen.one(f'"{word}"', f'"{word}"', f'\n   "{word}"') if ": " in word else pen.one(f'"{word}"', word)
        return Part(key, tuple(f"  {name}: {value}".split("\n")), word)
    items = pen.draw(st.lists(st.sampled_from(_ITEMS), min_size=1, max_size=3, unique=True))
    comment = pen.one("", f" {pen.comment()}\n     ")
    inside = f",{comment} ".join(items if key == "tags" else [f"{item}: 12" for item in items])
    line = f"  {key}: [{inside}]" if key == "tags" else f"  {key}: {{{inside}}}"
    return Part(key, tuple(line.split("\n")), items if key == "tags" else dict.fromkeys(items, "12"))


def changed_values() -> st.SearchStrategy[dict[str, Any]]:
    """Draw changes of a model."""
    words = st.sampled_from((*_WORDS, "một\nhai", "a, b"))
    lists = st.lists(st.sampled_from(_ITEMS), max_size=4)
    mappings = st.dictionaries(st.sampled_from(("mã", "cũ", "mới")), words, max_size=3)
    texts = {key: words if key in REQUIRED else st.none() | words for key, how in _STYLES.items() if _Pen.text in how}
    others = {"tags": lists, "partners": st.none() | lists, "extra": mappings, "participants": st.integers(0, 99)}
    return st.fixed_dictionaries({}, optional={**texts, **others})


def edit_entry(data: bytes, path: str, entry_id: str, changes: Mapping[str, Value | None]) -> bytes:
    """Change a single unit of units.yaml."""
    return edit_entries(data, path, {entry_id: changes})
