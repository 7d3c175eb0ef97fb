"""Writing the zip: the same files give the same bytes."""

import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

_DOS = 0  # made on: names and attributes are those that Windows has
_ORDINARY = 0x20  # an attribute of Windows: a file to back up, neither hidden nor read-only


def write_zip(target: Path, files: Mapping[str, bytes], seconds: int) -> None:
    """Write files {path: bytes} in order of their names, all of one time (seconds since 1970, in UTC)."""
    written = time.gmtime(seconds)[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, written)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, _DOS, _ORDINARY
            archive.writestr(entry, files[path], compresslevel=9)
