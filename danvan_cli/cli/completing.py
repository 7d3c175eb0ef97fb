"""What the Tab key offers: measures, dimensions, values, ids and years."""

import contextlib
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click
import typer
from click.shell_completion import CompletionItem

from danvan_cli.counting.measures import DIMENSION_NAMES, MEASURES, find_dimension
from danvan_cli.domain.vietnamese_names import VALUES
from danvan_cli.locale import language, translate
from danvan_cli.text.fold import occurs

_MOST = 200
if TYPE_CHECKING:
    from danvan_cli.domain.fields import Field
    from danvan_cli.domain.record_type import RecordType
    from danvan_cli.text.periods import Period

Offer = tuple[str, str]
Offered = TypeVar("Offered")


def _names_beginning(incomplete: str, names: Iterable[str]) -> list[str]:
    return [name for name in names if name.startswith(incomplete)]


def _own_names_beginning(incomplete: str, names: Mapping[str, str]) -> list[str]:
    """Return of {English: Vietnamese} the names of the language that is spoken; else those that were begun."""
    own, others = (names.values(), names) if language() == "vi" else (names, names.values())
    return _names_beginning(incomplete, own) or _names_beginning(incomplete, others)


def measures(incomplete: str) -> list[str]:
    """Offer measures."""
    names = _own_names_beginning(incomplete, {measure.name: measure.names[0] for measure in MEASURES.values()})
    return names or _names_beginning(incomplete, (name for measure in MEASURES.values() for name in measure.names))


def bases(incomplete: str) -> list[str]:
    """Offer the bases of counting."""
    return _own_names_beginning(incomplete, VALUES["count"])


def dimensions(incomplete: str) -> list[str]:
    """Offer dimensions; those before the last comma stay."""
    before, comma, last = incomplete.rpartition(",")
    return [f"{before}{comma}{name}" for name in _own_names_beginning(last, DIMENSION_NAMES)]


def shown_keys(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer what a list of the measure can show; names before the last comma stay."""
    from danvan_cli.counting.measures import find_measure
    from danvan_cli.counting.shown_columns import names_shown

    # While an option has no value yet, click takes no words for arguments.
    measure = find_measure(str(ctx.params.get("measure") or next(iter(ctx.args), "")))
    before, comma, last = incomplete.rpartition(",")
    names = _own_names_beginning(last, names_shown(measure)) if measure else []
    return [f"{before}{comma}{name}" for name in names]


def years(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer the years that have folders."""
    return _quietly(lambda: _names_beginning(incomplete, _campaign_years(ctx)))


def _campaign_years(ctx: typer.Context) -> list[str]:
    from danvan_cli.cli.workplace import open_ledger

    return sorted({str(folder.year) for folder in open_ledger(ctx).source.folders()})


def conditions(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Offer dimensions, and after the = their values, found by id or by a part of the name."""
    name, equals, value = incomplete.partition("=")
    if not equals:
        return [(f"{dimension_name}=", "") for dimension_name in _own_names_beginning(incomplete, DIMENSION_NAMES)]
    dimension = find_dimension(name.rstrip("!").partition(".")[0])
    if dimension is None:
        return []
    kind = "unit" if dimension.type == "unit" else dimension.choices
    offers = _quietly(lambda: _entry_offers(ctx, kind, value))
    return [(f"{name}={entry_id}", label) for entry_id, label in offers]


def _entry_offers(ctx: click.Context, kind: str, typed: str) -> list[Offer]:
    from danvan_cli.cli.workplace import open_ledger
    from danvan_cli.index.comparing import Scope

    _, lists = open_ledger(ctx).open(Scope((), 0, 0, (0, 0)))
    entries = lists.units.values() if kind == "unit" else lists.entries(kind).values()
    named = [(entry.id, entry.names()) for entry in entries]
    fitting = [(entry_id, names) for entry_id, names in named if entry_id.startswith(typed)]
    fitting = fitting or [(entry_id, names) for entry_id, names in named if any(occurs(typed, name) for name in names)]
    if kind == "unit":
        return [(unit, lists.called(unit).placed) for unit, _ in fitting[:_MOST]]
    return [(entry_id, names[1]) for entry_id, names in fitting[:_MOST]]


def of_field(field: "Field") -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Return what offers at the Tab key what a field can hold: units, models, or a list's entries."""

    def offer(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from danvan_cli.domain.record_types import MODELS

        if field.key == "continues":
            offers = _quietly(lambda: _earlier_model_offers(ctx, incomplete))
        elif field.key == "replicates":
            offers = _quietly(lambda: _id_offers(ctx, incomplete, [MODELS], None))
        elif field.refers == MODELS.name:
            offers = models(ctx, incomplete)
        elif field.refers == "unit" or field.choices:
            offers = _quietly(lambda: _entry_offers(ctx, field.refers or field.choices, incomplete))
        else:
            return []
        return [CompletionItem(value, help=label) for value, label in offers]

    return offer


def units(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Offer the units."""
    return _quietly(lambda: _entry_offers(ctx, "unit", incomplete))


def provinces(incomplete: str) -> list[Offer]:
    """Offer the provinces of today by their ids, which need no quotes, found by these or by their names."""
    from danvan_cli.domain.directory import directory
    from danvan_cli.domain.unit_kinds import but_for_kind
    from danvan_cli.text.slug import slug

    names = [unit.name for unit in directory().provinces()]
    for written in (lambda name: slug(but_for_kind(name)), but_for_kind, str):
        fitting = [name for name in names if written(name).startswith(incomplete)]
        if fitting:
            return [(slug(but_for_kind(name)), name) for name in fitting]
    return []


def entries(name: str) -> Callable[[click.Context, str], list[Offer]]:
    """Return what offers a list's entries at the Tab key."""

    def offer(ctx: click.Context, incomplete: str) -> list[Offer]:
        return _quietly(lambda: _entry_offers(ctx, name, incomplete))

    offer.__annotations__["ctx"] = typer.Context  # Typer finds out by it what to pass
    return offer


def vocabulary_lists(incomplete: str) -> list[Offer]:
    """Offer the lists."""
    from danvan_cli.domain.list_names import OFFICE_LISTS, find_list

    names = _own_names_beginning(incomplete, {named.name: named.vietnamese for named in OFFICE_LISTS.values()})
    return [(name, translate(find_list(name).label)) for name in names]


def entries_of_list(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Offer the entries of the list that was named before."""
    from danvan_cli.domain.list_names import find_list

    return _quietly(lambda: _entry_offers(ctx, find_list(ctx.params["list_name"]).name, incomplete))


def list_kinds(incomplete: str) -> list[Offer]:
    """Offer the kinds of lists."""
    from danvan_cli.domain.list_kinds import LIST_KINDS

    return [(name, "") for name in _own_names_beginning(incomplete, LIST_KINDS)]


def problem_codes(incomplete: str) -> list[Offer]:
    """Offer the codes of what `check` finds, each with what it says."""
    from danvan_cli.counting.checks import RULES
    from danvan_cli.view.problems import sentence_of

    return [(code, sentence_of(RULES[code])) for code in sorted(_names_beginning(incomplete, RULES))]


def assignments(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Offer records, keys, and after the = what a key can hold."""
    from danvan_cli.domain.fields import find_key, key_names
    from danvan_cli.domain.record_types import RECORD_TYPES

    fields: dict[str, Field] = {}
    for record_type in RECORD_TYPES.values():
        fields = {**record_type.fields, **fields}  # a key that several have means much the same in each
    name, equals, value = incomplete.partition("=")
    if not equals:
        keys = _own_names_beginning(incomplete, key_names(fields))
        return [*((f"{key}=", "") for key in keys), *records(ctx, incomplete)]
    key = find_key(fields, name)
    offers = of_field(fields[key])(ctx, click.Argument(["given"]), value) if key in fields else []
    return [(f"{name}={item.value}", item.help or "") for item in offers]


def records(ctx: click.Context, incomplete: str) -> list[Offer]:
    """Offer ids of records, of whatever type has ids: by their beginning, by a word of them, or by the title."""
    from danvan_cli.domain.record_types import RECORD_TYPES

    record_types = [record_type for record_type in RECORD_TYPES.values() if record_type.has_ids and record_type.columns]
    return _quietly(lambda: _id_offers(ctx, incomplete, record_types, _years_typed(ctx)))


def models(ctx: click.Context, incomplete: str) -> list[Offer]:
    """Offer ids of models."""
    from danvan_cli.domain.record_types import MODELS

    return _quietly(lambda: _id_offers(ctx, incomplete, [MODELS], _years_typed(ctx)))


def _earlier_model_offers(ctx: click.Context, incomplete: str) -> list[Offer]:
    """Offer the models that one of the year typed may carry on: of years before, those of its unit first."""
    from danvan_cli.cli import fields
    from danvan_cli.cli.workplace import open_ledger
    from danvan_cli.domain.record_types import MODELS
    from danvan_cli.text.periods import Period

    years = _years_typed(ctx)
    _, lists = open_ledger(ctx).open_records(None)
    typed = " ".join(fields.typed(ctx).get("unit", ())) or lists.setting("unit") or ""
    unit = typed if typed in lists.units else next(iter(lists.unit_names.bearing(typed)), "")
    return _id_offers(ctx, incomplete, [MODELS], Period(0, years.first - 1) if years else None, unit)


def _years_typed(ctx: click.Context) -> "Period | None":
    from danvan_cli.text.periods import read_period

    return read_period(str(ctx.params.get("year") or ""))


def _id_offers(
    ctx: click.Context,
    incomplete: str,
    record_types: Iterable["RecordType"],
    years: "Period | None",
    unit: str = "",
) -> list[Offer]:
    from danvan_cli.cli.workplace import open_ledger
    from danvan_cli.index.identities import ids_told_by

    db, _ = open_ledger(ctx).open_records(None)
    return ids_told_by(db, record_types, incomplete, years, unit)


def _quietly(offer: Callable[[], list[Offered]]) -> list[Offered]:
    """Answer with nothing where something is wrong: at the Tab key there is nowhere to read it."""
    with (
        contextlib.suppress(Exception),
        Path(os.devnull).open("w", encoding="utf-8") as nowhere,
        contextlib.redirect_stderr(nowhere),
    ):
        return offer()
    return []
