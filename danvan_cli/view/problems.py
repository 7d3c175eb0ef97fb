"""A problem -> the sentence that says what is wrong, and how to mend it."""

from collections.abc import Mapping

from danvan_cli.counting.question import Refused
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.rules import RULES
from danvan_cli.locale import language, translate
from danvan_cli.text.dates import format_date, is_date
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import visible
from danvan_cli.view import phrases
from danvan_cli.view.phrases import number

_SEVERITY = {"error": N_("error"), "warning": N_("warning")}
_DATES = ("until", "since", "date", "other_date", "other_value")
_NUMBERS = ("size", "most_bytes")


def message(problem: Problem) -> str:
    """Say what is wrong."""
    return _fill(RULES[problem.code].message, problem)


def hint(problem: Problem) -> str:
    """Say how to mend it."""
    return _fill(RULES[problem.code].hint, problem)


def place(problem: Problem) -> str:
    """Say where: path:line:column, as editors open it."""
    where = visible(problem.path)
    if problem.place.line:
        where += f":{problem.place.line}:{problem.place.column}"
    return where


def severity(problem: Problem) -> str:
    """Name the severity."""
    return translate(_SEVERITY[RULES[problem.code].severity])


def text(problem: Problem) -> str:
    """Give all of a problem as two lines."""
    mend = hint(problem)
    line = f"{place(problem)}: {severity(problem)} [{problem.code}] {message(problem)}"
    return f"{line}\n  → {mend}" if mend else line


def _fill(sentence: str, problem: Problem) -> str:
    args = {key: _shown(key, value) for key, value in problem.args.items()}
    if "reason" in args and args["reason"] in phrases.REFUSALS:
        args["reason"] = phrases.refusal(Refused(args["reason"], **_details(args))).rstrip(".")
    return phrases.fill(translate(sentence), {"name": "", **args})


def _details(args: Mapping[str, str]) -> dict[str, str]:
    """Give what fills in the sentence that stands within the sentence."""
    return {key.removeprefix("reason_"): value for key, value in args.items() if key.startswith("reason_")}


def _shown(key: str, value: str | int) -> str:
    if key in _NUMBERS and isinstance(value, int):
        return number(value)
    if key in _DATES and is_date(str(value)):
        return format_date(str(value), language())
    return visible(str(value))


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
