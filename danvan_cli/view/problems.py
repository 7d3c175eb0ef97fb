"""A problem -> the sentence that says what is wrong, and how to mend it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from danvan_cli.domain.messages import Message
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.record_types import RECORD_TYPES
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import language, translate
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import visible
from danvan_cli.view import labels, messages, reasons

_ERROR, _WARNING = N_("error"), N_("warning")
_MOST_NAMED = 10
MOST_ALIKE = 3  # warnings of one kind that are told one by one
_LEFT_OPEN = "…"


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


def text(problem: Problem, lists: Lists | None = None, *, with_code: bool = True) -> str:
    """Return all of a problem as two lines."""
    mend = hint(problem, lists)
    line = f"{place(problem)}: {_kind(problem.rule, with_code=with_code)} {message(problem, lists)}"
    return f"{line}\n  → {mend}" if mend else line


def _kind(rule: Message, *, with_code: bool) -> str:
    return f"{severity(rule)} [{rule.code}]" if with_code else f"{severity(rule)}:"


def texts(findings: Sequence[Problem], lists: Lists | None = None, *, with_code: bool = True) -> Iterator[str]:
    """Yield all problems for people: a warning that is found again and again is one line, with how to see them all."""
    alike: dict[Message, dict[object, list[Problem]]] = {}
    for number, problem in enumerate(findings):
        if problem.rule.severity == "warning":
            # What one source gave as bare numbers is found together.
            alike.setdefault(problem.rule, {}).setdefault(problem.args.get("number_from", number), []).append(problem)
    told: set[Message] = set()
    for problem in findings:
        if problem.rule not in alike:
            yield text(problem, lists, with_code=with_code)
        elif problem.rule not in told:
            told.add(problem.rule)
            groups = list(alike[problem.rule].values())
            yield from _several_texts(groups, lists, with_code=with_code)


def _several_texts(groups: Sequence[Sequence[Problem]], lists: Lists | None, *, with_code: bool) -> Iterator[str]:
    """Yield the warnings of one rule: one by one where they are few, else as one line."""
    if len(groups) > MOST_ALIKE:
        together = [problem for group in groups for problem in group]
        rule = together[0].rule
        yield f"{_kind(rule, with_code=with_code)} {alike_sentence(together, lists)}"
        return
    for first, *further in groups:
        more = translate(N_("The same {number} more times for what “{source}” gave: danvan check --only {code}"))
        filled = more.format(number=len(further), source=visible(str(first.args.get("number_from"))), code=first.code)
        yield text(first, lists, with_code=with_code) + (f"\n  {filled}" if further else "")


def alike_sentence(
    alike: Sequence[Problem], lists: Lists | None = None, number: int = 0, *, written: bool = True
) -> str:
    """Return that something is found so many times, and how to see each; what differs is left open.

    What is not `written` yet `check` does not find before.
    """
    first = alike[0]
    same = all(problem.args == first.args for problem in alike)
    sentence = message(first, lists) if same else sentence_of(first.rule)
    found = N_("{number} times: {message} To see them all: danvan check --only {code}")
    told = translate(found if written else N_("{number} times: {message} Once it is written, danvan check names each."))
    return told.format(number=labels.number(number or len(alike)), message=sentence, code=first.code)


def unread_sentences(unread: Sequence[Problem]) -> list[str]:
    """Return that something could not be read, then the first of what; nothing if all could."""
    return [translate(N_("Not complete: what these files hold is not counted.")), *several(unread)] if unread else []


def several(findings: Sequence[Problem]) -> list[str]:
    """Return the first of several problems, and how many more there are."""
    more = len(findings) - _MOST_NAMED
    named = [text(problem) for problem in findings[:_MOST_NAMED]]
    rest = [translate(N_("… and {number} more: danvan check")).format(number=more)] if more > 0 else []
    return [*named, *rest]


def sentences(problem: Problem, lists: Lists | None = None) -> str:
    """Return all of a problem on one line; one of a record that is not written yet has no place."""
    problem = problem if problem.place.line else _with_labels(problem)
    sentence = f"{message(problem, lists)} {hint(problem, lists)}".rstrip()
    return f"{place(problem)}: {sentence}" if problem.path else sentence


def _with_labels(problem: Problem) -> Problem:
    """Return a problem that speaks of keys by their labels: whoever types a record knows no file.

    In English the keys say it themselves, in the words of `check`.
    """
    if language() != "vi":
        return problem
    types = sorted(RECORD_TYPES.values(), key=lambda known: not problem.path.startswith(f"{known.folder}/"))
    fields = {key: field for known in reversed(types) for key, field in known.fields.items()}
    labels = {name: fields[key] for name in ("key", "other", "other_key") if (key := problem.args.get(name)) in fields}
    return problem._replace(args={**problem.args, **labels})


def _filled(text_: str, problem: Problem, lists: Lists | None) -> str:
    args = {"name": "", **problem.args}
    if "value" in args:
        args["value"] = str(args["value"])  # what a file states, such as a year: no number of things
    return messages.filled(text_, args, lists)


def sentence_of(rule: Message) -> str:
    """Return what all problems of a kind say, with what differs left open."""
    return _left_open(rule.sentence)


def _left_open(text_: str) -> str:
    return translate(text_).format_map(defaultdict[str, str](lambda: _LEFT_OPEN))


def explanation(rule: Message) -> str:
    """Return why a problem of this kind matters, and how it is mended."""
    sentence, mend, why = map(_left_open, (rule.sentence, rule.hint, rule.why))
    return "\n".join([f"{rule.code} ({severity(rule)})", "", sentence, f"→ {mend}", "", why])
