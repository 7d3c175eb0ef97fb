"""The names of things, in the language that is spoken."""

from danvan_cli.counting.measures import Measure
from danvan_cli.counting.question import Axis
from danvan_cli.counting.tables import ListedRecord, Value
from danvan_cli.domain.commit import FOUND_CHANGED, FOUND_STAGED
from danvan_cli.domain.namesakes import Namesake
from danvan_cli.domain.vocabulary import VocabularyEntry
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import language, translate
from danvan_cli.text.dates import format_date, is_date
from danvan_cli.text.mark import N_
from danvan_cli.text.numbers import format_number
from danvan_cli.text.visible import visible
from danvan_cli.view.own_words import own_words

UNKNOWN = N_("(unknown)")
OPEN_ONE = N_("To open one: danvan show and a part of its title. --format plain shows the ids, too.")
NOTHING = "–"
SHORT = 12  # digits of a commit, as people read and type it
_FOUND = {
    FOUND_CHANGED: N_("found in the folder: somebody had changed it by hand"),
    FOUND_STAGED: N_("found in the folder: somebody had prepared it with git"),
}


def value_label(lists: Lists, axis: Axis, value: Value) -> str:
    """Return the name of a value of an axis; what is in no list is shown as it stands."""
    if value is None:
        return unstated_label(lists, axis)
    if axis.dimension.type == "unit":
        return unit_label(lists, str(value))
    if axis.dimension.type == "span":
        return span(str(value))
    return entry_label(lists, axis.dimension.choices, str(value))


def unstated_label(lists: Lists, axis: Axis) -> str:
    """Return what stands where there is no value: of a unit's level, also for a unit that lies in none of it."""
    if axis.at is None:
        return translate(UNKNOWN)
    level = axis_label(lists, axis)
    return translate(N_("(below no {level}, or unknown)")).format(level=level[:1].lower() + level[1:])


def unit_label(lists: Lists, unit: str) -> str:
    """Return what a unit is called wherever it is shown: with what tells it from others of its name in the folder."""
    return namesake(lists.called(unit))


def record_label(lists: Lists, record: ListedRecord, model: str = "") -> str:
    """Return what a record is called in a list: an award without a recipient by its model, else by its unit.

    It is said that nobody is named, unless the model or the collective of the unit is whom such an award goes to.
    """
    if record.title:
        return visible(record.title)
    named = visible(model) or (unit_label(lists, record.unit) if record.unit else "")
    is_whole = record.kind == ("mo-hinh" if model else "tap-the")
    return named if named and is_whole else f"{named} {nobody()}".strip()


def nobody() -> str:
    """Return what stands behind an award that names no recipient."""
    return translate(N_("(no recipient stated)"))


def unit_label_with_id(lists: Lists, unit: str) -> str:
    """Return what a unit is called, and its id behind it; of an unknown one the id alone."""
    return namesake(lists.called(unit)._replace(shows_id=True)) if unit in lists.units else visible(unit)


def namesake(unit: Namesake) -> str:
    """Return how a unit is told from others: its name, what it lies in where its name does not do, days, id."""
    named = ", ".join([unit.placed, *days_there(unit.since, unit.until)])
    return visible(f"{named} ({unit.id})" if unit.shows_id else named)


def days_there(since: str | None, until: str | None) -> list[str]:
    """Return since when and until when a unit was there, as far as that is known."""
    first = [translate(N_("from {date}")).format(date=date(since))] if since else []
    return [*first, *([translate(N_("until {date}")).format(date=date(until))] if until else [])]


def span(value: str) -> str:
    """Return a month or a quarter as people write it: 05/2023, Quý 2/2023."""
    year, is_quarter, quarter = value.partition("-Q")
    if not is_quarter:
        return format_date(value, language())
    return translate(N_("Q{quarter}/{year}")).format(quarter=quarter, year=year)


def entry_label(lists: Lists, name: str, value: str) -> str:
    """Return the label of the entry of a list that a value names; what is in no list is shown as it stands."""
    entry = lists.entries(name).get(value)
    return visible(value) if entry is None else label_of(entry)


def label_of(entry: VocabularyEntry) -> str:
    """Return an entry's label in the language that is spoken."""
    return visible((entry.label_en if language() == "en" else None) or entry.label)


def axis_label(lists: Lists, axis: Axis) -> str:
    """Return an axis's name; a unit's level is named by the level."""
    if axis.at is not None:
        return entry_label(lists, "level", axis.at)
    return translate(axis.dimension.label)


def measure_label(measure: Measure) -> str:
    """Return a measure's name in the language that is spoken."""
    return translate(measure.label)


def indicator_unit(lists: Lists, indicator: str | None) -> str:
    """Return what an indicator is measured in, "" where nothing says so."""
    entry = lists.entries("indicator").get(indicator or "")
    return visible(entry.unit) if entry and entry.unit else ""


def date(value: str) -> str:
    """Return a day as people write it, a dash where it is not known."""
    return format_date(value, language()) if is_date(value) else NOTHING


def at_least(text: str) -> str:
    """Return a number of which there may be more."""
    return translate(N_("at least {value}")).format(value=text)


def number(value: int) -> str:
    """Return a whole number as people write it."""
    return format_number(value * 100, language())


def commit_line(commit: str, at: str, by: str, how: str, *said: str) -> str:
    """Return a commit as people read it everywhere: when and by whom it was made, and how; then its name."""
    return " · ".join([moment(at), *([visible(by)] if by else []), how, *said, commit[:SHORT]])


def how_made(command: str, found: str) -> str:
    """Return by what a commit was made: a command of danvan, or by hand; and how what it keeps came into the folder."""
    if not command:
        return translate(N_("by hand"))
    how = visible(own_words(f"danvan {command}"))
    return f"{how} ({translate(_FOUND[found])})" if found in _FOUND else how


def moment(at: str) -> str:
    """Return a day and a time as people write them, by the clock of where it was."""
    day, _, time = at.partition("T")
    return f"{format_date(day, language())} {time[:5]}"
