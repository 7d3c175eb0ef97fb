"""What `register` asks: what tells a model from others first; the rest of the registration form on request."""

from collections.abc import Callable, Mapping
from functools import partial

from danvan_cli.cli.forms import new_record
from danvan_cli.cli.forms.interview import earlier_models, entries
from danvan_cli.cli.forms.new_record import AskedKeys
from danvan_cli.cli.prompts.questions import Answers, FormQuestion
from danvan_cli.counting.question import one_year
from danvan_cli.counting.zeros import KINDS_OF_MODELS
from danvan_cli.domain.fields import MODEL
from danvan_cli.recording.record_lookup import RecordLookup

_ASKED = ("unit", "title", "kind", "person", "field")
_LATER = ("registered_on", "origin", "continues", "replicates", "level", "movement", "position")
_WHEN: dict[str, Callable[[Answers], bool]] = {
    "person": lambda answers: answers.get("kind") == "ca-nhan",
    "continues": lambda answers: answers.get("origin") == "duy-tri",
    "replicates": lambda answers: answers.get("origin") == "nhan-rong",
}


def questions(lookup: RecordLookup, before: Mapping[str, str]) -> list[FormQuestion]:
    """Return the questions; `before` are the answers that the last model left as likely ones."""
    kinds = [choice for choice in entries(lookup.lists, "kind") if choice.value in KINDS_OF_MODELS]
    keys = AskedKeys(MODEL, _ASKED, _WHEN, {"kind": kinds}, unhelped=("kind",), later=_LATER)
    adapted = partial(_offering_earlier, lookup)
    asked = new_record.questions(lookup, keys, before)
    return [question._replace(adapt=adapted) if question.key == "continues" else question for question in asked]


def _offering_earlier(lookup: RecordLookup, question: FormQuestion, answers: Answers) -> FormQuestion:
    """Offer the models that one may carry on: of years before, those of its unit first."""
    year, unit = one_year(answers.get("year")), answers.get("unit", "")
    return question._replace(choices=earlier_models(lookup, year, unit)) if year else question
