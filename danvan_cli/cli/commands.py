"""All commands by name; a command's module is imported when it is called."""

from collections.abc import Mapping
from typing import NamedTuple

from danvan_cli.text.mark import N_


class CommandEntry(NamedTuple):
    """Where a command lives, its Vietnamese name, what it does, and the commands below it."""

    module: str
    vietnamese: str
    summary: str
    below: "Mapping[str, CommandEntry] | None" = None


UNIT_COMMANDS: dict[str, CommandEntry] = {
    "add": CommandEntry("unit_add", "them", N_("Add a unit.")),
    "load": CommandEntry("unit_load", "tai", N_("Load units from the directory of the country.")),
    "list": CommandEntry("unit_list", "danh-sach", N_("List the units, as a tree.")),
    "alias": CommandEntry("unit_alias", "ten-khac", N_("Add other spellings of a unit's name.")),
    "correct": CommandEntry("unit_correct", "sua", N_("Correct what was wrong from the start.")),
    "succeed": CommandEntry("unit_succeed", "thay-the", N_("Record what units became in law, from a day on.")),
}
VOCABULARY_COMMANDS: dict[str, CommandEntry] = {
    "list": CommandEntry("vocabulary_list", "danh-sach", N_("Show the lists, and how many records state each entry.")),
    "add": CommandEntry("vocabulary_add", "them", N_("Add an entry to a list.")),
    "correct": CommandEntry("vocabulary_correct", "sua", N_("Change what is said of an entry; its id stays.")),
    "retire": CommandEntry("vocabulary_retire", "ngung", N_("Give an entry its last year of use.")),
}
COMMANDS: dict[str, CommandEntry] = {
    "status": CommandEntry(
        "status", "tinh-hinh", N_("Say what waits, each with the command to go on; so does danvan alone.")
    ),
    "init": CommandEntry("init", "khoi-tao", N_("Make a data folder and its git repository.")),
    "register": CommandEntry("register", "dang-ky", N_("Register a model.")),
    "activity": CommandEntry(
        "activity", "hoat-dong", N_("Note a programme, a dialogue, a launch, a training, a visit or the like.")
    ),
    "evaluate": CommandEntry("evaluate", "danh-gia", N_("Record what a level found: survey, scores, rating, results.")),
    "recognize": CommandEntry("recognize", "cong-nhan", N_("Recognize one or many models by a decision.")),
    "award": CommandEntry("award", "khen-thuong", N_("Record awards of a decision, or a proposal.")),
    "grant": CommandEntry("grant", "duyet-khen", N_("Give by a decision what was proposed.")),
    "refuse": CommandEntry(
        "refuse", "khong-duyet", N_("Record that a proposal, of an award or for recognition, was refused.")
    ),
    "revoke": CommandEntry("revoke", "thu-hoi", N_("Revoke awards, or recognitions.")),
    "set": CommandEntry("set_", "sua-muc", N_("Correct what one or many records state.")),
    "carry-over": CommandEntry("carry_over", "chuyen-nam", N_("Take last year's active models into the next year.")),
    "edit": CommandEntry("edit", "sua", N_("Change a file in your editor; it is checked when you come back.")),
    "end": CommandEntry("end", "ket-thuc", N_("End models, or programmes, from a day on.")),
    "merge": CommandEntry("merge", "gop", N_("Make one of two records of the same thing.")),
    "remove": CommandEntry("remove", "xoa", N_("Remove a record, with the reason.")),
    "move": CommandEntry("move", "doi-nam", N_("Take records to the campaign year where they belong.")),
    "figure": CommandEntry("figure", "so-lieu", N_("Record what a source states, and compare it at once.")),
    "unit": CommandEntry("", "don-vi", N_("The units: add, load, list, alias, correct, succeed."), UNIT_COMMANDS),
    "vocabulary": CommandEntry(
        "",
        "danh-muc",
        N_("The office's lists, such as fields and ratings: list, add, correct, retire."),
        VOCABULARY_COMMANDS,
    ),
    "tally": CommandEntry("tally", "tong-hop", N_("Count: the year at a glance, or one measure by any dimension.")),
    "list": CommandEntry("list_", "danh-sach", N_("Open a number: list the records behind it.")),
    "show": CommandEntry("show", "xem", N_("Show one record with all that belongs to it.")),
    "search": CommandEntry("search", "tim", N_("Find records by words in their titles and names.")),
    "check": CommandEntry("check", "kiem-tra", N_("Report everything that is wrong, at once.")),
    "reconcile": CommandEntry("reconcile", "doi-chieu", N_("Compare published figures with the records.")),
    "template": CommandEntry("template", "bieu-mau", N_("Make an empty workbook for the wards to fill in.")),
    "import": CommandEntry("import_", "nhap", N_("Take lists in: Excel, LibreOffice, CSV.")),
    "export": CommandEntry("export", "xuat", N_("Give a workbook: the year with all its numbers, or all records.")),
    "schema": CommandEntry("schema", "luoc-do", N_("Print JSON Schemas of the records, for editors such as VS Code.")),
    "completion": CommandEntry(
        "completion", "hoan-thanh-lenh", N_("Set up completion with the Tab key in your shell.")
    ),
}


def find_command(name: str, among: Mapping[str, CommandEntry] = COMMANDS) -> str | None:
    """Return a command's English name, from either of its names; None where there is no such command."""
    if name in among:
        return name
    from danvan_cli.text.slug import slug

    name = slug(name)
    if name in among:
        return name
    return next((english for english, entry in among.items() if entry.vietnamese == name), None)
