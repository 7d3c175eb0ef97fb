from datetime import date

import pytest
import yaml

from tests.helpers.clerk import Clerk

XA = "evaluations/2020/tu-quan.xa.yaml"
HUYEN = "evaluations/2020/tu-quan.huyen.yaml"


@pytest.fixture(autouse=True)
def _models(clerk: Clerk) -> None:
    clerk.model("2020/tu-quan", title="Tổ tự quản", unit="xa-a")


def test_an_evaluation_is_written_beside_its_model(clerk: Clerk) -> None:
    survey = ("--surveyed-on", "7/12/2020", "--rating", "tot", "--by", "an hoa")
    typed = (*survey, "--results", "hiến đất=1.240; ngay-cong=12,5")

    assert clerk.does("evaluate", "tổ tự quản", "--level", "xa", *typed) == {
        XA: {
            "surveyed_on": date(2020, 12, 7),
            "by": "xa-a",
            "rating": "tot",
            "results": {"hien-dat": 1240, "ngay-cong": 12.5},
        }
    }
    assert clerk.total("rated", "--where", "rating=tot") == 1


def test_without_a_level_it_is_that_of_the_offices_own_unit(clerk: Clerk) -> None:
    assert list(clerk.does("evaluate", "tu-quan", "--rating", "kha")) == [HUYEN]


@pytest.mark.parametrize("named", ["tu-quan.xa", XA])
def test_an_evaluation_that_is_named_is_the_one_that_is_meant(clerk: Clerk, named: str) -> None:
    clerk.evaluation("2020/tu-quan.xa", score=7)

    assert list(clerk.does("evaluate", named, "--rating", "kha")) == [XA]


def test_the_score_is_the_sum_of_the_points_and_the_rating_is_proposed(clerk: Clerk) -> None:
    said = clerk.ask("evaluate", "tu-quan", "--level", "xa", "--scores", "nội dung=5", "--scores", "hieu-qua=3,5")

    assert "--rating tot" in said.err
    assert clerk.files()[XA] == b"scores:\n  noi-dung: 5\n  hieu-qua: 3.5\nscore: 8.5\n"


def test_the_score_of_several_scorers_is_the_mean_of_theirs(clerk: Clerk) -> None:
    scorers = ("--scorers", "Ông A: noi-dung=5; hieu-qua=4", "--scorers", "Bà B: noi-dung=4; hieu-qua=3")
    (stated,) = clerk.does("evaluate", "tu-quan", "--level", "xa", *scorers).values()

    assert stated["score"] == 8
    assert "Mean: 8." in clerk.ask("evaluate", "tu-quan", "--level", "xa", *scorers).err


def test_the_mean_of_new_scorers_is_what_is_written(clerk: Clerk) -> None:
    clerk.evaluation("2020/tu-quan.xa", scores={"noi-dung": 5, "hieu-qua": 2}, score=7, rating="kha")
    scored = ("evaluate", "tu-quan", "--level", "xa", "--scorers", "Ông A: noi-dung=6; hieu-qua=4")
    said = clerk.is_refused(*scored, code=1)
    clerk.ask(*scored, "--anyway")

    assert "Mean: 10." in said
    assert "score of 10 would be rated Tốt" in said
    assert b"score: 10\n" in clerk.files()[XA]


def test_a_score_that_was_stated_otherwise_than_by_its_parts_stays(clerk: Clerk) -> None:
    clerk.evaluation("2020/tu-quan.xa", score=9)
    said = clerk.ask("evaluate", "tu-quan", "--level", "xa", "--scores", "noi-dung=5")

    assert "--score 5" in said.err
    assert yaml.safe_load(clerk.files()[XA]) == {"scores": {"noi-dung": 5}, "score": 9}
    assert "--score" not in clerk.ask("evaluate", "tu-quan", "--level", "xa", "--scores", "hieu-qua=4").err


@pytest.mark.parametrize(
    "typed", [("--scores", "noi-dung=5"), ("--scorers", "A: noi-dung=5; hieu-qua=4", "--scorers", "B: noi-dung=5")]
)
def test_criteria_without_points_are_named_and_the_score_follows_when_they_have_some(
    clerk: Clerk, typed: tuple[str, ...]
) -> None:
    assert "without points yet: Hiệu quả." in clerk.ask("evaluate", "tu-quan", "--level", "xa", *typed).err
    said = clerk.ask("evaluate", "tu-quan", "--level", "xa", "--scores", "noi-dung=5;hieu-qua=4")
    assert b"score: 9\n" in clerk.files()[XA]
    assert "without points" not in said.err


def test_there_is_no_score_as_long_as_a_criterion_has_no_points(clerk: Clerk) -> None:
    clerk.does("evaluate", "tu-quan.xa", "--scorers", "An: noi-dung=5; hieu-qua=4", "--scorers", "Bình: noi-dung=6")
    assert "score" not in yaml.safe_load((clerk.root / XA).read_bytes())
    clerk.does("evaluate", "tu-quan.xa", "--scorers", "Bình: hieu-qua=3")
    assert yaml.safe_load((clerk.root / XA).read_bytes())["score"] == 9


def test_what_is_added_later_takes_nothing_away(clerk: Clerk) -> None:
    clerk.write(XA, "# biên bản\r\nnote: cũ\r\nevidence: [a.jpg]\r\nresults: {hien-dat: 5} # m²\r\n")
    clerk.write("evidence/2020/b.jpg", b"b")
    added = ("--note", "mới", "--evidence", "evidence/2020/b.jpg;a.jpg", "--results", "ngay-cong=3")
    (stated,) = clerk.does("evaluate", "tu-quan", "--level", "xa", *added).values()

    assert stated == {
        "note": "cũ\nmới\n",
        "evidence": ["a.jpg", "evidence/2020/b.jpg"],
        "results": {"hien-dat": 5, "ngay-cong": 3},
    }
    assert clerk.files()[XA].startswith("# biên bản\r\n".encode())
    assert "# m²".encode() in clerk.files()[XA]


def test_the_same_said_again_changes_nothing(clerk: Clerk) -> None:
    clerk.write("evidence/2020/a.jpg", b"a")
    found = ("--rating", "tot", "--note", "một", "--evidence", "evidence/2020/a.jpg")
    typed = ("evaluate", "tu-quan", "--level", "xa", *found)
    clerk.does(*typed)

    assert clerk.does(*typed) == {}


def test_all_that_is_wrong_is_named_at_once(clerk: Clerk) -> None:
    typed = {
        "--level": "bogus",
        "--rating": "xxx",
        "--surveyed-on": "hôm qua",
        "--scores": "a=1",
        "--results": "tien=-5",
    }
    said = clerk.is_refused("evaluate", "không có", *(text for pair in typed.items() for text in pair))

    assert "không có" in said
    for option in typed:
        assert option in said


@pytest.mark.parametrize("typed", [(), ("--rating", "")])
def test_an_evaluation_that_states_nothing_is_not_written(clerk: Clerk, typed: tuple[str, ...]) -> None:
    clerk.is_refused("evaluate", "tu-quan", *typed)


@pytest.mark.parametrize(
    ("typed", "doubt"), [(("--scores", "noi-dung=9"), "at most 6"), (("--rating", "dat"), "retired after 2018")]
)
def test_what_check_would_warn_of_is_said_before(clerk: Clerk, typed: tuple[str, ...], doubt: str) -> None:
    said = clerk.ask("evaluate", "tu-quan", "--level", "xa", *typed)

    assert (said.code, len(clerk.problems())) == (0, 1)
    assert doubt in said.err


def test_a_broken_model_and_a_broken_evaluation_stay_as_they_are(clerk: Clerk) -> None:
    clerk.write("models/2020/hong.yaml", "title: [\n")
    clerk.write(XA, "rating: tot\nrating: kha\n")

    assert "models/2020/hong.yaml:1" in clerk.is_refused("evaluate", "hong", "--rating", "tot", code=1)
    assert f"{XA}:2" in clerk.is_refused("evaluate", "tu-quan", "--level", "xa", "--rating", "tot", code=1)


def test_a_dry_run_leaves_nothing(clerk: Clerk) -> None:
    before = clerk.state()
    said = clerk.ask("evaluate", "tu-quan", "--rating", "tot", "--dry-run")

    assert (said.code, HUYEN in said.out) == (0, True)
    assert clerk.state() == before


def test_an_office_that_has_no_unit_says_the_level(clerk: Clerk) -> None:
    clerk.write("danvan.yaml", "format: 1\n")
    assert "--level" in clerk.is_refused("evaluate", "tu-quan", "--rating", "tot")
