from pathlib import Path

import pytest
from folders import DataFolder

from asking import clerk


@pytest.fixture(scope="session")
def _office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clerk.office(tmp_path_factory.mktemp("office") / "data").root


@pytest.fixture
def office(_office: Path, tmp_path: Path) -> DataFolder:
    """An office with two models of 2020, all of it in git."""
    return clerk.copied(_office, tmp_path / "data")
