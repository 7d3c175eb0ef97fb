"""Single changes of a YAML text: a key's value set or removed, an item added to a list; the rest of it stays.

Comments in what is replaced or removed become lines of their own in its place.
"""

from collections.abc import Iterable, Sequence

from danvan_cli.domain.pieces import YamlPair, YamlPiece, YamlText
from danvan_cli.domain.writing import Shape, after_colon, block, flow, flow_pair, opened

Path = tuple[str | int, ...]


def piece_at(page: YamlText, path: Path) -> YamlPiece:
    """Return the piece to which keys and positions lead, each of which is there."""
    piece = page.root
    for step in path:
        named = (pair.value for pair in piece.pairs if pair.reads(str(step)))
        piece = piece.items[step] if isinstance(step, int) else next(named)
    return piece


def set_value(page: YamlText, path: Path, name: str, value: Shape, before: Sequence[str] | None = None) -> str:
    """Set a key of the mapping at `path` to a value.

    A new key goes behind the last of the keys `before` that is there, else to the beginning; without `before`, to the
    end.
    """
    mapping = piece_at(page, path)
    pair = mapping.pair(name)
    if pair is not None:
        return (_replace_in_flow if mapping.flow else _replace_in_block)(page, pair, value)
    last = mapping.pairs[-1:] if before is None else [pair for key in before if (pair := mapping.pair(key))][-1:]
    return (_insert_in_flow if mapping.flow else _insert_in_block)(page, mapping, last, name, value)


def remove_key(page: YamlText, path: Path, name: str) -> str:
    """Remove a key of the mapping at `path`, which becomes `{}` with the last one."""
    mapping = piece_at(page, path)
    position = next(at for at, pair in enumerate(mapping.pairs) if pair is mapping.pair(name))
    return (_remove_in_flow if mapping.flow else _remove_in_block)(page, mapping, position)


def insert_item(page: YamlText, path: Path, number: int, new: Shape) -> str:
    """Add an item to the list at `path` before the one of a number, in its style; comments above that stay with it."""
    items = piece_at(page, path)
    following = items.items[number]
    if items.flow:
        return page.spliced((following.start, following.start, f"{flow(new)}, "))
    if number:
        return _add_in_block(page, items.items[number - 1], [new])
    at = page.code.rfind("-", 0, following.start)
    indent = page.column(at)
    in_block = following.kind == "mapping" and not following.flow
    lines = block([opened(new) if in_block else new], indent)
    return page.spliced((at, at, page.line_break.join((*lines, " " * indent))))


def remove_item(page: YamlText, path: Path, number: int) -> str:
    """Remove an item of the list at `path`, which has others; raise ValueError where that would take more along."""
    items = piece_at(page, path)
    item = items.items[number]
    if items.flow:
        start, end = _item_with_comma(items, number)
        if page.comments_in(start, end):
            raise ValueError(number)
        return page.spliced((start, end, ""))
    dash = page.code.rfind("-", 0, item.start)
    if not page.begins_line(dash):
        raise ValueError(number)
    comments = page.comments_in(dash, page.line_end(item.end))
    return page.spliced(
        (page.line_start(dash), page.next_line(item.end), _lines(page, comments, " " * page.column(dash)))
    )


def _item_with_comma(items: YamlPiece, number: int) -> tuple[int, int]:
    if number + 1 < len(items.items):
        return items.items[number].start, items.items[number + 1].start
    return items.items[number - 1].end, items.items[number].end


def append_items(page: YamlText, path: Path, new: Sequence[Shape]) -> str:
    """Add items to the list at `path`, in the style of those that are there."""
    items = piece_at(page, path)
    if items.flow:
        return _append_in_flow(page, items, new)
    return _add_in_block(page, items.items[-1], new)


def _add_in_block(page: YamlText, item: YamlPiece, new: Sequence[Shape]) -> str:
    """Add items below one of a block list, in its style."""
    dash = page.column(page.code.rfind("-", 0, item.start))
    at = page.line_end(item.end)
    in_block = item.kind == "mapping" and not item.flow
    lines = block([opened(shape) if in_block else shape for shape in new], dash)
    return page.spliced((at, at, page.line_break + " " * dash + page.line_break.join(lines)))


def _append_in_flow(page: YamlText, items: YamlPiece, new: Sequence[Shape]) -> str:
    if items.items:
        at = items.items[-1].end
        return page.spliced((at, at, "".join(f", {flow(item)}" for item in new)))
    at = items.end - 1
    if page.begins_line(items.start) and not page.comments_in(items.start, at):
        lines = block(list(new), page.column(items.start))
        return page.spliced((items.start, items.end, page.line_break.join(lines)))
    return page.spliced((at, at, ", ".join(map(flow, new))))


def _insert_in_block(page: YamlText, mapping: YamlPiece, last: list[YamlPair], name: str, value: Shape) -> str:
    start = mapping.pairs[0].start
    indent = page.column(start)
    lines = block({name: value}, indent)
    if not last:
        return page.spliced((start, start, page.line_break.join((*lines, " " * indent))))
    at = page.line_end(last[0].end)
    return page.spliced((at, at, page.line_break + " " * indent + page.line_break.join(lines)))


def _insert_in_flow(page: YamlText, mapping: YamlPiece, last: list[YamlPair], name: str, value: Shape) -> str:
    new = flow_pair(name, value)
    if last:
        gap = " " if last[0].value.start == last[0].value.end else ""
        return page.spliced((last[0].end, last[0].end, f"{gap}, {new}"))
    if mapping.pairs:
        return page.spliced((mapping.pairs[0].start, mapping.pairs[0].start, f"{new}, "))
    return page.spliced((mapping.end - 1, mapping.end - 1, new))


def _replace_in_flow(page: YamlText, pair: YamlPair, value: Shape) -> str:
    start, end = pair.value.start, pair.value.end
    colon = ":" if pair.after is None else ""
    gap = " " if start == end or page.text[start - 1] == ":" else ""
    comments = _comments_in_flow(page, start, end, page.column(pair.start))
    return page.spliced((start, end, f"{colon}{gap}{flow(value)}{comments}"))


def _replace_in_block(page: YamlText, pair: YamlPair, value: Shape) -> str:
    indent = page.column(pair.start)
    first, *rest = after_colon(value, indent)
    after, end = pair.after, pair.end
    if after is None:
        after, first = end, f"{page.line_break}{' ' * indent}:{first}"
    elif first and not rest and _follows_colon(page, pair):
        start = pair.value.start
        return page.spliced((start, end, first if start == pair.value.end else first[1:]))
    end = page.line_end(end)
    new = page.line_break.join((first, *rest))
    return _splice_keeping_comments(page, pair, (after, end, new), page.comments_in(after, end))


def _follows_colon(page: YamlText, pair: YamlPair) -> bool:
    """Whether a value stands on its key's line and has no comment within."""
    after, start = pair.after or 0, pair.value.start
    return page.line_end(after) >= start and not page.comments_in(after, pair.end)


def _splice_keeping_comments(page: YamlText, pair: YamlPair, edit: tuple[int, int, str], comments: list[str]) -> str:
    """Carry out an edit of a block mapping's pair; comments go before the pair, if it begins its line, else behind."""
    margin = " " * page.column(pair.start)
    if page.begins_line(pair.start):
        at = page.line_start(pair.start)
        return page.spliced((at, at, _lines(page, comments, margin)), edit)
    start, end, new = edit
    return page.spliced((start, end, "".join((new, *(f"{page.line_break}{margin}{comment}" for comment in comments)))))


def _lines(page: YamlText, lines: Iterable[str], margin: str) -> str:
    return "".join(f"{margin}{line}{page.line_break}" for line in lines)


def _remove_in_block(page: YamlText, mapping: YamlPiece, position: int) -> str:
    pair = mapping.pairs[position]
    end = page.line_end(pair.end)
    comments = page.comments_in(pair.start, end)
    if len(mapping.pairs) == 1:
        return _splice_keeping_comments(page, pair, (pair.start, end, "{}"), comments)
    if page.begins_line(pair.start):
        lines = _lines(page, comments, " " * page.column(pair.start))
        return page.spliced((page.line_start(pair.start), page.next_line(pair.end), lines))
    following = mapping.pairs[position + 1].start
    if not page.comments_in(pair.start, following):
        return page.spliced((pair.start, following, ""))
    lines = _lines(page, comments, " " * page.column(pair.start)).strip()
    return page.spliced((pair.start, end, lines))


def _remove_in_flow(page: YamlText, mapping: YamlPiece, position: int) -> str:
    pair, following = mapping.pairs[position], mapping.pairs[position + 1 : position + 2]
    comma = page.code.find(",", pair.end, following[0].start if following else mapping.end)
    margin = page.column(pair.start)
    if comma >= 0:
        end = len(page.text) - len(page.text[comma + 1 :].lstrip(" "))
        return page.spliced((pair.start, end, _comments_in_flow(page, pair.start, end, margin)))
    comments = _comments_in_flow(page, pair.start, pair.end, margin)
    comma = page.code.rfind(",", mapping.pairs[position - 1].end, pair.start) if position else -1
    if comma < 0:
        return page.spliced((pair.start, pair.end, comments))
    if not page.text[comma + 1 : pair.start].strip(" "):
        return page.spliced((comma, pair.end, comments))
    return page.spliced((comma, comma + 1, ""), (pair.start, pair.end, comments))


def _comments_in_flow(page: YamlText, start: int, end: int, indent: int) -> str:
    margin = page.line_break + " " * indent
    return "".join(f" {comment}{margin}" for comment in page.comments_in(start, end))
