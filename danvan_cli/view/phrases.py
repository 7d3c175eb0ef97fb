"""What is said under a number, and why a question cannot be asked: code -> sentence."""

import re
from collections.abc import Mapping

from danvan_cli.counting.lists import Lists
from danvan_cli.counting.measures import MEASURES
from danvan_cli.counting.question import Refused
from danvan_cli.counting.tables import Note
from danvan_cli.locale import language, translate
from danvan_cli.text.dates import format_date
from danvan_cli.text.mark import N_
from danvan_cli.text.numbers import format_number
from danvan_cli.text.visible import visible
from danvan_cli.view.labels import entry_label

NOTHING = "–"
_ABOUT_NEAREST = re.compile(r"\s*[^.?!]*\{near\}[^.?!]*[.?!]")
_NOTES = {
    "left-out": N_(
        "{measure}: {value} are known only as a total of {first}–{last} and left out here; ask --year {first}-{last}."
    ),
    "left-out-records": N_(
        "{measure}: those of {value} records hold for {first}–{last} only as a whole and are left out here."
    ),
    "basis-each": N_("Every evaluation counts: a model evaluated at two levels counts twice."),
    "basis-distinct": N_("Each model counts once in the whole period, with its records of the latest year."),
    "basis-stock": N_("Sums over the years add up; of stocks, each model's latest value counts."),
    "basis-highest": N_("Each model counts once a year, at the highest level that says so."),
    "hidden-level": N_("{measure}: said again lower down and not counted again: {level}: {value}."),
    "carried-on": N_(
        "{measure}: what is carried on counts in every year; counted once each (--count distinct): {value}."
    ),
    "as-of": N_("As of {date}: what was registered later is not there yet."),
    "not-additive": N_("The rows may add up to more than the total: what stands in several rows counts once in all."),
    "tags-overlap": N_("A record with several tags stands in several rows and counts once in the total."),
    "every-status": N_("Awards of every status count, also revoked and refused ones."),
    "no-records-of": N_("There are no records of {year}."),
    "empty-folder": N_("There are no records yet."),
}
REFUSALS = {
    "no-measure": N_("There is no measure “{value}”. Nearest: {near}. There are: {known}."),
    "no-period": N_("“{value}” is no year. Write 2020 or 2021-2023."),
    "no-date": N_("“{value}” is no date. Write 31/12/2020 or 2020-12-31."),
    "no-basis": N_("--count {value}: there are {known}."),
    "basis-lacking": N_("{measure} cannot be counted by {value}; by these it can: {known}."),
    "no-bases": N_("{measure} has no basis to count by; leave out --count."),
    "as-of-lacking": N_("{measure} cannot be asked as of a day; registered, active and units can."),
    "no-dimension": N_("There is no dimension “{value}”. Nearest: {near}. This measure has: {known}."),
    "dimension-lacking": N_("{measure} has no dimension “{value}”. It has: {known}."),
    "dimension-twice": N_("The dimension “{value}” stands twice."),
    "level-of-unit": N_("“{value}”: only units have levels; write unit.xa."),
    "no-filter": N_("“{value}” is no condition. Write kind=ca-nhan, kind!=ca-nhan, or kind= for what states none."),
    "no-value": N_("{dimension}: there is no “{value}”. Nearest: {near}."),
    "several-values": N_("“{value}” can mean several: {candidates}. Write more of it, or the id."),
    "vs-by-year": N_("--vs compares periods, so it does not go with --by year."),
    "overview-filter": N_("The overview can be asked only by {known}; for “{value}” name a measure."),
    "overview-option": N_("{value} needs a measure, such as: danvan tally registered {value} …"),
    "no-git": N_("git is not installed, so earlier states cannot be read."),
    "no-repository": N_("The data folder is no git repository, so it has no earlier states."),
    "no-revision": N_("git knows no revision “{name}”, and no state by that day."),
    "no-folder": N_("There is no data folder at {path}. Name one with --data, or set DANVAN_DATA."),
    "no-shell": N_("{value} was not found here, so completion cannot be set up in it."),
    "no-code": N_("There is no problem with the code “{value}”. Nearest: {near}."),
    "no-words": N_("There are no words to look for."),
    "no-record": N_("There is no record “{value}”. Nearest: {near}."),
    "several-records": N_("“{value}” can mean several: {candidates}."),
}


def note(one: Note, lists: Lists) -> str:
    """Give the sentence of a note."""
    args = dict(one.args)
    if "level" in args:
        args["level"] = entry_label(lists, "level", str(args["level"]))
    return _fill(_NOTES[one.code], args)


def refusal(one: Refused) -> str:
    """Give the sentence that says why a question cannot be asked."""
    return _fill(REFUSALS[one.code], one.args_of_code)


def _fill(message: str, args: Mapping[str, str | int]) -> str:
    return fill(translate(message), {key: _shown(key, value) for key, value in args.items()})


def fill(sentences: str, args: Mapping[str, str]) -> str:
    """Fill in what is said; where nothing is near, the sentence about the nearest is left out."""
    if args.get("near", NOTHING) == NOTHING:
        sentences = _ABOUT_NEAREST.sub("", sentences).strip()
    return sentences.format(**args)


def _shown(key: str, value: str | int) -> str:
    """Write numbers and dates as people read them; years stay as they are."""
    if key == "value" and isinstance(value, int):
        return number(value)
    if key == "date":
        return format_date(str(value), language())
    if key == "measure" and value in MEASURES:
        return translate(MEASURES[str(value)].label)
    return visible(str(value))


def number(value: int) -> str:
    """Write a whole number."""
    return format_number(value * 100, language())
