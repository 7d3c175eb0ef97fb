"""What stands on standard input, or is pasted at a terminal, as a file like any other."""

import sys
from hashlib import sha256
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from danvan_cli.cli import output
from danvan_cli.cli.streams import can_ask, is_terminal
from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_

NOTHING_PASTED = Message("nothing-pasted", N_("Nothing was pasted. Copy the table, headings and all, and paste it."))

PASTE_HERE = N_("Paste the table here, then press Enter on an empty line:")
STANDARD_INPUT = Path("-")
# What it is called in messages, and in the sources of records. Its letters are those of the content, so that another
# paste is another list, and the same one again is the same.
_NAME = "dán vào {letters}"
_LETTERS = 6


def with_pasted(ctx: click.Context, files: list[Path]) -> list[Path]:
    """Return the files, with one that is there until the command ends in the place of `-`; raise RequestError."""
    if STANDARD_INPUT not in files:
        return files
    data = _read()
    if not data.strip():
        raise RequestError(NOTHING_PASTED)
    folder = Path(ctx.with_resource(TemporaryDirectory()))
    file = folder / _NAME.format(letters=sha256(data).hexdigest()[:_LETTERS])
    file.write_bytes(data)
    return [file if path == STANDARD_INPUT else path for path in files]


def _read() -> bytes:
    """Read standard input; at a terminal, ask for it."""
    if can_ask():
        from danvan_cli.cli.prompts.pasting import ask_for_table

        return ask_for_table(translate(PASTE_HERE)).encode("utf-8", "surrogateescape")
    if is_terminal(sys.stdin):
        output.say(translate(PASTE_HERE))
        return "".join(takewhile(str.strip, sys.stdin)).encode("utf-8", "surrogateescape")
    return sys.stdin.buffer.read() if sys.stdin else b""
