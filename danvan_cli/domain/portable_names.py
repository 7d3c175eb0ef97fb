"""Names of files that every system can give: Windows has devices, and letters that it keeps for itself."""

_DEVICES = frozenset(["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))])
_LETTERS = frozenset('<>:"|?*\\')


def is_device(name: str) -> bool:
    """Whether Windows keeps a name for a device, whatever ending it has: `con`, `NUL.yaml`."""
    return name.partition(".")[0].rstrip().casefold() in _DEVICES


def is_portable(name: str) -> bool:
    """Whether every system can give a file this name: Windows drops a dot or a blank at its end."""
    return bool(name) and name[-1] not in " ." and _LETTERS.isdisjoint(name) and not is_device(name)
