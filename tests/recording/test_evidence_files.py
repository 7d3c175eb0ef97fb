"""`evaluate --evidence FILE` copies the file into the folder, once, under a name that tells of what it is."""

import os
import unicodedata
from pathlib import Path

import pytest
import yaml

from danvan_cli.domain.errors import RequestError
from danvan_cli.store import attachments
from danvan_cli.store.attachments import AttachmentFolder
from tests.helpers.clerk import Clerk

EVALUATE = ("evaluate", "cho", "--level", "xa")
PLACE = "evidence/2020/2020-cho-xa-"


@pytest.fixture
def desk(clerk: Clerk) -> Path:
    clerk.model("2020/2020-cho", title="Chợ xanh")
    place = clerk.root.with_name("Ảnh chụp")
    place.mkdir()
    (place / "Biên bản số 1.PDF").write_bytes(b"%PDF")
    (place / "ảnh.jpg").write_bytes(b"\xff\xd8")
    return place


def written(clerk: Clerk, *typed: str) -> dict[str, bytes]:
    """Evaluate; give the files that came or changed."""
    before = clerk.files()
    said = clerk.ask(*EVALUATE, *typed)
    assert said.code == 0, said.err
    return {path: data for path, data in clerk.files().items() if before.get(path) != data}


def _evidence(clerk: Clerk) -> list[str]:
    return list(yaml.safe_load((clerk.root / "evaluations/2020/2020-cho.xa.yaml").read_bytes())["evidence"])


def test_files_are_copied_under_telling_names(clerk: Clerk, desk: Path) -> None:
    files = ("--evidence", str(desk / "Biên bản số 1.PDF"), "--evidence", str(desk / "ảnh.jpg"))
    came = written(clerk, *files)
    assert came[f"{PLACE}bien-ban-so-1.pdf"] == b"%PDF"
    assert came[f"{PLACE}anh.jpg"] == b"\xff\xd8"
    assert _evidence(clerk) == [f"{PLACE}bien-ban-so-1.pdf", f"{PLACE}anh.jpg"]
    assert clerk.problems() == set()
    assert written(clerk, *files) == {}


def test_one_content_is_copied_once_and_nothing_is_written_over(clerk: Clerk, desk: Path) -> None:
    written(clerk, "--evidence", str(desk / "ảnh.jpg"))
    (desk / "khác.jpg").write_bytes(b"\xff\xd8")
    assert written(clerk, "--evidence", str(desk / "khác.jpg")) == {}
    (desk / "ảnh.jpg").write_bytes(b"another")
    came = written(clerk, "--evidence", str(desk / "ảnh.jpg"))
    assert came[f"{PLACE}anh-2.jpg"] == b"another"
    assert (clerk.root / f"{PLACE}anh.jpg").read_bytes() == b"\xff\xd8"
    (desk / "a").mkdir()
    for folder, content in (("a", b"1"), (".", b"2")):
        (desk / folder / "cùng tên.txt").write_bytes(content)
    both = written(
        clerk, *(part for folder in ("a", ".") for part in ("--evidence", str(desk / folder / "cùng tên.txt")))
    )
    assert (both[f"{PLACE}cung-ten.txt"], both[f"{PLACE}cung-ten-2.txt"]) == (b"1", b"2")


@pytest.mark.usefixtures("desk")
def test_what_lies_in_the_folder_is_named_as_it_is(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk.write("evidence/2020/cũ/Ảnh.jpg", b"x")
    monkeypatch.chdir(clerk.root / "evidence/2020")
    for typed in ("evidence/2020/cũ/Ảnh.jpg", "cũ/Ảnh.jpg", str(clerk.root / "evidence/2020/cũ/Ảnh.jpg")):
        came = written(clerk, "--evidence", typed)
        assert came.keys() <= {"evaluations/2020/2020-cho.xa.yaml"}
    assert _evidence(clerk) == ["evidence/2020/cũ/Ảnh.jpg"]


def test_a_file_that_is_not_there_is_refused_with_the_nearest(clerk: Clerk, desk: Path) -> None:
    said = clerk.is_refused(*EVALUATE, "--evidence", str(desk / "ản.jpg"), "--evidence", str(desk))
    assert "ảnh.jpg" in " ".join(said.split())
    assert "is no file, but a folder" in " ".join(said.split())
    clerk.is_refused(*EVALUATE, "--evidence", "evidence/2020/khong-co.jpg")
    clerk.is_refused(*EVALUATE, "--evidence", "evidence/../danvan.yaml")


def test_what_is_large_is_kept_out_of_git_and_that_is_said(clerk: Clerk, desk: Path) -> None:
    clerk.write(".gitignore", ".danvan.lock")
    (desk / "video.mp4").write_bytes(bytes((1 << 20) + 1))
    (desk / "vừa.mp4").write_bytes(bytes(1 << 20))
    said = clerk.ask(*EVALUATE, "--evidence", f"{desk / 'video.mp4'};{desk / 'vừa.mp4'}")
    assert said.code == 0
    assert "git does not keep it" in " ".join(said.err.split())
    assert clerk.files()[".gitignore"] == f".danvan.lock\n/{PLACE}video.mp4\n".encode()
    clerk.commit("2026-11-30")
    kept = clerk.git("ls-files", "evidence").splitlines()
    assert kept == [f"{PLACE}vua.mp4"]
    assert clerk.problems() == set()


def test_a_dry_run_names_what_would_be_copied(clerk: Clerk, desk: Path) -> None:
    before = clerk.files()
    said = clerk.ask(*EVALUATE, "--evidence", str(desk / "ảnh.jpg"), "--dry-run")
    assert f"+ {PLACE}anh.jpg (2 byte)" in said.out
    assert clerk.files() == before


@pytest.mark.skipif(os.name == "nt", reason="names of devices are others there")
def test_a_pipe_is_no_file(clerk: Clerk, desk: Path) -> None:
    os.mkfifo(desk / "ống")
    clerk.is_refused(*EVALUATE, "--evidence", str(desk / "ống"))


def test_what_is_too_large_or_cannot_be_read_is_refused(
    clerk: Clerk, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes, file = [], str(desk / "ảnh.jpg")
    monkeypatch.setattr(Path, "read_bytes", _refuse)
    for most in (1, 2):
        monkeypatch.setattr(attachments, "MOST_BYTES_ATTACHED", most)
        with pytest.raises(RequestError) as refused:
            AttachmentFolder(clerk.root).find(file)
        codes.append(refused.value.message.code)
    assert codes == ["evidence-too-large", "evidence-unreadable"]


def _refuse(file: Path) -> bytes:
    raise PermissionError(13, "Permission denied", str(file))


def test_names_in_nfd_are_found_however_they_are_typed(clerk: Clerk, desk: Path) -> None:
    apart = unicodedata.normalize("NFD", "Thư mục ảnh")
    (desk / apart).mkdir()
    (desk / apart / unicodedata.normalize("NFD", "Hội nghị.jpg")).write_bytes(b"x")
    came = written(clerk, "--evidence", str(desk / "Thư mục ảnh" / "Hội nghị.jpg"))
    assert came[f"{PLACE}hoi-nghi.jpg"] == b"x"
    clerk.write("evidence/2020/" + unicodedata.normalize("NFD", "Sẵn có.jpg"), b"y")
    written(clerk, "--evidence", "evidence/2020/Sẵn có.jpg")
    assert _evidence(clerk)[-1] == "evidence/2020/Sẵn có.jpg"
    assert clerk.problems() == set()
