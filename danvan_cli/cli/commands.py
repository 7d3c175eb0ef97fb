"""All commands by name; a command's module is imported when it is called."""

from typing import NamedTuple

from danvan_cli.text.mark import N_


class Entry(NamedTuple):
    """Where a command lives, its Vietnamese name, and what it does."""

    module: str
    vietnamese: str
    summary: str


COMMANDS: dict[str, Entry] = {
    "tally": Entry("tally", "tong-hop", N_("Count: the year at a glance, or one measure by any dimension.")),
    "list": Entry("list_", "danh-sach", N_("Open a number: list the records behind it.")),
    "show": Entry("show", "xem", N_("Show one record with all that belongs to it.")),
    "search": Entry("search", "tim", N_("Find records by words in their titles and names.")),
    "check": Entry("check", "kiem-tra", N_("Report everything that is wrong, at once.")),
    "reconcile": Entry("reconcile", "doi-chieu", N_("Compare published figures with the records.")),
    "completion": Entry("completion", "hoan-thanh-lenh", N_("Set up completion with the Tab key in your shell.")),
}


def find_command(name: str) -> str | None:
    """Give a command's English name, from either of its names."""
    if name in COMMANDS:
        return name
    from danvan_cli.text.slug import slug

    name = slug(name)
    if name in COMMANDS:
        return name
    return next((english for english, entry in COMMANDS.items() if entry.vietnamese == name), None)
