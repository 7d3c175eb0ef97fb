"""Many units changed at once: the same file as one by one, whatever a person has made of it."""

import pytest

from danvan_cli.domain.editing import edit_entries
from tests.domain.hand_made_files import edit_entry

BLOCK = """\
# Đơn vị
- id: a   # một
  name: A
  level: xa

# hai
-
  id: b
  name: |
    B
  level: xa
- {id: c, name: "C # không", level: xa}  # ba
- id: d
  name: D
  level: xa
  aliases:
    - DD   # bốn
- {id: e, name: E, level: xa}
# hết
"""
FLOW = "[" + ",\n ".join(f"{{id: {name}, name: {name.upper()}, level: xa}}" for name in "abcd") + "]\n"
SHARED = (
    "- &one {id: a, name: A, level: xa, aliases: &names [x]}\n- {id: b, name: B, level: xa, aliases: *names}\n"
    "- {id: c, name: C, level: xa}\n- {id: d, name: D, level: xa}\n"
)
INDENTED = "---\n" + "".join(f"  - id: {name}\n    name: {name.upper()}\n    level: xa\n" for name in "abcd") + "...\n"
CHANGES: dict[str, dict[str, object]] = {
    "a": {"code": "00004", "until": "2025-06-30"},
    "b": {"parent": "c", "from": "2025-07-01"},
    "c": {"successors": ["a"]},
    "d": {"aliases": ["DD", "Đ"], "code": "1"},
}


@pytest.mark.parametrize(
    "text", [BLOCK, FLOW, SHARED, INDENTED, BLOCK.replace("\n", "\r\n"), BLOCK.rstrip(), "\ufeff" + BLOCK]
)
def test_many_at_once_are_as_one_by_one(text: str) -> None:
    data = one_by_one = text.encode()
    for unit, values in CHANGES.items():
        one_by_one = edit_entry(one_by_one, "units.yaml", unit, values)
    assert edit_entries(data, "units.yaml", CHANGES) == one_by_one
    assert edit_entries(one_by_one, "units.yaml", CHANGES) == one_by_one


def test_a_unit_that_is_not_there_is_no_change() -> None:
    with pytest.raises(KeyError):
        edit_entries(BLOCK.encode(), "units.yaml", {**CHANGES, "z": {"code": "1"}})


def test_a_file_with_faults_is_not_changed() -> None:
    with pytest.raises(ValueError, match="Problem"):
        edit_entries((BLOCK + "- {id: a}\n").encode(), "units.yaml", CHANGES)
