"""A problem -> the sentence that says what is wrong, and how to mend it."""

from collections.abc import Mapping

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.rules import RULES
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import language, translate
from danvan_cli.text.dates import format_date, is_date
from danvan_cli.text.mark import N_
from danvan_cli.text.numbers import format_number
from danvan_cli.text.visible import visible
from danvan_cli.view import phrases, reasons
from danvan_cli.view.labels import entry_label
from danvan_cli.view.phrases import number

_SEVERITY = {"error": N_("error"), "warning": N_("warning")}
_DATES = ("until", "since", "date", "other_date", "other_value")
_COUNTS = ("size", "most")
_NAMED = {"level": "level", "form": "form", "kind": "kind", "status": "status"}


def message(problem: Problem, lists: Lists | None = None) -> str:
    """Say what is wrong; with the lists, their values are named by their labels."""
    return _fill(RULES[problem.code].message, problem, lists)


def hint(problem: Problem, lists: Lists | None = None) -> str:
    """Say how to mend it; where the system refused, that depends on why."""
    return reasons.advice_on_reading(str(problem.args.get("reason", ""))) or _fill(
        RULES[problem.code].hint, problem, lists
    )


def place(problem: Problem) -> str:
    """Say where: path:line:column, as editors open it."""
    where = visible(problem.path)
    if problem.place.line:
        where += f":{problem.place.line}:{problem.place.column}"
    return where


def severity(problem: Problem) -> str:
    """Name the severity."""
    return translate(_SEVERITY[RULES[problem.code].severity])


def text(problem: Problem, lists: Lists | None = None) -> str:
    """Give all of a problem as two lines."""
    mend = hint(problem, lists)
    line = f"{place(problem)}: {severity(problem)} [{problem.code}] {message(problem, lists)}"
    return f"{line}\n  → {mend}" if mend else line


def sentences(problem: Problem, lists: Lists | None = None) -> str:
    """Give all of a problem on one line; one of a record that is not written yet has no place."""
    said = f"{message(problem, lists)} {hint(problem, lists)}".rstrip()
    return f"{place(problem)}: {said}" if problem.path else said


def _fill(sentence: str, problem: Problem, lists: Lists | None) -> str:
    args = {key: _shown(key, value, lists) for key, value in problem.args.items()}
    if "reason" in args and args["reason"] in phrases.REFUSALS:
        args["reason"] = phrases.refusal(RequestError(args["reason"], **_details(args))).rstrip(".")
    return phrases.fill(translate(sentence), {"name": "", **args})


def _details(args: Mapping[str, str]) -> dict[str, str]:
    """Give what fills in the sentence that stands within the sentence."""
    return {key.removeprefix("reason_"): value for key, value in args.items() if key.startswith("reason_")}


def _shown(key: str, value: str | int, lists: Lists | None) -> str:
    if key in _COUNTS and isinstance(value, int):
        return number(value)
    if key in ("score", "sum", "points") and isinstance(value, int):
        return format_number(value, language())
    if key in _DATES and is_date(str(value)):
        return format_date(str(value), language())
    if key == "reason":
        return reasons.reason(str(value))
    if lists and key in _NAMED:
        return entry_label(lists, _NAMED[key], str(value))
    return phrases.as_quoted(key, str(value))


def explanation(code: str) -> str:
    """Say why a problem of this code matters, and how it is mended."""
    rule = RULES[code]
    blanks = _Blanks()
    lines = [
        f"{code} ({translate(_SEVERITY[rule.severity])})",
        "",
        translate(rule.message).format_map(blanks),
    ]
    return "\n".join(
        [*lines, f"→ {translate(rule.hint).format_map(blanks)}", "", translate(rule.why).format_map(blanks)]
    )


class _Blanks(dict[str, str]):
    """Fills in nothing: what is explained is the rule, not a case of it."""

    def __missing__(self, key: str) -> str:
        return "…"
