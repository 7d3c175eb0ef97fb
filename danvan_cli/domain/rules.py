"""Everything that can be wrong with the data, by code: how grave, in which words, how to mend it, and why it matters.

The words are message ids of the catalogues; whoever shows a problem translates and fills them in.
"""

from typing import Literal, NamedTuple

from danvan_cli.text.mark import N_

Severity = Literal["error", "warning"]


class Rule(NamedTuple):
    """One thing that can be wrong. A `fault` lies inside one file and keeps its record from being counted."""

    severity: Severity
    message: str
    hint: str
    why: str
    fault: bool = False


def _fault(message: str, hint: str, why: str) -> Rule:
    return Rule("error", message, hint, why, fault=True)


def _error(message: str, hint: str, why: str) -> Rule:
    return Rule("error", message, hint, why)


def _warning(message: str, hint: str, why: str) -> Rule:
    return Rule("warning", message, hint, why)


_UNREAD = N_("A record that cannot be read is not counted, and every count that it belongs to says so.")
_YAML = N_("A record is a YAML file of plain keys and values (docs/format.md).")
_EXACT = N_("Nothing is guessed: a value that can be read in two ways is refused.")
_SEPARATE = N_("Conflict copies and other strays may hold somebody's work that no count would see.")
_REFERENCE = N_("The record counts, but what it refers to is not known, so it stands under unknown.")
_LISTS = N_("The record counts under the value as it stands, in a row of its own.")
_TWICE = N_("One thing recorded twice is counted twice.")
_PLAUSIBLE = N_("The record counts as it stands; the dates are asked to be looked at.")

RULES: dict[str, Rule] = {
    # The file as a whole
    "unreadable": _fault(
        N_("The file cannot be opened: {reason}."),
        N_("Check the file's permissions, or whether a program holds it open."),
        _UNREAD,
    ),
    "missing-file": _fault(
        N_("The data folder has no {name}."),
        N_("Restore it from git, choose another folder with --data, or make what is missing: danvan init."),
        N_("Without {name} no count can be trusted, so none is given."),
    ),
    "missing-then": _fault(
        N_("At that revision the data folder has no {name}."),
        N_("Ask another revision; when it came and went: git log -- {name}"),
        N_("Without {name} no count can be trusted, so none is given."),
    ),
    "git-object": _fault(
        N_("git cannot give the file as it was: {reason} ({said})."),
        N_("Restore the folder .git from a backup, or clone it again; git fsck tells what is damaged."),
        _UNREAD,
    ),
    "too-large": _fault(
        N_("The file has {size} bytes; a record has at most {most}."),
        N_("Keep attachments elsewhere and name them under evidence."),
        _UNREAD,
    ),
    "units-too-deep": _fault(
        N_("“{value}” lies below more than {most} units, each in the next; no office has so many levels."),
        N_(
            "Correct the key parent of one of the units above it (danvan edit units.yaml): a commune lies in its district"
            " or province, and not in the unit of the line before."
        ),
        N_(
            "Each unit is counted below all those that it lies in. A chain of a thousand is a slip, such as a column filled"
            " down, and would take longer than all records together. Units whose parents lead in a circle are told by"
            " unit-cycle."
        ),
    ),
    "empty-file": _fault(
        N_("The file is empty."),
        N_("Restore it from git, or delete it if nothing was ever in it."),
        N_(
            "A file that was cut off while it was written or copied looks empty; it is never taken for a record that states nothing."
        ),
    ),
    "not-utf8": _fault(
        N_("The byte {byte} is not UTF-8."),
        N_("Save the file as UTF-8 (Unicode); text in TCVN3 or VNI must be converted first."),
        _UNREAD,
    ),
    "control-character": _fault(
        N_("The character {character} cannot stand in a YAML file."),
        N_("Delete it; a program put it there."),
        _UNREAD,
    ),
    "yaml-syntax": _fault(
        N_("The YAML cannot be read from here on."),
        N_(
            "Look for a missing space after a colon, a tab, a quotation mark left open, or a text with a colon that needs quotation marks; also in the line above."
        ),
        _YAML,
    ),
    "conflict-markers": _fault(
        N_("A git conflict is left here: two people changed the same lines."),
        N_(
            "Open the file (danvan edit), keep what is right of both versions, and delete the lines <<<<<<<, =======, >>>>>>> (and |||||||)."
        ),
        N_("git keeps both versions where it cannot decide; until a person has decided, the file states neither."),
    ),
    "yaml-alias": _fault(
        N_("Tags (!), and aliases (*) within anchors (&), have no meaning in a record."),
        N_("Write the value out, or put the text into quotation marks."),
        _YAML,
    ),
    "too-deep": _fault(
        N_("The values are nested too deeply."), N_("Write the record flat, as docs/format.md shows."), _YAML
    ),
    "not-a-record": _fault(N_("Keys and values are expected here."), N_("Write one key a line: title: …"), _YAML),
    "not-entries": _fault(N_("A list is expected here."), N_("Begin each entry with a dash: - …"), _YAML),
    "stray-file": _fault(
        N_("{name} does not belong in a year's folder; whatever it holds is not counted."),
        N_("Move it out, delete it, or name it as a record: small letters, digits and hyphens, then .yaml."),
        _SEPARATE,
    ),
    "not-a-file": _fault(
        N_("{name} is no file, but a folder, a pipe, a socket or a device."),
        N_("Move it away, and put the file itself there; git has it as it was last saved."),
        _UNREAD,
    ),
    "stray-other": _error(
        N_("{name} does not belong here."), N_("Move it out of the folder, or delete it."), _SEPARATE
    ),
    "stray-folder": _error(
        N_("{name} is not a campaign year; what it holds is not counted."),
        N_("Name the folder by its year, such as 2020, or move it out."),
        _SEPARATE,
    ),
    "linked": _fault(
        N_("{name} is a link; danvan reads only files that lie in the folder itself."),
        N_("Put the file itself here."),
        N_("A link can lead out of the folder, to something that git does not keep and an auditor does not have."),
    ),
    # Keys and values
    "unknown-key": _fault(
        N_("There is no key {key} here."),
        N_("These there are: {keys}. The office's own keys go under extra."),
        N_("A mistyped key would be a fact that no count sees."),
    ),
    "unknown-key-near": _fault(
        N_("There is no key {key} here."),
        N_("Did you mean {near}? The office's own keys go under extra."),
        N_("A mistyped key would be a fact that no count sees."),
    ),
    "duplicate-key": _fault(N_("The key {key} stands twice, first in line {line}."), N_("Keep the right one."), _EXACT),
    "missing-key": _fault(N_("The key {key} is missing."), N_("Add {key}: …"), _UNREAD),
    "not-single": _fault(
        N_("{key} takes a single value."),
        N_("Write it on one line; text with : or # goes into quotation marks."),
        _YAML,
    ),
    "not-a-list": _fault(N_("{key} takes a list."), N_("Begin each value with a dash, or write [a, b]."), _YAML),
    "not-a-mapping": _fault(N_("{key} takes keys and values."), N_("Write them indented below it, one a line."), _YAML),
    "bad-id": _fault(
        N_("{key}: “{value}” cannot be an id."),
        N_("Small letters a–z, digits and hyphens (none at the beginning), at most 80."),
        _EXACT,
    ),
    "no-letters": _fault(N_("{key}: “{value}” has no letter and no digit."), N_("Write the name itself."), _EXACT),
    "bad-date": _fault(N_("{key}: “{value}” is no date."), N_("Write 2020-12-31, 2020-12 or 2020."), _EXACT),
    "bad-year": _fault(N_("{key}: “{value}” is no year."), N_("Write four digits: 2020."), _EXACT),
    "bad-period": _fault(
        N_("{key}: “{value}” is neither a year nor a period."), N_("Write 2020 or 2018-2020."), _EXACT
    ),
    "bad-whole": _fault(
        N_("{key}: “{value}” is no whole number."), N_("Write digits only: 1240, without a point."), _EXACT
    ),
    "bad-count": _fault(
        N_("{key}: “{value}” is no number of things."),
        N_("Write a whole number from 1: 1240, without a point."),
        _EXACT,
    ),
    "bad-number": _fault(
        N_("{key}: “{value}” is no number, or can be read in two ways."),
        N_("Write digits, with at most two decimals after a point: 1240 or 33.25."),
        _EXACT,
    ),
    "bad-flag": _fault(
        N_("{key}: “{value}” is neither true nor false."),
        N_("Write true or false, or leave the key out when it is not known."),
        _EXACT,
    ),
    "from-year": _fault(
        N_("from_year {value} comes after the campaign year {year}."),
        N_("The period runs from from_year to the folder's year."),
        _EXACT,
    ),
    "claim-statement": _fault(
        N_("A claim has exactly one of {keys}; here: {given}."),
        N_("Keep one, and make the others claims of their own."),
        N_("A claim that says two things, or none, cannot be compared."),
    ),
    "newer-format": _fault(
        N_("The folder's format is {value}; this program knows {known}."),
        N_("Install the newest danvan."),
        N_("A newer format may hold what this program would count wrongly."),
    ),
    "unknown-list": _fault(
        N_("There is no list {key} that an office can replace."), N_("These there are: {keys}."), _EXACT
    ),
    "repeated-id": _fault(
        N_("The id {value} stands twice, first in line {line}."), N_("Give one of them another id."), _EXACT
    ),
    # How the file is written
    "crlf": _warning(
        N_("The lines end as on Windows (CRLF)."),
        N_("Set the editor to LF; git can do it: .gitattributes with * text=auto eol=lf."),
        N_("Two ways of ending a line make git show changes where there are none."),
    ),
    "bom": _warning(
        N_("The file begins with a byte order mark."),
        N_("Save it as UTF-8 without BOM."),
        N_("Other programs take the mark for a part of the first key."),
    ),
    "nfd": _warning(
        N_("The accents are written apart from their letters (NFD)."),
        N_("Save the file in NFC; danvan reads it as NFC."),
        N_("The same word in two writings is not found by other programs."),
    ),
    # Between records
    "unknown-unit": _error(
        N_("{key}: there is no unit {value}."), N_("Nearest: {near}. Units stand in units.yaml."), _REFERENCE
    ),
    "unknown-model": _error(
        N_("{key}: there is no model {value}."), N_("Nearest: {near}. Correct the id, or add the record."), _REFERENCE
    ),
    "unknown-value": _error(
        N_("{key}: “{value}” is in no list."),
        N_("Nearest: {near}. The list is {list}, in danvan.yaml or built in."),
        _LISTS,
    ),
    "unknown-measure": _error(
        N_("{key}: “{value}” is not known."),
        N_("Nearest: {near}. There are: {known}."),
        N_("The claim cannot be compared with the records."),
    ),
    "bad-where": _error(
        N_("{key}: “{value}” cannot be asked: {reason}."),
        N_("Ask for what this measure has: docs/format.md."),
        N_("The claim cannot be compared with the records."),
    ),
    "kind-of-model": _error(
        N_("A model is tap-the, ca-nhan or khong-ro, not {kind}."),
        N_("Choose one of these; khong-ro is for a total that was not split."),
        _LISTS,
    ),
    "continues-year": _error(
        N_("It continues {value} of {year}, which is no earlier year."),
        N_("continues names the same model's record of an earlier year."),
        N_("Lineages decide what is counted once over several years."),
    ),
    "evaluation-year": _error(
        N_("The model {value} is of {year}; an evaluation lies in its model's year."),
        N_("Move the file to evaluations/{year}/."),
        N_("It is counted in the year of its own folder."),
    ),
    "id-twice": _error(
        N_("The id {value} is used already, by {other}."),
        N_("Rename one of the files, and what refers to it."),
        N_("Ids are unique over all years: a reference must lead to one record."),
    ),
    "unit-cycle": _error(
        N_("The unit {value} lies, through its parents, in itself."),
        N_("Mend parent of one of them."),
        N_("Such units are in no other unit, so totals of units miss them."),
    ),
    "successor-cycle": _error(
        N_("The unit {value} succeeds itself."),
        N_("Mend successors of one of them."),
        N_("With --units now, such a unit stays the unit of its day."),
    ),
    # Likely mistakes
    "same-thing": _warning(
        N_("{other} is the same thing of the same year."),
        N_("If they are one, keep one record (danvan merge, remove); else say in both what tells them apart."),
        _TWICE,
    ),
    "may-be-same": _warning(
        N_("{other} may be the same thing: only one of the two states: {keys}."),
        N_("If they are one, keep one record (danvan merge, remove); else state in both what tells them apart."),
        _TWICE,
    ),
    "near-title": _warning(
        N_("{other} of the same unit and year has nearly the same title: “{title}”."),
        N_("If they are one model, keep one record; evaluations and awards go with it."),
        _TWICE,
    ),
    "rewarded-twice": _warning(
        N_("{other} is the same form of award for the same achievement in the same year."),
        N_("Check both decisions; if one was entered twice, delete one record."),
        N_("One achievement is not rewarded twice by the same form (Law on Emulation and Commendation, 06/2022/QH15)."),
    ),
    "medal-kind": _warning(
        N_("A commemorative medal goes to persons; here the kind is: {kind}."),
        N_("Check kind and form."),
        N_("Medals honour a person's service (Law on Emulation and Commendation, 06/2022/QH15)."),
    ),
    "unit-ended": _warning(
        N_("{key}: the unit {value} ended on {until}."),
        N_("Name the unit of the day. What it became: {near}."),
        N_("Records keep the name and level of their day; a later record needs the new unit."),
    ),
    "unit-not-yet": _warning(
        N_("{key}: the unit {value} exists only since {since}."),
        N_("Name the unit of the day."),
        N_("Records keep the name and level of their day."),
    ),
    "retired-value": _warning(
        N_("{key}: “{value}” was retired after {until}."),
        N_("Choose one of today's list {list}."),
        N_("Retired values stay valid in older records only."),
    ),
    "no-decision": _warning(
        N_("Recognized without a decision."),
        N_("Add decision and decided_on."),
        N_("A recognition rests on a decision that an auditor can ask for."),
    ),
    "outstanding-only": _warning(
        N_("Outstanding, but not recognized."),
        N_("Add recognized: true, or take outstanding out."),
        N_("The upper tier is chosen among the recognized."),
    ),
    "no-continues": _warning(
        N_("Carried on (duy-tri), but continues names no model."),
        N_("Add continues with the id of last year's record."),
        N_("Without it, the model counts as a new one when years are put together."),
    ),
    "continued-twice": _warning(
        N_("{other} continues {value} in the same year too."),
        N_("If a model was split, leave it; else keep one record."),
        _TWICE,
    ),
    "score-sum": _warning(
        N_("score is {score}, but its parts make {sum}."),
        N_("Correct the parts or the score."),
        N_("The score decides the rating."),
    ),
    "score-max": _warning(
        N_("{key}: {points} points, at most {sum}."),
        N_("Correct the points."),
        N_("The score decides the rating."),
    ),
    "decision-dates": _warning(
        N_("The decision {value} is dated {date} here and {other_date} in {other}."),
        N_("Correct one of them, unless it really is a symbol used again."),
        N_("Party documents are numbered per type and term, so one symbol has one date."),
    ),
    "unusual-form": _warning(
        N_("{authority} ({level}) does not usually give {form}."),
        N_("Check form and authority."),
        N_(
            "Who may give which form is written in law (Law on Emulation and Commendation, 06/2022/QH15) and bent in practice."
        ),
    ),
    "date-order": _warning(
        N_("{key} {date} lies before {other_key} {other_date}."), N_("Check both dates."), _PLAUSIBLE
    ),
    "revoked-status": _warning(
        N_("It was revoked, but its status is: {status}."),
        N_("Set status: huy-bo."),
        N_("A revoked award stays on file and is not counted."),
    ),
    "person-kind": _warning(
        N_("It names a person, but its kind is: {kind}."),
        N_("Check kind and person."),
        N_("An individual's model is counted under ca-nhan."),
    ),
}


def is_fault(code: str) -> bool:
    """Say whether a problem keeps its file from being counted."""
    return RULES[code].fault
