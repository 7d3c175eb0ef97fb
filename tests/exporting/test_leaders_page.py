"""The page for leaders: each number opens to the very records that `list` lists, and nothing in it can act."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from danvan_cli.exporting.leaders_page import cards
from danvan_cli.exporting.leaders_page.bars import bars
from danvan_cli.exporting.leaders_page.record_numbers import record_numbers
from tests.exporting.exported_workbooks import ask, tallied
from tests.exporting.test_yearbook_numbers import DATA, split, without_each_time
from tests.exporting.written_pages import Card, WrittenPage, number_in, weights_in, write_page
from tests.helpers.data_folder import DataFolder
from tests.helpers.laws import costly_cases
from tests.helpers.questions import asked_long_after
from tests.oracle.strategies import folders
from tests.oracle.written_folders import write

_CENT = 0.005  # floats of hundredths
_TAGS = {
    *("html", "head", "meta", "title", "style", "body", "main", "section", "div", "h1", "h2", "h3", "p", "a", "b"),
    *("table", "thead", "tbody", "tfoot", "tr", "th", "td", "svg", "rect", "details", "summary", "ul", "li"),
    *("code", "small"),
}
_HOSTILE = (
    "</style><script>alert(1)</script>",
    '"><img src=x onerror="alert(1)">',
    "</li></ol><iframe src=//x>&lt;b&gt;&#60;",
    "\u202eđảo ngược\x1b[2J",
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_FIELDS = (
    "kinh-te",
    "van-hoa-xa-hoi",
    "quoc-phong-an-ninh",
    "he-thong-chinh-tri",
    "ton-giao",
    "dan-toc",
    "nong-thon-moi",
    "do-thi-van-minh",
    "moi-truong",
    "cai-cach-hanh-chinh",
    "khac",
)
_RATINGS = ("xuat-sac", "tot", "kha", "dat", "trung-binh", "khong-dat", "khong-phan-loai")
_FRAME = 40 << 10  # bytes of a page besides what stands of records


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with asked_long_after(tmp_path_factory.mktemp("cache")):
        yield


def _check_sums(page: WrittenPage) -> None:
    """What the records of each card count adds up to its number, and is led to from nowhere else."""
    for card, details in zip(page.cards, page.root.all("details"), strict=True):
        summed = sum(card.weights.values()) if card.weights else len(card.names)
        assert summed == pytest.approx(card.number, abs=_CENT), card.command
        assert card.listed == pytest.approx(card.weights, abs=_CENT)
        assert card.listed_names == card.names
        assert f":has(.{details.attributes['class']}[open]) .{details.attributes['class']}" in page.raw


def _check_list(page: WrittenPage, card: Card, folder: Path) -> None:
    """The command beside a number lists the records of its card, with the same weights."""
    program, *typed = shlex.split(card.command)
    assert program == "danvan"
    listed = ask(folder, *typed, "--format", "json").json
    assert listed["total"] == pytest.approx(card.number, abs=_CENT), card.command
    if not card.weights:
        assert [record["title"] for record in listed["records"]] == card.names
        return
    expected = _summed((record["id"], record["value"]) for record in listed["records"])
    shown = _summed((page.id_of(number), weight) for number, weight in card.weights.items())
    assert shown == pytest.approx(expected, abs=_CENT), card.command


def _summed(pairs: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Add up what is of one id: evaluations count of their model."""
    sums: dict[str, float] = {}
    for record, value in pairs:
        sums[record] = sums.get(record, 0) + value
    return sums


@pytest.mark.parametrize("year", ["2020", "2018-2023"])
def test_every_card_of_the_samples_lists_what_list_lists(year: str, tmp_path: Path) -> None:
    page = write_page(DATA, tmp_path / "a.html", "--year", year)
    _check_sums(page)
    assert len(page.cards) > 20
    for card in {card.command: card for card in page.cards}.values():
        _check_list(page, card, DATA)


@costly_cases(3)
@given(data=st.data())
def test_every_card_of_any_folder_adds_up_and_lists_what_list_lists(data: st.DataObject) -> None:
    folder = data.draw(folders())
    with TemporaryDirectory() as home:
        write(folder, Path(home, "data"))
        years = sorted(folder.models)
        conditions = ["kind=tap-the", "kind!=tap-the", "kind=", "tag=xanh", f"unit={folder.units[0]['id']}"]
        typed = data.draw(st.sampled_from([(), ("--units", "now"), *(("--where", where) for where in conditions)]))
        for year in (str(years[-1]), f"{years[0]}-{years[-1]}"):
            page = write_page(Path(home, "data"), Path(home, "a.html"), "--year", year, *typed)
            _check_sums(page)
            for card in data.draw(st.lists(st.sampled_from(page.cards), max_size=4)) if page.cards else ():
                note(card.command)
                _check_list(page, card, Path(home, "data"))


def test_the_tables_are_those_of_tally(tmp_path: Path) -> None:
    tables = write_page(DATA, tmp_path / "a.html", "--year", "2020").tables()
    said = split(tallied(DATA, "--year", "2020"))[2:]
    assert len(said) == 4
    for title, *rows in said:
        assert tables[title[0]] == without_each_time(rows)


def test_numbers_are_written_as_tally_writes_them(data: DataFolder, tmp_path: Path) -> None:
    data.model("2020/a", count=1240)
    data.model("2020/b")
    data.evaluation("2020/a.xa", results={"hien-dat": 1250.5, "ho-huong-loi": 3})
    page = write_page(data.root, tmp_path / "a.html")
    assert page.tables()["Results"] == split(tallied(data.root))[-1][1:]
    assert ["Registered(new, carried on or replicated: not known)", "1,241", ""] in page.tables()["The year in numbers"]
    (result,) = [card for card in page.cards if card.number == 1250.5]
    assert result.weights == {1: 1250.5}


@given(st.dictionaries(st.integers(1, 60), st.sampled_from(["", "", "", "33", "1,250.5 m²"])))
def test_numbers_of_records_are_read_as_they_were_written(weights: dict[int, str]) -> None:
    text = record_numbers(weights.items())
    assert weights_in(text) == {number: number_in(weight) if weight else 1 for number, weight in weights.items()}


def test_a_card_says_in_itself_which_records_it_counts(data: DataFolder, tmp_path: Path) -> None:
    """A browser that knows no `:has` shows the whole list."""
    for name, unit, count in (
        ("a", "xa-a", 1),
        ("b", "xa-a", 1),
        ("c", "xa-a", 1),
        ("d", "xa-b", 33),
        ("e", "xa-b", 1),
    ):
        data.model(f"2020/{name}", title=f"Mô hình {name}", unit=unit, count=count)
    page = write_page(data.root, tmp_path / "a.html", "--lang", "vi")
    said = {details.one("code").text: details.one("p").text for details in page.root.all("details")}
    assert said["danvan danh-sach dang-ky --nam 2020"] == "Hồ sơ số 1–3, 4 (33), 5"
    assert said["danvan danh-sach don-vi --nam 2020"] == "Xã An Hòa · Xã Bình Hòa"
    assert "@supports selector(:has(a)){details>p{display:none}}" in page.raw


def test_each_record_stands_in_the_page_once(data: DataFolder, tmp_path: Path) -> None:
    data.model("2020/a", title="Chợ không rác", count=33)
    for level in ("xa", "huyen"):
        data.evaluation(f"2020/a.{level}", recognized=True, rating="tot", results={"hien-dat": 5})
    page = write_page(data.root, tmp_path / "a.html")
    assert len(page.cards) > 10
    assert page.raw.count("Chợ không rác") == 1
    assert page.title_of(1) == "Chợ không rác"
    assert page.records[1].one("small").text == "Xã An Hòa · Collective · stands for 33 · a"


def test_an_award_that_names_nobody_is_called_by_its_model_or_its_unit(data: DataFolder, tmp_path: Path) -> None:
    data.model("2020/a", title="Chợ không rác")
    data.award("2020/b", kind="mo-hinh", model="a", unit="xa-a")
    data.award("2020/c", kind="tap-the", unit="xa-b", count=4)
    page = write_page(data.root, tmp_path / "a.html")
    titles = {page.id_of(number): page.title_of(number) for number in page.records}
    assert titles == {"a": "Chợ không rác", "b": "Chợ không rác", "c": "Xã Bình Hòa"}


def test_a_folder_without_records_gives_a_page_that_says_so(data: DataFolder, tmp_path: Path) -> None:
    page = write_page(data.root, tmp_path / "a.html")
    assert (page.cards, page.records, list(page.root.all("ul"))) == ([], {}, [])
    assert "DÂN VẬN KHÉO" in page.root.one("h1").text


def test_of_too_many_records_the_units_are_told(
    data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards, "MOST_LISTED", 2)
    for name, unit, count in (("a", "xa-a", 3), ("b", "xa-b", 1), ("c", "xa-b", 1200)):
        data.model(f"2020/{name}", unit=unit, count=count)
    data.evaluation("2020/a.xa", recognized=True)
    page = write_page(data.root, tmp_path / "a.html")
    registered, recognized = (
        next(card for card in page.cards if card.command.startswith(f"danvan list {measure}"))
        for measure in ("registered", "recognized")
    )
    assert registered.units == {"Xã An Hòa": 3, "Xã Bình Hòa": 1201}
    assert recognized.weights == {1: 3}
    assert len(page.records) == 1  # nothing leads to the others


def test_no_record_becomes_a_tag(data: DataFolder, tmp_path: Path) -> None:
    for number, title in enumerate(_HOSTILE):
        data.model(f"2020/{number}", title=title)
        data.award(f"2020/g{number}", recipient=title, unit="xa-a", form=title)
    data.write("danvan.yaml", (data.root / "danvan.yaml").read_text("utf-8").replace("Ban Dân", "<script>Ban Dân"))
    page = write_page(data.root, tmp_path / "a.html")
    assert {element.tag for element in page.root.all()} <= _TAGS
    assert not any(name.startswith("on") for element in page.root.all() for name in element.attributes)
    texts = [item.text for item in page.records.values()]
    assert sum(_HOSTILE[0] in text for text in texts) == 2
    assert "\u202e" not in page.raw
    assert "\x1b" not in page.raw


def test_nothing_is_fetched_and_nothing_runs(tmp_path: Path) -> None:
    page = write_page(DATA, tmp_path / "a.html", "--year", "2020")
    policies = [meta.attributes.get("content") for meta in page.root.all("meta") if "http-equiv" in meta.attributes]
    assert policies == [_POLICY]
    assert list(page.root.all("a")) == []
    assert re.findall(r"https?:|//|url\(|@import|\ssrc=|<script|<link", page.raw) == []


def test_whoever_has_it_read_out_finds_the_way(tmp_path: Path) -> None:
    page = write_page(DATA, tmp_path / "a.html", "--year", "2020")
    headings = [element.tag for element in page.root.all("h1", "h2", "h3")]
    assert headings[:3] == ["h1", "h2", "h2"]
    assert headings.count("h1") == 1
    assert {cell.attributes.get("scope") for cell in page.root.all("th")} == {"col", "row"}
    assert all(drawing.attributes["aria-hidden"] == "true" for drawing in page.root.all("svg"))
    assert page.root.one("html").attributes == {"lang": "en"}


def _frame_of(page: WrittenPage) -> int:
    """Return how many bytes a page has besides the rows of its records, and which of them stand in each card."""
    return len(re.sub(r"<li\b[^>]*\bid=.*?</li>|(?<=</code>)<p>.*?</p>", "", page.raw, flags=re.DOTALL).encode())


@pytest.mark.parametrize("year", ["2020", "2018-2023"])
def test_the_frame_is_small(year: str, tmp_path: Path) -> None:
    assert _frame_of(write_page(DATA, tmp_path / "a.html", "--year", year, "--lang", "vi")) < _FRAME


def test_the_frame_of_many_models_is_small(data: DataFolder, tmp_path: Path) -> None:
    """Each condition of the overview is there: what a folder has more of are records alone."""
    for number in range(1_240):
        name = f"{2021 + number % 3}/m{number}"
        kind, origin = ("tap-the", "ca-nhan")[number % 7 == 0], ("moi", "duy-tri", "nhan-rong")[number // 3 % 3]
        data.model(name, title=f"Tổ dân vận {number}", field=_FIELDS[number % 11], kind=kind, origin=origin)
        if number % 5 < 2:
            level, rating = ("tinh", "huyen", "xa")[number // 3 % 3], _RATINGS[number % 7]
            results = {"hien-dat": number, "ho-huong-loi": 3}
            data.evaluation(f"{name}.{level}", rating=rating, recognized=True, surveyed_on=2023, results=results)
        if number < 30:
            data.award(name, form="giay-khen", kind=kind, unit="xa-b", authority=("huyen-x", "xa-a")[number % 2])
    page = write_page(data.root, tmp_path / "a.html", "--year", "2021-2023", "--lang", "vi")
    assert (len(page.records), len(page.cards) > 100) == (1_270, True)
    assert _frame_of(page) < _FRAME


def test_in_vietnamese_commands_are_vietnamese_too(tmp_path: Path) -> None:
    page = write_page(DATA, tmp_path / "a.html", "--year", "2020", "--lang", "vi")
    commands = {code.text for code in page.root.all("code")}
    assert "danvan danh-sach cong-nhan --nam 2020 --loc cap=xa --cach-tinh moi-nam" in commands


def test_a_condition_holds_for_the_whole_page(data: DataFolder, tmp_path: Path) -> None:
    data.model("2020/a", unit="xa-a", title="Của xã A")
    data.model("2020/b", unit="xa-b", title="Của xã B")
    page = write_page(data.root, tmp_path / "a.html", "--where", "unit=xa-a")
    assert ("Của xã A" in page.raw, "Của xã B" in page.raw) == (True, False)


def test_an_earlier_state_is_shown_and_named(data: DataFolder, tmp_path: Path) -> None:
    data.model("2020/a", title="Có từ trước")
    commit = data.commit("2021-01-15")
    data.model("2020/b", title="Mới thêm")
    page = write_page(data.root, tmp_path / "a.html", "--at", commit)
    assert ("Có từ trước" in page.raw, "Mới thêm" in page.raw) == (True, False)
    assert f"As the data folder was at revision {commit[:12]}." in page.raw
    assert f"state {commit[:7]}, 2021-01-15 12:00" in page.raw
    assert page.cards[0].command == f"danvan list registered --year 2020 --at {commit[:12]}"


def test_the_same_folder_gives_the_same_bytes_wherever_it_is_asked(tmp_path: Path) -> None:
    here = write_page(DATA, tmp_path / "a.html", "--year", "2020").raw
    elsewhere = {**os.environ, "TZ": "America/Lima", "PYTHONHASHSEED": "7", "DANVAN_TODAY": "2026-11-30"}
    typed = ["report", "--year", "2020", "-o", str(tmp_path / "b.html"), "--data", str(DATA), "--lang", "en"]
    subprocess.run([sys.executable, "-m", "danvan_cli", *typed], check=True, capture_output=True, env=elsewhere)
    assert Path(tmp_path, "b.html").read_text("utf-8") == here


def test_where_a_file_cannot_be_read_there_is_no_paper(data: DataFolder, tmp_path: Path) -> None:
    data.model("2020/a")
    data.model("2021/c")
    data.write("models/2020/b.yaml", "title: [")
    file = tmp_path / "a.html"
    file.write_text("của năm trước", "utf-8")
    said = data.ask("report", "--year", "2020", "-o", str(file), "--force")
    assert (said.code, said.out) == (1, "")
    assert "models/2020/b.yaml" in said.err
    assert "1 files cannot be read, so no number is sure, and no paper is written." in said.err
    assert file.read_text("utf-8") == "của năm trước"
    write_page(data.root, file, "--year", "2021")


def test_what_is_there_stays_unless_it_may_go(data: DataFolder, tmp_path: Path) -> None:
    data.model("2020/a")
    file = tmp_path / "a.html"
    file.touch()
    said = data.ask("report", "-o", str(file))
    assert (said.code, file.read_bytes()) == (1, b"")
    assert "--force" in said.err


def test_a_dry_run_says_what_would_be_written_and_writes_nothing(data: DataFolder, tmp_path: Path) -> None:
    data.model("2020/a")
    said = data.ask("report", "-o", str(tmp_path / "a.html"), "--dry-run")
    assert said.code == 0
    assert re.fullmatch(r"Would be written: \S+ \(\d numbers that open, 1 records, \d+ KiB\)\n", said.out)
    assert not (tmp_path / "a.html").exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ((), "--output"),
        (("-o", "2020.txt"), "Let it end in .docx, .html."),
        (("-o", "data/models/2020.html"), "would lie among the records"),
        (("-o", "2020.html", "--where", "rating=tot"), "All of it can be asked only by unit, kind, tag"),
    ],
)
def test_what_is_asked_wrongly_is_refused(
    data: DataFolder, typed: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    data.model("2020/a")
    refused = data.ask("report", *typed)
    assert refused.code == 2
    assert said in refused.err
    assert list(tmp_path.rglob("*.html")) == []


@given(st.lists(st.integers(-5, 2_000), max_size=6))
def test_bars_are_as_long_as_their_amounts(amounts: list[int]) -> None:
    drawn = bars(amounts)
    if len(amounts) <= 1 or max(amounts) <= 0:
        assert drawn == []
        return
    lengths = [float((re.findall(r"rect width=([\d.e-]+)%", bar) or ["0"])[0]) for bar in drawn]
    assert max(lengths) == 100
    assert lengths == pytest.approx([100 * max(0, amount) / max(amounts) for amount in amounts], rel=6e-3)


def test_no_note_of_a_page_has_an_option_of_the_command_line(data: DataFolder, tmp_path: Path) -> None:
    for year, keys in (("2020", {}), ("2021", {"continues": "2020-a"})):
        data.model(f"{year}/{year}-a", **keys)
        data.evaluation(f"{year}/{year}-a.xa", recognized=True)
    page = write_page(data.root, tmp_path / "a.html", "--year", "2020-2021")
    notes = [note.text for note in page.root.all("p") if "once" in note.text]
    assert notes
    assert not any("--" in note for note in notes)
