"""What is written for people on a disk that takes no more: told in one sentence, and nothing is left."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from folders import DataFolder

pytestmark = pytest.mark.skipif(os.name == "nt", reason="only POSIX limits how large a file may get")

_LIMITED = """\
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
from danvan_cli.__main__ import main
sys.exit(main(sys.argv[1:]))
"""
_FILES = ("x.xlsx", "records/x.xlsx", "records/x.csv", "records/x.json", "template/x.xlsx", "a/ds.xlsx")


def _command(name: str, file: Path, sent: Path) -> list[str]:
    if name.startswith("a/"):
        return ["import", str(sent), "--year", "2020", "--annotate", str(file)]
    if name.startswith("template/"):
        return ["template", "models", "--year", "2020", "-o", str(file)]
    return ["export", *(["--records"] if name.startswith("records/") else []), "-o", str(file)]


@pytest.mark.parametrize("name", _FILES)
def test_a_file_for_people_that_finds_no_room_is_told_and_not_left(name: str, data: DataFolder, tmp_path: Path) -> None:
    for number in range(40):
        data.model(f"2020/m{number}", title=f"Mô hình số {number}")
    sent = tmp_path / "ds.csv"
    sent.write_text("STT,Tên mô hình,Đơn vị,Loại\n1,Chợ xanh,Không đâu,Tập thể\n", "utf-8")
    file = tmp_path / "out" / Path(name).name
    file.parent.mkdir()
    typed = [*_command(name, file, sent), "--data", str(data.root), "--lang", "vi"]
    done = subprocess.run([sys.executable, "-c", _LIMITED, *typed], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    named = file.with_name("x-models.csv") if file.suffix == ".csv" else file
    assert f"Lỗi: Không ghi được {named}: tệp quá lớn. Chưa có gì thay đổi." in done.stderr
    assert "Traceback" not in done.stderr
    assert list(file.parent.iterdir()) == []
