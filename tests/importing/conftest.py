import pytest

from danvan_cli.index.current_lists import Lists
from tests.importing.list_sheets import office_lists


@pytest.fixture(scope="session")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Lists:
    """The lists of an office, read from a data folder of its own."""
    return office_lists(tmp_path_factory.mktemp("office"))
