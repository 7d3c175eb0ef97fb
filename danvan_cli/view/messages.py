"""A message -> the sentence, in the language that is spoken, with what fills it in as people write it.

What a placeholder is called says what stands there, in every message: a day under "date", points under "score".
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from danvan_cli.counting.measures import MEASURES
from danvan_cli.domain.commit import Commit, LaterChange
from danvan_cli.domain.errors import DanvanError, RequestError
from danvan_cli.domain.fields import Field
from danvan_cli.domain.messages import Message, NamedPlace
from danvan_cli.domain.namesakes import Namesake, RecordCandidate
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.domain.unlisted_units import told_with_a_way_out
from danvan_cli.domain.vietnamese_names import BothNames
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import language, translate
from danvan_cli.text.dates import format_date, is_date
from danvan_cli.text.mark import N_
from danvan_cli.text.numbers import format_number
from danvan_cli.text.visible import MOST_QUOTED, quoted, visible
from danvan_cli.view import reasons
from danvan_cli.view.labels import (
    NOTHING,
    commit_line,
    date,
    entry_label,
    how_made,
    moment,
    namesake,
    number,
    unit_label,
)
from danvan_cli.view.own_words import own_dimension, own_list, own_names, own_words

MOST_LISTED = 2000  # letters of what danvan itself lists
_MOST_TEXTS, _LONGEST_TEXT = 3, 60
_MOST_CANDIDATES = 12
_MOST_CHANGES = 5
_LONG_WORD = re.compile(rf"\S{{{MOST_QUOTED + 1},}}")
_ABOUT_NEAREST = re.compile(r"\s*[^.?!]*\{near\}[^.?!]*[.?!]")
_LISTED = {
    *("candidates", "command", "criteria", "file", "files", "given", "keys", "known", "log", "option", "options"),
    *("changes", "names", "near", "other", "others", "parts", "path", "positions", "problem", "recipients", "doubt"),
}
_DATES = {"date", "other_date", "since", "until", "was", "will"}
_POINTS = {"mean", "points", "score", "sum"}
_AS_IT_IS = {*_DATES, "first", "heading", "last", "line", "row", "seconds", "year"}  # numbers that count nothing
_ENTRIES = {"form", "kind", "level", "rating", "status"}

_ADVICE: dict[str, Callable[[str], str]] = {
    "": lambda _: "",
    "reading": reasons.advice_on_reading,
    "writing": reasons.advice_on_writing,
}

Writer = Callable[[Any, Lists | None], str]


def told(error: DanvanError, lists: Lists | None = None) -> str:
    """Return why something cannot be done, and what helps."""
    error = told_with_a_way_out(error) if isinstance(error, RequestError) else error
    hint = filled(error.message.hint, error.params, lists)
    advice = _ADVICE[error.doing](str(error.params.get("reason", "")))
    return " ".join(part for part in (sentence(error.message, error.params, lists), hint, advice) if part)


def sentence(message: Message, params: Mapping[str, Any], lists: Lists | None = None) -> str:
    """Return a message's sentence, filled in."""
    return filled(message.sentence, params, lists)


def filled(text: str, params: Mapping[str, Any], lists: Lists | None = None) -> str:
    """Return a text translated and filled in; where nothing is near, without the sentence about the nearest."""
    translated = translate(text)
    if params.get("near", NOTHING) == NOTHING:
        translated = without_nearest(translated)
    return translated.format(**{name: written(name, value, lists) for name, value in params.items()})


def without_nearest(text: str) -> str:
    """Return a sentence without the part about the nearest."""
    return _ABOUT_NEAREST.sub("", text).strip()


def written(name: str, value: Any, lists: Lists | None = None) -> str:  # noqa: ANN401 - whatever fills a sentence in
    """Return what fills a placeholder in; what comes from files or people is made visible, and cut where it is long."""
    if name in _WRITERS:
        return _WRITERS[name](value, lists)
    if isinstance(value, DanvanError):
        return sentence(value.message, value.params).rstrip(".")
    if isinstance(value, Namesake):
        return namesake(value)
    if isinstance(value, int) and name not in _AS_IT_IS:
        return format_number(value, language()) if name in _POINTS else number(value)
    text = _text_of(value)
    if name in _DATES and is_date(text):
        return format_date(text, language())
    return entry_label(lists, name, text) if name in _ENTRIES and lists else as_quoted(name, text)


def _text_of(value: object) -> str:
    """Return what fills a placeholder in as text: names in the language that is spoken, a key by its label."""
    if isinstance(value, BothNames):
        return own_names(value)
    if isinstance(value, NamedPlace):
        return value.in_words(translate)
    return translate(value.label) if isinstance(value, Field) else str(value)


def as_quoted(name: str, text: str) -> str:
    """Return of a value as much as tells which it is, of what danvan lists much more."""
    return quoted(text, MOST_LISTED if name in _LISTED else MOST_QUOTED)


def with_short_words(text: str) -> str:
    """Return a sentence of click's, which quotes as it stands whatever was typed."""
    return _LONG_WORD.sub(lambda match: quoted(match[0]), visible(text, keep_lines=True))


def _measure(value: str, _: Lists | None) -> str:
    return translate(MEASURES[value].label) if value in MEASURES else as_quoted("measure", value)


def _texts(texts: Sequence[str], _: Lists | None) -> str:
    shown = [f"“{visible(_cut(text))}”" for text in texts[:_MOST_TEXTS]]
    return ", ".join([*shown, *(["…"] if len(texts) > _MOST_TEXTS else [])])


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_TEXT else f"{flat[: _LONGEST_TEXT - 1]}…"


def _sums(sums: Mapping[str, int], _: Lists | None) -> str:
    return "; ".join(f"{visible(name)}: {format_number(points, language())}" for name, points in sums.items())


def _criteria(criteria: Iterable[str], lists: Lists | None) -> str:
    return "; ".join(entry_label(lists, "criterion", criterion) if lists else criterion for criterion in criteria)


def _candidates(records: str | Sequence[RecordCandidate], _: Lists | None) -> str:
    """Write what can be meant: of records their year, unit and person beside the id."""
    if isinstance(records, str):
        return as_quoted("candidates", records)
    return _some([_candidate(record) for record in records])


GONE = N_("deleted, or not to be read")


def _candidate(record: RecordCandidate) -> str:
    said = [*([str(record.year)] if record.year else []), *([namesake(record.unit)] if record.unit else [])]
    said += [record.person] if record.person else []
    said += [translate(GONE)] if record.is_gone else []
    return f"{record.id} ({', '.join(said)})" if said else record.id


def _some(candidates: Sequence[str]) -> str:
    """Write the first of what can be meant, and how many there are besides."""
    more = len(candidates) - _MOST_CANDIDATES
    shown = as_quoted("candidates", "; ".join(candidates[:_MOST_CANDIDATES]))
    return shown + (f"; … +{more}" if more > 0 else "")


def _namesakes(units: Sequence[Namesake], _: Lists | None) -> str:
    """Write units that can be meant: id, name, what it lies in, and the days."""
    return _some([f"{unit.id} ({namesake(unit)})" for unit in units])


def _changes(changes: Any, lists: Lists | None) -> str:  # noqa: ANN401 - (field, before, after) of each key
    from danvan_cli.view.record import changed_lines  # noqa: PLC0415 - few messages have it

    return as_quoted("changes", "; ".join(changed_lines(changes, lists)) if lists else "…")


def _levels(levels: Iterable[str], lists: Lists | None) -> str:
    return ", ".join(entry_label(lists, "level", level) if lists else level for level in levels)


def _unit(value: str, lists: Lists | None) -> str:
    return unit_label(lists, value) if lists else visible(value)


def _measured(value: str, lists: Lists | None) -> str:
    """Return a measure's name within a sentence."""
    return _within_sentence(_measure(value, lists))


def _within_sentence(label: str) -> str:
    return label[:1].lower() + label[1:]


def _saved(commit: Commit, _: Lists | None = None) -> str:
    return commit_line(commit.id, commit.at, commit.author, how_made(commit.command, commit.found))


def _later(changes: Sequence[LaterChange], _: Lists | None) -> str:
    """Write what was changed since, and by which commit."""
    shown = [_later_change(change) for change in changes[:_MOST_CHANGES]]
    return "; ".join([*shown, *(["…"] if len(changes) > _MOST_CHANGES else [])])


def _later_change(change: LaterChange) -> str:
    fields = f": {', '.join(translate(field.label) for field in change.fields)}" if change.fields else ""
    saved = _saved(change.commit) if change.commit else translate(N_("not saved yet"))
    return f"{visible(change.path)}{fields} ({saved})"


_WRITERS: dict[str, Writer] = {
    "candidates": _candidates,
    "dimension": lambda value, _: as_quoted("dimension", own_dimension(str(value))),
    "command": lambda value, _: as_quoted("command", own_words(value)),
    "option": lambda value, _: own_words(value, "tally"),
    "list": lambda value, _: own_list(value),
    "changes": _changes,
    "criteria": _criteria,
    "date": lambda value, _: date(str(value)),
    "fields": lambda value, _: ", ".join(translate(field.label) for field in value),
    "later": _later,
    "levels": _levels,
    "measure": _measure,
    "measured": _measured,
    "moment": lambda value, _: moment(str(value)),
    "named_units": lambda value, lists: "; ".join(unit_label(lists, unit) if lists else unit for unit in value),
    "namesakes": _namesakes,
    "other_rating": lambda value, lists: entry_label(lists, "rating", value) if lists else visible(value),
    "reason": lambda value, _: (
        reasons.reason(value) if isinstance(value, str) else sentence(value.message, value.params).rstrip(".")
    ),
    "saved": _saved,
    "sums": _sums,
    "texts": _texts,
    "thing": lambda value, _: _within_sentence(translate(RECORD_TYPES[value].label)),
    "told": _unit,
    "unit": _unit,
    "what": lambda value, _: translate(value),
}
