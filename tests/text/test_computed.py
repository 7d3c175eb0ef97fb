import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from danvan_cli.text.computed import guarded, unguarded

_COMPUTED = "=+-@＝＋－＠\t\r\n"
_TEXTS = st.text(st.sampled_from(f"{_COMPUTED}'1a.,%") | st.characters())


@pytest.mark.parametrize("text", ["", "a", "Tổ dân vận", "1+1", "'abc", "–", "a=b"])
def test_what_no_spreadsheet_computes_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text


@pytest.mark.parametrize("text", ["-5", "-1.240", "-0,5", "-33,2%", "+12", "+1.240", "+12,5%", "1.240"])
def test_numbers_and_changes_stay_numbers(text: str) -> None:
    assert guarded(text) == text


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1+1", "-2+3", "@SUM(A1)", "＝1+1", "＋1", "－5", "＠a", "\t=1", "\r=1", "\n=1", "-", "+84912345678"],
)
def test_what_could_be_computed_stands_behind_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"


def test_a_lone_apostrophe_is_an_empty_cell_and_one_that_is_meant_comes_back() -> None:
    assert unguarded("'") == ""
    assert guarded("'") == "''"


@given(_TEXTS)
@example("'")
@example("'-5")
@example("''＝1")
def test_every_text_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(_TEXTS)
def test_nothing_written_begins_as_a_formula_unless_it_is_a_number(text: str) -> None:
    cell = guarded(text)
    assert cell[:1] not in set(_COMPUTED) or cell[1:2].isdigit()
