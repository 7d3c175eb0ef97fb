"""What can be wrong inside a file: one example a problem, at its exact place, and nothing else with it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from danvan_cli import locale
from danvan_cli.domain import rules
from danvan_cli.domain.lists import built_in
from danvan_cli.domain.problem import Problem
from danvan_cli.domain.reading import FileReading, read_lists, read_office, read_record, read_units
from danvan_cli.domain.rules import RULES
from danvan_cli.domain.vocabulary import FIXED
from danvan_cli.view import problems
from tests.helpers.data_folder import UNITS, DataFolder
from tests.helpers.systems import LINKS

MODEL = "title: Tổ dân vận\nunit: xa-a\nkind: tap-the\n"
AWARD = "kind: ca-nhan\n"
OFFICE = "format: 1\n"


class Broken(NamedTuple):
    """A file with one thing wrong in it: which kind, what stands in it, where it is wrong, what is said of it."""

    kind: str
    content: str | bytes
    line: int
    column: int
    args: Mapping[str, str | int] = {}


def read(kind: str, content: str | bytes, year: int = 2020) -> FileReading:
    data = content.encode() if isinstance(content, str) else content
    if kind == "units":
        return read_units("units.yaml", data)
    if kind == "office":
        replaceable = {name: entries for name, entries in built_in().items() if name not in FIXED}
        return read_office("danvan.yaml", data, replaceable)[0]
    return read_record(kind, f"{kind}s/{year}/x.yaml", year, data)


def codes(reading: FileReading) -> list[tuple[str, int, int]]:
    return [(problem.code, *problem.place) for problem in reading.problems]


def unit_chain(number: int) -> str:
    """Write units each of which lies in the one before."""
    parents = ["", *(f", parent: u-{unit}" for unit in range(number - 1))]
    return "".join(f"- {{id: u-{unit}, name: Xã {unit}, level: xa{parent}}}\n" for unit, parent in enumerate(parents))


FILES: dict[str, list[Broken]] = {
    "empty-file": [Broken("model", content, 0, 0) for content in ("", "\n \n", "# chỉ có chú thích\n")],
    "not-utf8": [
        Broken("model", b"title: \xe1\xba\xa4p \xff\n", 1, 11, {"byte": "0xFF"}),
        Broken("model", "title: Ấp\n".encode("utf-16"), 1, 1, {"byte": "0xFF"}),
        Broken("model", MODEL.encode() + b"note: \xc3", 4, 7, {"byte": "0xC3"}),
    ],
    "control-character": [
        Broken("model", "title: Ấp\x01\n", 1, 10, {"character": "U+0001"}),
        Broken("model", MODEL + "note: Đỏ \x1b[31m\n", 4, 10, {"character": "U+001B"}),
        Broken("model", MODEL + "note: a\0b\n", 4, 8, {"character": "U+0000"}),
        Broken("model", MODEL + f"note: {'x' * 5000}{chr(0x301) * 40}\n", 4, 5037, {"character": "U+0301"}),
    ],
    "yaml-syntax": [
        Broken("model", "title: a: b\n", 1, 9),
        Broken("model", "title: a\n\tunit: xa-a\n", 2, 1),
        Broken("model", '# quên đóng\ntitle: "Tổ dân vận\nunit: xa-a\n', 2, 8),
        Broken("model", "title: [Tổ, dân vận\n", 1, 8),
        Broken("model", "title: [", 1, 8),
        Broken("model", MODEL + "---\n" + MODEL, 4, 1),
        Broken("model", "title: *nobody\n", 1, 8),
        Broken("model", "title @ x\nunit: xa-a\n", 2, 5),
    ],
    "conflict-markers": [
        Broken("model", f"<<<<<<< HEAD\n{MODEL}=======\n{MODEL}>>>>>>> tổ-2\n", 1, 1),
        Broken("model", f"{MODEL}<<<<<<< HEAD\nnote: a\n=======\nnote: b\n>>>>>>> 1a2b (Sửa: tên)\n", 4, 1),
        Broken("award", AWARD + "<<<<<<< HEAD\nnote: a\n||||||| 1a2b\n=======\nnote: b\n>>>>>>> x\n", 2, 1),
        Broken("model", MODEL + 'note: "mở\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\nđóng"\n', 5, 1),
        Broken("model", "{title: Tổ,\n<<<<<<< HEAD\nunit: xa-a,\n=======\nunit: xa-b,\n>>>>>>> x\nkind: x}\n", 2, 1),
        Broken("model", "title: &a Tổ\n<<<<<<< HEAD\nunit: *a\n", 2, 1),
        Broken("model", MODEL + "=======\n", 4, 1),
        Broken("model", MODEL + "note: b\n>>>>>>> tổ-2", 5, 1),
        Broken("units", "- {id: a, name: A, level: xa}\n<<<<<<< HEAD\n- {id: b, name: B, level: xa}\n", 2, 1),
        Broken("office", OFFICE + "<<<<<<<\noffice: A\n=======\noffice: B\n>>>>>>>\n", 2, 1),
        Broken("figures", "<<<<<<<<< HEAD\nclaims: []\n", 1, 1),
    ],
    "yaml-alias": [
        Broken("model", "title: !!python/name:os.system\nunit: xa-a\n", 1, 8),
        Broken("model", "title: !own x\n", 1, 8),
        Broken("model", "tags: &a [x, *a]\n", 1, 14),
        Broken("model", "extra: {a: &a [x, x], b: &b [*a, *a]}\n", 1, 30),
    ],
    "too-deep": [Broken("model", MODEL + f"extra: {'[' * 30}{']' * 30}\n", 4, 26)],
    "not-a-record": [
        Broken("model", "- title: x\n", 1, 1),
        Broken("award", "Nguyễn Văn Hòa\n", 1, 1),
        Broken("figures", "claims:\n  - registered 187\n", 2, 5),
        Broken("units", "- {id: a, name: A, level: xa}\n- b\n", 2, 3),
    ],
    "not-entries": [
        Broken("figures", "source: Báo\nclaims: 187\n", 2, 9),
        Broken("units", "xa-a: Xã An Hòa\n", 1, 1),
        Broken("office", OFFICE + "vocabulary:\n  level: tinh\n", 3, 10),
    ],
    "map-shape": [
        Broken("office", OFFICE + "maps:\n  a: b\n", 3, 6),
        Broken("office", OFFICE + "maps:\n  a:\n    Cột: [title]\n", 4, 10),
        Broken("office", OFFICE + "maps:\n  a:\n    Cột: {x: y}\n", 4, 10),
        Broken("office", OFFICE + "maps:\n  a:\n    values: {Cột: title}\n", 4, 19),
        Broken("office", OFFICE + "maps:\n  a:\n    values: {Cột: {x: [y]}}\n", 4, 23),
    ],
    "unknown-key": [Broken("model", MODEL + "xyzzy: 1\n", 4, 1, {"key": "xyzzy"})],
    "unknown-key-near": [
        Broken("model", MODEL + "filed: kinh-te\n", 4, 1, {"key": "filed", "near": "field"}),
        Broken("award", AWARD + "'recipient ': A\nrecipent: B\n", 3, 1, {"near": "recipient"}),
        Broken("office", OFFICE + "dues: 2020-03-31\n", 2, 1, {"key": "dues", "near": "due"}),
        Broken("figures", "claims:\n- {measure: awards, valeu: 3, value: 3}\n", 2, 21, {"near": "value"}),
    ],
    "duplicate-key": [
        Broken("model", MODEL + "title: Tổ khác\n", 4, 1, {"key": "title", "line": 1}),
        Broken("model", MODEL + "extra: {a: 1, a: 2}\n", 4, 15, {"key": "a", "line": 4}),
        Broken("evaluation", "results:\n  tien: 1\n  tien: 2\n", 3, 3, {"key": "tien", "line": 2}),
        Broken("office", OFFICE + "vocabulary: {level: [], level: []}\n", 2, 25, {"key": "level", "line": 2}),
    ],
    "missing-key": [
        Broken("model", "unit: xa-a\nkind: tap-the\n", 1, 1, {"key": "title"}),
        Broken("model", "title:\nunit: xa-a\nkind: tap-the\n", 1, 1, {"key": "title"}),
        Broken("model", 'title: "\\u200b\u00a0"\nunit: xa-a\nkind: tap-the\n', 1, 1, {"key": "title"}),
        Broken("award", "# không rõ\nrecipient: A\n", 2, 1, {"key": "kind"}),
        Broken("units", "- {id: a, name: A, level: xa}\n- {id: b, level: xa}\n", 2, 3, {"key": "name"}),
        Broken("figures", "claims:\n  - value: 3\n", 2, 5, {"key": "measure"}),
        Broken("office", "office: Ban Dân vận\n", 1, 1, {"key": "format"}),
    ],
    "not-single": [Broken("model", MODEL + "place: [Ấp 1]\n", 4, 8, {"key": "place"})],
    "not-a-list": [Broken("model", MODEL + "tags: điểm\n", 4, 7, {"key": "tags"})],
    "not-a-mapping": [
        Broken("model", MODEL + "extra: khác\n", 4, 8, {"key": "extra"}),
        Broken("evaluation", "scores: 9.5\n", 1, 9, {"key": "scores"}),
        Broken("office", OFFICE + "due: [2020-03-31]\n", 2, 6, {"key": "due"}),
        Broken("evaluation", "scorers:\n  Tổ 1: 9.5\n", 2, 9, {"key": "scorers"}),
        Broken("office", OFFICE + "vocabulary: tinh\n", 2, 13, {"key": "vocabulary"}),
    ],
    "bad-id": [
        Broken("units", f"- {{id: {name}, name: A, level: xa}}\n", 1, 8, {"value": name})
        for name in ("Xã-a", "xa_a", "-a", "--", "CON", "con", "lpt1", "a" * 81)
    ],
    "no-letters": [
        Broken("model", MODEL.replace("Tổ dân vận", text), 1, 8, {"key": "title", "value": text})
        for text in ("–", "·", "…")
    ],
    "bad-date": [
        Broken("model", MODEL + f"registered_on: {date}\n", 4, 16, {"value": date})
        for date in ("2020-02-30", "2021-02-29", "31/12/2020", "2020-1-5", "2020-12-31T08:00:00", "20", "null")
    ]
    + [
        Broken("office", OFFICE + "due: 31/3/2020\n", 2, 6, {"key": "due", "value": "31/3/2020"}),
        Broken("office", OFFICE + "due:\n  2020: 2020-03-31\n  2021: sớm\n", 4, 9, {"value": "sớm"}),
    ],
    "bad-year": [
        Broken("model", MODEL + "from_year: '20'\n", 4, 12, {"value": "20"}),
        Broken("office", OFFICE + "due: {năm nay: 2020-03-31}\n", 2, 7, {"key": "due", "value": "năm nay"}),
    ],
    "bad-period": [
        Broken("figures", "claims:\n- measure: awards\n  year: 2020-2018\n  value: 3\n", 3, 9, {"value": "2020-2018"})
    ],
    "bad-whole": [Broken("model", MODEL + f"participants: {text}\n", 4, 15) for text in ("1.240", "-3", "0x10", "1_0")],
    "bad-count": [
        Broken("model", MODEL + f"count: {text}\n", 4, 8, {"key": "count", "value": text})
        for text in ("1.240", "1,240", "0", "-1", "2.0", "1e3", "nhiều", "٣", "99999999999999")
    ],
    "bad-number": [
        *(Broken("evaluation", f"score: {text}\n", 1, 8) for text in ("1.240", "-1", "33,2", ".5", "1e2", ".inf", "~")),
        Broken("evaluation", "results: {tien: 1.240}\n", 1, 17, {"key": "results", "value": "1.240"}),
        Broken("figures", "claims:\n- {measure: awards, value: 1.240}\n", 2, 28),
    ],
    "bad-flag": [
        Broken("evaluation", f"recognized: {text}\n", 1, 13, {"value": text})
        for text in ("no", "yes", "True", "1", "off", "có", "null")
    ],
    "from-year": [
        Broken("model", MODEL + "from_year: 2021\n", 4, 12, {"value": 2021, "year": 2020}),
        Broken("award", AWARD + "from_year: 2199\n", 2, 12),
    ],
    "claim-statement": [
        Broken("figures", "claims:\n- {measure: awards}\n", 2, 3, {"given": "–"}),
        Broken("figures", "claims:\n- {measure: awards, value: 3, about: 3}\n", 2, 3, {"given": "value, about"}),
    ],
    "units-too-deep": [
        Broken("units", unit_chain(22), 22, 46, {"value": "u-21", "most": 20}),
        Broken("units", unit_chain(1000), 22, 46, {"value": "u-21"}),
    ],
    "newer-format": [Broken("office", "format: 2\n", 1, 9, {"value": 2, "known": 1})],
    "unknown-list": [
        Broken("office", OFFICE + "vocabulary:\n  levels: []\n", 3, 3, {"key": "levels"}),
        Broken("office", OFFICE + "vocabulary:\n  status: []\n", 3, 3, {"key": "status"}),
    ],
    "repeated-id": [
        Broken("units", "- {id: a, name: A, level: xa}\n- {id: a, name: B, level: xa}\n", 2, 8, {"line": 1}),
        Broken("office", OFFICE + "vocabulary:\n  level:\n  - {id: a, label: A}\n  - {id: a, label: B}\n", 5, 10),
    ],
    "crlf": [Broken("model", MODEL.replace("\n", "\r\n"), 1, 1)],
    "bom": [Broken("model", "\ufeff" + MODEL, 1, 1)],
    "nfd": [Broken("model", MODEL + "# ghi chú\nplace: A\u0301p\n", 5, 1)],
}


def _a_folder_named_as_the_office_file(data: DataFolder) -> str:
    (data.root / "danvan.yaml").unlink()
    (data.root / "danvan.yaml").mkdir()
    return "danvan.yaml"


def _a_file_named_as_a_folder(data: DataFolder) -> str:
    data.write("models", MODEL)
    return "models"


def _no_units(data: DataFolder) -> str:
    (data.root / "units.yaml").unlink()
    return "units.yaml"


def _two_mebibytes(data: DataFolder) -> str:
    data.write("models/2020/x.yaml", MODEL + f"note: {'x' * (2 << 20)}\n")
    return "models/2020/x.yaml"


def _other_suffix(data: DataFolder) -> str:
    data.write("models/2020/x.yml", MODEL)
    return "models/2020/x.yml"


def _a_link(data: DataFolder) -> str:
    data.model("2020/y")
    (data.root / "models/2020/x.yaml").symlink_to(Path("y.yaml"))
    return "models/2020/x.yaml"


ON_DISK: dict[str, Callable[[DataFolder], str]] = {
    "unreadable": _a_file_named_as_a_folder,
    "not-a-file": _a_folder_named_as_the_office_file,
    "missing-file": _no_units,
    "too-large": _two_mebibytes,
    "stray-file": _other_suffix,
    "linked": _a_link,
}
_COUNTED = ("crlf", "bom", "nfd", "map-shape")  # what is wrong, and keeps no file from being counted
_AT_A_REVISION = {"missing-then", "git-object"}  # tests/store/test_git_reasons.py


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if rule.is_fault or code in _COUNTED])
def test_each_problem_inside_a_file_has_its_example(code: str) -> None:
    assert code in {*FILES, *ON_DISK, *_AT_A_REVISION}


@pytest.mark.parametrize(
    ("code", "broken"),
    [pytest.param(code, example, id=code) for code, examples in FILES.items() for example in examples],
)
def test_a_file_with_one_fault_names_it_and_its_place(code: str, broken: Broken) -> None:
    reading = read(broken.kind, broken.content)
    assert codes(reading) == [(code, broken.line, broken.column)]
    assert reading.sound is (code in _COUNTED)
    named = reading.problems[0]
    assert {key: named.args[key] for key in broken.args} == broken.args
    _is_said(named)


def test_each_conflict_of_a_file_is_named_also_with_the_line_ends_of_windows() -> None:
    conflict = "<<<<<<< HEAD\r\nnote: a\r\n=======\r\nnote: b\r\n>>>>>>> x\r\n"
    reading = read("model", f"{conflict}title: Tổ\r\n{conflict}")
    assert codes(reading) == [("crlf", 1, 1), ("conflict-markers", 1, 1), ("conflict-markers", 7, 1)]


@pytest.mark.parametrize(
    "note",
    ["|\n  <<<<<<< HEAD\n  a\n  =======\n  b\n  >>>>>>> x", '"<<<<<<< HEAD"', "|\n  a\n# <<<<<<< HEAD", "a <<<<<<< b"],
)
def test_a_text_that_shows_markers_is_a_text(note: str) -> None:
    reading = read("model", f"{MODEL}note: {note}\n")
    assert codes(reading) == []
    assert "note" in reading.stated.values


@pytest.mark.parametrize("code", [pytest.param(code, marks=LINKS if code == "linked" else ()) for code in ON_DISK])
def test_a_file_that_cannot_be_read_is_named_by_check(code: str, data: DataFolder) -> None:
    path = ON_DISK[code](data)
    said = data.ask("check", "--format", "json")
    assert said.code == 1
    assert [(problem["code"], problem["path"]) for problem in said.json["problems"]] == [(code, path)]


def test_check_gives_line_and_column_of_what_is_wrong(data: DataFolder) -> None:
    data.model("2020/x", count="1.240")
    said = data.ask("check", "--format", "json")
    [found] = said.json["problems"]
    assert (found["code"], found["severity"]) == ("bad-count", "error")
    assert (found["path"], found["line"], found["column"]) == ("models/2020/x.yaml", 4, 8)
    assert "1.240" in found["message"]
    assert found["hint"]


def _is_said(problem: Problem) -> None:
    """The sentences can be filled in, in both languages."""
    for language in locale.LANGUAGES:
        locale.use(language)
        assert "{" not in problems.message(problem) + problems.hint(problem)


def test_all_that_is_wrong_in_a_file_is_said_at_once() -> None:
    reading = read("model", "titel: A\ncount: 1.240\nfield: [a]\nended_on: 30/2\nextra: {a: 1, a: 2}\ncount: 3\n")
    assert sorted(codes(reading), key=lambda one: one[1:]) == [
        ("unknown-key-near", 1, 1),
        *[("missing-key", 1, 1)] * 3,
        ("bad-count", 2, 8),
        ("not-single", 3, 8),
        ("bad-date", 4, 11),
        ("duplicate-key", 5, 15),
        ("duplicate-key", 6, 1),
    ]


def test_a_required_value_that_is_wrong_is_not_missing_too() -> None:
    assert codes(read("model", "title: [A]\nunit: xa-a\nkind: tap-the\n")) == [("not-single", 1, 8)]
    assert codes(read("figures", "claims:\n- {measure: awards, value: 1.240}\n")) == [("bad-number", 2, 28)]


def test_nothing_is_guessed_from_how_a_value_looks() -> None:
    text = MODEL.replace("Tổ dân vận", "012") + "place: no\nperson: 1e3\nposition: 2020-01-01\nnote: null\ncount: 007\n"
    values = read("model", text + "tags: [yes, 0x1F, ~, 1_000]\nextra: {a: [on, {b: 1.0}]}\n").stated.values
    assert (values["title"], values["place"], values["person"]) == ("012", "no", "1e3")
    assert (values["position"], values["note"], values["count"]) == ("2020-01-01", "null", 7)
    assert values["tags"] == ["yes", "0x1F", "~", "1_000"]
    assert values["extra"] == {"a": ["on", {"b": "1.0"}]}


def test_numbers_are_kept_exactly() -> None:
    results = "results: {tien: 690000000, hien-dat: 0.1, ngay-cong: 33.25, ho: 1240}\nrecognized: true\n"
    values = read("evaluation", results).stated.values
    assert values["results"] == {"tien": 69_000_000_000, "hien-dat": 10, "ngay-cong": 3325, "ho": 124_000}
    assert values["recognized"] is True


def test_text_is_composed_and_trimmed_and_an_empty_value_states_nothing() -> None:
    reading = read("model", MODEL + "place: '  A\u0301p 1 '\nperson:\nposition: ''\ntags: []\nextra: {}\ncount:\n")
    assert set(reading.stated.values) == {"title", "unit", "kind", "place"}
    assert reading.stated.values["place"] == "Áp 1"
    assert reading.sound


def test_a_plain_alias_is_read_as_programs_write_it() -> None:
    reading = read("model", MODEL + "tags: &same [điểm]\npartners: *same\nnote: !!str 012\n")
    assert reading.problems == []
    assert reading.stated.values["partners"] == ["điểm"]
    assert reading.stated.values["note"] == "012"


def test_units_are_one_document() -> None:
    reading = read_units("units.yaml", f"{UNITS}---\n{UNITS}".encode())
    assert ([problem.rule for problem in reading.problems], reading.entries) == ([rules.YAML_SYNTAX], [])


def test_a_built_in_list_that_is_wrong_is_a_bug() -> None:
    with pytest.raises(ValueError, match="unknown-key"):
        read_lists(b"level: [{id: xa, label: X, nothing: known}]\n")
