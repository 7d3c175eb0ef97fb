"""An archive that was damaged, or made to do harm, is refused before anything is written, and nothing is left."""

import io
import json
import shutil
import stat
import struct
import warnings
import zipfile
from collections import namedtuple
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.store import backups
from danvan_cli.store.folder_files import is_safe
from tests.helpers.backups import FOLDER, archive_of, manifest, part
from tests.helpers.data_folder import no_progress
from tests.helpers.program import CommandResult, danvan
from tests.helpers.systems import posix_only

_LINK = stat.S_IFLNK | 0o777
_DISK = namedtuple("_DISK", "total used free")  # noqa: PYI024 - as shutil's


def opened(tmp_path: Path, content: bytes) -> CommandResult:
    """Make a folder of an archive; whatever was refused, nothing is there after it."""
    file = tmp_path / "ban.zip"
    file.write_bytes(content)
    said = danvan("init", "--from", str(file), "--data", str(tmp_path / "trong/moi"))
    if said.code:
        assert sorted(path.name for path in tmp_path.rglob("*") if "cache" not in path.parts) in (
            ["ban.zip"],
            ["ban.zip", "trong"],
        )
    return said


def test_a_sound_archive_is_taken(tmp_path: Path) -> None:
    said = opened(tmp_path, archive_of(FOLDER))
    assert said.code == 0, said.err
    assert (tmp_path / "trong/moi/units.yaml").read_text("utf-8") == FOLDER["units.yaml"]


@pytest.mark.parametrize(
    "name",
    [
        *(
            "../ngoai.txt",
            "a/../../ngoai.txt",
            "/etc/x",
            "a//b",
            "./a",
            "a/.",
            pytest.param("a\\b", marks=posix_only("zipfile itself takes the back slash for a slash there")),
            "..\\x",
            "a\tb",
            "a\x9bb",
        ),
        *(
            ".git/hooks/post-checkout",
            ".GIT/config",
            "a/.git/config",
            "git~1/config",
            ".git /config",
            ".g\u200cit/config",
        ),
        *(".git", ".git./config"),
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(name: str, tmp_path: Path) -> None:
    assert not is_safe(name, windows=False)
    assert not is_safe(name, windows=True)
    said = opened(tmp_path, archive_of({**FOLDER, name: "x"}))
    assert said.code == 1
    assert "could do harm" in said.err


@pytest.mark.parametrize("name", ["C:/x", "a:b", "nul", "CON.txt", "a/aux .yaml", "a.", "b ", "com1"])
def test_names_that_only_windows_reads_otherwise_are_refused_there(name: str) -> None:
    assert is_safe(name, windows=False)
    assert not is_safe(name, windows=True)


@pytest.mark.parametrize(
    "name", ["Quyết định 12\u00a0(bản sao).pdf", "a.b.yaml", ".gitignore", ".github/x", "…", "con"]
)
def test_names_that_people_give_are_safe(name: str) -> None:
    assert is_safe(name, windows=False)
    assert not is_safe(f"{name}\0", windows=False)


@pytest.mark.parametrize("mode", [_LINK, stat.S_IFIFO | 0o644, stat.S_IFCHR | 0o644, stat.S_IFDIR | 0o755])
def test_what_is_no_plain_file_is_refused(mode: int, tmp_path: Path) -> None:
    said = opened(tmp_path, archive_of({**FOLDER, "models": "/etc"}, **{"/etc": mode}))
    assert (said.code, "could do harm" in said.err) == (1, True)


def _with(files: Mapping[str, str], *more: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO(archive_of(files))
    with zipfile.ZipFile(stream, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile says of a name that it is there twice
        for name, content in more:
            archive.writestr(part(name), content)
    return stream.getvalue()


def test_two_files_of_one_name_and_a_file_where_a_folder_is_are_refused(tmp_path: Path) -> None:
    assert "is damaged" in opened(tmp_path, _with(FOLDER, ("data/units.yaml", b"x"))).err
    twice = manifest({**FOLDER, "x": ""})
    twice["contents"]["size"] += len(FOLDER["units.yaml"].encode())
    content = bytearray(archive_of({**FOLDER, "UNITS.yaml": FOLDER["units.yaml"]}, twice))
    assert opened(tmp_path, bytes(content).replace(b"UNITS.yaml", b"units.yaml")).code == 1
    assert opened(tmp_path, archive_of({**FOLDER, "units.yaml/x": "y"})).code == 1


def test_what_swells_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    content = bytearray(archive_of(FOLDER, manifest(FOLDER)))
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = struct.pack("<I", 1 << 30)
    said = opened(tmp_path, bytes(content))
    assert (said.code, "could do harm" in said.err) == (1, True)


def test_many_files_that_swell_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "_MOST_TOGETHER", 1 << 20)
    said = opened(tmp_path, archive_of({**FOLDER, **{f"a{number}": "\0" * (1 << 19) for number in range(5)}}))
    assert (said.code, "could do harm" in said.err) == (1, True)


def test_a_large_file_of_nothing_but_blanks_is_no_danger(tmp_path: Path) -> None:
    root, again = tmp_path / "a", tmp_path / "b"
    root.mkdir()
    again.mkdir()
    with (root / "trang.bmp").open("wb") as stream:
        stream.truncate(33 << 20)
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        contents, _ = backups.put_folder(archive, root, no_progress)
        backups.put_manifest(archive, backups.Manifest("2026-11-30", "", contents, {}, None))
    with backups.opened_backup(tmp_path / "x.zip") as backup:
        backup.unpack(again, no_progress, lambda _: False)
        assert list(again.iterdir()) == []
        backup.unpack(again, no_progress)
    assert (again / "trang.bmp").stat().st_size == 33 << 20


def test_what_does_not_fit_on_the_disk_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: _DISK(10, 0, 10))
    said = opened(tmp_path, archive_of(FOLDER))  # "backup-too-large"
    assert (said.code, "only 0 MB are free" in said.err) == (1, True)


def test_any_byte_that_changed_is_noticed(tmp_path: Path) -> None:
    sound = archive_of({**FOLDER, "danh-sach/a.csv": "STT\n"})
    for place in range(0, len(sound), 7):
        damaged = bytearray(sound)
        damaged[place] ^= 0xFF
        said = opened(tmp_path, bytes(damaged))
        if said.code == 0:  # what nobody reads, such as the time of a part
            kept = {path: (tmp_path / "trong/moi" / path).read_text("utf-8") for path in FOLDER}
            assert kept == FOLDER
            shutil.rmtree(tmp_path / "trong")
        assert said.code in (0, 1), said.err
        assert "a fault of danvan itself" not in said.err


@pytest.mark.parametrize("length", [0, 1, 100, -1, -200])
def test_one_that_was_cut_short_is_refused(length: int, tmp_path: Path) -> None:
    said = opened(tmp_path, archive_of(FOLDER)[:length])
    assert (said.code, ("is damaged" if length not in (0, 1) else "is no backup") in said.err) == (1, True)


@pytest.mark.parametrize(
    "document",
    [
        *([], {}, "x", None, {"schema": 1}, manifest(FOLDER, made=1), manifest(FOLDER, office=None)),
        *(
            manifest(FOLDER, contents=[]),
            manifest(FOLDER, contents={"files": 2, "size": 3}),
            manifest(FOLDER, numbers=[]),
        ),
        *(manifest(FOLDER, contents={"files": "2", "size": 3, "digest": "x"}), manifest(FOLDER, history=[1])),
        manifest(FOLDER, history={"head": "x", "branch": "", "prefix": "", "commits": False, "number": 1}),
        manifest(FOLDER, history={"head": "a" * 40, "branch": "", "prefix": "", "commits": False, "number": "1"}),
    ],
)
def test_one_that_says_nonsense_of_itself_is_refused(document: object, tmp_path: Path) -> None:
    content = archive_of(FOLDER, json.loads(json.dumps(document)) if document is not None else "null")
    said = opened(tmp_path, content)
    assert (said.code, "is damaged" in said.err) == (1, True), said.err


@pytest.mark.parametrize(
    "changed",
    [
        {"head": "--upload-pack=x"},
        {"branch": "refs/heads/../x\n"},
        {"branch": "--help"},
        {"prefix": "../"},
        {"prefix": "a"},
    ],
)
def test_words_for_git_are_looked_at(changed: dict[str, str], tmp_path: Path) -> None:
    history = {"head": "a" * 40, "branch": "refs/heads/main", "prefix": "", "commits": False, "number": 1, **changed}
    assert opened(tmp_path, archive_of(FOLDER, manifest(FOLDER, history=history))).code == 1


def test_what_it_says_of_itself_controls_no_terminal(tmp_path: Path) -> None:
    said = opened(tmp_path, archive_of(FOLDER, manifest(FOLDER, office="Ban\x1b[2J", made="\x1b[1m")))
    assert (said.code, "\x1b" in said.out + said.err) == (0, False)


def test_one_of_a_newer_danvan_is_told_from_a_damaged_one(tmp_path: Path) -> None:
    assert "newer danvan" in opened(tmp_path, archive_of(FOLDER, {"schema": 2})).err


def test_a_bundle_that_is_none_leaves_the_folder_without_history(tmp_path: Path) -> None:
    history = {"head": "a" * 40, "branch": "refs/heads/main", "prefix": "", "commits": False, "number": 1}
    stream = io.BytesIO(archive_of(FOLDER, manifest(FOLDER, history=history)))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("history.bundle", b"# v2 git bundle\nnonsense\n")
    (tmp_path / "ban.zip").write_bytes(stream.getvalue())
    said = danvan("init", "--from", str(tmp_path / "ban.zip"), "--data", str(tmp_path / "moi"))
    assert (said.code, "Without history: " in said.err) == (1, True)
    assert sorted(path.name for path in (tmp_path / "moi").iterdir()) == sorted(FOLDER)


_NAMES = st.text(st.sampled_from("aAbđ ế.-_e\u0301 (1)›…\u200c"), min_size=1, max_size=12)
_PATHS = st.lists(_NAMES, min_size=1, max_size=3).map("/".join)


@given(st.dictionaries(_PATHS, st.binary(max_size=300), max_size=6))
def test_whatever_a_folder_holds_comes_out_as_it_went_in(files: dict[str, bytes]) -> None:
    with TemporaryDirectory() as name:
        root, again = Path(name, "a"), Path(name, "b")
        root.mkdir()
        again.mkdir()
        held = {path: content for path, content in files.items() if is_safe(path) and _written(root / path, content)}
        with zipfile.ZipFile(Path(name, "x.zip"), "w") as archive:
            contents, left_out = backups.put_folder(archive, root, no_progress)
            backups.put_manifest(archive, backups.Manifest("2026-11-30", "", contents, {}, None))
        assert (left_out, contents.files) == ([], len(held))
        with backups.opened_backup(Path(name, "x.zip")) as backup:
            backup.unpack(again, no_progress)
        files_again = (path for path in again.rglob("*") if path.is_file())
        assert {path.relative_to(again).as_posix(): path.read_bytes() for path in files_again} == held


def _written(file: Path, content: bytes) -> bool:
    """Write a file where that can be: not below another file, nor in the place of a folder."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError:
        return False
    return True


def test_the_digest_is_that_of_names_and_bytes_in_their_order() -> None:
    digest = backups._Digest()
    for path, content in FOLDER.items():
        digest.copy(path, io.BytesIO(content.encode()), io.BytesIO())
    assert digest.contents()._asdict() == manifest(FOLDER)["contents"]
