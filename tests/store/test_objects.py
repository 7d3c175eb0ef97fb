"""What git's stream of objects says, and whether it can be held to that."""

import io
from pathlib import Path

import pytest

from danvan_cli.domain import rules
from danvan_cli.domain.errors import ReadError
from danvan_cli.store import objects, owners
from danvan_cli.store.disk import DiskSource
from danvan_cli.store.git import GitSource
from danvan_cli.store.objects import Objects, WantedObject
from danvan_cli.store.repository import find_revision
from danvan_cli.store.source import MOST_BYTES
from tests.helpers.data_folder import LATER, DataFolder


def test_another_object_than_the_one_asked_for_is_not_taken() -> None:
    with pytest.raises(ValueError, match="other"):
        objects._read(io.BytesIO(b"other blob 3\nabc\n"), WantedObject("a.yaml", "asked", 10))


def test_a_repository_may_name_its_objects_by_sha256(data: DataFolder) -> None:
    data.model("2020/a")
    data.git("init", "--quiet", "--object-format=sha256")
    data.git("add", ".")
    data.git("commit", "--quiet", "-m", "state")
    oid = data.git("rev-parse", "HEAD:models/2020/a.yaml").strip()

    read = list(Objects(data.root, "HEAD").read([WantedObject("models/2020/a.yaml", oid, MOST_BYTES)] * 2))

    assert read == [DiskSource(data.root, LATER).read("models/2020/a.yaml")] * 2


def test_of_a_revision_too_large_a_file_is_not_read_and_a_folder_is_named_once(data: DataFolder) -> None:
    data.write("models/2020/a.yaml", b"#" * (MOST_BYTES + 1))
    for name in ("b", "c"):
        data.write(f"models/2020/sub/{name}.yaml", "")
    data.commit("2021-01-15")
    source = GitSource(data.root, find_revision(data.root, "HEAD"))

    with pytest.raises(ReadError) as refused:
        source.read("models/2020/a.yaml")
    assert refused.value.message is rules.TOO_LARGE
    assert [entry.name for entry in source.listing("models/2020").entries] == ["a.yaml", "sub"]
    assert list(source.strays()) == []


def test_nobody_can_be_named_who_owns_what_cannot_be_looked_at() -> None:
    assert owners._owner(Path("x" * 300), "") == "–"
