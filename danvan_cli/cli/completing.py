"""What the Tab key offers: measures, dimensions, values, ids and years."""

import contextlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click
import typer
from click.shell_completion import CompletionItem

from danvan_cli.counting.measures import BASES, DIMENSIONS, MEASURES, find_dimension
from danvan_cli.text.fold import occurs

_MOST = 200
if TYPE_CHECKING:
    from danvan_cli.domain.fields import Field
    from danvan_cli.domain.record_types import RecordType

Offer = tuple[str, str]
Offered = TypeVar("Offered")


def _beginning(incomplete: str, names: Iterable[str]) -> list[str]:
    return [name for name in names if name.startswith(incomplete)]


def measures(incomplete: str) -> list[str]:
    """Offer measures."""
    names = _beginning(incomplete, MEASURES)
    return names or _beginning(incomplete, (name for one in MEASURES.values() for name in one.names))


def bases(incomplete: str) -> list[str]:
    """Offer the bases of counting."""
    return _beginning(incomplete, BASES)


def dimensions(incomplete: str) -> list[str]:
    """Offer dimensions; those before the last comma stay."""
    before, comma, last = incomplete.rpartition(",")
    return [f"{before}{comma}{name}" for name in _beginning(last, DIMENSIONS)]


def years(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer the years that have folders."""
    return _quietly(lambda: _beginning(incomplete, _years(ctx)))


def _years(ctx: typer.Context) -> list[str]:
    from danvan_cli.cli.workplace import open_ledger

    return sorted({str(folder.year) for folder in open_ledger(ctx).source.folders()})


def conditions(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Offer dimensions, and after the = their values, found by id or by a part of the name."""
    name, equals, value = incomplete.partition("=")
    if not equals:
        return [(f"{one}=", "") for one in _beginning(incomplete, DIMENSIONS)]
    dimension = find_dimension(name.rstrip("!").partition(".")[0])
    if dimension is None:
        return []
    kind = "unit" if dimension.type == "unit" else dimension.choices
    offers = _quietly(lambda: _values(ctx, kind, value))
    return [(f"{name}={one}", label) for one, label in offers]


def _values(ctx: click.Context, kind: str, typed: str) -> list[Offer]:
    from danvan_cli.cli.workplace import open_ledger
    from danvan_cli.index.comparing import Scope

    _, lists = open_ledger(ctx).open(Scope((), 0, 0, (0, 0)))
    named = lists.units.values() if kind == "unit" else lists.entries(kind).values()
    found = [(one.id, one.names()) for one in named]
    fitting = [(one, names) for one, names in found if one.startswith(typed)]
    fitting = fitting or [(one, names) for one, names in found if any(occurs(typed, name) for name in names)]
    return [(one, names[1]) for one, names in fitting[:_MOST]]


def of_field(field: "Field") -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Offer what a field can hold: units, models, or a list's entries."""

    def offer(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from danvan_cli.domain.record_types import MODELS

        if field.refers == MODELS.name:
            offers = models(ctx, incomplete)
        elif field.refers == "unit" or field.choices:
            offers = _quietly(lambda: _values(ctx, field.refers or field.choices, incomplete))
        else:
            return []
        return [CompletionItem(value, help=label) for value, label in offers]

    return offer


def units(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Offer the units."""
    return _quietly(lambda: _values(ctx, "unit", incomplete))


def entries(name: str) -> Callable[[click.Context, str], list[Offer]]:
    """Offer a list's entries."""

    def offer(ctx: click.Context, incomplete: str) -> list[Offer]:
        return _quietly(lambda: _values(ctx, name, incomplete))

    offer.__annotations__["ctx"] = typer.Context  # Typer finds out by it what to pass
    return offer


def list_kinds(incomplete: str) -> list[Offer]:
    """Offer the kinds of lists, by both names."""
    from danvan_cli.importing.columns import LIST_KINDS

    offers = [(one, "") for pair in LIST_KINDS.items() for one in pair]
    return [(one, label) for one, label in offers if one.startswith(incomplete)]


def assignments(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Offer records, keys, and after the = what a key can hold."""
    from danvan_cli.domain.record_types import RECORD_TYPES

    fields: dict[str, Field] = {}
    for record_type in RECORD_TYPES.values():
        fields = {**record_type.fields, **fields}  # a key that several have means much the same in each
    name, equals, value = incomplete.partition("=")
    if not equals:
        return [*((f"{key}=", "") for key in _beginning(incomplete, fields)), *records(ctx, incomplete)]
    offers = of_field(fields[name])(ctx, click.Argument(["given"]), value) if name in fields else []
    return [(f"{name}={one.value}", one.help or "") for one in offers]


def records(ctx: click.Context, incomplete: str) -> list[Offer]:
    """Offer ids of records, of whatever type has ids."""
    from danvan_cli.domain.record_types import RECORD_TYPES

    named = [record_type for record_type in RECORD_TYPES.values() if record_type.has_ids and record_type.columns]
    return _quietly(lambda: _records(ctx, incomplete, named))


def models(ctx: click.Context, incomplete: str) -> list[Offer]:
    """Offer ids of models."""
    from danvan_cli.domain.record_types import MODELS

    return _quietly(lambda: _records(ctx, incomplete, [MODELS]))


def _records(ctx: click.Context, incomplete: str, record_types: Iterable["RecordType"]) -> list[Offer]:
    from danvan_cli.cli.workplace import open_ledger
    from danvan_cli.index.identities import ids_beginning

    db, _ = open_ledger(ctx).open(None)
    return ids_beginning(db, record_types, incomplete, _MOST)


def _quietly(offer: Callable[[], list[Offered]]) -> list[Offered]:
    """Answer with nothing where something is wrong: at the Tab key there is nowhere to read it."""
    with (
        contextlib.suppress(Exception),
        Path(os.devnull).open("w", encoding="utf-8") as nowhere,
        contextlib.redirect_stderr(nowhere),
    ):
        return offer()
    return []
