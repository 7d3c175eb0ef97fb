"""Who has sent what -> lines for people, a table, JSON, and a paragraph that is pasted into a message."""

from collections.abc import Iterator
from typing import Any

from danvan_cli.counting import sent_lists
from danvan_cli.counting.sent_lists import SentList, SentLists, UnitSending
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import visible
from danvan_cli.view.grid import Grid
from danvan_cli.view.labels import NOTHING, date, number, unit_label

_STANDINGS = {
    sent_lists.CAME: N_("has sent"),
    sent_lists.LATE: N_("saved only after that day"),
    sent_lists.MISSING: N_("has sent nothing"),
    sent_lists.DAY_UNKNOWN: N_("has sent, when is unknown"),
}
_NUMBERS = {
    sent_lists.LATE: N_("Saved only after that day: {number}"),
    sent_lists.DAY_UNKNOWN: N_("Sent, when is unknown: {number}"),
}
_INDENT = "  "


def headline(sent: SentLists) -> str:
    """Return how many of the units have sent, and how much time is left."""
    if not sent.units:
        return translate(N_("Lists of {year}: no unit is known that sends any")).format(year=sent.deadline.year)
    title = translate(N_("Lists of {year} sent: {number} of {total} units"))
    parts = [title.format(year=sent.deadline.year, number=number(sent.came), total=number(len(sent.units)))]
    return " · ".join([*parts, *([_time_left(sent)] if sent.deadline.due else [])])


def _time_left(sent: SentLists) -> str:
    left = sent.deadline.days_left or 0
    sentence = N_("due on {date}, days left: {number}") if left > 0 else N_("due today, {date}")
    if left < 0:
        sentence = N_("due on {date}, {number} days ago") if sent.missing else N_("due on {date}")
    return translate(sentence).format(date=date(sent.deadline.due or ""), number=number(abs(left)))


def summary_lines(sent: SentLists) -> Iterator[str]:
    """Yield what else has to be known of those that have sent."""
    for standing, sentence in _NUMBERS.items():
        units = sum(sending.standing == standing for sending in sent.units)
        if units:
            yield translate(sentence).format(number=number(units))
    typed_in = sum(sending.is_typed_in for sending in sent.units)
    if typed_in:
        yield translate(N_("Only typed in, no list imported: {number}")).format(number=number(typed_in))


def unit_lines(sent: SentLists, lists: Lists) -> Iterator[str]:
    """Yield the units, and below each what it has sent."""
    for sending in sent.units:
        yield f"– {unit_label(lists, sending.unit)} · {translate(_STANDINGS[sending.standing])}"
        for sent_list in sending.lists:
            records = translate(N_("records: {number}")).format(number=number(sent_list.records))
            day = translate(N_("saved on {date}")) if sent_list.saved_on else "{date}"
            yield f"{_INDENT}{_name(sent_list)} · {records} · {day.format(date=_day(sent_list))}"


def _name(sent: SentList) -> str:
    return visible(sent.file) if sent.file != sent_lists.TYPED_IN else translate(N_("typed in"))


def _day(sent: SentList) -> str:
    if sent.saved_on:
        return date(sent.saved_on)
    return translate(N_("day unknown") if sent.is_saved is None else N_("not saved in git yet"))


def paragraph(sent: SentLists, lists: Lists) -> str:
    """Return one paragraph, ready to be pasted into a message to the units; nothing where no unit is expected."""
    if not sent.units:
        return ""
    missing = "; ".join(unit_label(lists, unit) for unit in sent.missing)
    have_come = N_("By {date}, the lists of {year} have come from {number} of {total} units.")
    sentences = [have_come if missing else N_("By {date}, the lists of {year} have come from all {total} units.")]
    if missing:
        sentences += [N_("Missing: {units}."), _request(sent)]
    return " ".join(map(translate, sentences)).format(
        date=date(sent.deadline.today),
        due=date(sent.deadline.due or sent.deadline.today),
        year=sent.deadline.year,
        number=number(sent.came),
        total=number(len(sent.units)),
        units=missing,
    )


def _request(sent: SentLists) -> str:
    if sent.deadline.due is None:
        return N_("Please send them soon.")
    if sent.deadline.today > sent.deadline.due:
        return N_("They were due on {due}; please send them now.")
    return N_("Please send them by {due} at the latest.")


def grid(sent: SentLists, lists: Lists) -> Grid:
    """Return a table with a row for each list of each unit, one for a unit that has sent nothing."""
    rows: list[list[str]] = []
    for sending in sent.units:
        unit, standing = unit_label(lists, sending.unit), translate(_STANDINGS[sending.standing])
        rows += [
            [unit, standing, _name(sent_list), number(sent_list.records), _day(sent_list)]
            for sent_list in sending.lists
        ] or [[unit, standing, NOTHING, NOTHING, NOTHING]]
    headers = [N_("Unit"), N_("How it stands"), N_("List"), N_("Records"), N_("Saved on")]
    notes = [paragraph(sent, lists)] if sent.units else []
    return Grid(headline(sent), [*map(translate, headers)], rows, [False, False, False, True, False], notes=notes)


def document(sent: SentLists, lists: Lists) -> dict[str, Any]:
    """Return the object of who has sent what."""
    return {
        "day": sent.deadline.today,
        "due": sent.deadline.due,
        "days_left": sent.deadline.days_left,
        "expected": len(sent.units),
        "came": sent.came,
        "units": [_unit(sending, lists) for sending in sent.units],
        "message": paragraph(sent, lists),
    }


def _unit(sending: UnitSending, lists: Lists) -> dict[str, Any]:
    return {
        "unit": sending.unit,
        "name": lists.unit_name(sending.unit),
        "state": sending.standing,
        "records": sending.records,
        "saved_on": sending.first_saved_on,
        "lists": [
            {
                "file": sent_list.file if sent_list.file != sent_lists.TYPED_IN else None,
                "records": sent_list.records,
                "saved_on": sent_list.saved_on,
                "saved": sent_list.is_saved,
            }
            for sent_list in sending.lists
        ],
    }
