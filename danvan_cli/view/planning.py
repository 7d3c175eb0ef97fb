"""A plan for people: what will become of which file, and what was done."""

from collections.abc import Iterable, Iterator, Mapping

from danvan_cli.domain.fields import TABLES
from danvan_cli.domain.names import id_of
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.domain.values import Value
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import language, translate
from danvan_cli.recording.plan import Plan, Remark, Step
from danvan_cli.recording.removed import REMOVED
from danvan_cli.text.mark import N_
from danvan_cli.text.numbers import format_number
from danvan_cli.text.visible import visible
from danvan_cli.view import phrases, problems
from danvan_cli.view.labels import entry_label
from danvan_cli.view.record import value_text

_INDENT = "  "
_NOTHING = "–"
REMARKS = {
    "near-title": N_("Looks like {path}: “{title}”. If it is the same model, do not register it again."),
    "may-be-same": N_("It may be recorded already: {path}. Only one of the two states: {keys}."),
    "may-be-unread": N_("It may be recorded already: {path} cannot be read. Mend that file first: danvan edit {path}"),
    "may-become": N_("It would be the same thing as {path}."),
    "may-be-proposed": N_("It may be what is proposed: {path}. To give that: danvan grant {id}"),
    "may-be-carried-over": N_("It may be carried over already: {path}, which continues {id}."),
    "scores-of-scorers": N_("Scores: {sums}. Mean: {mean}."),
    "score-kept": N_("The score stays {score}, as it was stated; its parts come to {sum}. To change it: --score {sum}"),
    "points-lacking": N_("Criteria without points yet: {criteria}."),
    "rating-proposed": N_(
        "By the office's thresholds a score of {score} is rated {rating}. To rate it so: --rating {id}"
    ),
    "rating-differs": N_("By the office's thresholds a score of {score} would be rated {rating}."),
    "there-already": N_("{path} is there already, and does not say that it continues {id}. If it does: {command}"),
    "unit-succeeded": N_("“{title}” goes on in {unit}, which its unit became."),
    "near-unit": N_("There is a unit of nearly that name: {name} ({id})."),
    "alias-of-another": N_(
        "{alias} is also a name of {name} ({id}): where it is typed, danvan cannot tell the two apart."
    ),
    "own-unit-ended": N_(
        "danvan.yaml still names {id} as the office's own unit; to change it: danvan edit danvan.yaml."
    ),
    "no-parent": N_("“{name}” lies in no other unit. If it does: danvan unit correct, --parent."),
    "nobody-named": N_("Nobody is named, so this is one award to somebody unknown; several: --count."),
    "stated-otherwise": N_("The source answers that already, and otherwise. To correct it: danvan edit {id}"),
    "removed-already": N_("{id} was removed on {date} already ({reason}). It is kept in {path}."),
    "merged-already": N_("{id} was merged into {other} on {date} already. It is kept in {path}."),
    "units-below": N_(
        "Units that still lie below {id}: {number}. If they ended too, or lie elsewhere now: danvan unit succeed."
    ),
}
DONE = {
    "made": N_("Made: {names}"),
    "registered": N_("Registered: {names}"),
    "evaluated": N_("Evaluated: {names}"),
    "recognized": N_("Recognized ({number}): {names}"),
    "awarded": N_("Awarded ({number}): {names}"),
    "proposed": N_("Proposed ({number}): {names}"),
    "granted": N_("Granted ({number}): {names}"),
    "refused": N_("Refused, and kept on record ({number}): {names}"),
    "revoked": N_("Revoked, and kept on record ({number}): {names}"),
    "corrected": N_("Corrected ({number}): {names}"),
    "edited": N_("Saved: {names}"),
    "ended": N_("Ended ({number}): {names}"),
    "carried-over": N_("Carried over ({number}): {names}"),
    "removed": N_("Removed, and kept under removed/: {names}"),
    "merged": N_("Merged into {names}; the other record is kept under removed/."),
    "stated": N_("Recorded: {names}"),
    "imported": N_("Written from the lists ({number}): {names}"),
    "unit-added": N_("Added: {names}"),
    "unit-changed": N_("Changed: {names}"),
    "unit-succeeded": N_("Ended and succeeded: {names}"),
}
_DONE_BEFORE = ("removed-already", "merged-already")
_NAMES_SHOWN = 5


def lines(steps: Iterable[Step], lists: Lists) -> Iterator[str]:
    """Tell of each file what it will state: all of a new one, old → new of one that is there.

    What several of a kind have in common stands once, above them; what is put away is named, not told again.
    """
    together: dict[str, list[Step]] = {}
    for step in steps:
        together.setdefault("" if step.idle or _is_put_away(step) else f"{_sign(step)} {step.kind}", []).append(step)
    for alike in together.values():
        told = [[] if step.idle or _is_put_away(step) else list(_values(step, lists)) for step in alike]
        shared = [line for line in told[0] if all(line in others for others in told)] if len(alike) > 1 else []
        yield from shared
        for step, own in zip(alike, told, strict=True):
            yield f"{_INDENT if shared else ''}{_sign(step)} {step.path}{_still(step)}"
            yield from (f"{_INDENT * (2 if shared else 1)}{line}" for line in own if line not in shared)


def _is_put_away(step: Step) -> bool:
    """Say whether it is the copy of a record that is removed: its values stand at the record itself."""
    return step.old is None and step.path.startswith(f"{REMOVED}/")


def _still(step: Step) -> str:
    return f"  ({translate(N_('stays as it is'))})" if step.idle else ""


def _sign(step: Step) -> str:
    if step.idle:
        return "="
    if step.old is None:
        return "+"
    return "-" if step.new is None else "~"


def _values(step: Step, lists: Lists) -> Iterator[str]:
    table = TABLES[step.kind]
    old, new = step.old or {}, step.new if step.new is not None else step.old or {}
    for key, field in table.items():
        if key not in old and key not in new:
            continue
        was, will = (_shown(values, key, step.kind, lists) for values in (old, new))
        if step.old is None or step.new is None:
            yield f"{translate(field.label)}: {will}"
        elif was != will or old.get(key) != new.get(key):
            yield f"{translate(field.label)}: {was} → {will}"


def _shown(values: Mapping[str, Value], key: str, kind: str, lists: Lists) -> str:
    text = value_text(values[key], TABLES[kind][key], lists) if key in values else _NOTHING
    return text.replace("\n", f"\n{_INDENT * 2}")


def remarks(plan: Plan, lists: Lists) -> list[str]:
    """Say what has to be looked at before a plan is carried out."""
    return [remark_text(one, lists) for one in plan.remarks]


def remark_text(one: Remark, lists: Lists) -> str:
    """Give the sentence of a remark; of a problem what is wrong, and how it would be mended."""
    if one.code == "problem":
        return problems.sentences(one.args["problem"], lists)
    args = {key: phrases.as_quoted(key, str(value)) for key, value in one.args.items()}
    match one.code:
        case "may-be-same" | "may-be-proposed":
            args["id"] = id_of(args["path"])
            fields = RECORD_TYPES[one.args["type"]].fields
            args["keys"] = ", ".join(translate(fields[key].label) for key in one.args["keys"])
        case "scores-of-scorers":
            sums = one.args["sums"].items()
            args["sums"] = "; ".join(f"{visible(name)}: {format_number(points, language())}" for name, points in sums)
            args["mean"] = format_number(one.args["mean"], language())
        case "score-kept":
            args = {key: format_number(points, language()) for key, points in one.args.items()}
        case "points-lacking":
            args["criteria"] = "; ".join(entry_label(lists, "criterion", each) for each in one.args["criteria"])
        case "rating-proposed" | "rating-differs":
            args["id"] = args["rating"]
            args["rating"] = entry_label(lists, "rating", one.args["rating"])
            args["score"] = format_number(one.args["score"], language())
        case "there-already":
            name = id_of(args["path"])
            args["command"] = f"danvan set {name} continues={args['id']} origin=duy-tri"
        case "removed-already" | "merged-already":
            args["date"] = phrases.date(one.args["date"])
        case "unit-succeeded":
            args["unit"] = visible(lists.unit_name(one.args["unit"]))
    return phrases.fill(translate(REMARKS[one.code]), args)


def files(plan: Plan) -> Iterator[str]:
    """Give the files as they would be: a new one whole, of one that is there what differs."""
    import difflib  # noqa: PLC0415 - only a dry run needs it

    for step in plan.steps:
        if step.idle:
            continue
        before, after = ((data or b"").decode("utf-8", "replace").splitlines() for data in step.change[1:])
        yield f"{_sign(step)} {step.path}"
        if step.old is None:
            yield from (f"{_INDENT}{visible(line)}" for line in after)
        else:
            differing = difflib.unified_diff(before, after, lineterm="", n=1)
            yield from (f"{_INDENT}{visible(line)}" for line in list(differing)[2:])


def done(plan: Plan) -> str:
    """Say what was done."""
    written = [step for step in plan.steps if not step.idle]
    if not plan.steps and any(one.code in _DONE_BEFORE for one in plan.remarks):
        return translate(N_("Nothing to change: it is done already."))
    if not plan.steps and plan.done != "imported":
        return translate(N_("Nothing to change: no record fits."))
    if not written and any(one.code in ("row-kept", "row-removed") for one in plan.remarks):
        return translate(N_("Nothing was written."))
    if not written:
        return translate(N_("Nothing to change: all of it is there already."))
    told = list(dict.fromkeys(_name(step) for step in (plan.steps[:1] if plan.done == "merged" else written)))
    names = ", ".join(told[:_NAMES_SHOWN])
    more = len(told) - _NAMES_SHOWN
    if more > 0:
        names += translate(N_(" … and {number} more")).format(number=phrases.number(more))
    return translate(DONE[plan.done]).format(names=names, number=phrases.number(len(told)))


def _name(step: Step) -> str:
    """Name what was written: a unit, a record, or another file."""
    if step.kind == "unit":
        return str((step.new or {}).get("id", step.path))
    return step.path if step.kind == "office" else step.id
