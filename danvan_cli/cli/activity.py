from collections.abc import Mapping
from typing import TYPE_CHECKING

import click
import typer

from danvan_cli.cli import fields, options
from danvan_cli.cli.new_record import NewRecordForm, WritingOptions, write_new
from danvan_cli.domain.record_types import ACTIVITIES
from danvan_cli.text.mark import N_

if TYPE_CHECKING:
    from danvan_cli.cli.prompts.questions import FormQuestion
    from danvan_cli.recording.record_lookup import RecordLookup


def field_options() -> list[click.Parameter]:
    """Return an option for each key of an activity."""
    return fields.options_of(ACTIVITIES.fields)


def run(
    ctx: typer.Context,
    year: options.CampaignYear = None,
    name: options.NewId = None,
    anyway: options.Anyway = False,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    """Note a programme, a dialogue, a launch, a training, a visit or the like."""
    return write_new(ctx, _FORM, year, WritingOptions(name, anyway, dry_run, yes))


def _questions(lookup: "RecordLookup", before: Mapping[str, str]) -> "list[FormQuestion]":
    from danvan_cli.cli.forms.activity import questions

    return questions(lookup, before)


_FORM = NewRecordForm(
    ACTIVITIES,
    N_("A new activity"),
    N_("Write it and note the next one"),
    ("year", "unit", "form", "more"),
    _questions,
)
