"""danvan.exe: the launcher that pip makes commands of, with the Python to start and what that is to run behind it.

It only starts `python.exe`, which reads and writes all files and states in its own manifest that it takes long paths;
so the launcher's manifest is left as it is.
"""

import io
import zipfile
from collections.abc import Mapping

_STUB = "distlib/t64.exe"
_PYTHON = b"#!<launcher_dir>\\python\\python.exe\r\n"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def launcher(distlib: Mapping[str, bytes], script: bytes) -> bytes:
    """Return a program that has the Python beside it run a script."""
    carried = io.BytesIO()
    with zipfile.ZipFile(carried, "w") as archive:
        archive.writestr(zipfile.ZipInfo("__main__.py", _LONG_AGO), script)
    return distlib[_STUB] + _PYTHON + carried.getvalue()
