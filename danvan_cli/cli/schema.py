import json
from pathlib import Path
from typing import Annotated, Any

import click
import typer

from danvan_cli.cli import output
from danvan_cli.cli.app import DATA
from danvan_cli.cli.own_names import NamedChoice
from danvan_cli.cli.stopping import note_written
from danvan_cli.cli.workplace import folder_meant, open_ledger, refuse_among_records
from danvan_cli.index.comparing import Scope
from danvan_cli.locale import translate
from danvan_cli.store.disk import is_data_folder
from danvan_cli.text.mark import N_
from danvan_cli.view import as_json, schema
from danvan_cli.view.schema import FILES, KINDS, MADE_BY, VIETNAMESE_KINDS, SchemaChoices

Kind = Annotated[
    str | None,
    typer.Argument(
        metavar=N_("KIND"),
        help=N_("model, evaluation, award, activity, figures, office or units; without it, all of them by kind."),
        click_type=NamedChoice(KINDS, VIETNAMESE_KINDS),
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        metavar=N_("FOLDER"),
        help=N_(
            "Write each into a file there, such as model.schema.json,"
            " and say what VS Code's setting yaml.schemas (of the extension YAML) has to be."
        ),
        file_okay=False,
    ),
]
_NO_YEAR = (0, 0)


def run(ctx: typer.Context, kind: Kind = None, folder: Output = None) -> int:
    """Print JSON Schemas."""
    choices = _choices(ctx)
    schemas = {kind: schema.schema(kind, choices)} if kind else schema.schemas(choices)
    if folder is None:
        output.write_json(schemas[kind] if kind else schemas)
        return 0
    files = {folder / f"{name}.schema.json": document for name, document in schemas.items()}
    refuse_among_records(ctx, folder)
    _refuse_others(files)
    folder.mkdir(parents=True, exist_ok=True)
    for path, document in files.items():
        path.write_bytes(f"{as_json.dump(document)}\n".encode())
        output.say(translate(N_("Written: {path}")).format(path=path))
    note_written(ctx)
    setting = {path.as_posix(): FILES[path.name.partition(".")[0]] for path in files}
    output.say(translate(N_("For .vscode/settings.json (extension YAML by Red Hat):")))
    output.write_json({"yaml.schemas": setting})
    return 0


def _choices(ctx: click.Context) -> SchemaChoices:
    """Return the office's own lists and units, outside of a data folder the built-in lists."""
    if ctx.meta.get(DATA) is None and not is_data_folder(folder_meant(ctx)):
        from danvan_cli.domain.lists import built_in

        return SchemaChoices({name: {entry.id: entry for entry in entries} for name, entries in built_in().items()}, {})
    _, lists = open_ledger(ctx).open(Scope((), *_NO_YEAR, _NO_YEAR))
    return SchemaChoices(lists.vocabulary, {unit.id: unit.name for unit in lists.units.values()})


def _refuse_others(files: dict[Path, schema.Schema]) -> None:
    """Leave alone what danvan did not write."""
    others = [str(path) for path in files if path.exists() and not _is_ours(path)]
    if others:
        sentence = translate(N_("These files are not of danvan's making, and were not overwritten: {files}."))
        raise click.ClickException(sentence.format(files=", ".join(others)))


def _is_ours(path: Path) -> bool:
    try:
        document: Any = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(document, dict) and document.get("$comment") == MADE_BY
