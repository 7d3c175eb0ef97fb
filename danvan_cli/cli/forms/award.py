"""What `award` asks: what it is, from whom, by which decision, and for whom."""

from collections.abc import Callable, Iterator

from danvan_cli.cli.forms.interview import RecordForm, hold, models
from danvan_cli.cli.prompts.questions import Answers, FormQuestion
from danvan_cli.domain.fields import AWARD
from danvan_cli.locale import translate
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.recording.typed import YEAR, Typed
from danvan_cli.text.mark import N_

_SEVERAL = ";"
_OF_A_DECISION = ("decision", "decided_on", "signed_by")
_OF_A_PROPOSAL = ("proposal", "proposed_on")


def interview(lookup: RecordLookup, typed: Typed, act: Callable[[Typed], int], *, propose: bool) -> int:
    """Ask for what was not typed, and act."""
    title = translate(N_("A new proposal") if propose else N_("A new award"))
    hold(title, list(_questions(lookup, propose=propose)), typed, lambda answers: act(_with_recipients_apart(answers)))
    return 0


def _questions(lookup: RecordLookup, *, propose: bool) -> Iterator[FormQuestion]:
    form = RecordForm(lookup, None)
    yield form.question(YEAR, required=True, default=str(lookup.ledger.latest_year() or lookup.today[:4]))
    yield from (form.question(AWARD[key], required=AWARD[key].required) for key in ("kind", "form", "authority"))
    yield from (form.question(AWARD[key]) for key in (_OF_A_PROPOSAL if propose else _OF_A_DECISION))
    yield form.question(AWARD["model"], when=_is_of_models, choices=lambda: models(lookup))
    recipients = form.question(AWARD["recipient"], when=_is_not_of_models)
    yield recipients._replace(help=translate(N_("Several of one decision are separated by “;”.")))
    yield form.question(AWARD["position"], when=_is_of_one_person)
    yield form.question(AWARD["unit"], when=_is_not_of_models)
    yield from (form.question(AWARD[key]) for key in ("purpose", "citation"))
    yield form.question(AWARD["count"], when=lambda answers: not (answers.get("recipient") or answers.get("model")))


def _is_of_models(answers: Answers) -> bool:
    return answers.get("kind") == "mo-hinh"


def _is_not_of_models(answers: Answers) -> bool:
    return not _is_of_models(answers)


def _is_of_one_person(answers: Answers) -> bool:
    return answers.get("kind") == "ca-nhan" and _SEVERAL not in answers.get("recipient", "")


def _with_recipients_apart(typed: Typed) -> dict[str, list[str]]:
    """Return the answers with each recipient by herself: each is an award of its own."""
    names = [name.strip() for text in typed.get("recipient", ()) for name in text.split(_SEVERAL) if name.strip()]
    return {key: names if key == "recipient" else list(texts) for key, texts in typed.items()}
