"""Lists that somebody sent -> what is written of them."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from danvan_cli.domain.errors import InputError, Mistake, RequestError
from danvan_cli.domain.fields import TABLES
from danvan_cli.exchange.columns import KINDS, fields_of
from danvan_cli.exchange.faults import Fault, FaultyListError
from danvan_cli.exchange.importing.figures import plan_figures
from danvan_cli.exchange.importing.models import Models
from danvan_cli.exchange.importing.records import Outcome, Recorder
from danvan_cli.exchange.importing.reviews import plan_reviews
from danvan_cli.exchange.importing.taking import Taken, Taker, stated_year
from danvan_cli.exchange.importing.telling import remarks_on
from danvan_cli.exchange.importing.units import NewUnits, add_unknown, plan_units, write_units
from danvan_cli.exchange.importing.wishes import Wishes
from danvan_cli.exchange.rows import ListOnSheet
from danvan_cli.index.current_lists import Lists
from danvan_cli.recording.desk import Desk
from danvan_cli.recording.doubting import doubts
from danvan_cli.recording.plan import Plan, Remark, Step, plan
from danvan_cli.text.nearest import nearest

_IN_TURN = ("models", "evaluations", "awards")
_UNIT_KEYS = ("unit", "who")


def import_lists(desk: Desk, sheets: Sequence[ListOnSheet], wishes: Wishes, left: Sequence[Remark] = ()) -> Plan:
    """Plan what the lists state.

    Raise FaultyListError with all that is wrong in them, or InputError where a year is missing.

    `left` tells of the sheets that hold no list.
    """
    _need_year(sheets, wishes)
    _refuse_unknown_defaults(sheets, wishes)
    out = Outcome(faults=[fault for of in sheets for fault in of.faults])
    new = NewUnits([], {})
    lists = plan_units(desk.lists.kept(), _of(sheets, "units"), wishes, new, out)
    if wishes.add_units:
        lists = add_unknown(lists, _unknown_units(lists, sheets, wishes), new, out)
    write_units(desk, new, out)
    models = Models(desk)
    for kind in _IN_TURN:
        rows = _taken(_of(sheets, kind), lambda of: Taker(lists, of, wishes, models.find), out)
        Recorder(desk, KINDS[kind], wishes, models, out).plan(rows)
    plan_reviews(desk, _of(sheets, "review"), wishes, out)
    rows = _taken(_of(sheets, "figures"), lambda of: Taker(lists, of, wishes, models.find), out)
    plan_figures(desk, rows, overwrite=wishes.overwrite, out=out)
    _refuse_collisions(out.steps)
    told = [*left, *remarks_on(sheets, wishes, out), *_doubts(desk, lists, out.steps)]
    done = plan("imported", out.steps, told)
    if out.faults:
        raise FaultyListError(_in_order(sheets, out.faults), done, len({fault.spot[:3] for fault in out.faults}))
    return done


def _need_year(sheets: Sequence[ListOnSheet], wishes: Wishes) -> None:
    """Refuse lists that say nowhere of which campaign year they are; raise InputError."""
    for of in sheets:
        stated = "year" in of.columns.values() or any("year" in row.sections for row in of.rows[:1]) or stated_year(of)
        if wishes.year is None and of.kind != "units" and not stated:
            raise InputError(missing=["year"])


def _refuse_unknown_defaults(sheets: Sequence[ListOnSheet], wishes: Wishes) -> None:
    """Refuse what was said to hold for all rows of no list's key; raise InputError."""
    known = {
        key.partition(".")[0]
        for of in sheets
        if of.kind in KINDS
        for key in (*fields_of(of.kind), *TABLES[KINDS[of.kind]])
    }
    wrong = [key for key in wishes.defaults if key.partition(".")[0] not in known]
    if wrong:
        listed = ", ".join(sorted(known - {"mark", "id", "claims"}))
        raise InputError(
            Mistake(
                f"--default {key}=", RequestError("no-key", value=key, near=nearest(key, known) or "–", known=listed)
            )
            for key in wrong
        )


def _of(sheets: Iterable[ListOnSheet], kind: str) -> list[ListOnSheet]:
    return [of for of in sheets if of.kind == kind]


def _taken(sheets: Iterable[ListOnSheet], taker: Callable[[ListOnSheet], Taker], out: Outcome) -> list[Taken]:
    found: list[Taken] = []
    for of in sheets:
        one = taker(of)
        for row in of.rows:
            taken = one.take(row)
            if isinstance(taken, Taken):
                found.append(taken)
            else:
                out.faults += taken
    return found


def _refuse_collisions(steps: Iterable[Step]) -> None:
    """Refuse two lists that speak of one record, such as a review and a new list of the same round.

    Raise RequestError.
    """
    paths = Counter(step.path for step in steps)
    twice = [path for path, number in paths.items() if number > 1]
    if twice:
        raise RequestError("lists-collide", path=twice[0])


def _unknown_units(lists: Lists, sheets: Sequence[ListOnSheet], wishes: Wishes) -> list[Fault]:
    """Find the units that no list knows; what else is wrong with the rows is found when they are read for good."""
    tried = Outcome()
    for kind in _IN_TURN:
        _taken(_of(sheets, kind), lambda of: Taker(lists, of, wishes, lambda typed, _: typed), tried)
    return [fault for fault in tried.faults if fault.key in _UNIT_KEYS and fault.why.code == "not-there"]


def _doubts(desk: Desk, lists: Lists, steps: Sequence[Step]) -> list[Remark]:
    """Say what check would; units that the import adds are not in the index yet."""
    added = lists.units.keys() - desk.lists.units.keys()
    told = doubts(desk, [step for step in steps if step.kind != "unit"])
    return [one for one in told if one.args["problem"].args.get("value") not in added]


def _in_order(sheets: Sequence[ListOnSheet], faults: Iterable[Fault]) -> list[Fault]:
    """Put faults in the order of files, sheets and rows; what a list has no column for is missing once."""
    places = {(of.file, of.sheet.name): number for number, of in enumerate(sheets)}
    lacking = [_Lacking(of) for of in sheets]
    keyed = {(one.spot, one.why.code, one.key): one for one in (_as_column(lacking, fault) for fault in faults)}
    return sorted(
        keyed.values(), key=lambda one: (places.get(one.spot[:2], len(places)), one.spot.row, one.spot.column)
    )


class _Lacking:
    """What a list has no column for, and which rows are its own: several may stand on one sheet."""

    def __init__(self, of: ListOnSheet) -> None:
        self.of = of
        self._keys = {key.partition("=")[0] for key in of.columns.values()}
        self._rows = {row.at for row in of.rows}

    def column(self, fault: Fault) -> bool:
        """Say whether the fault is that the list lacks a column."""
        mine = (self.of.file, self.of.sheet.name) == fault.spot[:2] and fault.spot.row in self._rows
        return mine and fault.key not in self._keys and not (fault.key == "unit" and "who" in self._keys)


def _as_column(lists: Iterable[_Lacking], fault: Fault) -> Fault:
    """Say of what no row states, because there is no column for it, that the list lacks the column."""
    if fault.why.code != "row-lacks" or fault.spot.column:
        return fault
    of = next((one.of for one in lists if one.column(fault)), None)
    if of is None:
        return fault
    return Fault(fault.spot._replace(row=of.headings[0]), RequestError("column-lacks", key=fault.key), fault.key)
