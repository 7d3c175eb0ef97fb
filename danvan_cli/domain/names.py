"""How files and ids are named (docs/design.md, The data folder)."""

import re
from typing import NamedTuple

from danvan_cli.domain.messages import DEVICE_ID, NO_ID, Message
from danvan_cli.domain.portable_names import is_device
from danvan_cli.domain.record_type import RecordType
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.text.slug import MOST_LETTERS

REMOVED_FOLDER = "removed"
RECORD_FOLDERS = {record_type.folder: record_type.name for record_type in RECORD_TYPES.values()}
OFFICE_FILE = "danvan.yaml"
UNITS_FILE = "units.yaml"
IGNORED_FILE = ".gitignore"  # names what git does not keep
GIT_FILES = (".gitattributes", IGNORED_FILE)  # what danvan tells git of the folder
EVIDENCE = "evidence"  # the folder of what records name as evidence, by years

_TOPS = frozenset([*RECORD_FOLDERS, EVIDENCE, REMOVED_FOLDER])
OWN_NAMES = _TOPS | {OFFICE_FILE, UNITS_FILE}
_ID = re.compile(rf"[a-z0-9][a-z0-9-]{{0,{MOST_LETTERS - 1}}}", re.ASCII)
_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}", re.ASCII)


def is_own(path: str) -> bool:
    """Whether a path of the data folder is one of danvan's own files: records, lists, evidence, what was put away."""
    return path in (OFFICE_FILE, UNITS_FILE) or path.partition("/")[0] in (*RECORD_FOLDERS, EVIDENCE, REMOVED_FOLDER)


class RecordName(NamedTuple):
    """A record's id; for an evaluation its model's id, and the level."""

    id: str
    level: str | None = None


def is_id(text: str) -> bool:
    """Whether the text may be an id: `[a-z0-9][a-z0-9-]*`, at most 80 characters, no Windows device.

    With a hyphen at its beginning it would be taken for an option, wherever it is typed.
    """
    return _ID.fullmatch(text) is not None and not is_device(text)


def why_no_id(text: str) -> Message:
    """Return what is said of a text that cannot be an id."""
    return DEVICE_ID if is_device(text) else NO_ID


def is_year(text: str) -> bool:
    """Whether a folder's name is a campaign year."""
    return _YEAR.fullmatch(text) is not None


def record_name(record_type: RecordType, file_name: str) -> RecordName | None:
    """Read a record's id off its file's name; None for a file that does not belong in a year's folder."""
    if not file_name.endswith(".yaml"):
        return None
    stem = file_name[:-5]
    if record_type.has_ids:
        return RecordName(stem) if is_id(stem) else None
    model, dot, level = stem.partition(".")
    return RecordName(model, level) if dot and is_id(model) and is_id(level) else None


def path_in(typed: str) -> str:
    r"""Return a path within the data folder that was typed, as danvan writes it; what is none stays as it is.

    The Tab key and Explorer begin it further up, and on Windows have other slashes: `.\models\2020\x.yaml`.
    """
    parts = typed.replace("\\", "/").split("/")
    begins = [place for place, part in enumerate(parts[:-1]) if part in _TOPS]
    if not begins:
        return parts[-1] if parts[-1] in (OFFICE_FILE, UNITS_FILE) else typed
    begin = begins[-1] - (parts[begins[-1] - 1 : begins[-1]] == [REMOVED_FOLDER])
    return "/".join(parts[begin:])


def is_path(typed: str) -> bool:
    """Whether what was typed is a path of a record: a title may have a slash too, as in 1/2."""
    first, slash, _ = path_in(typed).partition("/")
    return bool(slash) and (first in _TOPS or is_year(first) or ".yaml" in typed)


def folder_and_name(path: str) -> tuple[str, str] | None:
    """Return folder and name of a path within the data folder, be it as Windows has it; None where it leads out."""
    *folders, name = parts = path.replace("\\", "/").split("/")
    is_within = name and not {"", ".", ".."} & set(parts) and ":" not in parts[0]
    return ("/".join(folders), name) if is_within else None


def id_of(path: str) -> str:
    """Return the id in a path, or in a file's name; of an evaluation `<model>.<level>`."""
    return path.rpartition("/")[2].removesuffix(".yaml")


def year_of(path: str) -> int:
    """Return the campaign year in a record's path."""
    return int(path.split("/")[1])


def record_path(record_type: RecordType, year: int, name: str) -> str:
    """Return the path of a record's file within the data folder; an evaluation's name is `<model>.<level>`."""
    return f"{record_type.folder}/{year}/{name}.yaml"
