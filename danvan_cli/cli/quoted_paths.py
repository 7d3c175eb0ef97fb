r"""Paths that Windows cannot have: `--data "C:\x\"` takes the quotation mark along, and con.csv is a device."""

import os
from collections.abc import Iterator, Mapping, Sequence

import click

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import UNPORTABLE, Message
from danvan_cli.domain.portable_names import is_device
from danvan_cli.text.mark import N_

QUOTE_IN_PATH = Message(
    "quote-in-path",
    N_(
        "“{value}” holds a quotation mark, which no path on Windows has: a back slash before the closing one takes it"
        " along, and all that follows. Write the path without a back slash at its end: {path}"
    ),
)


def refuse_impossible(params: Sequence[click.Parameter], typed: Mapping[str, object]) -> None:
    """Raise RequestError for a path, typed or of the environment, that no file of Windows has."""
    for param in params:
        for text in _texts(param, typed) if isinstance(param.type, click.Path) else ():
            if '"' in text:
                path = text.strip('"').partition('"')[0].rstrip("\\")
                raise RequestError(QUOTE_IN_PATH, value=text, path=path)
            for name in filter(is_device, text.replace("\\", "/").split("/")):
                raise RequestError(UNPORTABLE, name=name)


def _texts(param: click.Parameter, typed: Mapping[str, object]) -> Iterator[str]:
    value = typed.get(str(param.name))
    values = value if isinstance(value, list | tuple) else [value]
    named = param.envvar if isinstance(param.envvar, str) else ""
    texts = [text for text in values if isinstance(text, str)]
    yield from texts or filter(None, [os.environ.get(named)])
