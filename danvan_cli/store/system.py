"""What the system says when it refuses, by its number.

Its own words differ from system to system, and Windows' are in the language that it was bought in.
"""

import errno

from danvan_cli.store.windows import explained
from danvan_cli.text.mark import N_

_WORDS = {
    "EACCES": N_("Permission denied"),
    "EPERM": N_("Operation not permitted"),
    "EROFS": N_("Read-only file system"),
    "ENOSPC": N_("No space left on device"),
    "EDQUOT": N_("Disk quota exceeded"),
    "EBUSY": N_("Device or resource busy"),
    "ETXTBSY": N_("Text file busy"),
    "EIO": N_("Input/output error"),
    "EREMOTEIO": N_("Remote I/O error"),
    "ESTALE": N_("Stale file handle"),
    "ENOTCONN": N_("Transport endpoint is not connected"),
    "EHOSTDOWN": N_("Host is down"),
    "EHOSTUNREACH": N_("No route to host"),
    "ENETDOWN": N_("Network is down"),
    "ENETUNREACH": N_("Network is unreachable"),
    "ETIMEDOUT": N_("Connection timed out"),
    "ECONNABORTED": N_("Software caused connection abort"),
    "ECONNREFUSED": N_("Connection refused"),
    "ECONNRESET": N_("Connection reset by peer"),
    "ENODEV": N_("No such device"),
    "ENXIO": N_("No such device or address"),
    "ENOENT": N_("No such file or directory"),
    "EISDIR": N_("Is a directory"),
    "ENOTDIR": N_("Not a directory"),
    "ENOTEMPTY": N_("Directory not empty"),
    "EEXIST": N_("File exists"),
    "ELOOP": N_("Links that lead round in a circle"),
    "ENAMETOOLONG": N_("File name too long"),
    "EILSEQ": N_("File name not allowed"),
    "EFBIG": N_("File too large"),
    "EINVAL": N_("Invalid argument"),
    "EMFILE": N_("Too many open files"),
    "ENFILE": N_("Too many open files in system"),
    "ENOMEM": N_("Cannot allocate memory"),
    "ENOLCK": N_("No locks available"),
    "ENOTSUP": N_("Operation not supported"),
    "EOPNOTSUPP": N_("Operation not supported"),
    "ENOSYS": N_("Function not implemented"),
}
_BY_NUMBER = {getattr(errno, name): words for name, words in _WORDS.items() if hasattr(errno, name)}
_IN_USE, _SHARE_AWAY = N_("Being used by another process"), N_("The network share cannot be reached")
_VIRUS, _CLOUD = N_("Blocked by the virus scanner"), N_("The cloud's program does not give the file")
# Windows' own numbers where errno says less, or something else: to it most of these are EACCES, ENOENT or EINVAL.
_ON_WINDOWS = {
    **dict.fromkeys((32, 33, 170, 303, 1224), _IN_USE),
    **dict.fromkeys((53, 54, 59, 64, 65, 67, 121, 1203, 1222, 1231, 1232, 1236, 2250), _SHARE_AWAY),
    **dict.fromkeys((15, 20, 21, 55, 1006, 1167), _WORDS["ENODEV"]),
    **dict.fromkeys((23, 27, 31, 1117, 1392, 1393), _WORDS["EIO"]),
    **dict.fromkeys((39, 112), _WORDS["ENOSPC"]),
    **dict.fromkeys((1295, 1816), _WORDS["EDQUOT"]),
    **dict.fromkeys((111, 206), _WORDS["ENAMETOOLONG"]),
    **dict.fromkeys((123, 161), _WORDS["EILSEQ"]),
    **dict.fromkeys((1, 50), _WORDS["ENOTSUP"]),
    **dict.fromkeys((8, 14, 1450, 1455), _WORDS["ENOMEM"]),
    **dict.fromkeys((225, 226), _VIRUS),
    **dict.fromkeys((*range(358, 399), 404, 426, 434, 475), _CLOUD),
    **dict.fromkeys((5, 1260, 1314), _WORDS["EACCES"]),
    19: _WORDS["EROFS"],
    4: _WORDS["EMFILE"],
}
REASONS = frozenset([*_WORDS.values(), *_ON_WINDOWS.values()])


def reason_of(error: OSError | NotImplementedError) -> str:
    """Return why the system refuses: one of REASONS, which are messages of the catalogues; else its own words."""
    if not isinstance(error, OSError):
        return _WORDS["ENOSYS"]
    error = explained(error)
    words = _ON_WINDOWS.get(getattr(error, "winerror", None) or 0) or _BY_NUMBER.get(error.errno or 0)
    return words or error.strerror or str(error) or type(error).__name__
