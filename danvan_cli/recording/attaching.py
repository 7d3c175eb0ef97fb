"""Evidence: files are copied into the data folder, under names that tell of what they are."""

from collections.abc import Sequence
from typing import NamedTuple

from danvan_cli.domain.errors import InputError, Mistake, RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import EVIDENCE, IGNORED_FILE
from danvan_cli.domain.record_type import Values
from danvan_cli.recording.plan import Remark, Step, remark
from danvan_cli.recording.record_lookup import Record, RecordLookup
from danvan_cli.store.attachments import Attachment, AttachmentFolder
from danvan_cli.store.writing import Change
from danvan_cli.text.mark import N_
from danvan_cli.text.slug import slug

NOT_IN_GIT = Message(
    "not-in-git",
    N_("{path} is larger than 1 MB, so git does not keep it (.gitignore names it): keep a copy elsewhere."),
    severity="remark",
)

_MOST_IN_GIT = 1 << 20
_LONGEST_NAME = 40


class AttachmentPlan(NamedTuple):
    """The paths by which a record names its evidence, the files that are copied for it, and what is said of them."""

    paths: list[str]
    steps: list[Step]
    remarks: list[Remark]


def attach(
    lookup: RecordLookup, model: Record, level: str, typed: Sequence[str], old: Record | None = None
) -> AttachmentPlan:
    """Plan to copy the files typed into the folder; what lies in its evidence already is named as it is.

    What the record named before is not looked for again. Raise InputError with all that are no files.
    """
    folder = AttachmentFolder(lookup.source.root)
    before = old.values.get("evidence", ()) if old else ()
    found, mistakes = [], []
    for text in typed:
        try:
            found.append(Attachment(text, path=text) if text in before else folder.find(text))
        except RequestError as why:
            mistakes.append(Mistake("evidence", why))
    if mistakes:
        raise InputError(mistakes)
    copied: dict[str, bytes] = {}
    paths = [file.path or _place(folder, model, level, file, copied) for file in found]
    large = [path for path, content in copied.items() if len(content) > _MOST_IN_GIT]
    steps = [_copy(path, content) for path, content in copied.items()]
    ignoring = [_ignore(lookup, large)] if large else []
    return AttachmentPlan(
        list(dict.fromkeys(paths)), [*ignoring, *steps], [remark(NOT_IN_GIT, path=path) for path in large]
    )


def _place(folder: AttachmentFolder, model: Record, level: str, file: Attachment, copied: dict[str, bytes]) -> str:
    """Return where a file lies, or is to be copied to, which is noted: each content once, nothing is written over."""
    year_folder = f"{EVIDENCE}/{model.year}"
    same = next((path for path, content in copied.items() if content == file.content), None)
    if there := same or folder.same(year_folder, file.content):
        return there
    stem, dot, ending = file.name.rpartition(".")
    name = slug(stem if dot else file.name)[:_LONGEST_NAME].strip("-")
    ending = slug(ending).replace("-", "") if dot and stem else ""
    whole = "-".join(filter(None, (model.id, level, name)))
    number = 1
    while folder.is_taken(path := _numbered(f"{year_folder}/{whole}", number, ending)) or path in copied:
        number += 1
    copied[path] = file.content
    return path


def _numbered(stem: str, number: int, ending: str) -> str:
    counted = stem if number == 1 else f"{stem}-{number}"
    return f"{counted}.{ending}" if ending else counted


def _copy(path: str, content: bytes) -> Step:
    return Step(EVIDENCE, path, None, {}, Change(path, None, content))


def _ignore(lookup: RecordLookup, paths: Sequence[str]) -> Step:
    """Plan to name files in the folder's .gitignore, so that every clone knows that git does not keep them."""
    before = lookup.source.read(IGNORED_FILE) if lookup.source.stamp(IGNORED_FILE) else None
    text = before or b""
    text += b"\n" if text and not text.endswith(b"\n") else b""
    after = text + "".join(f"/{path}\n" for path in paths).encode()
    nothing: Values = {}
    change = Change(IGNORED_FILE, before, after)
    return Step(EVIDENCE, IGNORED_FILE, None if before is None else nothing, nothing, change)
