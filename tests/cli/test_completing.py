"""What the Tab key offers: ids by their words and titles, names and values in the language that is spoken."""

from collections.abc import Callable

import pytest

from tests.helpers.data_folder import DataFolder
from tests.helpers.program import run_program

Offers = Callable[..., list[str]]


@pytest.fixture
def offers(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> Offers:
    """Return what asks for what is offered for the last word of a line."""
    data.model("2020/2020-so-vang", title="Sổ vàng khởi nghiệp")
    data.model("2021/2021-so-vang", title="Sổ vàng khởi nghiệp")
    data.model("2021/2021-cho-que", title="Chợ quê ngày Tết")
    data.model("2021/2021-mot-hai", title="Tổ tự quản")

    def offered(line: str, language: str = "vi") -> list[str]:
        words = {"_DANVAN_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
        for name, value in {**words, "DANVAN_LANG": language, "DANVAN_DATA": str(data.root)}.items():
            monkeypatch.setenv(name, value)
        return run_program([]).out.split()

    return offered


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("2021-c", ["2021-cho-que"]),
        ("so-v", ["2021-so-vang", "2020-so-vang"]),
        ("So-V", ["2021-so-vang", "2020-so-vang"]),
        ("khởi", ["2021-so-vang", "2020-so-vang"]),
        ("khoi-ng", ["2021-so-vang", "2020-so-vang"]),
        ("tu", ["2021-mot-hai"]),
        ("tú", []),
        ("--year 2020 so", ["2020-so-vang"]),
        ("--nam 2020 2021", []),
    ],
)
def test_a_record_is_found_by_its_id_by_a_word_of_it_or_by_its_title(
    offers: Offers, typed: str, offered: list[str]
) -> None:
    assert offers(f"danvan show {typed}") == offered


@pytest.mark.parametrize(
    ("keys", "offered"),
    [
        ("--year 2022 --unit xa-b --continues ", ["2021-o-xa-b", "2021-so-vang", "2021-mot-hai"]),
        ("--nam 2021 --continues so", ["2020-so-vang"]),
        ("--year 2021 --replicates so", ["2022-so-vang", "2021-so-vang", "2020-so-vang"]),
    ],
)
def test_what_is_carried_on_is_of_an_earlier_year_its_units_first_and_what_is_copied_of_any(
    offers: Offers, data: DataFolder, keys: str, offered: list[str]
) -> None:
    data.model("2021/2021-o-xa-b", unit="xa-b")
    data.model("2022/2022-so-vang", title="Sổ vàng khởi nghiệp", unit="xa-b")
    assert offers(f"danvan register {keys}")[:3] == offered


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("tally registered --where don-vi=Xã", ["don-vi=xa-a", "don-vi=xa-b"]),
        ("tong-hop dang-ky --loc don-v", ["don-vi="]),
        ("tong-hop dang-ky --loc unit!=xa", ["unit!=xa-a", "unit!=xa-b"]),
        ("tong-hop dang-ky --loc loai=tap", ["loai=tap-the"]),
        ("tong-hop dang-ky --theo-don-vi k", ["khi-do"]),
        ("tong-hop dang-ky --units no", ["now"]),
        ("tong-hop dang-ky --cach-tinh moi", ["moi-nam", "moi-luot"]),
        ("tong-hop dang-ky --dang b", ["bang"]),
        ("kiem-tra --chi rew", ["rewarded-twice"]),
        ("luoc-do m", ["mo-hinh"]),
        ("luoc-do mod", ["model"]),
        ("tong-hop dang-ky --format ta", ["table"]),
        ("list registered --show ten-mo,don-v", ["ten-mo,don-vi", "ten-mo,don-vi-danh-gia"]),
        ("list registered --show titl", ["title"]),
    ],
)
def test_conditions_keys_and_values_are_offered_by_the_names_of_either_language(
    offers: Offers, line: str, offered: list[str]
) -> None:
    assert offers(f"danvan {line}") == offered


def test_in_english_the_english_names_come_first(offers: Offers) -> None:
    assert offers("danvan tally registered --units ", "en") == ["then", "now"]
    assert offers("danvan tally registered --units kh", "en") == ["khi-do"]


def test_what_is_said_beside_an_offer_is_the_title_as_it_stands(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    data.model("2020/2020-cho-que", title="Chợ [quê] ngày [/Tết]")
    shell = {"_DANVAN_COMPLETE": "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    for name, value in {**shell, "_TYPER_COMPLETE_ARGS": "danvan show cho", "DANVAN_DATA": str(data.root)}.items():
        monkeypatch.setenv(name, value)
    assert run_program([]).out == "2020-cho-que\tChợ [quê] ngày [/Tết]\n"
