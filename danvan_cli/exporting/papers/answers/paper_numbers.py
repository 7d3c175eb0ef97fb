"""A number as a paper has it: what was asked, so that it can be asked again of the records at any later time."""

import json
from typing import Any, NamedTuple

from danvan_cli.counting.question import Question
from danvan_cli.counting.typed_conditions import as_typed

IN_TABLE = "bang"  # a cell: beside others a 0 is one, also where alone it would not be known
_WRITTEN = "written"
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

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON has it, without what it does not say."""
        return {key: value for key, value in self._asdict().items() if value not in _LEFT_OUT}

    @classmethod
    def from_json(cls, stated: object) -> "AskedNumber":
        """Return it as it was; raise ValueError where it is none."""
        if not isinstance(stated, dict) or not {"function", "measure", "year"} <= stated.keys() <= set(cls._fields):
            raise ValueError(stated)
        types = {"where": list, "units_now": bool, "two_digits": bool}
        if not all(isinstance(value, types.get(key, str)) for key, value in stated.items()):
            raise ValueError(stated)
        return cls(**{**stated, "where": tuple(str(condition) for condition in stated.get("where", ()))})


class PaperNumber(NamedTuple):
    """A number as it is written; `value` is None where nobody knows. For results it is in hundredths."""

    asked: AskedNumber
    text: str
    value: int | None


def asked_of(function: str, question: Question, **more: str | bool) -> AskedNumber:
    """Return what a question asks, by the ids of all that it names."""
    where = list(map(as_typed, question.where))
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


class KeptNumber(NamedTuple):
    """A number as a paper keeps it: what was asked, and what was written."""

    asked: AskedNumber
    written: str


def kept(number: PaperNumber) -> str:
    """Return a number as the text that a paper keeps of it."""
    stated = {_WRITTEN: number.text, **number.asked.as_json()}
    return json.dumps(stated, ensure_ascii=False, separators=(",", ":"))


def read_kept(text: str) -> KeptNumber:
    """Return a number as a paper keeps it; raise ValueError where the text is none."""
    stated = json.loads(text)
    written = stated.pop(_WRITTEN, None) if isinstance(stated, dict) else None
    asked = AskedNumber.from_json(stated)
    if not isinstance(written, str):
        raise ValueError(text)  # noqa: TRY004 - as where the text is no JSON
    return KeptNumber(asked, written)
