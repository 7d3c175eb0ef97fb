"""What records hold comes out as text in every format: nothing in it acts, nothing breaks the table."""

import csv
import io
import re
import shlex
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from rich.cells import cell_len

from danvan_cli.view import formats
from danvan_cli.view.grid import Grid
from tests.helpers.data_folder import UNITS, DataFolder
from tests.helpers.questions import asked_long_after

ESCAPE = "\x1b[31mĐỏ\x1b[0m\x07\x9b2J"
OVERRIDE = "Hòa\u202eaòH\u2066"
MARKUP = "[bold red]Tổ[/bold red] :smile: [link=x]y[/]"
PIPE = r"a|b \| c"
HTML = "<script>alert('x')</script> & <b>đậm</b>"
FORMULA = "=cmd|' /C calc'!A1"
MARKDOWN = "**đậm** `mã` [x](javascript:alert(1)) # _y_"
LINES = "dòng 1\ndòng 2\r\ttab"
HOSTILE = [ESCAPE, OVERRIDE, MARKUP, PIPE, HTML, FORMULA, MARKDOWN, LINES]
FORMULAS = [FORMULA, "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "＝1+1", "＋1+1", "－1+1", "＠SUM(A1)"]
LONG = " ".join(["Mô hình vận động nhân dân hiến đất mở rộng đường giao thông nông thôn"] * 5)[:300].strip()
FORMATS = ["plain", "markdown", "html", "csv", "table"]
QUESTIONS = [
    ("tally", "registered", "--year", "2020", "--by", "unit"),
    ("tally", "registered", "--year", "2020", "--by", "tag"),
    ("tally", "registered", "--year", "2020", "--by", "unit,field"),
    ("tally", "recognized", "--year", "2020", "--by", "level,decision"),
    ("tally", "results", "--year", "2020"),
    ("tally", "awards", "--year", "2020", "--by", "form,authority"),
    ("tally", "--year", "2020"),
    ("list", "registered", "--year", "2020"),
    ("list", "awards", "--year", "2020"),
    ("list", "results", "--year", "2020"),
]
UNITS_LISTED = ("list", "units", "--year", "2020")
ALL_QUESTIONS = [*QUESTIONS, UNITS_LISTED]
_UNESCAPED = re.compile(r"\\([\\|<>\[\]*_`])")
_ACTS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def _quoted(text: str) -> str:
    """Write a text as YAML that holds what may not stand in a file as it is."""
    return '"' + "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in text) + '"'


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with asked_long_after(tmp_path_factory.mktemp("cache")):
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """Hostile texts wherever a record may hold one."""
    return _hostile(DataFolder(tmp_path_factory.mktemp("hostile") / "data"))


def _hostile(data: DataFolder) -> DataFolder:
    data.write("danvan.yaml", f"format: 1\noffice: {_quoted(HTML + ESCAPE)}\nunit: huyen-x\n")
    names = "".join(f"- {{id: u-{n}, name: {_quoted(text)}, level: xa}}\n" for n, text in enumerate(HOSTILE))
    data.write("units.yaml", UNITS + names)
    for n, text in enumerate(HOSTILE):
        said = _quoted(text)
        keys = f"title: {said}\nkind: {said}\nfield: {said}\ntags: [{said}]\n"
        data.write(f"models/2020/a-{n}.yaml", f"{keys}unit: u-{n}\n")
        data.write(f"models/2020/b-{n}.yaml", f"{keys}unit: {said}\n")
        found = f"recognized: true\ndecision: {said}\nrating: {said}\nresults: {{{said}: 5}}\n"
        data.write(f"evaluations/2020/a-{n}.xa.yaml", found)
        given = f"kind: {said}\nform: {said}\nauthority: {said}\nrecipient: {said}\nunit: {said}\n"
        data.write(f"awards/2020/k-{n}.yaml", given)
    return data


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


def _out(folder: DataFolder, typed: tuple[str, ...], form: str) -> str:
    said = folder.ask(*typed, "--format", form)
    assert (said.code, said.err) == (0, "")
    return said.out


_GRID = Grid("", ["Tên", "Số"], [["漢字", "12"], ["  Tổ <b>", "3"]], [False, True], ["Cộng", "15"])
_FORMED = {
    "plain": "Tên       Số\n------  ----\n漢字      12\nTổ <b>     3\nCộng      15\n",
    "markdown": (
        "\n| Tên      |   Số |\n|----------|------|\n"
        "| 漢字     |   12 |\n| Tổ \\<b\\> |    3 |\n| Cộng     |   15 |\n\n"
    ),
    "html": (
        "<table>\n<thead>\n"
        '<tr><th>Tên   </th><th style="text-align: right;">  Số</th></tr>\n</thead>\n<tbody>\n'
        '<tr><td>漢字  </td><td style="text-align: right;">  12</td></tr>\n'
        '<tr><td>Tổ &lt;b&gt;</td><td style="text-align: right;">   3</td></tr>\n'
        '<tr><td>Cộng  </td><td style="text-align: right;">  15</td></tr>\n</tbody>\n</table>\n'
    ),
}
_HEADINGS_ALONE = {
    "plain": "Tên    Số\n-----  ----\n",
    "markdown": "\n| Tên   | Số   |\n|-------|------|\n\n",
    "html": "<table>\n<thead>\n<tr><th>Tên  </th><th>Số  </th></tr>\n</thead>\n<tbody>\n</tbody>\n</table>\n",
}


@pytest.mark.parametrize("form", _FORMED)
def test_columns_are_as_wide_as_what_is_shown_in_them(form: str) -> None:
    write = getattr(formats, form)
    assert write([_GRID]) == _FORMED[form]
    assert write([_GRID._replace(rows=[], footer=None)]) == _HEADINGS_ALONE[form]


# Nothing acts


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("typed", ALL_QUESTIONS, ids=" ".join)
def test_no_control_character_gets_out(typed: tuple[str, ...], form: str, folder: DataFolder) -> None:
    out = _out(folder, typed, form)
    text = out.removeprefix("\ufeff").replace("\r\n", "\n") if form == "csv" else out
    assert _ACTS.findall(text) == []
    assert r"\x1b[31mĐỏ" in _UNESCAPED.sub(r"\1", text)


@pytest.mark.parametrize("typed", [*QUESTIONS, UNITS_LISTED], ids=" ".join)
def test_markup_of_the_terminal_is_shown_as_it_stands(typed: tuple[str, ...], folder: DataFolder) -> None:
    shown = re.sub(r"\s+", "", _out(folder, typed, "table"))
    assert re.sub(r"\s+", "", MARKUP) in shown


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert {name for name, _ in attrs} <= {"style"}


@pytest.mark.parametrize("typed", [*QUESTIONS, UNITS_LISTED], ids=" ".join)
def test_html_holds_no_tags_but_those_of_the_table(typed: tuple[str, ...], folder: DataFolder) -> None:
    parser = _Tags()
    parser.feed(_out(folder, typed, "html"))
    assert parser.tags <= {"h2", "h3", "table", "thead", "tbody", "tr", "th", "td", "p"}


@pytest.mark.parametrize("typed", QUESTIONS, ids=" ".join)
def test_rows_of_markdown_have_the_columns_of_their_table(typed: tuple[str, ...], folder: DataFolder) -> None:
    for block in _out(folder, typed, "markdown").split("\n\n"):
        rows = [line for line in block.split("\n") if line.startswith("|")]
        assert len({len(_cells(row)) for row in rows}) <= 1


def _cells(row: str) -> list[str]:
    return re.split(r"(?<!\\)(?:\\\\)*\|", row)


@pytest.mark.parametrize("typed", [question for question in QUESTIONS if question[1] != "results"], ids=" ".join)
def test_markdown_holds_no_html_and_no_markup_from_records(typed: tuple[str, ...], folder: DataFolder) -> None:
    out = _out(folder, typed, "markdown")
    assert not re.search(r"(?<!\\)<(?!br>)[a-z/]", out)
    assert not re.search(r"(?<!\\)\]\(", out)
    assert not re.search(r"(?<!\\)\*\*đậm", out)


@pytest.mark.parametrize("typed", ALL_QUESTIONS, ids=" ".join)
def test_csv_holds_what_the_table_holds(typed: tuple[str, ...], folder: DataFolder) -> None:
    out = _out(folder, typed, "csv")
    assert out.startswith("\ufeff")
    assert out.count("\n") == out.count("\r\n") > 0
    rows = list(csv.reader(io.StringIO(out.removeprefix("\ufeff"), newline="")))
    if typed[1] != "--year":
        assert len({len(row) for row in rows}) == 1


def test_csv_holds_no_formulas(data: DataFolder) -> None:
    for n, text in enumerate(FORMULAS):
        data.write(
            f"models/2020/a-{n}.yaml", f"title: {_quoted(text)}\nunit: xa-a\nkind: tap-the\ntags: [{_quoted(text)}]\n"
        )
    for typed in (("list", "registered"), ("tally", "registered", "--by", "tag")):
        rows = csv.reader(io.StringIO(_out(data, typed, "csv").removeprefix("\ufeff"), newline=""))
        assert [cell for row in rows for cell in row if cell and cell[0] in "=+-@＝＋－＠\t\r"] == []


def test_an_empty_cell_is_empty_in_csv(data: DataFolder) -> None:
    data.award("2020/a", recipient="Bà Lê Hòa")
    data.award("2020/b", count=3)
    data.write("danvan.yaml", "format: 1\n")
    for typed in (("unit", "list"), ("search", "an hòa"), ("tally", "--year", "2020")):
        rows = list(csv.reader(io.StringIO(_out(data, typed, "csv").removeprefix("\ufeff"), newline="")))
        assert any("" in row for row in rows)
        assert not [cell for row in rows for cell in row if cell.startswith("'")]


def test_a_units_name_stands_alone_in_csv_and_its_parent_beside_it(data: DataFolder) -> None:
    units = UNITS.replace("Xã An Hòa, level: xa", 'Xã An Hòa, level: xa, code: "7"')
    data.write("units.yaml", units + "- {id: ap-1, name: Ấp 1, level: co-so, parent: xa-a, aliases: [Ấp Một, ấp I]}\n")
    rows = list(csv.reader(io.StringIO(_out(data, ("unit", "list"), "csv").removeprefix("\ufeff"), newline="")))
    assert rows == [
        ["Unit", "Other spellings", "Level", "Id", "Parent", "Official code", "Until", "Successors"],
        ["Huyện Xuân Lộc", "", "District", "huyen-x", "", "", "", ""],
        ["Xã An Hòa", "", "Commune", "xa-a", "huyen-x", "7", "", ""],
        ["Ấp 1", "Ấp Một; ấp I", "Grass roots", "ap-1", "xa-a", "", "", ""],
        ["Xã Bình Hòa", "", "Commune", "xa-b", "huyen-x", "", "", ""],
    ]


def test_people_see_the_tree_of_units_and_other_spellings_beside_the_names(data: DataFolder) -> None:
    data.write("units.yaml", UNITS + "- {id: ap-1, name: Ấp 1, level: co-so, parent: xa-a, aliases: [Ấp Một]}\n")
    lines = [re.split(r"  +", line) for line in _out(data, ("unit", "list"), "plain").splitlines()]
    assert lines[0] == ["Unit", "Other spellings", "Level", "Id"]
    assert lines[4] == ["· · Ấp 1", "Ấp Một", "Grass roots", "ap-1"]


def test_negative_numbers_stay_numbers_in_csv(data: DataFolder) -> None:
    data.model("2019/a", count=1000)
    data.model("2020/b")
    out = _out(data, ("tally", "registered", "--year", "2020", "--vs", "2019"), "csv")
    assert out.splitlines()[1].startswith("1,")
    assert "-999" in out


def test_json_holds_the_texts_themselves(folder: DataFolder) -> None:
    rows = folder.json("tally", "registered", "--year", "2020", "--by", "tag")["rows"]
    assert {row["tag"] for row in rows} == {text.strip() for text in HOSTILE}


def test_json_escapes_what_would_act(folder: DataFolder) -> None:
    assert not _ACTS.findall(_out(folder, QUESTIONS[1], "json"))


def test_names_of_files_and_typed_words_are_shown_as_text(data: DataFolder) -> None:
    folder = _hostile(data)
    folder.write(f"models/2020/{ESCAPE}.yaml", "")
    folder.write("models/2020/x.yaml", 'title: [\n"')
    for typed in (QUESTIONS[0], ("check",), ("tally", "registered", "--where", f"unit={ESCAPE}")):
        said = folder.ask(*typed)
        assert said.code in (1, 2)
        assert _ACTS.findall(said.out + said.err) == []


# Long texts


@pytest.fixture
def long(data: DataFolder) -> DataFolder:
    """Titles of 300 letters, ids of 80, units with names of two lines."""
    assert len(LONG) >= 290
    units = "".join(f"- {{id: don-vi-{n}, name: '{LONG[:150]} {n}', level: xa, parent: huyen-x}}\n" for n in range(3))
    data.write("units.yaml", UNITS + units)
    for n in range(6):
        name = f"{n}-{'a' * 78}"
        data.model(f"2020/{name}", title=f"{LONG} {n}", unit=f"don-vi-{n % 3}", field="kinh-te", tags=[LONG[:100]])
        data.evaluation(f"2020/{name}.xa", recognized=True, rating="tot", results={"tien": 10**12 + n, "hien-dat": 1})
        data.award(f"2020/{name}", recipient=LONG, form="giay-khen", authority=f"don-vi-{n % 3}")
    return data


@pytest.mark.parametrize("columns", [80, 140])
@pytest.mark.parametrize("typed", [*QUESTIONS, UNITS_LISTED], ids=" ".join)
def test_no_line_is_wider_than_the_screen(
    typed: tuple[str, ...], columns: int, long: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = [line for line in _out(long, typed, "table").splitlines() if "danvan " not in line]  # to be copied whole
    assert max(map(cell_len, lines)) <= columns


@pytest.mark.parametrize("columns", [80, 140])
def test_long_titles_are_folded_and_not_cut(columns: int, long: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    shown = re.sub(r"\s+", "", _out(long, ("list", "registered", "--year", "2020"), "table"))
    for n in range(6):
        assert re.sub(r"\s+", "", f"{LONG} {n}") in shown
        assert f"{n}-{'a' * 78}" in shown


@pytest.mark.parametrize("form", ["plain", "markdown", "html", "csv"])
def test_other_formats_keep_a_record_on_one_line(form: str, long: DataFolder) -> None:
    out = _out(long, ("list", "registered", "--year", "2020"), form)
    for n in range(6):
        [line] = [line for line in out.splitlines() if f"{LONG} {n}" in line]
        assert "a" * 78 in line


def test_without_a_terminal_text_is_plain_and_without_colour(long: DataFolder) -> None:
    typed = ("tally", "registered", "--year", "2020", "--by", "unit")
    assert long.ask(*typed).out == _out(long, typed, "plain")
    assert "\x1b" not in _out(long, typed, "table")


def test_a_table_by_status_opens_with_all_that_it_counts(data: DataFolder) -> None:
    for number, status in enumerate(("de-nghi", "huy-bo", "khong-duyet")):
        data.award(f"2020/{number}", recipient=f"Người {number}", status=status)
    data.award("2020/9", recipient="Người 9")
    shown = data.ask("tally", "awards", "--by", "status", "--year", "2020", "--format", "plain").out
    (command,) = (line.partition("danvan ")[2] for line in shown.splitlines() if "danvan list" in line)
    assert data.json(*shlex.split(command))["total"] == data.total("awards", "--by", "status") == 4
    assert "revoked" not in shown.partition("danvan list")[2]
