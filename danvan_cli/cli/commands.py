"""All commands by name; a command's module is imported when it is called."""

from collections.abc import Mapping
from typing import NamedTuple

from danvan_cli.domain.vietnamese_names import FORMER_NAMES, command_name
from danvan_cli.text.mark import N_


class CommandEntry(NamedTuple):
    """Where a command lives, what it does, the commands below it, and its names.

    `path` is its English name behind that of its group, `vietnamese` its own name in Vietnamese.
    """

    module: str
    summary: str
    below: "Mapping[str, CommandEntry] | None" = None
    path: str = ""
    vietnamese: str = ""


def _named(entries: Mapping[str, CommandEntry], group: str = "") -> dict[str, CommandEntry]:
    paths = {name: f"{group} {name}".strip() for name in entries}
    return {
        name: entry._replace(path=paths[name], vietnamese=command_name(paths[name])) for name, entry in entries.items()
    }


_UNIT_COMMANDS = {
    "add": CommandEntry("unit_add", N_("Add a unit.")),
    "load": CommandEntry("unit_load", N_("Load units from the directory of the country.")),
    "list": CommandEntry("unit_list", N_("List the units, as a tree.")),
    "alias": CommandEntry("unit_alias", N_("Add other spellings of a unit's name.")),
    "correct": CommandEntry("unit_correct", N_("Correct what was wrong from the start.")),
    "remove": CommandEntry("unit_remove", N_("Remove a unit that was a mistake, while nothing refers to it.")),
    "succeed": CommandEntry("unit_succeed", N_("Record what units became in law, from a day on.")),
}
_VOCABULARY_COMMANDS = {
    "list": CommandEntry("vocabulary_list", N_("Show the lists, and how many records state each entry.")),
    "add": CommandEntry("vocabulary_add", N_("Add an entry to a list.")),
    "correct": CommandEntry("vocabulary_correct", N_("Change what is said of an entry; its id stays.")),
    "retire": CommandEntry("vocabulary_retire", N_("Give an entry its last year of use.")),
}
UNIT_COMMANDS = _named(_UNIT_COMMANDS, "unit")
VOCABULARY_COMMANDS = _named(_VOCABULARY_COMMANDS, "vocabulary")
_COMMANDS = {
    "status": CommandEntry("status", N_("Say what waits, each with the command to go on; so does danvan alone.")),
    "init": CommandEntry("init", N_("Make a data folder and its git repository.")),
    "register": CommandEntry("register", N_("Register a model.")),
    "activity": CommandEntry(
        "activity", N_("Note a programme, a dialogue, a launch, a training, a visit or the like.")
    ),
    "evaluate": CommandEntry("evaluate", N_("Record what a level found: survey, scores, rating, results.")),
    "recognize": CommandEntry("recognize", N_("Recognize one or many models by a decision.")),
    "award": CommandEntry("award", N_("Record awards of a decision, or a proposal.")),
    "grant": CommandEntry("grant", N_("Give by a decision what was proposed.")),
    "refuse": CommandEntry("refuse", N_("Record that a proposal, of an award or for recognition, was refused.")),
    "revoke": CommandEntry("revoke", N_("Revoke awards, or recognitions.")),
    "set": CommandEntry("set_", N_("Correct what one or many records state.")),
    "carry-over": CommandEntry("carry_over", N_("Take last year's active models into the next year.")),
    "edit": CommandEntry("edit", N_("Change a file in your editor; it is checked when you come back.")),
    "end": CommandEntry("end", N_("End models, or programmes, from a day on.")),
    "save": CommandEntry("save", N_("Keep in the history what was changed by hand.")),
    "merge": CommandEntry("merge", N_("Make one of two records of the same thing.")),
    "remove": CommandEntry("remove", N_("Remove records, with the reason.")),
    "move": CommandEntry("move", N_("Take records to the campaign year where they belong.")),
    "undo": CommandEntry("undo", N_("Take back the last change; what was changed since stays.")),
    "redo": CommandEntry("redo", N_("Do again what was taken back last.")),
    "figure": CommandEntry("figure", N_("Record what a source states, and compare it at once.")),
    "unit": CommandEntry("", N_("The units: add, load, list, alias, correct, remove, succeed."), UNIT_COMMANDS),
    "vocabulary": CommandEntry(
        "",
        N_("The office's lists, such as fields and ratings: list, add, correct, retire."),
        VOCABULARY_COMMANDS,
    ),
    "tally": CommandEntry("tally", N_("Count: the year at a glance, or one measure by any dimension.")),
    "list": CommandEntry("list_", N_("Open a number: list the records behind it.")),
    "show": CommandEntry("show", N_("Show one record with all that belongs to it.")),
    "search": CommandEntry("search", N_("Find records by words in their titles and names.")),
    "log": CommandEntry("log", N_("Say what happened to the records: when, by whom, from what to what.")),
    "diff": CommandEntry("diff", N_("Say in what two states of the folder differ, or why a number does.")),
    "check": CommandEntry("check", N_("Report everything that is wrong, at once.")),
    "reconcile": CommandEntry("reconcile", N_("Compare published figures with the records.")),
    "template": CommandEntry("template", N_("Make an empty workbook for the wards to fill in.")),
    "import": CommandEntry("import_", N_("Take lists in: Excel, Word, LibreOffice, CSV.")),
    "export": CommandEntry("export", N_("Give a workbook: the year with all its numbers, or all records.")),
    "report": CommandEntry("report", N_("Write the year's papers, or a page for leaders; compare a paper again.")),
    "backup": CommandEntry("backup", N_("Put the folder and its history into one file, and read that back.")),
    "schema": CommandEntry("schema", N_("Print JSON Schemas of the records, for editors such as VS Code.")),
    "completion": CommandEntry("completion", N_("Set up completion with the Tab key in your shell.")),
}
COMMANDS = _named(_COMMANDS)


def find_command(name: str, among: Mapping[str, CommandEntry] = COMMANDS) -> str | None:
    """Return a command's English name, from either of its names; None where there is no such command."""
    if name in among:
        return name
    from danvan_cli.text.slug import slug

    name = slug(name)
    if name in among:
        return name
    former = FORMER_NAMES.get(name) if among is COMMANDS else None
    return former or next((english for english, entry in among.items() if entry.vietnamese == name), None)
