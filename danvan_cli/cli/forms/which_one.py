"""Which thing is meant, where a name fits several and nothing else tells."""

from collections.abc import Iterable

from danvan_cli.cli.prompts.form import choose_or_leave, fill
from danvan_cli.cli.prompts.questions import Choice, FormQuestion, parts
from danvan_cli.counting.tables import ListedRecord
from danvan_cli.domain.errors import AmbiguousError, InputError
from danvan_cli.domain.names import RECORD_FOLDERS
from danvan_cli.domain.namesakes import Candidate, Namesake, RecordCandidate
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.domain.unit_names import NAMED_UNIT
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import translate
from danvan_cli.recording.merging import KEPT_RECORD, MERGED_RECORD
from danvan_cli.recording.recognizing import NAMED_LEVEL
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import quoted, visible
from danvan_cli.view.labels import namesake, unit_label
from danvan_cli.view.messages import GONE

_SENTENCES = {
    NAMED_UNIT: N_("Which unit is “{value}”?"),
    NAMED_LEVEL: N_("Which level's of “{value}”?"),
    KEPT_RECORD: N_("Which “{value}” stays?"),
    MERGED_RECORD: N_("Which “{value}” is merged into it?"),
}
_MEANT = "is "  # before an id, whose first digit could be taken for the number of a choice


def ask_which(error: AmbiguousError) -> str:
    """Ask which of several things is meant; return its id, "" where the person leaves."""
    kind, typed = error.name
    sentence = translate(_SENTENCES.get(kind, N_("Which one is “{value}”?")))
    answer = choose_or_leave(sentence.format(value=quoted(typed)), list(map(_choice, error.choices)))
    return answer.removeprefix(_MEANT)


def ask_records(lists: Lists, records: Iterable[ListedRecord]) -> list[str]:
    """Ask which of some records are meant; return their paths. Raise InputError where there is none to choose."""
    choices = [Choice(record.path, _listed_label(lists, record), (record.id,)) for record in records]
    if not choices:
        raise InputError(missing=["where"])
    sentence, several = translate(N_("Which records?")), translate(N_("Several can be chosen."))
    question = FormQuestion("records", sentence, several, "several", choices, required=True)
    return parts(question, fill([question], {})["records"])


def _listed_label(lists: Lists, record: ListedRecord) -> str:
    unit = [unit_label(lists, record.unit)] if record.unit else []
    kind = translate(RECORD_TYPES[RECORD_FOLDERS[record.path.partition("/")[0]]].label)
    return " · ".join([visible(record.title or record.id), str(record.year), *unit, kind])


def _choice(candidate: Candidate) -> Choice:
    """Offer what can be meant by what tells it from the others."""
    match candidate:
        case Namesake():
            label, names = namesake(candidate), (candidate.id, candidate.name)
        case RecordCandidate():
            label, names = _record_label(candidate), (candidate.id, candidate.title)
        case _:
            label, names = visible(candidate.label), (candidate.id, candidate.label)
    return Choice(_MEANT + candidate.id, label, names)


def _record_label(record: RecordCandidate) -> str:
    """Return a record's title, year, unit, person, what kind of record it is, and its id."""
    if not record.year:
        return record.id
    unit = [namesake(record.unit)] if record.unit else []
    person = [visible(record.person)] if record.person else []
    label = translate(RECORD_TYPES[record.type_name].label)
    gone = [translate(GONE)] if record.is_gone else []
    return " · ".join([visible(record.title), str(record.year), *unit, *person, label, record.id, *gone])
