"""What was stopped between the first file and the commit is lost neither to the next command nor to a person."""

from types import ModuleType

import pytest

from danvan_cli.store import committing, writing
from tests.helpers.data_folder import DataFolder

_NEW = ("register", "--year", "2020", "--unit", "xa-a", "--kind", "tap-the", "--title")


def _log(data: DataFolder) -> list[str]:
    return data.git("log", "--format=%s").splitlines()


def _stop_after(steps: int, monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str) -> None:
    """Have something stopped by Ctrl-C when it was done so many times."""
    given, times = getattr(module, name), iter(range(1, steps + 1))

    def stopped(*args: object, **named: object) -> object:
        if next(times, None) is None:
            raise KeyboardInterrupt
        return given(*args, **named)

    monkeypatch.setattr(module, name, stopped)


def _list(data: DataFolder, name: str, titles: str) -> tuple[str, ...]:
    file = data.root.parent / name
    file.write_text("Tên mô hình,Đơn vị,Loại\n" + "".join(f"{title},Xã An Hòa,Tập thể\n" for title in titles), "utf-8")
    return ("import", str(file), "--year", "2021")


@pytest.mark.parametrize("steps", [2, 0], ids=["while writing", "before the commit"])
def test_an_import_that_was_stopped_and_is_run_again_is_one_change(
    steps: int, kept: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = _list(kept, "a.csv", "ABCD")
    with monkeypatch.context() as patch:
        _stop_after(steps, patch, *((writing, "_put") if steps else (committing, "_stage")))
        assert kept.ask(*typed).code != 0
    assert len(list((kept.root / "models/2021").iterdir())) == (steps or 4)
    assert kept.ask(*typed, "--yes").code == 0
    assert (len(_log(kept)), kept.git("status", "--porcelain")) == (2, "")
    assert len(kept.git("show", "--format=", "--name-only").splitlines()) == 4
    assert kept.ask("undo", "--yes").code == 0
    assert not list((kept.root / "models/2021").iterdir())


def test_what_was_stopped_and_is_not_run_again_is_a_change_of_its_own(
    kept: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        _stop_after(2, patch, writing, "_put")
        assert kept.ask(*_list(kept, "a.csv", "ABCD")).code == 1
    assert kept.ask("set", "a", "place=Ấp 1", "--yes").code == 0
    assert kept.git("log", "-2", "--format=%(trailers:key=Danvan,valueonly)").split() == ["set", "import"]
    assert kept.git("status", "--porcelain") == ""
    assert kept.ask("undo", "--yes").code == kept.ask("undo", "--yes").code == 0
    assert not list((kept.root / "models/2021").iterdir())


def test_an_undo_that_was_stopped_and_is_run_again_is_one_undo(
    kept: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kept.ask(*_NEW, "Một", "--id", "mot").code == 0
    assert kept.ask(*_list(kept, "a.csv", "ABCD")).code == 0
    for command, left in (("undo", 0), ("redo", 4)):
        with monkeypatch.context() as patch:
            _stop_after(2, patch, writing, "_put")
            assert kept.ask(command, "--yes").code == 1
        assert kept.ask(command, "--yes").code == 0
        assert len(list((kept.root / "models/2021").iterdir())) == left
        assert kept.git("status", "--porcelain") == ""
    assert kept.ask("undo", "--yes").code == 0
    assert (kept.root / "models/2020/mot.yaml").exists()
    assert kept.ask("undo", "--yes").code == 0
    assert not (kept.root / "models/2020/mot.yaml").exists()


@pytest.mark.parametrize("step", ["_stage", "_staged", "_commit_tree"])
def test_stopped_in_the_middle_nothing_is_lost_to_the_next_commit_of_a_person(
    step: str, kept: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = getattr(committing, step)

    def stopped(*args: object, **named: object) -> object:
        given(*args, **named)
        raise KeyboardInterrupt

    monkeypatch.setattr(committing, step, stopped)
    kept.model("2020/b", title="Bếp", kind="tap-the")
    with pytest.raises(KeyboardInterrupt):
        committing.commit(kept.root, ["models/2020/b.yaml"], "x")
    monkeypatch.undo()
    kept.write("hers.txt", "x")
    kept.git("add", "hers.txt")
    kept.git("commit", "--quiet", "--message", "hers")
    kept.ask("save")
    assert kept.git("ls-tree", "-r", "--name-only", "HEAD", "models").split() == [
        "models/2020/a.yaml",
        "models/2020/b.yaml",
    ]
