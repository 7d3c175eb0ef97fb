import re
import unicodedata
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.domain.identity import UnitIdentity, unit_id
from danvan_cli.domain.names import is_id
from danvan_cli.domain.record_type import Background
from danvan_cli.domain.record_types import AWARDS as AWARD_TYPE
from danvan_cli.domain.record_types import MODELS, PUBLISHED_FIGURES
from danvan_cli.text.fold import fold
from danvan_cli.text.slug import slug

YEARS = st.integers(1900, 2199)
UNITS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,30}", fullmatch=True).filter(lambda text: len(text) <= 80)
WORDS = st.sampled_from(["Tổ", "hòa", "giải", "Đường", "hoa", "nông", "thôn", "mới", "số", "2", "thủy", "quý", "kỷ"])
TITLES = st.lists(WORDS, min_size=1, max_size=40).map(" ".join) | st.text(max_size=120)
HASHED = re.compile(r".*-[0-9a-f]{4}")


def model_id(year: int, unit: str, title: str, *, hashed: bool = False) -> str:
    names = list(MODELS.ids(year, {"unit": unit, "title": title}))
    return names[-1 if hashed else 0]


def award_id(year: int, values: Mapping[str, object], *, hashed: bool = False) -> str:
    return list(AWARD_TYPE.ids(year, values))[-1 if hashed else 0]


def figures_id(year: int, source: str) -> str:
    return next(PUBLISHED_FIGURES.ids(year, {"source": source}))


@given(YEARS, UNITS, TITLES, st.booleans())
def test_a_models_id_is_an_id_and_always_the_same(year: int, unit: str, title: str, hashed: bool) -> None:  # noqa: FBT001
    name = model_id(year, unit, title, hashed=hashed)

    assert is_id(name)
    assert name.startswith(f"{year}-")
    assert name == model_id(year, unit, title, hashed=hashed)


@given(YEARS, UNITS, TITLES)
def test_a_models_id_is_year_unit_and_title_unless_it_is_cut_at_a_word(year: int, unit: str, title: str) -> None:
    name, whole = model_id(year, unit, title), f"{year}-{unit}-{slug(title)}"

    if slug(title) and len(whole) <= 80:
        assert name == whole
    else:
        assert HASHED.fullmatch(name)
        assert f"{whole}-".startswith(f"{name[:-5]}-")


@given(YEARS, UNITS, st.lists(WORDS, min_size=25, max_size=40).map(" ".join))
def test_spellings_that_fold_alike_have_one_hash(year: int, unit: str, title: str) -> None:
    apart = unicodedata.normalize("NFD", title.upper().replace(" ", "\u00a0 "))

    assert fold(apart) == fold(title)
    assert model_id(year, unit, apart) == model_id(year, unit, title)


def test_titles_that_only_their_diacritics_tell_apart_have_hashes_of_their_own() -> None:
    titles = ["Hòa giải", "Hoa giai", "Hỏa giai", "Hoá giải"]

    assert len({model_id(2020, "xa-a", title) for title in titles}) == 1
    assert len({model_id(2020, "xa-a", title, hashed=True) for title in titles}) == len(titles)


def test_ids_stay_what_they_were() -> None:
    long = "Tổ phụ nữ tự quản đoạn đường hoa nông thôn mới kiểu mẫu không rác thải nhựa"

    assert model_id(2020, "xa-a", "Hoa giai", hashed=True) == "2020-xa-a-hoa-giai-6e11"
    assert model_id(2020, "xa-a", long) == (
        "2020-xa-a-to-phu-nu-tu-quan-doan-duong-hoa-nong-thon-moi-kieu-mau-khong-rac-e344"
    )


AWARDS = st.fixed_dictionaries(
    {"kind": st.sampled_from(["ca-nhan", "tap-the", "mo-hinh"])},
    optional={
        "form": st.sampled_from(["giay-khen", "bang-khen"]),
        "authority": UNITS,
        "unit": UNITS,
        "recipient": TITLES,
        "decision": st.sampled_from(["12-QĐ/TU", "1318/QĐ-UBND"]),
        "from_year": YEARS,
    },
)


@given(YEARS, AWARDS, st.booleans())
def test_an_awards_id_is_an_id_and_always_the_same(year: int, values: dict[str, object], hashed: bool) -> None:  # noqa: FBT001
    name = award_id(year, values, hashed=hashed)

    assert is_id(name)
    assert name == award_id(year, values, hashed=hashed)


@pytest.mark.parametrize(
    "other",
    [
        *({"unit": "xa-b"}, {"purpose": "ton-giao"}, {"decision": "2-QĐ/TU"}, {"from_year": 2018}),
        *({"position": "Bí thư"}, {"model": "2020-xa-a-x"}),
    ],
)
def test_what_does_not_stand_in_an_awards_id_stands_in_its_hash(other: dict[str, object]) -> None:
    values = {"kind": "ca-nhan", "form": "giay-khen", "recipient": "Nguyễn Văn A", "unit": "xa-a"}

    assert award_id(2020, values) == award_id(2020, {**values, **other}) == "2020-giay-khen-ca-nhan-nguyen-van-a"
    assert award_id(2020, values, hashed=True) != award_id(2020, {**values, **other}, hashed=True)


def test_an_award_to_nobody_named_bears_its_decision() -> None:
    assert award_id(2020, {"kind": "tap-the", "decision": "12-QĐ/TU"}) == "2020-tap-the-12-qd-tu"


@given(YEARS, TITLES)
def test_the_id_of_figures_is_an_id(year: int, source: str) -> None:
    assert is_id(figures_id(year, source))


@given(TITLES, st.lists(UNITS, max_size=2), st.sets(UNITS))
def test_a_units_id_is_an_id_that_is_free(name: str, apart: list[str], taken: set[str]) -> None:
    made = unit_id(name, taken, apart)

    assert made is None or (is_id(made) and made not in taken)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Xã Dừa", "xa-dua"),
        ("Xã An Hòa", "xa-an-hoa-huyen-x"),
        ("Con", "con-huyen-x"),
        ("!!!", None),
        ("rất dài " * 20, "-".join(["rat-dai"] * 10)),
    ],
)
def test_what_tells_a_unit_apart_stands_behind_its_name(name: str, made: str | None) -> None:
    assert unit_id(name, {"xa-an-hoa"}, ["huyen-x"]) == made


_CHO_XANH = {"unit": "xa-a", "title": "Chợ xanh", "kind": "tap-the"}


@pytest.mark.parametrize(
    ("values", "apart", "made"),
    [
        (_CHO_XANH, "", ["2020-xa-a-cho-xanh", "2020-xa-a-cho-xanh-e4d0"]),
        ({**_CHO_XANH, "person": "Lê Tám"}, "", ["2020-xa-a-cho-xanh", "2020-xa-a-cho-xanh-4f7c"]),
        ({**_CHO_XANH, "position": "Bí thư"}, "", ["2020-xa-a-cho-xanh", "2020-xa-a-cho-xanh-e4d0"]),
        (_CHO_XANH, "2019-cu", ["2020-xa-a-cho-xanh", "2020-xa-a-cho-xanh-d4ce"]),
        (
            {**_CHO_XANH, "title": "Tổ tự quản an ninh trật tự " * 8},
            "",
            ["2020-xa-a-to-tu-quan-an-ninh-trat-tu-to-tu-quan-an-ninh-trat-tu-to-tu-quan-6e25"],
        ),
    ],
)
def test_ids_are_made_as_they_ever_were(values: Mapping[str, object], apart: str, made: list[str]) -> None:
    assert list(MODELS.ids(2020, values, apart)) == made


@pytest.mark.parametrize(
    ("mine", "theirs", "result"),
    [
        ("a", "b", True),
        ("a", "a", False),
        ("a", "c", False),
        ("a", None, False),
        (None, "a", False),
        (None, None, False),
    ],
)
def test_two_are_told_apart_by_different_records_of_one_earlier_year(
    mine: str | None, theirs: str | None, *, result: bool
) -> None:
    years = {"a": [2018, 2019], "b": [2019], "c": [2017]}
    background = Background(lambda name: years.get(name, [2019]), lambda _: "")
    told = MODELS.are_told_apart({"continues": mine}, {"continues": theirs}, background)

    assert told is result


def test_what_would_tell_is_what_one_of_two_states_alone() -> None:
    mine = {"recipient": "Lê Tám", "unit": "xa-a", "position": "Bí thư"}
    theirs = {"recipient": "Lê Tám", "unit": "xa-a", "model": "a"}

    assert set(AWARD_TYPE.undecided_keys(mine, theirs)) == {"position", "model"}


@pytest.mark.parametrize(("parent", "result"), [("b", True), ("a", False), ("c", False), (None, False)])
def test_units_of_one_name_are_one_in_one_place(parent: str | None, *, result: bool) -> None:
    mine, theirs = (UnitIdentity("Xã An Hòa", lies_in, None, None) for lies_in in ("b", parent))

    assert mine.is_same(theirs) is result
