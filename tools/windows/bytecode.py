"""Bytecode that lies beside its source and is taken as it is: a folder that nobody may write to starts as quickly.

It is the same whatever else the process holds: marshal's later forms refer back to what they wrote, by how often it is
in use anywhere. No path of this machine is in it; Python puts in the one from which it reads the file.
"""

import importlib.util
import marshal
import sys
from pathlib import PurePosixPath

MINOR = (3, 11)  # of the Python in the zip: bytecode is of one minor version
_UNCHECKED_HASH = 1
_WITHOUT_REFERENCES = 2
_CACHE = "__pycache__"


def require_same_minor() -> None:
    """Raise SystemExit where this Python's bytecode is not the one of the zip."""
    if sys.version_info[:2] != MINOR:
        wanted = ".".join(map(str, MINOR))
        raise SystemExit(f"The zip holds bytecode of Python {wanted}: make windows-zip PYTHON=python{wanted}")


def with_bytecode(sources: dict[str, bytes]) -> dict[str, bytes]:
    """Return files, and beside each module its bytecode; what is no Python is as it was."""
    compiled = {_cached(path): _bytecode(path, data) for path, data in sources.items() if path.endswith(".py")}
    return {**sources, **compiled}


def _cached(path: str) -> str:
    source = PurePosixPath(path)
    return str(source.parent / _CACHE / f"{source.stem}.cpython-{MINOR[0]}{MINOR[1]}.pyc")


def _bytecode(path: str, source: bytes) -> bytes:
    code = compile(source, path, "exec", dont_inherit=True, optimize=0)
    head = importlib.util.MAGIC_NUMBER + _UNCHECKED_HASH.to_bytes(4, "little") + importlib.util.source_hash(source)
    return head + marshal.dumps(code, _WITHOUT_REFERENCES)
