"""The same of the commands that write: what they say is in one language, whatever becomes of what was asked."""

from __future__ import annotations

import errno
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from danvan_cli import locale
from danvan_cli.domain.commit import Commit, LaterChange
from danvan_cli.domain.errors import DanvanError, WriteError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.recording.plan import PROBLEM
from danvan_cli.recording.recognizing import DECIDED_ALREADY
from danvan_cli.store import lock
from danvan_cli.store.writing import (
    CANNOT_WRITE,
    CHANGED_MEANWHILE,
    EXISTS,
    LINKED,
    NOT_A_FILE,
    PARTLY_WRITTEN,
    STOPPED_BEFORE,
    explain,
)
from danvan_cli.view.messages import told
from danvan_cli.view.schema import KINDS
from tests.helpers.declared_messages import REFUSALS, REMARKS
from tests.helpers.languages import KEYS, check_both, english_in, speak, vietnamese_in
from tests.helpers.questions import alone, own_cache
from tests.languages.foreign_folder import SOUND, written
from tests.languages.writing_commands import ASKED_WRONGLY, DESK, DONE, REFUSED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FILLS = re.compile(r"\{(\w+)\}")


@pytest.fixture(scope="module", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with own_cache(tmp_path_factory.mktemp("cache")), pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "80")
        yield


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("sound"), SOUND)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What all stories begin with; each that writes tells its own in copies."""
    folder = written(tmp_path_factory.mktemp("desk") / "data", DESK)
    before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    yield folder
    assert {path: path.read_bytes() for path in folder.rglob("*.yaml")} == before


def _tell_story(desk: Path, place: Path, story: str, code: int, known: frozenset[str] = frozenset()) -> None:
    """Carry a story's commands out in both languages, each in a folder of its own; the last one ends with the code.

    What is refused at once writes nothing, and needs none.
    """
    writes = code == 0 or " && " in story
    for language, others in (("vi", lambda text: english_in(text, known)), ("en", vietnamese_in)):
        folder = Path(shutil.copytree(desk, place / language / "data")) if writes else desk
        for command in story.split(" && "):
            said = speak(folder, command, language)
            assert others(said.out + said.err) == set(), command
        assert said.code == code, said.err


@pytest.mark.parametrize("story", DONE)
def test_what_is_written(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, story: str) -> None:
    monkeypatch.setenv("EDITOR", "true")
    _tell_story(desk, tmp_path, story, 0, KEYS if "--dry-run" in story else frozenset())


@pytest.mark.parametrize("story", ASKED_WRONGLY)
def test_writing_that_is_asked_wrongly(desk: Path, tmp_path: Path, story: str) -> None:
    _tell_story(desk, tmp_path, story, 2, KEYS if "set" in story else frozenset({"level"}))


@pytest.mark.parametrize("story", REFUSED)
def test_writing_that_is_refused(desk: Path, tmp_path: Path, story: str) -> None:
    _tell_story(desk, tmp_path, story, 1)


def test_a_data_folder_is_made(tmp_path: Path) -> None:
    for language, others in (("vi", english_in), ("en", vietnamese_in)):
        for command in ("init", "init --office X --unit Y --level zzz", "init --office X --unit Y --level xa"):
            said = speak(tmp_path / language, command, language)
            assert others(said.out + said.err) == set()
        assert said.code == 0


def test_danvan_alone(tmp_path: Path, sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in (tmp_path, sound):
        monkeypatch.chdir(place)
        for language, others in (("vi", english_in), ("en", vietnamese_in)):
            said = alone(language)
            assert said.code == 0
            assert others(said.out + said.err) == set()


@pytest.mark.skipif(os.name == "nt", reason="the editor is a shell's command")
def test_what_is_wrong_after_editing(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "sed -i s/kind:/kinn:/")
    _tell_story(desk, tmp_path, "edit 2020-due", 1, KEYS)


def test_a_schema(sound: Path) -> None:
    for kind in KINDS:
        check_both(sound, f"schema {kind}", 0, KEYS | {"required", "type"})


def test_schemas_are_put_into_files(tmp_path: Path, sound: Path) -> None:
    for language, others in (("vi", english_in), ("en", vietnamese_in)):
        folder = tmp_path / language
        assert others(speak(sound, f"schema --output '{folder}'", language).err.replace(str(folder), "")) == set()
        (folder / "model.schema.json").write_text("{}")
        for other, code in ((folder, 1), (sound / "models", 2)):
            said = speak(sound, f"schema --output '{other}'", language)
            assert said.code == code
            assert others(said.err.replace(str(other), "")) == set()


def _in_both(tell: Callable[[], str]) -> str:
    """Return what is said in Vietnamese; no language says a word of the other."""
    locale.use("en")
    told = tell()
    locale.use("vi")
    said = tell()
    assert english_in(said) == set(), said
    assert vietnamese_in(told) == set(), told
    assert said != told, said
    return said


def test_every_message() -> None:
    for message in {*REFUSALS.values(), *REMARKS} - {PROBLEM}:  # a problem has a sentence of its own
        _is_of_one_language(message)


def _is_of_one_language(message: Message) -> None:
    params: dict[str, Any] = dict.fromkeys(FILLS.findall(message.sentence + message.hint), "7")
    known = {"thing": next(iter(RECORD_TYPES)), "saved": Commit("7"), "later": [LaterChange("7", (), None)]}
    params |= {name: value for name, value in known.items() if name in params}
    lists: dict[str, list[str]] = {name: [] for name in ("criteria", "fields", "namesakes", "texts") if name in params}
    _in_both(lambda: told(DanvanError(message, **{**params, **lists, **({"sums": {}} if "sums" in params else {})})))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ENOSPC", "ổ đĩa đã đầy. Chưa có gì thay đổi. Hãy xóa bớt"),
        ("EDQUOT", "Hãy xóa bớt"),
        ("EACCES", "không có quyền truy cập. Chưa có gì thay đổi. Hãy đóng chương trình khác"),
        ("EPERM", "cấp quyền ghi"),
        ("EROFS", "ổ đĩa chỉ cho đọc. Chưa có gì thay đổi. Hãy đề nghị"),
        ("EIO", "đã kết nối chưa"),
        ("ESTALE", "đã kết nối chưa"),
        ("ENOTCONN", "đã kết nối chưa"),
        ("EHOSTDOWN", "đã kết nối chưa"),
        ("EBUSY", "Hãy đóng chương trình khác"),
        ("ENAMETOOLONG", "tên tệp quá dài"),
    ],
)
def test_what_the_system_refuses(name: str, said: str) -> None:
    number = getattr(errno, name)
    refused = explain("x/y.yaml", OSError(number, os.strerror(number)))
    sentence = _in_both(lambda: told(refused))
    assert sentence.startswith("Không ghi được x/y.yaml: ")
    assert said in sentence


def test_a_folder_that_cannot_be_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise NotImplementedError

    monkeypatch.setattr(lock, "_lock", refuse)
    with pytest.raises(WriteError) as refused, lock.locked(tmp_path):
        pass
    sentence = _in_both(lambda: told(refused.value))
    assert lock.LOCK_FILE not in sentence
    assert "không khóa được tệp" in sentence


@pytest.mark.parametrize("why", [STOPPED_BEFORE, CHANGED_MEANWHILE, EXISTS, LINKED, NOT_A_FILE, CANNOT_WRITE])
def test_what_is_partly_written(why: Message) -> None:
    cause = WriteError(why, path="x/y.yaml", reason=os.strerror(errno.EIO))
    sentence = _in_both(lambda: told(WriteError(PARTLY_WRITTEN, done=2, total=9, cause=cause)))
    assert sentence.startswith("Đã ghi 2 trong 9 tệp. ")
    assert "x/y.yaml" in sentence
    assert sentence.endswith("chạy lại đúng lệnh đó: lệnh sẽ làm nốt phần còn lại.")


def test_dates_in_refusals_follow() -> None:
    refused = WriteError(DECIDED_ALREADY, path="x", was="2020-12-09", will="2021-01-02")
    assert "“09/12/2020”, không phải “02/01/2021”" in told(refused)
