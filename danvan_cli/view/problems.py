"""A problem -> the sentence that says what is wrong, and how to mend it."""

from collections import defaultdict
from collections.abc import Sequence

from danvan_cli.domain.messages import Message
from danvan_cli.domain.problem import Problem
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import visible
from danvan_cli.view import messages, reasons

_ERROR, _WARNING = N_("error"), N_("warning")
_MOST_NAMED = 10


def message(problem: Problem, lists: Lists | None = None) -> str:
    """Return what is wrong; with the lists, their values are named by their labels."""
    return _filled(problem.rule.sentence, problem, lists)


def hint(problem: Problem, lists: Lists | None = None) -> str:
    """Return how to mend it; where the system refused, that depends on why."""
    reason = problem.args.get("reason")
    advice = reasons.advice_on_reading(reason) if isinstance(reason, str) else ""
    return advice or _filled(problem.rule.hint, problem, lists)


def place(problem: Problem) -> str:
    """Return where it is: path:line:column, as editors open it."""
    spot = visible(problem.path)
    if problem.place.line:
        spot += f":{problem.place.line}:{problem.place.column}"
    return spot


def severity(rule: Message) -> str:
    """Return "error" or "warning", in the language that is spoken."""
    return translate(_WARNING if rule.severity == "warning" else _ERROR)


def text(problem: Problem, lists: Lists | None = None) -> str:
    """Return all of a problem as two lines."""
    mend = hint(problem, lists)
    line = f"{place(problem)}: {severity(problem.rule)} [{problem.code}] {message(problem, lists)}"
    return f"{line}\n  → {mend}" if mend else line


def unread_sentences(unread: Sequence[Problem]) -> list[str]:
    """Return that something could not be read, then the first of what; nothing if all could."""
    more = len(unread) - _MOST_NAMED
    named = [text(problem) for problem in unread[:_MOST_NAMED]]
    rest = [translate(N_("… and {number} more: danvan check")).format(number=more)] if more > 0 else []
    return [translate(N_("Not complete: what these files hold is not counted.")), *named, *rest] if unread else []


def sentences(problem: Problem, lists: Lists | None = None) -> str:
    """Return all of a problem on one line; one of a record that is not written yet has no place."""
    sentence = f"{message(problem, lists)} {hint(problem, lists)}".rstrip()
    return f"{place(problem)}: {sentence}" if problem.path else sentence


def _filled(text_: str, problem: Problem, lists: Lists | None) -> str:
    args = {"name": "", **problem.args}
    if "value" in args:
        args["value"] = str(args["value"])  # what a file states, such as a year: no number of things
    return messages.filled(text_, args, lists)


def explanation(rule: Message) -> str:
    """Return why a problem of this kind matters, and how it is mended."""
    blanks = defaultdict[str, str](lambda: "…")  # what is explained is the rule, not a case of it
    sentence, mend, why = (translate(part).format_map(blanks) for part in (rule.sentence, rule.hint, rule.why))
    return "\n".join([f"{rule.code} ({severity(rule)})", "", sentence, f"→ {mend}", "", why])
