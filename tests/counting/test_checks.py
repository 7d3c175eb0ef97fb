"""Checks between records: what makes each of them speak, and what keeps it silent."""

from tests.helpers.data_folder import DataFolder

_UNITS = """\
- {id: huyen-x, name: Huyện Xuân Lộc, level: huyen}
- {id: xa-a, name: Xã An Hòa, level: xa, parent: huyen-x, from: 2020-03-15, until: 2025-06-30}
"""


def _codes(data: DataFolder) -> list[str]:
    return [problem["code"] for problem in data.ask("check", "--format", "json").json["problems"]]


def test_one_form_for_one_person_and_two_purposes_is_not_rewarding_twice(data: DataFolder) -> None:
    keys = {"form": "giay-khen", "authority": "huyen-x", "recipient": "Lê Hòa", "unit": "xa-a"}
    data.award("2020/a", **keys, purpose="dan-van-kheo", decision="1-QĐ/HU", decided_on="2020-12-20")
    data.award("2020/b", **keys, purpose="ton-giao", decision="1-QĐ/HU", decided_on="2020-12-20")
    assert "rewarded-twice" not in _codes(data)
    data.award("2020/c", **{**keys, "recipient": "LÊ HOÀ"}, purpose="ton-giao", decision="2-QĐ/HU")
    assert _codes(data).count("rewarded-twice") == 1


def test_an_award_recorded_twice_is_told_once(data: DataFolder) -> None:
    keys = {"form": "giay-khen", "authority": "huyen-x", "recipient": "Lê Hòa", "decision": "1-QĐ/HU"}
    data.award("2020/a", **keys, decided_on="2020-12-20")
    data.award("2020/b", **{**keys, "recipient": "LÊ HOÀ"}, decided_on="2020-12-20", count=2)
    assert _codes(data).count("same-thing") == 1
    assert "rewarded-twice" not in _codes(data)


def test_an_award_that_was_revoked_or_only_proposed_is_no_reward(data: DataFolder) -> None:
    keys = {"form": "giay-khen", "authority": "huyen-x", "recipient": "Lê Hòa", "unit": "xa-a"}
    data.award("2020/a", **keys)
    data.award("2020/b", **keys, status="de-nghi", proposal="3-TTr/BDV")
    data.award("2020/c", **keys, status="huy-bo", revoked_on="2020-12-30")
    assert "rewarded-twice" not in _codes(data)


def test_a_date_without_a_day_is_within_a_units_time_if_one_of_its_days_is(data: DataFolder) -> None:
    data.write("units.yaml", _UNITS)
    data.model("2020/a", registered_on="2020-03", unit="xa-a")
    data.model("2025/b", registered_on="2025", unit="xa-a")
    assert "unit-ended" not in _codes(data)
    assert "unit-not-yet" not in _codes(data)


def test_a_record_from_before_a_unit_or_after_it_is_told(data: DataFolder) -> None:
    data.write("units.yaml", _UNITS)
    data.model("2020/a", registered_on="2020-03-14", unit="xa-a")
    data.model("2025/b", registered_on="2025-07-01", unit="xa-a")
    found = data.ask("check", "--format", "json").json["problems"]
    assert [problem["path"] for problem in found if problem["code"].startswith("unit-")] == [
        "models/2020/a.yaml",
        "models/2025/b.yaml",
    ]


def test_parts_of_units_that_lie_in_each_other_are_not_added_up(data: DataFolder) -> None:
    """2 of the district and 2 of its commune are the same 2, however the whole is stated."""
    claims = "- {measure: registered, value: 2}\n" + "".join(
        f"- {{measure: registered, where: {{unit: {unit}}}, value: 2}}\n" for unit in ("huyen-x", "xa-a")
    )
    data.write("figures/2020/nguon.yaml", f"source: Báo\nclaims:\n{claims}")
    assert data.ask("reconcile", "--format", "json").json["conflicts"] == []


def test_a_retired_value_is_no_row_of_zeros_in_later_years(data: DataFolder) -> None:
    data.write(
        "danvan.yaml",
        "format: 1\nvocabulary:\n  field:\n    - {id: cu, label: Cũ, until: 2019}\n    - {id: moi, label: Mới}\n",
    )
    data.model("2019/a", field="cu")
    data.model("2020/b", field="moi")
    rows = {
        year: {
            row["field"] for row in data.json("tally", "registered", "--year", year, "--by", "field", "--zeros")["rows"]
        }
        for year in ("2019", "2020")
    }
    assert rows == {"2019": {"cu", "moi"}, "2020": {"moi"}}


def test_a_retired_value_is_told_in_later_years_alone(data: DataFolder) -> None:
    data.write("danvan.yaml", "format: 1\nvocabulary:\n  field:\n    - {id: cu, label: Cũ, until: 2019}\n")
    data.model("2019/a", field="cu")
    assert "retired-value" not in _codes(data)
    data.model("2020/b", field="cu")
    assert _codes(data).count("retired-value") == 1


def test_people_are_listed_by_given_name_if_asked(data: DataFolder) -> None:
    for number, name in enumerate(("Trần Văn An", "Lê Thị Bình", "Nguyễn Ánh")):
        data.award(f"2020/{number}", recipient=name, unit="xa-a", form="giay-khen")
    listed = [record["title"] for record in data.json("list", "awards", "--by-given-name")["records"]]
    assert listed == ["Trần Văn An", "Nguyễn Ánh", "Lê Thị Bình"]
    assert [record["title"] for record in data.json("list", "awards")["records"]] == [
        "Lê Thị Bình",
        "Nguyễn Ánh",
        "Trần Văn An",
    ]


def test_show_tells_the_whole_lineage(data: DataFolder) -> None:
    data.model("2019/a", title="Tổ một")
    data.model("2020/b", title="Tổ hai", origin="duy-tri", continues="a")
    data.model("2021/c", title="Tổ ba", origin="duy-tri", continues="b")
    assert [(model["id"], model["year"]) for model in data.json("show", "b")["lineage"]] == [
        ("a", 2019),
        ("b", 2020),
        ("c", 2021),
    ]


def test_markup_in_a_title_is_text_in_html(data: DataFolder) -> None:
    data.model("2020/a", title="<script>alert(1)</script> & Tổ")
    out = data.ask("list", "registered", "--format", "html").out
    assert "<script>" not in out
    assert "&lt;script&gt;" in out


def test_a_year_is_told_as_a_year_and_not_as_a_number_of_things(data: DataFolder) -> None:
    data.model("2020/a", from_year=2031)
    said = data.ask("check").out
    assert "2031" in said
    assert "2,031" not in said


def test_a_format_of_the_future_is_told_as_it_stands(data: DataFolder) -> None:
    office = (data.root / "danvan.yaml").read_text("utf-8")
    data.write("danvan.yaml", office.replace("format: 1", "format: 2031"))
    said = data.ask("check")
    assert "2031" in said.out + said.err
    assert "2,031" not in said.out + said.err


def test_nearly_the_same_title_of_another_person_is_another_model(data: DataFolder) -> None:
    for name, title, person in (("a", "Trồng rau sạch", "An"), ("b", "Trồng rau sách", "Bình")):
        data.model(f"2020/{name}", title=title, kind="ca-nhan", person=person)

    assert "near-title" not in data.ask("check", "--format", "json").out


def test_points_that_make_another_score_are_told(data: DataFolder) -> None:
    entries = "".join(f"    - {{id: {name}, label: {name}}}\n" for name in ("noi-dung", "hinh-thuc"))
    data.write("danvan.yaml", f"format: 1\nvocabulary:\n  criterion:\n{entries}")
    data.model("2020/a")
    for level, score in (("xa", 30), ("huyen", 31)):
        data.evaluation(f"2020/a.{level}", score=score, scores={"noi-dung": 10, "hinh-thuc": 20})
    assert _codes(data).count("score-sum") == 1


def test_one_model_that_two_carry_on_is_told(data: DataFolder) -> None:
    data.model("2019/goc", title="Gốc")
    data.model("2020/a", title="Tổ hòa giải", continues="goc")
    assert "continued-twice" not in _codes(data)
    data.model("2020/b", title="Chợ xanh", continues="goc")
    assert _codes(data).count("continued-twice") == 1


def test_a_file_that_is_no_record_is_told(data: DataFolder) -> None:
    assert _codes(data) == []
    data.write("models/2020/Mô hình.txt", "")
    data.write("models/la.yaml", "")
    assert len(_codes(data)) == 2


def test_titles_nearly_the_same_are_found_beside_others_that_begin_or_end_so(data: DataFolder) -> None:
    for number, title in enumerate(("Đường hoa nông thôn", "Đường hoa nông thônn", "Chợ xanh nông thôn")):
        data.model(f"2020/m{number}", title=title)
    assert _codes(data).count("near-title") == 1


def test_a_model_of_a_unit_that_lies_elsewhere_is_told_and_an_award_there_is_not(data: DataFolder) -> None:
    data.write(
        "units.yaml",
        "- {id: tinh-y, name: Tỉnh Yên, level: tinh}\n"
        "- {id: huyen-x, name: Huyện Xuân Lộc, level: huyen, parent: tinh-y, until: 2025-06-30, successors: [xa-loc]}\n"
        "- {id: xa-a, name: Xã An Hòa, level: xa, parent: huyen-x}\n"
        "- {id: xa-loc, name: Xã Xuân Lộc, level: xa, parent: tinh-y, from: 2025-07-01}\n"
        "- {id: huyen-z, name: Huyện Z, level: huyen, parent: tinh-y}\n"
        "- {id: xa-z, name: Xã An Hòa, level: xa, parent: huyen-z}\n",
    )
    for unit in ("tinh-y", "huyen-x", "xa-a", "xa-z"):
        data.model(f"2020/2020-{unit}", unit=unit, title=unit)
    data.model("2025/2025-loc", unit="xa-loc", registered_on="2025-08-01")
    data.award("2020/2020-giay-khen", recipient="Lê Hòa", unit="xa-z", authority="huyen-z")
    found = data.ask("check", "--format", "json").json["problems"]
    assert [(problem["code"], problem["path"]) for problem in found if problem["code"] == "unit-elsewhere"] == [
        ("unit-elsewhere", "models/2020/2020-xa-z.yaml")
    ]
    said = data.ask("register", "--year", "2020", "--unit", "xa-z", "--kind", "tap-the", "--title", "Chợ", "--dry-run")
    assert "neither in the office's own unit nor above it" in said.err
    data.write("danvan.yaml", "format: 1\n")
    assert "unit-elsewhere" not in _codes(data)


def test_a_unit_that_decided_after_it_was_made_may_speak_of_a_survey_before(data: DataFolder) -> None:
    data.write("units.yaml", "- {id: xa-a, name: Xã A, level: xa, from: 2025-07-01}\n")
    data.model("2025/a")
    data.evaluation("2025/a.xa", by="xa-a", surveyed_on="2025-05-10", decided_on="2025-11-20", recognized=True)
    data.evaluation("2025/a.huyen", by="xa-a", surveyed_on="2025-05-10")
    assert _codes(data).count("unit-not-yet") == 1


def test_an_indicator_that_no_list_has_is_told_once(data: DataFolder) -> None:
    data.model("2020/a")
    data.evaluation("2020/a.xa", results={"la": 1})
    data.write("activities/2020/b.yaml", "title: Ra quân\nunit: xa-a\nresults: {la: 2}\n")
    assert _codes(data).count("unknown-value") == 2
