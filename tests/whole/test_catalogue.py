"""The Vietnamese catalogue: whole, fresh, and of one voice."""

from __future__ import annotations

import gettext
import importlib.util
import re
import string
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.catalog import Catalog

from danvan_cli.domain.fields import TABLES

if TYPE_CHECKING:
    from types import ModuleType

PROJECT = Path(__file__).parents[2]
# What is said alike in both languages.
ALIKE = {"DÂN VẬN KHÉO {years}", "{text} {deprecated_message}"}
# The words of the field: where an English message has the one, the Vietnamese has the other.
WORDS = {
    "awards?": "khen thưởng|khen-thuong|awards",
    "collectives?": "tập thể",
    "decisions?": "quyết định",
    "evaluations?": "đánh giá",
    "folders?": "thư mục",
    "individual": "cá nhân",
    "levels?": "cấp|{level}",
    "lines?": "dòng",
    "models?": "mô hình",
    "outstanding": "tiêu biểu|outstanding",
    "published": "công bố",
    "ratings?|rated": "xếp loại",
    "recogni[sz]ed": "công nhận|cong-nhan|recognized",
    "(?<!to )records?(?! what| awards| that a )": "bản ghi|hồ sơ",
    "(?<=to )record|record(?= what| awards| that a )": "ghi",
    "registered": "đăng ký|dang-ky|registered",
    "revoked": "thu hồi",
    "surveyed": "khảo sát",
    "units": "đơn vị|don-vi|units",
    "warnings?": "cảnh báo",
}


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogue", PROJECT / "tools" / "catalogue.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


catalogue = _load()
SPOKEN: dict[str, str] = {
    catalogue.id_of(message)[0]: catalogue.text_of(message) for message in catalogue.read() if message.id
}


def _own() -> list[str]:
    """Return the program's own messages."""
    return sorted(message[0] for message in catalogue.own_messages())


def test_everything_that_can_be_said_is_translated() -> None:
    assert catalogue.faults(catalogue.updated(catalogue.read())) == []


def test_the_files_are_as_the_tool_writes_them() -> None:
    assert catalogue.outdated(catalogue.updated(catalogue.read())) == []


def test_the_program_finds_every_message() -> None:
    with catalogue.PO.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in [*catalogue.own_messages(), *catalogue.library_messages()]:
        found = compiled.ngettext(message[0], message[-1], 2) if len(message) > 1 else compiled.gettext(message[0])
        assert found == SPOKEN[message[0]]
        assert found not in message or message[0] in ALIKE


def test_click_and_typer_are_in_it() -> None:
    libraries = {message[0] for message in catalogue.library_messages()}
    assert {"Options", "Arguments", "Show this message and exit.", "Error: {message}"} <= libraries


def test_a_library_of_another_version_keeps_its_messages_and_ours_go() -> None:
    known = Catalog(locale="vi")
    known.add("Said by an older click", "Lời cũ", auto_comments=["click"])
    known.add("Said by an older danvan", "Lời cũ")
    assert "Said by an older click" in catalogue.updated(known)
    assert "Said by an older danvan" not in catalogue.updated(known)


@pytest.mark.parametrize(
    ("message", "translation", "flags", "fault"),
    [
        ("{a} of {b}", "{b}, {a}", (), []),
        ("{a!r} is wrong", "“{a}” sai", (), []),
        (("{a} thing", "{a} of {b} things"), ("{a} trong {b}",), (), []),
        ("{a} of {b}", "{a}", (), ["other placeholders: {a} of {b}"]),
        ("{a}", "{a} {c}", (), ["other placeholders: {a}"]),
        ("%(prog)s", "danvan", (), ["other placeholders: %(prog)s"]),
        ("Yes", "", (), ["not translated: Yes"]),
        ("Yes", "Có", ("fuzzy",), ["not translated: Yes"]),
    ],
)
def test_the_tool_sees_what_is_wrong(
    message: str | tuple[str, str], translation: str | tuple[str], flags: tuple[str, ...], fault: list[str]
) -> None:
    known = Catalog(locale="vi")
    known.add(message, translation, flags=flags)
    assert catalogue.faults(known) == fault


def test_the_file_says_neither_when_nor_where_it_was_written() -> None:
    text = catalogue.PO.read_text(encoding="utf-8")
    assert "-Date" not in text
    assert "\n#: " not in text
    assert str(PROJECT) not in text


def test_a_sentence_stays_a_sentence() -> None:
    own = _own()
    assert [message for message in own if message.endswith(".") != SPOKEN[message].endswith(".")] == []
    assert [message for message in own if message[:1].isupper() and SPOKEN[message][:1].islower()] == []


def test_translations_are_written_as_vietnamese_is() -> None:
    for said in SPOKEN.values():
        assert unicodedata.is_normalized("NFC", said)
        assert '"' not in re.sub(r'--[a-z-]+ "[^"]*"', "", said)  # shells know no other quotes, and it is to be copied
        assert said.count("“") == said.count("”")
        list(string.Formatter().parse(said))  # it can be filled in


def test_commands_and_options_are_named_in_vietnamese() -> None:
    assert {said for said in SPOKEN.values() if catalogue.in_vietnamese(said) != said} == set()
    # Of these the sentence has to say itself which is meant: --theo or --don-vi-danh-gia, --cach-tinh or --so-luong.
    assert {said for said in SPOKEN.values() if re.search(r"--(by|count)\b", said)} == set()


def test_what_is_near_stands_in_a_sentence_of_its_own() -> None:
    """Where nothing is near, the sentence is left out."""
    near = [text for one, said in SPOKEN.items() if "{near}" in one for text in (one, said)]
    assert near
    for text in near:
        sentences = [part for part in re.split(r"(?<=[.?!])\s+", text) if "{near}" in part]
        assert [catalogue.placeholders(part) for part in sentences] == [{"near"}], text


def test_the_same_message_is_translated_in_one_way() -> None:
    ways: dict[str, set[str]] = defaultdict(set)
    for one, said in SPOKEN.items():
        ways[_letters(one)].add(_letters(said))
    assert {one: said for one, said in ways.items() if len(said) > 1} == {}


def _letters(text: str) -> str:
    """Leave out how a placeholder is written, capitals (but those of a TEXT to be typed) and punctuation."""
    plain = re.sub(r"\{(\w+)[^}]*\}", r" \1 ", text)
    return " ".join(re.findall(r"\w+", (plain if plain.isupper() else plain.casefold()).replace("_", " ")))


@pytest.mark.parametrize("word", WORDS)
def test_the_field_has_its_own_words(word: str) -> None:
    english = re.compile(rf"(?<![\w./,{{=-])(?:{word})(?![\w/,}}=-]|\.\w)", re.IGNORECASE)
    spoken = re.compile(WORDS[word], re.IGNORECASE)
    without = [
        message
        for message in _own()
        if english.search(message) and not spoken.search(SPOKEN[message].replace("_", " "))
    ]
    assert without == []


def test_no_key_of_a_record_is_said_in_english() -> None:
    keys = {key for table in TABLES.values() for key in table}
    assert [said for said in SPOKEN.values() if keys & set(re.findall(r"\(([a-z_]+)\)", said))] == []
