"""What an import is about to do, for the clerk who has to agree: how lists were read, what changes, and how many."""

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import fields

from danvan_cli.domain.errors import RequestError, UnlistedError
from danvan_cli.domain.fields import TABLES
from danvan_cli.domain.matching import NOTHING_NEAR
from danvan_cli.domain.problem import Place
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.domain.unit_scope import UNIT_BEYOND
from danvan_cli.domain.unlisted_units import UnlistedUnitError, explained
from danvan_cli.importing.doubted_cells import by_sheet, cells_of
from danvan_cli.importing.equal_faults import EqualFaults, equal_faults
from danvan_cli.importing.gone_records import title_of
from danvan_cli.importing.results import ImportResult, RowCounts, is_changed, is_moved
from danvan_cli.importing.sheet_lists import Fault
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import translate
from danvan_cli.recording.naming import NO_ENTRY
from danvan_cli.recording.plan import Plan, Remark, Step
from danvan_cli.spreadsheet.sheets import Spot
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import quoted
from danvan_cli.view import messages, planning, problems
from danvan_cli.view.labels import entry_label, number, unit_label
from danvan_cli.view.own_words import own_list
from danvan_cli.view.record import changed_lines, value_text

_INDENT = "  "
_MOST_NEW, _MOST_LETTERS = 10, 60
_UNLISTED = N_("“{value}” is not on the list.")
_UNLISTED_NEAR = N_("“{value}” is not on the list; nearest: “{nearest}”.")
_UNLISTED_KNOWN = N_("“{value}” is not on the list; there are: {known}.")
_UNLISTED_ENTRY = N_("“{value}” is not on the list; there are: {known}. To add one: danvan vocabulary add {list}")
_COUNTS = N_("New: {new}; changed: {changed}; unchanged: {unchanged}; kept: {kept}; gone: {gone}; refused: {refused}.")


def lines(result: ImportResult, lists: Lists) -> Iterator[str]:
    """Yield a plan's lines: how lists were understood, changes old → new, the first of the new ones, the counts."""
    yield from _remark_lines(result.plan, lists)
    yield from _change_lines(result.plan.steps, lists)
    yield from _new_lines(result.plan.steps, lists)
    yield _counts_line(result.counts)


def fault_lines(result: ImportResult, lists: Lists) -> Iterator[str]:
    """Yield how the lists were understood, then all that is wrong, with the cells where it is so, and the counts."""
    yield from _remark_lines(result.plan, lists)
    sentences: dict[object, str] = {}

    def say(fault: Fault) -> str:
        """Say it once for all cells: whether the country's directory knows a unit takes time to find out."""
        around = fault.why.search.year if isinstance(fault.why, UnlistedUnitError) else None
        asked = (fault.key, fault.why.message, around, str(fault.why.params))
        if asked not in sentences:
            sentences[asked] = fault_sentence(fault, lists)
        return sentences[asked]

    alike = equal_faults(result.faults, say)
    yield from (f"{faults.place}: {faults.sentence}" for faults in alike)
    if result.unknown_units:
        listed = "; ".join(map(quoted, result.unknown_units))
        yield translate(N_("Not in units.yaml: {units}. If they are units: --add-units")).format(units=listed)
    yield from _value_advice(result)
    yield _counts_line(result.counts)


def _value_advice(result: ImportResult) -> Iterator[str]:
    """Tell once how to say what a text means that is on no list, by the first of them."""
    if result.unlisted:
        heading, value = map(quoted, result.unlisted)
        yield translate(N_('If a text means what the list has: --map-value "{heading}: {value}=…"')).format(
            heading=heading, value=value
        )


def fault_sentence(fault: Fault, lists: Lists) -> str:
    """Return what is wrong with a cell; keys are called as the headings are."""
    args, told = dict(fault.why.params), explained(fault.why)
    if told is not fault.why:
        near = _nearest_name(fault.key, str(told.params["near"]), lists)
        return messages.told(RequestError(told.message, **{**told.params, "near": near}), lists)
    if isinstance(fault.why, UnlistedError) and fault.why.message is not UNIT_BEYOND:
        return _unlisted_sentence(fault.why, fault.key, lists)
    if "problem" in args:
        args["problem"] = problems.sentences(args["problem"]._replace(path="", place=Place()), lists)
    if "key" in args:
        args["key"] = label_of(args["key"])
    return messages.told(RequestError(fault.why.message, **args), lists)


def _unlisted_sentence(why: UnlistedError, key: str, lists: Lists) -> str:
    """Return that nothing is called so; units and entries, which the fault names by their ids, by their names."""
    known = str(why.params.get("known", ""))
    among = _UNLISTED_ENTRY if why.message is NO_ENTRY else _UNLISTED_KNOWN
    sentence = _UNLISTED_NEAR if why.near != NOTHING_NEAR else among if "known" in why.params else _UNLISTED
    args = {
        "list": own_list(str(why.params.get("list", ""))),
        "value": why.typed,
        "nearest": _nearest_name(key, why.near, lists),
        "known": ", ".join(_labels(key, known, lists)),
    }
    return translate(sentence).format(**{name: messages.as_quoted(name, value) for name, value in args.items()})


def _nearest_name(key: str, name: str, lists: Lists) -> str:
    """Return the name of a unit or a list's entry that is nearest by its id."""
    if name in lists.units:
        return unit_label(lists, name)
    return entry_label(lists, _choices(key), name)


def _labels(key: str, known: str, lists: Lists) -> Iterator[str]:
    """Yield the labels of a list's entries, which were named by their ids."""
    yield from (entry_label(lists, _choices(key), entry) for entry in known.split(", ") if entry)


def _choices(key: str) -> str:
    """Return the list that a key's values come from, "" for none."""
    return next((table[key].choices for table in TABLES.values() if key in table and table[key].choices), "")


def label_of(key: str) -> str:
    """Return what a key of any record is called."""
    name = key.removeprefix("claims.")
    labels = (table[name].label for table in TABLES.values() if name in table)
    return f"“{translate(next(labels, name))}”"


def _counts_line(counts: RowCounts) -> str:
    numbers = {field.name: number(getattr(counts, field.name)) for field in fields(counts)}
    return translate(_COUNTS).format(**numbers)


def _change_lines(steps: Iterable[Step], lists: Lists) -> Iterator[str]:
    listed = [step for step in steps if step.kind != "unit"]
    moved = sum(map(is_moved, listed))
    if moved:
        yield translate(N_("Only their number in the list changes: {number}.")).format(number=number(moved))
    for step in filter(is_changed, listed):
        yield f"~ {step.path}"
        old, new = step.old or {}, step.new or {}
        table = TABLES[step.kind]
        changed = [
            (table[key], old.get(key), new.get(key))
            for key in table
            if old.get(key) != new.get(key) and key != "source"
        ]
        yield from (f"{_INDENT}{line}" for line in changed_lines(changed, lists))


def _new_lines(steps: Iterable[Step], lists: Lists) -> Iterator[str]:
    """Yield the first new records, and of each key what the first record with it states: so each column is seen."""
    new = [step for step in steps if step.old is None]
    shown: set[tuple[str, str]] = set()
    left_out = 0
    for place, step in enumerate(new):
        first = [key for key in TABLES[step.kind] if key in (step.new or {}) and (step.kind, key) not in shown]
        shown |= {(step.kind, key) for key in first}
        if place >= _MOST_NEW and not first:
            left_out += 1
            continue
        title = title_of(RECORD_TYPES[step.kind], step.new or {})
        yield f"+ {step.path}  “{quoted(title)}”" if title else f"+ {step.path}"
        if told := "; ".join(_first_values(step, first, lists)):
            yield f"{_INDENT * 2}{told}"
    if left_out:
        yield _INDENT + translate(N_("… and {number} more new ones")).format(number=number(left_out))


def _first_values(step: Step, keys: Iterable[str], lists: Lists) -> Iterator[str]:
    """Yield what a new record states of some keys beside what it is called and whence it came, long texts cut."""
    table, values = TABLES[step.kind], step.new or {}
    for key in keys:
        if key not in ("source", RECORD_TYPES[step.kind].title):
            text = quoted(value_text(values[key], table[key], lists))
            yield f"{translate(table[key].label)}: {textwrap.shorten(text, _MOST_LETTERS, placeholder='…')}"


def _remark_lines(plan: Plan, lists: Lists) -> Iterator[str]:
    yield from planning.remark_lines(plan.remarks, lists, _remark_line, _places)


def _remark_line(remark: Remark, lists: Lists) -> str:
    """Return what is said of records with the cells that it is about, and by what the list calls them."""
    if "cells" not in remark.args:
        return planning.remark_text(remark, lists) + planning.named(remark)
    titles = [f"“{quoted(cell.title)}”" for cell in cells_of(remark) if cell.title]
    return _places([remark]) + planning.remark_text(remark, lists) + (f" ({planning.some(titles)})" if titles else "")


def _places(remarks: Iterable[Remark]) -> str:
    """Return where that stands which remarks are about: `ds.xlsx: Đăng ký!G8, 2 cells: `."""
    cells = [cell for remark in remarks for cell in remark.args.get("cells", ())]
    places = [EqualFaults("", spots).place for spots in by_sheet(cells)]
    return f"{'; '.join(places)}: " if places else ""


def marks(result: ImportResult, lists: Lists) -> list[tuple[Spot, str]]:
    """Return what can be marked: each cell that is wrong or doubted, and the sentence that says why."""
    faulty = [(fault.spot, fault_sentence(fault, lists)) for fault in result.faults]
    doubts = [remark for remark in result.plan.remarks if remark.is_doubt]
    cells = [(cell.spot, planning.remark_text(doubt, lists)) for doubt in doubts for cell in cells_of(doubt)]
    return [*faulty, *((spot, sentence) for spot, sentence in cells if not spot.within)]
