"""One rule says what is the same thing, and every way in asks it: typed, imported, carried over, granted."""

import csv
import io
import itertools
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.domain.record_type import RecordType
from danvan_cli.domain.record_types import AWARDS, MODELS
from tests.helpers.clerk import Clerk
from tests.helpers.data_folder import DataFolder, from_yaml
from tests.helpers.laws import cases

Typed = dict[str, str]
_FOLDERS = itertools.count()
_HEADINGS = {
    "title": "Tên mô hình",
    "unit": "Đơn vị",
    "kind": "Loại",
    "person": "Họ và tên",
    "form": "Hình thức",
    "recipient": "Tập thể, cá nhân được khen",
    "position": "Chức vụ",
    "decision": "Quyết định",
    "authority": "Cơ quan khen thưởng",
}
_UNITS = {"xa-a": "Xã An Hòa", "xa-b": "Xã Bình Hoà"}
_LABELS = {"ca-nhan": "Cá nhân", "giay-khen": "Giấy khen", "huyen-x": "Huyện Xuân Lộc"}


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        yield Path(name)


def _stating(required: Mapping[str, Sequence[str]], optional: Mapping[str, Sequence[str]]) -> st.SearchStrategy[Typed]:
    return st.fixed_dictionaries(
        {key: st.sampled_from(texts) for key, texts in required.items()},
        optional={key: st.sampled_from(texts) for key, texts in optional.items()},
    )


_MODEL = _stating(
    {"title": ("Chợ xanh", "CHỢ XANH", "Chợ xành"), "unit": ("xa-a", "xa-b"), "kind": ("ca-nhan",)},
    {"person": ("Nguyễn Văn Hoà", "nguyễn văn hòa", "Lê Thị Tám")},
)
_AWARD = _stating(
    {
        "recipient": ("Nguyễn Văn Hoà", "nguyễn văn hòa", "Lê Thị Tám"),
        "kind": ("ca-nhan",),
        "form": ("giay-khen",),
        "unit": ("xa-a", "xa-b"),
    },
    {"position": ("Bí thư", "Trưởng thôn"), "decision": ("1-QĐ/TU", "2-QĐ/TU"), "authority": ("huyen-x",)},
)
_RECORDS = st.one_of(
    st.tuples(st.just(MODELS), st.lists(_MODEL, min_size=1, max_size=4)),
    st.tuples(st.just(AWARDS), st.lists(_AWARD, min_size=1, max_size=4)),
)


def _command(record_type: RecordType, typed: Typed) -> list[str]:
    verb = "register" if record_type is MODELS else "award"
    return [verb, "--year", "2020", *(part for key, text in typed.items() for part in (f"--{key}", text))]


def _by_hand(folder: DataFolder, record_type: RecordType, records: Sequence[Typed]) -> list[int]:
    return [folder.ask(*_command(record_type, typed)).code for typed in records]


def _by_list(folder: DataFolder, record_type: RecordType, records: Sequence[Typed]) -> int:
    shown = [{**typed, "unit": _UNITS[typed["unit"]]} for typed in records]
    keys = [key for key in _HEADINGS if any(key in typed for typed in records)]
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow([_HEADINGS[key] for key in keys])
    rows.writerows([[_LABELS.get(said := typed.get(key, ""), said) for key in keys] for typed in shown])
    file = folder.root.parent / f"{folder.root.name}.csv"
    file.write_text(text.getvalue(), "utf-8")
    return folder.ask("import", str(file), "--year", "2020", "--kind", record_type.folder).code


def _stated(folder: DataFolder, record_type: RecordType) -> set[tuple[tuple[str, str], ...]]:
    """Return what all records state, whatever their ids, and wherever they came from."""
    files = (folder.root / record_type.folder).rglob("*.yaml")
    values = [from_yaml(file.read_text("utf-8")) for file in files]
    assert not any(record_type.is_same(*pair) for pair in itertools.combinations(values, 2))
    return {tuple(sorted((key, str(text)) for key, text in value.items() if key != "source")) for value in values}


def _new(place: Path) -> DataFolder:
    return Clerk(place / str(next(_FOLDERS)))


def _without_twins(record_type: RecordType, records: Sequence[Typed]) -> list[Typed]:
    """Keep the records that are neither the same as one before them, nor may be."""
    kept: list[Typed] = []
    for typed in records:
        if not any(record_type.is_same(typed, record) or record_type.is_doubtful(typed, record) for record in kept):
            kept.append(typed)
    return kept


@cases(6)
@given(_RECORDS)
def test_typed_and_imported_in_any_order_and_twice_is_the_same(
    place: Path, drawn: tuple[RecordType, list[Typed]]
) -> None:
    record_type, records = drawn[0], _without_twins(*drawn)
    typed, imported, turned = (_new(place) for _ in range(3))
    assert set(_by_hand(typed, record_type, records)) == {0}
    assert _by_list(imported, record_type, records) == 0
    assert _by_list(turned, record_type, records[::-1]) == 0
    assert _by_list(turned, record_type, records[::-1]) == 0
    assert _stated(typed, record_type) == _stated(imported, record_type) == _stated(turned, record_type)
    assert len(_stated(typed, record_type)) == len(records)


@cases(6)
@given(_RECORDS)
def test_what_is_there_is_not_recorded_again_by_another_way_and_no_doubt_is_written_through(
    place: Path, drawn: tuple[RecordType, list[Typed]]
) -> None:
    record_type, records = drawn
    typed, imported = _new(place), _new(place)
    kept = _without_twins(record_type, records)
    codes = _by_hand(typed, record_type, records)
    assert codes.count(0) == len(kept)
    assert set(codes) <= {0, 1}
    _by_list(imported, record_type, kept)
    before = _stated(typed, record_type)
    _by_list(typed, record_type, kept)
    assert set(_by_hand(imported, record_type, kept)) == {1}
    assert _stated(typed, record_type) == _stated(imported, record_type) == before


def test_persons_of_one_title_stay_two_and_persons_of_one_name_with_different_positions_stay_two(clerk: Clerk) -> None:
    model = ("register", "--year", "2020", "--unit", "xa-a", "--kind", "ca-nhan", "--title", "Chợ xanh", "--person")
    award = ("award", "--year", "2020", "--kind", "ca-nhan", "--recipient", "Lê Tám", "--position")
    for who, where in (("Lê Tám", "Bí thư"), ("Lê Chín", "Trưởng thôn")):
        clerk.writes(*model, who)
        clerk.writes(*award, where)
    assert clerk.total("registered") == 2
    assert clerk.total("awards") == 2
    assert not {"same-thing", "may-be-same"} & {code for code, _ in clerk.problems()}


def test_an_award_is_known_again_whatever_its_id(clerk: Clerk) -> None:
    award = ("award", "--year", "2020", "--kind", "ca-nhan", "--recipient", "Lê Tám", "--decision", "1-QĐ/TU")
    clerk.writes(*award, "--id", "2020-le-tam")
    assert "2020-le-tam" in clerk.is_refused(*award, code=1)
    clerk.writes(*award, "--id", "2020-le-tam-2")  # which says that it is another one
    assert ("same-thing", "awards/2020/2020-le-tam.yaml") in clerk.problems() or (
        ("same-thing", "awards/2020/2020-le-tam-2.yaml") in clerk.problems()
    )


def test_a_proposal_that_was_granted_is_known_again(clerk: Clerk) -> None:
    award = ("award", "--year", "2020", "--kind", "ca-nhan", "--recipient", "Lê Tám")
    (path,) = clerk.writes(*award, "--propose")
    clerk.writes("grant", "2020-ca-nhan-le-tam", "--decision", "1-QĐ/TU", "--on", "1/12/2020")
    assert path in clerk.is_refused(*award, "--decision", "1-QĐ/TU", "--on", "1/12/2020", code=1)
    assert path in clerk.is_refused(*award, "--propose", code=1)
    assert path in clerk.is_refused(*award, "--propose", "--yes", code=1)


def test_a_doubt_is_written_when_it_is_said_that_it_is_another_thing(clerk: Clerk) -> None:
    model = ("register", "--year", "2020", "--unit", "xa-a", "--kind", "ca-nhan", "--title", "Chợ xanh")
    (path,) = clerk.writes(*model, "--person", "Lê Tám")
    assert path in clerk.is_refused(*model, "--yes", code=1)
    assert clerk.ask(*model, "--anyway").code == 0
    assert clerk.total("registered") == 2
    assert {code for code, _ in clerk.problems()} >= {"may-be-same"}


def test_a_proposal_does_not_become_an_award_that_is_there(clerk: Clerk) -> None:
    award = ("award", "--year", "2020", "--kind", "ca-nhan", "--recipient", "Lê Tám")
    (path,) = clerk.writes(*award, "--decision", "1-QĐ/TU")
    assert clerk.ask(*award, "--propose", "--anyway").code == 0
    proposed = next(file.stem for file in (clerk.root / "awards/2020").iterdir() if path != f"awards/2020/{file.name}")
    assert path in clerk.is_refused("grant", proposed, "--decision", "1-QĐ/TU", "--on", "1/12/2020", code=1)


@pytest.mark.parametrize("everything", [True, False])
def test_two_persons_models_of_one_title_are_carried_over_as_two(clerk: Clerk, everything: bool) -> None:  # noqa: FBT001
    model = ("register", "--year", "2020", "--unit", "xa-a", "--kind", "ca-nhan", "--title", "Chợ xanh", "--person")
    for who in ("Lê Tám", "Lê Chín"):
        clerk.writes(*model, who)
    if everything:
        clerk.writes("carry-over", "2020", "2021", "--all")
    else:
        clerk.writes("carry-over", "2020", "2021", "--all", "--where", "kind=ca-nhan")
    assert clerk.total("registered", "--year", "2021") == 2
    again = clerk.ask("carry-over", "2020", "2021", "--all")
    assert (again.code, clerk.total("registered", "--year", "2021")) == (0, 2)


def test_no_change_makes_two_records_the_same_thing_and_a_doubt_is_asked(clerk: Clerk) -> None:
    model = ("register", "--year", "2020", "--unit", "xa-a", "--kind", "ca-nhan", "--title", "Chợ xanh", "--person")
    (kept,) = clerk.writes(*model, "Lê Tám")
    (path,) = clerk.writes(*model, "Lê Chín")
    assert kept in clerk.is_refused("set", path, "person=lê tám", code=1)
    assert kept in clerk.is_refused("set", path, "person=", "--yes", code=1)
    assert clerk.ask("set", path, "person=", "--anyway").code == 0
    assert clerk.ask("set", path, "note=x").code == 0  # what was doubtful before is no new doubt


def test_of_two_proposals_that_would_become_one_award_none_is_granted(clerk: Clerk) -> None:
    award = ("award", "--year", "2020", "--kind", "ca-nhan", "--recipient", "Lê Tám", "--propose", "--form")
    for form in ("giay-khen", "bang-khen"):
        clerk.writes(*award, form)
    given = ("grant", "--where", "kind=ca-nhan", "--of", "proposed", "--year", "2020", "--form", "giay-khen")
    clerk.is_refused(*given, "--decision", "1-QĐ/TU", "--on", "1/12/2020", code=1)


def test_two_recipients_of_one_name_of_whom_one_has_a_position_are_a_doubt(clerk: Clerk) -> None:
    names = ("--recipient", "Lê Tám", "--recipient", "Lê Tám", "--position", "", "--position", "Bí thư")
    award = ("award", "--year", "2020", "--kind", "ca-nhan", *names)
    clerk.is_refused(*award, code=1)
    assert clerk.ask(*award, "--anyway").code == 0
    assert clerk.total("awards") == 2


def test_what_carries_on_an_earlier_year_already_is_a_doubt(clerk: Clerk) -> None:
    model = ("register", "--unit", "xa-a", "--kind", "tap-the", "--title", "Chợ xanh", "--year")
    for year in ("2019", "2020"):
        clerk.writes(*model, year)
    clerk.writes(*model, "2021", "--continues", "2019-xa-a-cho-xanh", "--origin", "duy-tri")
    assert "2021-xa-a-cho-xanh" in clerk.is_refused("carry-over", "2020", "2021", "--all", code=1)
    assert clerk.ask("carry-over", "2020", "2021", "--all", "--anyway").code == 0


def test_a_unit_does_not_become_another_one(clerk: Clerk) -> None:
    assert "xa-a" in clerk.is_refused("unit", "correct", "xa-b", "--name", "xã an hoà", code=1)


def test_another_unit_of_the_commune_that_registers_the_same_title_is_a_doubt(clerk: Clerk) -> None:
    for name in ("Ấp 1", "Ấp 2"):
        clerk.writes("unit", "add", "--name", name, "--level", "xa", "--parent", "xa-a")
    model = ("register", "--year", "2020", "--kind", "tap-the", "--title", "Chợ xanh", "--unit")
    (path,) = clerk.writes(*model, "ap-1")
    assert path in clerk.is_refused(*model, "xa-a", "--yes", code=1)
    assert path in clerk.is_refused(*model, "ap-2", "--yes", code=1)
    assert clerk.ask(*model, "xa-b").code == 0  # between communes never
    assert clerk.ask(*model, "huyen-x").code == 0
    assert "may-be-elsewhere" not in {code for code, _ in clerk.problems()}
    assert clerk.ask(*model, "xa-a", "--anyway").code == 0
    assert {code for code, _ in clerk.problems()} >= {"may-be-elsewhere"}
    assert path in clerk.is_refused("set", "2020-huyen-x-cho-xanh", "unit=ap-2", code=1)


def test_it_is_the_office_s_own_list_that_says_what_a_commune_is(clerk: Clerk) -> None:
    for path in ("danvan.yaml", "units.yaml"):
        text = (clerk.root / path).read_text("utf-8")
        text = text.replace("id: xa, label: Cấp xã", "id: cap-3, label: Cấp xã").replace("level: xa", "level: cap-3")
        clerk.write(path, text)
    clerk.writes("unit", "add", "--name", "Ấp 1", "--level", "cap-3", "--parent", "xa-a")
    model = ("register", "--year", "2020", "--kind", "tap-the", "--title", "Chợ xanh", "--unit")
    (path,) = clerk.writes(*model, "ap-1")
    assert path in clerk.is_refused(*model, "xa-a", "--yes", code=1)


def test_a_list_does_not_count_a_hamlets_model_again_for_its_ward(clerk: Clerk, tmp_path: Path) -> None:
    clerk.writes("unit", "add", "--name", "Ấp 1", "--level", "xa", "--parent", "xa-a")
    clerk.writes("register", "--year", "2020", "--kind", "tap-the", "--title", "Chợ xanh", "--unit", "ap-1")
    file = tmp_path / "ds.csv"
    rows = ["Đơn vị,Tên mô hình,Loại", "Xã An Hòa,Chợ Xanh,Tập thể", "Xã Bình Hòa,Chợ xanh,Tập thể"]
    file.write_text("\n".join(rows), "utf-8")
    said = clerk.ask("import", str(file), "--year", "2020", "--yes")
    assert said.code == 1
    assert "2020-ap-1-cho-xanh" in said.err
    assert clerk.total("registered") == 2
    assert clerk.ask("import", str(file), "--year", "2020", "--yes", "--anyway").code == 0
    assert clerk.total("registered") == 3
