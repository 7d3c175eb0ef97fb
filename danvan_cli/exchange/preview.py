"""What an import is about to do, for the clerk who has to agree: how lists were read, what changes, and how many."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from danvan_cli.domain.errors import RequestError, UnlistedError
from danvan_cli.domain.fields import TABLES
from danvan_cli.domain.matching import NOTHING_NEAR
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.domain.values import Value
from danvan_cli.exchange.faults import Fault, Spot
from danvan_cli.exchange.importing.outcomes import Kept
from danvan_cli.exchange.importing.records import title_of
from danvan_cli.exchange.importing.results import ImportResult, RowCounts, is_changed, is_moved
from danvan_cli.exchange.sheets import column_name
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import translate
from danvan_cli.recording.plan import Plan, Remark, Step
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import quoted, visible
from danvan_cli.view import phrases, planning
from danvan_cli.view.labels import entry_label
from danvan_cli.view.record import value_text

Args = Mapping[str, Any]
_INDENT = "  "
_MOST_NEW = 10
_MOST_TEXTS = 3
_LONGEST = 60  # letters of a skipped row's text
_NOTHING = "–"
_KINDS = {
    **{record_type.folder: record_type.list_label or record_type.label for record_type in RECORD_TYPES.values()},
    "units": N_("list of units"),
    "review": N_("review of models"),
}
_SKIPPED = {
    "section": N_("headings of sections"),
    "total": N_("totals"),
    "heading": N_("repeated headings"),
    "signature": N_("signatures"),
    "note": N_("notes"),
    "hidden": N_("hidden rows; to take them: --hidden"),
    "outside": N_("outside --rows"),
}
_KEPT = N_(
    "{path} was changed since this list gave it, and stays as it is. In the list ({spot}): {differences}. "
    "To take the list's: --overwrite"
)
_SENTENCES = {
    "row-kept": _KEPT,
    "list-read": N_("{name}: {number} rows ({kind}), headings in row {heading}."),
    "rows-skipped": N_("{name}: rows {rows} not taken ({what}): {texts}"),
    "total-differs": N_("{spot}: the total says {stated}, the list has {counted} rows."),
    "column-unknown": N_(
        "{name}: column {column} “{heading}” is not taken. If it belongs to a key: --map “{heading}=…”"
    ),
    "row-gone": N_(
        "In the list before, and not any more: {path} (“{title}”, {row}). It stays; to remove it: danvan remove."
    ),
    "near-titles": N_("“{title}” is nearly “{other}”{where}. If it is the same model, give both the same title."),
    "row-removed": N_(
        "{path} (“{title}”) was removed and is not made again. If it shall be: danvan register, or --overwrite."
    ),
    "row-doubtful": N_("{spot}: {doubt} The row is kept back; to take it in by hand: --anyway."),
    "list-elsewhere": N_(
        "A list “{name}” gave {number} records of other units before: they are left alone, as another unit's list."
    ),
    "year-by-title": N_("{name}: campaign year {year}, as the list's title says."),
    "year-differs": N_("{name}: the list's title says {stated}, and it is imported for {year}."),
    "decision-alone": N_(
        "{name}: there are decisions, and nothing says that the models are recognized. If they are: "
        "--default recognized=yes"
    ),
    "review-open": N_("Rows where nothing is decided yet: {number}."),
    "unit-new": N_("New unit: {name} ({id}), {level}{parent}"),
    "unit-changes": N_("Unit {id}: {changes}"),
    "sheet-left": N_("{name}: sheet not taken ({why})."),
}
_LEFT = {
    "hidden": N_("it is hidden; to take it: --hidden"),
    "empty": N_("it is empty"),
    "no-headings": N_("no headings of a list were found; if it is one: --kind"),
    "not-wanted": N_("not asked for"),
}
_UNLISTED = N_("“{value}” is not on the list.")
_UNLISTED_NEAR = N_("“{value}” is not on the list; nearest: “{nearest}”.")
_UNLISTED_KNOWN = N_("“{value}” is not on the list; there are: {known}.")
_COUNTS = N_("New: {new}; changed: {changed}; unchanged: {unchanged}; kept: {kept}; gone: {gone}; refused: {refused}.")


def lines(result: ImportResult, lists: Lists) -> Iterator[str]:
    """Tell a plan: how lists were understood, changes old → new, the first of the new ones; then the counts."""
    yield from _remarks(result.plan, lists)
    yield from _changes(result.plan.steps, lists)
    yield from _new(result.plan.steps)
    yield _counts(result.counts)


def fault_lines(result: ImportResult, lists: Lists) -> Iterator[str]:
    """Tell all that is wrong, each where it stands; before it how the lists were understood."""
    yield from _remarks(result.plan, lists)
    yield from (fault_text(fault, lists) for fault in result.faults)
    if result.unknown_units:
        listed = "; ".join(map(quoted, result.unknown_units))
        yield translate(N_("Not in units.yaml: {units}. If they are units: --add-units")).format(units=listed)
    yield _counts(result.counts)


def fault_text(fault: Fault, lists: Lists) -> str:
    """Say of a cell, or a row, where it is, and what is wrong there."""
    spot = fault.spot
    place = str(spot) if spot.column else f"{Spot(spot.file, spot.sheet)}: {translate(N_('row'))} {spot.row}"
    return f"{visible(place)}: {fault_sentence(fault, lists)}"


def fault_sentence(fault: Fault, lists: Lists) -> str:
    """Say what is wrong with a cell; keys are called as the headings are."""
    args = dict(fault.why.params)
    if isinstance(fault.why, UnlistedError):
        return _unlisted(fault.why, fault.key, lists)
    if "key" in args:
        args["key"] = label_of(args["key"])
    return phrases.refusal(RequestError(fault.why.code, **args))


def _unlisted(why: UnlistedError, key: str, lists: Lists) -> str:
    """Say that nothing is called so; units and entries, which the fault names by their ids, by their names."""
    known = str(why.params.get("known", ""))
    sentence = _UNLISTED_NEAR if why.near != NOTHING_NEAR else _UNLISTED_KNOWN if "known" in why.params else _UNLISTED
    args = {
        "value": why.typed,
        "nearest": _named_by(key, why.near, lists),
        "known": ", ".join(_labels(key, known, lists)),
    }
    return translate(sentence).format(**{name: phrases.as_quoted(name, value) for name, value in args.items()})


def _named_by(key: str, name: str, lists: Lists) -> str:
    """Give the name of a unit or a list's entry that is nearest by its id."""
    if name in lists.units:
        return lists.units[name].name
    return next(_labels(key, name, lists), name)


def _labels(key: str, known: str, lists: Lists) -> Iterator[str]:
    """Give the labels of a list's entries, which were named by their ids."""
    choices = next((table[key].choices for table in TABLES.values() if key in table and table[key].choices), "")
    yield from (entry_label(lists, choices, entry) for entry in known.split(", ") if entry)


def label_of(key: str) -> str:
    """Give what a key of any record is called."""
    name = key.removeprefix("claims.")
    labels = (table[name].label for table in TABLES.values() if name in table)
    return f"“{translate(next(labels, name))}”"


def _counts(counts: RowCounts) -> str:
    numbers = {field.name: phrases.number(getattr(counts, field.name)) for field in fields(counts)}
    return translate(_COUNTS).format(**numbers)


def _changes(steps: Iterable[Step], lists: Lists) -> Iterator[str]:
    listed = [step for step in steps if step.kind != "unit"]
    moved = sum(map(is_moved, listed))
    if moved:
        yield translate(N_("Only their number in the list changes: {number}.")).format(number=phrases.number(moved))
    for step in filter(is_changed, listed):
        yield f"~ {step.path}"
        old, new = step.old or {}, step.new or {}
        keys = [key for key in TABLES[step.kind] if old.get(key) != new.get(key) and key != "source"]
        yield from (f"{_INDENT}{line}" for line in _differences(step.kind, keys, (old, new), lists))


def _differences(
    kind: str, keys: Iterable[str], pair: tuple[Mapping[str, Value], Mapping[str, Value]], lists: Lists
) -> Iterator[str]:
    for key in keys:
        was, will = (_shown(kind, key, values, lists) for values in pair)
        yield f"{translate(TABLES[kind][key].label)}: {was} → {will}"


def _shown(kind: str, key: str, values: Mapping[str, Value], lists: Lists) -> str:
    if key not in values:
        return _NOTHING
    if key == "claims":
        return phrases.number(len(values[key]))
    return value_text(values[key], TABLES[kind][key], lists).replace("\n", f"\n{_INDENT * 2}")


def _new(steps: Iterable[Step]) -> Iterator[str]:
    new = [step for step in steps if step.old is None]
    for step in new[:_MOST_NEW]:
        yield f"+ {step.path}  {_named(step)}".rstrip()
    if len(new) > _MOST_NEW:
        more = phrases.number(len(new) - _MOST_NEW)
        yield _INDENT + translate(N_("… and {number} more new ones")).format(number=more)


def _named(step: Step) -> str:
    title = title_of(step.kind, step.new or {})
    return f"“{quoted(title)}”" if title else ""


def _remarks(plan: Plan, lists: Lists) -> Iterator[str]:
    for remark in plan.remarks:
        if remark.code in _SENTENCES:
            yield translate(_SENTENCES[remark.code]).format(**_filled(remark, lists))
        else:
            yield planning.remark_text(remark, lists) + _where(remark.args.get("paths", ()))


def _where(paths: Sequence[str]) -> str:
    """Name the records that a doubt is about: the first of them, and how many more."""
    if not paths:
        return ""
    more = translate(N_(" … and {number} more")).format(number=phrases.number(len(paths) - 1)) if len(paths) > 1 else ""
    return f" ({paths[0]}{more})"


def _filled(remark: Remark, lists: Lists) -> dict[str, str]:
    args = {
        key: phrases.number(value) if isinstance(value, int) else phrases.as_quoted(key, str(value))
        for key, value in remark.args.items()
        if isinstance(value, int | str | Spot)
    }
    words = _WORDS.get(remark.code)
    return {**args, **words(remark.args, lists)} if words else args


def _new_unit(args: Args, lists: Lists) -> dict[str, str]:
    values, parent = args["values"], args["parent"]
    told = {key: visible(value_text(values[key], TABLES["unit"][key], lists)) for key in ("id", "name", "level")}
    return {**told, "parent": f", {visible(parent)}" if parent else ""}


def _unit_changes(args: Args, lists: Lists) -> dict[str, str]:
    table = TABLES["unit"]
    told = [
        f"{translate(table[key].label)}: "
        + " → ".join(_NOTHING if value is None else visible(value_text(value, table[key], lists)) for value in pair)
        for key, pair in args["changes"].items()
    ]
    return {"changes": "; ".join(told)}


def _texts(texts: Sequence[str]) -> str:
    shown = [f"“{visible(_cut(text))}”" for text in texts[:_MOST_TEXTS]]
    return ", ".join([*shown, *(["…"] if len(texts) > _MOST_TEXTS else [])])


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"


def _kept(args: Args, lists: Lists) -> dict[str, str]:
    kept: Kept = args["kept"]
    new = {key: value for key, value in kept.differing.items() if value is not None}
    told = "; ".join(_differences(kept.record.kind, kept.differing, (kept.record.values, new), lists))
    return {"path": kept.record.path, "spot": visible(str(kept.match.row.spot)), "differences": told}


# What fills sentences in that no number or text of the remark says as it is, by the remarks' codes.
_WORDS: dict[str, Callable[[Args, Lists], dict[str, str]]] = {
    "list-read": lambda args, _: {"kind": translate(_KINDS[args["kind"]])},
    "rows-skipped": lambda args, _: {"what": translate(_SKIPPED[args["what"]]), "texts": _texts(args["texts"])},
    "column-unknown": lambda args, _: {"column": column_name(args["column"])},
    "row-doubtful": lambda args, lists: {"doubt": planning.remark_text(args["doubt"], lists)},
    "sheet-left": lambda args, _: {"why": translate(_LEFT[args["why"]])},
    "near-titles": lambda args, _: {"where": f" ({args['path']})" if args["path"] else ""},
    "unit-new": _new_unit,
    "unit-changes": _unit_changes,
    "row-kept": _kept,
}
