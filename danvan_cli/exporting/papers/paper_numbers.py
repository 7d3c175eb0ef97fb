"""A number as a paper has it: what was asked, so that it can be asked again of the records at any later time."""

import json
from typing import NamedTuple

from danvan_cli.counting.question import Filter, Question

IN_TABLE = "bang"  # a cell: beside others a 0 is one, also where alone it would not be known
_LEFT_OUT: tuple[object, ...] = ("", (), False)


class AskedNumber(NamedTuple):
    """What a number of a paper asks: texts only, all names as ids, each default said.

    `function` is the template's word for it; `whole` what it is a share of, `vs` the years that it is a change on;
    `missing` the words that stand for what nobody knows.
    """

    function: str
    measure: str
    year: str
    where: tuple[str, ...] = ()
    basis: str = ""
    since: str = ""
    as_of: str = ""
    units_now: bool = False
    whole: str = ""
    vs: str = ""
    missing: str = ""
    two_digits: bool = False

    def as_json(self) -> str:
        """Return it as text, as short as it can be."""
        stated = {key: value for key, value in self._asdict().items() if value not in _LEFT_OUT}
        return json.dumps(stated, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "AskedNumber":
        """Return it as it was; raise ValueError where the text is none."""
        stated = json.loads(text)
        if not isinstance(stated, dict) or not {"function", "measure", "year"} <= stated.keys() <= set(cls._fields):
            raise ValueError(text)
        flags = {key for key in ("units_now", "two_digits") if key in stated}
        lists = {key for key in ("where",) if key in stated}
        if not all(isinstance(stated[key], bool) for key in flags) or not all(
            isinstance(value, list if key in lists else str) for key, value in stated.items() if key not in flags
        ):
            raise ValueError(text)
        return cls(**{**stated, "where": tuple(str(condition) for condition in stated.get("where", ()))})


class PaperNumber(NamedTuple):
    """A number as it is written; `value` is None where nobody knows. For results it is in hundredths."""

    asked: AskedNumber
    text: str
    value: int | None


def asked_of(function: str, question: Question, **more: str | bool) -> AskedNumber:
    """Return what a question asks, by the ids of all that it names."""
    where = [_condition_text(condition) for condition in question.where]
    if question.every_status and not any(condition.axis.dimension.name == "status" for condition in question.where):
        where.append("status!=")  # whatever it is: else only awards given count
    asked = AskedNumber(
        function,
        question.measure.name,
        str(question.period) if question.period.first else "",
        tuple(where),
        question.basis or "",
        question.since or "",
        question.as_of or "",
        question.units_now,
    )
    return asked._replace(**more)  # type: ignore[arg-type]  # each by its own name


def _condition_text(condition: Filter) -> str:
    """Return a condition as it can be typed, by ids."""
    at = f".{condition.axis.at}" if condition.axis.at else ""
    return f"{condition.axis.dimension.name}{at}{condition.operator}{','.join(condition.values)}"
