"""Folders that papers are asked of: the samples, and a small one whose titles would do harm."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from danvan_cli import locale
from tests.exporting.papers.asked_papers import SAMPLES, AskedFolder
from tests.exporting.papers.written_papers import Papers
from tests.helpers.data_folder import DataFolder
from tests.helpers.questions import asked_long_after


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with asked_long_after(tmp_path_factory.mktemp("cache")):
        yield


@pytest.fixture(autouse=True)
def _in_vietnamese() -> None:
    locale.use("vi")


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AskedFolder]:
    with closing(AskedFolder(SAMPLES, tmp_path_factory.mktemp("samples"), "2020")) as folder:
        yield folder


@pytest.fixture
def asked(data: DataFolder, tmp_path: Path) -> Iterator[AskedFolder]:
    """Two models, one of them with a title that would do harm, and no award."""
    data.model("2020/2020-a", title="A & B <số 3> {{ 1 }} {% set a %} \ue000 ]]>", person="")
    data.model("2020/2020-b", title="Chợ xanh", unit="xa-b", count=6)
    with closing(AskedFolder(data.root, tmp_path / "asked", "2020")) as folder:
        yield folder


@pytest.fixture
def papers(samples: AskedFolder, tmp_path: Path) -> Papers:
    return Papers(samples, tmp_path)


@pytest.fixture
def own(asked: AskedFolder, tmp_path: Path) -> Papers:
    return Papers(asked, tmp_path)
