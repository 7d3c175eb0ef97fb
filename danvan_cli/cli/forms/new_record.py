"""What is asked for a new record: what its type is never without, then what somebody wants to fill in besides."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from danvan_cli.cli.forms.interview import RecordForm
from danvan_cli.cli.prompts.questions import Answers, Choice, FormQuestion
from danvan_cli.domain.fields import Table
from danvan_cli.locale import translate
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.recording.typed import YEAR
from danvan_cli.text.mark import N_

_MORE = "more"
_NOT_ASKED = ("ended_on", "ended_reason", "from_year", "extra")
Choices = Sequence[Choice] | Callable[[], Sequence[Choice]]


class AskedKeys(NamedTuple):
    """The keys that are asked for, in order: `when` one only is, and `choices` other than those of its field.

    Of `unhelped` keys the choices say what their field's help does. All other keys stand under “more”.
    """

    table: Table
    asked: tuple[str, ...]
    when: Mapping[str, Callable[[Answers], bool]]
    choices: Mapping[str, Choices]
    unhelped: tuple[str, ...] = ()

    def more(self) -> tuple[str, ...]:
        """Return the keys that are asked for where somebody wants them."""
        return tuple(key for key in self.table if key not in (*self.asked, *_NOT_ASKED))


def questions(lookup: RecordLookup, keys: AskedKeys, before: Mapping[str, str]) -> list[FormQuestion]:
    """Return the questions; `before` are the answers that the last record left as likely ones."""
    form = RecordForm(lookup, None)
    own = lookup.lists.setting("unit") or ""
    defaults = {"unit": own, "year": str(lookup.ledger.latest_year() or lookup.today[:4]), **before}
    asked = [form.question(YEAR, required=True, default=defaults["year"])]
    asked += [_question(form, keys, key, defaults.get(key, "")) for key in keys.asked]
    asked.append(_question_for_more(keys))
    return asked + [
        form.question(keys.table[key], when=_is_wanted(key), choices=keys.choices.get(key)) for key in keys.more()
    ]


def _question(form: RecordForm, keys: AskedKeys, key: str, default: str) -> FormQuestion:
    question = form.question(
        keys.table[key],
        required=keys.table[key].required,
        default=default,
        when=keys.when.get(key, lambda _: True),
        choices=keys.choices.get(key),
    )
    return question._replace(help="") if key in keys.unhelped else question


def _question_for_more(keys: AskedKeys) -> FormQuestion:
    offered = [Choice(key, translate(keys.table[key].label)) for key in keys.more()]
    return FormQuestion(_MORE, translate(N_("Fill in more")), "", "several", offered, steers=True)


def _is_wanted(key: str) -> Callable[[Answers], bool]:
    return lambda answers: key in answers.get(_MORE, "").split(",")
