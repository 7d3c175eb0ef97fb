"""The office's lists: added to, corrected, retired without YAML; what counts stays, and what changes is asked."""

import json
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path

import pytest

from danvan_cli.counting.ledger import Ledger
from danvan_cli.counting.measures import MEASURES, Measure
from danvan_cli.counting.question import QuestionText
from danvan_cli.counting.tally import tally
from danvan_cli.domain.list_names import OFFICE_LISTS
from danvan_cli.domain.lists import built_in, entries_of, replaceable
from danvan_cli.domain.reading import read_office
from danvan_cli.domain.vocabulary import VocabularyEntry
from danvan_cli.store.disk import DiskSource
from danvan_cli.view.tables import grid_of
from tests.helpers.data_folder import LATER, OFFICE, DataFolder, from_yaml, no_progress
from tests.helpers.program import danvan

OWN = """\
# Cơ quan
format: 1
office: Ban Dân vận Huyện ủy  # tên cũ
unit: huyen-x
vocabulary:
  # thang điểm năm 2020
  rating:
    - {id: tot, label: Tốt, effective: true, min: 8}   # từ 8 điểm
    - id: kha
      label: "Khá"   # dưới 8
      effective: true
    # các loại còn lại
    - {id: khong-dat, label: Không đạt}
  field: [{id: kinh-te, label: Kinh tế}, {id: khac, label: Khác}]
extra:
  ghi-chu: giữ nguyên
"""
COMMENTS = ["# Cơ quan", "# tên cũ", "# thang điểm năm 2020", "# từ 8 điểm", "# dưới 8", "# các loại còn lại"]


@pytest.fixture
def office(data: DataFolder) -> DataFolder:
    data.write("danvan.yaml", OWN)
    return data


@pytest.fixture
def counted(data: DataFolder) -> DataFolder:
    return _filled(data)


def _filled(data: DataFolder) -> DataFolder:
    """Write something of each list into a folder."""
    data.model("2020/2020-a", field="kinh-te", movement="dan-van-kheo", origin="moi", level="huyen")
    data.model("2021/2021-a", field="van-hoa-xa-hoi", origin="duy-tri", continues="2020-a")
    data.model("2021/2021-b", field="chua-co", title="Tổ khác")
    data.evaluation("2020/2020-a.xa", rating="tot", recognized=True, results={"hien-dat": 3})
    data.evaluation("2020/2020-a.huyen", rating="trung-binh", results={"ho-huong-loi": 7})
    data.evaluation("2021/2021-a.xa", rating="kha", results={"ho-huong-loi": 9})
    data.award("2021/2021-k", form="giay-khen", authority="huyen-x", purpose="khac", recipient="Lan")
    data.award("2021/2021-m", form="ky-niem-chuong", recipient="Minh")
    data.activity("2021/2021-d", form="doi-thoai", participants=30)
    return data


def _stated(data: DataFolder) -> dict[str, list[dict[str, object]]]:
    lists: dict[str, list[dict[str, object]]] = from_yaml((data.root / "danvan.yaml").read_bytes())["vocabulary"]
    return lists


def _ids(data: DataFolder, name: str) -> list[object]:
    return [entry["id"] for entry in _stated(data)[name]]


def _done(data: DataFolder, *typed: str) -> str:
    said = data.ask(*typed)
    assert said.code == 0, said.err
    assert data.ask("check").code == 0
    return said.out + said.err


def _refused(data: DataFolder, code: int, *typed: str) -> str:
    before = (data.root / "danvan.yaml").read_bytes()
    said = data.ask(*typed)
    assert said.code == code, said.err
    assert (data.root / "danvan.yaml").read_bytes() == before
    return said.err


def _all_tallies(data: DataFolder) -> list[str]:
    """Return every number there is, by each dimension that a measure has, one a line."""
    overviews = [data.ask("tally", "--year", year).out.splitlines() for year in ("2020", "2021")]
    with closing(Ledger(DiskSource(data.root, LATER), data.root.parent / "tallies", data.root, no_progress)) as ledger:
        lines = [line for measure in MEASURES.values() for line in _lines(ledger, measure)]
    return [*lines, *chain(*overviews)]


def _lines(ledger: Ledger, measure: Measure) -> Iterator[str]:
    for dimension in measure.dimensions:
        if dimension not in ("month", "quarter"):
            answer = tally(ledger, measure, QuestionText("2020-2021", (dimension,)))
            grid = grid_of(answer, ledger.lists)
            yield f"{grid.title}: {grid.headers}"
            yield from (f"{measure.name} {dimension} {row}" for row in (*grid.rows, grid.footer))


def _entries(data: DataFolder) -> dict[str, list[VocabularyEntry]]:
    lists = read_office("danvan.yaml", (data.root / "danvan.yaml").read_bytes(), replaceable())[1]
    return {name: entries_of(stated) for name, stated in lists.items()}


def test_built_in_lists_are_written_out_as_they_are_and_change_no_number(counted: DataFolder) -> None:
    numbers = _all_tallies(counted)
    for name in OFFICE_LISTS:
        last = list(built_in()[name])[-1:]
        place = ["--after", last[0].id] if name == "level" else []
        assert counted.ask("vocabulary", "add", name, "Mục thử", *place).code == 0
        entries = _entries(counted)[name]
        assert [entry for entry in entries if entry.id != "muc-thu"] == list(built_in()[name])
    assert [line for line in _all_tallies(counted) if "Mục thử" not in line] == numbers


def test_an_entry_comes_before_what_is_none_of_the_others(data: DataFolder) -> None:
    assert "giam-ngheo" in _done(data, "vocabulary", "add", "field", "Giảm nghèo", "--aliases", "XĐGN; thoát nghèo")
    assert _ids(data, "field")[-2:] == ["giam-ngheo", "khac"]
    assert _stated(data)["field"][-2] == {"id": "giam-ngheo", "label": "Giảm nghèo", "aliases": ["XĐGN", "thoát nghèo"]}
    data.model("2020/2020-a", field="giam-ngheo")
    assert data.total("registered", "--year", "2020", "--where", "field=XĐGN") == 1


def test_lists_have_vietnamese_names_and_their_labels_are_names(data: DataFolder) -> None:
    _done(data, "danh-muc", "them", "linh-vuc", "Du lịch")
    _done(data, "vocabulary", "add", "lĩnh vực", "Thể thao")
    assert _ids(data, "field")[-3:] == ["du-lich", "the-thao", "khac"]
    for named in OFFICE_LISTS.values():
        assert data.ask("danh-muc", "danh-sach", named.vietnamese).code == 0


def test_comments_order_and_style_stay(office: DataFolder) -> None:
    _done(office, "vocabulary", "add", "rating", "Xuất sắc", "--before", "tot", "--effective", "yes", "--min", "9")
    _done(office, "vocabulary", "add", "rating", "Đạt", "--after", "kha", "--min", "5")
    _done(office, "vocabulary", "add", "field", "Môi trường")
    _done(office, "vocabulary", "add", "criterion", "Nội dung", "--max", "10")
    _done(office, "vocabulary", "correct", "rating", "khá", "--min", "6,5", "--aliases", "K")
    text = (office.root / "danvan.yaml").read_text("utf-8")
    assert [comment for comment in COMMENTS if comment not in text] == []
    assert "giữ nguyên" in text
    assert _ids(office, "rating") == ["xuat-sac", "tot", "kha", "dat", "khong-dat"]
    assert _stated(office)["rating"][2] == {
        "id": "kha",
        "label": "Khá",
        "aliases": ["K"],
        "effective": True,
        "min": 6.5,
    }
    assert _ids(office, "field") == ["kinh-te", "moi-truong", "khac"]
    assert _stated(office)["criterion"] == [{"id": "noi-dung", "label": "Nội dung", "max": 10}]
    assert "# các loại còn lại\n    - {id: khong-dat" in text


def test_an_empty_list_is_added_to(data: DataFolder) -> None:
    data.write("danvan.yaml", OFFICE + "vocabulary:\n  criterion: []\n")
    _done(data, "vocabulary", "add", "tieu-chi", "Hiệu quả", "--max", "40")
    assert _stated(data)["criterion"] == [{"id": "hieu-qua", "label": "Hiệu quả", "max": 40}]


@pytest.mark.parametrize("key", ["vocabulary:", "vocabulary: {}"])
def test_a_vocabulary_without_lists_is_written_into(data: DataFolder, key: str) -> None:
    data.write("danvan.yaml", f"{OFFICE}{key}\n")
    _done(data, "vocabulary", "add", "criterion", "Hiệu quả")
    assert _ids(data, "criterion") == ["hieu-qua"]


def test_what_an_older_danvan_reads_is_all_that_is_written(data: DataFolder) -> None:
    _done(data, "vocabulary", "add", "indicator", "Cây xanh", "--unit", "cây", "--stock", "yes")
    known = {"id", "label", "label_en", "aliases", "until", "effective", "min", "max", "unit", "stock", "apart"}
    assert {key for entry in _stated(data)["indicator"] for key in entry} <= known


@pytest.mark.parametrize("label", ["Kinh tế", "kinh te", "KT", "phát triển kinh tế", "Economy", "PT KT"])
def test_what_the_list_has_already_is_refused(data: DataFolder, label: str) -> None:
    assert "kinh-te" in _refused(data, 1, "vocabulary", "add", "field", label)


def test_a_spelling_of_another_entry_is_refused_too(data: DataFolder) -> None:
    assert "moi-truong" in _refused(data, 1, "vocabulary", "add", "field", "Rác thải", "--aliases", "bảo vệ môi trường")
    assert "kinh-te" in _refused(data, 1, "vocabulary", "correct", "field", "moi-truong", "--aliases", "KT")
    assert "kinh-te" in _refused(data, 1, "vocabulary", "correct", "field", "moi-truong", "--label", "Kinh tế")


@pytest.mark.parametrize("label", ["trường môi", "Tôn giáoo"])
def test_what_is_nearly_the_same_is_doubted(data: DataFolder, label: str) -> None:
    added = ("vocabulary", "add", "field", label)
    assert "nearly the same" in _refused(data, 1, *added)
    assert "nearly the same" in _refused(data, 1, *added, "--yes")
    assert data.ask(*added, "--anyway", "--dry-run").code == 0
    assert "nearly the same" not in _done(data, *added, "--id", "khac-nua")


def test_what_has_the_id_of_another_entry_gets_one_of_its_own(data: DataFolder) -> None:
    added = ("vocabulary", "add", "field", "Mội trường")
    assert "moi-truong" in _refused(data, 1, *added, "--anyway")
    _done(data, *added, "--id", "moi-truong-khac")


def test_levels_have_to_say_where_they_stand(data: DataFolder) -> None:
    assert "--before" in _refused(data, 2, "vocabulary", "add", "level", "Cấp cụm")
    _refused(data, 2, "vocabulary", "add", "level", "Cấp cụm", "--before", "xa", "--after", "tinh")
    _done(data, "vocabulary", "add", "level", "Cấp cụm", "--before", "xa")
    assert _ids(data, "level") == ["trung-uong", "tinh", "huyen", "cap-cum", "xa", "co-so"]
    assert next(entry for entry in _stated(data)["level"] if entry["id"] == "huyen")["until"] == 2025


def test_what_is_not_there_is_answered_with_what_is(data: DataFolder) -> None:
    assert "Nearest: field" in _refused(data, 2, "vocabulary", "add", "feild", "Du lịch")
    assert "linh-vuc" in _refused(data, 2, "vocabulary", "add", "linh-vux", "Du lịch")
    assert "program's own" in _refused(data, 2, "vocabulary", "add", "kind", "Nhóm")
    assert "rating" in _refused(data, 2, "vocabulary", "add", "field", "Du lịch", "--min", "3")
    assert "Nearest" in _refused(data, 2, "vocabulary", "correct", "field", "kinh tê", "--label", "X")
    assert "LIST" in _refused(data, 2, "vocabulary", "add")
    assert "LABEL" in _refused(data, 2, "vocabulary", "add", "field")
    assert "ENTRY" in _refused(data, 2, "vocabulary", "correct", "field")


def test_a_label_is_corrected_and_records_stay(counted: DataFolder) -> None:
    before = (counted.root / "models/2020/2020-a.yaml").read_bytes()
    assert counted.ask("vocabulary", "correct", "field", "kinh-te", "--label", "Phát triển kinh tế số").code == 0
    assert (counted.root / "models/2020/2020-a.yaml").read_bytes() == before
    assert counted.total("registered", "--year", "2020", "--where", "field=kinh-te") == 1
    told = counted.ask("tally", "registered", "--year", "2020", "--by", "field", "--lang", "vi")
    assert "Phát triển kinh tế số" in told.out


def test_spellings_are_added_and_an_empty_one_takes_them_out(data: DataFolder) -> None:
    _done(data, "vocabulary", "correct", "field", "CCHC", "--aliases", "cải cách thủ tục; CCHC")
    entry = next(entry for entry in _stated(data)["field"] if entry["id"] == "cai-cach-hanh-chinh")
    assert entry["aliases"] == ["CCHC", "cải cách thủ tục"]
    _done(data, "vocabulary", "correct", "field", "CCHC", "--aliases", "", "--aliases", "CCTTHC")
    entry = next(entry for entry in _stated(data)["field"] if entry["id"] == "cai-cach-hanh-chinh")
    assert entry["aliases"] == ["CCTTHC"]
    _done(data, "vocabulary", "correct", "field", "cai-cach-hanh-chinh", "--aliases", "")
    entry = next(entry for entry in _stated(data)["field"] if entry["id"] == "cai-cach-hanh-chinh")
    assert "aliases" not in entry


@pytest.mark.parametrize(
    ("changed", "measure"),
    [
        (("rating", "tot", "--effective", "no"), "rated"),
        (("rating", "trung-binh", "--effective", "yes"), "rated"),
        (("rating", "tot", "--min", "8"), "rated"),
        (("indicator", "ho-huong-loi", "--stock", "no"), "results"),
        (("indicator", "hien-dat", "--unit", "ha"), "results"),
        (("form", "ky-niem-chuong", "--apart", "no"), "awards"),
    ],
)
def test_what_changes_numbers_of_the_past_is_asked(counted: DataFolder, changed: tuple[str, ...], measure: str) -> None:
    told = _refused(counted, 1, "vocabulary", "correct", *changed)
    _refused(counted, 1, "vocabulary", "correct", *changed, "--yes")
    command = next(line for line in told.splitlines() if "danvan list" in line).partition("danvan ")[2].split()
    assert command[:2] == ["list", measure]
    assert len(counted.json(*command)["records"]) > 0
    assert counted.ask("vocabulary", "correct", *changed, "--anyway").code == 0
    assert counted.ask("check").code == 1  # of the field that is in no list


def test_a_unit_of_measure_spelled_otherwise_is_not_asked(counted: DataFolder) -> None:
    assert counted.ask("vocabulary", "correct", "indicator", "hien-dat", "--unit", "M²").code == 0
    assert counted.ask("vocabulary", "correct", "indicator", "hien-dat", "--unit", "").code == 0


def test_a_change_that_no_record_feels_is_not_asked(counted: DataFolder) -> None:
    numbers = _all_tallies(counted)
    assert counted.ask("vocabulary", "correct", "indicator", "tien", "--unit", "triệu đồng").code == 0
    assert counted.ask("vocabulary", "correct", "rating", "xuat-sac", "--min", "9", "--effective", "no").code == 0
    assert _all_tallies(counted) == numbers


def test_a_value_that_records_state_becomes_an_entry(counted: DataFolder) -> None:
    said = counted.ask("vocabulary", "add", "field", "Chưa có")
    assert said.code == 0
    assert "1 (2021)" in said.err
    assert counted.ask("check").code == 0


def test_a_rating_that_records_state_is_asked_where_it_shall_be_effective(counted: DataFolder) -> None:
    counted.evaluation("2021/2021-b.xa", rating="rat-tot")
    _refused(counted, 1, "vocabulary", "add", "rating", "Rất tốt", "--effective", "yes")
    assert counted.ask("vocabulary", "add", "rating", "Rất tốt").code == 0


def test_a_retired_entry_stays_valid_before_and_is_told_after(counted: DataFolder) -> None:
    said = counted.ask("vocabulary", "retire", "field", "Văn hóa", "--until", "2020")
    assert said.code == 0
    assert "1 (2021)" in said.err
    problems = counted.ask("check", "--format", "json").json["problems"]
    assert [problem["path"] for problem in problems if problem["code"] == "retired-value"] == [
        "models/2021/2021-a.yaml"
    ]
    assert counted.ask("vocabulary", "correct", "field", "van-hoa-xa-hoi", "--until", "").code == 0
    assert "until" not in json.dumps(_stated(counted)["field"])


def test_retiring_again_changes_nothing(data: DataFolder) -> None:
    _done(data, "vocabulary", "retire", "rating", "trung bình", "--until", "2024")
    assert "Nothing to change" in _done(data, "vocabulary", "retire", "rating", "trung bình", "--until", "2024")


def test_a_dry_run_writes_nothing(data: DataFolder) -> None:
    before = data.state()
    said = data.ask("vocabulary", "add", "field", "Du lịch", "--dry-run")
    assert "Label: Du lịch" in said.out
    shown = data.ask("vocabulary", "add", "field", "Du lịch", "--dry-run", "--diff").out
    assert "+    - {id: du-lich, label: Du lịch}" in shown
    assert data.state() == before


def test_the_list_says_how_many_records_state_an_entry(counted: DataFolder) -> None:
    lists = {named["name"]: named["entries"] for named in counted.json("vocabulary", "list")["lists"]}
    used = {(name, entry["id"]): entry["records"] for name, entries in lists.items() for entry in entries}
    assert {key: number for key, number in used.items() if number} == {
        ("level", "huyen"): 2,
        ("level", "xa"): 2,
        ("field", "kinh-te"): 1,
        ("field", "van-hoa-xa-hoi"): 1,
        ("rating", "tot"): 1,
        ("rating", "kha"): 1,
        ("rating", "trung-binh"): 1,
        ("movement", "dan-van-kheo"): 1,
        ("form", "giay-khen"): 1,
        ("form", "ky-niem-chuong"): 1,
        ("purpose", "khac"): 1,
        ("indicator", "hien-dat"): 1,
        ("indicator", "ho-huong-loi"): 2,
        ("activity", "doi-thoai"): 1,
    }
    huyen = next(entry for entry in lists["level"] if entry["id"] == "huyen")
    assert huyen["until"] == 2025
    assert huyen["years"] == {"2020": 2}
    assert "Cấp huyện" in counted.ask("vocabulary", "list", "cap", "--lang", "vi").out


def test_what_districts_stated_until_2025_is_told_afterwards(data: DataFolder) -> None:
    for year in (2025, 2026):
        data.model(f"{year}/{year}-a", title=f"Tổ {year}")
        data.evaluation(f"{year}/{year}-a.huyen", rating="tot")
    problems = data.ask("check", "--format", "json").json["problems"]
    told = [problem["path"] for problem in problems if problem["code"] == "retired-value"]
    assert told == ["evaluations/2026/2026-a.huyen.yaml"]


def test_a_unit_of_the_district_s_level_is_told_once_where_it_goes_on(data: DataFolder) -> None:
    for number in range(3):
        data.model(f"2026/2026-{number}", unit="huyen-x", title=f"Tổ {number}")
    problems = data.ask("check", "--format", "json").json["problems"]
    told = [(problem["path"], problem["line"]) for problem in problems if problem["code"] == "retired-level"]
    assert told == [("units.yaml", 1)]


def test_writing_a_retired_level_is_said(data: DataFolder) -> None:
    data.model("2026/2026-a")
    said = data.ask("evaluate", "2026-a", "--level", "huyen", "--rating", "tot")
    assert "2025" in said.err


def test_an_office_with_levels_of_its_own_keeps_the_district_s_end(tmp_path: Path) -> None:
    unit = ("--office", "Ban", "--unit", "Huyện X", "--level", "huyen")
    assert danvan("init", "--data", str(tmp_path / "new"), *unit, "--levels", "tinh,huyen,xa").code == 0
    stated = from_yaml((tmp_path / "new" / "danvan.yaml").read_bytes())
    assert [level.get("until") for level in stated["vocabulary"]["level"]] == [None, 2025, None]


def test_a_retired_indicator_is_told_too(data: DataFolder) -> None:
    data.write("danvan.yaml", OFFICE + "vocabulary:\n  indicator: [{id: duong, label: Đường, unit: m, until: 2019}]\n")
    data.model("2020/2020-a")
    data.evaluation("2020/2020-a.xa", results={"duong": 5})
    problems = data.ask("check", "--format", "json").json["problems"]
    assert [problem["code"] for problem in problems].count("retired-value") == 1
