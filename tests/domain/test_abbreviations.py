"""How clerks shorten the field's words: one thing in several spellings, and never two things in one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.domain.abbreviations import OF_UNITS, OF_VALUES, spellings, unit_spellings
from danvan_cli.domain.lists import built_in, entries_of, with_short_forms
from danvan_cli.domain.reading import StatedValues
from danvan_cli.domain.vocabulary import VocabularyEntry
from danvan_cli.text.fold import bare, fold
from tests.helpers.data_folder import DataFolder

FIELDS = {
    "KT": "kinh-te",
    "VHXH": "van-hoa-xa-hoi",
    "VH-XH": "van-hoa-xa-hoi",
    "QPAN": "quoc-phong-an-ninh",
    "QP - AN": "quoc-phong-an-ninh",
    "ANQP": "quoc-phong-an-ninh",
    "AN-QP": "quoc-phong-an-ninh",
    "ANTT": "quoc-phong-an-ninh",
    "AN-TT": "quoc-phong-an-ninh",
    "an ninh, trật tự": "quoc-phong-an-ninh",
    "an ninh chính trị, TTATXH": "quoc-phong-an-ninh",
    "XDNTM": "nong-thon-moi",
    "XDHTCT": "he-thong-chinh-tri",
    "VSMT": "moi-truong",
    "XDĐ": "he-thong-chinh-tri",
    "XD HTCT": "he-thong-chinh-tri",
    "XDĐ, HTCT": "he-thong-chinh-tri",
    "xây dựng Đảng và hệ thống chính trị": "he-thong-chinh-tri",
    "XD Đảng và HTCT": "he-thong-chinh-tri",
    "NTM": "nong-thon-moi",
    "XD NTM": "nong-thon-moi",
    "ĐTVM": "do-thi-van-minh",
    "văn minh đô thị": "do-thi-van-minh",
    "MT": "moi-truong",
    "CCHC": "cai-cach-hanh-chinh",
    "CĐS": "chuyen-doi-so",
    "cds": "chuyen-doi-so",
}
UNITS = """\
- {id: huyen-x, name: Huyện Xuân Lộc, level: huyen}
- {id: p-5, name: Phường 5, level: xa, parent: huyen-x}
- {id: xa-a, name: Xã An Hòa, level: xa, parent: huyen-x}
- {id: tt-mot-ngan, name: Thị trấn Một Ngàn, level: xa, parent: huyen-x}
- {id: phu-nu-5, name: Hội Liên hiệp Phụ nữ phường 5, level: co-so, parent: p-5}
- {id: phu-nu-a, name: Hội Phụ nữ xã An Hòa, level: co-so, parent: xa-a}
- {id: doan-5, name: Đoàn Thanh niên Cộng sản Hồ Chí Minh phường 5, level: co-so, parent: p-5}
- {id: mat-tran-5, name: Ủy ban Mặt trận Tổ quốc Việt Nam phường 5, level: co-so, parent: p-5}
- {id: nong-dan-a, name: HND xã An Hòa, level: co-so, parent: xa-a}
- {id: lao-dong, name: Liên đoàn Lao động huyện Xuân Lộc, level: co-so, parent: huyen-x}
"""


def _fields() -> dict[str, list[str]]:
    """Return {bare spelling: the fields that it may mean}."""
    meant: dict[str, list[str]] = {}
    for entry in with_short_forms(built_in()["field"]):
        for key in set(map(bare, entry.names())):
            meant.setdefault(key, []).append(entry.id)
    return meant


@pytest.mark.parametrize(("spelling", "field"), FIELDS.items())
def test_a_field_is_known_by_its_abbreviations(spelling: str, field: str) -> None:
    assert _fields()[bare(spelling)] == [field]


@pytest.mark.parametrize("name", built_in())
def test_no_spelling_means_two_entries_of_a_built_in_list(name: str) -> None:
    entries = with_short_forms(built_in()[name])
    for entry in entries:
        others = {key for other in entries if other is not entry for key in map(bare, other.names())}
        assert others.isdisjoint(map(bare, entry.names()))


def test_what_an_office_calls_otherwise_goes_before_an_abbreviation() -> None:
    own = [VocabularyEntry("ky-thuat", "Kỹ thuật", aliases=("KT",)), VocabularyEntry("kinh-te", "Kinh tế")]
    technique, economy = with_short_forms(own)
    assert "KT" in technique.names()
    assert "KT" not in economy.names()


def test_an_abbreviation_of_two_entries_means_neither() -> None:
    own = [VocabularyEntry("kinh-te", "Kinh tế"), VocabularyEntry("phat-trien", "Phát triển", aliases=("kinh tế",))]
    assert [entry.short for entry in with_short_forms(own)] == [(), ("PT",)]


def test_an_office_s_own_entries_without_aliases_are_known_by_them_too() -> None:
    stated = StatedValues({"id": "qpan", "label": "Quốc phòng và an ninh"}, {})
    long = StatedValues({"id": "vhxh", "label": "VHXH"}, {})
    entries = with_short_forms(entries_of([stated, long]))
    assert "QPAN" in entries[0].names()
    assert "văn hóa xã hội" in entries[1].names()


@given(st.lists(st.sampled_from([word for group in (*OF_VALUES, *OF_UNITS) for word in group]), max_size=3))
def test_whatever_a_text_is_spelt_as_is_spelt_as_that_text(words: list[str]) -> None:
    text = " ".join(words)
    for spelling in list(unit_spellings(text, fold))[:20]:
        again = {fold(other) for other in spellings(spelling, (*OF_VALUES, *OF_UNITS))}
        assert len(again) == 0 or fold(spelling) in again


@pytest.fixture
def office(data: DataFolder) -> DataFolder:
    data.write("units.yaml", UNITS)
    return data


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("P.5", "p-5"),
        ("P5", "p-5"),
        ("X. An Hòa", "xa-a"),
        ("TT. Một Ngàn", "tt-mot-ngan"),
        ("H. Xuân Lộc", "huyen-x"),
        ("HPN P.5", "phu-nu-5"),
        ("Hội Phụ nữ phường 5", "phu-nu-5"),
        ("hoi phu nu p5", "phu-nu-5"),
        ("Hội LHPN X. An Hòa", "phu-nu-a"),
        ("Hội Liên hiệp Phụ nữ xã An Hòa", "phu-nu-a"),
        ("ĐTN P.5", "doan-5"),
        ("đoàn thanh niên", "doan-5"),
        ("mặt trận", "mat-tran-5"),
        ("UBMTTQVN phường 5", "mat-tran-5"),
        ("Hội Nông dân X. An Hòa", "nong-dan-a"),
        ("LĐLĐ H. Xuân Lộc", "lao-dong"),
    ],
)
def test_a_unit_is_known_by_its_abbreviations(office: DataFolder, typed: str, unit: str) -> None:
    said = office.ask(
        "register", "--year", "2020", "--unit", typed, "--kind", "TT", "--title", "X", "--dry-run", "--diff"
    )
    assert f"unit: {unit}" in said.out, said.err


@pytest.mark.parametrize("typed", ["hội phụ nữ", "HPN", "LHPN"])
def test_what_several_units_are_called_for_short_is_never_chosen_from(office: DataFolder, typed: str) -> None:
    said = office.ask("register", "--year", "2020", "--unit", typed, "--kind", "TT", "--title", "X")
    assert said.code == 2
    assert "phu-nu-5" in said.err
    assert "phu-nu-a" in said.err


def test_a_unit_called_just_so_goes_before_what_it_may_stand_for(office: DataFolder) -> None:
    office.write("units.yaml", UNITS + "- {id: tram, name: HPN P.5, level: co-so, parent: xa-a}\n")
    said = office.ask(
        "register", "--year", "2020", "--unit", "HPN P.5", "--kind", "TT", "--title", "X", "--dry-run", "--diff"
    )
    assert "unit: tram" in said.out


def test_lists_and_questions_understand_them(office: DataFolder, tmp_path_factory: pytest.TempPathFactory) -> None:
    sheet = tmp_path_factory.mktemp("sent") / "list.csv"
    rows = ["Tên mô hình,Đơn vị,Loại,Lĩnh vực", "Ống heo đất,HPN P.5,TT,QPAN", "Bể nước,X. An Hòa,TT,XDĐ và HTCT"]
    sheet.write_text("\n".join(rows), "utf-8")
    said = office.ask("import", str(sheet), "--year", "2020", "--yes")
    assert said.code == 0, said.err
    assert office.total("registered", "--year", "2020", "--where", "field=ANQP", "--where", "unit=P.5") == 1
    assert office.total("registered", "--year", "2020", "--where", "field=XD HTCT") == 1


def test_a_section_may_name_its_unit_for_short(office: DataFolder, tmp_path_factory: pytest.TempPathFactory) -> None:
    sheet = tmp_path_factory.mktemp("sent") / "list.csv"
    rows = ["STT,Tên mô hình,Loại", "I,X. An Hòa,", "1,Bể nước,TT", "II,P.5,", "1,Ống heo đất,TT"]
    sheet.write_text("\n".join(rows), "utf-8")
    said = office.ask("import", str(sheet), "--year", "2020", "--yes")
    assert said.code == 0, said.err
    assert office.total("registered", "--year", "2020", "--where", "unit=xa-a") == 1
