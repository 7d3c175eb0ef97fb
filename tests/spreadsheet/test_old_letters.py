import csv
import io
import itertools
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
import xlsxwriter
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.spreadsheet.errors import FileFormatError
from danvan_cli.spreadsheet.reading import read_book
from danvan_cli.spreadsheet.reading.old_encodings import evidence, is_syllable, to_unicode
from tests.helpers.laws import cases
from tests.helpers.workbooks import xlsx

# An encoder of our own: TCVN3's codes in their order, and VNI's marks behind letters.
_VOWELS = "aăâeêioôơuưy"
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_OF_TONES = "µ¶·¸¹ »¼½¾Æ ÇÈÉÊË ÌÎÏÐÑ ÒÓÔÕÖ ×ØÜÝÞ ßáâãä åæçèé êëìíî ïñòóô õö÷øù úûüýþ"
_TCVN3_TONES = dict(zip(_VOWELS, _OF_TONES.split(), strict=True))
_TCVN3_PLAIN = dict(zip("ăâêôơưđĂÂÊÔƠƯĐ", "¨©ª«¬\u00ad®¡¢£¤¥¦§", strict=True))
_VNI_TONES = "øûõùï"
_VNI = {"â": "àåãáä", "ă": "èúüéë"}
_VNI_I, _VNI_PLAIN = "ìæóíò", {"ơ": "ô", "ư": "ö", "đ": "ñ", "Ơ": "Ô", "Ư": "Ö", "Đ": "Ñ"}
_ONSETS = [
    *("", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh"),
    *("ph", "qu", "r", "s", "t", "th", "tr", "v", "x"),
]
_AS_WRITTEN = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et
ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu o oa oac oach oai oan oang
oanh oat oay oăc oăn oăng oăt oc oe oen oet oi om on ong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua
uân uâng uât uây uc uê ui um un ung up ut uy uya uyên uyêt uynh uyt uôc uôi uôm uôn uông uôt ư ưa ưc ưi
ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêt yêu
"""
_RHYMES = _AS_WRITTEN.split()
_STOPS = ("c", "ch", "p", "t")


def _with_tone(rhyme: str, tone: str) -> str:
    """Put the tone on the main vowel, as the rules of spelling do."""
    vowels = [at for at, letter in enumerate(rhyme) if letter in _VOWELS]
    marked = [at for at in vowels if rhyme[at] in "ăâêôơư"]
    closed = vowels[-1] < len(rhyme) - 1
    at = marked[-1] if marked else vowels[-1] if closed or len(vowels) == 1 else vowels[-2]
    return unicodedata.normalize("NFC", rhyme[: at + 1] + tone + rhyme[at + 1 :])


SYLLABLES = [
    onset + _with_tone(rhyme, tone)
    for onset, rhyme, tone in itertools.product(_ONSETS, _RHYMES, ("", *_TONES))
    if not rhyme.endswith(_STOPS) or (tone and tone in _TONES[3:])
]
_WITHIN_LATIN_1 = [syllable for syllable in SYLLABLES if not syllable.isascii() and max(syllable) <= "\xff"]


def _parts(letter: str) -> tuple[str, int]:
    """Take the tone off a vowel: its number, -1 for none."""
    pieces = unicodedata.normalize("NFD", letter)
    tone = next((_TONES.index(mark) for mark in pieces if mark in _TONES), -1)
    return unicodedata.normalize("NFC", "".join(mark for mark in pieces if mark not in _TONES)), tone


def in_tcvn3(text: str) -> str:
    """Write Vietnamese in TCVN3; of capitals it has no others than those without a tone."""
    found = []
    for letter in text:
        bare, tone = _parts(letter)
        found.append(_TCVN3_TONES[bare][tone] if tone >= 0 else _TCVN3_PLAIN.get(letter, letter))
    return "".join(found)


def in_vni(text: str) -> str:
    return "".join(map(_vni_letter, text))


def _vni_letter(letter: str) -> str:
    bare, tone = _parts(letter.lower())
    if bare == "i" and tone >= 0:
        found = _VNI_I[tone]
    elif bare == "y" and tone == 4:
        found = "î"
    else:
        roof = unicodedata.normalize("NFD", bare)[1:2]
        if roof in {"\u0302", "\u0306"}:
            kind = "â" if roof == "\u0302" else "ă"
            found = unicodedata.normalize("NFD", bare)[0] + (
                _VNI[kind][tone] if tone >= 0 else {"â": "â", "ă": "ê"}[kind]
            )
        else:
            found = _VNI_PLAIN.get(bare, bare) + (_VNI_TONES[tone] if tone >= 0 else "")
    return found.upper() if letter.isupper() else found


def test_every_syllable_comes_back_out_of_either_encoding() -> None:
    assert len(SYLLABLES) > 15_000
    for syllable in SYLLABLES:
        assert to_unicode(in_tcvn3(syllable), "tcvn3") == syllable
        assert to_unicode(in_tcvn3(syllable), "tcvn3", ".VnTimeH") == syllable.upper()
        for cased in (syllable, syllable.upper(), syllable.capitalize()):
            assert to_unicode(in_vni(cased), "vni") == cased


def test_every_syllable_is_taken_for_one() -> None:
    assert [syllable for syllable in SYLLABLES if not is_syllable(syllable)] == []


@pytest.mark.parametrize("word", ["tôt", "Brno", "nhẩnd", "Zoở", "xyz", "aa", "hàà", "cafộ", "stop", ""])
def test_what_is_no_syllable_is_not(word: str) -> None:
    assert not is_syllable(word)


@given(st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=30).map(" ".join))
@cases(30)
def test_whole_sentences_come_back(text: str) -> None:
    assert to_unicode(in_tcvn3(text), "tcvn3") == text
    assert to_unicode(in_vni(text), "vni") == text


@pytest.mark.skipif(not shutil.which("iconv"), reason="the system has no other table to compare with")
def test_the_table_of_tcvn3_is_that_of_the_system() -> None:
    letters = sorted({letter for syllable in SYLLABLES for letter in syllable if not letter.isascii()})
    content = " ".join(map(in_tcvn3, letters)).encode("latin-1")
    done = subprocess.run(["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"], input=content, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("iconv here does not know TCVN 5712")
    assert unicodedata.normalize("NFC", done.stdout.decode()).split() == letters


_UNICODE = [
    *("Ủy ban nhân dân xã Tân Thành", "là bà con thì có xã xóm tú", "TÃO ÔNG NGÔ", "Hoà thuận", "thí điểm", "hà nội"),
    *("Hélène née à Genève", "José Peña, São João", "Köln Grün für Müller Straße", "Noël Zoë Hanoï naïve Israël"),
    *(
        "120 m²",
        "25°C",
        "50 €",
        "«Lan»",
        "5 µm",
        "Thaï",
        "Bayer®",
        "Viet\u00adnam",
        "tôt",
        "§ 5",
        "1ª",
        "½",
        "±5",
        "£5 ¥6",
    ),
    *("©2020", "100 m³ × 2", "plain ASCII", "café", "thé", "Àmbar", "a\u0300", "Đ/c Hoà – 5·10¹²"),
]


@pytest.mark.parametrize("text", _UNICODE)
@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_texts_in_unicode_and_in_other_languages_are_never_taken_for_old_ones(
    tmp_path: Path, text: str, encoding: str
) -> None:
    assert not evidence(text, encoding).convinces
    assert read_book(xlsx(tmp_path / "a.xlsx", ((text,),))).sheets[0].rows == {1: {1: text}}


def test_nor_are_they_all_together(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", tuple((text,) for text in _UNICODE))
    assert [cells[1] for cells in read_book(path).sheets[0].rows.values()] == _UNICODE


def test_a_few_strange_words_in_a_list_in_unicode_say_nothing(tmp_path: Path) -> None:
    rows = (("Tổ tự quản",), ("Thaï",), ("tôt",), ("5 µm",), ("côt",))
    assert evidence("Thaï tôt 5 µm côt", "tcvn3").convinces
    assert len(read_book(xlsx(tmp_path / "a.xlsx", rows)).sheets[0].rows) == 5


_LINES = ("Uỷ ban nhân dân xã Tân Thành", "Tổ tự quản về an ninh", "Bí thư chi bộ", "Vận động hiến đất làm đường")


def refused(path: Path) -> FileFormatError:
    with pytest.raises(FileFormatError) as caught:
        read_book(path)
    return caught.value


@pytest.mark.parametrize("line", _LINES)
def test_a_line_in_an_old_encoding_is_recognised_and_shown(tmp_path: Path, line: str) -> None:
    for code, text in (("tcvn3", in_tcvn3(line)), ("vni", in_vni(line))):
        why = refused(xlsx(tmp_path / "a.xlsx", (("STT", "Tên"), (1, text))))
        assert (why.code, str(why.params["cell"])) == (code, "Đăng ký!B2")
        assert (why.params["text"], why.params["means"]) == (text, line)


def test_one_such_line_among_many_in_unicode_is_found(tmp_path: Path) -> None:
    rows = (*((line,) for line in _LINES * 5), (in_tcvn3(_LINES[0]),))
    assert str(refused(xlsx(tmp_path / "a.xlsx", rows)).params["cell"]) == "Đăng ký!A21"


def test_where_others_are_in_unicode_a_word_that_is_right_as_it_stands_stays(tmp_path: Path) -> None:
    rows = ((in_tcvn3(_LINES[0]), "né tránh"), ("Xã Tân Thành", in_tcvn3("Khéo")))
    assert "é" in in_tcvn3("ộ")
    sheet = read_book(xlsx(tmp_path / "a.xlsx", rows), "tcvn3").sheets[0]
    assert sheet.rows == {1: {1: _LINES[0], 2: "né tránh"}, 2: {1: "Xã Tân Thành", 2: "Khéo"}}


def test_told_the_encoding_the_list_is_read_and_what_is_in_unicode_stays(tmp_path: Path) -> None:
    rows = ((in_vni(_LINES[0]), "né tránh"), ("Xã Tân Thành", in_vni("Khéo")))
    sheet = read_book(xlsx(tmp_path / "a.xlsx", rows), "vni").sheets[0]
    assert sheet.rows == {1: {1: _LINES[0], 2: "né tránh"}, 2: {1: "Xã Tân Thành", 2: "Khéo"}}


def test_by_their_font_even_short_words_are_known_and_only_cells_in_it_converted(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Một")
        page.write("A1", "Danh s¸ch", book.add_format({"font_name": ".VnTimeH"}))
        page.write("A2", in_tcvn3("xóm"), book.add_format({"font_name": ".VnTime"}))
        page.write("A3", "né tránh", book.add_format({"font_name": "Arial"}))
        page.write("A4", "Tổ", book.add_format({"font_name": ".VnTime"}))
    assert refused(path).code == "tcvn3"
    assert [cells[1] for cells in read_book(path, "tcvn3").sheets[0].rows.values()] == [
        "DANH SÁCH",
        "xóm",
        "né tránh",
        "Tổ",
    ]


def test_headings_in_another_font_are_converted_as_well(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Một")
        for column, heading in enumerate(("STT", "Tên mô hình", "Ghi chú")):
            page.write(0, column, in_tcvn3(heading), book.add_format({"font_name": "Arial", "bold": True}))
        for column, text in enumerate(("1", "Vườn rau", "xóm")):
            page.write(1, column, in_tcvn3(text), book.add_format({"font_name": ".VnTime"}))
    rows = read_book(path, "tcvn3").sheets[0].rows
    assert list(rows[1].values()) == ["STT", "Tên mô hình", "Ghi chú"]
    assert list(rows[2].values()) == ["1", "Vườn rau", "xóm"]


def test_beside_cells_in_the_font_a_list_in_unicode_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Một")
        page.write("A1", in_tcvn3("Mô hình"), book.add_format({"font_name": ".VnTime"}))
        page.write("A2", "Xã Khánh Hòa", book.add_format({"font_name": "Arial"}))
        page.write("A3", "Xã Tân Lập", book.add_format({"font_name": "Arial"}))
        page.write("A4", in_tcvn3("Vườn rau"), book.add_format({"font_name": "Arial"}))
    rows = read_book(path, "tcvn3").sheets[0].rows
    assert [cells[1] for cells in rows.values()] == ["Mô hình", "Xã Khánh Hòa", "Xã Tân Lập", "Vườn rau"]


def test_the_font_is_known_in_an_xls_too(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("Một")
    page.write(0, 0, in_vni("xóm"), xlwt.easyxf("font: name VNI-Times"))
    book.save(str(tmp_path / "a.xls"))
    assert refused(tmp_path / "a.xls").code == "vni"
    assert read_book(tmp_path / "a.xls", "vni").sheets[0].rows == {1: {1: "xóm"}}


def _csv(path: Path, encode: str) -> Path:
    text = io.StringIO()
    rows = [("STT", "Tên"), *enumerate(_LINES)]
    in_old = {"tcvn3": in_tcvn3, "vni": in_vni}[encode]
    csv.writer(text).writerows((number, in_old(line)) for number, line in rows)
    path.write_bytes(text.getvalue().encode("latin-1"))
    return path


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_bytes_of_an_old_encoding_in_a_csv_are_recognised_and_converted(tmp_path: Path, encoding: str) -> None:
    path = _csv(tmp_path / "a.csv", encoding)
    assert (refused(path).code, str(refused(path).params["cell"])) == (encoding, "B1")
    assert [cells[2] for cells in read_book(path, encoding).sheets[0].rows.values()] == ["Tên", *_LINES]


@given(st.lists(st.sampled_from(SYLLABLES), max_size=20).map(" ".join))
@cases(30)
def test_nothing_in_an_old_encoding_speaks_against_it(text: str) -> None:
    assert evidence(in_tcvn3(text), "tcvn3").against == 0
    assert evidence(in_vni(text), "vni").against == 0


@given(st.lists(st.sampled_from(_WITHIN_LATIN_1), max_size=20).map(" ".join))
@cases(30)
def test_nothing_in_unicode_speaks_for_an_old_one(text: str) -> None:
    assert evidence(text, "tcvn3").weight == evidence(text, "vni").weight == 0
