"""Every command printed beside a number runs as it is printed, in any shell, and lists what the number counts."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_cli.counting.typed_conditions import quoted
from tests.exporting.exported_workbooks import ask
from tests.exporting.test_yearbook_numbers import DATA
from tests.exporting.written_pages import number_in, write_page
from tests.helpers.data_folder import OFFICE, UNITS, DataFolder
from tests.helpers.program import danvan
from tests.helpers.questions import asked_long_after
from tests.helpers.word_files import write_docx

# What stands between double quotes, and what stands alone, means itself in sh, cmd and PowerShell.
_RUNS_ANYWHERE = re.compile(r'(?:[\w./:=+-]|\s|"(?:[^"$`\\%!“”„]|!=)*")+')
_HOSTILE = (
    *("130-QĐ/TU", "131-QĐ/TU, 132-QĐ/TU", '"Trích" 5', "$HOME và `ls`", "50% !x", "a=b", "c!=d", "'nháy' đơn", "C:\\"),
    *("“Cong” ‘đơn’", "#1; (x) & y | z > t", "~ * ? [k] {m}", "^m @n", "-x", "QD 7", "QĐ 7"),
)
_TABLES = (
    *('bang("khen-thuong", theo="quyet-dinh")', 'bang("khen-thuong", theo="co-quan,hinh-thuc")'),
    *('bang("khen-thuong", theo="don-vi,quyet-dinh")', 'bang("khen-thuong", theo="noi-dung-khen")'),
    *(
        'bang("dang-ky", theo="nhan")',
        'bang("dang-ky", theo="linh-vuc,don-vi")',
        'so("khen-thuong", "quyet-dinh=131-QĐ/TU, 132-QĐ/TU")',
    ),
)


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with asked_long_after(tmp_path_factory.mktemp("cache")):
        yield


@pytest.fixture
def hostile(data: DataFolder) -> DataFolder:
    """A folder whose decisions, tags, forms, purposes, fields and units are called by what shells read otherwise."""
    names = "".join(
        f"- {{id: u{place}, name: {_yaml(text)}, level: xa, parent: huyen-x}}\n" for place, text in enumerate(_HOSTILE)
    )
    data.write("danvan.yaml", OFFICE)
    data.write("units.yaml", UNITS + names)
    for place, text in enumerate(_HOSTILE):
        unit = f"u{place}"
        more = {"tags": [text], "field": text, "unit": unit, "count": place + 1}
        data.model(f"2020/m{place}", title=f"Mô hình {text}", **more)
        told = {"decision": text, "form": text, "purpose": text, "authority": unit, "unit": unit, "count": place + 2}
        data.award(f"2020/g{place}", kind="tap-the", recipient=text, **told)
    return data


def _yaml(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _check(folder: Path, command: str, number: float | None) -> None:
    assert _RUNS_ANYWHERE.fullmatch(command), command
    program, *typed = shlex.split(command)
    assert program == "danvan"
    assert ask(folder, *typed, "--format", "json").json["total"] == pytest.approx(number, abs=0.005), command


def test_the_commands_of_a_page(hostile: DataFolder, tmp_path: Path) -> None:
    page = write_page(hostile.root, tmp_path / "a.html", "--year", "2020")
    assert len(page.cards) > 4 * len(_HOSTILE)
    for command, number in {card.command: card.number for card in page.cards}.items():
        _check(hostile.root, command, number)


@pytest.mark.parametrize("is_hostile", [False, True])
def test_the_commands_of_a_paper(hostile: DataFolder, tmp_path: Path, *, is_hostile: bool) -> None:
    """A paper keeps what it asked, and counts it again by that."""
    folder = hostile.root if is_hostile else DATA
    tables = _TABLES if is_hostile else _TABLES[:-1]
    write_docx(tmp_path / "t.docx", *(f"{{{{ {table} }}}}" for table in tables))
    typed = ("--template", str(tmp_path / "t.docx"), "--year", "2020", "-o", str(tmp_path / "p.docx"))
    said = danvan("report", *typed, "--data", str(folder))
    assert (said.code, said.err) == (0, "")
    compared = danvan("report", "--compare", str(tmp_path / "p.docx"), "--data", str(folder), "--format", "json")
    assert compared.code == 0, compared.out
    opened = {number["opens"]: number_in(number["counted"]) for number in compared.json["numbers"]}
    assert len(opened) > (4 * len(_HOSTILE) if is_hostile else 10)
    for command, number in opened.items():
        _check(folder, command, number)


@pytest.mark.parametrize("text", _HOSTILE)
def test_what_was_typed_is_printed_as_it_can_be_typed_again(hostile: DataFolder, text: str) -> None:
    said = hostile.ask("tally", "awards", "--year", "2020", "--where", f"decision={text}")
    (command,) = re.findall(r"^Open: (.*)$", said.out.replace("\n ", " "), re.MULTILINE)
    _check(hostile.root, command, hostile.total("awards", "--year", "2020", "--where", f"decision={text}"))


@pytest.mark.parametrize("text", ["!!!", '"', ""])
def test_signs_alone_stay(text: str) -> None:
    assert shlex.split(quoted(f"tag={text}")) == [f"tag={text}"]
