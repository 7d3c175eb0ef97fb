"""What is said under a number, and why a question cannot be asked: code -> sentence."""

import re
from collections.abc import Iterable, Mapping

from danvan_cli.counting.measures import MEASURES
from danvan_cli.counting.tables import Note
from danvan_cli.domain.errors import RequestError
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import language, translate
from danvan_cli.text.dates import format_date, is_date
from danvan_cli.text.mark import N_
from danvan_cli.text.numbers import format_number
from danvan_cli.text.visible import MOST_QUOTED, quoted, visible
from danvan_cli.view import reasons
from danvan_cli.view.labels import entry_label

NOTHING = "–"
LOCK_FILE = ".danvan.lock"  # nobody has heard of it: what cannot be locked is the folder
MOST_LISTED = 2000  # letters
_LISTS = {
    *("candidates", "command", "criteria", "file", "files", "given", "keys", "known", "log", "option", "options"),
    *("other", "others", "parts", "path", "positions", "reason", "recipients"),
}
_LONG_WORD = re.compile(rf"\S{{{MOST_QUOTED + 1},}}")
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
    "not-there": N_("There is no “{value}”. Nearest: {near}."),
    "no-entry": N_("There is no “{value}”. Nearest: {near}. There are: {known}."),
    "several-values": N_("“{value}” can mean several: {candidates}. Write more of it, or the id."),
    "vs-by-year": N_("--vs compares periods, so it does not go with --by year."),
    "overview-filter": N_("The overview can be asked only by {known}; for “{value}” name a measure."),
    "overview-option": N_("{value} needs a measure, such as: danvan tally registered {value} …"),
    "no-git": N_("git is not installed, so earlier states cannot be read."),
    "no-repository": N_("The data folder is no git repository, so it has no earlier states."),
    "no-revision": N_("git knows no revision “{name}”, and no state by that day."),
    "not-trusted": N_(
        "git does not use the repository at {path}, because it belongs to another account ({owner}). "
        "If you trust it: {command}"
    ),
    "git-refuses": N_("git cannot use the repository: {reason}."),
    "not-made": N_("git could not make a repository: {reason}."),
    "shallow": N_(
        "git knows no revision “{name}” here: this copy has the history only since {date}. "
        "To get the rest: git fetch --unshallow"
    ),
    "no-folder-then": N_("At the revision {name} there was no data folder here yet."),
    "folder-elsewhere": N_(
        "At the revision {name} the data folder lay elsewhere in the repository: {path}. To ask it there: "
        "{command}, then --data {data}"
    ),
    "revision-damaged": N_(
        "git cannot give all of the revision {name}: {reason}. Connect to where this copy came from, or restore .git "
        "from a backup; git fsck tells what is damaged."
    ),
    "no-folder": N_(
        "There is no data folder at {path}. Name one with --data or DANVAN_DATA, or make one: danvan init."
    ),
    "no-current-folder": N_(
        "The current folder was deleted. Go to one that is there (cd), or name the data folder by its whole path:"
        " --data."
    ),
    "no-shell": N_("{value} was not found here, so completion cannot be set up in it."),
    "install-and-remove": N_("--install sets completion up, --remove takes it out. Give one of them."),
    "no-code": N_("There is no problem with the code “{value}”. Nearest: {near}."),
    "no-words": N_("There are no words to look for."),
    "no-record": N_("There is no record “{value}”. Nearest: {near}."),
    "was-removed": N_("{value} was removed on {date} ({why}). It is kept in {path}."),
    "was-merged": N_("{value} was merged into {other} on {date}. It is kept in {path}."),
    "several-records": N_("“{value}” can mean several: {candidates}. Write more of it, or the id."),
    "no-year": N_("“{value}” is no year. Write 2020."),
    "no-whole": N_("“{value}” is no whole number. Write 1240 or 1.240."),
    "no-count": N_("“{value}” is no number of things from 1. Write 1240 or 1.240."),
    "no-number": N_("“{value}” is no number. Write 8, 8,5 or 1.240."),
    "no-flag": N_("“{value}” is neither yes nor no. Write yes or no."),
    "no-id": N_("“{value}” cannot be an id. Write only a–z, 0–9 and hyphens (none at the beginning), at most 80."),
    "no-letters": N_("“{value}” has no letter and no digit. Write the name itself."),
    "id-needed": N_("No id of its own can be made of “{value}”. Give it one by --id."),
    "given-twice": N_("“{value}” is given twice. Give it once."),
    "kind-of-model": N_("A model is tap-the, ca-nhan or khong-ro, not {kind}."),
    "continues-year": N_("{value} is of {year}; a model continues one of an earlier year."),
    "no-pair": N_("“{value}” lacks a part. Write key=value."),
    "no-scorer": N_("“{value}” lacks a part. Write the scorer's name, a colon, and criterion=points; …"),
    "nothing-to-record": N_("Nothing to record was given: a survey, scores, a rating or results."),
    "names-and-where": N_("Name records, or choose them by --where; not both."),
    "wrong-kind": N_("This command is for other records than {value}."),
    "not-recognized": N_("{value} is not recognized, so there is nothing to revoke."),
    "several-recognitions": N_("{value} is recognized at several levels: {candidates}. Say which by --level."),
    "id-for-one": N_("--id goes with one record only."),
    "positions": N_("Recipients: {recipients}; positions: {positions}. Give a position for each, or none."),
    "models-and-recipients": N_("Give several models, or recipients with one model; not both."),
    "no-key": N_("There is no key “{value}”. Nearest: {near}. There are: {known}."),
    "no-parts": N_("“{value}”: this key has no parts. Write it without what comes after the point."),
    "required": N_("“{value}” cannot be left empty."),
    "no-reason": N_("A record is removed only with a reason: --reason."),
    "same-record": N_("Both are the same record: {value}."),
    "unlike-records": N_("{value} and {other} are not of the same kind and year, so they cannot be merged."),
    "years-reversed": N_("{value} is not before {other}. Name the year that ended, then the next."),
    "claim-condition": N_("“{value}” cannot be part of a source's figure. Write conditions such as level=huyen."),
    "cell-error": N_("The cell holds an error of Excel's ({value}). Mend the formula, or write the value itself."),
    "cell-formula": N_("The result of the formula is not stored. Open the workbook in Excel and save it."),
    "year-as-date": N_("{value} is most likely a year in a cell of dates. Write it as text: '2020, or as 31/12/2020."),
    "no-tick": N_("“{value}” is no tick. Write x, or leave the cell empty."),
    "cells-differ": N_("“{value}” contradicts another cell of the row that states {key}. Leave only one of them."),
    "row-lacks": N_("{key} is missing. Fill it in; what holds for all rows: --default."),
    "column-lacks": N_(
        "The list has no column that states {key}. If a column does: --map; if it holds for all: --default."
    ),
    "row-unknown-id": N_("There is no record “{value}”. Nearest: {near}. Leave the id out, or write that one."),
    "row-twice": N_("This is the same as row {row}. Leave only one of the two."),
    "row-twice-alike": N_("“{value}” stands in the list twice. Leave only one of the two."),
    "row-unsound": N_("The record would have faults ({code}): {path}."),
    "row-refused": N_("{path} cannot be written, because such a record is there. Give the row another id."),
    "row-cannot-edit": N_("{path} is written in a way that cannot be changed safely. By hand: danvan edit {path}"),
    "model-not-registered": N_(
        "“{value}” is not registered by this unit that year. Nearest: {near}. To register it from the same list: "
        "--kind models --kind evaluations."
    ),
    "unit-without-id": N_("No id can be made of “{value}”. Add the unit first: danvan unit add."),
    "unit-without-level": N_("Nothing tells the level of “{value}”. Add the unit first: danvan unit add."),
    "one-statement": N_("A figure states one of: value, at least, more than, at most, about, unknown."),
    "lists-collide": N_("Two of the lists would both write {path}. Import them one after the other."),
    "no-list": N_("No list was found in {files}. Name what it holds by --kind, and its columns by --map."),
    "no-map": N_("danvan.yaml has no mapping “{value}”. Nearest: {near}. Write HEADING=KEY, or a name under maps."),
    "no-list-kind": N_("There are no lists of “{value}”. Nearest: {near}. There are: {known}."),
    "no-encoding": N_("--from-encoding {value}: there are {known}."),
    "no-rows": N_("“{value}” are no rows. Write 5-200."),
    "annotate-folder": N_("Several files have faults: give a folder that is there instead of {value}."),
    "annotate-ending": N_("“{value}”: the marked workbook must end in {wanted}."),
    "annotate-own": N_("{value} is one of the lists themselves. Give another name or folder for the marked ones."),
    "review-of-models": N_("--review goes with models only, not with {value}."),
    "not-with-review": N_("{option} does not go with --review."),
    "only-records": N_(
        "{value} is only for records: add --records. Numbers as {value}: danvan tally --format {value}."
    ),
    "not-with-records": N_("{option} does not go with --records."),
    "only-with-records": N_("{option} goes only with --records."),
    "no-workbook-name": N_("{path} is no name of a workbook. Let it end in .xlsx."),
    "name-of-another": N_("{path} is not what a file in {value} is called. Let it end in .{value}."),
    "too-long-for-a-cell": N_("{path}: “{key}” is too long for a cell of Excel (32.767 letters). Use --format json."),
    "no-sheet": N_("{file} has no sheet “{value}”. Nearest: {near}. It has: {known}."),
    "no-column-key": N_("--map {heading}={value}: lists of {kind} have no “{value}”. Nearest: {near}."),
    "kind-needed": N_("By its headings the list on {where} can be any of: {known}. Say with --kind which it is."),
    "columns-alike": N_(
        "The headings “{first}” ({at}) and “{second}” both mean {key}. Say with --map which is to be taken:"
        " --map {column}=- leaves this one out."
    ),
    "row-not-understood": N_(
        "“{value}” stands alone between the rows, and is neither a row, a section's heading nor a total."
        " Complete it, or remove it."
    ),
    "table-not-understood": N_(
        "Here begins another table, which is none that can be taken: “{value}”. "
        "Remove it, or choose the rows by --rows."
    ),
    "nothing-above": N_("“{value}” means: the same as above; but nothing stands above it here."),
    "empty-list": N_("The office has no list “{list}” yet. Add it under vocabulary: danvan edit danvan.yaml."),
}
# Why nothing, or not everything, was written.
WRITE_REFUSALS = {
    "registered-already": N_(
        "It is registered already: {path} (“{title}”). To change it: danvan set. If it is another model: --id."
    ),
    "awarded-already": N_("The award is recorded already: {path}. If it is another award: --id."),
    "decided-already": N_("{path} states “{was}” already, not “{value}”. To correct it: danvan set."),
    "revoked-already": N_("{path} was revoked. To correct that: danvan set."),
    "not-proposed": N_(
        "{path} is no open proposal. To see those that are open: danvan list awards --where status=de-nghi"
    ),
    "not-awarded": N_("{path} is no award that was given, so there is nothing to revoke."),
    "referred-to": N_(
        "{path} cannot be removed, because records refer to it ({number}): {others}. Remove or change those first."
    ),
    "same-as-another": N_(
        "{path} would be the same thing as {other}. If it is: danvan merge. If not, state what tells them apart."
    ),
    "identity-doubtful": N_(
        "Nothing was written: nobody can be asked whether it is the same. If it is another thing: --anyway, or --id."
    ),
    "stated-already": N_("{path} states this figure already."),
    "file-exists": N_("{path} is there already and stays as it is. To write over it: --force."),
    "unit-there": N_("There is a unit {value} already. If it is another one: --id."),
    "unit-ended": N_("{id} ended on {until}, not on {value}. To correct that: danvan unit correct."),
    "exists": N_("{path} is there already and stays as it is. Give another id with --id."),
    "changed-meanwhile": N_("{path} was changed by somebody since it was read. Nothing was written; run it again."),
    "plan-changed": N_("The records changed while you were asked. Nothing was written; run it again."),
    "locked": N_("Another danvan has been writing for {seconds} seconds. Nothing was written; try again later."),
    "linked": N_("{path} is a link, and danvan does not write through links. Put the file or folder itself there."),
    "not-a-file": N_("{path} is no file. Move away what lies there, then run it again."),
    "cannot-write": N_("{path} cannot be written: {reason}. Nothing was changed."),
    "no-editor": N_(
        "There is no editor “{editor}”. Write its full path into EDITOR or VISUAL, or a name that the PATH leads to."
    ),
    "editor-failed": N_("The editor {editor} ended with an error ({reason}). Nothing was changed."),
    "scripts-forbidden": N_(
        "{value} runs no scripts on this machine (its policy is {policy}), so completion cannot be set up in it."
        " Nothing was changed. If this is your own machine, you can allow scripts of your own:"
        " Set-ExecutionPolicy -Scope CurrentUser RemoteSigned. If not, ask who looks after it."
    ),
    "no-profile": N_(
        "{value} does not say where its profile is, so nothing was changed. What has to be put there:"
        " danvan completion {value}"
    ),
    "not-danvans": N_("{path} was not written by danvan, so it stays. Look at it, and remove it yourself."),
    "cannot-lock": N_("The data folder cannot be written into: {reason}. Nothing was changed."),
}
# Why the index cannot be kept: something lies in its place that is not danvan's.
CACHE_REFUSALS = {
    "cache-linked": N_(
        "{path} is a link, and danvan keeps its index in no place that a link leads to. Remove the link, or name a "
        "folder of your own in DANVAN_CACHE."
    ),
    "cache-owner": N_(
        "{path} belongs to another user, and danvan leaves it alone. Name a folder of your own in DANVAN_CACHE."
    ),
    "cache-other": N_(
        "{path} is another program's database, and danvan leaves it alone. Move it away, or name another folder in "
        "DANVAN_CACHE."
    ),
}
_PARTLY = N_("{done} of {total} files are written.")
_AGAIN = N_("Run the same command again: it does what is left.")
# Why the rest was not: another code, or the person.
_REST = {
    "interrupted": N_("It was stopped before {path}."),
    "changed-meanwhile": N_("{path} was changed by somebody since it was read."),
    "exists": N_("{path} is there already and stays as it is."),
    "linked": WRITE_REFUSALS["linked"],
    "not-a-file": WRITE_REFUSALS["not-a-file"],
    "cannot-write": N_("{path} cannot be written: {reason}."),
}


def note(one: Note, lists: Lists) -> str:
    """Give the sentence of a note."""
    args = dict(one.args)
    if "level" in args:
        args["level"] = entry_label(lists, "level", str(args["level"]))
    return _fill(_NOTES[one.code], args)


def refusal(one: RequestError) -> str:
    """Give the sentence that says why a question cannot be asked."""
    return _fill(REFUSALS[one.code], one.params)


def cache_refusal(code: str, path: str) -> str:
    """Give the sentence that says why the index cannot be kept, and what helps."""
    return _fill(CACHE_REFUSALS[code], {"path": path})


def no_revision(code: str, args: Mapping[str, str]) -> str:
    """Give the sentence that says why git has no earlier state, or cannot be asked."""
    return refusal(RequestError(code, **args))


def write_refusal(code: str, args: Mapping[str, str | int]) -> str:
    """Give the sentences that say why something was not written, and what helps."""
    told = {key: _written(key, value) for key, value in args.items()}
    if code == "partly-written":
        return _told((_PARTLY, _REST[str(args["why"])], _AGAIN), told)
    if code == "cannot-write" and args["path"] == LOCK_FILE:
        code = "cannot-lock"
    advice = reasons.advice_on_writing(str(args.get("reason", "")))
    return f"{_told((WRITE_REFUSALS[code],), told)} {advice}".rstrip()


def _told(sentences: Iterable[str], args: Mapping[str, str]) -> str:
    return " ".join(translate(one).format(**args) for one in sentences if one)


def _written(key: str, value: str | int) -> str:
    """Write what a record states, or the system says, as people read it."""
    if key == "reason":
        return reasons.reason(str(value))
    return format_date(str(value), language()) if is_date(str(value)) else _shown(key, value)


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
        return date(str(value))
    if key == "measure" and value in MEASURES:
        return translate(MEASURES[str(value)].label)
    return as_quoted(key, str(value))


def as_quoted(key: str, text: str) -> str:
    """Give what fills a sentence's place: of a value as much as tells which it is, of what danvan lists much more."""
    return quoted(text, MOST_LISTED if key in _LISTS else MOST_QUOTED)


def with_short_words(sentence: str) -> str:
    """Give a sentence of click's, which quotes as it stands whatever was typed."""
    return _LONG_WORD.sub(lambda match: quoted(match[0]), visible(sentence, keep_lines=True))


def date(value: str) -> str:
    """Write a day, or that it is not known."""
    return format_date(value, language()) if is_date(value) else NOTHING


def number(value: int) -> str:
    """Write a whole number."""
    return format_number(value * 100, language())
