"""What was written is taken back key by key, step by step; what was done since stays, and is never lost."""

import re

from tests.gallery import shaped
from tests.helpers.clerk import Clerk
from tests.helpers.data_folder import DataFolder
from tests.helpers.declared_messages import REFUSALS
from tests.recording.kept_work import A_MODEL, MODEL_ID, REGISTER, do, edit, is_refused, kept, obey, records_of, text_of

__all__ = ["kept"]


def test_undoing_goes_back_step_by_step_and_redoing_forth(kept: Clerk) -> None:
    states = [kept.files()]
    for typed in (
        (*REGISTER, "Chợ xanh"),
        ("set", MODEL_ID, "note=một", "--yes"),
        ("evaluate", MODEL_ID, "--level", "xa", "--rating", "tot"),
        ("remove", "moi", "--reason", "nhập nhầm", "--yes"),
    ):
        do(kept, *typed)
        states.append(kept.files())
    without_git = [{path: data for path, data in state.items() if not path.startswith(".git/")} for state in states]

    def now() -> dict[str, bytes]:
        return {path: data for path, data in kept.files().items() if not path.startswith(".git/")}

    for state in reversed(without_git[:-1]):
        do(kept, "undo", "--yes")
        assert now() == state
    assert "Nothing that was made here is left" in kept.is_refused("undo", "--yes", code=1)
    for state in without_git[1:3]:
        do(kept, "redo", "--yes")
        assert now() == state
    do(kept, "undo", "--yes")
    assert now() == without_git[1]
    do(kept, "redo", "--yes")
    do(kept, "set", MODEL_ID, "note=hai", "--yes")
    assert "something else was written since" in kept.is_refused("redo", "--yes", code=1)
    assert kept.git("status", "--porcelain", "--", "models", "evaluations", "removed") == ""


def test_what_is_taken_back_is_shown_and_nothing_is_written_with_dry_run(kept: Clerk) -> None:
    do(kept, *REGISTER, "Chợ xanh")
    do(kept, "set", MODEL_ID, "note=một", "--yes")
    before = kept.files()
    said = kept.ask("undo", "--dry-run")
    assert (said.code, kept.files()) == (0, before)
    assert said.out.splitlines() == [f"~ {A_MODEL}", "  Note: một → –"]
    assert "This is taken back: " in said.err
    assert "Người thử · danvan set · " in said.err


def test_the_commit_says_what_it_takes_back(kept: Clerk) -> None:
    do(kept, *REGISTER, "Chợ xanh")
    made = kept.git("rev-parse", "HEAD")
    do(kept, "undo", "--yes")
    undone = kept.git("rev-parse", "HEAD")
    assert kept.git("log", "-1", "--format=%B") == f"Taken back: {MODEL_ID}\n\nDanvan: undo\nDanvan-Undoes: {made}"
    do(kept, "redo", "--yes")
    assert kept.git("log", "-1", "--format=%B") == f"Done again: {MODEL_ID}\n\nDanvan: redo\nDanvan-Undoes: {undone}"


def test_later_changes_of_other_keys_stay_saved_or_not_with_their_comments(kept: Clerk) -> None:
    do(kept, *REGISTER, "Chợ xanh")
    do(kept, "set", MODEL_ID, "note=một", "place=Ấp 1", "--yes")
    do(kept, "set", MODEL_ID, "audience=Tiểu thương", "--yes")
    edit(kept, A_MODEL, lambda text: f"# của tôi\n{text}tags: [tay]  # tay\n")
    do(kept, "undo", kept.git("rev-parse", "HEAD^"), "--yes")
    assert text_of(kept) == (
        "# của tôi\ntitle: Chợ xanh\nunit: xa-a\nkind: tap-the\naudience: Tiểu thương\ntags: [tay]  # tay\n"
    )


def test_what_was_changed_by_hand_before_a_command_is_not_taken_back_with_it(kept: Clerk) -> None:
    kept.model("2020/tay", title="Tay")
    edit(kept, "models/2020/moi.yaml", lambda text: f"{text}note: của tôi\n")
    before = {path: text_of(kept, f"models/2020/{path}.yaml") for path in ("tay", "moi")}
    do(kept, "set", "tay", "moi", "place=Ấp 1", "--yes")
    assert kept.git("log", "-2", "--format=%(trailers:key=Danvan,valueonly)").split() == ["set", "save"]
    do(kept, "undo", "--yes")
    assert {path: text_of(kept, f"models/2020/{path}.yaml") for path in before} == before
    do(kept, "redo", "--yes")
    assert all("Ấp 1" in text_of(kept, f"models/2020/{path}.yaml") for path in before)
    assert "note: của tôi" in text_of(kept, "models/2020/moi.yaml")


def test_what_was_saved_is_taken_back_like_what_a_command_wrote(kept: Clerk) -> None:
    do(kept, "set", "moi", "place=Ấp 1", "--yes")
    edit(kept, "models/2020/moi.yaml", lambda text: f"{text}note: của tôi\n")
    do(kept, "save")
    do(kept, "undo", "--yes")
    assert "note" not in text_of(kept, "models/2020/moi.yaml")
    assert "Ấp 1" in text_of(kept, "models/2020/moi.yaml")
    do(kept, "redo", "--yes")
    assert "note: của tôi" in text_of(kept, "models/2020/moi.yaml")


def test_where_no_commit_can_be_made_undoing_still_goes_back(kept: Clerk) -> None:
    do(kept, "set", "moi", "place=Ấp 1", "--yes")
    do(kept, "set", "moi", "note=một", "--yes")
    kept.git("config", "danvan.commit", "false")
    do(kept, "undo", "--yes")
    assert "note" not in text_of(kept, "models/2020/moi.yaml")
    do(kept, "undo", "--yes")
    assert "place" not in text_of(kept, "models/2020/moi.yaml")


def test_the_same_key_changed_since_is_refused_and_told_by_what(kept: Clerk) -> None:
    do(kept, *REGISTER, "Chợ xanh")
    do(kept, "set", MODEL_ID, "note=một", "place=Ấp 1", "--yes")
    first = kept.git("rev-parse", "--short=10", "HEAD")
    do(kept, "set", MODEL_ID, "note=hai", "--yes")
    second = kept.git("rev-parse", "--short=12", "HEAD")
    do(kept, "set", MODEL_ID, "audience=Ai", "--yes")
    said = is_refused(kept, "changed-since", first)
    assert f"{A_MODEL}: Note (" in said
    assert f"Người thử · danvan set · {second})" in said
    edit(kept, A_MODEL, lambda text: text.replace("Ấp 1", "Ấp 2"))
    said = is_refused(kept, "changed-by-hand", first)
    assert f"{A_MODEL}: Place, Note (not saved yet)" in said
    (kept.root / ".git/MERGE_HEAD").write_text(kept.git("rev-parse", "HEAD") + "\n")
    assert "danvan save" not in is_refused(kept, "changed-in-work", first)


def test_a_change_by_hand_before_a_command_is_blamed_and_not_what_took_that_back(kept: Clerk) -> None:
    do(kept, *REGISTER, "Chợ xanh")
    registered = text_of(kept)
    edit(kept, A_MODEL, lambda text: f"{text}note: tay\n")
    do(kept, "set", MODEL_ID, "place=Ấp 1", "--yes")
    by_hand = kept.git("rev-parse", "--short=12", "HEAD^")
    do(kept, "undo", "--yes")
    said = is_refused(kept, "changed-since")
    assert f"{A_MODEL}: Note (" in said
    assert f"somebody had changed it by hand) · {by_hand})" in said
    assert obey(kept, said).code == 0
    assert text_of(kept) == registered
    do(kept, "undo", "--yes")
    assert not (kept.root / A_MODEL).exists()


def test_a_unit_that_was_changed_by_hand_blames_that_change(kept: Clerk) -> None:
    do(kept, "unit", "add", "--name", "Ấp Ba", "--level", "xa", "--parent", "xa-a", "--yes")
    edit(kept, "units.yaml", lambda text: text.replace("name: Ấp Ba", "name: Ấp Bà"))
    do(kept, "unit", "alias", "ap-ba", "Ấp 3", "--yes")
    by_hand = kept.git("rev-parse", "--short=12", "HEAD^")
    do(kept, "undo", "--yes")
    said = is_refused(kept, "changed-since")
    assert "units.yaml: Name (" in said
    assert f"somebody had changed it by hand) · {by_hand})" in said
    obey(kept, said)
    do(kept, "undo", "--yes")
    assert "ap-ba" not in text_of(kept, "units.yaml")


def test_what_a_merge_made_otherwise_is_for_good(kept: Clerk) -> None:
    """No command takes a merge back: the refusal is "changed-for-good"."""
    path = "models/2020/moi.yaml"
    do(kept, "set", "moi", "note=một", "--yes")
    first = kept.git("rev-parse", "HEAD")
    for branch, text in (("khác", "hai"), ("main", "ba")):
        kept.git("switch", "--quiet", *(["--create"] if branch != "main" else []), branch)
        do(kept, "set", "moi", f"note={text}", "--yes")
    kept.git("merge", "--quiet", "--no-commit", "--strategy=ours", "khác")
    edit(kept, path, lambda text: text.replace("ba", "bốn"))
    kept.commit("2021-01-16")
    assert f"danvan edit {path}" in is_refused(kept, "changed-for-good", first)


def test_what_was_changed_after_an_undo_keeps_it_from_being_done_again(kept: Clerk) -> None:
    do(kept, "set", "moi", "note=một", "--yes")
    do(kept, "undo", "--yes")
    edit(kept, "models/2020/moi.yaml", lambda text: f"{text}note: hai\n")
    said = kept.is_refused("redo", "--yes", code=1)
    assert re.search(shaped(REFUSALS["redo-changed"].sentence), said)
    assert "danvan edit models/2020/moi.yaml" in said


def test_a_record_that_was_changed_since_does_not_go(kept: Clerk) -> None:
    do(kept, *REGISTER, "Chợ xanh")
    first = kept.git("rev-parse", "HEAD")
    do(kept, "set", MODEL_ID, "note=hai", "--yes")
    assert f"{A_MODEL}: Note (" in is_refused(kept, "changed-since", first)
    edit(kept, A_MODEL, lambda text: f"{text.replace('hai', 'ba')}\n# ghi chú\n")
    assert "not saved yet" in is_refused(kept, "changed-by-hand", first)
    (kept.root / A_MODEL).unlink()
    do(kept, "undo", first, "--yes")


def test_a_record_that_is_referred_to_since_does_not_go(kept: Clerk) -> None:
    do(kept, *REGISTER, "Chợ xanh")
    first = kept.git("rev-parse", "HEAD")
    kept.evaluation(f"2020/{MODEL_ID}.xa", rating="tot")
    kept.award("2021/b", model=MODEL_ID)
    said = is_refused(kept, "referred-since", first)
    assert f"{A_MODEL} would go" in said
    assert f"evaluations/2020/{MODEL_ID}.xa.yaml; awards/2021/b.yaml" in said


def test_a_unit_or_an_entry_that_is_referred_to_since_does_not_go(kept: Clerk) -> None:
    do(kept, "unit", "add", "--name", "Ấp Ba", "--level", "xa", "--parent", "xa-a", "--yes")
    unit = kept.git("rev-parse", "HEAD")
    do(kept, "vocabulary", "add", "field", "Biển đảo", "--yes")
    entry = kept.git("rev-parse", "HEAD")
    kept.model("2021/b", unit="ap-ba", field="bien-dao")
    kept.award("2021/c", unit="ap-ba")
    assert "models/2021/b.yaml; awards/2021/c.yaml" in is_refused(kept, "referred-since", unit)
    assert "danvan.yaml: bien-dao would go" in is_refused(kept, "referred-since", entry)
    (kept.root / "models/2021/b.yaml").unlink()
    (kept.root / "awards/2021/c.yaml").unlink()
    do(kept, "undo", unit, "--yes")
    do(kept, "undo", entry, "--yes")
    assert kept.git("diff", "--name-only", f"{unit}^") == ""


def test_units_and_entries_go_from_between_later_ones(kept: Clerk) -> None:
    do(kept, "unit", "add", "--name", "Ấp Ba", "--level", "xa", "--parent", "xa-a", "--yes")
    unit = kept.git("rev-parse", "HEAD")
    do(kept, "unit", "add", "--name", "Ấp Tư", "--level", "xa", "--parent", "xa-a", "--yes")
    do(kept, "vocabulary", "add", "field", "Biển đảo", "--yes")
    entry = kept.git("rev-parse", "HEAD")
    do(kept, "vocabulary", "add", "field", "Ao hồ", "--yes")
    do(kept, "undo", unit, "--yes")
    do(kept, "undo", entry, "--yes")
    assert ("ap-ba" in text_of(kept, "units.yaml"), "ap-tu" in text_of(kept, "units.yaml")) == (False, True)
    assert ("bien-dao" in text_of(kept, "danvan.yaml"), "ao-ho" in text_of(kept, "danvan.yaml")) == (False, True)


def test_undoing_remove_brings_the_record_back_and_takes_its_copy_away(kept: Clerk) -> None:
    kept.evaluation("2020/moi.xa", rating="tot")
    kept.commit("2021-01-16")
    before = kept.files()
    do(kept, "remove", "moi.xa", "moi", "--reason", "nhầm", "--yes")
    assert (kept.root / "removed/models/2020/moi.yaml").exists()
    said = do(kept, "undo", "--yes")
    assert said.out == "Taken back: moi, moi.xa\n"
    after = kept.files()
    assert {path: data for path, data in after.items() if path.split("/")[0] != ".git"} == {
        path: data for path, data in before.items() if path.split("/")[0] != ".git"
    }


def test_a_record_does_not_come_back_beside_the_same_thing(kept: Clerk) -> None:
    do(kept, "remove", "moi", "--reason", "nhầm", "--yes")
    gone = kept.git("rev-parse", "HEAD")
    do(kept, *REGISTER, "Chợ cũ")
    assert "2020-xa-a-cho-cu" in kept.is_refused("undo", gone, "--yes", code=1)


def test_what_would_come_back_and_names_what_went_since_is_refused(kept: Clerk) -> None:
    kept.award("2020/b", model="moi", unit="xa-b")
    kept.commit("2021-01-16")
    do(kept, "remove", "b", "--reason", "nhầm", "--yes")
    do(kept, "undo", "--yes")
    do(kept, "remove", "b", "--reason", "nhầm", "--yes")
    gone = kept.git("rev-parse", "HEAD")
    do(kept, "remove", "moi", "--reason", "nhầm", "--yes")
    said = kept.is_refused("undo", gone, "--yes", code=1)
    assert re.search(shaped(REFUSALS["names-gone"].sentence), said)
    assert "awards/2020/b.yaml names moi" in said
    do(kept, "undo", "--yes")
    do(kept, "undo", gone, "--yes")
    assert kept.ask("check").code == 0


def test_moving_and_merging_are_taken_back(kept: Clerk) -> None:
    kept.model("2020/hai", title="Hai", note="x")
    kept.evaluation("2020/hai.xa", rating="tot")
    kept.commit("2021-01-16")
    before = {path: data for path, data in kept.files().items() if not path.startswith(".git/")}
    do(kept, "move", "hai", "--year", "2021", "--yes")
    for command in ("undo", "redo", "undo"):
        assert "not there any more" not in do(kept, command, "--yes").err
    do(kept, "merge", "moi", "hai", "--keep", "title", "--yes")
    do(kept, "undo", "--yes")
    assert {path: data for path, data in kept.files().items() if not path.startswith(".git/")} == before


def test_what_was_changed_since_in_another_year_comes_back_along(kept: Clerk) -> None:
    do(kept, "move", "moi", "--year", "2021", "--yes")
    edit(kept, "models/2021/moi.yaml", lambda text: f"{text}place: Ấp 1 # gần chợ\n")
    do(kept, "undo", "--yes")
    assert text_of(kept, "models/2020/moi.yaml").endswith("place: Ấp 1 # gần chợ\n")
    assert not (kept.root / "models/2021/moi.yaml").exists()
    assert kept.git("status", "--porcelain", "--", "models") == ""


def test_an_import_is_undone_whole(kept: Clerk) -> None:
    sheet = kept.root.parent / "a.csv"
    sheet.write_text("Tên mô hình,Đơn vị,Loại\nMột,Xã An Hòa,Tập thể\nHai,Xã An Hòa,Tập thể\n", encoding="utf-8")
    do(kept, "import", str(sheet), "--year", "2020", "--yes")
    assert len(list((kept.root / "models/2020").iterdir())) == 3
    assert "2020-xa-a-mot, and 1 more that" in kept.ask("undo", "một", "--dry-run").err
    assert "more that" not in do(kept, "undo", "--yes").err
    assert [path.name for path in (kept.root / "models/2020").iterdir()] == ["moi.yaml"]


def test_what_was_deleted_by_hand_comes_back_alone(kept: Clerk) -> None:
    sheet = kept.root.parent / "a.csv"
    sheet.write_text("Tên mô hình,Đơn vị,Loại\nSân bóng,Xã An Hòa,Tập thể\nHai,Xã An Hòa,Tập thể\n", encoding="utf-8")
    do(kept, "import", str(sheet), "--year", "2020", "--yes")
    imported, path = records_of(kept), "models/2020/2020-xa-a-san-bong.yaml"
    (kept.root / path).unlink()
    said = do(kept, "undo", "sân bóng", "--yes")
    assert (records_of(kept), path in said.err) == (imported, True)
    assert do(kept, "log", "2020-xa-a-san-bong", "--format", "csv").out.count("removed") == 1  # it went, and is known
    kept.git("rm", "--quiet", path)
    kept.git("commit", "--quiet", "-m", "by a colleague")
    is_refused(kept, "nothing-of-record", "sân bóng")  # the import of both is not what deleted it


def test_units_that_come_back_with_their_records_are_known_and_told_by_their_entries(kept: Clerk) -> None:
    sheet = kept.root.parent / "a.csv"
    sheet.write_text("Tên mô hình,Đơn vị,Loại\nMột,Xã Lạ,Tập thể\n", encoding="utf-8")
    do(kept, "import", str(sheet), "--year", "2020", "--add-units", "--yes")
    assert "Removed: Unit · Xã Lạ · xa-la" in kept.ask("undo", "--dry-run").out
    do(kept, "undo", "--yes")
    shown = kept.ask("redo", "--dry-run")
    assert "Added: Unit · Xã Lạ · xa-la" in shown.out
    assert "@@" not in shown.out
    assert "Unit: Xã Lạ (xa-la)" in shown.out
    assert "no unit" not in shown.err
    kept.model("2020/hai", field="bien-dao")
    edit(kept, "danvan.yaml", lambda text: f"{text}  field:\n    - {{id: bien-dao, label: Biển đảo}}\n")
    do(kept, "save")
    do(kept, "undo", "--yes")
    assert "bien-dao" not in kept.ask("redo", "--dry-run").err


def test_the_first_commit_of_all_is_taken_back_where_a_command_made_it(data: DataFolder) -> None:
    data.git("init", "--quiet", "--initial-branch=main")
    data.git("config", "danvan.commit", "true")
    file = data.root / "models/2020/cho.yaml"
    said = data.ask(
        "register", "--year", "2020", "--unit", "xa-a", "--kind", "tap-the", "--title", "Chợ", "--id", "cho"
    )
    assert (said.code, data.git("rev-list", "--count", "HEAD")) == (0, "1")
    assert (data.ask("undo", "--yes").code, file.exists()) == (0, False)
    assert (data.ask("redo", "--yes").code, file.exists()) == (0, True)


def test_what_lay_there_when_the_history_began_is_not_taken_back(data: DataFolder) -> None:
    data.git("init", "--quiet", "--initial-branch=main")
    assert data.ask("save").code == 0
    assert (data.ask("undo", "--yes").code, data.ask("undo", "HEAD", "--yes").code) == (1, 1)
    assert (data.root / "units.yaml").exists()
