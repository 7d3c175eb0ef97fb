"""What a level recognizes is held against what it rated, and conditions speak of that level."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.clerk import OFFICE, Clerk
from tests.helpers.laws import cases
from tests.helpers.systems import posix_only

BY = ("--decision", "123-QĐ/TU", "--on", "20/12/2020")
AT_LEVEL = ("recognize", "--year", "2020", *BY, "--where")
FAILED = "  rating:\n    - {id: kem, label: Kém}\n    - {id: khong-dat, label: Không đạt}\n"
RATED = "evaluations/2020/{}.huyen.yaml"


@pytest.fixture(autouse=True)
def _models(clerk: Clerk) -> None:
    clerk.write("danvan.yaml", OFFICE.replace("  rating:\n", FAILED))
    for number, title in enumerate(("Hòa giải", "Đường hoa", "Tổ tự quản", "Chợ xanh"), 1):
        clerk.model(f"2020/m{number}", title=title, unit="xa-b")


def codes(clerk: Clerk) -> set[tuple[str, str]]:
    """Return (code, file's name) of all that check finds."""
    return {(code, path.rpartition("/")[2]) for code, path in clerk.problems()}


WAYS = {
    "recognize": ("recognize", "m1", *BY),
    "propose": ("recognize", "m1", "--propose", "--on", "1/12/2020"),
    "set recognized": ("set", "m1.huyen", "recognized=true", "decision=1", "decided_on=2020-12-20"),
}


@pytest.mark.parametrize("typed", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("rating", ["khong-dat", "kem", "dat"])
def test_what_is_not_effective_is_never_recognized_unasked(clerk: Clerk, typed: tuple[str, ...], rating: str) -> None:
    clerk.evaluation("2020/m1.huyen", rating=rating)
    said = clerk.is_refused(*typed, code=1)

    assert "does not count as effective" in said
    assert "--anyway" in said
    clerk.is_refused(*typed, "--yes", code=1)
    clerk.writes(*typed, "--anyway")
    expected = "put-forward-though" if "--propose" in typed else "recognized-though"
    assert (expected, "m1.huyen.yaml") in codes(clerk)
    assert len(clerk.writes("set", "m1.huyen", "note=xem lại")) == 1  # answered once


@pytest.mark.parametrize(
    "typed",
    [
        ("evaluate", "m1", "--rating", "khong-dat"),
        ("set", "m1.huyen", "rating=khong-dat"),
        ("set", "--of", "recognized", "--where", "unit=xa-b", "rating=khong-dat"),
    ],
)
def test_nor_is_what_is_recognized_rated_so(clerk: Clerk, typed: tuple[str, ...]) -> None:
    clerk.does("recognize", "m1", *BY)

    assert "does not count as effective" in clerk.is_refused(*typed, code=1)


@posix_only("the editor is sed")
def test_nor_by_hand(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk.evaluation("2020/m1.huyen", rating="khong-dat")
    monkeypatch.setenv("EDITOR", "sed -i '1i recognized: true'")

    assert "does not count as effective" in clerk.is_refused("edit", "m1.huyen", code=1)
    assert clerk.ask("edit", "m1.huyen", "--anyway").code == 0


def test_nor_by_a_list(clerk: Clerk) -> None:
    list_ = clerk.root.parent / "xep-loai.csv"
    list_.write_text("Tên mô hình,Đơn vị,Xếp loại,Công nhận\nHòa giải,Xã Bình Hoà,Không đạt,có\n", encoding="utf-8")
    imported = ("import", str(list_), "--year", "2020", "--kind", "evaluations")

    assert "does not count as effective" in clerk.is_refused(*imported, code=1)
    clerk.writes(*imported, "--anyway")
    assert ("recognized-though", "m1.huyen.yaml") in codes(clerk)


def test_nor_by_a_merger(clerk: Clerk) -> None:
    clerk.evaluation("2020/m1.huyen", recognized=True, decision="1", decided_on="2020-12-20")
    clerk.evaluation("2020/m2.huyen", rating="khong-dat")
    merging = ("merge", "m1", "m2", "--keep", "title")

    assert "does not count as effective" in clerk.is_refused(*merging, code=1)
    assert clerk.ask(*merging, "--anyway").code == 0


def test_many_with_a_few_bad_ratings_are_one_doubt_that_names_these(clerk: Clerk) -> None:
    for number in range(40):
        clerk.model(f"2020/n{number}", title=f"Mô hình {number}", unit="xa-b")
        clerk.evaluation(f"2020/n{number}.huyen", rating="khong-dat" if number in (3, 7, 31) else "tot")
    said = " ".join(clerk.is_refused("recognize", *(f"n{number}" for number in range(40)), *BY, code=1).split())

    assert said.count("does not count as effective") == 1
    assert "(n3.huyen, n7.huyen, n31.huyen)" in said


def test_an_office_that_says_of_no_rating_that_it_is_effective_is_not_asked(clerk: Clerk) -> None:
    clerk.write("danvan.yaml", OFFICE.replace(", effective: true", ""))
    clerk.evaluation("2020/m1.huyen", rating="kha")

    assert len(clerk.does("recognize", "m1", *BY)) == 1


def test_a_revoked_recognition_is_settled(clerk: Clerk) -> None:
    clerk.evaluation("2020/m1.huyen", rating="khong-dat", recognized=True, decision="1", revoked_on="2021")

    assert codes(clerk) == set()


def test_a_model_without_a_rating_is_told_only_where_that_level_rated_another(clerk: Clerk) -> None:
    clerk.evaluation("2020/m2.xa", rating="tot")
    clerk.model("2019/cu", title="Mô hình cũ", unit="xa-b")
    clerk.evaluation("2019/cu.huyen", rating="tot")
    assert "without a rating" not in clerk.ask("recognize", "m1", *BY).err
    clerk.evaluation("2020/m3.huyen", rating="kha")

    assert ("recognized-unrated", "m1.huyen.yaml") in codes(clerk)
    assert "without a rating" in clerk.ask("recognize", "m4", *BY).err
    assert ("recognized-unrated", "m4.huyen.yaml") in codes(clerk)


def test_another_communes_ratings_say_nothing_of_ones_own(clerk: Clerk) -> None:
    clerk.model("2020/an-hoa", title="Tổ dân vận", unit="xa-a")
    clerk.evaluation("2020/an-hoa.xa", rating="tot")

    assert "without a rating" not in clerk.ask("recognize", "m1", "--level", "xa", *BY).err
    assert codes(clerk) == set()


def test_ratings_of_the_same_list_count_as_well(clerk: Clerk) -> None:
    list_ = clerk.root.parent / "xep-loai.csv"
    rows = "Hòa giải,Xã Bình Hoà,Tốt,có,1,20/12/2020\nĐường hoa,Xã Bình Hoà,,có,1,20/12/2020\n"
    heading = "Tên mô hình,Đơn vị,Xếp loại,Công nhận,Số quyết định,Ngày quyết định\n"
    list_.write_text(heading + rows, encoding="utf-8")
    said = clerk.ask("import", str(list_), "--year", "2020", "--kind", "evaluations")

    assert "without a rating" in said.err
    assert codes(clerk) == {("recognized-unrated", "m2.huyen.yaml")}


def test_conditions_speak_of_the_level_that_is_written_at(clerk: Clerk) -> None:
    clerk.evaluation("2020/m1.huyen", rating="tot")
    clerk.evaluation("2020/m2.xa", rating="tot")
    clerk.evaluation("2020/m3.xa", rating="tot")
    clerk.evaluation("2020/m3.huyen", rating="kha")
    said = clerk.ask(*AT_LEVEL, "rating=tot", "--dry-run").err

    assert "Chosen (1): rated at the level Cấp huyện" in said
    assert "Left out (2): rated so at other levels only (Cấp xã)" in said
    assert "--where level=xa" in said
    assert [*clerk.does(*AT_LEVEL, "rating=tot")] == [RATED.format("m1")]


def test_a_condition_may_name_another_level(clerk: Clerk) -> None:
    clerk.evaluation("2020/m1.huyen", rating="kha")
    clerk.evaluation("2020/m2.xa", rating="tot")
    chosen = clerk.ask(*AT_LEVEL, "rating=tot", "--where", "level=xa", "--dry-run")

    assert RATED.format("m2") in chosen.out
    assert "Chosen" not in chosen.err


def test_what_no_evaluation_is_asked_for_needs_no_level(clerk: Clerk) -> None:
    clerk.evaluation("2020/m1.xa", rating="tot")
    said = clerk.ask(*AT_LEVEL, "unit=xa-b", "--dry-run")

    assert said.out.count("evaluations/2020/") == 4
    assert "Chosen" not in said.err


@pytest.mark.parametrize(("measure", "expected"), [("surveyed", ["m1"]), ("nominated", ["m2"]), ("rated", [])])
def test_other_measures_of_evaluations_speak_of_the_level_too(clerk: Clerk, measure: str, expected: list[str]) -> None:
    clerk.evaluation("2020/m1.huyen", surveyed_on="2020-10-01")
    clerk.evaluation("2020/m2.huyen", proposed_on="2020-10-01")
    clerk.evaluation("2020/m3.xa", surveyed_on="2020-10-01", proposed_on="2020-10-01", rating="tot")
    said = clerk.ask("recognize", "--of", measure, "--where", "unit=huyen-x", "--year", "2020", *BY)

    assert [path.split("/")[2].split(".")[0] for path in clerk.files() if b"123-Q" in clerk.files()[path]] == expected
    assert "Left out (1)" in said.err


def test_a_refusal_at_a_level_leaves_the_proposals_of_others(clerk: Clerk) -> None:
    for level in ("huyen", "xa"):
        clerk.evaluation(f"2020/m1.{level}", proposed_on="2020-10-01")
    refusing = ("refuse", "--of", "nominated", "--where", "unit=xa-b", "--year", "2020", "--level", "xa")

    assert [*clerk.does(*refusing)] == ["evaluations/2020/m1.xa.yaml"]
    assert "--level" in clerk.is_refused("refuse", "m1.huyen", "--level", "xa")


def test_a_revocation_at_a_level_leaves_the_recognitions_of_others(clerk: Clerk) -> None:
    for level in ("huyen", "xa"):
        clerk.does("recognize", "m1", "--level", level, *BY)
    revoking = ("revoke", "--of", "recognized", "--where", "unit=xa-b", "--year", "2020", "--level", "xa")

    assert [*clerk.does(*revoking, "--on", "1/2/2021")] == ["evaluations/2020/m1.xa.yaml"]
    assert "--level" in clerk.is_refused("revoke", "m1.huyen", "--level", "xa", "--on", "1/2/2021")


_FOUND = st.dictionaries(
    st.tuples(st.sampled_from(["m1", "m2", "m3", "m4"]), st.sampled_from(["huyen", "xa"])),
    st.sampled_from(["tot", "kha"]),
)


@given(found=_FOUND, level=st.sampled_from(["huyen", "xa"]), rating=st.sampled_from(["tot", "kha"]))
@cases(12)
def test_whatever_was_rated_those_are_chosen_whom_the_level_rated_so(
    clerk: Clerk, found: dict[tuple[str, str], str], level: str, rating: str
) -> None:
    for file in (clerk.root / "evaluations").rglob("*.yaml"):
        file.unlink()
    for (model, at), rated in found.items():
        clerk.evaluation(f"2020/{model}.{at}", rating=rated)
    said = clerk.ask(*AT_LEVEL, f"rating={rating}", "--level", level, "--dry-run")
    rated_so = {model for (model, at), rated in found.items() if (at, rated) == (level, rating)}
    elsewhere = {model for (model, _), rated in found.items() if rated == rating} - rated_so

    assert set(_models_in(said.out)) == rated_so
    assert f"Chosen ({len(rated_so)})" in said.err
    assert (f"Left out ({len(elsewhere)})" in said.err) == bool(elsewhere)


def _models_in(out: str) -> Iterator[str]:
    yield from (line.split("/")[2].split(".")[0] for line in out.splitlines() if line.lstrip()[:1] in ("~", "+"))
