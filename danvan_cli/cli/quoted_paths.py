r"""A quotation mark within a path, which Windows has in none: `--data "C:\x\"` takes it along, and all that follows."""

import os
from collections.abc import Iterator, Mapping, Sequence

import click

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.text.mark import N_

QUOTE_IN_PATH = Message(
    "quote-in-path",
    N_(
        "“{value}” holds a quotation mark, which no path on Windows has: a back slash before the closing one takes it"
        " along, and all that follows. Write the path without a back slash at its end: {path}"
    ),
)


def refuse_swallowed(params: Sequence[click.Parameter], typed: Mapping[str, object]) -> None:
    """Raise RequestError for a path, typed or of the environment, that holds a quotation mark."""
    for param in params:
        for text in _texts(param, typed) if isinstance(param.type, click.Path) else ():
            if '"' in text:
                path = text.strip('"').partition('"')[0].rstrip("\\")
                raise RequestError(QUOTE_IN_PATH, value=text, path=path)


def _texts(param: click.Parameter, typed: Mapping[str, object]) -> Iterator[str]:
    value = typed.get(str(param.name))
    values = value if isinstance(value, list | tuple) else [value]
    named = param.envvar if isinstance(param.envvar, str) else ""
    texts = [text for text in values if isinstance(text, str)]
    yield from texts or filter(None, [os.environ.get(named)])
