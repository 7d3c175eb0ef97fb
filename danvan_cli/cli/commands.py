"""All commands by name; a command's module is imported when it is called."""

from collections.abc import Mapping
from typing import NamedTuple

from danvan_cli.text.mark import N_


class Entry(NamedTuple):
    """Where a command lives, its Vietnamese name, what it does, and the commands below it."""

    module: str
    vietnamese: str
    summary: str
    below: "Mapping[str, Entry] | None" = None


UNIT_COMMANDS: dict[str, Entry] = {
    "add": Entry("unit_add", "them", N_("Add a unit.")),
    "list": Entry("unit_list", "danh-sach", N_("List the units, as a tree.")),
    "alias": Entry("unit_alias", "ten-khac", N_("Add other spellings of a unit's name.")),
    "correct": Entry("unit_correct", "sua", N_("Correct what was wrong from the start.")),
    "succeed": Entry("unit_succeed", "thay-the", N_("Record what units became in law, from a day on.")),
}
COMMANDS: dict[str, Entry] = {
    "status": Entry("status", "tinh-hinh", N_("Say what waits, each with the command to go on; so does danvan alone.")),
    "init": Entry("init", "khoi-tao", N_("Make a data folder and its git repository.")),
    "register": Entry("register", "dang-ky", N_("Register a model.")),
    "evaluate": Entry("evaluate", "danh-gia", N_("Record what a level found: survey, scores, rating, results.")),
    "recognize": Entry("recognize", "cong-nhan", N_("Recognize one or many models by a decision.")),
    "award": Entry("award", "khen-thuong", N_("Record awards of a decision, or a proposal.")),
    "grant": Entry("grant", "duyet-khen", N_("Give by a decision what was proposed.")),
    "refuse": Entry("refuse", "khong-duyet", N_("Record that a proposal was refused.")),
    "revoke": Entry("revoke", "thu-hoi", N_("Revoke awards, or recognitions.")),
    "set": Entry("set_", "sua-muc", N_("Correct what one or many records state.")),
    "carry-over": Entry("carry_over", "chuyen-nam", N_("Take last year's active models into the next year.")),
    "edit": Entry("edit", "sua", N_("Change a file in your editor; it is checked when you come back.")),
    "end": Entry("end", "ket-thuc", N_("End models from a day on.")),
    "merge": Entry("merge", "gop", N_("Make one of two records of the same thing.")),
    "remove": Entry("remove", "xoa", N_("Remove a record, with the reason.")),
    "figure": Entry("figure", "so-lieu", N_("Record what a source states, and compare it at once.")),
    "unit": Entry("", "don-vi", N_("The units: add, list, alias, correct, succeed."), UNIT_COMMANDS),
    "tally": Entry("tally", "tong-hop", N_("Count: the year at a glance, or one measure by any dimension.")),
    "list": Entry("list_", "danh-sach", N_("Open a number: list the records behind it.")),
    "show": Entry("show", "xem", N_("Show one record with all that belongs to it.")),
    "search": Entry("search", "tim", N_("Find records by words in their titles and names.")),
    "check": Entry("check", "kiem-tra", N_("Report everything that is wrong, at once.")),
    "reconcile": Entry("reconcile", "doi-chieu", N_("Compare published figures with the records.")),
    "template": Entry("template", "bieu-mau", N_("Make an empty workbook for the wards to fill in.")),
    "import": Entry("import_", "nhap", N_("Take lists in: Excel, LibreOffice, CSV.")),
    "export": Entry("export", "xuat", N_("Give a workbook: the year with all its numbers, or all records.")),
    "schema": Entry("schema", "luoc-do", N_("Print JSON Schemas of the records, for editors such as VS Code.")),
    "completion": Entry("completion", "hoan-thanh-lenh", N_("Set up completion with the Tab key in your shell.")),
}


def find_command(name: str, among: Mapping[str, Entry] = COMMANDS) -> str | None:
    """Give a command's English name, from either of its names."""
    if name in among:
        return name
    from danvan_cli.text.slug import slug

    name = slug(name)
    if name in among:
        return name
    return next((english for english, entry in among.items() if entry.vietnamese == name), None)
