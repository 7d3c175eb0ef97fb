"""What `register` asks, in the order of the registration form."""

from collections.abc import Callable, Mapping, Sequence

from danvan_cli.cli.forms.interview import RecordForm, entries, models
from danvan_cli.cli.prompts.questions import Answers, Choice, FormQuestion
from danvan_cli.counting.zeros import KINDS_OF_MODELS
from danvan_cli.domain.fields import MODEL
from danvan_cli.locale import translate
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.recording.typed import YEAR
from danvan_cli.text.mark import N_

_ASKED = (
    *("unit", "title", "kind", "person", "position", "level", "field", "movement", "origin"),
    *("continues", "replicates", "registered_on"),
)
_MORE = "more"
_OFTEN_MORE = tuple(key for key in MODEL if key not in (*_ASKED, "ended_on", "ended_reason", "from_year", "extra"))
_WHEN: dict[str, Callable[[Answers], bool]] = {
    "person": lambda answers: answers.get("kind") == "ca-nhan",
    "position": lambda answers: answers.get("kind") == "ca-nhan",
    "continues": lambda answers: answers.get("origin") == "duy-tri",
    "replicates": lambda answers: answers.get("origin") == "nhan-rong",
}


def questions(lookup: RecordLookup, before: Mapping[str, str]) -> list[FormQuestion]:
    """Return the questions; `before` are the answers that the last model left as likely ones."""
    form = RecordForm(lookup, None)
    own = lookup.lists.setting("unit") or ""
    defaults = {"unit": own, "year": str(lookup.ledger.latest_year() or lookup.today[:4]), **before}
    asked = [form.question(YEAR, required=True, default=defaults["year"])]
    asked += [_question(lookup, form, key, defaults) for key in _ASKED]
    offered = [Choice(key, translate(MODEL[key].label)) for key in _OFTEN_MORE]
    asked.append(FormQuestion(_MORE, translate(N_("Fill in more")), "", "several", offered, steers=True))
    return asked + [form.question(MODEL[key], when=_is_wanted(key)) for key in _OFTEN_MORE]


def _question(lookup: RecordLookup, form: RecordForm, key: str, defaults: Mapping[str, str]) -> FormQuestion:
    choices: Sequence[Choice] | Callable[[], Sequence[Choice]] | None = None
    if key == "kind":
        choices = [choice for choice in entries(lookup.lists, "kind") if choice.value in KINDS_OF_MODELS]
    elif key in ("continues", "replicates"):
        choices = lambda: models(lookup)  # noqa: E731 - asked for only when it is needed
    question = form.question(
        MODEL[key],
        required=MODEL[key].required,
        default=defaults.get(key, ""),
        when=_WHEN.get(key, lambda _: True),
        choices=choices,
    )
    return question._replace(help="") if key == "kind" else question  # the choices say what the ids need a help for


def _is_wanted(key: str) -> Callable[[Answers], bool]:
    return lambda answers: key in answers.get(_MORE, "").split(",")
