"""What the keys of records may be typed as."""

import pytest

from danvan_cli import locale
from danvan_cli.domain.fields import ENTRY, TABLES, Table, find_key


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_no_two_keys_of_a_table_have_one_vietnamese_name(table: Table) -> None:
    named = {field.option_vi: key for key, field in table.items() if field.option_vi}
    assert [find_key(table, name) for name in named] == list(named.values())
    assert len(named) == sum(bool(field.option_vi) for field in table.values())


@pytest.mark.parametrize(
    ("typed", "key"),
    [("tên", "label"), ("điểm từ", "min"), ("diem-toi-da", "max"), ("so-hien-co", "stock"), ("nam-cuoi", "until")],
)
def test_keys_of_lists_have_vietnamese_names(typed: str, key: str) -> None:
    assert find_key(ENTRY, typed) == key


@pytest.mark.parametrize("language", locale.LANGUAGES)
@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_key_is_found_by_the_label_that_is_shown(table: Table, language: str) -> None:
    locale.use(language)
    labels = {key: locale.translate(field.label) for key, field in table.items()}
    missed = {key: label for key, label in labels.items() if find_key(table, label) != key}
    # “Kết quả” of an activity: the name of another key, which is its results in numbers.
    assert missed.keys() <= {"outcome"}
