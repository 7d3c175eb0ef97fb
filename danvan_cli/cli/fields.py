"""Options out of the tables of fields: each key of a record may be given on the command line."""

from collections.abc import Callable, Container, Mapping
from types import MappingProxyType
from typing import Any

import click

from danvan_cli.cli import completing
from danvan_cli.domain.field_types import ANYTHING, COUNT, DATE, FLAG, NUMBER, NUMBERS, SCORERS, WHOLE, YEAR, FieldType
from danvan_cli.domain.fields import Field, Table
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_

_TYPED = "danvan.typed"
_METAVARS: dict[FieldType, str] = {
    DATE: N_("DATE"),
    YEAR: N_("YEAR"),
    WHOLE: N_("NUMBER"),
    COUNT: N_("NUMBER"),
    NUMBER: N_("NUMBER"),
    NUMBERS: N_("KEY=NUMBER"),
    SCORERS: N_("NAME: KEY=NUMBER; …"),
    ANYTHING: N_("KEY=TEXT"),
    FLAG: N_("YES|NO"),
}
ON = {"decided_on": ("--on",)}


def options_of(
    table: Table,
    *,
    only: Container[str] | None = None,
    but: Container[str] = (),
    also: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    several: Container[str] = (),
) -> list[click.Parameter]:
    """Return the options of a table of fields, one a key; `also` gives some of them shorter names.

    `several` keys may be given several times though a record holds one value: each is a record of its own.
    """
    return [
        _option(field, also.get(key, ()), several=key in several or field.type.is_several or field.type.has_parts)
        for key, field in table.items()
        if key not in but and (only is None or key in only)
    ]


def _option(field: Field, also: tuple[str, ...], *, several: bool) -> click.Option:
    dashed = f"--{field.key.replace('_', '-')}"
    hidden = [f"--{field.key}"] if "_" in field.key else []
    return FieldOption(
        [*also, dashed, *hidden, f"typed_{field.key}"],
        multiple=several,
        metavar=_METAVARS.get(field.type, N_("TEXT")),
        help=help_of(field),
        expose_value=False,
        callback=_keeping_callback(field.key),
        shell_complete=completing.of_field(field),
    )


class FieldOption(click.Option):
    """An option for a key of records; its spelling with underscores, as files have it, is taken and not shown."""


def help_of(field: Field) -> str:
    """Return what the help says of a key; it is translated here, because it is put together."""
    parts = [translate(field.label) + ".", translate(field.help) if field.help else ""]
    if field.type.is_several:
        parts.append(translate(N_("Several: separated by “;”, or the option again.")))
    return " ".join(part for part in parts if part)


def _keeping_callback(key: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def keep(ctx: click.Context, _param: click.Parameter, value: str | tuple[str, ...] | None) -> None:
        texts = (value,) if isinstance(value, str) else value or ()
        if texts:
            ctx.meta.setdefault(_TYPED, {})[key] = list(texts)

    return keep


def typed(ctx: click.Context) -> dict[str, list[str]]:
    """Return what was typed behind the options of fields: {key: its texts}."""
    texts: dict[str, list[str]] = ctx.meta.setdefault(_TYPED, {})
    return texts
