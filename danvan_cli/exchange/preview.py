"""What an import is about to do, for the clerk who has to agree: how lists were read, what changes, and how many."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from danvan_cli.counting.lists import Lists
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.fields import TABLES
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.domain.values import Value
from danvan_cli.exchange.faults import Fault, FaultyListError, Spot
from danvan_cli.exchange.importing.outcomes import Kept
from danvan_cli.exchange.importing.records import title_of
from danvan_cli.exchange.importing.units import nearly
from danvan_cli.exchange.sheets import column_name
from danvan_cli.locale import translate
from danvan_cli.recording.plan import Plan, Remark, Step
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import quoted, visible
from danvan_cli.view import phrases, planning
from danvan_cli.view.labels import entry_label
from danvan_cli.view.record import value_text

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
_SENTENCES = {
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
    "row-doubtful": N_(
        "{spot}: it may be {path}; only one of the two states: {keys}. The row is kept back. State it in both, or "
        "take it in by hand, with --anyway."
    ),
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
_SILENT = ("row-stays",)
_KEPT = N_(
    "{path} was changed since this list gave it, and stays as it is. In the list ({spot}): {differences}. "
    "To take the list's: --overwrite"
)
_UNLISTED = N_("“{value}” is not on the list.")
_UNLISTED_NEAR = N_("“{value}” is not on the list; nearest: “{nearest}”.")
_UNLISTED_KNOWN = N_("“{value}” is not on the list; there are: {known}.")
_COUNTS = N_("New: {new}; changed: {changed}; unchanged: {unchanged}; kept: {kept}; gone: {gone}; refused: {refused}.")


def lines(plan: Plan, lists: Lists) -> Iterator[str]:
    """Tell a plan: how lists were understood, changes old → new, the first of the new ones; then the counts."""
    yield from _remarks(plan, lists)
    yield from _changes(plan.steps, lists)
    yield from _new(plan.steps)
    yield _counts(plan, 0)


def fault_lines(faulty: FaultyListError, lists: Lists) -> Iterator[str]:
    """Tell all that is wrong, each where it stands; before it how the lists were understood."""
    yield from _remarks(faulty.planned, lists)
    yield from (fault_text(fault, lists) for fault in faulty.faults)
    unknown = dict.fromkeys(fault.why.params["value"] for fault in faulty.faults if _may_be_new_unit(fault))
    if unknown:
        listed = "; ".join(map(quoted, unknown))
        yield translate(N_("Not in units.yaml: {units}. If they are units: --add-units")).format(units=listed)
    yield _counts(faulty.planned, faulty.rows)


def fault_text(fault: Fault, lists: Lists) -> str:
    """Say of a cell, or a row, where it is, and what is wrong there."""
    spot = fault.spot
    place = str(spot) if spot.column else f"{Spot(spot.file, spot.sheet)}: {translate(N_('row'))} {spot.row}"
    return f"{visible(place)}: {fault_sentence(fault, lists)}"


def fault_sentence(fault: Fault, lists: Lists) -> str:
    """Say what is wrong with a cell; keys are called as the headings are."""
    code, args = fault.why.code, dict(fault.why.params)
    if code in ("not-there", "no-entry"):
        unlisted = (
            _UNLISTED_NEAR if args["near"] != phrases.NOTHING else _UNLISTED_KNOWN if "known" in args else _UNLISTED
        )
        args["nearest"] = _named_by(fault.key, args["near"], lists)
        args["known"] = ", ".join(_labels(fault.key, args.get("known", ""), lists))
        return translate(unlisted).format(**{key: phrases.as_quoted(key, value) for key, value in args.items()})
    if "key" in args:
        args["key"] = label_of(args["key"])
    return phrases.refusal(RequestError(code, **args))


def _named_by(key: str, name: str, lists: Lists) -> str:
    """Give the name of a unit or a list's entry that is nearest by its id."""
    if name in lists.units:
        return lists.units[name].name
    return next(_labels(key, name, lists), name)


def _labels(key: str, known: str, lists: Lists) -> Iterator[str]:
    """Give the labels of a list's entries, which were named by their ids."""
    choices = next((table[key].choices for table in TABLES.values() if key in table and table[key].choices), "")
    yield from (entry_label(lists, choices, one) for one in known.split(", ") if one)


def label_of(key: str) -> str:
    """Give what a key of any record is called."""
    name = key.removeprefix("claims.")
    labels = (table[name].label for table in TABLES.values() if name in table)
    return f"“{translate(next(labels, name))}”"


def _may_be_new_unit(fault: Fault) -> bool:
    """Say whether a fault is that units.yaml does not know a unit, nor any of nearly that name."""
    unknown = fault.key in ("unit", "who") and fault.why.code == "not-there"
    return unknown and not nearly(fault.why.params["value"], fault.why.params["near"])


def _counts(plan: Plan, refused: int) -> str:
    records = [step for step in plan.steps if step.kind != "unit"]
    numbers = {
        "new": sum(step.old is None for step in records) + _number(plan, "unit-new"),
        "changed": sum(map(_is_changed, records)) + _number(plan, "unit-changes"),
        "unchanged": sum(step.idle or _is_moved(step) for step in records) + _number(plan, "row-stays"),
        "kept": sum(_number(plan, code) for code in ("row-kept", "row-removed", "row-doubtful")),
        "gone": _number(plan, "row-gone"),
        "refused": refused,
    }
    return translate(_COUNTS).format(**{key: phrases.number(one) for key, one in numbers.items()})


def _is_changed(step: Step) -> bool:
    return step.old is not None and not step.idle and not _is_moved(step)


def _is_moved(step: Step) -> bool:
    """Say whether all that changes is where the record's row stands in its list."""
    old, new = ({**(values or {}), "source": ""} for values in (step.old, step.new))
    return step.old is not None and not step.idle and old == new


def _number(plan: Plan, code: str) -> int:
    return sum(one.code == code for one in plan.remarks)


def _changes(steps: Iterable[Step], lists: Lists) -> Iterator[str]:
    listed = [step for step in steps if step.kind != "unit"]
    moved = sum(map(_is_moved, listed))
    if moved:
        yield translate(N_("Only their number in the list changes: {number}.")).format(number=phrases.number(moved))
    for step in filter(_is_changed, listed):
        yield f"~ {step.path}"
        old, new = step.old or {}, step.new or {}
        keys = [key for key in TABLES[step.kind] if old.get(key) != new.get(key) and key != "source"]
        yield from (f"{_INDENT}{one}" for one in _differences(step.kind, keys, (old, new), lists))


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
    for one in plan.remarks:
        if one.code == "row-kept":
            yield _kept(one.args["kept"], lists)
        elif one.code in _SENTENCES:
            yield translate(_SENTENCES[one.code]).format(**_filled(one, lists))
        elif one.code not in _SILENT:
            yield planning.remark_text(one, lists) + _where(one.args.get("paths", ()))


def _where(paths: Sequence[str]) -> str:
    """Name the records that a doubt is about: the first of them, and how many more."""
    if not paths:
        return ""
    more = translate(N_(" … and {number} more")).format(number=phrases.number(len(paths) - 1)) if len(paths) > 1 else ""
    return f" ({paths[0]}{more})"


def _filled(one: Remark, lists: Lists) -> dict[str, str]:
    args = {
        key: phrases.number(value) if isinstance(value, int) else phrases.as_quoted(key, str(value))
        for key, value in one.args.items()
    }
    match one.code:
        case "list-read":
            args["kind"] = translate(_KINDS[one.args["kind"]])
        case "rows-skipped":
            args["what"] = translate(_SKIPPED[one.args["what"]])
            args["texts"] = _texts(one.args["texts"])
        case "column-unknown":
            args["column"] = column_name(one.args["column"])
        case "row-doubtful":
            fields = RECORD_TYPES[one.args["type"]].fields
            args["keys"] = ", ".join(translate(fields[key].label) for key in one.args["keys"])
        case "sheet-left":
            args["why"] = translate(_LEFT[one.args["why"]])
        case "near-titles":
            args["where"] = f" ({args['path']})" if args["path"] else ""
        case "unit-new":
            args = _unit(one.args["values"], one.args["parent"], lists)
        case "unit-changes":
            args["changes"] = _unit_changes(one.args["changes"], lists)
    return args


def _unit(values: Mapping[str, Value], parent: str, lists: Lists) -> dict[str, str]:
    told = {key: visible(value_text(values[key], TABLES["unit"][key], lists)) for key in ("id", "name", "level")}
    return {**told, "parent": f", {visible(parent)}" if parent else ""}


def _unit_changes(changes: Mapping[str, tuple[Value, Value]], lists: Lists) -> str:
    table = TABLES["unit"]
    return "; ".join(
        f"{translate(table[key].label)}: "
        + " → ".join(_NOTHING if one is None else visible(value_text(one, table[key], lists)) for one in pair)
        for key, pair in changes.items()
    )


def _texts(texts: Sequence[str]) -> str:
    shown = [f"“{visible(_cut(text))}”" for text in texts[:_MOST_TEXTS]]
    return ", ".join([*shown, *(["…"] if len(texts) > _MOST_TEXTS else [])])


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"


def _kept(kept: Kept, lists: Lists) -> str:
    kind, old = kept.record.kind, kept.record.values
    new = {key: value for key, value in kept.differing.items() if value is not None}
    told = "; ".join(_differences(kind, kept.differing, (old, new), lists))
    taken = kept.match.taken
    spot = visible(str(taken.fault("").spot))
    return translate(_KEPT).format(path=kept.record.path, spot=spot, differences=told)
