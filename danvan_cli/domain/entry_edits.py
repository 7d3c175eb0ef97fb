"""Many units of units.yaml changed at once: each in a stretch of its own, so that it takes time by what changes."""

from collections.abc import Iterator, Mapping

from danvan_cli.domain.editing import edit_entry
from danvan_cli.domain.errors import EditError
from danvan_cli.domain.nodes import BOM, decode
from danvan_cli.domain.pieces import YamlPiece, YamlText
from danvan_cli.domain.problem import ProblemLog
from danvan_cli.domain.reading import read_units
from danvan_cli.domain.values import Value
from danvan_cli.domain.writing import entry_shape

Changes = Mapping[str, Mapping[str, Value | None]]
_ONE_BY_ONE = 3  # so few take less time than parting the file


def edit_entries(data: bytes, path: str, changes: Changes) -> bytes:
    """Set keys of many units, {id: {key: value}}, and remove those whose value is None.

    Raise EditError, KeyError where there is no such unit, and ValueError for a file with faults.
    """
    stretches = [] if len(changes) <= _ONE_BY_ONE else list(_stretches(YamlText(decode(data, ProblemLog("")) or "")))
    if not stretches:
        for unit, values in changes.items():
            data = edit_entry(data, path, unit, values)
        return data
    entries = [entry.values for entry in read_units(path, data).entries]
    missing = changes.keys() - {entry["id"] for entry in entries}
    if missing:
        raise KeyError(*sorted(missing))
    for number, entry in enumerate(entries):
        if entry["id"] in changes:
            edited = edit_entry(stretches[number].encode(), path, entry["id"], changes[entry["id"]])
            stretches[number] = edited.decode()
    new = ((BOM if data.startswith(BOM.encode()) else "") + "".join(stretches)).encode()
    wanted = [entry_shape("unit", {**entry, **changes.get(entry["id"], {})}) for entry in entries]
    if [entry_shape("unit", entry.values) for entry in read_units(path, new).entries] != wanted:
        raise EditError(path, "the change would alter something else")
    return new


def _stretches(page: YamlText) -> Iterator[str]:
    """Yield the text of each entry, from its dash to the next one's line; nothing where entries share more than lines.

    What stands before the first dash goes with the first entry. Each stretch is a list of its own.
    """
    root = page.root
    if root.kind != "list" or root.flow or len(root.items) < 2 or page.text.startswith("%"):  # noqa: PLR2004 - none to part
        return
    if any(map(_is_shared, root.items)):
        return
    starts = [page.line_start(page.code.rfind("-", 0, item.start)) for item in root.items]
    ends = [*starts[1:], len(page.text)]
    yield from (page.text[start:end] for start, end in zip([0, *starts[1:]], ends, strict=True))


def _is_shared(item: YamlPiece) -> bool:
    """Whether an entry is the alias of another one, or has one in it: its anchor lies elsewhere."""
    if item.kind == "alias":
        return True
    return any(map(_is_shared, (*item.items, *(pair.value for pair in item.pairs))))
