"""What `award` asks: what it is, from whom, by which decision, and for whom."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from danvan_cli.cli.forms import new_record
from danvan_cli.cli.forms.interview import hold
from danvan_cli.cli.forms.new_record import AskedKeys
from danvan_cli.cli.prompts.questions import Answers, FormQuestion
from danvan_cli.counting.question import one_year
from danvan_cli.domain.errors import DanvanError
from danvan_cli.domain.fields import AWARD
from danvan_cli.domain.standing import REVOKED
from danvan_cli.locale import translate
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.recording.typed import Typed
from danvan_cli.text.mark import N_

_SEVERAL = ";"
_OF_A_DECISION = ("decision", "decided_on", "signed_by")
_OF_A_PROPOSAL = ("proposal", "proposed_on")


def interview(lookup: RecordLookup, typed: Typed, act: Callable[[Typed], int], *, propose: bool) -> int:
    """Ask for what was not typed, and act."""
    title = translate(N_("A new proposal") if propose else N_("A new award"))
    hold(title, questions(lookup, propose=propose), typed, lambda answers: act(_with_recipients_apart(answers)))
    return 0


def questions(lookup: RecordLookup, *, propose: bool) -> list[FormQuestion]:
    """Return the questions: what the award is, by which paper, for whom; the rest on request."""
    paper, other_paper = (_OF_A_PROPOSAL, _OF_A_DECISION) if propose else (_OF_A_DECISION, _OF_A_PROPOSAL)
    asked = ("kind", "form", "authority", *paper[:2], "model", "recipient", "unit", "count")
    keys = AskedKeys(
        AWARD,
        asked,
        {"model": _is_of_models, "recipient": _is_not_of_models, "unit": _is_not_of_models, "count": _is_of_nobody},
        {},
        later=(*paper[2:], "position", "purpose", "citation", "note"),
        unasked=("status", *other_paper, *REVOKED, "from_year", "extra"),
    )
    several = translate(N_("Several of one decision are separated by “;”."))
    asked_of = {question.key: question for question in new_record.questions(lookup, keys, {})}
    asked_of["recipient"] = asked_of["recipient"]._replace(help=several)
    asked_of["unit"] = asked_of["unit"]._replace(adapt=partial(_with_unit_of_model, lookup))
    return list(asked_of.values())


def _with_unit_of_model(lookup: RecordLookup, question: FormQuestion, answers: Answers) -> FormQuestion:
    """Point at the unit of the model that an award is for, if one is named; else at the office's own."""
    name, year = answers.get("model"), one_year(answers.get("year"))
    with suppress(DanvanError):  # what is no model is told where it is read
        if name:
            model = lookup.find(name, years=(year, year - 1) if year else None)
            return question._replace(default=str(model.values["unit"]))
    return question


def _is_of_models(answers: Answers) -> bool:
    return answers.get("kind") == "mo-hinh"


def _is_not_of_models(answers: Answers) -> bool:
    return not _is_of_models(answers)


def _is_of_nobody(answers: Answers) -> bool:
    return not (answers.get("recipient") or answers.get("model"))


def _with_recipients_apart(typed: Typed) -> dict[str, list[str]]:
    """Return the answers with each recipient by herself: each is an award of its own."""
    names = [name.strip() for text in typed.get("recipient", ()) for name in text.split(_SEVERAL) if name.strip()]
    return {key: names if key == "recipient" else list(texts) for key, texts in typed.items()}
