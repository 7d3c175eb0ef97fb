"""Evaluations that contradict themselves: told by check, and never written unasked."""

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.store import objects, repository
from tests.helpers.clerk import OFFICE, UNITS, Clerk
from tests.helpers.laws import cases

DECIDED = {"recognized": True, "decision": "123-QĐ/TU", "decided_on": "2020-12-20"}
HUYEN = "evaluations/2020/to.huyen.yaml"
CHANGED = ("changed-after-decision", HUYEN)


@pytest.fixture(autouse=True)
def _model(clerk: Clerk) -> None:
    clerk.model("2020/to", title="Tổ dân vận")


def codes(clerk: Clerk) -> list[str]:
    return sorted(code for code, _ in clerk.problems())


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"score": 8, "rating": "tot"}, []),
        ({"score": 7.99, "rating": "kha"}, []),
        ({"score": 9, "rating": "kha"}, ["rated-otherwise"]),
        ({"score": 7, "rating": "tot"}, ["rated-otherwise"]),
        ({"score": 6, "rating": "kha"}, ["rated-too-high"]),
        ({"score": 6, "rating": "kem"}, []),
        ({"score": 9, "rating": "kem"}, ["rated-otherwise"]),
        ({"rating": "kha"}, []),
        ({"score": 9}, []),
        ({"surveyed_on": "2020-12-21", **DECIDED}, ["decided-before-survey"]),
        ({"surveyed_on": "2020-12", **DECIDED}, []),
        ({"surveyed_on": "2020-12-20", **DECIDED}, []),
        ({"surveyed_on": "2019-09-30"}, ["surveyed-elsewhen"]),
        ({"surveyed_on": "2019-10-01"}, []),
        ({"surveyed_on": "2019"}, []),
        ({"surveyed_on": "2021-03-31"}, []),
        ({"surveyed_on": "2021-04-01"}, ["surveyed-elsewhen"]),
        ({"surveyed_on": "2021-04"}, ["surveyed-elsewhen"]),
        ({"by": "huyen-x"}, []),
        ({"by": "hoi"}, []),  # a body of the district, listed below it
        ({"by": "xa-a"}, ["evaluator-level"]),
    ],
)
def test_what_contradicts_itself_is_told(clerk: Clerk, stated: dict[str, object], expected: list[str]) -> None:
    clerk.write("danvan.yaml", OFFICE.replace("  rating:\n", "  rating:\n    - {id: kem, label: Kém}\n"))
    clerk.write("units.yaml", f"{UNITS}- {{id: hoi, name: Hội Phụ nữ huyện, level: xa, parent: huyen-x}}\n")
    clerk.evaluation("2020/to.huyen", **stated)

    assert codes(clerk) == expected


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("--score", "9", "--rating", "kha"), "a score of 9 would be rated Tốt"),
        (("--by", "Xã An Hòa, Huyện Xuân Lộc"), "does not evaluate at another level"),
        (("--score", "5", "--rating", "kha"), "begins at 6.5; the score is 5"),
        (("--surveyed-on", "1/4/2021"), "lies outside the time in which models of 2020 are surveyed"),
        (("--surveyed-on", "31/12/2020"), "decided on 2020-12-20, and surveyed only on 2020-12-31"),
    ],
)
def test_it_is_not_written_unasked(clerk: Clerk, typed: tuple[str, ...], said: str) -> None:
    clerk.evaluation("2020/to.huyen", **DECIDED)

    assert said in " ".join(clerk.is_refused("evaluate", "to", *typed, code=1).split())
    assert len(clerk.writes("evaluate", "to", *typed, "--anyway")) == 1


def test_a_threshold_that_was_retired_proposes_nothing_later(clerk: Clerk) -> None:
    clerk.write("danvan.yaml", OFFICE.replace("label: Đạt, until: 2018", "label: Đạt, until: 2018, min: 9"))
    clerk.evaluation("2020/to.huyen", score=9, rating="tot")

    assert codes(clerk) == []
    assert "--rating tot" in clerk.ask("evaluate", "to", "--level", "xa", "--score", "9").err


CHANGES = {
    "rating": (("rating=kha",), "Rating: Tốt → Khá"),
    "removed": (("rating=",), "Rating: Tốt → –"),
    "score": (("score=9",), "Total score: 8 → 9"),
    "results": (("results.hien-dat=7",), "Results: Land given: 5 m² → Land given: 7 m²"),
}


@pytest.mark.parametrize(("assignments", "said"), CHANGES.values(), ids=CHANGES)
def test_what_a_decision_rests_on_is_not_changed_after_it_unasked(
    clerk: Clerk, assignments: tuple[str, ...], said: str
) -> None:
    clerk.evaluation("2020/to.huyen", rating="tot", score=8, results={"hien-dat": 5, "ngay-cong": 3}, **DECIDED)
    clerk.commit("2020-12-21")
    typed = ("set", "to.huyen", *assignments)

    assert f"changed after it: {said}" in " ".join(clerk.is_refused(*typed, code=1).split())
    clerk.writes(*typed, "--anyway")
    assert CHANGED in clerk.problems()
    (message,) = {
        problem["message"] for problem in clerk.ask("check", "--format", "json", "--only", CHANGED[0]).json["problems"]
    }
    assert f"2020-12-20, and changed after it: {said}" in message
    clerk.commit("2021-02-01")
    assert CHANGED in clerk.problems()


def test_what_is_added_and_what_is_not_decided_on_is_free(clerk: Clerk) -> None:
    clerk.evaluation("2020/to.huyen", rating="tot", results={"hien-dat": 5}, **DECIDED)
    clerk.evaluation("2020/to.xa", rating="tot", recognized=True, decision="1")
    clerk.commit("2020-12-21")

    assert len(clerk.does("set", "to.huyen", "score=8", "results.ngay-cong=3", "note=x")) == 1
    assert len(clerk.does("set", "to.xa", "rating=kha")) == 1


def test_before_the_decision_and_on_its_day_everything_may_change(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DANVAN_TODAY", "2020-12-20")
    clerk.evaluation("2020/to.huyen", rating="tot", **DECIDED)

    assert len(clerk.does("set", "to.huyen", "rating=kha")) == 1


def test_it_is_compared_with_what_stood_there_when_the_decision_was_first_recorded(clerk: Clerk) -> None:
    clerk.evaluation("2020/to.huyen", rating="kha")
    clerk.commit("2020-11-01")
    clerk.evaluation("2020/to.huyen", rating="kha", score=7)
    clerk.commit("2020-12-27")
    clerk.evaluation("2020/to.huyen", rating="tot", score=8, **DECIDED)
    clerk.commit("2020-12-28")
    clerk.evaluation("2020/to.huyen", rating="tot", score=8, note="x", **DECIDED)
    clerk.commit("2021-01-15")
    assert codes(clerk) == []
    clerk.evaluation("2020/to.huyen", rating="tot", score=9, **DECIDED)
    assert clerk.problems() == {CHANGED}
    clerk.commit("2021-01-16")
    clerk.evaluation("2020/to.huyen", rating="tot", score=8, **DECIDED)
    assert codes(clerk) == []


def test_without_git_nothing_is_known(clerk: Clerk) -> None:
    clerk.evaluation("2020/to.huyen", rating="tot", **DECIDED)
    clerk.writes("set", "to.huyen", "rating=kha", "--anyway")

    assert codes(clerk) == []


def test_a_folder_within_a_repository_is_found_there(clerk: Clerk) -> None:
    clerk.evaluation("2020/to.huyen", rating="tot", **DECIDED)
    above = clerk.root.parent
    for arguments in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "x")):
        subprocess.run(["git", "-C", str(above), *arguments], check=True, capture_output=True)
    clerk.writes("set", "to.huyen", "rating=kha", "--anyway")

    assert clerk.problems() == {CHANGED}


def test_git_is_asked_as_often_however_many_were_changed(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    command = repository.command

    def counted(*arguments: object) -> list[str]:
        asked.append(str(arguments[1]))
        return command(*arguments)  # type: ignore[arg-type]

    for module in (repository, objects):
        monkeypatch.setattr(module, "command", counted)
    clerk.commit("2020-11-01")
    assert codes(clerk) == []
    assert asked == []
    for number in range(8):
        clerk.model(f"2020/m{number}", title=f"Mô hình {number}")
        clerk.evaluation(f"2020/m{number}.huyen", rating="tot", **DECIDED)
    clerk.commit("2020-12-21")
    for number in range(8):
        clerk.evaluation(f"2020/m{number}.huyen", rating="kha", **DECIDED)

    assert len(clerk.problems()) == 8
    assert asked == ["log", "ls-files", "-c", "cat-file"]  # settings stand before what is asked


_STATED = st.fixed_dictionaries(
    {"decided": st.booleans()},
    optional={"rating": st.sampled_from(["tot", "kha"]), "score": st.sampled_from([7, 8])},
)


@given(versions=st.lists(_STATED, min_size=1, max_size=4))
@cases(8)
def test_whatever_happened_what_differs_from_the_first_decided_version_is_told(
    clerk: Clerk, versions: list[dict[str, object]]
) -> None:
    clerk.write("danvan.yaml", OFFICE.replace(", min: 8", "").replace(", min: 6.5", ""))
    clerk.evaluation("2020/to.huyen", note="mới")
    subprocess.run(["rm", "-rf", str(clerk.root / ".git")], check=True)
    for number, version in enumerate(versions):
        stated = {key: value for key, value in version.items() if key != "decided"}
        clerk.evaluation("2020/to.huyen", note=str(number), **stated, **(DECIDED if version["decided"] else {}))
        clerk.commit(f"2021-01-{number + 1:02}")
    decided = [version for version in versions if version["decided"]]
    last = versions[-1]
    is_changed = last["decided"] and any(
        decided[0].get(key, last.get(key)) != last.get(key) for key in ("rating", "score")
    )

    assert (CHANGED in clerk.problems()) == is_changed
