"""Records on file that are not the same as a new one to the letter, and may be it: asked about where it is typed.

A name typed without diacritics means the one that has them; and what is given may be what was proposed, of which less
was known then.
"""

from collections.abc import Iterator, Mapping

from danvan_cli.domain import standing
from danvan_cli.domain.messages import Message
from danvan_cli.domain.names import id_of
from danvan_cli.domain.record_type import RecordType
from danvan_cli.domain.record_types import AWARDS
from danvan_cli.domain.values import Value
from danvan_cli.index.identities import IdentifiedRecord, of_year
from danvan_cli.recording.plan import Remark, remark
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.text.fold import bare, fold, has_diacritic
from danvan_cli.text.mark import N_
from danvan_cli.text.nearest import is_edited

_LEAST_WORDS = 2  # a single word, such as “Camera”, is in many titles
MAY_BE_TONELESS = Message(
    "may-be-toneless",
    N_("It may be recorded already: {path}. One of the two is spelled without diacritics."),
    severity="identity",
)
MAY_BE_PROPOSED = Message(
    "may-be-proposed", N_("It may be what is proposed: {path} (to give that: danvan grant {id})."), severity="identity"
)


def doubts_of_spelling(
    lookup: RecordLookup, record_type: RecordType, year: int, values: Mapping[str, Value]
) -> Iterator[Remark]:
    """Doubt what is there already but for diacritics, which one of the two lacks; the year's records are in step."""
    for record in of_year(lookup.db, record_type, year):
        spelled = _spelled_alike(record_type, values, record.values)
        if spelled != values and (
            record_type.is_same(spelled, record.values) or record_type.is_doubtful(spelled, record.values)
        ):
            yield remark(MAY_BE_TONELESS, path=record.path)


def doubts_of_proposals(lookup: RecordLookup, year: int, values: Mapping[str, Value]) -> Iterator[Remark]:
    """Doubt an award that may be what waits as a proposal: to the same recipient, and otherwise in nothing.

    A proposal need not state a form, who gives it, or what it is for.
    """
    if standing.status_of(values) == standing.PROPOSED or "recipient" not in values:
        return
    for record in of_year(lookup.db, AWARDS, year):
        if "recipient" in record.values and _may_be_one(values, record) and _waits(lookup, record.path, year):
            yield doubt_of_waiting(record.path)


def doubt_of_waiting(path: str) -> Remark:
    """Doubt whether an award is the proposal at a path."""
    return remark(MAY_BE_PROPOSED, path=path, id=id_of(path))


def is_changed_a_little(title: str, other: str) -> bool:
    """Whether one title may be the other of the year before: it has some words more, or one spelled otherwise.

    “Bến đò an toàn” becomes “Bến đò an toàn sông Hậu”. Two titles of one length with other numbers are two things.
    """
    fewer, more = sorted((bare(title).split(), bare(other).split()), key=len)
    if len(fewer) < len(more):
        return len(fewer) >= _LEAST_WORDS and f" {' '.join(fewer)} " in f" {' '.join(more)} "
    differing = [pair for pair in zip(fewer, more, strict=True) if pair[0] != pair[1]]
    return len(differing) <= 1 and all(is_edited(*pair) and not any(map(str.isdigit, pair)) for pair in differing)


def _waits(lookup: RecordLookup, path: str, year: int) -> bool:
    return standing.status_of(lookup.read(AWARDS, path, year).values) == standing.PROPOSED


def _may_be_one(values: Mapping[str, Value], record: IdentifiedRecord) -> bool:
    """Whether two awards agree in all that both state."""
    spelled = _spelled_alike(AWARDS, values, record.values)
    stated = [key for key in AWARDS.identity if key in values and key in record.values]
    return all(AWARDS.may_say_the_same(key, spelled, record.values) for key in stated)


def _spelled_alike(
    record_type: RecordType, values: Mapping[str, Value], twin: Mapping[str, Value]
) -> Mapping[str, Value]:
    """Return values with those texts spelled as in a twin that are the same but for diacritics, which one lacks."""
    texts = [key for key in record_type.identity if record_type.fields[key].type.is_searched]
    alike = {key: twin[key] for key in texts if key in values and key in twin and _lacks_tones(values[key], twin[key])}
    return {**values, **alike} if alike else values


def _lacks_tones(text: str, other: str) -> bool:
    """Whether two texts are one but for diacritics, of which one of them has none at all."""
    return bare(text) == bare(other) and fold(text) != fold(other) and has_diacritic(text) != has_diacritic(other)
