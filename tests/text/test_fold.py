import unicodedata

import pytest
from hypothesis import given

from danvan_cli.text.fold import agrees, bare, fold, has_diacritic, nfc
from tests.text.vietnamese_texts import TONES, composed, names, texts

PUNCTUATION = "“”‘’–—/.,:;()-&_!?*+=%°\u00a0\u2009\u3000\t\r\n"
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u034f\ufe0f"


@given(texts)
def test_stored_text_is_only_composed_and_trimmed(text: str) -> None:
    assert nfc(text) == unicodedata.normalize("NFC", text).strip() == nfc(nfc(text))


@given(texts)
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert bare(bare(text)) == bare(text) == bare(fold(text)) == fold(bare(text))


@given(texts)
def test_both_unicode_forms_fold_alike(text: str) -> None:
    forms = [unicodedata.normalize(form, text) for form in ("NFC", "NFD")]
    assert fold(forms[0]) == fold(forms[1]) == fold(text)
    assert bare(forms[0]) == bare(forms[1]) == bare(text)


@given(names)
def test_case_does_not_count(name: str) -> None:
    text = unicodedata.normalize("NFD", name)
    assert fold(text.upper()) == fold(text.lower()) == fold(text.title()) == fold(name)


@given(texts)
def test_words_are_separated_by_single_spaces(text: str) -> None:
    assert fold(text).split(" ") == (fold(text).split() or [""])


@given(texts)
def test_without_diacritics_nothing_is_marked(text: str) -> None:
    assert not has_diacritic(bare(text))
    assert has_diacritic(text) == has_diacritic(fold(text))


@pytest.mark.parametrize("onset", ["", "h", "th", "kh", "đ", "ng", "l", "tr", "gi"])
@pytest.mark.parametrize("vowels", ["oa", "oe", "uy"])
def test_the_place_of_the_tone_does_not_count(onset: str, vowels: str) -> None:
    for tone in TONES:
        old, new = composed(onset, vowels[0], tone, vowels[1]), composed(onset, vowels, tone)
        assert old != new
        assert fold(old) == fold(new) == fold(old.upper())
        assert bare(old) == onset.replace("đ", "d") + vowels


@pytest.mark.parametrize("onset", ["h", "k", "l", "m", "s", "t", "qu"])
def test_i_and_y_are_the_same_vowel_where_they_are_the_only_one(onset: str) -> None:
    for tone in ("", *TONES):
        assert fold(composed(onset, "y", tone)) == fold(composed(onset, "i", tone))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kỷ niệm", "kỉ niệm"),
        ("Lý Sơn", "LÍ SƠN"),
        ("Mỹ Lợi", "Mĩ Lợi"),
        ("quý I", "Quí I"),
        ("quýt", "quít"),
        ("Thuỷ Nguyên", "Thủy nguyên"),
        ("Uỷ ban", "Ủy ban"),
        ("Ðồng Tháp", "Đồng Tháp"),
        ("Ɖắk Lắk", "Đắk Lắk"),
        ("đỗ", "ðỗ"),
        ("Phường\u00a0Hoà\u200b Thuận", "\ufeffphường  hòa thu\u00adận"),
        ("An ninh - Quốc phòng", "an ninh, quốc phòng"),
        ("“5 không”, ‘3 sạch’", "5 không 3 sạch"),
        ("TP.Hội An", "tp hội an"),
        ("1318/QĐ-UBND", "1318 QĐ UBND"),
        ("Chi bộ 3 (ấp 2)", "chi bộ 3 — ấp 2"),
        ("Nhà nước & Nhân dân", "nhà nước nhân dân"),
    ],
)
def test_one_text_in_two_spellings(one: str, other: str) -> None:
    assert fold(one) == fold(other)
    assert agrees(one, other)
    assert agrees(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Xã Sùng Máng", "Xã Sủng Máng"),
        ("thúy", "thúi"),
        ("tay", "tai"),
        ("ý", "í"),
        ("vỹ", "vĩ"),
        ("thi", "thy"),
        ("hoàn", "hòan"),
        ("quỳ", "qùy"),
        ("Kim Linh", "Kim Lynh"),
        ("đa", "da"),
        ("ấp 1", "ấp 11"),
        ("Tân An", "Tânan"),
    ],
)
def test_two_texts_that_look_alike(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize("char", PUNCTUATION)
def test_punctuation_and_blanks_separate(char: str) -> None:
    assert fold(f"{char}Hội{char}{char} An{char}") == "hội an"
    assert fold(f"Hội{char}An") == "hội an"


@pytest.mark.parametrize("char", INVISIBLE)
def test_what_is_invisible_is_ignored(char: str) -> None:
    assert fold(f"{char}H{char}ội An{char}") == "hội an"
    assert fold(f"ho{char}\u0323\u0302{char}i an") == fold("hội an") or char == "\u034f"


def test_nothing_is_left_of_what_has_no_words() -> None:
    assert fold("") == bare("") == fold(" – …\ufeff ") == bare("\u0301") == ""


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Đắk Lắk", "dak lak"),
        ("500 m² đất", "500 m2 dat"),
        ("Nguyễn Ơn", "nguyen on"),
        ("Mỹ", "mi"),
        ("Quí", "quy"),
    ],
)
def test_bare_text(text: str, plain: str) -> None:
    assert bare(text) == plain


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Hoa Thuan", False),
        ("“Hoa Thuan”", False),
        ("m²", False),
        ("dan", False),
        ("đan", True),
        ("Ð", True),
        ("HOÀ", True),
        ("ă", True),
        ("tư", True),
        ("mo\u0300", True),
    ],
)
def test_diacritics(text: str, marked: bool) -> None:  # noqa: FBT001 -- a table of examples
    assert has_diacritic(text) is marked
