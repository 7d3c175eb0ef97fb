"""What goes back along with what a change took to another year: what was changed there since, or written about it."""

from collections.abc import Iterator, Sequence

from danvan_cli.domain.file_forms import form_of, state_of
from danvan_cli.domain.names import IGNORED_FILE, id_of, record_path, year_of
from danvan_cli.domain.record_types import EVALUATIONS, MODELS
from danvan_cli.recording.records_gone import type_and_name
from danvan_cli.store.commits import CommittedFile
from danvan_cli.store.source import Source


def with_later_moved(source: Source, changes: Sequence[CommittedFile]) -> list[CommittedFile]:
    """Return what a commit did; what it took to another year goes back as it is now, a model with its evaluations."""
    gone = {type_and_name(change.path): change for change in changes if change.after is None}
    told = {change.path: change for change in changes}
    for change in changes:
        left = gone.get(type_and_name(change.path)) if change.before is None else None
        now = read_now(source, change.path)
        if left and now is not None and read_now(source, left.path) is None:
            if now != change.after and (joined := _joined(change.path, change.after, now, left.before)) is not None:
                told[left.path] = left._replace(before=joined)
                told[change.path] = change._replace(after=now)
            if change.path.startswith(f"{MODELS.folder}/"):
                moved = _evaluations_moved(source, change.path, year_of(left.path))
                told |= {each.path: each for pair in moved if pair[0].path not in told for each in pair}
    return list(told.values())


def is_needed(source: Source, change: CommittedFile) -> bool:
    """Whether it is that git was told not to keep a file, which is still there: it is too large for the history."""
    lines = [set((data or b"").decode("utf-8", "replace").split("\n")) for data in (change.before, change.after)]
    told = lines[1] - lines[0] if change.path == IGNORED_FILE else ()
    return any(source.stamp(line.strip("/")) for line in told if line.strip("/"))


def read_now(source: Source, path: str) -> bytes | None:
    """Return what a file holds now, None where there is none."""
    return source.read(path) if source.stamp(path) else None


def _evaluations_moved(source: Source, model: str, year: int) -> Iterator[tuple[CommittedFile, CommittedFile]]:
    """Yield each evaluation of a model as if it had been taken along from another year: where it is, and was."""
    folder = f"{EVALUATIONS.folder}/{year_of(model)}"
    for name in sorted(source.names(folder)):
        if name.startswith(f"{id_of(model)}."):
            data = source.read(f"{folder}/{name}")
            before = CommittedFile(record_path(EVALUATIONS, year, id_of(name)), data, None)
            yield CommittedFile(f"{folder}/{name}", None, data), before


def _joined(path: str, base: bytes | None, ours: bytes | None, theirs: bytes | None) -> bytes | None:
    """Return two changes of a file as one, None where they are not to be joined, or cannot be read."""
    form = form_of(path)
    states = [state_of(form, data) for data in (base, ours, theirs)]
    if form is None or ours is None or any(state is None for state in states):
        return None
    joined = form.join(*states)
    return None if joined.conflicts else form.restate(ours, joined.value)
