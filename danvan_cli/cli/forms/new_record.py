"""What is asked for a new record: what matters first; the rest where somebody wants to fill it in."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from danvan_cli.cli.forms.interview import RecordForm, models, offering_models
from danvan_cli.cli.prompts.questions import COMMA, Answers, Choice, FormQuestion
from danvan_cli.domain.fields import Table
from danvan_cli.domain.record_types import MODELS
from danvan_cli.locale import translate
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.recording.typed import YEAR
from danvan_cli.text.mark import N_

MORE = "more"
Choices = Sequence[Choice] | Callable[[], Sequence[Choice]]


class AskedKeys(NamedTuple):
    """The keys that are asked for, in order: `when` one only is, and `choices` other than those of its field.

    Of `unhelped` keys the choices say what their field's help does. All other keys stand under “more”, those of
    `later` first; `when` such a one is needed for another answer, it is asked for as well. `unasked` keys are
    left to options.
    """

    table: Table
    asked: tuple[str, ...]
    when: Mapping[str, Callable[[Answers], bool]]
    choices: Mapping[str, Choices]
    unhelped: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    unasked: tuple[str, ...] = ("ended_on", "ended_reason", "from_year", "extra")

    def more(self) -> tuple[str, ...]:
        """Return the keys that are asked for where somebody wants them."""
        others = (key for key in self.table if key not in (*self.asked, *self.later, *self.unasked))
        return (*self.later, *others)


def questions(lookup: RecordLookup, keys: AskedKeys, before: Mapping[str, str]) -> list[FormQuestion]:
    """Return the questions; `before` are the answers that the last record left as likely ones."""
    form = RecordForm(lookup, None)
    own = lookup.lists.setting("unit") or ""
    defaults = {"unit": own, "year": str(lookup.ledger.latest_year() or lookup.today[:4]), **before}
    asked = [form.question(YEAR, required=True, default=defaults["year"])]
    asked += [_question(lookup, form, keys, key, defaults.get(key, "")) for key in keys.asked]
    others = [_question(lookup, form, keys, key, defaults.get(key, "")) for key in keys.more()]
    return [*asked, *on_request(others, keys.when, defaults.get(MORE, ""))]


def _question(lookup: RecordLookup, form: RecordForm, keys: AskedKeys, key: str, default: str) -> FormQuestion:
    field = keys.table[key]
    leads_to_model = field.refers == MODELS.name
    question = form.question(
        field,
        required=field.required,
        default=default,
        when=keys.when.get(key, lambda _: True),
        choices=partial(models, lookup) if leads_to_model else keys.choices.get(key),  # asked for only when needed
    )
    if leads_to_model:
        question = question._replace(adapt=partial(offering_models, lookup))
    return question._replace(help="") if key in keys.unhelped else question


def on_request(
    questions: Sequence[FormQuestion],
    needed: Mapping[str, Callable[[Answers], bool]] = MappingProxyType({}),
    default: str = "",
) -> list[FormQuestion]:
    """Return the question which of these somebody wants to answer, and these: each is asked only then.

    What is `needed` for another answer is asked as well.
    """
    offered = [Choice(question.key, question.label) for question in questions]
    label = translate(N_("Fill in more"))
    more = FormQuestion(MORE, label, "", "several", offered, default, steers=True, later=True)
    wanted = [question._replace(when=_is_wanted(question.key, needed.get(question.key))) for question in questions]
    return [more, *wanted]


def _is_wanted(key: str, needed: Callable[[Answers], bool] | None) -> Callable[[Answers], bool]:
    """Return whether a key is chosen, answered already, or needed for another answer."""

    def is_wanted(answers: Answers) -> bool:
        chosen = key in answers.get(MORE, "").split(COMMA)
        return chosen or bool(answers.get(key)) or (needed is not None and needed(answers))

    return is_wanted
