from pathlib import Path

import pytest

from tests.cli.prompts import office_folder
from tests.helpers.data_folder import DataFolder


@pytest.fixture(scope="session")
def _office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return office_folder.office(tmp_path_factory.mktemp("office") / "data").root


@pytest.fixture
def office(_office: Path, tmp_path: Path) -> DataFolder:
    """An office with two models of 2020, all of it in git."""
    return office_folder.copied(_office, tmp_path / "data")
