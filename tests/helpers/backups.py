"""Archives that look like backups: sound ones, and such as danvan never writes."""

import hashlib
import io
import json
import stat
import zipfile
from collections.abc import Mapping
from typing import Any

_DAY = (2026, 11, 30, 0, 0, 0)
OFFICE = "format: 1\noffice: Ban Dân vận\nunit: xa\n"
UNITS = "- {id: xa, name: Xã An Hòa, level: xa}\n"
FOLDER = {"danvan.yaml": OFFICE, "units.yaml": UNITS}


def part(name: str, mode: int = stat.S_IFREG | 0o644) -> zipfile.ZipInfo:
    """Return a part of an archive, a plain file unless its mode says otherwise."""
    info = zipfile.ZipInfo(name, _DAY)
    info.external_attr = mode << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def manifest(files: Mapping[str, str], **changed: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON is whatever it is
    """Return what a backup of these files says of itself."""
    digest = hashlib.sha256()
    for path, content in files.items():
        digest.update(f"{path}\0{hashlib.sha256(content.encode()).hexdigest()}\n".encode())
    size = sum(len(content.encode()) for content in files.values())
    return {
        "schema": 1,
        "made": "2026-11-30",
        "office": "Ban Dân vận",
        "contents": {"files": len(files), "size": size, "digest": digest.hexdigest()},
        "numbers": {},
        "history": None,
        **changed,
    }


def archive_of(files: Mapping[str, str], document: object = None, **modes: int) -> bytes:
    """Return an archive with files of a data folder, whatever their names; `modes` are those of some, by their text."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path, content in files.items():
            archive.writestr(part(f"data/{path}", modes.get(content, stat.S_IFREG | 0o644)), content)
        archive.writestr(part("backup.json"), json.dumps(manifest(files) if document is None else document))
    return stream.getvalue()
