"""What became of records that a change made, and that lie there no longer: they were moved, removed or merged.

They were not taken back, however their place looks: what was done to them since comes first.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from danvan_cli.domain.commit import Commit, LaterChange, without_effect
from danvan_cli.domain.names import RECORD_FOLDERS, REMOVED_FOLDER, id_of
from danvan_cli.recording.removed import kept_path, read_removed
from danvan_cli.store.changes import between
from danvan_cli.store.commits import CommittedFile, changed_paths, commits_since, kept_contents, read_commits
from danvan_cli.store.raw_changes import NOTHING
from danvan_cli.store.source import Source

_BY_HAND = ("", "save")  # the commands of changes that a person made to the files


def gone_since(source: Source, commit: Commit, changes: Sequence[CommittedFile]) -> Iterator[LaterChange]:
    """Yield what was done since to records that a commit made, where they are not there any more.

    What was taken back is not there either, nor what a person deleted: that is as she wants it.
    """
    brought = {type_and_name(change.path) for change in changes if change.before and source.stamp(change.path)}
    made = (change.path for change in changes if change.before is None and change.after is not None)
    gone = [path for path in made if _is_record(path) and not source.stamp(path)]
    gone = [path for path in gone if type_and_name(path) not in brought]
    if not gone:
        return
    since = read_commits(source.root, commits_since(source.root, commit.id, *RECORD_FOLDERS))
    changed = changed_paths(source.root, [change.id for change in since])
    touching = defaultdict[tuple[str, str], list[Commit]](list)
    for change in since:
        for record in set(map(type_and_name, changed[change.id])):
            touching[record].append(change)
    kept = kept_contents(source.root, [place for path in gone for place in (path, *_put_away(source, path))])
    for path in gone:
        if kept[path] is not None:
            unsaved = [*_elsewhere(source, path), *(place for place in _put_away(source, path) if kept[place] is None)]
            yield from (LaterChange(place, (), None) for place in unsaved[:1])
        else:
            yield from _what_became(source, path, touching[type_and_name(path)], changed)


def _what_became(
    source: Source, path: str, touching: Sequence[Commit], changed: Mapping[str, Collection[str]]
) -> Iterator[LaterChange]:
    """Yield the last change of a record that went, and the one by which it went from where it was made."""
    undone = without_effect(touching)
    standing = [change for change in touching if change.id not in undone]
    if not standing:
        return
    went = next((change for change in standing if path in changed[change.id]), standing[0])
    told = list(dict.fromkeys([standing[0], went]))
    put_away = [place for change in told for place in sorted(changed[change.id]) if _is_kept_of(place, path)]
    place = next(iter([*_elsewhere(source, path), *put_away]), "")
    if place or went.command not in _BY_HAND:
        yield from (LaterChange(place or path, (), change) for change in told)


def merged_since(source: Source, commit: Commit, going: Sequence[str]) -> Iterator[LaterChange]:
    """Yield what was merged since into records that would go: they stand for both, though nothing in them changed."""
    if not any(map(_is_record, going)):
        return
    for change in between(source.root, commit.id, None, [REMOVED_FOLDER]):
        if change.before == (NOTHING,) and any(is_merged_into(source, change.path, path) for path in going):
            since = read_commits(source.root, commits_since(source.root, commit.id, change.path))
            yield LaterChange(change.path, (), next(iter(since), None))


def is_merged_into(source: Source, place: str, name: str) -> bool:
    """Whether what is kept at a place under `removed/` was merged into what is meant by a path, or by an id."""
    folder, kept = type_and_name(place.removeprefix(f"{REMOVED_FOLDER}/"))
    if folder == type_and_name(place)[0] or name.partition("/")[0] not in (folder, name):
        return False
    model, _, level = id_of(name).partition(".")
    is_alike = id_of(kept).partition(".")[2].startswith(level)
    return is_alike and read_removed(source, id_of(kept), place).removal.merged_into == model


def is_elsewhere(source: Source, path: str) -> bool:
    """Whether somebody took the file to another year."""
    return any(_elsewhere(source, path))


def _elsewhere(source: Source, path: str) -> Iterator[str]:
    kind, name = type_and_name(path)
    folders = (folder.path for folder in source.folders() if folder.path.partition("/")[0] == kind)
    return (place for folder in folders if (place := f"{folder}/{name}") != path and source.stamp(place))


def _put_away(source: Source, path: str) -> Iterator[str]:
    number = 1
    while source.stamp(place := kept_path(path, number)):
        yield place
        number += 1


def _is_kept_of(place: str, path: str) -> bool:
    """Whether a record is kept at a place under `removed/`, of whatever year; the second time it has a number."""
    kept = rf"{REMOVED_FOLDER}/{path.partition('/')[0]}/[^/]+/{re.escape(id_of(path))}(-[0-9]+)?\.yaml"
    return re.fullmatch(kept, place) is not None


def type_and_name(path: str) -> tuple[str, str]:
    """Return the folder of a file, and its name: what stays when it goes to another year."""
    return path.partition("/")[0], path.rpartition("/")[2]


def _is_record(path: str) -> bool:
    return path.partition("/")[0] in RECORD_FOLDERS
