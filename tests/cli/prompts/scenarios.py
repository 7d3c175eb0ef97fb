"""A little program, `scenarios.py SCENARIO [LANGUAGE]`: it asks what a test wants asked, and says what was answered.

`asked` runs it in a terminal, in a process that costs no start.
"""

import json
import os
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from danvan_cli import locale
from danvan_cli.cli.prompts.form import change, choose, confirm, fill, review
from danvan_cli.cli.prompts.questions import Choice, FormQuestion
from tests.helpers.processes import ForkedProcess
from tests.helpers.terminal import TERM, Size, Terminal

_TOWNS = ("Ngã Bảy", "Vị Thanh", "Long Mỹ", "Châu Thành A", "Phụng Hiệp")
_WARDS = ("Hiệp Thành", "An Phú", "Lái Hiếu", "Đông Bình", "Thạnh Hòa")
_KINDS = (Choice("tap-the", "Tập thể", ("TT",)), Choice("ca-nhan", "Cá nhân", ("CN",)), Choice("ho", "Hộ gia đình"))
_LONG = "Mô hình “Dân vận khéo” trong vận động Nhân dân hiến đất mở rộng đường giao thông nông thôn, " * 3
_TITLE = FormQuestion("title", "Tên mô hình", required=True)


def units() -> list[Choice]:
    """500 units; of each name there are 20, told apart by their town."""
    return [_unit(number) for number in range(500)]


def _unit(number: int) -> Choice:
    ward, town = _WARDS[number % 5], _TOWNS[number // 5 % 5]
    name = f"Phường {ward} {number // 25 + 1}"
    return Choice(f"don-vi-{number}", f"{name} · {town}", (name, f"P. {ward} {number // 25 + 1}"))


def a_date(typed: str) -> str | None:
    try:
        datetime.strptime(typed, "%d/%m/%Y")  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        return f"“{typed}” is no date such as 07/12/2023."
    return None


def a_unit(typed: str) -> str | None:
    known = {unit.value for unit in units()} | {"ban-dan-van"}
    return None if typed in known else f"There is no unit “{typed}”."


_UNIT = FormQuestion("unit", "Đơn vị", "Nơi có mô hình", "one", units, required=True, check=a_unit)
_DATE = FormQuestion("registered-on", "Ngày đăng ký", shape="line", check=a_date)
_KIND = FormQuestion("kind", "Loại", shape="one", choices=_KINDS, default="ca-nhan", required=True)
_OPTIONAL = FormQuestion("field", "Lĩnh vực", shape="one", choices=_KINDS)
_PEOPLE = FormQuestion("people", "Số người", when=lambda answers: answers.get("kind") == "tap-the")
_TEXT = FormQuestion("description", "Mô tả", shape="text", required=True)
_SEVERAL = FormQuestion("kinds", "Các loại", shape="several", choices=_KINDS)
_MANY = FormQuestion("units", "Các đơn vị", shape="several", choices=units, required=True, check=None)
_WIDE = [Choice(str(number), f"{number}. {_LONG}") for number in range(30)]


def _failing(typed: str) -> str | None:
    raise LookupError(typed)


def _reviewed() -> object:
    questions, answers = [_TITLE, _KIND, _PEOPLE], {"title": _LONG.strip(), "kind": "ca-nhan"}
    actions = [Choice("write", "Ghi"), Choice("change", "Sửa"), Choice("leave", "Thôi")]
    while (
        action := review("Mô hình mới", [("Tên mô hình", answers["title"]), ("Loại", answers["kind"])], actions)
    ) == ("change"):
        answers = change(questions, answers)
    return [action, answers]


def _filled(*questions: FormQuestion, **given: str) -> Callable[[], object]:
    return lambda: fill(questions, given)


SCENARIOS: Mapping[str, Callable[[], object]] = {
    "line": _filled(_TITLE),
    "optional": _filled(_DATE),
    "date": _filled(_DATE, _TITLE),
    "unit": _filled(_UNIT),
    "unchecked-unit": _filled(_UNIT._replace(check=None)),
    "optional-unit": _filled(_UNIT._replace(required=False, default="don-vi-7"), _TITLE),
    "kind": _filled(_KIND),
    "field": _filled(_OPTIONAL),
    "form": _filled(_TITLE, _KIND, _PEOPLE, _DATE, _TEXT),
    "given": _filled(_TITLE, _KIND, _DATE, kind="tap-the"),
    "text": _filled(_TEXT, _TITLE),
    "several": _filled(_SEVERAL, _TITLE),
    "many": _filled(_MANY),
    "yes": _filled(FormQuestion("flag", "Tiêu biểu", shape="yes", default="false"), _TITLE),
    "wide": _filled(FormQuestion("wide", _LONG, _LONG, "one", _WIDE, required=True), _TITLE),
    "escapes": _filled(FormQuestion("bad", "Xấu", shape="one", choices=[Choice("a", "Đ\x1b[2Jỏ\nhai"), _KINDS[0]])),
    "failing": _filled(_TITLE._replace(check=_failing)),
    "confirm": lambda: confirm("Ghi hai tệp?", default=True),
    "choose": lambda: choose("Làm gì?", _KINDS),
    "review": _reviewed,
    "nothing": lambda: [
        fill([_KIND], {"kind": "ho"}),
        sorted(name for name in sys.modules if "prompt_toolkit" in name),
    ],
}


def main(scenario: str, language: str) -> int:
    """Ask, and say what was answered; give the exit code."""
    locale.use(language)
    try:
        answers = SCENARIOS[scenario]()
    except KeyboardInterrupt:
        sys.stdout.write("stopped\n")
        return 130
    sys.stdout.write(f"answers = {json.dumps(answers, ensure_ascii=False)}\n")
    return 0


def asked(
    scenario: str, language: str = "en", *, size: Size = (80, 24), env: Mapping[str, str] | None = None
) -> Terminal:
    """Start asking in a terminal."""
    surroundings = {"TERM": TERM, **(env or {})}
    return Terminal(
        lambda tty: ForkedProcess(main, scenario, language, streams=[os.ttyname(tty)] * 3, env=surroundings), size
    )


def answers(terminal: Terminal) -> Any:  # noqa: ANN401 - JSON is whatever it is
    """Wait for the end; give what was answered."""
    assert terminal.code() == 0
    _, _, said = terminal.screen.text.replace("\n", "").rpartition("answers = ")
    return json.loads(said)


if __name__ == "__main__":
    sys.exit(main(*[*sys.argv[1:], "en"][:2]))
