"""Records of a mistyped year are taken to the year where they belong."""

import pytest

from tests.helpers.clerk import Clerk

BY_HAND = "# Lan đã hỏi lại xã\nunit: xa-a   # xã An Hòa\nkind: tap-the\ntitle: 'Chợ xanh'\n"


@pytest.fixture(autouse=True)
def _records(clerk: Clerk) -> None:
    clerk.write("models/2062/2062-cho.yaml", BY_HAND)
    clerk.evaluation("2062/2062-cho.xa", rating="tot", surveyed_on="2024-05-02", evidence=["evidence/2062/anh.jpg"])
    clerk.evaluation("2062/2062-cho.huyen", rating="kha")
    clerk.write("evidence/2062/anh.jpg", b"\xff\xd8")
    clerk.model("2062/2062-duong", title="Đường hoa", unit="xa-b")
    clerk.award("2062/2062-khen", recipient="Lê Hòa", model="2062-cho", unit="xa-a")
    clerk.activity("2062/2062-hoi-nghi", title="Hội nghị")
    clerk.write("figures/2062/2062-cong.yaml", "source: Cổng\nclaims:\n  - {measure: registered, value: 2}\n")


def moved(clerk: Clerk, *typed: str) -> set[tuple[str, str]]:
    """Move by a command; give (from, to) of the files that went, byte by byte."""
    before = clerk.files()
    said = clerk.ask("move", *typed)
    assert said.code == 0, said.err
    after = clerk.files()
    gone, come = before.keys() - after.keys(), after.keys() - before.keys()
    pairs = {(old, new) for old in gone for new in come if old.rpartition("/")[2] == new.rpartition("/")[2]}
    assert len(pairs) == len(gone) == len(come)
    assert all(before[old] == after[new] for old, new in pairs)
    assert all(before[path] == after[path] for path in before.keys() & after.keys())
    return pairs


def test_a_model_goes_with_its_evaluations_and_keeps_its_id_and_every_byte(clerk: Clerk) -> None:
    assert moved(clerk, "Chợ xanh", "--year", "2024") == {
        (f"{folder}/2062/{name}.yaml", f"{folder}/2024/{name}.yaml")
        for folder, name in (
            ("models", "2062-cho"),
            ("evaluations", "2062-cho.xa"),
            ("evaluations", "2062-cho.huyen"),
        )
    }
    assert clerk.total("rated", "--year", "2024") == 1
    assert clerk.total("registered", "--year", "2062") == 1


def test_what_stays_behind_is_said(clerk: Clerk) -> None:
    said = " ".join(clerk.ask("move", "2062-cho", "--year", "2024").err.split())
    assert "awards/2062/2062-khen.yaml names the model models/2062/2062-cho.yaml, and stays where it is" in said
    assert "evidence/2062/anh.jpg" in said


@pytest.mark.parametrize("name", ["2062-khen", "2062-hoi-nghi", "2062-cong", "2062-duong"])
def test_records_of_all_types_are_moved(clerk: Clerk, name: str) -> None:
    ((old, new),) = moved(clerk, name, "--year", "2024", "--anyway")  # the award names a model that stays
    assert (old.split("/")[1], new.split("/")[1]) == ("2062", "2024")


def test_many_are_moved_by_names_by_conditions_and_by_their_year(clerk: Clerk) -> None:
    assert len(moved(clerk, "2062-cho", "2062-khen", "--year", "2024")) == 4
    assert len(moved(clerk, "--where", "unit=xa-b", "--from-year", "2062", "--year", "2024")) == 1
    assert len(moved(clerk, "--tu-nam", "2062", "--year", "2024")) == 2
    assert moved(clerk, "--from-year", "2024", "--year", "2023", "--anyway").__len__() == 7


def test_what_is_moved_already_is_told(clerk: Clerk) -> None:
    moved(clerk, "2062-cho", "--year", "2024")
    assert moved(clerk, "2062-cho", "--year", "2024") == set()


def test_an_evaluation_goes_to_its_models_year_and_nowhere_else(clerk: Clerk) -> None:
    clerk.is_refused("move", "2062-cho.xa", "--year", "2024")
    clerk.evaluation("2023/2062-cho.tinh", rating="tot")
    assert len(moved(clerk, "evaluations/2023/2062-cho.tinh.yaml", "--year", "2062", "--anyway")) == 1


def test_a_model_never_comes_to_continue_one_of_no_earlier_year(clerk: Clerk) -> None:
    clerk.model("2024/truoc", title="Trước", unit="xa-a")
    clerk.model("2062/sau", title="Sau", unit="xa-a", continues="truoc")
    assert "truoc" in clerk.is_refused("move", "sau", "--year", "2024", code=1)
    assert "truoc" in clerk.is_refused("move", "sau", "--year", "2023", code=1)
    assert "sau.yaml" in clerk.is_refused("move", "truoc", "--year", "2062", "--anyway", code=1)
    moved(clerk, "sau", "--year", "2025")
    assert "sau.yaml" in clerk.is_refused("move", "truoc", "--year", "2025", code=1)


def test_two_that_continue_one_another_do_not_meet(clerk: Clerk) -> None:
    clerk.model("2061/truoc", title="Trước", unit="xa-a")
    clerk.model("2062/sau", title="Sau", unit="xa-a", continues="truoc")
    clerk.is_refused("move", "truoc", "sau", "--year", "2024", code=1)


def test_the_same_thing_there_is_refused(clerk: Clerk) -> None:
    clerk.model("2024/2024-cho", title="CHỢ XANH", unit="xa-a")
    assert "models/2024/2024-cho.yaml" in clerk.is_refused("move", "2062-cho", "--year", "2024", "--anyway", code=1)


def test_two_of_one_name_are_not_put_together(clerk: Clerk) -> None:
    clerk.model("2061/kia", title="Chợ xanh", unit="xa-a")
    clerk.is_refused("move", "2062-cho", "kia", "--year", "2024", "--anyway", code=1)


def test_what_may_be_the_same_there_is_asked(clerk: Clerk) -> None:
    clerk.award("2024/khen", recipient="Lê Hòa", unit="xa-a")
    clerk.is_refused("move", "2062-khen", "--year", "2024", code=1)
    assert len(moved(clerk, "2062-khen", "--year", "2024", "--anyway")) == 1


def test_a_file_of_that_name_there_stays(clerk: Clerk) -> None:
    clerk.evaluation("2024/2062-cho.xa", rating="kha")
    assert "evaluations/2024/2062-cho.xa.yaml" in clerk.is_refused("move", "2062-cho", "--year", "2024", code=1)


def test_an_award_of_a_year_before_its_models_is_asked_about(clerk: Clerk) -> None:
    clerk.award("2023/som", recipient="Lê Hòa", model="2062-cho", unit="xa-a")
    assert "awards/2023/som.yaml" in clerk.is_refused("move", "2062-cho", "--year", "2024", code=1)
    assert len(moved(clerk, "2062-cho", "--year", "2024", "--anyway")) == 3
    clerk.is_refused("move", "2062-khen", "--year", "2022", code=1)


def test_what_cannot_be_of_that_year_is_refused_or_asked(clerk: Clerk) -> None:
    clerk.model("2062/nhieu", title="Nhiều", unit="xa-b", from_year=2025, count=9)
    clerk.model("2062/xa-xam", title="Xa xăm", unit="xa-b", registered_on="2062-02-05")
    clerk.is_refused("move", "nhieu", "--year", "2024", code=1)
    clerk.is_refused("move", "xa-xam", "--year", "2024", code=1)
    clerk.is_refused("move", "2062-cho", "--year", "2064", code=1)


def test_what_was_wrong_before_is_not_told_again(clerk: Clerk) -> None:
    clerk.evaluation("2062/2062-duong.xa", recognized=True)
    assert "decision" not in clerk.ask("move", "2062-duong", "--year", "2024").err


def test_what_is_missing_is_named(clerk: Clerk) -> None:
    assert "--year" in clerk.is_refused("move", "2062-cho")
    clerk.is_refused("move", "--year", "2024")
    clerk.is_refused("move", "2062-cho", "--where", "unit=xa-a", "--year", "2024")


def test_a_dry_run_names_the_files(clerk: Clerk) -> None:
    before = clerk.files()
    said = clerk.ask("move", "2062-cho", "--year", "2024", "--dry-run")
    assert said.out.splitlines()[0] == "models/2062/2062-cho.yaml → models/2024/2062-cho.yaml"
    assert len(said.out.splitlines()) == 3
    assert clerk.files() == before


def test_git_sees_files_that_were_renamed(clerk: Clerk) -> None:
    clerk.commit("2026-11-29")
    moved(clerk, "2062-cho", "--year", "2024")
    clerk.git("add", "--all")
    renamed = clerk.git("diff", "--cached", "--name-status", "-M100%", "--", "models", "evaluations").splitlines()
    assert [line.split("\t")[0] for line in renamed] == ["R100"] * 3


def test_figures_of_a_source_that_has_some_there_are_asked_about(clerk: Clerk) -> None:
    clerk.write("figures/2024/cong.yaml", "source: Cổng\nclaims:\n  - {measure: registered, value: 9}\n")
    assert "figures/2024/cong.yaml" in clerk.is_refused("move", "2062-cong", "--year", "2024", code=1)
    assert len(moved(clerk, "2062-cong", "--year", "2024", "--anyway")) == 1


def test_there_and_back_is_as_if_nothing_was(clerk: Clerk) -> None:
    before = clerk.files()
    moved(clerk, "--from-year", "2062", "--year", "2024")
    moved(clerk, "--from-year", "2024", "--year", "2062", "--anyway")
    assert clerk.files() == before


def test_the_history_of_either_year_tells_the_move_as_one(clerk: Clerk) -> None:
    clerk.commit("2024-01-15")
    assert clerk.ask("move", "2062-cho", "--year", "2024").code == 0
    clerk.commit("2024-01-16")
    for year in ("2024", "2062"):
        said = clerk.ask("log", "--year", year, "--number", "1").out.partition("\n\n")[0]
        assert said.count("Moved from 2062 to 2024: ") == 3
        assert not {"Added:", "Removed:"} & set(said.split())
        records = clerk.json("log", "--year", year, "--number", "1")["entries"][0]["records"]
        assert {record["year"] for record in records} == {int(year)}
