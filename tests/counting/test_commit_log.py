"""`danvan log`: what happened to records, out of what changed, through the real command."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from danvan_cli.counting import commit_log
from danvan_cli.counting.commit_log import CommitLog, LogQuery
from danvan_cli.store import objects
from danvan_cli.store.source import HistoryPlace
from tests.helpers.data_folder import DataFolder


def _place(data: DataFolder) -> HistoryPlace:
    return HistoryPlace(data.root, Path(os.environ["DANVAN_CACHE"]))


def _keep(data: DataFolder, day: str, by: str, command: str = "", undoes: str = "") -> str:
    if not (data.root / ".git").exists():
        data.git("init", "--quiet", "--initial-branch=main")
    trailers = f"Danvan: {command}\n" * bool(command) + f"Danvan-Undoes: {undoes}\n" * bool(undoes)
    data.git("add", "--all")
    data.git("-c", f"user.name={by}", "-c", "user.email=x@y", "commit", "--quiet", "-m", f"Ghi.\n\n{trailers}", day=day)
    return data.git("rev-parse", "HEAD")


@pytest.fixture(name="data")
def of_a_year(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    """Registered by An, evaluated by Bình, corrected by hand, removed by An, and another record beside."""
    for name in ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"):
        monkeypatch.delenv(name, raising=False)
    data.write(
        "danvan.yaml",
        f"{(data.root / 'danvan.yaml').read_text('utf-8')}vocabulary:\n  criterion: [{{id: a, label: A}}]\n",
    )
    data.model("2020/2020-cho", title="Chợ xanh")
    _keep(data, "2020-03-01", "Nguyễn Văn An", "register")
    data.evaluation("2020/2020-cho.xa", rating="kha", scores={"a": 8.5})
    _keep(data, "2020-10-01", "Trần Bình", "evaluate")
    data.evaluation("2020/2020-cho.xa", rating="tot", scores={"a": 9})
    data.model("2021/2021-cho", title="Chợ xanh", continues="2020-cho")
    _keep(data, "2021-02-01", "Trần Bình")
    gone = data.root / "models/2020/2020-cho.yaml"
    data.write(
        "removed/models/2020/2020-cho.yaml", f"# removed: 2021-03-01\n# reason: ghi nhầm\n{gone.read_text('utf-8')}"
    )
    gone.unlink()
    _keep(data, "2021-03-01", "Nguyễn Văn An", "remove")
    return data


def _log(data: DataFolder, *typed: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = data.json("log", *typed)["entries"]
    return entries


def _told(entries: list[dict[str, Any]]) -> list[list[tuple[str, str]]]:
    return [[(record["what"], record["path"]) for record in entry["records"]] for entry in entries]


def test_an_entry_says_when_who_how_and_which_value(data: DataFolder) -> None:
    found = data.json("log", "--until", "2021-02-28")
    assert list(found) == ["schema", "entries", "complete"]
    assert found["complete"] is True
    first, evaluated, _ = found["entries"]
    assert list(first) == ["revision", "at", "by", "command", "undoes", "records"]
    assert (first["by"], first["command"], evaluated["command"]) == ("Trần Bình", None, "evaluate")
    changed, added = first["records"]
    assert changed == {
        "id": "2020-cho.xa",
        "type": "evaluation",
        "year": 2020,
        "path": "evaluations/2020/2020-cho.xa.yaml",
        "what": "changed",
        "changes": [
            {"key": ["scores", "a"], "before": 8.5, "after": 9},
            {"key": ["rating"], "before": "kha", "after": "tot"},
        ],
    }
    assert (added["id"], added["what"], added["changes"][0]) == (
        "2021-cho",
        "added",
        {"key": ["title"], "before": None, "after": "Chợ xanh"},
    )


def test_of_a_record_its_file_its_evaluations_and_what_is_kept_of_it(data: DataFolder) -> None:
    assert _told(_log(data, "2020-cho")) == [
        [("removed", "models/2020/2020-cho.yaml"), ("added", "removed/models/2020/2020-cho.yaml")],
        [("changed", "evaluations/2020/2020-cho.xa.yaml")],
        [("added", "evaluations/2020/2020-cho.xa.yaml")],
        [("added", "models/2020/2020-cho.yaml")],
    ]
    assert _told(_log(data, "2021-cho", "2020-cho", "--number", "2")) == [
        [("removed", "models/2020/2020-cho.yaml"), ("added", "removed/models/2020/2020-cho.yaml")],
        [("changed", "evaluations/2020/2020-cho.xa.yaml"), ("added", "models/2021/2021-cho.yaml")],
    ]


def test_a_record_is_named_by_a_part_also_one_that_is_gone_and_of_none_the_nearest_is_told(data: DataFolder) -> None:
    assert len(_log(data, "2021 cho")) == 1
    assert len(_log(data, "chợ xanh")) == 1  # the one that is there
    data.model("2022/2022-cho", title="Chợ xanh")
    assert len(_log(data, "chợ xanh", "--year", "2021")) == 1
    (data.root / "models/2022/2022-cho.yaml").unlink()
    (data.root / "models/2021/2021-cho.yaml").unlink()
    assert len(_log(data, "2020-ch")) == 4
    said = data.ask("log", "2020-chox")
    assert (said.code, "2020-cho" in said.err) == (2, True)


def test_a_second_removal_is_its_own_and_not_that_of_a_record_of_such_a_name(data: DataFolder) -> None:
    data.model("2020/2020-cho-2", title="Chợ thứ hai")
    _keep(data, "2021-04-01", "An", "register")
    (data.root / "models/2020/2020-cho-2.yaml").unlink()
    data.write("removed/models/2020/2020-cho-2.yaml", "# removed: 2021-05-01\ntitle: x\nunit: xa-a\nkind: tap-the\n")
    _keep(data, "2021-05-01", "An", "remove")
    assert len(_log(data, "2020-cho")) == 4
    assert len(_log(data, "2020-cho-2")) == 2


def test_by_year_by_day_and_by_person(data: DataFolder) -> None:
    assert len(_log(data)) == 4
    assert _told(_log(data, "--year", "2021")) == [[("added", "models/2021/2021-cho.yaml")]]
    assert [entry["at"][:10] for entry in _log(data, "--since", "2020-10", "--until", "1/2/2021")] == [
        "2021-02-01",
        "2020-10-01",
    ]
    assert len(_log(data, "--by", "van an")) == len(_log(data, "--by", "Văn")) == 2
    assert _log(data, "--by", "Vân An") == []
    assert data.ask("log", "--since", "hôm qua").code == 2


def test_people_read_labels_and_why_a_record_was_removed(data: DataFolder) -> None:
    lines = data.ask("log", "--lang", "vi").out.splitlines()
    heading, removed, reason = lines[:3]
    assert heading.startswith("01/03/2021 12:00 · Nguyễn Văn An · danvan xoa · ")
    assert "Chợ xanh · 2020-cho" in removed
    assert reason.endswith("ghi nhầm")
    assert "      Xếp loại: Khá → Tốt" in lines
    assert "      Điểm chấm · A: 8,5 → 9" in lines or any("A: 8,5 → 9" in line for line in lines)
    assert "rating" not in data.ask("log", "--format", "csv", "--lang", "vi").out


def test_a_merging_is_told_in_the_readers_language_with_what_came_over(data: DataFolder) -> None:
    """Also of headings that were written before: the file says it in English."""
    data.model("2020/mot", title="Chợ hoa")
    data.model("2020/hai", title="Chợ sạch")
    data.evaluation("2020/hai.xa", rating="tot")
    _keep(data, "2021-04-01", "Lê Bình")
    for path in ("models/2020/hai.yaml", "evaluations/2020/hai.xa.yaml"):
        text = (data.root / path).read_text("utf-8")
        data.write(f"removed/{path}", f"# removed: 2021-04-02\n# reason: merged into mot\n{text}")
    (data.root / "models/2020/hai.yaml").unlink()
    (data.root / "evaluations/2020/hai.xa.yaml").rename(data.root / "evaluations/2020/mot.xa.yaml")
    _keep(data, "2021-04-02", "Lê Bình", "merge")
    told = data.ask("--lang", "vi", "log", "-n", "1").out
    assert "Gộp: Mô hình · Chợ sạch · hai\n      Vào: Chợ hoa · mot\n" in told
    assert "Chuyển sang: Đánh giá · Chợ hoa · mot (Cấp xã)\n      Từ: hai\n" in told
    assert "merged" not in told
    table = data.ask("--lang", "vi", "log", "-n", "1", "--format", "csv").out
    assert table.count("gộp vào Chợ hoa · mot") == table.count("Chợ sạch")


def test_an_evaluation_and_an_award_without_a_name_are_called_by_their_model(data: DataFolder) -> None:
    data.evaluation("2021/2021-cho.xa", rating="tot")
    data.award("2021/2021-khen", model="2021-cho", unit="xa-a", form="giay-khen")
    data.award("2021/2021-khen-an", model="2021-cho", recipient="Lê An", form="giay-khen")
    _keep(data, "2021-07-01", "An")
    lines = data.ask("log", "--lang", "vi").out.splitlines()
    assert "  Thêm: Đánh giá · Chợ xanh · 2021-cho (Cấp xã)" in lines
    assert "  Thêm: Khen thưởng · Chợ xanh · 2021-khen" in lines
    assert "  Thêm: Khen thưởng · Lê An · 2021-khen-an" in lines
    assert any(line.endswith("Đánh giá · Chợ xanh · 2020-cho (Cấp xã)") for line in lines)  # of a model that is gone
    assert "Chợ xanh · 2021-cho (Cấp xã)" in data.ask("diff", "HEAD~1", "--lang", "vi").out


def test_a_commit_says_what_it_undoes(data: DataFolder) -> None:
    first = data.git("rev-parse", "HEAD~1")
    data.model("2021/2021-cho", title="Chợ")
    _keep(data, "2021-06-01", "An", "undo", first)
    entry = _log(data, "--number", "1")[0]
    assert (entry["command"], entry["undoes"]) == ("undo", first)


def test_what_could_not_be_read_is_told_and_makes_it_incomplete(data: DataFolder) -> None:
    data.write("models/2021/2021-cho.yaml", "title: [\n")
    _keep(data, "2021-06-01", "An")
    said = data.ask("log", "--number", "1", "--format", "json")
    assert (said.code, said.json["complete"], said.json["entries"][0]["records"][0]["what"]) == (1, False, "unreadable")
    assert _told(_log(data, "2020-cho", "--number", "1"))


def test_without_repository_and_before_the_first_commit(
    tmp_path: Path,
) -> None:
    other = DataFolder(tmp_path / "khác")
    assert other.ask("log").code == 2
    other.git("init", "--quiet")
    said = other.ask("log")
    assert (said.code, said.out) == (0, "")
    assert said.err


def test_what_is_read_goes_by_what_is_shown(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[objects.WantedObject]] = []
    read = objects.Objects.read

    def reading(self: objects.Objects, wanted: Iterator[objects.WantedObject]) -> Any:  # noqa: ANN401
        asked.append(list(wanted))
        return read(self, asked[-1])

    monkeypatch.setattr(objects.Objects, "read", reading)
    for day in range(1, 9):
        data.model("2021/2021-cho", title=f"Chợ {day}")
        _keep(data, f"2021-07-0{day}", "An", "set")
    entries, goes_on = CommitLog(_place(data)).first(LogQuery(["2021-cho"]), 2)
    assert (len(entries), goes_on, [len(wanted) for wanted in asked]) == (2, True, [4])
    monkeypatch.setattr(commit_log, "_COMMITS_AT_ONCE", 3)
    assert len(list(CommitLog(_place(data)).entries(LogQuery(["2021-cho"])))) == 9


def test_a_merge_that_took_one_side_tells_why_the_last_entry_is_not_the_record(data: DataFolder) -> None:
    data.model("2021/2021-cho", title="Chợ xanh", budget=3)
    _keep(data, "2021-04-01", "An")
    data.git("checkout", "--quiet", "-b", "nhanh")
    data.model("2021/2021-cho", title="Chợ xanh", budget=4)
    _keep(data, "2021-04-03", "Bình")
    data.git("checkout", "--quiet", "main")
    data.model("2021/2021-cho", title="Chợ xanh", budget=5)
    _keep(data, "2021-04-02", "An")
    who = ("-c", "user.name=An", "-c", "user.email=x@y")
    data.git(*who, "merge", "--quiet", "--strategy=ours", "-m", "Gộp.", "nhanh", day="2021-04-04")
    first, second, *_ = data.ask("log", "2021-cho").out.split("\n\n")
    assert ("joined with git, as one side had it" in first, "4 → 5" in first, "3 → 4" in second) == (True, True, True)
    assert len(_log(data, "2021-cho")[0]["records"]) == 1  # programs: what neither side had is no entry
    assert "joined with git" not in data.ask("log").out
    data.model("2021/2021-cho", title="Chợ xanh", budget=6)
    _keep(data, "2021-04-05", "An")
    assert "joined with git" not in data.ask("log", "2021-cho").out


def test_what_a_person_wrote_is_told(data: DataFolder) -> None:
    data.git("config", "user.name", "An")
    data.git("config", "user.email", "x@y")
    assert "Said: Ghi." in data.ask("log", "2021-cho").out  # by hand, with git
    assert "Said" not in data.ask("log", "2020-cho", "-n", "1").out  # what danvan printed, everybody knows
    (data.root / "models/2021/2021-cho.yaml").unlink()
    saved = data.ask("save", "-m", "ghi nhầm năm", "--anyway")
    assert (saved.code, "These were deleted, and are gone: models/2021/2021-cho.yaml" in saved.err) == (0, True)
    assert "Said: ghi nhầm năm\n" in data.ask("log", "-n", "1").out
