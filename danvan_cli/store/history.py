"""What git keeps of the files of a folder over time: asked of it in one go, however many they are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from danvan_cli.domain.errors import ReadError, RevisionError
from danvan_cli.store.objects import Objects, WantedObject
from danvan_cli.store.raw_changes import BEGINS_COMMIT, NO_FILE, NOTHING, RAW, ChangedFiles, read_log
from danvan_cli.store.repository import ask
from danvan_cli.store.source import UNSAVED, FileVersion, most_bytes
from danvan_cli.store.unsaved import EXACT, looking_everywhere

_NOW = FileVersion(UNSAVED, "")


def file_versions(root: Path, folder: str, commit: str = "HEAD", *, on_disk: bool) -> dict[str, list[FileVersion]]:
    """Return {path within the data folder: its versions, oldest first}; {} where git keeps nothing, or says no.

    `on_disk`: a file that is not as the commit has it has a version more, which git does not keep.
    """
    options = ("--reverse", "--relative", f"--format={BEGINS_COMMIT}%cs")
    try:
        answer = ask(root, "log", *RAW, *options, commit, "--", folder)
        if answer.code:
            return {}
        versions = _versions(read_log(answer.text.split("\0"), 1))
        unsaved = _unsaved(root, commit, folder) if on_disk else []
    except RevisionError:
        return {}
    for path in unsaved:
        if path in versions:
            versions[path].append(_NOW)
    return versions


def _unsaved(root: Path, commit: str, folder: str) -> list[str]:
    with looking_everywhere(root) as places:
        options = ("--name-only", "-z", "--relative", commit, "--", folder)
        return ask(root, *EXACT, "diff-index", *options, places=places).text.split("\0")


def _versions(commits: Iterable[ChangedFiles]) -> dict[str, list[FileVersion]]:
    versions: dict[str, list[FileVersion]] = defaultdict(list)
    for (day, *_), files in commits:
        for file in files:
            if file.after not in (NOTHING, NO_FILE):
                versions[file.path].append(FileVersion(day, file.after))
    return dict(versions)


def read_versions(
    root: Path, wanted: Iterable[tuple[str, FileVersion]], commit: str = "HEAD"
) -> Iterator[tuple[str, bytes | ReadError]]:
    """Yield (path, bytes) of versions that git keeps, in order, from one git process."""
    objects = [WantedObject(path, version.oid, most_bytes(path)) for path, version in wanted]
    if not objects:
        return
    with closing(Objects(root, commit).read(objects)) as contents:
        for wanted_object, content in zip(objects, contents, strict=True):
            yield wanted_object.path, content
