"""Contents of files -> records and entries of lists that changed."""

from danvan_cli.counting.changed_records import ChangedRecord, changed_records
from danvan_cli.domain import rules
from danvan_cli.domain.errors import ReadError
from danvan_cli.store.changes import FileContents
from tests.helpers.data_folder import OFFICE, UNITS, yaml_of

MODEL = {"title": "Chợ xanh", "unit": "xa-a", "kind": "tap-the"}
Told = tuple[str, str, str, list[tuple[tuple[str, ...], object, object]]]


def _told(path: str, *sides: str | None | ReadError) -> list[ChangedRecord]:
    *before, after = (side.encode() if isinstance(side, str) else side for side in sides)
    return changed_records(FileContents(path, tuple(before), after))


def _short(records: list[ChangedRecord]) -> list[Told]:
    return [(r.type, r.id, r.what, [(c.key, c.before, c.after) for c in r.changes]) for r in records]


def test_a_record_is_added_changed_and_removed_value_by_value() -> None:
    path = "models/2020/a.yaml"
    (added,) = _told(path, None, yaml_of(MODEL))
    assert (added.what, added.title, added.year) == ("added", "Chợ xanh", 2020)
    assert [change.key for change in added.changes] == [("title",), ("unit",), ("kind",)]
    assert _short(_told(path, yaml_of(MODEL), yaml_of({**MODEL, "count": 2}))) == [
        ("model", "a", "changed", [(("count",), None, 2)])
    ]
    (removed,) = _told(path, yaml_of(MODEL), None)
    assert (removed.what, removed.title, removed.changes[0].after) == ("removed", "Chợ xanh", None)


def test_a_record_written_otherwise_is_changed_in_no_value() -> None:
    assert _short(_told("models/2020/a.yaml", yaml_of(MODEL), f"# thêm\n{yaml_of(MODEL)}")) == [
        ("model", "a", "changed", [])
    ]


def test_of_a_merge_only_what_is_as_in_no_parent_is_told() -> None:
    mine, theirs = yaml_of({**MODEL, "count": 2}), yaml_of({**MODEL, "note": "x"})
    both, another = yaml_of({**MODEL, "count": 2, "note": "x"}), yaml_of({**MODEL, "count": 3, "note": "x"})
    assert _told("models/2020/a.yaml", mine, theirs, both) == []
    assert _short(_told("models/2020/a.yaml", mine, theirs, another)) == [
        ("model", "a", "changed", [(("count",), 2, 3)])
    ]
    assert _told("models/2020/a.yaml", mine, None, yaml_of({**MODEL, "count": 2})) == []


def test_what_cannot_be_read_on_a_side_is_told_and_nothing_else() -> None:
    (broken,) = _told("models/2020/a.yaml", yaml_of(MODEL), "title: [\n")
    assert (broken.what, len(broken.faults), broken.changes) == ("unreadable", 1, ())
    (lost,) = _told("models/2020/a.yaml", ReadError(rules.LINKED, name="x"), yaml_of(MODEL))
    assert [fault.code for fault in lost.faults] == ["linked"]


def test_units_and_entries_are_told_one_by_one() -> None:
    told = _short(_told("units.yaml", UNITS, UNITS.replace("Xã An Hòa", "Xã An Hoà Tây") + "- {id: x, name: X}\n"))
    assert told == [("unit", "units", "unreadable", [])]
    told = _short(_told("units.yaml", UNITS, UNITS.replace("Xã An Hòa", "Xã An Tây")))
    assert told == [("unit", "xa-a", "changed", [(("name",), "Xã An Hòa", "Xã An Tây")])]


def test_a_list_of_the_offices_own_is_compared_with_the_built_in_one() -> None:
    own = "vocabulary:\n  origin2: []\n"
    assert _short(_told("danvan.yaml", OFFICE, OFFICE + own))[0][2] == "unreadable"
    own = "vocabulary:\n  rating:\n  - {id: tot, label: Tốt}\n  - {id: xuat-sac, label: Xuất sắc, effective: true}\n"
    told = {
        (type_, id_): (what, changes)
        for type_, id_, what, changes in _short(_told("danvan.yaml", OFFICE, OFFICE + own))
    }
    assert told["entry", "tot"] == ("changed", [(("label_en",), "Good", None), (("effective",), True, None)])
    assert told["entry", "kha"][0] == "removed"
    assert told["office", "danvan"][1] == [
        (("vocabulary", "rating"), told["office", "danvan"][1][0][1], ["tot", "xuat-sac"])
    ]
    assert ("entry", "huyen") not in told


def test_other_files_are_no_records() -> None:
    for path in ("models/2020/a.yml", "models/x/a.yaml", "models/2020/sub/a.yaml", "evidence/2020/a.yaml", "README"):
        assert _told(path, None, yaml_of(MODEL)) == []
    assert _told("removed/models/2020/a.yaml", None, yaml_of(MODEL))[0].is_kept_copy
