"""What waits: each number by the query layer, each with the records behind it and the command to go on."""

from pathlib import Path
from typing import Any

import pytest

from danvan_cli.counting import checking
from tests.helpers.data_folder import DataFolder
from tests.helpers.program import danvan

ALL_DONE = {"surveyed_on": "2020-10", "rating": "tot", "recognized": True, "decision": "12-QĐ"}
Item = dict[str, Any]


def waits(data: DataFolder, *typed: str) -> dict[str, Item]:
    return {item["code"]: item for item in data.json("status", *typed)["waiting"]}


def ids(item: Item) -> list[str]:
    return [record["id"] for record in item["records"]]


@pytest.fixture
def done(data: DataFolder) -> DataFolder:
    """A year in which nothing waits."""
    for name, unit in (("a", "xa-a"), ("b", "xa-b")):
        data.model(f"2020/2020-{name}", unit=unit, title=f"Tổ {name}")
        data.evaluation(f"2020/2020-{name}.xa", **ALL_DONE)
    return data


def test_the_json_has_these_keys_in_this_order(done: DataFolder) -> None:
    done.award("2020/2020-khen", status="de-nghi", recipient="Lê Hòa", count=2)
    assert done.json("status") == {
        "schema": 1,
        "year": "2020",
        "waiting": [
            {
                "code": "proposals-open",
                "count": 2,
                "records": [
                    {"id": "2020-khen", "path": "awards/2020/2020-khen.yaml", "title": "Lê Hòa", "value": 2},
                ],
                "commands": [
                    "danvan grant 2020-khen",
                    "danvan list awards --year 2019-2020 --where status=de-nghi",
                ],
            }
        ],
        "problems": {"error": 0, "warning": 0},
        "checked": "everything",
        "complete": True,
        "backup": {"last": None, "due": True},
        "dated_ahead": None,
        "history": {"kept": None, "unsaved": 0},
    }


def test_where_nothing_waits_that_is_said(done: DataFolder) -> None:
    done.commit("2021-01-15")
    done.git("config", "danvan.commit", "true")
    done.ask("backup", "-o", str(done.root.parent / "ban.zip"))
    said = done.ask("status")
    assert (said.code, said.err) == (0, "")
    assert said.out == "WHAT WAITS IN 2020 · Ban Dân vận Huyện ủy\n\nNothing waits.\n"


def test_a_model_waits_for_its_next_step_only(done: DataFolder) -> None:
    for name in ("new", "seen", "good", "bad", "refused"):
        done.model(f"2020/2020-{name}", title=f"Tổ {name}")
    done.evaluation("2020/2020-seen.xa", surveyed_on="2020-10")
    done.evaluation("2020/2020-good.huyen", rating="kha")
    done.evaluation("2020/2020-bad.huyen", rating="khong-dat")
    done.evaluation("2020/2020-refused.xa", recognized=False)
    found = waits(done)
    assert {code: ids(one) for code, one in found.items()} == {
        "not-surveyed": ["2020-new"],
        "not-rated": ["2020-seen"],
        "not-decided": ["2020-good"],
    }
    assert found["not-surveyed"]["commands"][0] == "danvan evaluate 2020-new"
    assert found["not-rated"]["commands"][0] == "danvan evaluate 2020-seen"
    assert found["not-decided"]["commands"][0] == "danvan recognize 2020-good"


def test_what_has_ended_and_what_was_revoked_waits_for_nothing(done: DataFolder) -> None:
    done.model("2020/2020-ended", ended_on="2020-05-01")
    done.model("2020/2020-revoked", title="Tổ khác")
    done.evaluation("2020/2020-revoked.xa", recognized=True, revoked_on="2020-12-01")
    assert waits(done) == {}


def test_totals_count_with_their_number_and_are_told_apart(done: DataFolder) -> None:
    done.model("2020/2020-rest", kind="khong-ro", count=125, title="Các mô hình còn lại")
    done.model("2020/2020-one", title="Tổ một")
    found = waits(done)["not-surveyed"]
    assert found["count"] == 126
    assert [record["value"] for record in found["records"]] == [125, 1]
    out = done.ask("status").out
    assert "Models neither surveyed, rated nor recognized: 126 (125 of them known by number only)\n" in out
    assert "  – Các mô hình còn lại (×125)\n    Xã An Hòa · 2020-rest\n" in out


def test_a_total_of_several_years_waits_in_none_of_them(done: DataFolder) -> None:
    done.model("2020/2018-2020-rest", kind="khong-ro", count=125, from_year=2018)
    assert waits(done) == {}


def test_a_recognition_without_decision_waits_at_each_level(done: DataFolder) -> None:
    done.evaluation("2020/2020-a.huyen", recognized=True, decision="13-QĐ")
    done.evaluation("2020/2020-a.xa", recognized=True)
    found = waits(done)["recognized-without-decision"]
    go_on, opening = found["commands"]
    assert go_on == "danvan recognize 2020-a --level xa"
    listed = done.json(*opening.split()[1:])
    assert (listed["total"], [record["id"] for record in listed["records"]]) == (found["count"], ids(found))


def test_proposals_of_last_year_are_still_open(done: DataFolder) -> None:
    for name, status in (
        ("2019/a", "de-nghi"),
        ("2020/b", "de-nghi"),
        ("2020/c", "khong-duyet"),
        ("2018/d", "de-nghi"),
    ):
        done.award(name, status=status, recipient=f"Lê {name}")
    found = waits(done)["proposals-open"]
    assert ids(found) == ["a", "b"]
    listed = done.json(*found["commands"][1].split()[1:])
    assert (listed["total"], [record["id"] for record in listed["records"]]) == (found["count"], ids(found))


# Last year's models


def test_last_years_models_wait_until_they_are_carried_on_or_ended(done: DataFolder) -> None:
    for name in ("on", "ended", "ended-later", "left"):
        end = {"ended": "2019-12-31", "ended-later": "2020-03-01"}.get(name)
        done.model(f"2019/2019-{name}", title=f"Tổ 2019 {name}", **({"ended_on": end} if end else {}))
    done.model("2020/2020-on", title="Tổ 2020 on", continues="2019-on", unit="xa-b")
    done.evaluation("2020/2020-on.xa", **ALL_DONE)
    found = waits(done)["not-carried-over"]
    assert ids(found) == ["2019-left"]
    assert found["records"][0]["path"] == "models/2019/2019-left.yaml"
    assert found["commands"] == ["danvan carry-over 2019 2020", "danvan status --year 2020 --only not-carried-over"]


def test_a_lineage_that_leaps_over_last_years_record_goes_on(done: DataFolder) -> None:
    done.model("2017/2017-to", title="Tổ 2017")
    done.model("2018/2018-to", title="Tổ 2018", continues="2017-to")
    done.model("2019/2019-to", title="Tổ 2019", continues="2018-to")
    done.model("2020/2020-to", title="Tổ 2020", continues="2017-to")
    done.evaluation("2020/2020-to.xa", **ALL_DONE)
    assert waits(done) == {}


# Units


def test_units_wait_that_are_of_a_level_that_has_models(data: DataFolder) -> None:
    data.model("2020/2020-a")
    found = waits(data)["units-without-models"]
    assert found["records"] == [{"id": "xa-b", "path": "units.yaml", "title": "Xã Bình Hòa", "value": 1}]
    assert found["commands"][0] == "danvan register --year 2020 --unit xa-b"


def test_last_years_levels_are_expected_again(data: DataFolder) -> None:
    data.model("2019/2019-a", unit="huyen-x")
    data.model("2019/2019-b", unit="xa-b")
    assert ids(waits(data, "--year", "2020")["units-without-models"]) == ["huyen-x", "xa-a", "xa-b"]
    data.model("2020/2020-a")
    assert ids(waits(data)["units-without-models"]) == ["xa-b"]


def test_where_no_level_has_models_the_lowest_units_wait(data: DataFolder) -> None:
    data.award("2020/2020-khen")
    assert ids(waits(data)["units-without-models"]) == ["xa-a", "xa-b"]


def test_units_beside_the_office_and_of_other_days_do_not_wait(data: DataFolder) -> None:
    data.write(
        "units.yaml",
        "- {id: tinh-y, name: Tỉnh Y, level: tinh}\n"
        "- {id: huyen-x, name: Huyện X, level: huyen, parent: tinh-y}\n"
        "- {id: huyen-z, name: Huyện Z, level: huyen, parent: tinh-y}\n"
        "- {id: xa-z, name: Xã Z, level: xa, parent: huyen-z}\n"
        "- {id: xa-a, name: Xã A, level: xa, parent: huyen-x}\n"
        "- {id: xa-cu, name: Xã Cũ, level: xa, parent: huyen-x, until: 2019-06-30}\n"
        "- {id: xa-moi, name: Xã Mới, level: xa, parent: huyen-x, from: 2021-01-01}\n"
        "- {id: xa-c, name: Xã C, level: xa, parent: huyen-x}\n",
    )
    data.model("2020/2020-a")
    assert ids(waits(data)["units-without-models"]) == ["xa-c"]


@pytest.mark.parametrize(("unit", "left"), [("xa-a", []), ("xa-c", []), ("xa-d", ["xa-c"])])
def test_a_unit_and_what_became_of_it_are_one(unit: str, left: list[str], data: DataFolder) -> None:
    data.write(
        "units.yaml",
        "- {id: huyen-x, name: Huyện X, level: huyen}\n"
        "- {id: xa-a, name: Xã A, level: xa, parent: huyen-x, until: 2020-06-30, successors: [xa-c]}\n"
        "- {id: xa-b, name: Xã B, level: xa, parent: huyen-x, until: 2020-06-30, successors: [xa-c]}\n"
        "- {id: xa-c, name: Xã C, level: xa, parent: huyen-x, from: 2020-07-01}\n"
        "- {id: xa-d, name: Xã D, level: xa, parent: huyen-x}\n",
    )
    data.model("2020/2020-a", unit=unit)
    data.model("2020/2020-d", unit="xa-d")
    found = waits(data).get("units-without-models")
    assert (ids(found) if found else []) == left


# What check finds


def test_the_findings_are_those_of_check(done: DataFolder) -> None:
    done.model("2020/2020-x", unit="xa-c", title="Tổ x")
    done.evaluation("2020/2020-y.xa", **ALL_DONE)
    severities = [problem["severity"] for problem in done.ask("check", "--format", "json").json["problems"]]
    found = done.json("status")["problems"]
    assert found == {"error": severities.count("error"), "warning": severities.count("warning")}
    assert found["error"] >= 2
    assert "Found by check: errors 2, warnings 0.\n  Open: danvan check\n" in done.ask("status").out


def test_in_a_large_folder_only_the_years_records_are_checked(
    done: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "MOST_FILES_CHECKED", 3)
    done.model("2019/2019-x", unit="xa-d", title="Tổ x", ended_on=2019)
    done.model("2020/2020-x", unit="xa-c", title="Tổ y", ended_on="2020", field="nong-nghiep")
    done.evaluation("2020/2020-y.xa", recognized=True)
    found = done.json("status")
    assert (found["problems"], found["checked"]) == ({"error": 2, "warning": 1}, "year")
    assert "Found in the records of 2020 alone: errors 2, warnings 1.\n" in done.ask("status").out
    assert done.total("registered", "--year", "2019-2020") == 4  # the index is as it was


def test_in_a_large_folder_a_file_of_another_year_is_not_found_wrong(
    done: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "MOST_FILES_CHECKED", 3)
    done.write("models/2019/2019-x.yaml", "title: [\n")
    assert done.ask("status", "--format", "json").json["problems"]["error"] == 0
    done.write("models/2020/2020-x.yaml", "title: [\n")
    assert done.ask("status", "--format", "json").json["problems"]["error"] == 1


def test_a_record_that_cannot_be_read_is_named_and_makes_the_answer_incomplete(done: DataFolder) -> None:
    done.write("models/2020/2020-broken.yaml", "title: [")
    said = done.ask("status", "--format", "json")
    assert (said.code, said.json["complete"], said.json["problems"]["error"]) == (1, False, 1)
    assert "2020-broken.yaml" in said.err


def test_a_broken_record_of_a_year_that_does_not_matter_is_an_error_of_check_alone(done: DataFolder) -> None:
    done.write("models/2010/2010-broken.yaml", "title: [")
    said = done.ask("status", "--format", "json")
    assert (said.code, said.json["complete"], said.json["problems"]["error"]) == (0, True, 1)


def test_without_lists_there_is_no_number(done: DataFolder) -> None:
    done.write("units.yaml", "- {id: [")
    said = done.ask("status")
    assert (said.code, said.out) == (1, "")


# For people


@pytest.fixture
def many(done: DataFolder) -> DataFolder:
    for number in range(17):
        done.model(f"2020/2020-to-{number:02}", title=f"Tổ {number}")
    return done


def test_the_first_few_are_listed_and_the_rest_is_a_command_away(many: DataFolder) -> None:
    out = many.ask("status").out
    assert out.count("· 2020-to-") == 5
    assert "… and 12 more\n  Open: danvan status --year 2020 --only not-surveyed\n  Go on: danvan evaluate" in out
    everything = many.ask("status", "--year", "2020", "--only", "not-surveyed").out
    assert everything.count("· 2020-to-") == 17
    assert "more" not in everything


def test_only_what_is_named_is_shown(many: DataFolder) -> None:
    many.award("2020/2020-khen", status="de-nghi")
    assert list(waits(many)) == ["not-surveyed", "proposals-open"]
    assert list(waits(many, "--only", "proposals-open")) == ["proposals-open"]
    said = many.ask("status", "--only", "proposal")
    assert said.code == 2
    assert "proposals-open" in said.err


def test_another_year_can_be_asked_of(done: DataFolder) -> None:
    assert ids(waits(done, "--year", "2021")["not-carried-over"]) == ["2020-a", "2020-b"]
    said = done.ask("status", "--year", "2020-2021")
    assert (said.code, said.out) == (2, "")


def test_titles_cannot_act_on_the_terminal(done: DataFolder) -> None:
    done.model("2020/2020-x", title="Tổ \x9b31m đỏ")
    assert "\x9b" not in done.ask("status").out


# Where to begin


def test_an_empty_folder_says_what_to_do_first(data: DataFolder) -> None:
    assert "There are no records yet.\nGo on: danvan register\n" in data.ask("status").out
    data.write("units.yaml", "[]\n")
    found = data.json("status")
    assert (found["year"], found["waiting"][0]["commands"]) == (None, ["danvan unit add", "danvan register"])


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "nowhere"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


@pytest.mark.usefixtures("nowhere")
def test_where_there_is_no_folder_init_is_named() -> None:
    said = danvan("status")
    assert (said.code, said.out) == (2, "")
    assert "danvan init" in said.err
    alone = danvan()
    assert (alone.code, alone.err) == (0, "")
    assert "danvan init" in alone.out
    assert "danvan --help" in alone.out


def test_danvan_alone_is_status_and_a_line_on_help(done: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    done.model("2020/2020-x")
    monkeypatch.chdir(done.root)
    alone, status = danvan(), danvan("status")
    assert (alone.code, alone.out) == (0, status.out)
    assert "danvan --help" in alone.err
    done.write("models/2020/2020-broken.yaml", "title: [")
    assert danvan().code == 1


def test_danvan_alone_takes_the_folder_it_is_given(done: DataFolder, nowhere: Path) -> None:
    assert danvan("--data", str(done.root)).out == done.ask("status").out
    assert danvan("--data", str(nowhere / "x")).code == 2


def test_help_lists_the_commands_as_before(done: DataFolder) -> None:
    said = done.ask("--help")
    assert said.code == 0
    assert "tally, tong-hop" in said.out
    assert "status, tinh-hinh" in said.out
