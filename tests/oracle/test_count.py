"""The oracle counts what a hand counts, and its folders are written as they were made."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given

from tests.helpers.laws import cases
from tests.oracle.count import (
    listing,
    row_texts,
    shown,
    tally,
)
from tests.oracle.facts import (
    Folder,
    Question,
    Record,
    fold,
    last_day,
)
from tests.oracle.strategies import folders
from tests.oracle.written_folders import write

_UNITS: list[Record] = [
    {"id": "tinh", "name": "Tỉnh", "level": "tinh"},
    {"id": "thi-xa", "name": "Thị xã", "level": "huyen", "parent": "tinh"},
    {"id": "phuong-a", "name": "Phường A", "level": "xa", "parent": "thi-xa", "successors": ["phuong-moi"]},
    {"id": "phuong-b", "name": "Phường B", "level": "xa", "parent": "thi-xa", "successors": ["phuong-moi"]},
    {"id": "phuong-moi", "name": "Phường Mới", "level": "xa", "parent": "tinh", "successors": ["x", "y"]},
    {"id": "khom-1", "name": "Khóm 1", "level": "co-so", "parent": "phuong-a"},
]
_VOCABULARY: dict[str, list[Record]] = {
    "level": [{"id": "tinh"}, {"id": "huyen"}, {"id": "xa"}, {"id": "co-so"}],
    "rating": [{"id": "tot", "effective": True}, {"id": "kha", "effective": True}, {"id": "khong-dat"}],
    "indicator": [{"id": "hien-dat"}, {"id": "ho", "stock": True}],
}


def _folder(**records: Record) -> Folder:
    """`models={"2020/a": …}, evaluations={"2020/a.xa": …}, awards={"2020/k": …}`, defaults filled in."""
    folder = Folder(units=_UNITS, vocabulary=_VOCABULARY)
    defaults: Record = {"models": {"title": "Tổ dân vận", "unit": "phuong-a", "kind": "tap-the"}}
    defaults |= {"evaluations": {}, "awards": {"kind": "ca-nhan"}}
    for group, found in records.items():
        for place, record in found.items():
            year, name = place.split("/")
            key = tuple(name.split(".")) if group == "evaluations" else name
            getattr(folder, group).setdefault(int(year), {})[key] = defaults[group] | record
    return folder


def _period(years: str) -> tuple[int, int]:
    first, _, last = years.partition("-")
    return int(first), int(last or first)


def _total(folder: Folder, measure: str, years: str, *where: str, **options: Any) -> Decimal | None:  # noqa: ANN401
    return tally(folder, Question(measure, _period(years), where=where, **options))["total"]


def _rows(folder: Folder, measure: str, years: str, by: str, *where: str, **options: Any) -> dict[str, Any]:  # noqa: ANN401
    """`{"huyen tot": 40}`, `-` where unknown."""
    question = Question(measure, _period(years), by=tuple(by.split(",")), where=where, **options)
    rows = tally(folder, question)["rows"]
    return {" ".join(text or "-" for text in row_texts(row, shown(question))): row["value"] for row in rows}


def test_a_model_counts_once_a_year_at_the_highest_level_that_recognized_it() -> None:
    counts = {"a": 39, "b": 1, "c": 6, "d": 13, "e": 3, "f": 125}
    ratings = {"a.huyen": "tot", "a.xa": "kha", "b.huyen": "tot", "c.huyen": "kha", "d.xa": "tot"}
    ratings["e.xa"] = "kha"
    folder = _folder(
        models={f"2020/{name}": {"count": count} for name, count in counts.items()} | {"2020/b": {"kind": "ca-nhan"}},
        evaluations={f"2020/{name}": {"rating": rating, "recognized": True} for name, rating in ratings.items()}
        | {"2020/f.xa": {"rating": "khong-dat", "recognized": False}},
    )
    assert _total(folder, "registered", "2020") == 187
    assert _total(folder, "recognized", "2020") == 62
    assert _rows(folder, "recognized", "2020", "level") == {"huyen": 46, "xa": 16}
    assert _rows(folder, "recognized", "2020", "kind") == {"tap-the": 61, "ca-nhan": 1}
    split = {"huyen tot": 40, "huyen kha": 6, "xa tot": 13, "xa kha": 3}
    assert _rows(folder, "recognized", "2020", "level,rating") == split
    assert _total(folder, "recognized", "2020", count="each") == 62 + 39
    assert _total(folder, "recognized", "2020", "level=xa") == 16 + 39  # what that level itself says
    assert _total(folder, "recognized", "2020", "level=xa", count="yearly") == 16
    assert _total(folder, "recognized", "2020", "level=xa", count="each") == 16 + 39


def _fork() -> Folder:
    """Two records carry on one; one of them skips a year; both lead back to a record that is lost."""
    return _folder(
        models={
            "2019/a": {"continues": "lost"},
            "2020/b": {"continues": "a", "count": 2},
            "2020/c": {"continues": "a"},
            "2022/d": {"continues": "b", "ended_on": "2022"},
        },
        evaluations={
            "2018/lost.xa": {"rating": "tot"},
            "2019/a.xa": {"recognized": True, "rating": "tot"},
            "2020/b.xa": {"recognized": True, "rating": "tot"},
            "2020/b.co-so": {"recognized": True},
            "2020/c.xa": {"recognized": True, "rating": "khong-dat"},
        },
    )


def test_a_fork_is_one_lineage_and_its_latest_year_has_two_records() -> None:
    folder = _fork()
    assert _total(folder, "registered", "2019-2022") == 1 + 2 + 1 + 1
    assert _total(folder, "registered", "2019-2022", count="distinct") == 1
    assert _total(folder, "registered", "2019-2021", count="distinct") == 3
    assert _total(folder, "recognized", "2019-2022") == 1 + 2 + 1
    assert _total(folder, "recognized", "2019-2022", count="each") == 1 + 2 + 2 + 1
    assert _total(folder, "recognized", "2019-2022", count="distinct") == 3
    assert _total(folder, "recognized", "2019-2022", "year=2019", count="distinct") == 0


def test_effective_is_chosen_as_rated_is() -> None:
    folder = _fork()
    assert _rows(folder, "effective", "2018-2020", "year") == {"2018": 1, "2019": 1, "2020": 2}
    assert _total(folder, "rated", "2018-2020", count="distinct") == 3
    assert _total(folder, "effective", "2018-2020", count="distinct") == 2
    better = {"2020/a.co-so": {"rating": "tot"}, "2020/a.xa": {"rating": "khong-dat"}}
    folder = _folder(models={"2020/a": {}}, evaluations=better)
    assert _total(folder, "effective", "2020") == 0
    assert _total(folder, "effective", "2020", count="each") == 1


def test_active_is_the_latest_record_unless_it_has_ended() -> None:
    folder = _fork()
    assert _total(folder, "active", "2019-2021") == 3
    assert _total(folder, "active", "2019-2022") == 0
    assert _total(folder, "active", "2019-2022", as_of="2022-12-30") == 1
    assert _total(folder, "active", "2019-2022", as_of="2021-05") == 3


def test_a_day_hides_what_was_registered_later() -> None:
    folder = _folder(models={"2020/a": {"registered_on": "2020-06"}, "2020/b": {}, "2021/c": {"unit": "phuong-b"}})
    assert _total(folder, "registered", "2020-2021") == 3
    assert _total(folder, "registered", "2020-2021", as_of="2020-06-30") == 2
    assert _total(folder, "registered", "2020-2021", as_of="2020-06-29") == 1
    assert _total(folder, "units", "2020-2021", as_of="2020-06-30") == 1
    assert _total(folder, "registered", "2020-2021", as_of="2019") == 0


def test_a_total_of_several_years_counts_only_where_all_are_asked() -> None:
    models = {"2023/a": {"from_year": 2021, "count": 1240}, "2022/b": {}}
    evaluations = {"2023/a.xa": {"recognized": True}}
    folder = _folder(models=models, evaluations=evaluations, awards={"2023/k": {"from_year": 2021}})
    assert _total(folder, "registered", "2021-2023") == 1241
    assert _total(folder, "registered", "2022-2023") == 1
    assert _total(folder, "recognized", "2021-2023") == 1240
    assert _total(folder, "recognized", "2023") == 0
    assert _total(folder, "awards", "2023") == 1


def _results() -> Folder:
    return _folder(
        models={"2020/a": {"count": 5}, "2021/b": {"continues": "a"}},
        evaluations={
            "2020/a.huyen": {"results": {"hien-dat": Decimal("0.1")}},
            "2020/a.xa": {"results": {"hien-dat": Decimal(50), "ho": Decimal(30)}},
            "2021/b.xa": {"results": {"hien-dat": Decimal("0.2"), "ho": Decimal(40)}},
            "2021/b.co-so": {"results": {"ho": Decimal(7), "la": Decimal(1)}},
        },
    )


def test_flows_add_up_over_years_and_stocks_do_not() -> None:
    folder = _results()
    by_indicator = {"hien-dat": Decimal("0.3"), "ho": Decimal(40), "la": Decimal(1)}
    assert _rows(folder, "results", "2020-2021", "indicator") == by_indicator
    assert _rows(folder, "results", "2020", "year") == {"2020 hien-dat": Decimal("0.1"), "2020 ho": 30}
    assert _total(folder, "results", "2020-2021") is None
    assert _total(folder, "results", "2020-2021", "indicator=hien-dat") == Decimal("0.3")
    assert _rows(folder, "results", "2020-2021", "level", "indicator=ho") == {"xa": 40}
    assert _total(folder, "results", "2020-2021", "indicator=ho", count="each") == 47
    assert _total(folder, "results", "2020-2021", "indicator=hien-dat", count="each") == Decimal("50.3")


def test_what_was_revoked_is_no_longer_recognized_but_still_rated() -> None:
    revoked = {"recognized": True, "outstanding": True, "rating": "tot", "revoked_on": "2021"}
    below = {"recognized": True}
    folder = _folder(models={"2020/a": {}}, evaluations={"2020/a.huyen": revoked, "2020/a.xa": below})
    assert _rows(folder, "recognized", "2020", "level") == {"xa": 1}
    assert _total(folder, "outstanding", "2020") == 0
    assert _total(folder, "rated", "2020") == 1


@pytest.mark.parametrize("key", ["revoked_on", "revoked_decision", "revoked_reason"])
def test_any_key_of_revoking_revokes_whatever_else_is_said(key: str) -> None:
    folder = _folder(
        models={"2020/a": {}},
        evaluations={"2020/a.huyen": {"recognized": True, "outstanding": True, key: "2021"}},
        awards={f"2020/{status}": {"status": status, key: "2021"} for status in ("da-tang", "de-nghi", "khong-duyet")},
    )
    for measure in ("recognized", "outstanding", "awards", "recipients"):
        assert _total(folder, measure, "2020") == 0
    assert _rows(folder, "awards", "2020", "status") == {"huy-bo": 3}
    assert _total(folder, "proposed", "2020") == 1


def test_an_evaluation_without_its_model_counts_and_an_unlisted_level_is_lowest() -> None:
    said = {"recognized": True}
    folder = _folder(evaluations={"2020/lost.a-la": said, "2020/lost.co-so": said, "2020/lost.b-la": {"rating": "x"}})
    assert _rows(folder, "recognized", "2020", "level,unit,kind") == {"co-so - -": 1}
    assert _rows(folder, "rated", "2020", "rating,field") == {"x -": 1}


def test_a_record_shows_under_each_of_its_tags_and_counts_once() -> None:
    folder = _folder(
        models={"2020/a": {"tags": ["x"]}, "2020/b": {}, "2020/c": {"tags": ["x", "y"]}},
        evaluations={"2020/a.xa": {"surveyed_on": "2020", "tags": ["x", "z"]}},
    )
    assert _rows(folder, "registered", "2020", "tag") == {"x": 2, "y": 1, "-": 1}
    assert _rows(folder, "registered", "2020", "tag", "tag=y") == {"x": 1, "y": 1}
    assert _total(folder, "registered", "2020", "tag=x,y") == 2
    assert _total(folder, "registered", "2020", "tag!=x") == 1
    assert _total(folder, "registered", "2020", "tag!=y") == 2
    assert _total(folder, "registered", "2020", "tag!=x,y") == 1
    assert _total(folder, "registered", "2020", "tag=") == 1
    assert _total(folder, "registered", "2020", "tag!=") == 2
    assert _rows(folder, "registered", "2020", "tag", "tag!=y") == {"x": 1, "-": 1}
    assert _total(folder, "surveyed", "2020", "tag!=z") == 0
    assert _rows(folder, "surveyed", "2020", "tag") == {"x": 1, "z": 1}


def test_not_keeps_the_unknown_and_nothing_finds_it() -> None:
    folder = _folder(models={"2020/a": {"field": "kinh-te"}, "2020/b": {"field": "la"}, "2020/c": {}})
    assert _total(folder, "registered", "2020", "field!=kinh-te") == 2
    assert _total(folder, "registered", "2020", "field!=kinh-te,la") == 1
    assert _total(folder, "registered", "2020", "field=kinh-te,la") == 2
    assert _total(folder, "registered", "2020", "field=") == 1
    assert _total(folder, "registered", "2020", "field=", "year=2020") == 1
    assert _rows(folder, "registered", "2020", "field") == {"kinh-te": 1, "la": 1, "-": 1}


def test_a_unit_is_all_below_it_and_what_single_successors_made_of_it() -> None:
    units = ("phuong-a", "phuong-b", "phuong-moi", "khom-1", "la")
    folder = _folder(models={f"2020/{unit}": {"unit": unit} for unit in units})
    assert _total(folder, "registered", "2020", "unit=thi-xa") == 3
    assert _total(folder, "registered", "2020", "unit!=thi-xa") == 2
    assert _rows(folder, "registered", "2020", "unit.xa") == {
        "phuong-a": 2,
        "phuong-b": 1,
        "phuong-moi": 1,
        "-": 1,
    }
    assert _total(folder, "registered", "2020", "unit.xa=phuong-a") == 2
    assert _total(folder, "registered", "2020", "unit.xa=thi-xa") == 0
    assert _rows(folder, "registered", "2020", "level") == {"xa": 3, "co-so": 1, "-": 1}
    assert _total(folder, "units", "2020") == 5
    assert _rows(folder, "units", "2020", "unit.xa", units_now=True) == {
        "phuong-moi": 2,
        "-": 1,
    }
    assert _total(folder, "registered", "2020", "unit=phuong-moi", units_now=True) == 4
    assert _total(folder, "units", "2020", units_now=True) == 3


def test_awards_count_when_given_and_proposals_whatever_became_of_them() -> None:
    folder = _folder(
        awards={
            "2020/a": {"authority": "thi-xa", "count": 15, "proposal": "01-TTr"},
            "2020/b": {"status": "de-nghi"},
            "2020/c": {"status": "huy-bo", "revoked_on": "2021", "proposed_on": "2020"},
            "2020/d": {"authority": "la", "status": "da-tang"},
        }
    )
    assert _rows(folder, "awards", "2020", "level") == {"huyen": 15, "-": 1}
    assert _rows(folder, "awards", "2020", "status") == {"da-tang": 16, "de-nghi": 1, "huy-bo": 1}
    assert _total(folder, "awards", "2020", "status!=da-tang") == 2
    assert _total(folder, "awards", "2020", "status=") == 0
    assert _total(folder, "proposed", "2020") == 17
    by_status = Question("awards", (2020, 2020), by=("status",))
    assert listing(folder, by_status) == 16


def test_a_recipient_counts_once_however_the_name_is_written() -> None:
    names = ("Lê Thị Hòa", "LÊ THỊ HOÀ.", "Le Thi Hoa", "Lê  Thị\u00a0Hoa\u0300")
    awards = {f"{2020 + place % 2}/{place}": {"recipient": name} for place, name in enumerate(names)}
    other = {"2020/khac": {"recipient": names[0], "unit": "phuong-a"}, "2020/nhom": {"count": 3}}
    folder = _folder(awards=awards | other)
    assert _total(folder, "recipients", "2020-2021") == 2 + 1 + 3
    assert _rows(folder, "recipients", "2020-2021", "year") == {"2020": 2 + 1 + 3, "2021": 1}


def test_names_fold_and_dates_end() -> None:
    assert fold("Phường Thuỷ-Hoà") == fold("phường  thủy hòa")
    assert fold("Hoa") != fold("Hòa") != fold("Hóa")
    assert last_day("2020") == "2020-12-31"
    assert last_day("2020-02") == "2020-02-29"
    assert last_day("2021-02-03") == "2021-02-03"


# The folders


@cases(5)
@given(folder=folders())
def test_a_folder_is_written_as_it_was_made(folder: Folder) -> None:
    with TemporaryDirectory() as home:
        write(folder, Path(home))
        for year, models in folder.models.items():
            for model_id, model in models.items():
                file = Path(home, "models", str(year), f"{model_id}.yaml")
                assert yaml.safe_load(file.read_text(encoding="utf-8")) == model


def test_only_what_differs_is_written_again(tmp_path: Path) -> None:
    folder = _folder(models={"2020/a": {}, "2020/b": {}}, evaluations={"2020/a.xa": {"rating": "tot"}})
    write(folder, tmp_path)
    kept, gone = tmp_path / "models/2020/a.yaml", tmp_path / "models/2020/b.yaml"
    os.utime(kept, (0, 0))
    del folder.models[2020]["b"]
    write(folder, tmp_path)
    assert kept.stat().st_mtime == 0
    assert not gone.exists()
