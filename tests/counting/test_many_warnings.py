"""Warnings that are worth reading: many of a kind are one line, and evidence that is missing is one of them."""

import unicodedata

import pytest

from tests.helpers.data_folder import DataFolder


def lines(data: DataFolder, *typed: str) -> list[str]:
    """Return what check says, line by line, without how it is mended."""
    said = data.ask("check", *typed).out.replace("\n  ", " ")
    return [line.partition("→")[0].strip() for line in said.splitlines()]


def codes(data: DataFolder) -> list[str]:
    return [problem["code"] for problem in data.ask("check", "--format", "json").json["problems"]]


def test_three_are_told_one_by_one_four_as_one_line(data: DataFolder) -> None:
    for number in range(3):
        data.model(f"2020/m{number}", title=f"Số {number}", person="Lê Hòa")
    assert len(lines(data)) == 3

    data.model("2020/m3", title="Số 3", person="Lê Hòa")
    (line,) = lines(data)
    assert "[person-kind] 4 times: It names a person, but its kind is: Collective." in line
    assert line.endswith("danvan check --only person-kind")
    assert len(lines(data, "--only", "person-kind")) == 4
    assert codes(data) == ["person-kind"] * 4


def test_what_differs_in_one_line_is_left_open_and_errors_are_never_put_together(data: DataFolder) -> None:
    for number in range(5):
        data.activity(f"2020/h{number}", title=f"Số {number}", held_on=f"201{number}-05-02", form="la")
    said = lines(data)
    assert sum("[unknown-value]" in line for line in said) == 5
    assert ["5 times: …: … lies far from the campaign year …." in line for line in said].count(True) == 1


@pytest.mark.parametrize("count", [9, 1])
def test_bare_numbers_without_a_decision_are_one_line_a_source(data: DataFolder, count: int) -> None:
    for number, source in enumerate(["A.xlsx › Mô hình › 1", "A.xlsx › Mô hình › 2 · 5f2a9c1d", "Báo cáo", ""]):
        data.model(f"2020/m{number}", title=f"Số {number}", count=count, **({"source": source} if source else {}))
        data.evaluation(f"2020/m{number}.xa", recognized=True)
    said = lines(data)
    assert codes(data) == ["no-decision"] * 4
    assert len(said) == (3 if count > 1 else 1)
    assert data.ask("check").out.count("“A.xlsx”") == (1 if count > 1 else 0)


def test_evidence_that_is_not_there_is_warned_of(data: DataFolder) -> None:
    data.model("2020/cho")
    data.write("evidence/2020/Ảnh.jpg", b"x")
    data.write("evidence/2020/" + unicodedata.normalize("NFD", "Biên bản.pdf"), b"x")
    data.evaluation("2020/cho.xa", evidence=["evidence/2020/Ảnh.jpg", "evidence/2020/Biên bản.pdf"])
    assert codes(data) == []
    data.evaluation("2020/cho.xa", evidence=["evidence\\2020\\Ảnh.jpg"])
    assert codes(data) == []
    data.evaluation("2020/cho.xa", evidence=["evidence/2020/ảnh.jpg", "evidence/2021/Ảnh.jpg", "evidence/2020"])
    assert codes(data) == ["evidence-missing"] * 3
    assert "Nearest: Ảnh.jpg" in " ".join(data.ask("check").out.split())
    for path in ("../x.jpg", "/x.jpg", "C:\\x.jpg", "evidence/2020/../../x.jpg", "evidence//x.jpg"):
        data.evaluation("2020/cho.xa", evidence=[path])
        assert codes(data) == ["evidence-outside"]


def test_evidence_of_an_earlier_state_is_that_of_its_commit(data: DataFolder) -> None:
    data.model("2020/cho")
    data.write("evidence/2020/a.jpg", b"x")
    data.evaluation("2020/cho.xa", evidence=["evidence/2020/a.jpg"])
    data.commit("2021-01-15")
    (data.root / "evidence/2020/a.jpg").unlink()
    asked = ("tally", "registered", "--year", "2020", "--evidence", "--format", "json")
    assert data.ask(*asked).json["evidence"]["warnings"] == 1
    assert data.ask(*asked, "--revision", "HEAD").json["evidence"]["warnings"] == 0


def test_an_import_tells_many_of_a_kind_once(data: DataFolder) -> None:
    rows = "".join(f"Số {number};Xã An Hòa;Tập thể;Lê {name}\n" for number, name in enumerate("ABCDE"))
    data.root.with_name("xa.csv").write_text(f"Tên mô hình;Đơn vị;Loại;Họ và tên\n{rows}", "utf-8")
    said = data.ask("import", str(data.root.with_name("xa.csv")), "--year", "2020", "--dry-run").err
    assert said.count("It names a person") <= 1
