"""BAN-GIAO.txt: what whoever takes over an office's records has to know, in plain words, without any program."""

import textwrap
from collections import Counter as Tally
from collections.abc import Iterable, Iterator

from danvan_cli.counting.all_years import YearNumbers
from danvan_cli.counting.checks import check_everything
from danvan_cli.counting.finding import faults_of
from danvan_cli.counting.ledger import Ledger
from danvan_cli.counting.measures import MEASURES
from danvan_cli.counting.waiting import find_waiting
from danvan_cli.domain.errors import ListsUnreadableError, RevisionError
from danvan_cli.domain.names import record_name
from danvan_cli.domain.origin import ARROW, list_of, read_origin
from danvan_cli.domain.reading import read_record
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.locale import translate
from danvan_cli.store.bundles import WrittenHistory
from danvan_cli.store.source import Source
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import visible
from danvan_cli.view import formats, half_done, messages, problems, waiting
from danvan_cli.view.grid import Grid
from danvan_cli.view.labels import NOTHING, date, measure_label, number
from danvan_cli.view.own_words import own_words

_YEARLY = ("registered", "rated", "recognized", "awards", "activities")
_MOST_LISTS = 200
_TITLE = N_("HANDING OVER THE RECORDS OF DÂN VẬN KHÉO")
_PARTS = N_(
    "data/ holds the records as they were that day: texts that any program opens, a file a record. history.bundle "
    "holds what they were before, for git; backup.json how much all of it is, by which danvan knows that nothing is "
    "missing."
)
_OPENING = N_(
    "Install danvan, and git for earlier states. In the folder where the backup lies, type the line below; danvan "
    "status then says what waits. Without danvan: unpack data/, and read the files."
)
_COLUMNS, _INDENT = 78, "  "


def handover_text(
    ledger: Ledger, day: str, name: str, numbers: YearNumbers, history: WrittenHistory | RevisionError
) -> tuple[str, str]:
    """Return the office, and all that is to be handed over with its records; `name` is the backup's file name."""
    try:
        summary = find_waiting(ledger, None, day)
        office = visible(ledger.lists.setting("office") or "")
        tasks = waiting.text(summary, ledger.lists, columns=_COLUMNS).rstrip()
    except ListsUnreadableError as error:
        office, tasks = "", "\n".join([*map(problems.text, error.problems), messages.told(error)])
    command = own_words(f'danvan init --from "{name}"')
    parts = [
        (translate(N_("What is in the backup")), _folded(_PARTS)),
        (translate(N_("How to open it again")), f"{_folded(_OPENING)}\n\n{_INDENT}{command}"),
        (translate(N_("Earlier states")), _history(history, day)),
        (translate(N_("Numbers by year")), _numbers(numbers, _unread(ledger))),
        (translate(N_("Tasks that are open")), tasks),
        (translate(N_("Lists that came, and were taken in")), "\n".join(_lists(ledger))),
        (translate(N_("What check found that day")), "\n".join(_findings(ledger))),
    ]
    heading = [translate(_TITLE), *([office] if office else []), date(day)]
    numbered = [f"{place}. {title}\n\n{text}" for place, (title, text) in enumerate(parts, start=1)]
    return office, "\n\n\n".join(["\n".join(heading), *numbered]) + "\n"


def _history(history: WrittenHistory | RevisionError, day: str) -> str:
    if isinstance(history, RevisionError):
        return textwrap.fill(translate(N_("None: {reason}")).format(reason=messages.told(history)), _COLUMNS)
    told = translate(N_("Saves in git: {number}. To count as on an earlier day:"))
    told = told.format(number=number(history.history.number))
    parts = [told, f"{_INDENT}{own_words(f'danvan tally --revision {date(day)}')}", *_unfinished(history)]
    return "\n\n".join(parts)


def _unfinished(history: WrittenHistory) -> Iterator[str]:
    """Yield what people began and did not finish: how to have it again, and what of it is not in the backup."""
    if history.half_done.number and history.is_whole:
        yield _folded(
            N_("Unfinished work of others, which is in the backup too, and in git again once that is opened:")
        )
        for sentence, lines in half_done.blocks(history.half_done):
            yield "\n".join([textwrap.fill(sentence, _COLUMNS, break_on_hyphens=False), *(_INDENT + x for x in lines)])
    if missing := list(half_done.left_out(history.half_done, is_whole=history.is_whole)):
        yield "\n".join([translate(N_("Not in the backup:")), *(_INDENT + line for line in missing)])


def _folded(text: str) -> str:
    """Return a text in lines that a window without wrapping shows."""
    return textwrap.fill(translate(text), _COLUMNS, break_on_hyphens=False)


def _unread(ledger: Ledger) -> Tally[str]:
    """Return {year: how many of its files cannot be read}."""
    db, _ = ledger.open(None)
    paths = {problem.path for problem in faults_of(db)}
    return Tally(path.split("/")[1] for path in paths if "/" in path)


def _numbers(numbers: YearNumbers, unread: Tally[str]) -> str:
    """Return the numbers that are asked for each year, as a table; years of which they lack files are marked."""
    shown = [name for name in _YEARLY if any(name in of_year for of_year in numbers.values())]
    if not shown:
        return NOTHING
    rows = [
        [
            f"{year} *" if unread[year] else year,
            *(number(of_year[name][""]) if name in of_year else NOTHING for name in shown),
        ]
        for year, of_year in numbers.items()
    ]
    headers = [translate(N_("Year")), *(measure_label(MEASURES[name]) for name in shown)]
    table = formats.plain([Grid("", headers, rows, [False, *[True] * len(shown)])]).rstrip()
    lacking = translate(N_("* Without the files that cannot be read: {number}. They are named below, by check."))
    return f"{table}\n\n{lacking.format(number=number(unread.total()))}" if unread else table


def _lists(ledger: Ledger) -> Iterator[str]:
    """Yield each list that records name as their source, with the year and how many records it gave."""
    given = Tally((year, list_of(row)) for year, source in _sources(ledger.source) for row in read_origin(source).rows)
    shown = sorted(given, key=lambda key: (-key[0], key[1]))
    for year, name in shown[:_MOST_LISTS]:
        line = translate(N_("{year}: {list}, {number} records"))
        yield line.format(year=year, list=visible(name), number=number(given[year, name]))
    if len(shown) > _MOST_LISTS:
        yield translate(N_("… and {number} more")).format(number=number(len(shown) - _MOST_LISTS))
    if not shown:
        yield NOTHING


def _sources(source: Source) -> Iterator[tuple[int, str]]:
    """Yield the year and the source of each record that may name a list; the others are read, and not taken apart."""
    for folder in source.folders():
        record_type = RECORD_TYPES[folder.kind]
        entries = source.listing(folder.path).entries
        names = [entry.name for entry in entries if not entry.fault and record_name(record_type, entry.name)]
        for path, content in source.read_many(f"{folder.path}/{name}" for name in names):
            if isinstance(content, bytes) and ARROW.strip().encode() in content:
                stated = read_record(folder.kind, path, folder.year, content).stated.values
                yield folder.year, str(stated.get("source", ""))


def _findings(ledger: Ledger) -> Iterable[str]:
    """Return what check finds, errors first; what is found again and again in one line."""
    db, lists = ledger.open(None)
    findings = check_everything(db, lists, ledger.source, ledger.known_present_year)
    graver = sorted(findings, key=lambda problem: problem.rule.severity == "warning")
    return [*problems.texts(graver, lists)] or [translate(N_("Nothing is wrong."))]
