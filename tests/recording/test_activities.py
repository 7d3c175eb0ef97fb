"""Activities: typed in, told apart by their day, changed, ended, and found through whoever held them."""

import re
from datetime import date

import pytest

from tests.helpers.clerk import Clerk

DIALOGUE = ("activity", "--year", "2020", "--unit", "xa-a", "--title", "Đối thoại với tiểu thương")
PROGRAMME = ("hoat-dong", "--year", "2020", "--form", "phối hợp", "--title", "Phối hợp với Công an")


def test_it_is_written_with_its_keys_in_the_order_of_the_format(clerk: Clerk) -> None:
    typed = (
        "--participants",
        "1.240",
        "--form",
        "đối thoại",
        "--held-on",
        "12/5/2020",
        "--partners",
        "UBND; Hội Phụ nữ",
    )
    (path, stated), *rest = clerk.does(*DIALOGUE, *typed, "--results", "hien-dat=120").items()
    assert (path, rest) == ("activities/2020/2020-xa-a-doi-thoai-voi-tieu-thuong-0512.yaml", [])
    assert list(stated.items()) == [
        ("title", "Đối thoại với tiểu thương"),
        ("unit", "xa-a"),
        ("form", "doi-thoai"),
        ("held_on", date(2020, 5, 12)),
        ("partners", ["UBND", "Hội Phụ nữ"]),
        ("participants", 1240),
        ("results", {"hien-dat": 120}),
    ]
    assert clerk.total("participants", "--year", "2020") == 1240
    assert clerk.total("activities", "--year", "2020", "--where", "form=doi-thoai") == 1
    assert clerk.total("activity_results", "--year", "2020", "--where", "indicator=hien-dat") == 120


def test_without_a_unit_it_is_the_office_s_own(clerk: Clerk) -> None:
    (stated,) = clerk.does(*PROGRAMME, "--until-year", "2022").values()
    assert (stated["unit"], stated["form"]) == ("huyen-x", "chuong-trinh-phoi-hop")
    assert [clerk.total("running", "--year", year) for year in ("2019", "2020", "2022", "2023")] == [0, 1, 1, 0]


def test_another_day_is_another_activity_and_the_same_day_is_refused(clerk: Clerk) -> None:
    clerk.does(*DIALOGUE, "--held-on", "12/5/2020")
    clerk.does(*DIALOGUE, "--held-on", "12/8/2020")
    assert "-0512.yaml" in clerk.is_refused(*DIALOGUE, "--held-on", "12/5/2020", code=1)
    assert len(clerk.writes(*DIALOGUE, "--held-on", "12/5/2020", "--id", "lan-hai")) == 1
    assert clerk.total("activities", "--year", "2020") == 3


def test_one_without_a_day_may_be_one_that_has_one(clerk: Clerk) -> None:
    clerk.does(*DIALOGUE, "--held-on", "12/5/2020")
    assert "held_on" in clerk.is_refused(*DIALOGUE, code=1) or "Held on" in clerk.is_refused(*DIALOGUE, code=1)
    assert len(clerk.writes(*DIALOGUE, "--anyway")) == 1


def test_what_is_missing_is_named_at_once(clerk: Clerk) -> None:
    said = clerk.is_refused("activity", "--unit", "xa-z", "--held-on", "31/02/2020", code=2)
    assert [key for key in ("--year", "--title", "--unit", "--held-on") if key not in said] == []


def test_nothing_is_written_to_try(clerk: Clerk) -> None:
    said = clerk.ask(*DIALOGUE, "--dry-run")
    assert (said.code, "+ activities/2020/" in said.out) == (0, True)
    assert not (clerk.root / "activities").exists()


def test_a_programme_ends_and_runs_no_longer(clerk: Clerk) -> None:
    clerk.does(*PROGRAMME, "--until-year", "2025")
    (stated,) = clerk.does("end", "phoi-hop", "--on", "30/6/2022", "--reason", "Sáp nhập").values()
    assert (stated["ended_on"], stated["ended_reason"]) == (date(2022, 6, 30), "Sáp nhập")
    assert [clerk.total("running", "--year", year) for year in ("2021", "2022")] == [1, 0]


def test_all_programmes_that_run_end_at_once(clerk: Clerk) -> None:
    clerk.does(*PROGRAMME, "--until-year", "2025")
    clerk.does(*PROGRAMME, "--until-year", "2025", "--unit", "xa-b")
    typed = ("--of", "running", "--where", "unit=huyen-x", "--year", "2022", "--on", "30/6/2022", "--yes")
    assert len(clerk.does("end", *typed)) == 2
    assert clerk.total("running", "--year", "2022") == 0


def test_models_are_ended_by_what_only_rated_ones_have_as_before(clerk: Clerk) -> None:
    clerk.model("2020/cho")
    clerk.evaluation("2020/cho.xa", rating="khong-dat")
    typed = ("--where", "rating=khong-dat", "--year", "2020", "--on", "1/12/2020", "--yes")
    assert list(clerk.does("end", *typed)) == ["models/2020/cho.yaml"]


def test_it_is_corrected_merged_and_removed(clerk: Clerk) -> None:
    clerk.activity("2020/mot", held_on="2020-05-12")
    clerk.activity("2020/hai", held_on="2020-05-12", participants=86)
    assert clerk.ask("merge", "mot", "hai", "--yes").code == 0
    clerk.does("set", "mot", "outcome=Giải đáp 15 ý kiến", "form=đối thoại", "--yes")
    assert clerk.total("participants", "--year", "2020") == 86
    said = clerk.ask("remove", "mot", "--reason", "Nhầm", "--yes")
    assert said.code == 0, said.err
    assert clerk.total("activities", "--year", "2020") == 0


def test_a_model_and_a_unit_show_what_was_held(clerk: Clerk) -> None:
    clerk.model("2020/cho", title="Chợ xanh", unit="xa-a")
    clerk.activity("2020/phat-dong", title="Phát động", held_on="2020-03-01", model="cho")
    clerk.activity("2021/so-ket", title="Sơ kết", unit="xa-b")
    assert "activities/2020/phat-dong.yaml" in clerk.ask("show", "cho").out
    said = clerk.ask("show", "xa-a")
    shown = said.out
    assert said.code == 0, said.err
    assert [text in shown for text in ("units.yaml", "Xã An Hòa", "2020-03-01  Phát động · phat-dong", "so-ket")] == [
        *(True, True, True),
        False,
    ]
    held = clerk.json("show", "xa-b")["held"]
    path = "activities/2021/so-ket.yaml"
    assert held == [{"id": "so-ket", "kind": "activity", "year": 2021, "path": path, "title": "Sơ kết", "day": None}]


def test_it_is_found_by_words_and_listed(clerk: Clerk) -> None:
    clerk.activity("2020/mot", title="Đối thoại với tiểu thương", place="Chợ Lái Hiếu")
    assert [hit["id"] for hit in clerk.json("search", "lai hieu")["hits"]] == ["mot"]
    assert [record["id"] for record in clerk.json("list", "activities", "--year", "2020")["records"]] == ["mot"]


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"held_on": "2019-06-30"}, "outside-year"),
        ({"held_on": "2021-07-01"}, "outside-year"),
        ({"held_on": "2018"}, "outside-year"),
        ({"held_on": "2019-07-01"}, None),
        ({"held_on": "2021-06-30"}, None),
        ({"held_on": "2019"}, None),
        ({"until_year": 2019}, "until-before"),
        ({"until_year": 2020}, None),
        ({"held_on": "2020-05-12", "ended_on": "2020-05-11"}, "date-order"),
        ({"form": "le-hoi"}, "unknown-value"),
        ({"model": "khong-co"}, "unknown-model"),
    ],
)
def test_what_cannot_be_is_found(keys: dict[str, object], code: str | None, clerk: Clerk) -> None:
    clerk.activity("2020/mot", **keys)
    problems = clerk.ask("check", "--format", "json").json["problems"]
    assert [problem["code"] for problem in problems] == ([code] if code else [])


def test_the_same_twice_is_found(clerk: Clerk) -> None:
    for name, day in (("mot", "2020-05-12"), ("hai", "2020-05-12"), ("ba", "2020-06-12"), ("bon", None)):
        clerk.activity(f"2020/{name}", **({"held_on": day} if day else {}))
    problems = clerk.ask("check", "--format", "json").json["problems"]
    assert {(problem["path"][16:-5], problem["code"]) for problem in problems} == {
        ("hai", "may-be-same"),
        ("bon", "may-be-same"),
        ("mot", "same-thing"),
    }


def test_a_model_and_an_activity_of_one_title_have_ids_of_their_own(clerk: Clerk) -> None:
    clerk.does("register", "--year", "2025", "--unit", "xa-a", "--kind", "tap-the", "--title", "Phát động")
    (path,) = clerk.does("activity", "--year", "2025", "--unit", "xa-a", "--title", "Phát động")
    assert path.startswith("activities/2025/2025-xa-a-phat-dong-")


def test_a_long_title_leaves_the_day_in_the_id(clerk: Clerk) -> None:
    title = "Hội nghị đối thoại giữa người đứng đầu cấp ủy, chính quyền với Nhân dân trên địa bàn các ấp"
    typed = ("activity", "--year", "2025", "--unit", "xa-a", "--title", title, "--held-on", "12/5/2025")
    (path,) = clerk.does(*typed)
    assert re.fullmatch(r"activities/2025/2025-xa-a-hoi-nghi-doi-thoai-.*-0512-[0-9a-f]{4}\.yaml", path)


def test_what_is_still_to_be_held_lacks_no_outcome(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANVAN_TODAY", "2023-06-01")
    clerk.write("activities/2023/a.yaml", "title: Ra quân\nunit: xa-a\nheld_on: 2023-05-31\n")
    clerk.write("activities/2023/b.yaml", "title: Tập huấn\nunit: xa-a\nheld_on: 2023-12-31\n")
    waiting = clerk.json("status", "--only", "activities-without-outcome")["waiting"]
    assert [record["id"] for item in waiting for record in item["records"]] == ["a"]


def test_one_typed_without_diacritics_may_be_the_one_that_has_them(clerk: Clerk) -> None:
    clerk.does(*DIALOGUE, "--held-on", "12/5/2020", "--participants", "86")
    plain = ("activity", "--year", "2020", "--unit", "xa-a", "--title", "doi thoai VOI tieu thuong")
    assert "-0512.yaml" in clerk.is_refused(*plain, "--held-on", "12/5/2020", "--participants", "86", code=1)
    assert "-0512.yaml" in clerk.is_refused(*plain, code=1)
    assert clerk.total("participants", "--year", "2020") == 86
    assert len(clerk.writes(*plain, "--held-on", "13/5/2020")) == 1
    assert len(clerk.writes(*plain, "--held-on", "12/5/2020", "--anyway")) == 1


def test_other_diacritics_are_another_activity(clerk: Clerk) -> None:
    clerk.does("activity", "--year", "2020", "--title", "Hội thi má", "--held-on", "12/5/2020")
    assert len(clerk.does("activity", "--year", "2020", "--title", "Hội thi mạ", "--held-on", "12/5/2020")) == 1
