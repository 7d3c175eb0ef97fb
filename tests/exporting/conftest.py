"""A folder with a history, which is backed up."""

import pytest

from tests.exporting.backup_files import LAST, NFD
from tests.helpers.data_folder import DataFolder


@pytest.fixture
def history(data: DataFolder) -> DataFolder:
    """Two states in git, a tag, a second branch; then what is not saved: changed, new, gone, ignored, removed."""
    data.write(".gitignore", "*.pdf\n.danvan.lock\n")
    data.model("2020/a", count=3)
    data.model("2020/b", count=4)
    data.commit("2021-01-15")
    data.git("tag", "chot-2020")
    data.git("branch", "thu")
    data.model("2020/a", count=30)
    data.model("2021/c", count=2)
    data.commit(LAST)
    data.model("2021/c", count=5)
    data.model("2021/d")
    (data.root / "models/2020/b.yaml").unlink()
    data.write(f"evidence/2020/{NFD}", b"%PDF")
    data.write("removed/models/2020/x.yaml", "# 2021-01-01\ntitle: Cũ\n")
    data.write("chay.sh", "#!/bin/sh\n").chmod(0o755)
    return data
