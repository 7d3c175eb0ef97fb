"""What was written is taken back key by key, step by step; what was done since stays, and is never lost."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.gallery import shaped
from tests.helpers.clerk import Clerk
from tests.helpers.data_folder import DataFolder
from tests.helpers.declared_messages import REFUSALS
from tests.helpers.program import CommandResult

_REGISTER = ("register", "--year", "2020", "--unit", "xa-a", "--kind", "tap-the", "--title")
_A = "models/2020/2020-xa-a-cho-xanh.yaml"
_ID = "2020-xa-a-cho-xanh"


@pytest.fixture
def kept(clerk: Clerk) -> Clerk:
    """A clerk whose commands are kept by git."""
    clerk.model("2020/moi", title="Chợ cũ")
    clerk.commit("2021-01-15")
    clerk.git("config", "danvan.commit", "true")
    return clerk


def _do(clerk: Clerk, *typed: str) -> CommandResult:
    said = clerk.ask(*typed)
    assert said.code == 0, said.err
    return said


def _is_refused(clerk: Clerk, code: str, *typed: str) -> str:
    """Fail to undo, by the refusal of a code, and with nothing changed; give what it says."""
    said = clerk.is_refused("undo", *typed, "--yes", code=2 if code == "changes-nothing" else 1)
    assert re.search(shaped(REFUSALS[code].sentence), said)
    return said


def _obey(clerk: Clerk, said: str) -> CommandResult:
    """Do what a refusal prints."""
    return _do(clerk, *said.rpartition("danvan ")[2].split(), "--yes")


def _text(clerk: Clerk, path: str = _A) -> str:
    return (clerk.root / path).read_text(encoding="utf-8")


def _records(clerk: Clerk) -> dict[str, bytes]:
    return {path: data for path, data in clerk.files().items() if path.endswith(".yaml")}


def _edit(clerk: Clerk, path: str, change: Callable[[str], str]) -> None:
    (clerk.root / path).write_text(change(_text(clerk, path)), encoding="utf-8")


def test_undoing_goes_back_step_by_step_and_redoing_forth(kept: Clerk) -> None:
    states = [kept.files()]
    for typed in (
        (*_REGISTER, "Chợ xanh"),
        ("set", _ID, "note=một", "--yes"),
        ("evaluate", _ID, "--level", "xa", "--rating", "tot"),
        ("remove", "moi", "--reason", "nhập nhầm", "--yes"),
    ):
        _do(kept, *typed)
        states.append(kept.files())
    without_git = [{path: data for path, data in state.items() if not path.startswith(".git/")} for state in states]

    def now() -> dict[str, bytes]:
        return {path: data for path, data in kept.files().items() if not path.startswith(".git/")}

    for state in reversed(without_git[:-1]):
        _do(kept, "undo", "--yes")
        assert now() == state
    assert "Nothing that was made here is left" in kept.is_refused("undo", "--yes", code=1)
    for state in without_git[1:3]:
        _do(kept, "redo", "--yes")
        assert now() == state
    _do(kept, "undo", "--yes")
    assert now() == without_git[1]
    _do(kept, "redo", "--yes")
    _do(kept, "set", _ID, "note=hai", "--yes")
    assert "something else was written since" in kept.is_refused("redo", "--yes", code=1)
    assert kept.git("status", "--porcelain", "--", "models", "evaluations", "removed") == ""


def test_what_is_taken_back_is_shown_and_nothing_is_written_with_dry_run(kept: Clerk) -> None:
    _do(kept, *_REGISTER, "Chợ xanh")
    _do(kept, "set", _ID, "note=một", "--yes")
    before = kept.files()
    said = kept.ask("undo", "--dry-run")
    assert (said.code, kept.files()) == (0, before)
    assert said.out.splitlines() == [f"~ {_A}", "  Note: một → –"]
    assert "This is taken back: " in said.err
    assert "Người thử, danvan set (" in said.err


def test_the_commit_says_what_it_takes_back(kept: Clerk) -> None:
    _do(kept, *_REGISTER, "Chợ xanh")
    made = kept.git("rev-parse", "HEAD")
    _do(kept, "undo", "--yes")
    undone = kept.git("rev-parse", "HEAD")
    assert kept.git("log", "-1", "--format=%B") == f"Taken back: {_ID}\n\nDanvan: undo\nDanvan-Undoes: {made}"
    _do(kept, "redo", "--yes")
    assert kept.git("log", "-1", "--format=%B") == f"Done again: {_ID}\n\nDanvan: redo\nDanvan-Undoes: {undone}"


def test_later_changes_of_other_keys_stay_saved_or_not_with_their_comments(kept: Clerk) -> None:
    _do(kept, *_REGISTER, "Chợ xanh")
    _do(kept, "set", _ID, "note=một", "place=Ấp 1", "--yes")
    _do(kept, "set", _ID, "audience=Tiểu thương", "--yes")
    _edit(kept, _A, lambda text: f"# của tôi\n{text}tags: [tay]  # tay\n")
    _do(kept, "undo", kept.git("rev-parse", "HEAD^"), "--yes")
    assert _text(kept) == (
        "# của tôi\ntitle: Chợ xanh\nunit: xa-a\nkind: tap-the\naudience: Tiểu thương\ntags: [tay]  # tay\n"
    )


def test_what_was_changed_by_hand_before_a_command_is_not_taken_back_with_it(kept: Clerk) -> None:
    kept.model("2020/tay", title="Tay")
    _edit(kept, "models/2020/moi.yaml", lambda text: f"{text}note: của tôi\n")
    before = {path: _text(kept, f"models/2020/{path}.yaml") for path in ("tay", "moi")}
    _do(kept, "set", "tay", "moi", "place=Ấp 1", "--yes")
    assert kept.git("log", "-2", "--format=%(trailers:key=Danvan,valueonly)").split() == ["set", "save"]
    _do(kept, "undo", "--yes")
    assert {path: _text(kept, f"models/2020/{path}.yaml") for path in before} == before
    _do(kept, "redo", "--yes")
    assert all("Ấp 1" in _text(kept, f"models/2020/{path}.yaml") for path in before)
    assert "note: của tôi" in _text(kept, "models/2020/moi.yaml")


def test_what_was_saved_is_taken_back_like_what_a_command_wrote(kept: Clerk) -> None:
    _do(kept, "set", "moi", "place=Ấp 1", "--yes")
    _edit(kept, "models/2020/moi.yaml", lambda text: f"{text}note: của tôi\n")
    _do(kept, "save")
    _do(kept, "undo", "--yes")
    assert "note" not in _text(kept, "models/2020/moi.yaml")
    assert "Ấp 1" in _text(kept, "models/2020/moi.yaml")
    _do(kept, "redo", "--yes")
    assert "note: của tôi" in _text(kept, "models/2020/moi.yaml")


def test_where_no_commit_can_be_made_undoing_still_goes_back(kept: Clerk) -> None:
    _do(kept, "set", "moi", "place=Ấp 1", "--yes")
    _do(kept, "set", "moi", "note=một", "--yes")
    kept.git("config", "danvan.commit", "false")
    _do(kept, "undo", "--yes")
    assert "note" not in _text(kept, "models/2020/moi.yaml")
    _do(kept, "undo", "--yes")
    assert "place" not in _text(kept, "models/2020/moi.yaml")


def test_the_same_key_changed_since_is_refused_and_told_by_what(kept: Clerk) -> None:
    _do(kept, *_REGISTER, "Chợ xanh")
    _do(kept, "set", _ID, "note=một", "place=Ấp 1", "--yes")
    first = kept.git("rev-parse", "--short=10", "HEAD")
    _do(kept, "set", _ID, "note=hai", "--yes")
    second = kept.git("rev-parse", "--short=7", "HEAD")
    _do(kept, "set", _ID, "audience=Ai", "--yes")
    said = _is_refused(kept, "changed-since", first)
    assert f"{_A}: Note – " in said
    assert f"Người thử, danvan set ({second})" in said
    _edit(kept, _A, lambda text: text.replace("Ấp 1", "Ấp 2"))
    said = _is_refused(kept, "changed-by-hand", first)
    assert f"{_A}: Place, Note – not saved yet" in said
    (kept.root / ".git/MERGE_HEAD").write_text(kept.git("rev-parse", "HEAD") + "\n")
    assert "danvan save" not in _is_refused(kept, "changed-in-work", first)


def test_a_change_by_hand_before_a_command_is_blamed_and_not_what_took_that_back(kept: Clerk) -> None:
    _do(kept, *_REGISTER, "Chợ xanh")
    registered = _text(kept)
    _edit(kept, _A, lambda text: f"{text}note: tay\n")
    _do(kept, "set", _ID, "place=Ấp 1", "--yes")
    by_hand = kept.git("rev-parse", "--short=7", "HEAD^")
    _do(kept, "undo", "--yes")
    said = _is_refused(kept, "changed-since")
    assert f"{_A}: Note – " in said
    assert f"danvan save ({by_hand})" in said
    assert _obey(kept, said).code == 0
    assert _text(kept) == registered
    _do(kept, "undo", "--yes")
    assert not (kept.root / _A).exists()


def test_a_unit_that_was_changed_by_hand_blames_that_change(kept: Clerk) -> None:
    _do(kept, "unit", "add", "--name", "Ấp Ba", "--level", "xa", "--parent", "xa-a", "--yes")
    _edit(kept, "units.yaml", lambda text: text.replace("name: Ấp Ba", "name: Ấp Bà"))
    _do(kept, "unit", "alias", "ap-ba", "Ấp 3", "--yes")
    by_hand = kept.git("rev-parse", "--short=7", "HEAD^")
    _do(kept, "undo", "--yes")
    said = _is_refused(kept, "changed-since")
    assert "units.yaml: Name – " in said
    assert f"danvan save ({by_hand})" in said
    _obey(kept, said)
    _do(kept, "undo", "--yes")
    assert "ap-ba" not in _text(kept, "units.yaml")


def test_what_a_merge_made_otherwise_is_for_good(kept: Clerk) -> None:
    """No command takes a merge back: the refusal is "changed-for-good"."""
    path = "models/2020/moi.yaml"
    _do(kept, "set", "moi", "note=một", "--yes")
    first = kept.git("rev-parse", "HEAD")
    for branch, text in (("khác", "hai"), ("main", "ba")):
        kept.git("switch", "--quiet", *(["--create"] if branch != "main" else []), branch)
        _do(kept, "set", "moi", f"note={text}", "--yes")
    kept.git("merge", "--quiet", "--no-commit", "--strategy=ours", "khác")
    _edit(kept, path, lambda text: text.replace("ba", "bốn"))
    kept.commit("2021-01-16")
    assert f"danvan edit {path}" in _is_refused(kept, "changed-for-good", first)


def test_what_was_changed_after_an_undo_keeps_it_from_being_done_again(kept: Clerk) -> None:
    _do(kept, "set", "moi", "note=một", "--yes")
    _do(kept, "undo", "--yes")
    _edit(kept, "models/2020/moi.yaml", lambda text: f"{text}note: hai\n")
    said = kept.is_refused("redo", "--yes", code=1)
    assert re.search(shaped(REFUSALS["redo-changed"].sentence), said)
    assert "danvan edit models/2020/moi.yaml" in said


def test_a_record_that_was_changed_since_does_not_go(kept: Clerk) -> None:
    _do(kept, *_REGISTER, "Chợ xanh")
    first = kept.git("rev-parse", "HEAD")
    _do(kept, "set", _ID, "note=hai", "--yes")
    assert f"{_A}: Note – " in _is_refused(kept, "changed-since", first)
    _edit(kept, _A, lambda text: f"{text.replace('hai', 'ba')}\n# ghi chú\n")
    assert "not saved yet" in _is_refused(kept, "changed-by-hand", first)
    (kept.root / _A).unlink()
    _do(kept, "undo", first, "--yes")


def test_a_record_that_is_referred_to_since_does_not_go(kept: Clerk) -> None:
    _do(kept, *_REGISTER, "Chợ xanh")
    first = kept.git("rev-parse", "HEAD")
    kept.evaluation(f"2020/{_ID}.xa", rating="tot")
    kept.award("2021/b", model=_ID)
    said = _is_refused(kept, "referred-since", first)
    assert f"{_A} would go" in said
    assert f"evaluations/2020/{_ID}.xa.yaml; awards/2021/b.yaml" in said


def test_a_unit_or_an_entry_that_is_referred_to_since_does_not_go(kept: Clerk) -> None:
    _do(kept, "unit", "add", "--name", "Ấp Ba", "--level", "xa", "--parent", "xa-a", "--yes")
    unit = kept.git("rev-parse", "HEAD")
    _do(kept, "vocabulary", "add", "field", "Biển đảo", "--yes")
    entry = kept.git("rev-parse", "HEAD")
    kept.model("2021/b", unit="ap-ba", field="bien-dao")
    kept.award("2021/c", unit="ap-ba")
    assert "models/2021/b.yaml; awards/2021/c.yaml" in _is_refused(kept, "referred-since", unit)
    assert "danvan.yaml: bien-dao would go" in _is_refused(kept, "referred-since", entry)
    (kept.root / "models/2021/b.yaml").unlink()
    (kept.root / "awards/2021/c.yaml").unlink()
    _do(kept, "undo", unit, "--yes")
    _do(kept, "undo", entry, "--yes")
    assert kept.git("diff", "--name-only", f"{unit}^") == ""


def test_units_and_entries_go_from_between_later_ones(kept: Clerk) -> None:
    _do(kept, "unit", "add", "--name", "Ấp Ba", "--level", "xa", "--parent", "xa-a", "--yes")
    unit = kept.git("rev-parse", "HEAD")
    _do(kept, "unit", "add", "--name", "Ấp Tư", "--level", "xa", "--parent", "xa-a", "--yes")
    _do(kept, "vocabulary", "add", "field", "Biển đảo", "--yes")
    entry = kept.git("rev-parse", "HEAD")
    _do(kept, "vocabulary", "add", "field", "Ao hồ", "--yes")
    _do(kept, "undo", unit, "--yes")
    _do(kept, "undo", entry, "--yes")
    assert ("ap-ba" in _text(kept, "units.yaml"), "ap-tu" in _text(kept, "units.yaml")) == (False, True)
    assert ("bien-dao" in _text(kept, "danvan.yaml"), "ao-ho" in _text(kept, "danvan.yaml")) == (False, True)


def test_undoing_remove_brings_the_record_back_and_takes_its_copy_away(kept: Clerk) -> None:
    kept.evaluation("2020/moi.xa", rating="tot")
    kept.commit("2021-01-16")
    before = kept.files()
    _do(kept, "remove", "moi.xa", "moi", "--reason", "nhầm", "--yes")
    assert (kept.root / "removed/models/2020/moi.yaml").exists()
    said = _do(kept, "undo", "--yes")
    assert said.out == "Taken back: moi, moi.xa\n"
    after = kept.files()
    assert {path: data for path, data in after.items() if path.split("/")[0] != ".git"} == {
        path: data for path, data in before.items() if path.split("/")[0] != ".git"
    }


def test_a_record_does_not_come_back_beside_the_same_thing(kept: Clerk) -> None:
    _do(kept, "remove", "moi", "--reason", "nhầm", "--yes")
    gone = kept.git("rev-parse", "HEAD")
    _do(kept, *_REGISTER, "Chợ cũ")
    assert "2020-xa-a-cho-cu" in kept.is_refused("undo", gone, "--yes", code=1)


def test_what_comes_back_and_names_what_went_since_is_told(kept: Clerk) -> None:
    kept.award("2020/b", model="moi", unit="xa-b")
    kept.award("2020/c", recipient="C", model="moi")
    kept.commit("2021-01-16")
    _do(kept, "remove", "b", "--reason", "nhầm", "--yes")
    assert "not there any more" not in _do(kept, "undo", "--yes").err
    _do(kept, "remove", "b", "c", "--reason", "nhầm", "--yes")
    both = kept.git("rev-parse", "HEAD")
    (kept.root / "models/2020/moi.yaml").unlink()
    said = _do(kept, "undo", both, "--yes")
    assert "awards/2020/b.yaml names moi, which is not there any more." in said.err
    assert "names xa-b" not in said.err


def test_moving_and_merging_are_taken_back(kept: Clerk) -> None:
    kept.model("2020/hai", title="Hai", note="x")
    kept.evaluation("2020/hai.xa", rating="tot")
    kept.commit("2021-01-16")
    before = {path: data for path, data in kept.files().items() if not path.startswith(".git/")}
    _do(kept, "move", "hai", "--year", "2021", "--yes")
    for command in ("undo", "redo", "undo"):
        assert "not there any more" not in _do(kept, command, "--yes").err
    _do(kept, "merge", "moi", "hai", "--keep", "title", "--yes")
    _do(kept, "undo", "--yes")
    assert {path: data for path, data in kept.files().items() if not path.startswith(".git/")} == before


def test_what_was_changed_since_in_another_year_comes_back_along(kept: Clerk) -> None:
    _do(kept, "move", "moi", "--year", "2021", "--yes")
    _edit(kept, "models/2021/moi.yaml", lambda text: f"{text}place: Ấp 1 # gần chợ\n")
    _do(kept, "undo", "--yes")
    assert _text(kept, "models/2020/moi.yaml").endswith("place: Ấp 1 # gần chợ\n")
    assert not (kept.root / "models/2021/moi.yaml").exists()
    assert kept.git("status", "--porcelain", "--", "models") == ""


def test_an_import_is_undone_whole(kept: Clerk) -> None:
    sheet = kept.root.parent / "a.csv"
    sheet.write_text("Tên mô hình,Đơn vị,Loại\nMột,Xã An Hòa,Tập thể\nHai,Xã An Hòa,Tập thể\n", encoding="utf-8")
    _do(kept, "import", str(sheet), "--year", "2020", "--yes")
    assert len(list((kept.root / "models/2020").iterdir())) == 3
    assert "2020-xa-a-mot, and 1 more that" in kept.ask("undo", "một", "--dry-run").err
    assert "more that" not in _do(kept, "undo", "--yes").err
    assert [path.name for path in (kept.root / "models/2020").iterdir()] == ["moi.yaml"]


def test_what_was_deleted_by_hand_comes_back_alone(kept: Clerk) -> None:
    sheet = kept.root.parent / "a.csv"
    sheet.write_text("Tên mô hình,Đơn vị,Loại\nSân bóng,Xã An Hòa,Tập thể\nHai,Xã An Hòa,Tập thể\n", encoding="utf-8")
    _do(kept, "import", str(sheet), "--year", "2020", "--yes")
    imported, path = _records(kept), "models/2020/2020-xa-a-san-bong.yaml"
    (kept.root / path).unlink()
    said = _do(kept, "undo", "sân bóng", "--yes")
    assert (_records(kept), path in said.err) == (imported, True)
    assert _do(kept, "log", "2020-xa-a-san-bong", "--format", "csv").out.count("removed") == 1  # it went, and is known
    kept.git("rm", "--quiet", path)
    kept.git("commit", "--quiet", "-m", "by a colleague")
    _is_refused(kept, "nothing-of-record", "sân bóng")  # the import of both is not what deleted it


def test_what_was_spoilt_by_hand_comes_back_as_it_was_kept(kept: Clerk) -> None:
    _do(kept, *_REGISTER, "Chợ xanh")
    _do(kept, "set", _ID, "note=một", "--yes")
    before = _records(kept)
    for path in (_A, "danvan.yaml"):
        _edit(kept, path, lambda text: f"{text}location: Ấp 1\n")
        if path == _A:
            _obey(kept, _is_refused(kept, "spoilt-by-hand"))
        else:
            _do(kept, "undo", path, "--yes")
        assert _records(kept) == before
    _do(kept, "undo", "--yes")
    assert "note" not in _text(kept)  # what brought a file back is no step of its own


def test_units_that_come_back_with_their_records_are_known_and_told_by_their_entries(kept: Clerk) -> None:
    sheet = kept.root.parent / "a.csv"
    sheet.write_text("Tên mô hình,Đơn vị,Loại\nMột,Xã Lạ,Tập thể\n", encoding="utf-8")
    _do(kept, "import", str(sheet), "--year", "2020", "--add-units", "--yes")
    assert "Removed: Unit · Xã Lạ · xa-la" in kept.ask("undo", "--dry-run").out
    _do(kept, "undo", "--yes")
    shown = kept.ask("redo", "--dry-run")
    assert "Added: Unit · Xã Lạ · xa-la" in shown.out
    assert "@@" not in shown.out
    assert "Unit: Xã Lạ (xa-la)" in shown.out
    assert "no unit" not in shown.err
    kept.model("2020/hai", field="bien-dao")
    _edit(kept, "danvan.yaml", lambda text: f"{text}  field:\n    - {{id: bien-dao, label: Biển đảo}}\n")
    _do(kept, "save")
    _do(kept, "undo", "--yes")
    assert "bien-dao" not in kept.ask("redo", "--dry-run").err


def test_the_last_change_of_a_record_by_its_id_or_a_part_of_it(kept: Clerk) -> None:
    _do(kept, *_REGISTER, "Chợ xanh")
    _do(kept, "evaluate", _ID, "--level", "xa", "--rating", "tot")
    _do(kept, "set", "moi", "note=một", "--yes")
    _do(kept, "undo", _ID, "--yes")
    assert not (kept.root / f"evaluations/2020/{_ID}.xa.yaml").exists()
    _do(kept, "undo", "Chợ xanh", "--yes")
    assert not (kept.root / _A).exists()
    assert "một" in _text(kept, "models/2020/moi.yaml")
    _do(kept, "undo", "models/2020/moi.yaml", "--yes")
    assert "Of moi, nothing" in _is_refused(kept, "nothing-of-record", "moi")
    assert "There is no" in kept.is_refused("undo", "khong-co", "--yes")


def test_how_a_title_of_several_years_was_understood_is_told_without_an_option_that_undo_lacks(kept: Clerk) -> None:
    for year in ("2020", "2021"):
        _do(kept, "register", "--year", year, "--unit", "xa-a", "--kind", "tap-the", "--title", "Chợ xanh", "--anyway")
    said = _do(kept, "undo", "chợ xanh", "--dry-run").err
    assert "(2021-xa-a-cho-xanh)" in said
    assert "--year" not in said


def test_what_is_gone_or_cannot_be_read_is_named_by_its_title_too(kept: Clerk) -> None:
    _do(kept, *_REGISTER, "Chợ xanh")
    for level in ("tinh", "huyen", "xa"):
        _do(kept, "evaluate", _ID, "--level", level, "--rating", "tot")
    _do(kept, "remove", _ID, *(f"{_ID}.{level}" for level in ("tinh", "huyen", "xa")), "--reason", "nhầm", "--yes")
    assert "removed" in _do(kept, "log", "chợ xanh", "--format", "json").out
    _do(kept, "undo", "chợ xanh", "--yes")
    sound = _text(kept)
    _edit(kept, _A, lambda text: f"{text}]")
    _do(kept, "save", "--anyway")
    assert "Cannot be read" in kept.ask("log", "chợ xanh").out
    _do(kept, "undo", "chợ xanh", "--yes")
    assert _text(kept) == sound
    assert "There is no" in kept.is_refused("undo", "chợ đỏ", "--yes")


def test_a_change_by_hand_only_by_its_revision_and_never_one_that_joins_or_begins(kept: Clerk) -> None:
    first = kept.git("rev-parse", "HEAD")
    kept.model("2020/tay", note="1")
    by_hand = kept.commit("2021-01-16")
    kept.is_refused("undo", "--yes", code=1)
    said = _do(kept, "undo", by_hand, "--yes")
    assert ", by hand (" in said.err
    assert not (kept.root / "models/2020/tay.yaml").exists()
    _is_refused(kept, "not-undoable", first)
    kept.git("switch", "--quiet", "--create", "khác", by_hand)
    kept.git("merge", "--quiet", "--no-ff", "--no-edit", "main")
    _is_refused(kept, "not-undoable", "HEAD")
    assert "There is no" in kept.is_refused("undo", "2021", "--yes")  # a day is no change


def test_a_change_of_other_files_of_the_repository_is_none(tmp_path: Path) -> None:
    outer = DataFolder(tmp_path)
    data = Clerk(tmp_path / "data")
    data.git("init", "--quiet", "..")
    outer.commit("2021-01-15")
    outer.write("khác.txt", "1")
    _is_refused(data, "changes-nothing", outer.commit("2021-01-16"))


def test_what_was_taken_back_by_hand_is_passed_over(kept: Clerk) -> None:
    _do(kept, "set", "moi", "note=một", "--yes")
    _do(kept, *_REGISTER, "Chợ xanh")
    made = kept.git("rev-parse", "HEAD")
    (kept.root / _A).unlink()
    assert _do(kept, "undo", made, "--yes").out == "Nothing to change: it is taken back already.\n"
    _do(kept, "undo", "--yes")
    assert "note" not in _text(kept, "models/2020/moi.yaml")


def test_what_was_made_on_another_branch_is_passed_over(kept: Clerk) -> None:
    _do(kept, "set", "moi", "note=một", "--yes")
    kept.git("switch", "--quiet", "--create", "khác")
    _do(kept, *_REGISTER, "Chợ xanh")
    kept.git("switch", "--quiet", "main")
    _do(kept, "undo", "--yes")
    assert "note" not in _text(kept, "models/2020/moi.yaml")


def test_evidence_that_another_record_names_stays(kept: Clerk) -> None:
    kept.model("2020/b", title="B")
    paper = kept.root.parent / "bien-ban.txt"
    paper.write_text("x")
    _do(kept, "evaluate", "moi", "--level", "xa", "--rating", "tot", "--evidence", str(paper))
    first = kept.git("rev-parse", "HEAD")
    _do(kept, "evaluate", "b", "--level", "xa", "--rating", "tot", "--evidence", str(paper))
    copies = list((kept.root / "evidence/2020").iterdir())
    _do(kept, "undo", first, "--yes")
    assert list((kept.root / "evidence/2020").iterdir()) == copies
    _do(kept, "undo", "--yes")
    assert not (kept.root / "evaluations/2020/b.xa.yaml").exists()


def test_a_claim_goes_and_later_ones_stay(kept: Clerk) -> None:
    figure = ("figure", "--year", "2020", "--source", "Báo cáo")
    _do(kept, *figure, "--measure", "registered", "--value", "1")
    _do(kept, *figure, "--measure", "recognized", "--value", "2")
    second = kept.git("rev-parse", "HEAD")
    _do(kept, *figure, "--measure", "awards", "--value", "3")
    _do(kept, "undo", second, "--yes")
    path = next((kept.root / "figures/2020").iterdir())
    assert path.read_text(encoding="utf-8") == (
        "source: Báo cáo\nclaims:\n  - {measure: registered, value: 1}\n  - {measure: awards, value: 3}\n"
    )


@pytest.mark.parametrize("lists", ["danvan.yaml", "units.yaml"])
def test_while_the_lists_cannot_be_read_only_what_mends_them_is_written(lists: str, kept: Clerk) -> None:
    _do(kept, "set", "moi", "note=một", "--yes")
    _do(kept, "set", "moi", "place=Ấp 1", "--yes")
    _do(kept, "undo", "--yes")
    sound = _text(kept, lists)
    _edit(kept, lists, lambda text: f"{text}]")
    for command in ("undo", "redo"):
        assert "nothing is counted and nothing written" in kept.is_refused(command, "--yes", code=1)
    _do(kept, "save", "--anyway")
    _do(kept, "undo", "--yes")
    assert _text(kept, lists) == sound


def test_without_commits_there_is_nothing_to_take_back(clerk: Clerk) -> None:
    assert "no git repository" in clerk.is_refused("undo", "--yes")
    clerk.git("init", "--quiet")
    assert "Nothing that was made here" in clerk.is_refused("undo", "--yes", code=1)


def test_undoing_a_figure_shows_what_goes_and_what_it_was_before(kept: Clerk) -> None:
    figure = ("figure", "--year", "2020", "--source", "Báo cáo 88", "--measure")
    _do(kept, *figure, "registered", "--value", "600")
    _do(kept, *figure, "recognized", "--value", "31.000.000")
    assert [line.strip() for line in _do(kept, "undo", "--dry-run").out.splitlines()[1:]] == [
        "Claims: 2 → 1",
        "– Measure: Recognized; Value: 31,000,000",
    ]
    _edit(kept, "figures/2020/2020-bao-cao-88.yaml", lambda text: text.replace("600", "500"))
    _do(kept, "save")
    by_hand = kept.git("rev-parse", "HEAD")
    shown = _do(kept, "undo", by_hand, "--dry-run").out
    assert "~ Measure: Registered; Value: 500 → 600" in shown
    assert "31,000,000" not in shown
