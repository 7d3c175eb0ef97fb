"""The same of the commands that write: what they say is in one language, whatever becomes of what was asked."""

from __future__ import annotations

import ast
import errno
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cases.commands import alone, own_cache
from languages.folders import SOUND, written
from languages.telling import KEYS, check_both, english_in, speak, vietnamese_in
from languages.writing import ASKED_WRONGLY, DESK, DONE, REFUSED

from danvan_cli import locale
from danvan_cli.domain.errors import RequestError
from danvan_cli.exchange.preview import _SENTENCES
from danvan_cli.exchange.reading.phrases import UNREADABLE
from danvan_cli.store.lock import LOCK_FILE
from danvan_cli.store.writing import explain
from danvan_cli.view import phrases, planning
from danvan_cli.view.schema import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROGRAM = Path(locale.__file__).parents[1]
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
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What all stories begin with; each tells its own in copies."""
    return written(tmp_path_factory.mktemp("desk") / "data", DESK)


def _tell_story(desk: Path, place: Path, story: str, code: int, known: frozenset[str] = frozenset()) -> None:
    """Carry a story's commands out in both languages, each in a folder of its own; the last one ends with the code."""
    for language, others in (("vi", lambda text: english_in(text, known)), ("en", vietnamese_in)):
        folder = Path(shutil.copytree(desk, place / language / "data"))
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
    _tell_story(desk, tmp_path, story, 2, KEYS if "set" in story else frozenset())


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
    """Give what is said in Vietnamese; no language says a word of the other."""
    locale.use("en")
    told = tell()
    locale.use("vi")
    said = tell()
    assert english_in(said) == set()
    assert vietnamese_in(told) == set()
    assert said != told
    return said


@pytest.mark.parametrize("code", phrases.REFUSALS)
def test_every_refusal(code: str) -> None:
    args = dict.fromkeys(FILLS.findall(phrases.REFUSALS[code]), "7")
    _in_both(lambda: phrases.refusal(RequestError(code, **args)))


@pytest.mark.parametrize("code", phrases.WRITE_REFUSALS)
def test_every_refusal_to_write(code: str) -> None:
    args = dict.fromkeys(FILLS.findall(phrases.WRITE_REFUSALS[code]), "7")
    _in_both(lambda: phrases.write_refusal(code, args))


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
    sentence = _in_both(lambda: phrases.write_refusal(refused.code, refused.params))
    assert sentence.startswith("Không ghi được x/y.yaml: ")
    assert said in sentence


def test_a_folder_that_cannot_be_locked() -> None:
    refused = explain(LOCK_FILE, NotImplementedError("no such thing here"))
    sentence = _in_both(lambda: phrases.write_refusal(refused.code, refused.params))
    assert LOCK_FILE == phrases.LOCK_FILE
    assert LOCK_FILE not in sentence
    assert "không khóa được tệp" in sentence


@pytest.mark.parametrize("why", ["interrupted", "changed-meanwhile", "exists", "linked", "not-a-file", "cannot-write"])
def test_what_is_partly_written(why: str) -> None:
    args: dict[str, str | int] = {
        "done": 2,
        "total": 9,
        "path": "x/y.yaml",
        "reason": os.strerror(errno.EIO),
        "why": why,
    }
    sentence = _in_both(lambda: phrases.write_refusal("partly-written", args))
    assert sentence.startswith("Đã ghi 2 trong 9 tệp. ")
    assert "x/y.yaml" in sentence
    assert sentence.endswith("chạy lại đúng lệnh đó: lệnh sẽ làm nốt phần còn lại.")


def test_dates_in_refusals_follow() -> None:
    args = {"path": "x", "was": "2020-12-09", "value": "2021-01-02"}
    assert "“09/12/2020”, không phải “02/01/2021”" in phrases.write_refusal("decided-already", args)


def test_everything_that_is_refused_can_be_said() -> None:
    known = {
        "RequestError": phrases.REFUSALS,
        "WriteError": {*phrases.WRITE_REFUSALS, "partly-written"},
        "remark": {*planning.REMARKS, *_SENTENCES, "problem"},
        "doubt": {*planning.REMARKS, *_SENTENCES, "problem"},
        "plan": planning.DONE,
        "FileFormatError": UNREADABLE,
    }
    told = [
        (node.func.id, str(node.args[0].value))
        for file in PROGRAM.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in known
        if node.args and isinstance(node.args[0], ast.Constant)
    ]
    assert len(told) > len(phrases.WRITE_REFUSALS)
    assert [(name, code) for name, code in told if code not in known[name]] == []
