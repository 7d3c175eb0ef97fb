from pathlib import Path

import click

from danvan_cli.cli import output
from danvan_cli.cli.report import built_in_template, names_of
from danvan_cli.cli.stopping import note_written
from danvan_cli.cli.workplace import open_ledger, refuse_among_records
from danvan_cli.domain.errors import RequestError
from danvan_cli.locale import translate
from danvan_cli.spreadsheet.saving import NAME_OF_ANOTHER
from danvan_cli.text.mark import N_
from danvan_cli.text.slug import slug

_WRITTEN = N_("Written: {file}. Put your own words where […] stands, and let your archivist look at the form once.")
_KINDS = ("report", "bao-cao")
_ENDING = ".docx"


def is_of_papers(kind: str) -> bool:
    """Whether it is a paper's template that is wanted, and no list's."""
    return slug(kind) in _KINDS


def write_paper_template(ctx: click.Context, paper: str | None, form: str, file: Path | None, *, force: bool) -> int:
    """Write a built-in template with the office's name, to be made one's own; return the exit code."""
    from danvan_cli.exporting.papers.word import write_template

    template = built_in_template(paper, form)
    name = f"mau-{slug(paper or _KINDS[-1])}{_ENDING}"
    target = Path(name) if file is None else file / name if file.is_dir() else file
    if target.suffix.lower() != _ENDING:
        raise RequestError(NAME_OF_ANOTHER, path=str(target), value=_ENDING[1:])
    refuse_among_records(ctx, target)
    _, lists = open_ledger(ctx).open(None)
    write_template(template, target, names_of(form, lists.setting("office")), force=force)
    note_written(ctx)
    output.write_exactly(output.folded(translate(_WRITTEN).format(file=target)) + "\n")
    return 0
