"""The licences of all that is in the zip."""

from collections.abc import Iterable

from windows.wheels import Wheel

INDEX = "README.txt"


def license_files(wheels: Iterable[Wheel], python: bytes) -> dict[str, bytes]:
    """Return a folder of licences: one of each package, Python's own, and a list of them.

    Raise ValueError where a package brings none along.
    """
    packages = sorted(wheels, key=lambda wheel: wheel.name.lower())
    bare = [wheel.name for wheel in packages if not wheel.licenses]
    if bare:
        raise ValueError(f"No licence in: {', '.join(bare)}")
    index = ["Python (CPython, with what Windows' build of it holds): python/LICENSE.txt"]
    files = {"python/LICENSE.txt": python}
    for wheel in packages:
        folder = f"{wheel.name}-{wheel.version}"
        files |= {f"{folder}/{name}": text for name, text in wheel.licenses.items()}
        index.append(f"{wheel.name} {wheel.version} ({wheel.license or 'as its text says'}): {folder}/")
    return {**files, INDEX: "".join(f"{line}\r\n" for line in index).encode()}
