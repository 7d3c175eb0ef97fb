"""A plan for people: what will become of which file, and what was done."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from danvan_cli.domain.differences import Values
from danvan_cli.domain.field_types import ENTRIES
from danvan_cli.domain.fields import TABLES, Field
from danvan_cli.domain.names import EVIDENCE, OFFICE_FILE, REMOVED_FOLDER, UNITS_FILE, id_of
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.record_types import EVALUATIONS
from danvan_cli.domain.standing import is_revoked
from danvan_cli.domain.values import Value
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import translate
from danvan_cli.recording.plan import PROBLEM, Plan, Remark, Step
from danvan_cli.recording.record_lookup import Record
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import visible
from danvan_cli.view import messages, problems
from danvan_cli.view.grid import JOINT
from danvan_cli.view.labels import NOTHING, entry_label, number
from danvan_cli.view.record import changed_claims, value_text

if TYPE_CHECKING:
    from danvan_cli.recording.merging import MergeDifference

_INDENT = "  "
_NAMES_SHOWN, _MOST_ENTRIES, _MOST_TAKEN_BACK = 5, 20, 10


def lines(steps: Iterable[Step], lists: Lists) -> Iterator[str]:
    """Yield of each file what it will state: all of a new one, old → new of one that is there.

    What several of a kind have in common stands once, above them; what is put away is named, not told again.
    """
    together: dict[str, list[Step]] = {}
    planned = list(steps)
    yield from (_moved(step) for step in planned if step.moved_from)
    for step in _not_moved(planned):
        group = "" if step.idle or _is_put_away(step) else f"{_sign(step)} {step.kind}"
        together.setdefault(group, []).append(step)
    for alike in together.values():
        values = [[] if step.idle or _is_put_away(step) else _in_words(step, lists) for step in alike]
        shared = [line for line in values[0] if all(line in others for others in values)] if len(alike) > 1 else []
        yield from shared
        for step, own in zip(alike, values, strict=True):
            idle = f"  ({translate(N_('stays as it is'))})" if step.idle else ""
            size = f" ({_size(step)})" if _is_evidence(step) else ""
            yield f"{_INDENT if shared else ''}{_sign(step)} {step.path}{idle}{size}{_beside(step, lists)}"
            yield from (f"{_INDENT * (2 if shared else 1)}{line}" for line in own if line not in shared)


def first_lines(plan: Plan, lists: Lists) -> Iterator[str]:
    """Yield what `lines` says; of very many files that are taken back the first, those that are named before others."""
    paths = {step.path for step in plan.named}
    steps = [*plan.named, *(step for step in plan.steps if step.path not in paths)]
    left = len(steps) - _MOST_TAKEN_BACK
    if not plan.undoes or left <= 0:
        yield from lines(plan.steps, lists)
        return
    yield from lines(steps[:_MOST_TAKEN_BACK], lists)
    yield translate(N_("… and {number} more files; all of them: --dry-run")).format(number=number(left))


def _moved(step: Step) -> str:
    """Return where the file of a record goes; what it states goes along as it is."""
    return f"{step.moved_from} → {step.path}"


def _not_moved(steps: Sequence[Step]) -> Iterator[Step]:
    """Yield the steps but those that move a record: it is there as it was."""
    gone = {step.moved_from for step in steps if step.moved_from}
    yield from (step for step in steps if not step.moved_from and step.path not in gone)


def _beside(step: Step, lists: Lists) -> str:
    seen = ratings(step.evaluations, lists)
    return f"  ({seen})" if seen else ""


def ratings(evaluations: Iterable[Record], lists: Lists) -> str:
    """Return how each level rated a model, and whether it recognized it; "" where none did."""
    said = (
        (entry_label(lists, "level", record.id.partition(".")[2]), _verdict(record, lists)) for record in evaluations
    )
    return "; ".join(f"{level}: {verdict}" for level, verdict in said if verdict)


def _verdict(evaluation: Record, lists: Lists) -> str:
    values = evaluation.values
    rating = [entry_label(lists, "rating", values["rating"])] if "rating" in values else []
    if "recognized" not in values:
        return ", ".join(rating)
    recognition = N_("recognized as outstanding") if values.get("outstanding") else N_("recognized by it")
    if is_revoked(values):
        recognition = N_("recognition revoked")
    elif not values["recognized"]:
        recognition = N_("not recognized by it")
    return ", ".join([*rating, translate(recognition)])


def _is_put_away(step: Step) -> bool:
    """Whether it is the copy of a record that is removed: its values stand at the record itself."""
    return step.old is None and step.path.startswith(f"{REMOVED_FOLDER}/")


def _sign(step: Step) -> str:
    if step.idle:
        return "="
    if step.old is None:
        return "+"
    return "-" if step.new is None else "~"


def _in_words(step: Step, lists: Lists) -> list[str]:
    """Return what a file will state, by labels; where no key of it changes, such as a comment, the lines that do."""
    words = list(_values(step, lists)) or list(_entries(step, lists))
    return words if words or step.kind not in TABLES else list(_differences(step))


def _entries(step: Step, lists: Lists) -> Iterator[str]:
    """Yield what becomes of each unit, or entry of the office's lists; nothing where a side cannot be read."""
    if step.path not in (OFFICE_FILE, UNITS_FILE):
        return
    from danvan_cli.counting.changed_records import UNREADABLE, changes_of  # noqa: PLC0415 - most plans are of records
    from danvan_cli.view.history import record_lines  # noqa: PLC0415 - as above

    changed = changes_of(*step.change)
    if any(record.what == UNREADABLE for record in changed):
        return
    for record in changed[:_MOST_ENTRIES]:
        yield from (line.removeprefix(_INDENT) for line in record_lines(record, lists))
    if more := changed[_MOST_ENTRIES:]:
        yield translate(N_(" … and {number} more")).format(number=number(len(more))).strip()


def _values(step: Step, lists: Lists) -> Iterator[str]:
    table = TABLES.get(step.kind, {})  # of a file that is no record, such as evidence, only its name is shown
    old, new = step.old or {}, step.new if step.new is not None else step.old or {}
    for key, field in table.items():
        if key not in old and key not in new:
            continue
        was, will = (_stated(values, key, step.kind, lists) for values in (old, new))
        if not step.old or step.new is None:
            yield f"{translate(field.label)}: {will}"
        elif field.type is ENTRIES:
            yield from _claims(field, old.get(key, []), new.get(key, []), lists)
        elif was != will or old.get(key) != new.get(key):
            yield f"{translate(field.label)}: {was} → {will}"


def _claims(field: Field, old: Sequence[Values], new: Sequence[Values], lists: Lists) -> Iterator[str]:
    """Yield how many claims there are and will be, and below that those that differ: of thousands, they are few."""
    if changed := changed_claims(old, new, lists):
        yield f"{translate(field.label)}: {' → '.join(dict.fromkeys([number(len(old)), number(len(new))]))}"
        yield from (f"{_INDENT}{line}" for line in changed)


def _stated(values: Mapping[str, Value], key: str, kind: str, lists: Lists) -> str:
    text = value_text(values[key], TABLES[kind][key], lists) if key in values else ""
    return (text or NOTHING).replace("\n", f"\n{_INDENT * 2}")


def remarks(plan: Plan, lists: Lists) -> list[str]:
    """Return the sentences of what has to be looked at before a plan is carried out."""
    several = len(plan.changes) > 1

    def line(remark: Remark, lists: Lists) -> str:
        return remark_text(remark, lists) + (named(remark) if several else "")

    return list(remark_lines(plan.remarks, lists, line))


def remark_lines(
    remarks: Sequence[Remark],
    lists: Lists,
    line: Callable[[Remark, Lists], str],
    where: Callable[[Sequence[Remark]], str] = lambda _: "",
) -> Iterator[str]:
    """Yield the line of each remark; what check will warn of again and again is one line, unless it wants an answer.

    `where` gives what stands before such a line: the places of all of them.
    """
    alike: dict[str, list[Remark]] = {}
    for remark in filter(_is_warning, remarks):
        alike.setdefault(remark.args["problem"].code, []).append(remark)
    for remark in remarks:
        same = alike.get(remark.args["problem"].code, []) if _is_warning(remark) else []
        if len(same) <= problems.MOST_ALIKE:
            yield line(remark, lists)
        elif remark is same[0]:
            number = sum(len(again.args.get("paths", ("",))) for again in same)
            yield where(same) + problems.alike_sentence(
                [again.args["problem"] for again in same], lists, number, written=False
            )


def _is_warning(remark: Remark) -> bool:
    """Whether a remark is what check will warn of, and wants no answer."""
    return remark.message is PROBLEM and remark.severity == "doubt"


def named(remark: Remark) -> str:
    """Return the names of the records that a doubt is about, behind it: the first of them, and how many more."""
    paths = remark.args.get("paths", ())
    return f" ({some(list(map(id_of, paths)))})" if paths else ""


def some(names: Sequence[str]) -> str:
    """Return the first of many names, and how many there are more."""
    shown = ", ".join(names[:_NAMES_SHOWN])
    more = len(names) - _NAMES_SHOWN
    return shown + (translate(N_(" … and {number} more")).format(number=number(more)) if more > 0 else "")


def remark_text(remark: Remark, lists: Lists) -> str:
    """Return the sentence of a remark; of a problem what is wrong, and how it would be mended."""
    return messages.sentence(
        remark.message, {name: _worded(value, lists) for name, value in remark.args.items()}, lists
    )


def _worded(value: object, lists: Lists) -> object:
    """Return what fills a remark in: as a sentence where it is a remark, or a problem, itself."""
    if isinstance(value, Remark):
        return remark_text(value, lists)
    return problems.sentences(value, lists) if isinstance(value, Problem) else value


def files(plan: Plan, lists: Lists | None = None) -> Iterator[str]:
    """Yield the files as they would be: a new one whole, of one that is there what differs."""
    yield from (_moved(step) for step in plan.steps if step.moved_from)
    for step in _not_moved(plan.steps):
        if step.idle:
            continue
        if _is_evidence(step):
            yield f"{_sign(step)} {step.path} ({_size(step)})"
            continue
        yield f"{_sign(step)} {step.path}{_beside(step, lists) if lists else ''}"
        yield from (f"{_INDENT}{line}" for line in _differences(step))


def _differences(step: Step) -> Iterator[str]:
    """Yield the lines of a new file, or of one that is there those that differ."""
    import difflib  # noqa: PLC0415 - few plans need it

    before, after = ((data or b"").decode("utf-8", "replace").splitlines() for data in step.change[1:])
    differing = list(difflib.unified_diff(before, after, lineterm="", n=1))[2:]
    yield from map(visible, after if step.old is None else differing)


def _is_evidence(step: Step) -> bool:
    return step.kind == EVIDENCE


def _size(step: Step) -> str:
    """Return how large a file will be, or was that goes; what is in it is not shown."""
    size = len(step.change.after or step.change.before or b"")
    return f"{number(size // 1024)} kB" if size >= 1024 else f"{number(size)} byte"  # noqa: PLR2004


def done(plan: Plan) -> str:
    """Return the sentence of what was done."""
    if all(step.idle for step in plan.steps):
        return translate(plan.nothing.sentence)
    names = names_of_written(plan)
    return messages.sentence(plan.done, {"names": some(names), "number": len(names)})


def names_of_written(plan: Plan) -> list[str]:
    """Return the names of what a plan writes, each but once."""
    written = [step for step in plan.steps if not step.idle]
    return list(dict.fromkeys(_name(step) for step in (plan.named or written)))


def _name(step: Step) -> str:
    """Return the name of what was written: a unit, a list's entry, a record, or another file."""
    if step.kind in ("unit", "entry"):
        return str((step.new or {}).get("id", step.path))
    return step.path if step.kind == "office" else step.id


def difference_lines(difference: "MergeDifference", lists: Lists) -> tuple[str, str, str]:
    """Return what a key is called, the value of the record that stays, and that of the other."""
    field = difference.type.fields[difference.key]
    level = difference.name.partition(".")[0] if difference.type is EVALUATIONS else ""
    of_level = [entry_label(lists, "level", level)] if level else []
    return (
        JOINT.join([*of_level, translate(field.label)]),
        value_text(difference.kept, field, lists),
        value_text(difference.taken, field, lists),
    )
