"""A folder whose clone keeps what is written."""

import pytest

from tests.helpers.data_folder import DataFolder


@pytest.fixture
def kept(data: DataFolder) -> DataFolder:
    """A folder with a commit, in a clone that keeps commits."""
    data.model("2020/a", title="Chợ xanh", kind="tap-the")
    data.write(".gitignore", ".danvan.lock\n")
    data.commit("2021-01-15")
    data.git("config", "danvan.commit", "true")
    return data
