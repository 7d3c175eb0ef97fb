"""Which change is taken back: the one that is named, and only what danvan made here or is named by its revision."""

import re
from pathlib import Path

import pytest

from tests.helpers.clerk import Clerk
from tests.helpers.data_folder import DataFolder
from tests.helpers.systems import require_git
from tests.recording.kept_work import A_MODEL, MODEL_ID, REGISTER, do, edit, is_refused, kept, text_of

__all__ = ["kept"]


def test_the_last_change_of_a_record_by_its_id_or_a_part_of_it(kept: Clerk) -> None:
    do(kept, *REGISTER, "Chợ xanh")
    do(kept, "evaluate", MODEL_ID, "--level", "xa", "--rating", "tot")
    do(kept, "set", "moi", "note=một", "--yes")
    do(kept, "undo", MODEL_ID, "--yes")
    assert not (kept.root / f"evaluations/2020/{MODEL_ID}.xa.yaml").exists()
    do(kept, "undo", "Chợ xanh", "--yes")
    assert not (kept.root / A_MODEL).exists()
    assert "một" in text_of(kept, "models/2020/moi.yaml")
    do(kept, "undo", "models/2020/moi.yaml", "--yes")
    assert "Of moi, nothing" in is_refused(kept, "nothing-of-record", "moi")
    assert "There is no" in kept.is_refused("undo", "khong-co", "--yes")


def test_how_a_title_of_several_years_was_understood_is_told_without_an_option_that_undo_lacks(kept: Clerk) -> None:
    for year in ("2020", "2021"):
        do(kept, "register", "--year", year, "--unit", "xa-a", "--kind", "tap-the", "--title", "Chợ xanh", "--anyway")
    said = do(kept, "undo", "chợ xanh", "--dry-run").err
    assert "(2021-xa-a-cho-xanh)" in said
    assert "--year" not in said


def test_what_is_gone_or_cannot_be_read_is_named_by_its_title_too(kept: Clerk) -> None:
    do(kept, *REGISTER, "Chợ xanh")
    for level in ("tinh", "huyen", "xa"):
        do(kept, "evaluate", MODEL_ID, "--level", level, "--rating", "tot")
    do(
        kept,
        "remove",
        MODEL_ID,
        *(f"{MODEL_ID}.{level}" for level in ("tinh", "huyen", "xa")),
        "--reason",
        "nhầm",
        "--yes",
    )
    assert "removed" in do(kept, "log", "chợ xanh", "--format", "json").out
    do(kept, "undo", "chợ xanh", "--yes")
    sound = text_of(kept)
    edit(kept, A_MODEL, lambda text: f"{text}]")
    do(kept, "save", "--anyway")
    assert "Cannot be read" in kept.ask("log", "chợ xanh").out
    do(kept, "undo", "chợ xanh", "--yes")
    assert text_of(kept) == sound
    assert "There is no" in kept.is_refused("undo", "chợ đỏ", "--yes")


def test_a_change_by_hand_only_by_its_revision_and_never_one_that_joins_or_begins(kept: Clerk) -> None:
    first = kept.git("rev-parse", "HEAD")
    kept.model("2020/tay", note="1")
    by_hand = kept.commit("2021-01-16")
    kept.is_refused("undo", "--yes", code=1)
    said = do(kept, "undo", by_hand, "--yes")
    assert " · by hand · " in said.err
    assert not (kept.root / "models/2020/tay.yaml").exists()
    is_refused(kept, "not-undoable", first)
    kept.git("switch", "--quiet", "--create", "khác", by_hand)
    kept.git("merge", "--quiet", "--no-ff", "--no-edit", "main")
    is_refused(kept, "not-undoable", "HEAD")
    assert "There is no" in kept.is_refused("undo", "2021", "--yes")  # a day is no change


def test_what_was_deleted_by_hand_is_meant_by_its_title_also_beside_others_that_are_there(kept: Clerk) -> None:
    do(kept, *REGISTER, "Chợ xanh")
    do(kept, *REGISTER, "Chợ xanh mới")
    (kept.root / A_MODEL).unlink()
    for command in ("log", "undo"):
        said = kept.is_refused(command, "chợ", *(["--yes"] if command == "undo" else []))
        assert f"{MODEL_ID} (2020, deleted" in said.replace("\n  ", " ")
        assert "moi" in said
    assert MODEL_ID in do(kept, "log", "chợ xanh", "--format", "json").out
    do(kept, "undo", "chợ xanh", "--yes")
    assert (kept.root / A_MODEL).exists()
    assert (kept.root / "models/2020/2020-xa-a-cho-xanh-moi.yaml").exists()


def test_what_is_gone_for_good_is_not_offered_beside_what_is_there(kept: Clerk) -> None:
    do(kept, *REGISTER, "Chợ xanh")
    (kept.root / A_MODEL).unlink()
    do(kept, "save")
    do(kept, *REGISTER, "Chợ xanh mới")
    assert f"{MODEL_ID}-moi" in do(kept, "log", "xanh", "--format", "json").out
    assert f'"{MODEL_ID}"' in do(kept, "log", "chợ xanh", "--format", "json").out


def test_a_change_of_other_files_of_the_repository_is_none(tmp_path: Path) -> None:
    outer = DataFolder(tmp_path)
    data = Clerk(tmp_path / "data")
    data.git("init", "--quiet", "..")
    outer.commit("2021-01-15")
    outer.write("khác.txt", "1")
    is_refused(data, "changes-nothing", outer.commit("2021-01-16"))


def test_what_was_taken_back_by_hand_is_passed_over(kept: Clerk) -> None:
    do(kept, "set", "moi", "note=một", "--yes")
    do(kept, *REGISTER, "Chợ xanh")
    made = kept.git("rev-parse", "HEAD")
    (kept.root / A_MODEL).unlink()
    assert do(kept, "undo", made, "--yes").out == "Nothing to change: it is taken back already.\n"
    do(kept, "undo", "--yes")
    assert "note" not in text_of(kept, "models/2020/moi.yaml")


def test_what_was_made_on_another_branch_is_passed_over(kept: Clerk) -> None:
    do(kept, "set", "moi", "note=một", "--yes")
    kept.git("switch", "--quiet", "--create", "khác")
    do(kept, *REGISTER, "Chợ xanh")
    kept.git("switch", "--quiet", "main")
    do(kept, "undo", "--yes")
    assert "note" not in text_of(kept, "models/2020/moi.yaml")


def test_evidence_that_another_record_names_stays(kept: Clerk) -> None:
    kept.model("2020/b", title="B")
    paper = kept.root.parent / "bien-ban.txt"
    paper.write_text("x")
    do(kept, "evaluate", "moi", "--level", "xa", "--rating", "tot", "--evidence", str(paper))
    first = kept.git("rev-parse", "HEAD")
    do(kept, "evaluate", "b", "--level", "xa", "--rating", "tot", "--evidence", str(paper))
    copies = list((kept.root / "evidence/2020").iterdir())
    do(kept, "undo", first, "--yes")
    assert list((kept.root / "evidence/2020").iterdir()) == copies
    do(kept, "undo", "--yes")
    assert not (kept.root / "evaluations/2020/b.xa.yaml").exists()


def test_a_claim_goes_and_later_ones_stay(kept: Clerk) -> None:
    figure = ("figure", "--year", "2020", "--source", "Báo cáo")
    do(kept, *figure, "--measure", "registered", "--value", "1")
    do(kept, *figure, "--measure", "recognized", "--value", "2")
    second = kept.git("rev-parse", "HEAD")
    do(kept, *figure, "--measure", "awards", "--value", "3")
    do(kept, "undo", second, "--yes")
    path = next((kept.root / "figures/2020").iterdir())
    assert path.read_text(encoding="utf-8") == (
        "source: Báo cáo\nclaims:\n  - {measure: registered, value: 1}\n  - {measure: awards, value: 3}\n"
    )


@pytest.mark.parametrize("lists", ["danvan.yaml", "units.yaml"])
def test_while_the_lists_cannot_be_read_only_what_mends_them_is_written(lists: str, kept: Clerk) -> None:
    do(kept, "set", "moi", "note=một", "--yes")
    do(kept, "set", "moi", "place=Ấp 1", "--yes")
    do(kept, "undo", "--yes")
    sound = text_of(kept, lists)
    edit(kept, lists, lambda text: f"{text}]")
    for command in ("undo", "redo"):
        assert "nothing is counted and nothing written" in kept.is_refused(command, "--yes", code=1)
    do(kept, "save", "--anyway")
    do(kept, "undo", "--yes")
    assert text_of(kept, lists) == sound


def test_without_commits_there_is_nothing_to_take_back(clerk: Clerk) -> None:
    require_git()
    assert "no git repository" in clerk.is_refused("undo", "--yes")
    clerk.git("init", "--quiet")
    assert "Nothing that was made here" in clerk.is_refused("undo", "--yes", code=1)


def test_undoing_a_figure_shows_what_goes_and_what_it_was_before(kept: Clerk) -> None:
    figure = ("figure", "--year", "2020", "--source", "Báo cáo 88", "--measure")
    do(kept, *figure, "registered", "--value", "600")
    do(kept, *figure, "recognized", "--value", "31.000.000")
    assert [line.strip() for line in do(kept, "undo", "--dry-run").out.splitlines()[1:]] == [
        "Claims: 2 → 1",
        "– Measure: Recognized; Value: 31,000,000",
    ]
    edit(kept, "figures/2020/2020-bao-cao-88.yaml", lambda text: text.replace("600", "500"))
    do(kept, "save")
    by_hand = kept.git("rev-parse", "HEAD")
    shown = do(kept, "undo", by_hand, "--dry-run").out
    assert "~ Measure: Registered; Value: 500 → 600" in shown
    assert "31,000,000" not in shown


def test_evidence_that_git_does_not_keep_stays_unkept_when_its_evaluation_goes(kept: Clerk) -> None:
    paper = kept.root.parent / "ảnh.jpg"
    paper.write_bytes(b"x" * 1_100_000)
    do(kept, "evaluate", "moi", "--level", "xa", "--rating", "tot", "--evidence", str(paper))
    first = kept.git("rev-parse", "HEAD")
    paper.write_bytes(b"y" * 1_100_000)
    do(kept, "evaluate", "moi", "--level", "tinh", "--rating", "tot", "--evidence", str(paper))
    for typed in (("undo", first), ("undo",)):
        do(kept, *typed, "--yes")
        assert kept.git("status", "--porcelain", "evidence") == ""
    assert not list((kept.root / "evaluations/2020").iterdir())
    do(kept, "redo", "--yes")
    assert kept.ask("check").code == 0


def test_what_was_typed_into_a_file_that_could_not_be_read_is_named_and_shown(kept: Clerk) -> None:
    do(kept, *REGISTER, "Chợ xanh")
    edit(kept, A_MODEL, lambda text: f"{text}gõ dở dang\n")
    said = do(kept, "undo", MODEL_ID, "--yes")
    revision = kept.git("rev-parse", "HEAD^")[:12]
    assert f"kept in the history as {revision}. To see it: danvan show {MODEL_ID} --at {revision}\n" in said.err
    shown = kept.ask("show", MODEL_ID, "--at", revision)
    assert (shown.code, "  | gõ dở dang\n" in shown.out) == (1, True)
    told = kept.ask("log", "-n", "1").out
    assert f"Readable again: Model · Chợ xanh · {MODEL_ID}\n" in told
    assert "Cannot be read" not in told
    assert kept.ask("log", "-n", "1", "--format", "json").json["entries"][0]["records"][0]["what"] == "unreadable"
    assert "found in the folder" in kept.ask("log", "-n", "2").out


def test_what_was_done_again_is_told_as_the_change_that_it_is(kept: Clerk) -> None:
    do(kept, *REGISTER, "Chợ xanh")
    change = kept.git("rev-parse", "HEAD")
    for command in ("undo", "redo", "undo", "redo"):
        do(kept, command, "--yes")
    told = [line for line in do(kept, "log", "-n", "4").out.splitlines() if line.startswith("20")]
    said = [re.sub(" · [0-9a-f]{12}$", "", line).rpartition(" · ")[2] for line in told]
    assert said == [f"does {change[:12]} again", f"takes back {change[:12]}"] * 2


def test_of_many_files_that_are_taken_back_the_named_one_and_a_few_are_shown(kept: Clerk, tmp_path: Path) -> None:
    sheet = tmp_path / "ds.csv"
    rows = [f"Mô hình {number},Xã An Hòa,Tập thể" for number in range(30)]
    sheet.write_text("\n".join(["Tên mô hình,Đơn vị,Loại", *rows]), encoding="utf-8")
    do(kept, "import", str(sheet), "--year", "2020", "--yes", "--anyway")
    whole = do(kept, "undo", "Mô hình 29", "--dry-run").out
    assert whole.count("- models/2020/") == 30
    said = do(kept, "undo", "Mô hình 29", "--yes").err
    assert said.count("- models/2020/") == 10
    assert "- models/2020/2020-xa-a-mo-hinh-29.yaml\n" in said
    assert "… and 20 more files; all of them: --dry-run\n" in said
    assert "and 29 more that were written together with it" in said
    assert do(kept, "redo", "--yes").err.count("+ models/2020/") == 10
