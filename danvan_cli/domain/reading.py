"""Bytes of a file -> what it states, with the place of each key, and every problem in it at once."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from yaml.error import Mark
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from danvan_cli.domain import rules
from danvan_cli.domain.field_types import ANYTHING
from danvan_cli.domain.fields import CLAIM, ENTRY, OFFICE, STATEMENTS, TABLES, UNIT, Field, Table
from danvan_cli.domain.nodes import compose, compose_items, place_of
from danvan_cli.domain.problem import Place, Problem, ProblemLog, TooManyProblemsError
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.domain.units import DEEPEST, links_of, too_deep
from danvan_cli.domain.values import Value, pairs, read_value
from danvan_cli.text.nearest import nearest

FORMAT = 1
MAPPED_VALUES = "values"  # of a mapping for import: what texts in a column mean
BEGINNING = Place(1, 1)
_ROOT = Field("", ANYTHING, "")


class StatedValues(NamedTuple):
    """What one mapping states: values by key (absent keys left out), and YAML's mark of each key's value."""

    values: dict[str, Value]
    marks: dict[str, Mark]
    place: Place = BEGINNING

    def place_of(self, key: str) -> Place:
        """Return the place where a stated key's value begins."""
        mark = self.marks[key]
        return Place(mark.line + 1, mark.column + 1)


class FileReading(NamedTuple):
    """What one file gave. With a fault (an error of its own) it states nothing that may be counted."""

    stated: StatedValues
    entries: list[StatedValues]
    problems: list[Problem]

    @property
    def sound(self) -> bool:
        """Whether the file may be counted."""
        return not any(problem.rule.is_fault for problem in self.problems)


def read_record(kind: str, path: str, year: int, data: bytes) -> FileReading:
    """Read a model, evaluation, award or figures file of a campaign year; `entries` are a figures file's claims."""
    log = ProblemLog(path)
    with suppress(TooManyProblemsError):
        root = compose(data, log)
        stated = _read_values(root, TABLES[kind], log) if root is not None else StatedValues({}, {})
        if stated.values.get("from_year", year) > year:
            log.add(rules.FROM_YEAR, stated.place_of("from_year"), value=stated.values["from_year"], year=year)
        key = RECORD_TYPES[kind].entries
        entries = _read_entries(_child(root, key), CLAIM, log) if key else []
        return FileReading(stated, entries, log.problems)
    return FileReading(StatedValues({}, {}), [], log.problems)


def read_units(path: str, data: bytes) -> FileReading:
    """Read units.yaml; `entries` are the units in their order."""
    log, item_log = ProblemLog(path), ProblemLog(path)
    with suppress(TooManyProblemsError):
        entries: list[StatedValues] = []
        try:
            items = compose_items(data, log)
            entries += (_read_values(item, UNIT, item_log) for item in items if _is_record(item, item_log))
        finally:
            if any(problem.rule.is_fault for problem in log.problems):
                entries = []  # the list is broken somewhere: what it seemed to say before that tells nothing
            else:
                log.problems += item_log.problems
        _refuse_repeats(entries, log)
        _refuse_depth(entries, log)
        return FileReading(StatedValues({}, {}), entries, log.problems)
    return FileReading(StatedValues({}, {}), [], log.problems)


def read_office(
    path: str, data: bytes, replaceable: Mapping[str, object]
) -> tuple[FileReading, dict[str, list[StatedValues]]]:
    """Read danvan.yaml; the second value holds the lists that the office replaces.

    `replaceable` are the names of the lists that may be.
    """
    log = ProblemLog(path)
    with suppress(TooManyProblemsError):
        root = compose(data, log)
        stated = _read_values(root, OFFICE, log) if root is not None else StatedValues({}, {})
        if stated.values.get("format", FORMAT) != FORMAT:
            log.add(rules.NEWER_FORMAT, stated.place_of("format"), value=stated.values["format"], known=FORMAT)
        _check_maps(_child(root, "maps"), log)
        _check_columns(_child(root, "columns"), log)
        lists = _read_office_lists(_child(root, "vocabulary"), log, replaceable)
        return FileReading(stated, [], log.problems), lists
    return FileReading(StatedValues({}, {}), [], log.problems), {}


def read_lists(data: bytes) -> dict[str, list[StatedValues]]:
    """Read the built-in vocabulary; it must be sound."""
    log = ProblemLog("vocabulary.yaml")
    root = compose(data, log)
    lists = {key: _read_entries(node, ENTRY, log) for key, _, node in pairs(root, _ROOT, log)} if root else {}
    if log.problems:
        raise ValueError(log.problems)
    return lists


def _is_record(node: Node, log: ProblemLog) -> bool:
    if isinstance(node, MappingNode):
        return True
    log.add(rules.NOT_A_RECORD, place_of(node))
    return False


def _read_values(node: Node, table: Table, log: ProblemLog) -> StatedValues:
    if not _is_record(node, log):
        return StatedValues({}, {})
    values: dict[str, Value] = {}
    marks: dict[str, Mark] = {}
    before = len(log.problems)
    for key, key_node, value_node in pairs(node, _ROOT, log):
        field_ = table.get(key)
        if field_ is None:
            _log_unknown_key(key, key_node, table, log)
        elif not field_.entries:
            value = read_value(value_node, field_, log)
            if value is not None:
                values[key], marks[key] = value, value_node.start_mark
    stated = StatedValues(values, marks, place_of(node))
    faulty = {problem.args.get("key") for problem in log.problems[before:]}
    _require_keys(stated, table, log, faulty)
    if table is CLAIM:
        _require_statement(stated, log, faulty)
    return stated


def _log_unknown_key(key: str, node: Node, table: Table, log: ProblemLog) -> None:
    near = nearest(key, table)
    if near:
        log.add(rules.UNKNOWN_KEY_NEAR, place_of(node), key=key, near=near)
    else:
        log.add(rules.UNKNOWN_KEY, place_of(node), key=key, keys=", ".join(table))


def _require_keys(stated: StatedValues, table: Table, log: ProblemLog, faulty: Collection[object]) -> None:
    """Log the required keys that are missing, but for the `faulty`, whose values have been found wrong already."""
    for field_ in table.values():
        if field_.required and field_.key not in stated.values and field_.key not in faulty:
            log.add(rules.MISSING_KEY, stated.place, key=field_.key)


def _require_statement(claim: StatedValues, log: ProblemLog, faulty: Collection[object]) -> None:
    given = [key for key in STATEMENTS if claim.values.get(key, False) is not False]
    if len(given) != 1 and not set(STATEMENTS).intersection(faulty):
        log.add(rules.CLAIM_STATEMENT, claim.place, keys=", ".join(STATEMENTS), given=", ".join(given) or "–")


def _read_entries(node: Node | None, table: Table, log: ProblemLog) -> list[StatedValues]:
    if not isinstance(node, SequenceNode):
        if node is not None:
            log.add(rules.NOT_ENTRIES, place_of(node))
        return []
    return [_read_values(item, table, log) for item in node.value if _is_record(item, log)]


def _child(root: Node | None, key: str) -> Node | None:
    """Return the node of a key's value, None where there is none; the key is read as `pairs` reads it."""
    nodes = root.value if isinstance(root, MappingNode) else []
    scalars = ((key_node, value) for key_node, value in nodes if isinstance(key_node, ScalarNode))
    return next((value for key_node, value in scalars if key_node.value.strip() == key), None)


def _refuse_repeats(entries: list[StatedValues], log: ProblemLog) -> None:
    seen: dict[str, int] = {}
    for entry in entries:
        name: Any = entry.values.get("id")
        if name in seen:
            log.add(rules.REPEATED_ID, entry.place_of("id"), value=name, line=seen[name])
        elif name:
            seen[name] = entry.place.line


def _refuse_depth(units: list[StatedValues], log: ProblemLog) -> None:
    """Log the first units with too many above them: what they lie in is copied to each, and to all below."""
    stated = {unit.values["id"]: unit for unit in units if "id" in unit.values}
    for name in too_deep({name: links_of(unit.values) for name, unit in stated.items()}):
        log.add(rules.UNITS_TOO_DEEP, stated[name].place_of("parent"), value=name, most=DEEPEST)


def _check_maps(node: Node | None, log: ProblemLog) -> None:
    """Log mappings for import that are not {heading: key}, with {column: {text: value}} under `values`."""
    for _, value in node.value if isinstance(node, MappingNode) else []:
        for key_node, key in _pairs_in(value, log):
            named = key_node.value.strip() if isinstance(key_node, ScalarNode) else ""
            if named == MAPPED_VALUES and not isinstance(key, ScalarNode):
                texts = [text for _, column in _pairs_in(key, log) for _, text in _pairs_in(column, log)]
            else:
                texts = [key]
            for text in texts:
                if not isinstance(text, ScalarNode):
                    log.add(rules.MAP_SHAPE, place_of(text))


def _check_columns(node: Node | None, log: ProblemLog) -> None:
    """Log sets of columns that are not {name: [column, …]}."""
    for _, columns in node.value if isinstance(node, MappingNode) else []:
        texts = columns.value if isinstance(columns, SequenceNode) else [columns]
        odd = [] if isinstance(columns, SequenceNode) else [columns]
        for text in (*odd, *(text for text in texts if not odd and not isinstance(text, ScalarNode))):
            log.add(rules.COLUMNS_SHAPE, place_of(text))


def _pairs_in(node: Node, log: ProblemLog) -> list[tuple[Node, Node]]:
    if isinstance(node, MappingNode):
        return list(node.value)
    log.add(rules.MAP_SHAPE, place_of(node))
    return []


def _read_office_lists(
    node: Node | None, log: ProblemLog, replaceable: Mapping[str, object]
) -> dict[str, list[StatedValues]]:
    lists: dict[str, list[StatedValues]] = {}
    for key, key_node, value in pairs(node, OFFICE["vocabulary"], log) if node is not None else []:
        if key not in replaceable:
            log.add(rules.UNKNOWN_LIST, place_of(key_node), key=key, keys=", ".join(replaceable))
            continue
        lists[key] = _read_entries(value, ENTRY, log)
        _refuse_repeats(lists[key], log)
    return lists
