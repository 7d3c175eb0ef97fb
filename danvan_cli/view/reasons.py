"""Why the system refused, in the language that is spoken, and what helps."""

from danvan_cli.locale import translate
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import visible

_FULL = N_("Delete what is no longer needed from the disk, then run it again.")
_NOT_WRITABLE = N_(
    "Close other programs that hold it open, or ask who looks after the folder to let you write into it."
)
_NOT_READABLE = N_("Close other programs that hold it open, or ask who looks after the folder to let you read it.")
_READ_ONLY = N_("Ask who looks after the disk or the share to let you write into it, or copy the folder elsewhere.")
_AWAY = N_("Check that the disk or the share is connected and the network works, then run it again.")
_BUSY = N_("Close other programs that hold it open, then run it again.")
_NO_LOCKS = N_("Files cannot be locked there. Keep the data folder on a disk of this machine, or on another share.")
_TOO_LONG = N_("Keep the folder nearer to the top of the disk, or give it a shorter name, then run it again.")
_TOO_MUCH = N_("Close other programs, then run it again.")
_VIRUS = N_("Ask who looks after the machine to let danvan through the virus scanner.")
_FETCH = N_("Connect to where this copy came from (its remote), then run it again.")
_CLOUD = N_("Open OneDrive, Google Drive or whatever keeps the folder, let it bring all files here, then run it again.")
# By the words of `store.system` and `store.objects`.
_WRITING = {
    **dict.fromkeys(("No space left on device", "Disk quota exceeded"), _FULL),
    **dict.fromkeys(("Permission denied", "Operation not permitted"), _NOT_WRITABLE),
    "Read-only file system": _READ_ONLY,
    **dict.fromkeys(("Input/output error", "Remote I/O error", "Stale file handle"), _AWAY),
    **dict.fromkeys(("No such file or directory", "No such device", "No such device or address"), _AWAY),
    **dict.fromkeys(("Transport endpoint is not connected", "Connection timed out", "Host is down"), _AWAY),
    **dict.fromkeys(("No route to host", "Network is down", "Network is unreachable"), _AWAY),
    **dict.fromkeys(("Software caused connection abort", "Connection refused", "Connection reset by peer"), _AWAY),
    "The network share cannot be reached": _AWAY,
    **dict.fromkeys(("Device or resource busy", "Text file busy", "Being used by another process"), _BUSY),
    **dict.fromkeys(("No locks available", "Operation not supported", "Function not implemented"), _NO_LOCKS),
    "File name too long": _TOO_LONG,
    **dict.fromkeys(("Too many open files", "Too many open files in system", "Cannot allocate memory"), _TOO_MUCH),
    "Blocked by the virus scanner": _VIRUS,
    "The cloud's program does not give the file": _CLOUD,
    "it is still where this clone came from, and cannot be fetched": _FETCH,
}
_READING = {**_WRITING, **dict.fromkeys(("Permission denied", "Operation not permitted"), _NOT_READABLE)}


def reason(words: str) -> str:
    """Return the system's words within a sentence, in the language that is spoken."""
    phrase = translate(visible(words))
    return phrase[:1].lower() + phrase[1:]


def advice_on_writing(words: str) -> str:
    """Return what helps whoever could not write, "" where nobody knows."""
    return translate(_WRITING.get(words, ""))


def advice_on_reading(words: str) -> str:
    """Return what helps whoever could not read, "" where nobody knows."""
    return translate(_READING.get(words, ""))
